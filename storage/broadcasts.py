"""Broadcasts (thông báo): a word of the office to chosen units, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Field, Session, col, select

from storage.base import Json, SQLModel, json_column
from storage.outbox import Outbox


class Broadcast(SQLModel, table=True):
    """One message to many. `audience` names the rule by which units were chosen and its numbers."""

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True, max_length=40)
    by: int = Field(foreign_key="officer.id")
    root_id: int = Field(foreign_key="unit.id")
    audience: Json = Field(sa_column=json_column())
    text: str
    stored: str | None = Field(default=None, max_length=40)
    file_name: str | None = Field(default=None, max_length=255)
    at: datetime
    made_at: datetime
    units: int
    unreached: list[Any] = Field(default_factory=list, sa_column=json_column())
    stopped_at: datetime | None = None


class BroadcastRead(SQLModel, table=True):
    """An officer said that the broadcast was read, perhaps with an answer."""

    __tablename__ = "broadcast_read"

    broadcast_id: int = Field(foreign_key="broadcast.id", primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", primary_key=True)
    at: datetime
    answer: str | None = Field(default=None, max_length=1000)


def by_token(session: Session, token: str) -> Broadcast | None:
    """The broadcast that this preview became."""
    return session.exec(select(Broadcast).where(Broadcast.token == token)).one_or_none()


def latest(session: Session, root_ids: Sequence[int], limit: int = 8) -> Sequence[Broadcast]:
    """The last broadcasts from these tops, newest first."""
    asked = select(Broadcast).where(col(Broadcast.root_id).in_(root_ids))
    return session.exec(asked.order_by(col(Broadcast.id).desc()).limit(limit)).all()


def states(session: Session, broadcast_id: int) -> dict[str, int]:
    """How many of its messages are in each state."""
    rows = session.execute(
        select(Outbox.state, func.count())
        .where(col(Outbox.key).startswith(key_of(broadcast_id)))
        .group_by(col(Outbox.state))
    )
    return {state: count for state, count in rows}


def key_of(broadcast_id: int) -> str:
    """How the keys of its messages begin."""
    return f"broadcast:{broadcast_id}:"


def stop(session: Session, broadcast_id: int) -> int:
    """What has not left yet does not leave; says how many messages that were."""
    done = session.execute(
        update(Outbox)
        .where(col(Outbox.key).startswith(key_of(broadcast_id)), col(Outbox.state) == "new")
        .values(state="cancelled")
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def reads(session: Session, broadcast_id: int) -> Sequence[BroadcastRead]:
    """Who said that it was read."""
    return session.exec(
        select(BroadcastRead).where(BroadcastRead.broadcast_id == broadcast_id).order_by(col(BroadcastRead.at))
    ).all()
