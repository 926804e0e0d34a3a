"""Reminders: a row with a date and a key, made once for (duty, period, unit, step, last good day, officer)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, update
from sqlmodel import Field, Session, col, select

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


def put(session: Session, rows: list[dict[str, Any]]) -> int:
    """Keep these reminders; a key that is there already is not made twice."""
    return insert_new(session, Reminder, rows)


def due(session: Session, now: datetime) -> Sequence[Reminder]:
    """Those whose hour has come and that are in no message yet."""
    return session.exec(
        select(Reminder)
        .where(Reminder.state == "waiting", col(Reminder.at) <= now, col(Reminder.outbox_id).is_(None))
        .order_by(col(Reminder.officer_id), col(Reminder.at), col(Reminder.id))
    ).all()


def of_message(session: Session, outbox_id: int) -> Sequence[Reminder]:
    """The reminders that one message carries."""
    return session.exec(select(Reminder).where(Reminder.outbox_id == outbox_id).order_by(col(Reminder.id))).all()


def cancel(session: Session, duty: str, period: str, unit_id: int) -> int:
    """The report came: what is pending for that unit is not said."""
    gone = session.execute(
        update(Reminder)
        .where(
            col(Reminder.duty) == duty,
            col(Reminder.period) == period,
            col(Reminder.unit_id) == unit_id,
            col(Reminder.state) == "waiting",
        )
        .values(state="cancelled")
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]


def mark(session: Session, ids: Iterable[int], state: str, outbox_id: int | None = None) -> None:
    """Set the state of these reminders, and the message that carries them."""
    wanted = list(ids)
    if not wanted:
        return
    values: dict[str, Any] = {"state": state} if outbox_id is None else {"state": state, "outbox_id": outbox_id}
    session.execute(update(Reminder).where(col(Reminder.id).in_(wanted)).values(**values))


def keys_of(session: Session, duty: str, period: str) -> set[str]:
    """The keys made so far for that period."""
    return set(session.exec(select(Reminder.key).where(Reminder.duty == duty, Reminder.period == period)).all())


def of_period(session: Session, duty: str, period: str) -> Sequence[Reminder]:
    """Every reminder of that period, in the order of time."""
    return session.exec(
        select(Reminder).where(Reminder.duty == duty, Reminder.period == period).order_by(col(Reminder.at))
    ).all()
