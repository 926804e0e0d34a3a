"""The page of one task, and what is asked there."""

from collections.abc import Sequence

from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import Buttons
from handlers.task_buttons import (
    Look,
    TaskAsk,
    TaskFiles,
    TaskList,
    TaskMark,
    TaskOpen,
    TaskPast,
    TaskPercent,
    TaskSay,
    TaskStuck,
    TaskUndo,
)
from handlers.task_words import (
    DETAIL_MOST,
    FIELD_MOST,
    NOTE_SHOWN,
    REASON_IN_LIST,
    TITLE_IN_LIST,
    marks_text,
    roomy,
    state_short,
    window,
)
from reporting.task_answer import FIGURES, FILES, NOTE, PERCENT, REASON
from reporting.task_card import Card
from reporting.task_figures import Amount
from reporting.task_state import DOING, DONE, NOT_STARTED, OTHER, PERCENTS, REASONS, STUCK

FIGURES_SHOWN = 12


def card(say: Speaker, found: Card, origin: TaskOpen, note: str = "") -> Screen:
    """Everything of a task in one screen, and what can be said of it by one tap."""
    parts: list[str | Text] = [
        note,
        as_list(*facts(say, found)),
        cut(found.detail, DETAIL_MOST),
        _standing(say, found),
        marks_text(say, found.marks),
        _figures(say, found.stand.figures),
        say("task-last-note", note=cut(found.note, NOTE_SHOWN)) if found.note else "",
        "" if found.running else say("task-closed"),
    ]
    rows = [*_telling(say, found), *_more(say, found, origin)]
    return Screen(roomy(found.title, parts, (2, 4, 5, 6)), rows)


def facts(say: Speaker, found: Card) -> list[Text]:
    """Unit, plan, lead, supervisor, window: each in a line, those that are empty left out."""
    told = [
        ("unit", found.unit),
        ("plan", " · ".join(part for part in (found.plan, found.code) if part)),
        ("lead", found.lead),
        ("supervisor", found.supervisor),
        ("partners", found.partners),
        ("result", found.result),
        ("start", say.day(found.start) if found.start else ""),
        ("due", window(say, found.due, found.days_late, found.days_left)),
        ("phrase", found.time_phrase),
    ]
    return [Text(Bold(say(f"task-fact-{name}")), ": ", cut(value, FIELD_MOST)) for name, value in told if value]


def _standing(say: Speaker, found: Card) -> Text:
    why = found.stand.reason_text if found.stand.reason == OTHER else ""
    told = Text(Bold(say("task-now")), ": ", state_short(say, found.stand))
    told = as_list(told, cut(why, NOTE_SHOWN)) if len(why) > REASON_IN_LIST else told
    if found.told_at is None:
        return as_list(told, say("task-never-told"))
    return as_list(told, say("task-told", moment=say.moment(found.told_at), name=found.told_by))


def _figures(say: Speaker, figures: Sequence[Amount]) -> str:
    if not figures:
        return ""
    lines = [f"{cut(one.name, TITLE_IN_LIST)}: {one.shown()}" for one in figures[:FIGURES_SHOWN]]
    if len(figures) > FIGURES_SHOWN:
        lines.append(say("task-more", count=len(figures) - FIGURES_SHOWN))
    return "\n".join([say("task-figures"), *lines])


def _telling(say: Speaker, found: Card) -> list[Row]:
    """The taps that say something; none for who only looks, and none when it is closed."""
    if not (found.may_write and found.running):
        return []
    part, seen, stand = found.assignment_id, found.version, found.stand

    def state(code: str) -> tuple[str, TaskSay]:
        return ("• " if stand.state == code else "") + say(f"task-tap-{code}"), TaskSay(
            part=part, state=code, seen=seen
        )

    stuck = ("• " if stand.state == STUCK else "") + say("task-tap-stuck"), TaskStuck(part=part, seen=seen)
    percents: Row = [
        (("• " if stand.percent == percent else "") + f"{percent} %", TaskPercent(part=part, step=place, seen=seen))
        for place, percent in enumerate(PERCENTS)
    ]
    rows: list[Row] = [[state(DOING), state(DONE)], [stuck, state(NOT_STARTED)], percents]
    open_marks = [(number, mark) for number, mark in enumerate(found.marks, start=1) if not mark.reached]
    rows.append(
        [(say("task-tap-mark", number=number), TaskMark(part=part, mark=mark.id)) for number, mark in open_marks[:3]]
    )
    asked = ((NOTE, "task-tap-note"), (FIGURES, "task-tap-figures"), (PERCENT, "task-tap-percent"))
    rows.append([(say(key), TaskAsk(part=part, what=what)) for what, key in asked])
    if found.undo is not None:
        rows.append([(say("task-tap-undo"), TaskUndo(entry=found.undo))])
    return rows


def _more(say: Speaker, found: Card, origin: TaskOpen) -> list[Row]:
    """Files, history, and the way back."""
    where = origin.model_dump(include={"part", "view", "root", "only", "page"})
    files: tuple[str, TaskFiles | TaskAsk] = (say("task-tap-files", count=found.files), TaskFiles(**where))
    if found.may_write and found.running:
        files = (files[0], TaskAsk(part=found.assignment_id, what=FILES))
    row: Buttons = [files] if found.files or isinstance(files[1], TaskAsk) else []
    if found.entries:
        row.append((say("task-tap-history", count=found.entries), TaskPast(**where)))
    return [row, [(say("back"), back(found, origin)), (say("menu"), Menu(name="menu"))]]


def back(found: Card, origin: TaskOpen) -> TaskList | Look:
    """Where the page was opened from."""
    if not origin.view:
        return TaskList(done=found.stand.state == DONE and not found.undo)
    code = {"U": found.unit_id, "T": found.task_id, "L": found.task_id}.get(origin.view, 0)
    return Look(view=origin.view, root=origin.root, code=code, only=origin.only, page=origin.page)


def asked(say: Speaker, found: Card, what: str) -> Screen:
    """The question whose answer is typed or sent."""
    key = {NOTE: "task-ask-note", FIGURES: "task-ask-figures", PERCENT: "task-ask-percent", REASON: "task-ask-reason"}
    stop: Row = [(say("cancel"), TaskAsk(part=found.assignment_id))]
    return Screen(page(cut(found.title, FIELD_MOST), say(key[what])), [stop])


def reasons(say: Speaker, found: Card) -> Screen:
    """Why is it stuck? The usual reasons by a tap, any other in words."""
    part, seen = found.assignment_id, found.version
    usual: Buttons = [
        (say(f"task-reason-tap-{code}"), TaskStuck(part=part, seen=seen, reason=code))
        for code in REASONS
        if code != OTHER
    ]
    rows: list[Row] = [usual[i : i + 2] for i in range(0, len(usual), 2)]
    rows.append([(say("task-reason-tap-other"), TaskAsk(part=part, what=REASON))])
    rows.append([(say("back"), TaskOpen(part=part))])
    return Screen(page(cut(found.title, FIELD_MOST), say("task-ask-stuck")), rows)
