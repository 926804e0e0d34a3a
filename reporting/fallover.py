"""An address is lost: the message goes once to another address of the same officer, or it is dead."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from reporting import people
from storage import officers, outbox, reminders
from storage.officers import Address
from storage.outbox import Outbox

MARK = ":2"
"""Ends the key of a message that fell over: it does so once."""
KEY_LENGTH = 160


def account_gone(
    session: Session, row: Outbox, external_id: str, why: str, now: datetime, ways: Collection[str] | None = None
) -> bool:
    """The messenger says that the account cannot be reached: keep that with the address, and fall over."""
    people.gone(session, row.channel, external_id, why, now)
    return fall_over(session, row, why, now, ways)


def fall_over(session: Session, row: Outbox, why: str, now: datetime, ways: Collection[str] | None = None) -> bool:
    """End this message as dead and queue its copy for the officer's other address. False: there is none.

    `ways` are the channels that are served (None: all). The reminders that the message carried go with the copy;
    without one they are unreachable.
    """
    if row.id is None:
        raise ValueError("the message is not stored yet")
    outbox.dead(session, row.id, f"unreachable: {why}")
    carried = [r.id for r in reminders.of_message(session, row.id) if r.id is not None and r.state == "waiting"]
    other = None if row.key.endswith(MARK) else _other_address(session, row, ways)
    if other is None:
        reminders.mark(session, carried, "unreachable")
        return False
    copy = _copy(row, other, now)
    session.add(copy)
    session.flush()
    reminders.mark(session, carried, "waiting", copy.id)
    return True


def _other_address(session: Session, row: Outbox, ways: Collection[str] | None) -> Address | None:
    known = officers.addresses(session, [row.officer_id]).get(row.officer_id, [])
    usable = [a for a in known if a.id != row.address_id and (ways is None or a.channel in ways)]
    return officers.best_address(usable)


def _copy(row: Outbox, address: Address, now: datetime) -> Outbox:
    if address.id is None:
        raise ValueError("the address is not stored yet")
    return Outbox(
        key=row.key[: KEY_LENGTH - len(MARK)] + MARK,
        kind=row.kind,
        channel=address.channel,
        officer_id=row.officer_id,
        address_id=address.id,
        content=row.content,
        nudge_id=row.nudge_id,
        not_before=now,
        expires_at=row.expires_at,
        created_at=now,
    )
