"""My unit's tasks, the page of one, and what is asked there."""

from collections.abc import Sequence
from datetime import date

from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import TEXT_MOST, Menu, Row, Screen, Speaker, cut, page
from handlers.listing import Buttons, Entry, numbered, turning
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
from locales import dates
from reporting.task_answer import FIGURES, FILES, NOTE, PERCENT, REASON
from reporting.task_card import Card, Mark
from reporting.task_figures import Amount
from reporting.task_list import Line, Mine
from reporting.task_state import DOING, DONE, NOT_STARTED, OTHER, PERCENTS, REASONS, STUCK, Stand
from reporting.text import utf16_len

TITLE_IN_LIST, NAME_IN_LIST, REASON_IN_LIST = 90, 60, 60
FIELD_MOST, DETAIL_MOST, NOTE_SHOWN = 200, 700, 300
MARKS_SHOWN, FIGURES_SHOWN = 8, 12


def roomy(title: str, parts: Sequence[str | Text], spare: Sequence[int]) -> Text:
    """A page that fits into one message: if need be without its spare parts, the first of them first."""
    kept = list(parts)
    text = page(title, *kept)
    for place in spare:
        if utf16_len(text.as_kwargs()["text"]) <= TEXT_MOST:
            break
        kept[place] = ""
        text = page(title, *kept)
    return text


# --- the list ---


def listed(say: Speaker, mine: Mine, done: bool) -> Screen:
    """A page of it: nearest due first, what is overdue marked."""
    entries = [Entry(line_text(say, one, mine.several), TaskOpen(part=one.assignment_id)) for one in mine.lines]
    lines, opens = numbered(entries, mine.page * 8 + 1)
    title = say("task-list-done" if done else "task-list-title")
    head = say("task-list-count", todo=mine.todo, overdue=mine.overdue, done=mine.done)
    nothing = say("task-list-none-done" if done else "task-list-none")
    turn = turning(
        say,
        TaskList(done=done, page=mine.page - 1) if mine.page else None,
        TaskList(done=done, page=mine.page + 1) if mine.page + 1 < mine.pages else None,
    )
    rows: list[Row] = [*opens, turn]
    if done:
        rows.append([(say("task-list-todo", count=mine.todo), TaskList())])
    elif mine.done:
        rows.append([(say("task-list-see-done", count=mine.done), TaskList(done=True))])
    if mine.looks:
        rows.append([(say("task-look-below"), Look(view="o", root=0))])
    rows.append([(say("menu"), Menu(name="menu"))])
    return Screen(page(title, head, "\n\n".join(lines) or nothing), rows)


def line_text(say: Speaker, line: Line, with_unit: bool) -> str:
    """One task: what it is, and below that by when and how it stands."""
    parts = [due_short(say, line.due, line.days_late, line.days_left), state_short(say, line.stand)]
    if with_unit:
        parts.insert(0, cut(line.unit, NAME_IN_LIST))
    return f"{cut(line.title, TITLE_IN_LIST)}\n{'; '.join(part for part in parts if part)}"


def due_short(say: Speaker, due: date | None, late: int, left: int | None) -> str:
    """Quá hạn 3 ngày; hạn 30/11/2026 (còn 7 ngày); không có hạn."""
    if due is None:
        return say("task-standing")
    if late:
        return say("task-late", days=late, day=dates.day(due))
    if left is None:
        return say("task-due-past", day=dates.day(due))
    return say("task-due-today") if left == 0 else say("task-due-left", day=dates.day(due), days=left)


def state_short(say: Speaker, stand: Stand) -> str:
    """Đang thực hiện 50 %; vướng mắc: kinh phí."""
    told = say(f"task-state-{stand.state}")
    if stand.state in (DOING, STUCK) and stand.percent is not None:
        told = f"{told} {stand.percent} %"
    if stand.state == STUCK:
        told = f"{told} ({reason_text(say, stand)})"
    return told


def reason_text(say: Speaker, stand: Stand) -> str:
    """Why it is stuck."""
    return cut(stand.reason_text, REASON_IN_LIST) if stand.reason == OTHER else say(f"task-reason-{stand.reason}")


# --- the page of a task ---


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


def window(say: Speaker, due: date | None, late: int, left: int | None) -> str:
    """hết thứ Hai, 30/11/2026 (còn 7 ngày)."""
    if due is None:
        return say("task-standing")
    if late:
        return say("task-window-late", day=say.day(due), days=late)
    if left is None:
        return say("task-window", day=say.day(due))
    return (
        say("task-window-today", day=say.day(due))
        if left == 0
        else say("task-window-left", day=say.day(due), days=left)
    )


def _standing(say: Speaker, found: Card) -> Text:
    why = found.stand.reason_text if found.stand.reason == OTHER else ""
    told = Text(Bold(say("task-now")), ": ", state_short(say, found.stand))
    told = as_list(told, cut(why, NOTE_SHOWN)) if len(why) > REASON_IN_LIST else told
    if found.told_at is None:
        return as_list(told, say("task-never-told"))
    return as_list(told, say("task-told", moment=say.moment(found.told_at), name=found.told_by))


def marks_text(say: Speaker, marks: Sequence[Mark]) -> str:
    """The milestones with their days, those that are reached and those that are late marked."""
    if not marks:
        return ""
    lines = []
    for number, mark in enumerate(marks[:MARKS_SHOWN], start=1):
        when = dates.day(mark.due) if mark.due else mark.time_phrase or say("task-mark-open")
        key = "task-mark-done" if mark.reached else "task-mark-late" if mark.days_late else "task-mark"
        lines.append(say(key, number=number, title=cut(mark.title, TITLE_IN_LIST), when=when, days=mark.days_late))
    if len(marks) > MARKS_SHOWN:
        lines.append(say("task-more", count=len(marks) - MARKS_SHOWN))
    return "\n".join([say("task-marks"), *lines])


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


# --- what is asked ---


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


def nobody(say: Speaker) -> Screen:
    """Who reports for no unit and looks after none."""
    return Screen(page(say("task-list-title"), say("task-list-not-yours")), [[(say("menu"), Menu(name="menu"))]])
