"""The days of the events that a plan counts its dates from, as the office gave them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Field, Session, col, select

from storage.base import SQLModel


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


def of_plan(session: Session, plan_id: int) -> Sequence[PlanEvent]:
    """The days that the office gave, in the order in which it did."""
    return session.exec(select(PlanEvent).where(PlanEvent.plan_id == plan_id).order_by(col(PlanEvent.id))).all()


def put(
    session: Session,
    plan_id: int,
    event: str,
    folded: str,
    days: Mapping[int | None, date | None],
    officer_id: int,
    now: datetime,
) -> None:
    """Keep these days of one event (unit, or None for all → day); one without a day is not known any more."""
    there = {one.unit_id: one for one in of_plan(session, plan_id) if one.folded == folded}
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
