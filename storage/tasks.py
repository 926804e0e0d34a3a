"""Tasks: the plan they come from, their milestones, the units they are assigned to, and how each stands there.

What officers said of them stands in storage/task_entries.py; what is asked of all of these over a
branch of the tree, in storage/task_views.py.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, UniqueConstraint, delete, func
from sqlmodel import Field, Session, col, select

from storage.base import Json, SQLModel, json_column
from storage.units import branch

DRAFT, OPEN, WITHDRAWN = "draft", "open", "withdrawn"


class Plan(SQLModel, table=True):
    """The document (kế hoạch) that tasks come from. `unit_id`: whose office keeps it. `state`: draft, open, closed."""

    __table_args__ = (UniqueConstraint("unit_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    number: str | None = Field(default=None, max_length=80)
    title: str = Field(default="", max_length=500)
    issuer: str = Field(default="", max_length=300)
    issued: date | None = None
    state: str = Field(default="open", max_length=12)
    made_by: int | None = Field(default=None, foreign_key="officer.id")
    made_at: datetime
    version: int = 1


class Task(SQLModel, table=True):
    """One task. `due` is the last day that is on time, by the office's calendar; without it the task is standing.

    `unit_id`: whose office gives it. `key` tells it from every other one: what is imported again finds its task by it.
    `state`: draft (nobody else sees it), open, withdrawn. `time_phrase`: the words of the document, as they are.
    `recurring`, `relative`, `approximate`, `line`: as a plan document tells them. `series_id`, `turn`: of which
    recurring task this is which occurrence.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=64)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    code: str | None = Field(default=None, max_length=40)
    position: int = 0
    title: str = Field(default="", max_length=500)
    detail: str = ""
    lead: str = Field(default="", max_length=300)
    lead_key: str = Field(default="", max_length=300, index=True)
    supervisor: str = Field(default="", max_length=300)
    partners: str = Field(default="", max_length=500)
    result: str = Field(default="", max_length=500)
    start: date | None = None
    due: date | None = Field(default=None, index=True)
    time_phrase: str = Field(default="", max_length=500)
    approximate: bool = False
    recurring: str | None = Field(default=None, max_length=24)
    relative: Json | None = Field(default=None, sa_column=json_column(nullable=True))
    line: int | None = None
    series_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    turn: str | None = Field(default=None, max_length=16)
    state: str = Field(default=DRAFT, max_length=12, index=True)
    made_by: int | None = Field(default=None, foreign_key="officer.id", index=True)
    made_at: datetime
    published_at: datetime | None = None
    version: int = 1


class Milestone(SQLModel, table=True):
    """A step (mốc) on the way; `due` is the last day that is on time."""

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    position: int
    title: str = Field(max_length=300)
    time_phrase: str = Field(default="", max_length=300)
    due: date | None = Field(default=None, index=True)


