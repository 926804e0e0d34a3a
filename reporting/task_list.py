"""My unit's tasks: what is to be done, nearest due first and standing tasks last, or what was done."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import rights
from reporting.daysoff import Office
from reporting.task_card import READ, WRITE, days_late, due_of, stand_of
from reporting.task_state import Stand
from storage import task_views, units

PAGE = 8


@dataclass(frozen=True)
class Line:
    """One task in a list. `days_left` None: no due date, or it is past; then `days_late` counts the days after it."""

    assignment_id: int
    task_id: int
    title: str
    unit_id: int
    unit: str
    lead: str
    due: date | None
    stand: Stand
    days_late: int
    days_left: int | None
    told_at: datetime | None


@dataclass(frozen=True)
class Mine:
    """A page of the officer's own list. `several`: the officer reports for more than one unit. `looks`: there is more
    to see, as the officer looks after units below."""

    lines: tuple[Line, ...]
    page: int
    pages: int
    todo: int
    overdue: int
    done: int
    several: bool
    looks: bool
    writes: bool


def mine(session: Session, now: datetime, officer_id: int, done: bool, page: int, office: Office) -> Mine:
    """What the units have to do for which the officer reports; with `done`, what they have done. Reads only."""
    unit_ids = rights.reach(session, officer_id, WRITE)[rights.OWN]
    looks = bool(rights.reach(session, officer_id, READ)[rights.BRANCH])
    today = office.today(now)
    todo, overdue, finished = task_views.count_of_units(session, unit_ids, today)
    pages = max(1, -(-(finished if done else todo) // PAGE))
    page = min(max(page, 0), pages - 1)
    rows = task_views.of_units(session, unit_ids, done, PAGE, page * PAGE)
    names = units.by_ids(session, [row[0].unit_id for row in rows])
    lines = tuple(line(one, task, status, names[one.unit_id].name, today) for one, task, status in rows)
    several = len(set(unit_ids)) > 1
    return Mine(lines, page, pages, todo, overdue, finished, several, looks, bool(unit_ids))


def line(
    assignment: task_views.Assignment, task: task_views.Task, status: task_views.TaskStatus, unit: str, today: date
) -> Line:
    """One line from its rows."""
    due, stand = due_of(assignment, task), stand_of(status)
    return Line(
        assignment_id=status.assignment_id,
        task_id=assignment.task_id,
        title=task.title,
        unit_id=assignment.unit_id,
        unit=unit,
        lead=task.lead,
        due=due,
        stand=stand,
        days_late=days_late(due, stand, today),
        days_left=(due - today).days if due is not None and due >= today else None,
        told_at=status.told_at,
    )
