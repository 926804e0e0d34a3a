"""The days of milestones that a unit has of its own: those counted from an event that is on another day there."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, inspect, select
from sqlmodel import Field, Session, col

from storage.base import SQLModel
from storage.tasks import Milestone
from storage.upsert import insert_new


class MarkDay(SQLModel, table=True):
    """The last good day of this milestone for this unit, in place of the milestone's own."""

    __tablename__ = "mark_day"

    milestone_id: int = Field(foreign_key="milestone.id", primary_key=True, ondelete="CASCADE")
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    due: date


def of_tasks(session: Session, task_ids: Collection[int]) -> dict[tuple[int, int], date]:
    """(milestone, unit) → day, of these tasks."""
    rows = session.execute(
        select(col(MarkDay.milestone_id), col(MarkDay.unit_id), col(MarkDay.due))
        .join(Milestone, col(Milestone.id) == col(MarkDay.milestone_id))
        .where(col(Milestone.task_id).in_(task_ids))
    )
    return {(milestone_id, unit_id): due for milestone_id, unit_id, due in rows}


def of_unit(session: Session, task_id: int, unit_id: int) -> dict[int, date]:
    """Milestone → day, of this task with this unit."""
    rows = session.execute(
        select(col(MarkDay.milestone_id), col(MarkDay.due))
        .join(Milestone, col(Milestone.id) == col(MarkDay.milestone_id))
        .where(col(Milestone.task_id) == task_id, col(MarkDay.unit_id) == unit_id)
    )
    return {milestone_id: due for milestone_id, due in rows}


def replace(
    session: Session, there: Mapping[tuple[int, int], date], wanted: Mapping[tuple[int, int], date]
) -> set[tuple[int, int]]:
    """Let `wanted` stand in the place of `there`; gives the (milestone, unit) pairs whose day is another one now."""
    moved = {pair for pair in {**there, **wanted} if there.get(pair) != wanted.get(pair)}
    table: Any = inspect(MarkDay).local_table
    for milestone_id, unit_id in sorted(moved & set(there)):
        session.execute(delete(table).where(table.c.milestone_id == milestone_id, table.c.unit_id == unit_id))
    rows = [{"milestone_id": pair[0], "unit_id": pair[1], "due": wanted[pair]} for pair in moved if pair in wanted]
    insert_new(session, MarkDay, rows)
    return moved
