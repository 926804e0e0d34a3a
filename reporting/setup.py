"""Set up an office: a province with its communes from the official list, the duties, the days off.

Everything can be run again: what is there stays as the office has made it, what is missing is added.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from reporting import office as offices
from reporting.daysoff import Office
from reporting.due import DEFAULT_RULES, DueRule, previous_turn, reporting_period_for
from reporting.ladder import DEFAULT_LADDER, ladder_to_json
from reporting.periods import Period, period_of
from reporting.text import fold
from reporting.unit_list import LISTED_FROM, ListedUnit, communes
from storage import audit, duties, lists, units
from storage.duties import Duty
from storage.units import Unit

# Who reports to the level above: communes of either order, districts of the older one, member organisations.
OWED_BY = ("xa", "phuong", "dac_khu", "huyen", "to_chuc_thanh_vien")
# code: (rule among the defaults, form, switched on). The monthly duty waits for the office to give it a day.
DUTIES = {
    "situation": ("situation", "situation", True),
    "half-year": ("half_year", "results", True),
    "year": ("year", "results", True),
    "monthly": ("monthly", "results", False),
}
MIDDAY = time(12, 0)


@dataclass(frozen=True)
class SetUp:
    """What a set-up did: units added and found there, duties and days off added."""

    province: str
    unit_id: int
    added: int
    known: int
    duties: int
    days: int


def set_up(
    session: Session, now: datetime, province: ListedUnit, zone: ZoneInfo, first_day: date | None = None
) -> SetUp:
    """Put the province and its communes, the duties and the days off where they are not there yet.

    `first_day` (default: today at the office): the turns that run on that day are the first that are asked for.
    """
    added, known, root = _add_units(session, province)
    days = offices.seed_days(session, now)
    session.flush()
    office = offices.load(session, zone)
    begins = office.at(first_day, MIDDAY) if first_day else now
    new_duties = seed_duties(session, begins, office)
    if added or new_duties or days:
        told = {"province": province.code, "units": added, "duties": new_duties, "days": days}
        audit.note(session, now, None, "office.set-up", "unit", root.id, unit_id=root.id, after=told)
    assert root.id is not None
    return SetUp(root.name, root.id, added, known, new_duties, days)


def _add_units(session: Session, province: ListedUnit) -> tuple[int, int, Unit]:
    """(units added, units found there, the province)."""
    root = units.by_code(session, province.code)
    added = 0
    if root is None:
        root = _unit(province, None)
        session.add(root)
        session.flush()
        added = 1
    listed = communes(province.code)
    taken = lists.codes(session)
    fresh = [_unit(one, root.id) for one in listed if one.code not in taken]
    session.add_all(fresh)
    session.flush()
    return added + len(fresh), 1 + len(listed) - added - len(fresh), root


def _unit(listed: ListedUnit, parent_id: int | None) -> Unit:
    return Unit(
        code=listed.code,
        kind=listed.kind,
        name=listed.name,
        folded=fold(listed.name),
        parent_id=parent_id,
        valid_from=LISTED_FROM,
    )


def seed_duties(session: Session, now: datetime, office: Office, turns_back: int = 0) -> int:
    """Add the default duties that are not there yet and say how many that were.

    The first turn that is asked for is the one that runs at `now`, or one `turns_back` before it.
    """
    added = 0
    for code, (rule_name, form, active) in DUTIES.items():
        if duties.by_code(session, code) is not None:
            continue
        rule = DEFAULT_RULES[rule_name]
        session.add(
            Duty(
                code=code,
                form=form,
                active=active,
                first_period=_first(rule, office, now, turns_back).code,
                rule=rule.to_json(),
                ladder=ladder_to_json(DEFAULT_LADDER),
                owed_by=list(OWED_BY),
            )
        )
        added += 1
    session.flush()
    return added


def _first(rule: DueRule, office: Office, now: datetime, turns_back: int) -> Period:
    """The turn that runs, or so many before it; of a duty without a day the calendar's."""
    period = reporting_period_for(rule, office, now) if rule.active else period_of(rule.cadence, office.today(now))
    for _ in range(turns_back):
        period = previous_turn(rule, period)
    return period
