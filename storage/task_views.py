"""Tasks over a branch of the tree: by task, by unit, by lead, and what needs a look, in a statement each.

Only tasks that run count: published, not withdrawn, and still with the unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, func, or_, select, true
from sqlmodel import Session, col

from storage import units
from storage.tasks import OPEN, Assignment, Task, TaskStatus, due_day
from storage.units import Unit

OVERDUE, STUCK, SILENT = "overdue", "stuck", "silent"
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Scope:
    """The units at and below the root (`alone`: the root by itself), as of that day by the office's calendar.

    Who has said nothing since `silent_since` is silent (`silent_day`: that instant's day), unless the task was to
    begin later than that.
    """

    root_id: int
    today: date
    silent_since: datetime
    silent_day: date
    alone: bool = False


@dataclass(frozen=True)
class Narrow:
    """Parts: of one plan, task, unit or lead, those that are overdue, stuck or silent, or already done."""

    task_id: int | None = None
    unit_id: int | None = None
    lead_key: str | None = None
    only: str | None = None
    open_only: bool = False
    plan_id: int | None = None


def living_below(session: Session, tops: Sequence[int], day: date) -> list[Unit]:
    """The units at and below these that live that day, by name."""
    inside = select(units.branch(tops).c.id)
    asked = select(Unit).where(col(Unit.id).in_(inside), units.lives(day))
    return list(session.scalars(asked.order_by(col(Unit.folded), col(Unit.id))))


def _undone() -> ColumnElement[bool]:
    return col(TaskStatus.state) != "done"


def _overdue(scope: Scope) -> ColumnElement[bool]:
    return and_(_undone(), due_day() < scope.today)


def _stuck() -> ColumnElement[bool]:
    return col(TaskStatus.state) == "stuck"


def _silent(scope: Scope) -> ColumnElement[bool]:
    begun = or_(col(Task.start).is_(None), col(Task.start) <= scope.silent_day)
    heard = func.coalesce(TaskStatus.told_at, Assignment.since)
    return and_(_undone(), begun, heard < scope.silent_since)


def _only(scope: Scope, narrow: Narrow) -> ColumnElement[bool]:
    wanted = {OVERDUE: _overdue(scope), STUCK: _stuck(), SILENT: _silent(scope)}
    return wanted[narrow.only] if narrow.only else true()


def _sum(condition: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(cast(case((condition, 1), else_=0), Integer)), 0)


def _counts(scope: Scope) -> list[Any]:
    """(parts, done, doing, stuck, overdue, silent, progress in % added up)"""
    return [
        func.count(),
        _sum(col(TaskStatus.state) == "done"),
        _sum(col(TaskStatus.state) == "doing"),
        _sum(_stuck()),
        _sum(_overdue(scope)),
        _sum(_silent(scope)),
        func.coalesce(func.sum(func.coalesce(TaskStatus.percent, 0)), 0),
    ]


def _inside(scope: Scope) -> Select[Any]:
    if scope.alone:
        return select(col(Unit.id)).where(col(Unit.id) == scope.root_id)
    return select(units.branch([scope.root_id]).c.id)


def _running(asked: Select[Any], scope: Scope, narrow: Narrow) -> Select[Any]:
    """Narrow a query over the joined tables to the parts that run in this branch."""
    asked = (
        asked.select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(TaskStatus, col(TaskStatus.assignment_id) == col(Assignment.id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(col(Task.state) == OPEN, col(Assignment.ended_at).is_(None))
        .where(col(Assignment.unit_id).in_(_inside(scope)))
    )
    if narrow.plan_id is not None:
        asked = asked.where(col(Task.plan_id) == narrow.plan_id)
    if narrow.task_id is not None:
        asked = asked.where(col(Task.id) == narrow.task_id)
    if narrow.unit_id is not None:
        asked = asked.where(col(Assignment.unit_id) == narrow.unit_id)
    if narrow.lead_key is not None:
        asked = asked.where(col(Task.lead_key) == narrow.lead_key)
    return asked.where(_undone()) if narrow.open_only else asked


def counts(session: Session, scope: Scope, narrow: Narrow = Narrow()) -> Any:
    """(parts, done, doing, stuck, overdue, silent, progress added up, tasks, units, due within a week) of it all."""
    soon = and_(_undone(), due_day() >= scope.today, due_day() <= scope.today + SOON)
    more = [func.count(func.distinct(Task.id)), func.count(func.distinct(Assignment.unit_id)), _sum(soon)]
    return session.execute(_running(select(*_counts(scope), *more), scope, narrow)).one()


def by_task(
    session: Session, scope: Scope, narrow: Narrow, limit: int | None, offset: int = 0
) -> tuple[Sequence[Any], int]:
    """(task, title, lead, due, counts …) for each task, those in need first; and how many tasks there are."""
    columns = (col(Task.id), col(Task.title), col(Task.lead), col(Task.due))
    asked = _running(select(*columns, *_counts(scope)), scope, narrow).group_by(*columns)
    order = (_sum(_overdue(scope)).desc(), _sum(_stuck()).desc(), col(Task.due).is_(None), col(Task.due), col(Task.id))
    return _grouped(session, _having(asked, scope, narrow), order, limit, offset)


def by_unit(
    session: Session, scope: Scope, narrow: Narrow, limit: int | None, offset: int = 0
) -> tuple[Sequence[Any], int]:
    """(unit, name, counts …) for each unit, those in need first; and how many units there are."""
    columns = (col(Unit.id), col(Unit.name), col(Unit.folded))
    asked = _running(select(*columns, *_counts(scope)), scope, narrow).group_by(*columns)
    order = (_sum(_overdue(scope)).desc(), _sum(_stuck()).desc(), _sum(_silent(scope)).desc(), col(Unit.folded))
    return _grouped(session, _having(asked, scope, narrow), order, limit, offset)


def by_lead(
    session: Session, scope: Scope, narrow: Narrow, limit: int | None, offset: int = 0
) -> tuple[Sequence[Any], int]:
    """(number of one of its tasks, lead, tasks, counts …) for each lead, those in need first; and how many."""
    key = col(Task.lead_key)
    columns = (func.min(Task.id), func.min(Task.lead), func.count(func.distinct(Task.id)))
    asked = _running(select(*columns, *_counts(scope)), scope, narrow).group_by(key)
    order = (_sum(_overdue(scope)).desc(), _sum(_stuck()).desc(), key)
    return _grouped(session, _having(asked, scope, narrow), order, limit, offset)


def _having(asked: Select[Any], scope: Scope, narrow: Narrow) -> Select[Any]:
    return asked.having(_sum(_only(scope, narrow)) > 0) if narrow.only else asked


def _grouped(
    session: Session, asked: Select[Any], order: Sequence[Any], limit: int | None, offset: int
) -> tuple[Sequence[Any], int]:
    total = session.scalar(select(func.count()).select_from(asked.subquery()))
    return session.execute(asked.order_by(*order).limit(limit).offset(offset)).all(), int(total or 0)


def rank(scope: Scope) -> ColumnElement[int]:
    """Where to look first: 0 overdue and stuck, 1 overdue, 2 stuck, 3 silent and due soon, 4 silent, 5 not done."""
    near = due_day() <= scope.today + SOON
    return case(
        (and_(_overdue(scope), _stuck()), 0),
        (_overdue(scope), 1),
        (_stuck(), 2),
        (and_(_silent(scope), near), 3),
        (_silent(scope), 4),
        (_undone(), 5),
        else_=6,
    )


def parts(
    session: Session, scope: Scope, narrow: Narrow, limit: int | None, offset: int = 0
) -> tuple[list[tuple[int, Assignment, Task, TaskStatus, Unit]], int]:
    """(rank, assignment, task, status, unit), those in need first; and how many there are."""
    columns: Any = select(rank(scope), Assignment, Task, TaskStatus, Unit)
    asked = _running(columns, scope, narrow).where(_only(scope, narrow))
    total = session.scalar(_running(select(func.count()), scope, narrow).where(_only(scope, narrow)))
    order = (rank(scope), due_day().is_(None), due_day(), col(Unit.folded), col(Assignment.id))
    rows = session.execute(asked.order_by(*order).limit(limit).offset(offset)).all()
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows], int(total or 0)


def of_units(
    session: Session, unit_ids: Sequence[int], done: bool, limit: int, offset: int = 0
) -> list[tuple[Assignment, Task, TaskStatus]]:
    """What these units have to do, nearest due first and standing tasks last; with `done`, what they have done."""
    order = (due_day().is_(None), due_day(), col(Task.id), col(Assignment.unit_id))
    newest = (col(TaskStatus.told_at).desc(), col(Assignment.id))
    columns: Any = select(Assignment, Task, TaskStatus)
    asked = _of_units(columns, unit_ids, done).order_by(*(newest if done else order))
    return [(row[0], row[1], row[2]) for row in session.execute(asked.limit(limit).offset(offset))]


def count_of_units(session: Session, unit_ids: Sequence[int], today: date) -> tuple[int, int, int]:
    """(to do, of these overdue, done) of these units."""
    late = _sum(due_day() < today)
    todo, overdue = session.execute(_of_units(select(func.count(), late), unit_ids, done=False)).one()
    return int(todo), int(overdue), int(session.scalar(_of_units(select(func.count()), unit_ids, done=True)) or 0)


def _of_units(asked: Select[Any], unit_ids: Sequence[int], done: bool) -> Select[Any]:
    return (
        asked.select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(TaskStatus, col(TaskStatus.assignment_id) == col(Assignment.id))
        .where(col(Task.state) == OPEN, col(Assignment.ended_at).is_(None), col(Assignment.unit_id).in_(unit_ids))
        .where(col(TaskStatus.state) == "done" if done else _undone())
    )
