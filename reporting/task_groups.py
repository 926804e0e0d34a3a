"""The tasks of a branch, put together by task, unit or lead."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_look import FILTERS, PAGE, SILENT_DAYS, Counts, counts_of, paged, scope
from storage import task_views, tasks, units
from storage.task_views import Narrow


@dataclass(frozen=True)
class Group:
    """One line of a list: a task, a unit, or a lead (`id`: one of the lead's tasks)."""

    id: int
    name: str
    lead: str
    due: date | None
    tasks: int
    counts: Counts


@dataclass(frozen=True)
class Groups:
    """A page of such lines."""

    lines: tuple[Group, ...]
    total: int
    page: int
    pages: int


def by(
    session: Session,
    now: datetime,
    officer_id: int | None,
    root_id: int,
    what: str,
    only: str | None,
    page: int,
    office: Office,
    silent_days: int = SILENT_DAYS,
) -> Groups:
    """The branch by "task", "unit" or "lead"; `only` those with something overdue, stuck or silent. Reads only.

    Raises Refusal.
    """
    asked = {"task": task_views.by_task, "unit": task_views.by_unit, "lead": task_views.by_lead}.get(what)
    if asked is None or only not in (None, *FILTERS):
        raise Refusal("refused-out-of-date")
    about = scope(session, now, officer_id, root_id, office, silent_days)
    rows, *where = paged(lambda offset: asked(session, about, Narrow(only=only), PAGE, offset), page)
    return Groups(tuple(_group(what, row) for row in rows), *where)


def _group(what: str, row: Any) -> Group:
    if what == "task":
        return Group(row[0], row[1], row[2], row[3], 1, counts_of(row[4:]))
    if what == "unit":
        return Group(row[0], row[1], "", None, row[3], counts_of(row[3:]))
    return Group(row[0], row[1], row[1], None, row[2], counts_of(row[3:]))


def lead_of(session: Session, task_id: int) -> tuple[str, str]:
    """(key, name) of a lead, told by one of its tasks. Raises Refusal."""
    task = tasks.by_id(session, task_id)
    if task is None:
        raise Refusal("refused-out-of-date")
    return task.lead_key, task.lead


def lead_below(
    session: Session, now: datetime, officer_id: int, root_id: int, task_id: int, office: Office
) -> tuple[str, str]:
    """The same, of a task that somebody in this branch has: others' leads are not told. Raises Refusal."""
    about = scope(session, now, officer_id, root_id, office)
    if not counts_of(task_views.counts(session, about, Narrow(task_id=task_id))).parts:
        raise Refusal("refused-out-of-date")
    return lead_of(session, task_id)


def unit_name(session: Session, root_id: int, unit_id: int) -> str:
    """The name of a unit of this branch. Raises Refusal("refused-out-of-date") when there is none."""
    unit = units.by_id(session, unit_id)
    if unit is None or not units.is_within(session, unit_id, [root_id]):
        raise Refusal("refused-out-of-date")
    return unit.name
