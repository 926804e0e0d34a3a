"""3,321 communes with an officer each, on Telegram: as many as Vietnam has since July 2025."""

from datetime import date, datetime

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from storage.officers import Address, Officer, Post
from storage.units import Unit

COMMUNES = 3321
FIRST = 100_000
"""The number of the first chat; unit, officer and chat of one commune share theirs."""


def settle(session: Session, above: int, now: datetime, count: int = COMMUNES) -> range:
    """So many communes below one unit; gives the numbers of their chats."""
    numbers, since = range(FIRST, FIRST + count), date(2025, 7, 1)
    rows: tuple[list[SQLModel], ...] = (
        [Unit(id=n, kind="xa", name=f"Xã {n}", folded=f"xa {n}", parent_id=above, valid_from=since) for n in numbers],
        [Officer(id=n, name=f"Cán bộ {n}", created_at=now, consent_version="t", consent_at=now) for n in numbers],
        [Post(id=n, officer_id=n, unit_id=n, role="reporter", since=now) for n in numbers],
        [
            Address(id=n, officer_id=n, channel="telegram", external_id=str(n), joined_at=now, seen_at=now)
            for n in numbers
        ],
    )
    for some in rows:
        session.execute(insert(type(some[0])), [one.model_dump() for one in some])
    return numbers
