"""When a report is due (hạn nộp): from a rule that is data to the last day that is on time.

"Trước ngày 16 tháng cuối quý" is read to the letter: the 16th is no longer before the 16th, so the last good day is
the 15th, to its last second by the office's clock. The phrase that includes its day is a different one ("chậm nhất
vào ngày 16": ``before=False``). A province that reads "trước ngày 16" more widely sets ``day_itself_counts``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from reporting.daysoff import ONE_DAY, Office
from reporting.periods import TURNS_A_YEAR, Cadence, Period, day_in_month, period_of

END_OF_DAY = time(23, 59, 59)
LAST_MONTH = -1
STAYS = "none"
NEXT_WORKING_DAY = "next_working_day"

# Extensions of one unit: the new last good day of a period.
Extensions = Mapping[Period, date]
NO_EXTENSIONS: Extensions = MappingProxyType({})


@dataclass(frozen=True)
class DueRule:
    """Which day of which month of the period a report is due; every part is a setting of the duty.

    ``month``: month of the period counted from 1 (for a quarter 1-3), or -1 for its last.
    ``day``: day of that month; a day that a short month lacks means its last day. None: the duty is off until the
    office gives a day (see ``active``), or, on demand, each request brings its own day.
    ``before``: "trước ngày"; False for "chậm nhất ngày", where the day itself is good anyway.
    ``day_itself_counts``: the looser reading of "trước ngày": the named day is still on time.
    ``roll``: "none" leaves a deadline on a day off where it is; "next_working_day" moves it later, as Civil Code
    art. 148.5 does with terms.
    ``cutoff_day``: day of the month to which the figures run (chốt số liệu); None shows none.
    ``only_index``: the one turn of the year that is asked for, such as 1 when only the first half-year is reported.

    Raises ValueError, naming the field, for a value that cannot be.
    """

    cadence: Cadence
    month: int = LAST_MONTH
    day: int | None = 16
    before: bool = True
    day_itself_counts: bool = False
    roll: str = STAYS
    cutoff_day: int | None = 14
    only_index: int | None = None

    def __post_init__(self) -> None:
        turns = TURNS_A_YEAR.get(self.cadence, 1)
        if self.month != LAST_MONTH:
            _whole("month", self.month, 12 // turns)
        _whole("day", self.day, 31, or_none=True)
        _whole("cutoff_day", self.cutoff_day, 31, or_none=True)
        _whole("only_index", self.only_index, turns, or_none=True)
        for name in ("before", "day_itself_counts"):
            if not isinstance(getattr(self, name), bool):
                raise ValueError(f"{name} of a due rule is true or false, not {getattr(self, name)!r}")
        if self.roll not in (STAYS, NEXT_WORKING_DAY):
            raise ValueError(f"roll of a due rule is {STAYS!r} or {NEXT_WORKING_DAY!r}, not {self.roll!r}")
        if self.cadence == Cadence.ON_DEMAND and self.day is not None:
            raise ValueError("day of an on-demand rule is None: each request brings its own last day")

    @property
    def active(self) -> bool:
        """Whether the rule makes deadlines by itself: it has a day."""
        return self.day is not None

    def to_json(self) -> dict[str, Any]:
        """The rule as plain values, for a JSON column or file."""
        return {**asdict(self), "cadence": str(self.cadence)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "DueRule":
        """The rule that ``to_json`` wrote; a missing key takes its default.

        Raises ValueError for an unknown key, an unknown or missing cadence, or a value that cannot be.
        """
        unknown = sorted(set(data) - {one.name for one in fields(cls)})
        if unknown:
            raise ValueError(f"unknown in a due rule: {', '.join(unknown)}")
        if "cadence" not in data:
            raise ValueError("a due rule needs a cadence")
        return cls(**{**data, "cadence": Cadence(data["cadence"])})


def _whole(name: str, value: object, most: int, or_none: bool = False) -> None:
    """Refuse what is not a whole number from 1 to ``most``; True is an int to Python, but no day of a month."""
    if or_none and value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise ValueError(f"{name} of a due rule must lie in 1..{most}, not be {value!r}")


# What the plans ask for: the people's situation "trước ngày 16 tháng cuối quý"; "báo cáo 6 tháng (trước ngày 15/5)";
# "báo cáo năm (trước ngày 15/11)", which covers the second half; and "hàng tháng" without a day. The cut-off on the
# 14th follows Nghị định 09/2019/NĐ-CP art. 12; for the half-year and the year no text of the Front's names one.
DEFAULT_RULES: Mapping[str, DueRule] = MappingProxyType(
    {
        "situation": DueRule(Cadence.QUARTERLY),
        "half_year": DueRule(Cadence.HALF_YEARLY, month=5, day=15, cutoff_day=None, only_index=1),
        "year": DueRule(Cadence.YEARLY, month=11, day=15, cutoff_day=None),
        "monthly": DueRule(Cadence.MONTHLY, day=None),
    }
)


def falls_in(rule: DueRule, period: Period) -> bool:
    """Whether the rule asks for a report in this period at all."""
    return rule.cadence == period.cadence and rule.only_index in (None, period.index)


def nominal_day(rule: DueRule, period: Period) -> date:
    """The day that the rule names (16/12/2026 for "trước ngày 16" in Q4): for showing, not for judging.

    Raises ValueError when the rule has no day or does not ask for this period.
    """
    if not falls_in(rule, period):
        raise ValueError(f"this {rule.cadence} rule asks for no report in {period.code}")
    if rule.day is None:
        raise ValueError(f"the {rule.cadence} rule has no day, so {period.code} has no deadline of its own")
    return _in_due_month(rule, period, rule.day)


def last_good_day(rule: DueRule, period: Period, office: Office, extended_to: date | None = None) -> date:
    """The last calendar day on which a first complete submission is on time (15/12/2026).

    ``extended_to`` is the last good day that the office granted to a unit; it is taken as given, day off or not, and
    never shortens what the rule allows. A rule without a day takes its last day from there alone.
    Raises ValueError as ``nominal_day`` does.
    """
    if extended_to is not None and not rule.active and falls_in(rule, period):
        return extended_to
    last = nominal_day(rule, period) - _short_of_it(rule)
    if rule.roll == NEXT_WORKING_DAY:
        last = office.working_day_on_or_after(last)
    return max(last, extended_to) if extended_to else last


def deadline(rule: DueRule, period: Period, office: Office, extended_to: date | None = None) -> datetime:
    """The last second that is on time, 23:59:59 of the last good day by the office's clock, in UTC: for showing.

    Judge a submission with ``is_on_time``, which also knows the moments after that second.
    """
    return office.at(last_good_day(rule, period, office, extended_to), END_OF_DAY)


def is_on_time(submitted_at: datetime, last_good_day: date, office: Office) -> bool:
    """Whether an instant lies strictly before the midnight that ends the last good day at the office."""
    return office.today(submitted_at) <= last_good_day


def days_late(submitted_at: datetime, last_good_day: date, office: Office) -> int:
    """Calendar days past the last good day, by the office's clock; 0 when on time ("quá hạn 02 ngày" is 2)."""
    return max(0, (office.today(submitted_at) - last_good_day).days)


