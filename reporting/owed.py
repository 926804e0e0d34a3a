"""Which report is owed by whom and by when, as it stands now: duties, extensions, the unit's own reports."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from reporting import due
from reporting.daysoff import Office
from reporting.periods import Cadence, Period
from reporting.refusal import Refusal
from storage import drafting, duties, units, written
from storage.units import Unit
from storage.written import Written

# A yearly report is nobody's business in February.
LONG_PERIOD_AHEAD = timedelta(days=45)


@dataclass(frozen=True)
class Owed:
    """One turn of a duty for one unit. `last_good_day` has the unit's extension in it."""

    duty: str
    form: str
    period: Period
    unit_id: int
    unit: str
    nominal_day: date
    last_good_day: date
    cutoff: date | None
    report: Written | None

    @property
    def handed_in(self) -> bool:
        """Whether it was handed in at least once."""
        return self.report is not None and self.report.versions > 0


def rule_of(duty: duties.Duty) -> due.DueRule:
    """The duty's due rule."""
    return due.DueRule.from_json(duty.rule)


def first_period(duty: duties.Duty) -> Period:
    """The first turn that is asked for."""
    return Period.parse(duty.first_period)


def last_good_day(session: Session, duty: duties.Duty, period: Period, unit_id: int, office: Office) -> date:
    """The last day that is on time for this unit, its extension included."""
    given = duties.extended_to(session, duty.code, unit_id, period.code)
    return due.last_good_day(rule_of(duty), period, office, given)


def one(
    session: Session, duty: duties.Duty, period: Period, unit: Unit, office: Office, report: Written | None = None
) -> Owed:
    """What this unit owes for that turn; its `report` is looked up unless the caller has it."""
    assert unit.id is not None
    rule = rule_of(duty)
    return Owed(
        duty=duty.code,
        form=duty.form,
        period=period,
        unit_id=unit.id,
        unit=unit.name,
        nominal_day=due.nominal_day(rule, period),
        last_good_day=last_good_day(session, duty, period, unit.id, office),
        cutoff=due.cutoff(rule, period),
        report=report or written.of_unit(session, duty.code, unit.id, period.code),
    )


def open_for(session: Session, unit_id: int, office: Office, now: datetime) -> list[Owed]:
    """What the unit can work on now: overdue turns first, then the one that runs.

    A turn that was filed stays in the list while it is the one that runs, so that it can be seen and corrected.
    """
    unit = units.by_id(session, unit_id)
    if unit is None:
        return []
    found: list[Owed] = []
    for duty in duties.active(session):
        if unit.kind not in duty.owed_by:
            continue
        turns = due.open_periods(rule_of(duty), office, now)
        for number, period in enumerate(turns):
            if period < first_period(duty):
                continue
            owed = one(session, duty, period, unit, office)
            runs = number == 0 and office.today(now) >= offered_from(period, owed.last_good_day)
            if runs or (number > 0 and not owed.handed_in):
                found.append(owed)
    return sorted(found, key=lambda o: (o.last_good_day, o.duty))


def offered_from(period: Period, last_good_day: date) -> date:
    """From which day a turn that runs is offered: months and quarters at once, longer periods near their end."""
    if period.cadence in (Cadence.HALF_YEARLY, Cadence.YEARLY):
        return last_good_day - LONG_PERIOD_AHEAD
    return date.min


def find(
    session: Session, duty_code: str, period_code: str, unit_id: int, office: Office, report: Written | None = None
) -> Owed:
    """That very turn. Raises Refusal where there is no such duty, turn or unit."""
    duty, unit = duties.by_code(session, duty_code), units.by_id(session, unit_id)
    if duty is None or unit is None:
        raise Refusal("refused-out-of-date")
    try:
        period = Period.parse(period_code)
    except ValueError:
        raise Refusal("refused-out-of-date") from None
    return one(session, duty, period, unit, office, report)


def of_report(session: Session, report: Written, office: Office) -> tuple[Owed, int]:
    """The turn of this report, and how many files go with it: one statement, for the steps of the dialogue."""
    found = drafting.turn(session, report.id)
    rule, period = due.DueRule.from_json(found.rule), Period.parse(report.period)
    turn = Owed(
        duty=report.duty,
        form=found.form,
        period=period,
        unit_id=report.unit_id,
        unit=found.unit,
        nominal_day=due.nominal_day(rule, period),
        last_good_day=due.last_good_day(rule, period, office, found.last_good_day),
        cutoff=due.cutoff(rule, period),
        report=report,
    )
    return turn, int(found.files)


def is_correctable(session: Session, report: Written, office: Office, now: datetime) -> bool:
    """Whether the draft may still be changed: always before the first submission, then until the deadline."""
    if report.versions == 0:
        return True
    return is_open(report, of_report(session, report, office)[0].last_good_day, office, now)


def is_open(report: Written, last_good_day: date, office: Office, now: datetime) -> bool:
    """The same, where the last good day is known."""
    if report.versions == 0 or report.state == "returned":
        return True
    return report.state != "accepted" and office.today(now) <= last_good_day
