"""Proposals for duties: the obligations to report that a plan document states, until the office decides."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, Session, col, select

from storage.base import Json, SQLModel, json_column

PROPOSED, ACCEPTED, REFUSED = "proposed", "accepted", "refused"


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


def of_draft(session: Session, draft_id: int) -> Sequence[PlanDuty]:
    """The obligations that the document states."""
    return session.exec(select(PlanDuty).where(PlanDuty.draft_id == draft_id).order_by(col(PlanDuty.position))).all()


def of_plan(session: Session, plan_id: int) -> Sequence[PlanDuty]:
    """The proposals for duties of an issued plan."""
    return session.exec(select(PlanDuty).where(PlanDuty.plan_id == plan_id).order_by(col(PlanDuty.id))).all()


def by_id(session: Session, duty_id: int, lock: bool = False) -> PlanDuty | None:
    """One proposal; with `lock`, nobody else changes it until this transaction ends."""
    asked = select(PlanDuty).where(PlanDuty.id == duty_id)
    return session.exec(asked.with_for_update() if lock else asked).one_or_none()
