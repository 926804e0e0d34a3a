"""How the installation stands, in numbers: for `check`, and to compare before and after a restore. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.audit import Audit
from storage.duties import DayOff
from storage.officers import Officer, Post
from storage.outbox import Outbox
from storage.reports import Report
from storage.undelivered import MANY_TRIES
from storage.units import Unit, lives

PENDING = ("new", "sending")


@dataclass(frozen=True)
class Standing:
    """What is there. `reports` counts those handed in, `newest` is when the last one was; `pending` messages by
    channel; `last_act` is the newest line of the audit."""

    units: int
    officers: int
    reports: int
    newest: datetime | None
    pending: dict[str, int]
    last_act: datetime | None


def standing(session: Session) -> Standing:
    """How much there is, and how new it is."""
    return Standing(
        units=session.exec(select(func.count()).select_from(Unit)).one(),
        officers=session.exec(select(func.count()).select_from(Officer)).one(),
        reports=session.exec(select(func.count()).select_from(Report).where(col(Report.versions) > 0)).one(),
        newest=session.exec(select(func.max(Report.handed_at))).one(),
        pending=pending(session),
        last_act=last_act(session),
    )


def pending(session: Session) -> dict[str, int]:
    """How many messages wait, by channel."""
    rows = session.exec(
        select(Outbox.channel, func.count()).where(col(Outbox.state).in_(PENDING)).group_by(col(Outbox.channel))
    )
    return dict(rows.all())


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Since when the message waits that should have left first, None when none is late.

    One that was tried moves on to its next try; what fails again and again waits since it was made.
    """
    pending = col(Outbox.state).in_(PENDING)
    due = session.exec(select(func.min(Outbox.not_before)).where(pending, col(Outbox.not_before) <= now)).one()
    tried = select(func.min(Outbox.created_at)).where(pending, col(Outbox.attempts) >= MANY_TRIES)
    since = [moment for moment in (due, session.exec(tried).one()) if moment is not None]
    return min(since, default=None)


def dead_since(session: Session, since: datetime) -> int:
    """How many messages made since then will never arrive."""
    asked = select(func.count()).select_from(Outbox).where(Outbox.state == "dead", col(Outbox.created_at) >= since)
    return session.exec(asked).one()


def last_act(session: Session, act: str | None = None) -> datetime | None:
    """When somebody last did something (or this one thing) that is written down."""
    asked = select(func.max(Audit.at))
    return session.exec(asked.where(Audit.act == act) if act else asked).one()


def first_act(session: Session) -> datetime | None:
    """When the first thing was done that is written down."""
    return session.exec(select(func.min(Audit.at))).one()


def days_off(session: Session, year: int) -> int:
    """How many days of that year stand in the table of days off."""
    inside = col(DayOff.day).between(date(year, 1, 1), date(year, 12, 31))
    return session.exec(select(func.count()).select_from(DayOff).where(inside)).one()


def without_officer(session: Session, kinds: Sequence[str], day: date) -> tuple[int, int]:
    """Of the units of these kinds that live on that day: how many have nobody who holds a post, and how many are
    there at all."""
    owing = select(func.count()).select_from(Unit).where(col(Unit.kind).in_(kinds), lives(day))
    held = select(Post.id).where(col(Post.unit_id) == col(Unit.id), col(Post.ended_at).is_(None)).exists()
    return session.exec(owing.where(~held)).one(), session.exec(owing).one()
