"""When a broadcast leaves: the moments that are offered and what a person types. Pure; the office's hours rule."""

import re
from datetime import date, datetime, time, timedelta

from reporting.daysoff import ONE_DAY, Office
from reporting.refusal import Refusal

LATEST = timedelta(days=60)
MORNING = time(8, 0)
SOON = timedelta(hours=1)

_HOUR = re.compile(r"\b([01]?\d|2[0-3])\s*(?::|h|g|giờ)\s*([0-5]\d)?(?!\d)", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\b")


def offers(now: datetime, office: Office) -> list[datetime]:
    """In an hour and on the next working morning, those of them that lie within working hours."""
    local = office.local(now + SOON).replace(second=0, microsecond=0)
    soon = office.at(local.date(), local.time())
    morning = office.at(office.working_day_on_or_after(office.today(now) + ONE_DAY), MORNING)
    return [moment for moment in dict.fromkeys((soon, morning)) if office.is_working_time(moment)]


def read(typed: str, now: datetime, office: Office) -> datetime:
    """The moment in UTC that "16/12 08:30", "8h30 16/12/2026" or "14:00" (today) means by the office's clock.

    A day without a year is the next one of that name. Raises Refusal: "refused-broadcast-when" for what is no such
    moment, and whatever `checked` says.
    """
    day, hour = _DAY.search(typed), _HOUR.search(_DAY.sub(" ", typed))
    if hour is None:
        raise Refusal("refused-broadcast-when")
    clock = time(int(hour[1]), int(hour[2] or 0))
    try:
        meant = _day(day, office.today(now)) if day else office.today(now)
    except ValueError:
        raise Refusal("refused-broadcast-when") from None
    return checked(office.at(meant, clock), now, office)


def _day(found: re.Match[str], today: date) -> date:
    if found[3]:
        return date(int(found[3]), int(found[2]), int(found[1]))
    meant = date(today.year, int(found[2]), int(found[1]))
    return meant if meant >= today else date(today.year + 1, int(found[2]), int(found[1]))


def checked(at: datetime, now: datetime, office: Office) -> datetime:
    """The moment if it may be kept. Raises Refusal for one that is over, too far ahead, or outside working hours."""
    if at <= now:
        raise Refusal("refused-broadcast-past")
    if at - now > LATEST:
        raise Refusal("refused-broadcast-far", days=LATEST.days)
    if not office.is_working_time(at):
        hours = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in office.hours)
        raise Refusal("refused-broadcast-hours", hours=hours)
    return at
