"""Reminders: a row with a date and a key, made once for (duty, period, unit, step, last good day, officer)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, bindparam, update
from sqlmodel import Field, Session, col, select

from storage import prepared
from storage.base import SQLModel
from storage.upsert import insert_new


class Reminder(SQLModel, table=True):
    """One officer is to be told of one unit's missing report.

    `state`: waiting (its hour has not come, or it waits for the sender), said, cancelled (the report came),
    unreachable (the officer has no address that works). `step` "snooze" is one that the officer asked for.
    """

    __table_args__ = (
        Index("ix_reminder_state_at", "state", "at"),
        # Which tasks were spoken of under which day is asked at every tick, of this index alone.
        Index("ix_reminder_duty_period", "duty", "period", "last_good_day", "step"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=160)
    duty: str = Field(max_length=32)
    period: str = Field(max_length=16)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    step: str = Field(max_length=16)
    to: str = Field(max_length=16)
    last_good_day: date
    at: datetime
    state: str = Field(default="waiting", max_length=12)
    outbox_id: int | None = Field(default=None, index=True)
    made_at: datetime


_REMINDER = prepared.columns(Reminder)
_CANCEL = (
    update(prepared.table_of(Reminder))
    .where(
        _REMINDER.duty == bindparam("of_duty"),
        _REMINDER.period == bindparam("turn"),
        _REMINDER.unit_id == bindparam("unit"),
        _REMINDER.state == "waiting",
    )
    .values(state="cancelled")
)


def put(session: Session, rows: list[dict[str, Any]]) -> int:
    """Keep these reminders; a key that is there already is not made twice."""
    return insert_new(session, Reminder, rows)


def of_message(session: Session, outbox_id: int) -> Sequence[Reminder]:
    """The reminders that one message carries."""
    return session.exec(select(Reminder).where(Reminder.outbox_id == outbox_id).order_by(col(Reminder.id))).all()


def cancel(session: Session, duty: str, period: str, unit_id: int) -> int:
    """The report came: what is pending for that unit is not said."""
    return prepared.run(session, _CANCEL, {"of_duty": duty, "turn": period, "unit": unit_id})


def mark(session: Session, ids: Iterable[int], state: str, outbox_id: int | None = None) -> None:
    """Set the state of these reminders, and the message that carries them."""
    wanted = list(ids)
    if not wanted:
        return
    values: dict[str, Any] = {"state": state} if outbox_id is None else {"state": state, "outbox_id": outbox_id}
    session.execute(update(Reminder).where(col(Reminder.id).in_(wanted)).values(**values))