class Assignment(SQLModel, table=True):
    """One unit has this task since then. `due` is this unit's own last good day where it differs from the task's."""

    __table_args__ = (UniqueConstraint("task_id", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    due: date | None = None
    since: datetime
    by: int | None = Field(default=None, foreign_key="officer.id")
    ended_at: datetime | None = None


class TaskStatus(SQLModel, table=True):
    """How the task stands with that unit now. `state`: not_started, doing, done, stuck.

    `percent` null: not said. `reason` (of REASONS, with `reason_text` when it is "other") only where it is stuck.
    `reached`: numbers of the milestones that are done. `version` grows with every change of these, not with notes.
    """

    __tablename__ = "task_status"

    assignment_id: int = Field(foreign_key="assignment.id", primary_key=True)
    state: str = Field(default="not_started", max_length=12, index=True)
    percent: int | None = None
    reason: str | None = Field(default=None, max_length=16)
    reason_text: str = Field(default="", max_length=1000)
    figures: list[Any] = Field(default_factory=list, sa_column=json_column())
    reached: list[Any] = Field(default_factory=list, sa_column=json_column())
    told_at: datetime | None = None
    told_by: int | None = Field(default=None, foreign_key="officer.id")
    version: int = 0


def due_day() -> ColumnElement[Any]:
    """The last good day of an assignment: the unit's own, else the task's."""
    return func.coalesce(Assignment.due, Task.due)


def by_id(session: Session, task_id: int, lock: bool = False) -> Task | None:
    """The task; with `lock`, nobody else changes it until this transaction ends."""
    asked = select(Task).where(Task.id == task_id)
    return session.exec(asked.with_for_update() if lock else asked).one_or_none()


def locked(session: Session, task_ids: Sequence[int]) -> Sequence[Task]:
    """These tasks, locked in the order of their numbers: nobody else changes them until this transaction ends."""
    asked = select(Task).where(col(Task.id).in_(task_ids)).order_by(col(Task.id)).with_for_update()
    # Who waited for them must see what the other wrote, also where they were read before in this transaction.
    return session.exec(asked.execution_options(populate_existing=True)).all()


def by_keys(session: Session, keys: Sequence[str]) -> dict[str, Task]:
    """The tasks with these keys."""
    return {task.key: task for task in session.exec(select(Task).where(col(Task.key).in_(keys)))}


def draft_of(session: Session, officer_id: int, unit_id: int = 0) -> Task | None:
    """The newest task that this officer began to enter (for that unit's office) and has not published."""
    asked = select(Task).where(Task.made_by == officer_id, Task.state == DRAFT, col(Task.plan_id).is_(None))
    asked = asked.where(Task.unit_id == unit_id) if unit_id else asked
    return session.exec(asked.order_by(col(Task.id).desc()).limit(1)).first()


def plan(session: Session, plan_id: int | None) -> Plan | None:
    """The plan with this number."""
    return session.get(Plan, plan_id) if plan_id is not None else None


def plans_of(session: Session, unit_id: int) -> Sequence[Plan]:
    """The plans that this office keeps and that have a number (số, ký hiệu)."""
    asked = select(Plan).where(Plan.unit_id == unit_id, col(Plan.number).is_not(None))
    return session.exec(asked.order_by(col(Plan.id))).all()


def plans_by_id(session: Session, plan_ids: Iterable[int]) -> dict[int, Plan]:
    """The plans with these numbers in the table."""
    rows = session.exec(select(Plan).where(col(Plan.id).in_(list(plan_ids))))
    return {row.id: row for row in rows if row.id is not None}


def plans_below(session: Session, root_id: int) -> Sequence[Plan]:
    """The plans of which some unit at or below this one has a task, the newest first."""
    inside = select(branch([root_id]).c.id)
    given = select(Task.plan_id).join(Assignment, col(Assignment.task_id) == col(Task.id))
    given = given.where(col(Assignment.unit_id).in_(inside), col(Assignment.ended_at).is_(None), Task.state == OPEN)
    return session.exec(select(Plan).where(col(Plan.id).in_(given)).order_by(col(Plan.id).desc())).all()


def milestones(session: Session, task_ids: Sequence[int]) -> dict[int, list[Milestone]]:
    """The milestones of each of these tasks, in their order."""
    found: dict[int, list[Milestone]] = {}
    rows = session.exec(
        select(Milestone)
        .where(col(Milestone.task_id).in_(task_ids))
        .order_by(col(Milestone.position), col(Milestone.id))
    )
    for row in rows:
        found.setdefault(row.task_id, []).append(row)
    return found


def forget_milestones(session: Session, milestone_ids: Sequence[int]) -> None:
    """Take these milestones away."""
    session.execute(delete(Milestone).where(col(Milestone.id).in_(milestone_ids)))


def assignment(session: Session, assignment_id: int, lock: bool = False) -> Assignment | None:
    """One unit's part in a task; with `lock`, nobody else changes it until this transaction ends."""
    asked = select(Assignment).where(Assignment.id == assignment_id)
    return session.exec(asked.with_for_update() if lock else asked).one_or_none()


def assignments(session: Session, task_ids: Sequence[int], ended: bool = False) -> dict[int, list[Assignment]]:
    """Who has each of these tasks; with `ended`, also who had it once."""
    asked = select(Assignment).where(col(Assignment.task_id).in_(task_ids))
    if not ended:
        asked = asked.where(col(Assignment.ended_at).is_(None))
    found: dict[int, list[Assignment]] = {}
    for row in session.exec(asked.order_by(col(Assignment.id))):
        found.setdefault(row.task_id, []).append(row)
    return found


def forget_assignments(session: Session, task_id: int) -> None:
    """Nobody has this draft any more. Only for drafts: what runs has a history."""
    there = select(Assignment.id).where(Assignment.task_id == task_id)
    session.execute(delete(TaskStatus).where(col(TaskStatus.assignment_id).in_(there)))
    session.execute(delete(Assignment).where(col(Assignment.task_id) == task_id))
    session.expire_all()


def forget_draft(session: Session, task_id: int) -> None:
    """Throw a draft away with all that belongs to it."""
    forget_assignments(session, task_id)
    session.execute(delete(Milestone).where(col(Milestone.task_id) == task_id))
    session.execute(delete(Task).where(col(Task.id) == task_id, col(Task.state) == DRAFT))
    session.expire_all()


def status(session: Session, assignment_id: int) -> TaskStatus:
    """How it stands with that unit. Every assignment has one."""
    found = session.get(TaskStatus, assignment_id)
    assert found is not None
    return found
