"""Issued plans and their tasks: those in force, those taken out, recurring ones and their occurrences."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.tasks import OPEN, WITHDRAWN, Assignment, Plan, Task, TaskStatus

SERIES = "series"
"""The state of a recurring task itself: nobody is asked for it, only for its occurrences."""


def plans_of(session: Session, unit_ids: Sequence[int]) -> Sequence[Plan]:
    """The plans of these offices, newest first."""
    return session.exec(select(Plan).where(col(Plan.unit_id).in_(unit_ids)).order_by(col(Plan.id).desc())).all()


def plan_numbered(session: Session, unit_id: int, number: str) -> Plan | None:
    """This office's plan with this number (số, ký hiệu)."""
    return session.exec(select(Plan).where(Plan.unit_id == unit_id, Plan.number == number)).one_or_none()


def tasks_of(session: Session, plan_id: int) -> Sequence[Task]:
    """The tasks of a plan that are in force, recurring ones as themselves and without their occurrences."""
    asked = select(Task).where(
        Task.plan_id == plan_id, col(Task.state).in_((OPEN, SERIES)), col(Task.series_id).is_(None)
    )
    return session.exec(asked.order_by(col(Task.position), col(Task.id))).all()


def withdrawn_of(session: Session, plan_id: int) -> Sequence[Task]:
    """The tasks of a plan that were taken out of it, in that order."""
    asked = select(Task).where(Task.plan_id == plan_id, Task.state == WITHDRAWN, col(Task.series_id).is_(None))
    return session.exec(asked.order_by(col(Task.id))).all()


def in_force(session: Session, plan_id: int) -> Sequence[Task]:
    """The tasks of a plan that units have: occurrences of recurring tasks, not those themselves."""
    asked = select(Task).where(Task.plan_id == plan_id, Task.state == OPEN)
    return session.exec(asked.order_by(col(Task.position), col(Task.id))).all()


def series(session: Session, day: date) -> Sequence[Task]:
    """Every recurring task that has begun by that day and is not over."""
    asked = select(Task).where(
        Task.state == SERIES,
        (col(Task.start).is_(None)) | (col(Task.start) <= day),
        (col(Task.due).is_(None)) | (col(Task.due) >= day),
    )
    return session.exec(asked.order_by(col(Task.id))).all()


def occurrences(session: Session, series_id: int) -> Sequence[Task]:
    """The occurrences of a recurring task, oldest first."""
    return session.exec(select(Task).where(Task.series_id == series_id).order_by(col(Task.id))).all()


def occurrences_of(session: Session, series_ids: Sequence[int], since: date | None = None) -> Sequence[Task]:
    """The occurrences of these recurring tasks that are in force, of turns that are not over by `since`."""
    asked = select(Task).where(col(Task.series_id).in_(series_ids), Task.state == OPEN)
    if since is not None:
        asked = asked.where((col(Task.due).is_(None)) | (col(Task.due) >= since))
    return session.exec(asked.order_by(col(Task.id))).all()


def told_by_units(session: Session, task_ids: Sequence[int]) -> dict[int, int]:
    """How many units that have the task have said something of it, for each of these tasks."""
    rows = session.execute(
        select(Assignment.task_id, func.count())
        .join(TaskStatus, col(TaskStatus.assignment_id) == col(Assignment.id))
        .where(col(Assignment.task_id).in_(task_ids), col(Assignment.ended_at).is_(None))
        .where(col(TaskStatus.told_at).is_not(None))
        .group_by(col(Assignment.task_id))
    )
    return {task_id: count for task_id, count in rows}
