"""What leaves next: messages are claimed, checked that they are still wanted, and given out as parcels.

What became of a parcel is told in reporting/outcomes.py. Both are plain database work; the sending itself lies in
channels/sender.py.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting.fallover import fall_over
from reporting.trace import trace
from storage import officers, outbox
from storage.base import Json
from storage.officers import Address
from storage.outbox import Outbox

log = logging.getLogger(__name__)

Wanted = Callable[[Session, Outbox, datetime], Json | None]
"""The content to send now, or None: it is no longer wanted. Asked in the transaction that claims the message."""

TOO_LATE = "too late"
MAYBE = "maybe sent"
"""How the `error` of a message begins that the messenger may have taken although no answer came."""
ASK_AGAIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Parcel:
    """A message in our hands until `lease_until`. `attempts` counts this one; `doubted`: see MAYBE."""

    outbox_id: int
    channel: str
    external_id: str
    language: str
    content: Json
    attempts: int
    lease_until: datetime
    doubted: bool


def as_queued(session: Session, row: Outbox, now: datetime) -> Json | None:
    """Every message is wanted as it was queued: the `Wanted` of who has nothing to check."""
    return row.content


def claim(
    session: Session,
    channel: str,
    now: datetime,
    limit: int,
    wanted: Wanted = as_queued,
    ways: Collection[str] | None = None,
) -> tuple[list[Parcel], bool]:
    """Take up to `limit` messages that may leave now, and say whether more may be due.

    On the way those past their hour die ("too late"), those no longer wanted are cancelled, and those whose
    address is known to be unreachable go to the officer's other address among `ways` (None: any channel).
    Nothing is given while the channel is paused.
    """
    if limit <= 0 or _is_paused(session, channel, now):
        return [], False
    rows = outbox.claim(session, channel, now, limit)
    prepared = [_prepare(session, row, now, wanted, ways) for row in rows]
    return [parcel for parcel in prepared if parcel is not None], len(rows) == limit


def look_at(session: Session, channel: str, now: datetime) -> datetime | None:
    """When to look again: at the end of the pause, or when the next message is due; None if neither lies ahead."""
    moment = outbox.paused_until(session, channel)
    if moment is None or moment <= now:
        moment = outbox.next_due(session, channel, now)
    return moment


def _is_paused(session: Session, channel: str, now: datetime) -> bool:
    paused = outbox.paused_until(session, channel)
    return paused is not None and paused > now


def _prepare(
    session: Session, row: Outbox, now: datetime, wanted: Wanted, ways: Collection[str] | None
) -> Parcel | None:
    if row.id is None or row.lease_until is None:
        raise ValueError("the message is not claimed")
    address = session.get(Address, row.address_id)
    if row.expires_at is not None and now >= row.expires_at:
        outbox.dead(session, row.id, TOO_LATE)
    elif address is None or address.unreachable_since is not None:
        fall_over(session, row, (address and address.unreachable_why) or "no address", now, ways)
    elif (content := _ask(session, row.id, row, now, wanted)) is not None:
        return _parcel(session, row.id, row, row.lease_until, address, content)
    return None


def _ask(session: Session, outbox_id: int, row: Outbox, now: datetime, wanted: Wanted) -> Json | None:
    """Ask the hook; one that fails holds back its own message only."""
    try:
        with session.begin_nested():
            content = wanted(session, row, now)
    except Exception as error:
        log.error("message %d is held back, whether it is wanted cannot be told: %s", outbox_id, trace(error))
        outbox.again(session, outbox_id, now + ASK_AGAIN, f"wanted: {type(error).__name__}")
        return None
    if content is None:
        outbox.cancel(session, outbox_id)
    return content


def _parcel(
    session: Session, outbox_id: int, row: Outbox, lease_until: datetime, address: Address, content: Json
) -> Parcel:
    officer = officers.by_id(session, row.officer_id)
    doubted = (row.error or "").startswith(MAYBE)
    # Taken before, and nobody told what became of it: that process ended, perhaps after the sending.
    repeated = doubted or (row.attempts > 1 and row.error is None)
    return Parcel(
        outbox_id=outbox_id,
        channel=row.channel,
        external_id=address.external_id,
        language=officer.language if officer else "vi",
        # A reminder said twice says the same; of anything else the reader should know that it is the same one.
        content={**content, "again": True} if repeated and row.kind != "reminder" else content,
        attempts=row.attempts,
        lease_until=lease_until,
        doubted=doubted,
    )
