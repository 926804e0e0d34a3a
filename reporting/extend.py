"""More time for one unit (gia hạn): moves its on-time line, its reminders and its place in every list."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import owed, rights, values
from reporting.daysoff import Office
from reporting.refusal import Refusal
from storage import audit, duties, talks
from storage.duties import Extension

REASON_MOST = 500
# In working days after the last good day that holds now; the office picks one of them.
SPANS = (1, 3, 5)


@dataclass(frozen=True)
class Extended:
    """What was granted."""

    unit: str
    last_good_day: date


def offers(session: Session, duty: str, period: str, unit_id: int, office: Office, now: datetime) -> list[date]:
    """The new last good days that can be chosen: working days after today and after the present one."""
    turn = owed.find(session, duty, period, unit_id, office)
    start = max(turn.last_good_day, office.today(now))
    return [office.add_working_days(start, span) for span in SPANS]


def grant(
    session: Session,
    now: datetime,
    officer_id: int,
    duty: str,
    period: str,
    unit_id: int,
    day: date,
    reason: str,
    office: Office,
) -> Extended:
    """Give the unit time until the end of that day, with a reason. The clock's next tick tells its officers.

    Raises Refusal: without the right; "refused-extension" for a day that is over, earlier than the present one, or
    for a report that was handed in.
    """
    rights.demand(session, officer_id, "extension.grant", unit_id)
    turn = owed.find(session, duty, period, unit_id, office)
    if turn.handed_in or day <= turn.last_good_day or day < office.today(now):
        raise Refusal("refused-extension")
    words = values.text(reason, REASON_MOST)
    row = duties.extension(session, duty, unit_id, period)
    before = row.last_good_day.isoformat() if row else turn.last_good_day.isoformat()
    if row is None:
        row = Extension(duty=duty, unit_id=unit_id, period=period, last_good_day=day, reason=words, granted_at=now)
    row.last_good_day, row.reason, row.granted_by, row.granted_at = day, words, officer_id, now
    session.add(row)
    audit.note(
        session,
        now,
        officer_id,
        "extension.grant",
        "unit",
        unit_id,
        unit_id=unit_id,
        before={"last_good_day": before},
        after={"last_good_day": day.isoformat(), "reason": words, "duty": duty, "period": period},
    )
    talks.end(session, officer_id)
    return Extended(turn.unit, day)
