"""Nudges as they were sent, and what became of their messages."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from storage.officers import Officer
from storage.outbox import Nudge, Outbox


def by_id(session: Session, nudge_id: int) -> Nudge | None:
    """The nudge with this number."""
    return session.get(Nudge, nudge_id)


def add(session: Session, nudge: Nudge) -> int:
    """Keep it and give its number."""
    session.add(nudge)
    session.flush()
    assert nudge.id is not None
    return nudge.id


def made_from(session: Session, officer_id: int, duty: str, period: str, key: str) -> Nudge | None:
    """The nudge of this officer whose messages carry keys that begin so.

    The sender is locked until the transaction ends: two taps at once come one after the other here.
    """
    session.execute(select(col(Officer.id)).where(col(Officer.id) == officer_id).with_for_update())
    return session.scalars(
        select(Nudge)
        .join(Outbox, col(Outbox.nudge_id) == col(Nudge.id))
        .where(col(Nudge.by) == officer_id, col(Nudge.duty) == duty, col(Nudge.period) == period)
        .where(col(Outbox.key).startswith(key, autoescape=True))
        .limit(1)
    ).first()


def lately(session: Session, duty: str, period: str, since: datetime) -> dict[int, datetime]:
    """The units to whose officers a nudge of that turn was sent since then, each with the last one's moment."""
    rows = session.execute(
        select(col(Nudge.at), col(Outbox.content))
        .join(Outbox, col(Outbox.nudge_id) == col(Nudge.id))
        .where(col(Nudge.duty) == duty, col(Nudge.period) == period, col(Nudge.at) >= since)
        .order_by(col(Nudge.id))
    )
    return {int(content["values"]["unit_id"]): at for at, content in rows}


def messages(session: Session, nudge_id: int) -> list[tuple[Outbox, str]]:
    """The messages of a nudge with the names of those to whom they go."""
    asked: Any = select(Outbox, col(Officer.name)).join(Officer, col(Officer.id) == col(Outbox.officer_id))
    asked = asked.where(col(Outbox.nudge_id) == nudge_id).order_by(col(Outbox.id))
    return [(row[0], row[1]) for row in session.execute(asked)]
