"""Plans on their way from a document to tasks: what was understood, item by item, until it is issued.

Also what stays beside an issued plan: proposals for duties, and the days of the events that dates are counted from.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Field, Session, col, select

from storage.base import Json, SQLModel, json_column
from storage.tasks import OPEN, WITHDRAWN, Assignment, Plan, Task, TaskStatus

READING, ISSUED, DISCARDED = "reading", "issued", "discarded"
PROPOSED, ACCEPTED, REFUSED = "proposed", "accepted", "refused"
SERIES = "series"
"""The state of a recurring task itself: nobody is asked for it, only for its occurrences."""


class PlanDraft(SQLModel, table=True):
    """A document that was read. `plan_id`: the plan that it corrects, and once issued the plan that it became.

    `officer_id` null: the command line. `notices`: what was seen but could not be read, [key, count] each.
    """

    __tablename__ = "plan_draft"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    officer_id: int | None = Field(default=None, foreign_key="officer.id")
    file_name: str = Field(default="", max_length=255)
    sha256: str = Field(max_length=64, index=True)
    number: str | None = Field(default=None, max_length=80)
    title: str = Field(default="", max_length=500)
    issuer: str = Field(default="", max_length=300)
    issued: date | None = None
    notices: list[Any] = Field(default_factory=list, sa_column=json_column())
    state: str = Field(default=READING, max_length=12, index=True)
    made_at: datetime
    issued_at: datetime | None = None
    version: int = 1


class PlanItem(SQLModel, table=True):
    """One task as it was understood and corrected. `task_id`: the task that it corrects or became.

    `maybe`: the task that it may be, for the office to say. `read`: what the document says, as it was read, so that
    what the office changed can be told from it. `doubts`: keys of what a person should look at. `units`: numbers of
    the units that get it; `pending`: typed names of units that are asked back. `milestones`: {"title", "phrase",
    "due", "relative"} each.
    """

    __tablename__ = "plan_item"

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="plan_draft.id", index=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    maybe: int | None = Field(default=None, foreign_key="task.id")
    position: int
    code: str | None = Field(default=None, max_length=40)
    line: int | None = None
    title: str = Field(max_length=500)
    detail: str = ""
    lead: str = Field(default="", max_length=300)
    supervisor: str = Field(default="", max_length=300)
    partners: str = Field(default="", max_length=500)
    result: str = Field(default="", max_length=500)
    time_phrase: str = Field(default="", max_length=500)
    start: date | None = None
    due: date | None = None
    approximate: bool = False
    standing: bool = False
    recurring: str | None = Field(default=None, max_length=24)
    relative: Json | None = Field(default=None, sa_column=json_column(nullable=True))
    milestones: list[Any] = Field(default_factory=list, sa_column=json_column())
    doubts: list[Any] = Field(default_factory=list, sa_column=json_column())
    units: list[Any] = Field(default_factory=list, sa_column=json_column())
    pending: list[Any] = Field(default_factory=list, sa_column=json_column())
    read: Json = Field(default_factory=dict, sa_column=json_column())
    dropped: bool = False


class PlanDuty(SQLModel, table=True):
    """An obligation to report that the document states: a proposal for a duty until the office decides.

    `told`: who, to, what, frequency, before_day, month, year, phrase, line. `given`: what the office says instead or
    besides: frequency; before_day, month, before; kinds. `duty`: the code of what it became.
    """

    __tablename__ = "plan_duty"

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="plan_draft.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    position: int
    told: Json = Field(sa_column=json_column())
    given: Json = Field(default_factory=dict, sa_column=json_column())
    state: str = Field(default=PROPOSED, max_length=12)
    duty: str | None = Field(default=None, foreign_key="duty.code", max_length=32)
    by: int | None = Field(default=None, foreign_key="officer.id")
    at: datetime | None = None


class PlanEvent(SQLModel, table=True):
    """The day of an event that dates are counted from («Đại hội»): for all units, or for one (`unit_id`)."""

    __tablename__ = "plan_event"

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    event: str = Field(max_length=300)
    folded: str = Field(max_length=300)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    day: date
    by: int | None = Field(default=None, foreign_key="officer.id")
    at: datetime


def by_id(session: Session, draft_id: int, lock: bool = False) -> PlanDraft | None:
    """The draft; with `lock`, nobody else changes it until this transaction ends."""
    asked = select(PlanDraft).where(PlanDraft.id == draft_id)
    return session.exec(asked.with_for_update() if lock else asked).one_or_none()


def same_file(session: Session, unit_id: int, sha256: str) -> PlanDraft | None:
    """The draft of this very file that this office has open."""
    asked = select(PlanDraft).where(
        PlanDraft.unit_id == unit_id, PlanDraft.sha256 == sha256, PlanDraft.state == READING
    )
    return session.exec(asked.order_by(col(PlanDraft.id).desc()).limit(1)).first()


def open_drafts(session: Session, unit_ids: Sequence[int]) -> Sequence[PlanDraft]:
    """What these offices have read and not issued yet, newest first."""
    asked = select(PlanDraft).where(col(PlanDraft.unit_id).in_(unit_ids), PlanDraft.state == READING)
    return session.exec(asked.order_by(col(PlanDraft.id).desc())).all()


def last_issued(session: Session, plan_id: int) -> PlanDraft | None:
    """The document that this plan was issued from last."""
    asked = select(PlanDraft).where(PlanDraft.plan_id == plan_id, PlanDraft.state == ISSUED)
    return session.exec(asked.order_by(col(PlanDraft.id).desc()).limit(1)).first()


def items(session: Session, draft_id: int) -> Sequence[PlanItem]:
    """Every item of the draft, in the order of the document."""
    asked = select(PlanItem).where(PlanItem.draft_id == draft_id)
    return session.exec(asked.order_by(col(PlanItem.position), col(PlanItem.id))).all()


def item(session: Session, item_id: int, lock: bool = False) -> PlanItem | None:
    """One item; with `lock`, nobody else changes it until this transaction ends."""
    asked = select(PlanItem).where(PlanItem.id == item_id)
    return session.exec(asked.with_for_update() if lock else asked).one_or_none()


def item_of_task(session: Session, task_id: int) -> PlanItem | None:
    """The item that this task was issued from last."""
    asked = select(PlanItem).join(PlanDraft, col(PlanDraft.id) == col(PlanItem.draft_id))
    asked = asked.where(PlanItem.task_id == task_id, PlanDraft.state == ISSUED)
    return session.exec(asked.order_by(col(PlanItem.id).desc()).limit(1)).first()


def duties_of_draft(session: Session, draft_id: int) -> Sequence[PlanDuty]:
    """The obligations that the document states."""
    return session.exec(select(PlanDuty).where(PlanDuty.draft_id == draft_id).order_by(col(PlanDuty.position))).all()


def duties_of_plan(session: Session, plan_id: int) -> Sequence[PlanDuty]:
    """The proposals for duties of an issued plan."""
    return session.exec(select(PlanDuty).where(PlanDuty.plan_id == plan_id).order_by(col(PlanDuty.id))).all()


def duty(session: Session, duty_id: int, lock: bool = False) -> PlanDuty | None:
    """One proposal."""
    asked = select(PlanDuty).where(PlanDuty.id == duty_id)
    return session.exec(asked.with_for_update() if lock else asked).one_or_none()


def events(session: Session, plan_id: int) -> Sequence[PlanEvent]:
    """The days that the office gave, in the order in which it did."""
    return session.exec(select(PlanEvent).where(PlanEvent.plan_id == plan_id).order_by(col(PlanEvent.id))).all()


def put_events(
    session: Session,
    plan_id: int,
    event: str,
    folded: str,
    days: Mapping[int | None, date | None],
    officer_id: int,
    now: datetime,
) -> None:
    """Keep these days of one event (unit, or None for all → day); one without a day is not known any more."""
    there = {one.unit_id: one for one in events(session, plan_id) if one.folded == folded}
    for unit_id, day in days.items():
        row = there.get(unit_id)
        if day is None:
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = PlanEvent(plan_id=plan_id, event=event[:300], folded=folded[:300], unit_id=unit_id, day=day, at=now)
        row.day, row.by, row.at = day, officer_id, now
        session.add(row)
    session.flush()


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


def in_force(session: Session, plan_id: int) -> Sequence[Task]:
    """The tasks of a plan that units have: occurrences of recurring tasks, not those themselves."""
    asked = select(Task).where(Task.plan_id == plan_id, Task.state == OPEN)
    return session.exec(asked.order_by(col(Task.position), col(Task.id))).all()


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
