"""What is true of a deadline at an hour. Pure."""

from datetime import date, datetime

from reporting.daysoff import Office
from reporting.ladder import AFTERNOON

BEFORE, EVE, DAY, OVERDUE = "before", "eve", "day", "overdue"


def stage(last_good_day: date, office: Office, now: datetime) -> str:
    """What is true of a deadline at this hour: before it, its eve (no working day is left after this one), the last
    day itself, overdue."""
    today = office.today(now)
    if today > last_good_day:
        return OVERDUE
    if today == last_good_day:
        return DAY
    return EVE if office.working_day_on_or_before(last_good_day) <= today else BEFORE


def snooze_limit(last_good_day: date, office: Office) -> datetime:
    """Nobody puts a reminder off past 15:00 of the last good day."""
    return office.at(last_good_day, AFTERNOON)
