"""The outbox: every message is a row before it is sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, func, or_, update
from sqlmodel import Field, Session, col, select

from storage.base import STIRRED, Json, SQLModel, json_column
from storage.upsert import insert_new

# Longer than a batch at the slowest send, so that a live sender never loses what it holds.
LEASE = timedelta(seconds=120)


class Outbox(SQLModel, table=True):
    """One message to one address.

    `content` names a text of the locales and its values; words are made when it leaves, so that they are
    true at that hour. `state`: new, sending, sent, dead (refused for good, or too late), cancelled. `lease_until` of a
    dead one: when the office was told of it.
    `kind`: receipt, reminder, escalation, nudge, notice, login.
    """

    __table_args__ = (Index("ix_outbox_channel_state_due", "channel", "state", "not_before"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=160)
    kind: str = Field(max_length=16)
    channel: str = Field(max_length=16)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    address_id: int = Field(foreign_key="address.id")
    content: Json = Field(sa_column=json_column())
    nudge_id: int | None = Field(default=None, foreign_key="nudge.id", index=True)
    state: str = Field(default="new", max_length=12)
    not_before: datetime
    expires_at: datetime | None = None
    lease_until: datetime | None = None
    attempts: int = 0
    created_at: datetime
    sent_at: datetime | None = None
    provider_id: str | None = Field(default=None, max_length=64)
    error: str | None = Field(default=None, max_length=200)


class ChannelState(SQLModel, table=True):
    """A pause that the messenger asked for (429) or that we took; it outlives a restart."""

    __tablename__ = "channel_state"

    channel: str = Field(primary_key=True, max_length=16)
    paused_until: datetime | None = None
    why: str | None = Field(default=None, max_length=120)


class Nudge(SQLModel, table=True):
    """A message that a person of the office sent to those missing, after a preview."""

    id: int | None = Field(default=None, primary_key=True)
    by: int = Field(foreign_key="officer.id")
    duty: str = Field(max_length=32)
    period: str = Field(max_length=16)
    at: datetime
    units: int
    unreached: list[Any] = Field(default_factory=list, sa_column=json_column())


def put(session: Session, rows: list[dict[str, Any]]) -> int:
    """Queue these messages; a key that is there already is not queued twice."""
    session.info[STIRRED] = True
    return insert_new(session, Outbox, rows)


def _due(channel: str, now: datetime) -> ColumnElement[bool]:
    fresh = (col(Outbox.state) == "new") & (col(Outbox.not_before) <= now)
    dropped = (col(Outbox.state) == "sending") & (col(Outbox.lease_until) < now)
    return (col(Outbox.channel) == channel) & or_(fresh, dropped)


def claim(session: Session, channel: str, now: datetime, limit: int) -> Sequence[Outbox]:
    """Take messages that are due on this channel, receipts before reminders of the same hour."""
    ready = select(Outbox).where(_due(channel, now)).order_by(col(Outbox.not_before), col(Outbox.id)).limit(limit)
    rows = session.exec(ready.with_for_update(skip_locked=True)).all()
    for row in rows:
        row.state, row.lease_until, row.attempts = "sending", now + LEASE, row.attempts + 1
        session.add(row)
    return rows


def sent(session: Session, outbox_id: int, provider_id: str, now: datetime) -> None:
    """The messenger took it."""
    session.execute(
        update(Outbox)
        .where(col(Outbox.id) == outbox_id)
        .values(state="sent", sent_at=now, provider_id=provider_id, lease_until=None, error=None)
    )


def again(session: Session, outbox_id: int, at: datetime, error: str) -> None:
    """It did not go: try again at that moment."""
    session.execute(
        update(Outbox)
        .where(col(Outbox.id) == outbox_id)
        .values(state="new", not_before=at, lease_until=None, error=error[:200])
    )


def dead(session: Session, outbox_id: int, error: str) -> None:
    """It will never go; the office sees it as not delivered."""
    session.execute(
        update(Outbox).where(col(Outbox.id) == outbox_id).values(state="dead", lease_until=None, error=error[:200])
    )


def cancel(session: Session, outbox_id: int) -> None:
    """It is no longer wanted."""
    session.execute(
        update(Outbox).where(col(Outbox.id) == outbox_id).values(state="cancelled", lease_until=None, error=None)
    )


def paused_until(session: Session, channel: str) -> datetime | None:
    """Until when nothing may leave on this channel."""
    state = session.get(ChannelState, channel)
    return state.paused_until if state else None


def pause(session: Session, channel: str, until: datetime, why: str) -> None:
    """Nothing leaves on this channel before that moment."""
    state = session.get(ChannelState, channel) or ChannelState(channel=channel)
    state.paused_until, state.why = until, why[:120]
    session.add(state)


def next_due(session: Session, channel: str, now: datetime) -> datetime | None:
    """When the next message of this channel may leave, of those that may not leave yet."""
    ahead = select(func.min(Outbox.not_before)).where(
        Outbox.channel == channel, Outbox.state == "new", Outbox.not_before > now
    )
    return session.exec(ahead).one()
