"""What became of a parcel, and what follows from it. Each function is one outcome, in the transaction of the caller.

An outcome counts only while the message is still ours: when the lease ended and another process took it, theirs does.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting.deliver import MAYBE, TOO_LATE, Parcel
from reporting.fallover import account_gone
from storage import officers, outbox, reminders
from storage.outbox import ChannelState, Outbox

LONGEST_WAIT = timedelta(minutes=5)
MOST_TRIES = 864
"""Three days at one try every five minutes: how long a message without an end of its own is tried."""
RESEND_AFTER = timedelta(seconds=60)
STOPPED = "stopped: "


def delivered(session: Session, parcel: Parcel, provider_id: str, now: datetime) -> None:
    """The messenger took it; the reminders that it carried are said."""
    row = session.get(Outbox, parcel.outbox_id)
    if row is None or row.state == "sent":
        return
    outbox.sent(session, parcel.outbox_id, provider_id[:64], now)
    carried = reminders.of_message(session, parcel.outbox_id)
    reminders.mark(session, [r.id for r in carried if r.id is not None and r.state == "waiting"], "said")


def failed(session: Session, parcel: Parcel, why: str, now: datetime, spread: float = 0.5) -> None:
    """It did not go, later it may: again after 2, 4, 8 … s, at most 5 min, give or take (`spread` 0 to 1).

    A message that expires is tried to its last moment, any other MOST_TRIES times; then it is dead.
    """
    row = _ours(session, parcel)
    if row is None:
        return
    if row.expires_at is None and row.attempts >= MOST_TRIES:
        outbox.dead(session, parcel.outbox_id, TOO_LATE)
        return
    wait = min(LONGEST_WAIT, timedelta(seconds=2 ** min(parcel.attempts, 9))) * (0.75 + spread / 2)
    outbox.again(session, parcel.outbox_id, _before_the_end(row, now + wait), _keep_doubt(parcel, why))


def doubted(session: Session, parcel: Parcel, why: str, now: datetime, *, healthy: bool) -> None:
    """No answer came, so it may have gone: it is sent once more, a minute later.

    `healthy`: the messenger answered right afterwards, so the doubt is real and counts; a second one ends the
    message (the office sees it). While the messenger is down nothing was taken, most likely, and nothing counts.
    """
    row = _ours(session, parcel)
    if row is None:
        return
    if healthy and parcel.doubted:
        outbox.dead(session, parcel.outbox_id, f"{MAYBE} twice: {why}")
        return
    error = f"{MAYBE}: {why}" if healthy else _keep_doubt(parcel, why)
    outbox.again(session, parcel.outbox_id, now + RESEND_AFTER, error)


def refused(session: Session, parcel: Parcel, why: str, now: datetime) -> None:
    """The messenger will never take it."""
    if _ours(session, parcel) is not None:
        outbox.dead(session, parcel.outbox_id, why)


def lost(session: Session, parcel: Parcel, why: str, now: datetime, ways: Collection[str] | None = None) -> None:
    """The account is gone: the address is marked, and the message falls over once to another of the officer's."""
    row = _ours(session, parcel)
    if row is not None:
        account_gone(session, row, parcel.external_id, why, now, ways)


def moved(session: Session, parcel: Parcel, new_id: str, now: datetime) -> None:
    """The chat has another number: keep that, and send the same message there."""
    row = _ours(session, parcel)
    if row is None:
        return
    known = officers.by_address(session, parcel.channel, new_id)
    if known is not None and known[1].id is not None:
        row.address_id = known[1].id
    elif (address := session.get(officers.Address, row.address_id)) is not None:
        address.external_id = new_id
        session.add(address)
    session.add(row)
    session.flush()
    outbox.again(session, parcel.outbox_id, now, _keep_doubt(parcel, f"moved to {new_id}"))


def held(session: Session, parcel: Parcel, now: datetime) -> None:
    """It was not tried, or the channel as a whole was refused: as if it had never been taken."""
    row = _ours(session, parcel)
    if row is not None:
        row.state, row.lease_until, row.attempts = "new", None, row.attempts - 1
        session.add(row)


def pause(session: Session, channel: str, until: datetime, why: str) -> None:
    """Nothing leaves on this channel before that moment; a longer pause stays."""
    running = outbox.paused_until(session, channel)
    if running is None or running < until:
        outbox.pause(session, channel, until, why)


def lift_stop(session: Session, channel: str, now: datetime) -> None:
    """The messenger takes us again: a pause because it refused us is over, one that it asked for is not."""
    state = session.get(ChannelState, channel)
    if state is not None and (state.why or "").startswith(STOPPED):
        outbox.pause(session, channel, now, "")


def _ours(session: Session, parcel: Parcel) -> Outbox | None:
    row = session.get(Outbox, parcel.outbox_id)
    return row if row is not None and row.state == "sending" and row.attempts == parcel.attempts else None


def _before_the_end(row: Outbox, moment: datetime) -> datetime:
    """At the very end the claim finds that it is too late: one place decides that."""
    return moment if row.expires_at is None else min(moment, row.expires_at)


def _keep_doubt(parcel: Parcel, why: str) -> str:
    return f"{MAYBE}; {why}" if parcel.doubted else why
