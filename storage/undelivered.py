"""What did not arrive, or could not be acted on: for the word to the office, and for the doctor."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.inbox import Inbox
from storage.officers import Address, Officer, Post
from storage.outbox import ChannelState, Outbox

ALARM = "alarm:"
"""How the key of a message begins that tells of other messages: it is not told of itself."""
COPY = ":2"
"""Ends the key of a message that goes to the officer's other address instead."""
MANY_TRIES = 8
"""Retries wait 2, 4, 8 … seconds: after so many, some eight minutes are over."""
LATE = timedelta(minutes=10)
RECENT = timedelta(days=7)


def _is_late(now: datetime) -> ColumnElement[bool]:
    """Due for LATE, or failing for as long: each failed try moves `not_before` on, so that alone says nothing."""
    waits = or_(col(Outbox.not_before) <= now - LATE, col(Outbox.attempts) >= MANY_TRIES)
    return col(Outbox.state).in_(("new", "sending")) & waits


def late(session: Session, now: datetime) -> dict[str, int]:
    """How many messages of each channel should have arrived by now and have not."""
    asked = select(Outbox.channel, func.count()).where(_is_late(now), ~col(Outbox.key).startswith(ALARM))
    return dict(session.exec(asked.group_by(col(Outbox.channel))).all())


def dead_untold(session: Session, now: datetime) -> Sequence[tuple[int, str]]:
    """The messages that will never arrive and of which the office has not been told: (number, to whom).

    One that went to the officer's other address instead is not among them.
    """
    copy = aliased(Outbox)
    replaced = select(copy.id).where(copy.key == Outbox.key + COPY).exists()
    rows = session.exec(
        select(Outbox.id, Officer.name)
        .join(Officer, col(Officer.id) == Outbox.officer_id)
        .where(Outbox.state == "dead", col(Outbox.lease_until).is_(None), Outbox.created_at > now - RECENT)
        .where(~replaced, ~col(Outbox.key).startswith(ALARM))
        .order_by(col(Outbox.id))
    ).all()
    return [(number or 0, name) for number, name in rows]


def parked_untold(session: Session) -> Sequence[tuple[int, str]]:
    """The updates that were given up and of which the office has not been told: (number, chat)."""
    asked = select(Inbox.id, Inbox.chat).where(Inbox.state == "parked", col(Inbox.lease_until).is_(None))
    return [(number or 0, chat) for number, chat in session.exec(asked.order_by(col(Inbox.id))).all()]


def stopped(session: Session, now: datetime, begins: str) -> Sequence[ChannelState]:
    """The channels that are paused because the messenger refuses us; `begins`: how the reason is known."""
    asked = select(ChannelState).where(
        col(ChannelState.paused_until) > now, col(ChannelState.why).startswith(begins, autoescape=True)
    )
    return session.exec(asked.order_by(col(ChannelState.channel))).all()


def tell_dead(session: Session, numbers: Collection[int], now: datetime) -> None:
    """The office is told of these messages."""
    session.execute(update(Outbox).where(col(Outbox.id).in_(numbers)).values(lease_until=now))


def tell_parked(session: Session, numbers: Collection[int], now: datetime) -> None:
    """The office is told of these updates."""
    session.execute(update(Inbox).where(col(Inbox.id).in_(numbers)).values(lease_until=now))


def told_since(session: Session, key: str, since: datetime) -> bool:
    """Whether a message whose key begins like this was made after that moment."""
    asked = select(Outbox.id).where(col(Outbox.key).startswith(key, autoescape=True), Outbox.created_at > since)
    return session.exec(asked.limit(1)).first() is not None


def holders(session: Session, roles: Sequence[str]) -> Sequence[int]:
    """The officers who hold one of these roles anywhere."""
    asked = select(Post.officer_id).where(col(Post.role).in_(roles), col(Post.ended_at).is_(None)).distinct()
    return session.exec(asked.order_by(col(Post.officer_id))).all()


def names_of_chats(session: Session, chats: Collection[str]) -> list[str]:
    """Who sits at these chats ("telegram:101"), as far as we know them."""
    accounts = {tuple(chat.split(":", 1)) for chat in chats}
    found = session.exec(
        select(Address.channel, Address.external_id, Officer.name)
        .join(Officer, col(Officer.id) == Address.officer_id)
        .where(col(Address.external_id).in_({account[-1] for account in accounts}))
    ).all()
    return sorted({name for channel, external_id, name in found if (channel, external_id) in accounts})
