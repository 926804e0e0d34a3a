"""The screens of giving a task: one open step each, the preview, and what became of it."""

from collections.abc import Mapping

from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import Buttons
from handlers.task_buttons import Give, Look
from handlers.task_words import FIELD_MOST, MARKS_SHOWN, NAME_IN_LIST, TITLE_IN_LIST
from locales import dates
from reporting.task_draft import FIELDS, LEAD, MARKS, PREVIEW, SUPERVISOR, TITLE, UNITS, Draft
from reporting.task_publish import Published
from reporting.task_steps import SKIPPED
from reporting.task_units import COUNT, NOBODY, UNCLEAR, Question


def step(say: Speaker, draft: Draft, note: str = "") -> Screen:
    """What is asked at this step."""
    if draft.ask == PREVIEW:
        return preview(say, draft, note)
    if draft.ask == UNITS:
        return _units(say, draft)
    rows: list[Row] = []
    if draft.ask in SKIPPED:
        rows.append([(say(f"task-skip-{draft.ask}"), Give(act="skip", task=draft.task_id, code=draft.ask))])
    rows.append(_bottom(say, draft))
    there = _value(say, draft, draft.ask)
    now = say("task-field-now", value=there) if there else ""
    return Screen(page(_title(say, draft), now, say(f"task-field-ask-{draft.ask}")), rows)


def _title(say: Speaker, draft: Draft) -> str:
    return cut(draft.title, FIELD_MOST) or say("task-new-title")


def _bottom(say: Speaker, draft: Draft) -> Row:
    """To the preview once there is something to see; leaving keeps the draft."""
    row: Buttons = []
    if draft.title:
        row.append((say("task-preview"), Give(act="go", task=draft.task_id, code=PREVIEW)))
    row.append((say("task-stop"), Give(act="stop")))
    return row


def _units(say: Speaker, draft: Draft) -> Screen:
    """The units so far; a name that is unclear first of all."""
    told = _chosen(say, draft)
    if draft.question is not None:
        return _asked_back(say, draft, draft.question, told)
    kinds: Buttons = [
        (say("task-kind", kind=say(f"task-kind-{kind}"), count=count), Give(act="kind", task=draft.task_id, code=kind))
        for kind, count in draft.kinds.items()
        if count > 1
    ]
    rows: list[Row] = [kinds[i : i + 2] for i in range(0, len(kinds), 2)]
    if draft.unit_count:
        row: Buttons = [(say("task-units-done"), Give(act="done", task=draft.task_id))]
        if not draft.running:
            row.append((say("task-units-clear"), Give(act="clear", task=draft.task_id)))
        rows.append(row)
    rows.append(_bottom(say, draft))
    beside = say("task-beside", kinds=_kinds(say, draft.beside)) if draft.beside else ""
    return Screen(page(_title(say, draft), told, beside, say("task-field-ask-units")), rows)


