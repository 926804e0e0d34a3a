"""Pauses of the channels, and what waits behind them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage.outbox import ChannelState, Outbox


def paused(session: Session, now: datetime) -> Sequence[ChannelState]:
    """The channels on which nothing may leave now."""
    asked = select(ChannelState).where(col(ChannelState.paused_until) > now)
    return session.exec(asked.order_by(col(ChannelState.channel))).all()


def lift(session: Session, channel: str) -> None:
    """Messages may leave on this channel again."""
    session.execute(
        update(ChannelState).where(col(ChannelState.channel) == channel).values(paused_until=None, why=None)
    )


def due(session: Session, channel: str, now: datetime) -> int:
    """How many messages would leave on this channel at once."""
    return session.exec(
        select(func.count())
        .select_from(Outbox)
        .where(Outbox.channel == channel, col(Outbox.state).in_(("new", "sending")), col(Outbox.not_before) <= now)
    ).one()


def cancel_due(session: Session, channel: str, now: datetime) -> int:
    """Call off what would leave at once; what is meant for later stays. Gives how many that were."""
    gone = session.execute(
        update(Outbox)
        .where(
            col(Outbox.channel) == channel,
            col(Outbox.state).in_(("new", "sending")),
            col(Outbox.not_before) <= now,
        )
        .values(state="cancelled", lease_until=None)
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]
