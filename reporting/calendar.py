"""The calendar of duties (lịch nhắc hạn): every deadline and every reminder instant, for ``python -m bot calendar``.

Here a rule, a ladder and an office's days off meet. ``period_rungs`` is the one place that lays a ladder against a
period, so what the calendar shows is what the reminders do.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from reporting.daysoff import Office
from reporting.due import (
    DueRule,
    cutoff,
    deadline,
    last_good_day,
    next_turn,
    nominal_day,
    previous_turn,
    turn_due,
)
from reporting.ladder import Ladder, Rung, first_day, rungs
from reporting.periods import Period

# Nothing replaces an on-demand request, so its weekly reminder needs an end of its own.
LONGEST_ASKING = timedelta(days=365)

Duty = tuple[str, DueRule, Ladder]


def period_rungs(
    rule: DueRule, ladder: Ladder, period: Period, office: Office, extended_to: date | None = None
) -> list[Rung]:
    """The reminder instants of one period (of one unit, when it has an extension), in time order.

    The weekly rungs end on the day on which the next period's ladder begins. An on-demand request has no next one:
    its weekly rungs end a year (``LONGEST_ASKING``) after its last good day.
    Raises ValueError when neither the rule nor an extension gives a last good day.
    """
    last = last_good_day(rule, period, office, extended_to)
    if not rule.active:
        return rungs(ladder, last, office, until=last + LONGEST_ASKING)
    following = last_good_day(rule, next_turn(rule, period), office)
    return rungs(ladder, last, office, until=first_day(ladder, following, office))


def entries(duties: Iterable[Duty], office: Office, start: date, end: date) -> list[dict[str, Any]]:
    """All deadlines and reminders whose instant lies on the office's days ``start``..``end`` (both count), by time.

    Each is a dict of plain values with the same keys, days as YYYY-MM-DD and instants in office time with offset::

        {"at": "2026-12-04T08:00:00+07:00", "kind": "reminder", "duty": "situation", "period": "2026-Q4",
         "deadline": "2026-12-16", "last_good_day": "2026-12-15", "cutoff": "2026-12-14",
         "step": "-7", "to": ["reporter"]}

    ``deadline`` is the day that the rule names, ``kind`` is "reminder" or "deadline"; a deadline's instant is the
    last second that is on time, its step is None and its ``to`` empty. Duties without a day, on-demand ones among
    them, have nothing in a calendar. Extensions are a unit's own and do not show here.
    """
    found = [
        entry
        for code, rule, ladder in duties
        if rule.active
        for period in _periods(rule, ladder, office, start, end)
        for entry in _of_period(code, rule, ladder, period, office)
        if start <= datetime.fromisoformat(entry["at"]).date() <= end
    ]
    # Offsets differ where clocks change, so the text of an instant does not sort; the instant does.
    return sorted(found, key=lambda entry: (datetime.fromisoformat(entry["at"]), entry["duty"], entry["period"]))


def _periods(rule: DueRule, ladder: Ladder, office: Office, start: date, end: date) -> Iterator[Period]:
    """The periods that can have something to say between the two days."""
    # The one before too: its weekly rungs run until the next ladder begins.
    period = previous_turn(rule, turn_due(rule, office, start))
    while True:
        last = last_good_day(rule, period, office)
        if min(last, first_day(ladder, last, office)) > end:
            return
        yield period
        period = next_turn(rule, period)


def _of_period(code: str, rule: DueRule, ladder: Ladder, period: Period, office: Office) -> Iterator[dict[str, Any]]:
    closes = cutoff(rule, period)
    common = {
        "duty": code,
        "period": period.code,
        "deadline": nominal_day(rule, period).isoformat(),
        "last_good_day": last_good_day(rule, period, office).isoformat(),
        "cutoff": closes.isoformat() if closes else None,
    }
    ends = office.local(deadline(rule, period, office)).isoformat()
    yield {"at": ends, "kind": "deadline", **common, "step": None, "to": []}
    for rung in period_rungs(rule, ladder, period, office):
        said = office.local(rung.at).isoformat()
        yield {"at": said, "kind": "reminder", **common, "step": rung.code, "to": list(rung.step.to)}