def _kinds(say: Speaker, counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {say(f'task-kind-{kind}')}" for kind, count in counts.items())


def _chosen(say: Speaker, draft: Draft) -> str:
    if not draft.unit_count:
        return ""
    rest = draft.unit_count - len(draft.units)
    names = "; ".join(cut(name, NAME_IN_LIST) for name in draft.units) + (f"; … (+{rest})" if rest else "")
    return say("task-units-chosen", count=draft.unit_count, names=names)


def _asked_back(say: Speaker, draft: Draft, question: Question, told: str) -> Screen:
    """Which one is meant? Never guessed."""
    piece = cut(question.piece, NAME_IN_LIST)
    if question.why == COUNT:
        asked = say("task-unit-count", piece=piece, said=question.said, found=question.found)
    elif question.why == NOBODY:
        asked = say("task-unit-nobody", piece=piece)
    elif question.why == UNCLEAR:
        asked = say("task-unit-unclear", piece=piece, count=len(question.candidates))
    else:
        asked = say("task-unit-near" if draft.candidates else "task-unit-unknown", piece=piece)
    rows: list[Row] = [
        [
            (
                f"{number}. {cut(one.name, NAME_IN_LIST)}"
                + (f" ({cut(one.above, NAME_IN_LIST)})" if one.above else ""),
                Give(act="unit", task=draft.task_id, number=one.id),
            )
        ]
        for number, one in enumerate(draft.candidates, start=1)
    ]
    rows.append([(say("task-unit-pass"), Give(act="pass", task=draft.task_id))])
    rows.append(_bottom(say, draft))
    return Screen(page(_title(say, draft), told, asked), rows)


def preview(say: Speaker, draft: Draft, note: str = "") -> Screen:
    """All of it; each part can be corrected; nothing is out before the last button."""
    lines = [
        Text(Bold(say(f"task-field-{field}")), ": ", _value(say, draft, field) or say("none-given")) for field in FIELDS
    ]
    notes = [say(f"task-missing-{one}") for one in draft.missing]
    if draft.past:
        notes.append(say("task-past-due"))
    fixes: Buttons = [(say(f"task-field-{field}"), Give(act="go", task=draft.task_id, code=field)) for field in FIELDS]
    rows: list[Row] = []
    if draft.running:
        rows.append([(say("task-to-look"), Look(view="o", root=0))])
    elif not draft.missing:
        publish = Give(act="publish", task=draft.task_id, number=draft.version)
        rows.append([(say("task-publish", count=draft.unit_count), publish)])
    rows += [fixes[i : i + 3] for i in range(0, len(fixes), 3)]
    if not draft.running:
        rows.append([(say("task-stop"), Give(act="stop")), (say("task-drop"), Give(act="drop", task=draft.task_id))])
    rows.append([(say("menu"), Menu(name="menu"))])
    head = say("task-preview-running" if draft.running else "task-preview-head")
    ask = say("task-preview-ask-running" if draft.running else "task-preview-ask")
    return Screen(page(head, note, as_list(*lines), "\n".join(notes), ask), rows)


def _value(say: Speaker, draft: Draft, field: str) -> str:
    if field == TITLE:
        return draft.title
    if field == UNITS:
        return _chosen(say, draft)
    if field == MARKS:
        shown = [
            cut(mark.title, TITLE_IN_LIST) + (f": {dates.day(mark.due)}" if mark.due else "")
            for mark in draft.marks[:MARKS_SHOWN]
        ]
        more = [say("task-more", count=len(draft.marks) - MARKS_SHOWN)] if len(draft.marks) > MARKS_SHOWN else []
        return "; ".join([*shown, *more])
    if field in (LEAD, SUPERVISOR):
        return cut(draft.lead if field == LEAD else draft.supervisor, FIELD_MOST)
    day = draft.due if field == "due" else draft.start
    return say.day(day) if day else (say("task-standing") if field == "due" and draft.ask == PREVIEW else "")


def published(say: Speaker, done: Published) -> Screen:
    """It is out; or it was before."""
    key = "task-published" if done.fresh else "task-published-before"
    lost = say("task-published-unreached", count=done.unreached) if done.unreached else ""
    text = page(say(key, count=done.units), cut(done.title, FIELD_MOST), lost)
    rows: list[Row] = [
        [(say("task-new"), Give(act="new", number=done.root_id)), (say("menu-nhiemvu"), Menu(name="nhiemvu"))]
    ]
    return Screen(text, [*rows, [(say("menu"), Menu(name="menu"))]])


def sure(say: Speaker, task_id: int, title: str) -> Screen:
    """Nobody takes a task back by a slip of the thumb."""
    rows: list[Row] = [
        [(say("task-withdraw-yes"), Give(act="gone", task=task_id))],
        [(say("back"), Look(view="o", root=0)), (say("menu"), Menu(name="menu"))],
    ]
    return Screen(page(cut(title, FIELD_MOST), say("task-withdraw-ask")), rows)


def ended(say: Speaker, told: str) -> Screen:
    """The dialogue is over."""
    rows: list[Row] = [[(say("menu-nhiemvu"), Menu(name="nhiemvu")), (say("menu"), Menu(name="menu"))]]
    return Screen(page(told), rows)