def cutoff(rule: DueRule, period: Period) -> date | None:
    """The day to which the period's figures run, or None when the rule names none.

    It closes before the last good day has passed: the 14th of the due month under "before the 16th", the 14th of the
    month before under "before the 5th".
    Raises ValueError when the rule does not ask for this period.
    """
    if not falls_in(rule, period):
        raise ValueError(f"this {rule.cadence} rule asks for no report in {period.code}")
    return _cutoff(rule, period)


def data_window(rule: DueRule, period: Period) -> tuple[date, date] | None:
    """First and last day that the period's figures cover (15/9 to 14/12 for Q4), or None without a cut-off."""
    last = cutoff(rule, period)
    before = _cutoff(rule, period.previous())
    return (before + ONE_DAY, last) if last and before else None


def _cutoff(rule: DueRule, period: Period) -> date | None:
    if rule.cutoff_day is None or rule.day is None:
        return None
    # Which month is asked of the rule's numbers, not of the dates: February must not take another month than March.
    due = _in_due_month(rule, period, rule.day)
    if rule.cutoff_day <= rule.day - _short_of_it(rule).days:
        return min(day_in_month(due.year, due.month, rule.cutoff_day), due - _short_of_it(rule))
    month_before = due.replace(day=1) - ONE_DAY
    return day_in_month(month_before.year, month_before.month, rule.cutoff_day)


def _short_of_it(rule: DueRule) -> timedelta:
    """How far the last good day lies before the named one: a day under the strict "trước ngày", else nothing."""
    return ONE_DAY if rule.before and not rule.day_itself_counts else timedelta()


def _in_due_month(rule: DueRule, period: Period, day: int) -> date:
    month = period.last_month if rule.month == LAST_MONTH else period.months[rule.month - 1]
    return day_in_month(period.year, month, day)


def next_turn(rule: DueRule, period: Period) -> Period:
    """The next period for which the rule asks for a report."""
    return period.next() if rule.only_index is None else Period(rule.cadence, period.year + 1, rule.only_index)


def previous_turn(rule: DueRule, period: Period) -> Period:
    """The last period before this one for which the rule asks for a report."""
    return period.previous() if rule.only_index is None else Period(rule.cadence, period.year - 1, rule.only_index)


def reporting_period_for(rule: DueRule, office: Office, now: datetime, extended: Extensions = NO_EXTENSIONS) -> Period:
    """The period on which a unit reports now: the one whose last good day is the nearest that has not passed.

    So from 16/9 to 15/12 it is Q4, although Q4 begins on 1/10: its figures run from 15/9. The overdue one is then
    found through ``open_periods``. ``extended`` are the unit's own extensions, which keep their period current for
    longer. On demand it is today's period. Raises ValueError when the rule has no day.
    """
    today = office.today(now)
    if rule.cadence == Cadence.ON_DEMAND:
        return period_of(rule.cadence, today)
    return turn_due(rule, office, today, extended)


def turn_due(rule: DueRule, office: Office, day: date, extended: Extensions = NO_EXTENSIONS) -> Period:
    """The period whose last good day is the nearest one that is not earlier than ``day``."""
    # Two turns back, because a deadline that rolls over a day off may land after its own period.
    turn = previous_turn(rule, previous_turn(rule, _turn_near(rule, day)))
    while last_good_day(rule, turn, office) < day:
        turn = next_turn(rule, turn)
    candidates = {turn, *(other for other in extended if falls_in(rule, other))}
    lasts = ((last_good_day(rule, one, office, extended.get(one)), one) for one in candidates)
    return min(pair for pair in lasts if pair[0] >= day)[1]


def _turn_near(rule: DueRule, day: date) -> Period:
    return period_of(rule.cadence, day) if rule.only_index is None else Period(rule.cadence, day.year, rule.only_index)


def open_periods(
    rule: DueRule, office: Office, now: datetime, back: int = 1, extended: Extensions = NO_EXTENSIONS
) -> list[Period]:
    """What a unit may file now, most urgent first: the current period, then ``back`` earlier ones, accepted late.

    On demand nothing is inherited: today's period alone. Raises ValueError when the rule has no day.
    """
    found = [reporting_period_for(rule, office, now, extended)]
    for _ in range(0 if rule.cadence == Cadence.ON_DEMAND else back):
        found.append(previous_turn(rule, found[-1]))
    return found
