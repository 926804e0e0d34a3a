"""Broadcasts (thông báo): a word of the office to chosen units, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select as select_columns
from sqlalchemy import update
from sqlmodel import Field, Session, col, select

from storage import units
from storage.base import Json, SQLModel, json_column
from storage.officers import Officer, Post
from storage.outbox import Outbox
from storage.units import Unit

KIND = "broadcast"
"""The `kind` of its messages in the outbox."""


class Broadcast(SQLModel, table=True):
    """One message to many; a draft of `by` until `sent_at` is set.

    `audience` names the rule by which units are chosen and its numbers. `token` changes with every change of the
    draft, so that what is sent is what was previewed. `at`: when it leaves; None in a draft means at once.
    `units` and `unreached` are as it stood when it was sent.
    """

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True, max_length=40)
    by: int = Field(foreign_key="officer.id", index=True)
    root_id: int = Field(foreign_key="unit.id")
    audience: Json = Field(default_factory=dict, sa_column=json_column())
    text: str = ""
    stored: str | None = Field(default=None, max_length=40)
    file_name: str | None = Field(default=None, max_length=255)
    at: datetime | None = None
    made_at: datetime
    sent_at: datetime | None = None
    units: int = 0
    unreached: list[Any] = Field(default_factory=list, sa_column=json_column())
    stopped_at: datetime | None = None


class BroadcastRead(SQLModel, table=True):
    """An officer said that the broadcast was read, perhaps with an answer (given at `answered_at`)."""

    __tablename__ = "broadcast_read"

    broadcast_id: int = Field(foreign_key="broadcast.id", primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", primary_key=True)
    at: datetime
    answer: str | None = Field(default=None, max_length=1000)
    answered_at: datetime | None = None


def key_of(broadcast_id: int) -> str:
    """How the keys of its messages begin: "broadcast:7", then ":" and the officer's number."""
    return f"{KIND}:{broadcast_id}"


def by_id(session: Session, broadcast_id: int, lock: bool = False) -> Broadcast | None:
    """The broadcast with this number; with `lock` nobody else changes it until the transaction ends."""
    asked = select(Broadcast).where(Broadcast.id == broadcast_id)
    return session.exec(asked.with_for_update() if lock else asked).one_or_none()


def draft_of(session: Session, officer_id: int) -> Broadcast | None:
    """What this officer is writing and has not sent."""
    asked = select(Broadcast).where(Broadcast.by == officer_id, col(Broadcast.sent_at).is_(None))
    return session.exec(asked.order_by(col(Broadcast.id).desc()).limit(1)).first()


def latest(session: Session, root_ids: Sequence[int], limit: int = 8) -> Sequence[Broadcast]:
    """The last broadcasts that were sent from these tops, newest first."""
    asked = select(Broadcast).where(col(Broadcast.root_id).in_(root_ids), col(Broadcast.sent_at).is_not(None))
    return session.exec(asked.order_by(col(Broadcast.id).desc()).limit(limit)).all()


def below(session: Session, root_ids: Sequence[int], on: Any) -> Sequence[Unit]:
    """The units at and below these that live on that day, by name."""
    inside = units.branch(root_ids)
    asked = select(Unit).join(inside, inside.c.id == Unit.id).where(units.lives(on))
    return session.exec(asked.order_by(col(Unit.folded), col(Unit.id))).all()


def _messages(broadcast_id: int) -> Any:
    return col(Outbox.key).startswith(f"{key_of(broadcast_id)}:")


def message_to(session: Session, broadcast_id: int, officer_id: int) -> Outbox | None:
    """The message by which this officer got it; the last one where it fell over to another address."""
    asked = select(Outbox).where(Outbox.officer_id == officer_id, _messages(broadcast_id))
    return session.exec(asked.order_by(col(Outbox.id).desc()).limit(1)).first()


def states(session: Session, broadcast_id: int) -> Sequence[Any]:
    """(officer, state, error, name) of every message, oldest first: of several for one officer the last one counts."""
    asked = (
        select_columns(col(Outbox.officer_id), col(Outbox.state), col(Outbox.error), col(Officer.name))
        .join(Officer, col(Officer.id) == col(Outbox.officer_id))
        .where(_messages(broadcast_id))
    )
    return session.execute(asked.order_by(col(Outbox.id))).all()


def stop(session: Session, broadcast_id: int) -> int:
    """What has not left yet does not leave; says how many messages that were."""
    waiting = update(Outbox).where(_messages(broadcast_id), col(Outbox.state) == "new")
    done = session.execute(waiting.values(state="cancelled"))
    return int(done.rowcount)  # type: ignore[attr-defined]


def read_by(session: Session, broadcast_id: int, officer_id: int) -> BroadcastRead | None:
    """What this officer said of it."""
    return session.get(BroadcastRead, (broadcast_id, officer_id))


def reads(session: Session, broadcast_id: int) -> Sequence[tuple[BroadcastRead, str]]:
    """Who said that it was read, with names, those who did so first."""
    asked = select(BroadcastRead, Officer.name).join(Officer, col(Officer.id) == col(BroadcastRead.officer_id))
    asked = asked.where(BroadcastRead.broadcast_id == broadcast_id)
    return [(row[0], row[1]) for row in session.exec(asked.order_by(col(BroadcastRead.at), col(Officer.id)))]


def places(session: Session, officer_ids: Sequence[int], root_id: int) -> dict[int, str]:
    """Each officer's unit at or below the root: the one whose post is held longest."""
    inside = units.branch([root_id])
    rows = session.exec(
        select(Post.officer_id, Unit.name)
        .join(Unit, col(Unit.id) == col(Post.unit_id))
        .join(inside, inside.c.id == Post.unit_id)
        .where(col(Post.officer_id).in_(officer_ids), col(Post.ended_at).is_(None))
        .order_by(col(Post.id).desc())
    )
    return {officer_id: name for officer_id, name in rows}
