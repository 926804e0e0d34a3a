"""Plans on their way from a document to tasks: what was understood, item by item, until it is issued."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Field, Session, col, select

from storage.base import Json, SQLModel, json_column

READING, ISSUED, DISCARDED = "reading", "issued", "discarded"


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
    if lock:  # who waited for it must see what the other wrote, also where it was read before in this transaction
        asked = asked.with_for_update().execution_options(populate_existing=True)
    return session.exec(asked).one_or_none()


def item_of_task(session: Session, task_id: int) -> PlanItem | None:
    """The item that this task was issued from last."""
    asked = select(PlanItem).join(PlanDraft, col(PlanDraft.id) == col(PlanItem.draft_id))
    asked = asked.where(PlanItem.task_id == task_id, PlanDraft.state == ISSUED)
    return session.exec(asked.order_by(col(PlanItem.id).desc()).limit(1)).first()
