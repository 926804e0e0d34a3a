"""The office's calendar as the database holds it now: zone, hours, days off and Saturdays worked instead."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from reporting.daysoff import Office, holidays_seed, working_swaps_seed
from storage import duties

# Seeded this far ahead; the table is the office's to edit from then on.
SEED_YEARS = 5


def load(session: Session, zone: ZoneInfo, hours: tuple[tuple[time, time], ...] | None = None) -> Office:
    """The office whose days off stand in the table day_off."""
    days = duties.days(session)
    off = {row.day: row.name for row in days if not row.worked}
    worked = frozenset(row.day for row in days if row.worked)
    if hours is None:
        return Office(zone=zone, days_off=off, working_days=worked)
    return Office(zone=zone, days_off=off, working_days=worked, hours=hours)


def seed_days(session: Session, now: datetime) -> int:
    """Fill in the public holidays that are not in the table yet; a day that was edited stays as it is."""
    known = {row.day for row in duties.days(session)}
    years = range(now.year - 1, now.year + SEED_YEARS + 1)
    fresh = {day: (name, False) for day, name in holidays_seed(years).items()}
    fresh |= {worked: (f"Làm bù ngày {off:%d/%m/%Y}", True) for worked, off in working_swaps_seed().items()}
    for day, (name, is_worked) in fresh.items():
        if day not in known:
            session.add(duties.DayOff(day=day, name=name[:120], worked=is_worked))
    return len(fresh.keys() - known)
