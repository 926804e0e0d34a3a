"""My unit's tasks, a page at a time."""

from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import Entry, numbered, turning
from handlers.task_buttons import (
    Look,
    TaskList,
    TaskOpen,
)
from handlers.task_words import NAME_IN_LIST, TITLE_IN_LIST, due_short, state_short
from reporting.task_list import Line, Mine


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


def nobody(say: Speaker) -> Screen:
    """Who reports for no unit and looks after none."""
    return Screen(page(say("task-list-title"), say("task-list-not-yours")), [[(say("menu"), Menu(name="menu"))]])
