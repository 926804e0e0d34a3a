"""One turn of a duty as the office looks at it: over a branch of the tree, with its rule, days and form."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import due, ladder, owed, rights
from reporting import form as forms
from reporting.daysoff import Office
from reporting.form import Form
from reporting.periods import Cadence, Period
from reporting.refusal import Refusal
from storage import duties, units
from storage.branches import Scope
from storage.duties import Duty

# How many turns back the office is offered by buttons.
TURNS_OFFERED = 4


@dataclass(frozen=True)
class Turn:
    """A duty, a period and a branch. `last_good_day` is the rule's, without any unit's extension."""

    duty: Duty
    period: Period
    rule: due.DueRule
    form: Form
    nominal_day: date
    last_good_day: date
    cutoff: date | None
    scope: Scope


def find(
    session: Session, officer_id: int | None, act: str, duty: str, period: str, root_unit_id: int, office: Office
) -> Turn:
    """That turn over the units at and below the root, if the officer may do this there (None: the command line).

    An officer whose right is to the own unit alone gets that unit without what lies below it.
    Raises Refusal("refused-right"), Refusal("refused-turn") for a duty or period that is not asked for,
    Refusal("refused-unit") for a unit that is not there.
    """
    if units.by_id(session, root_unit_id) is None:
        raise Refusal("refused-unit")
    alone = False
    if officer_id is not None:
        rights.demand(session, officer_id, act, root_unit_id)
        whole = rights.reach(session, officer_id, act)[rights.BRANCH]
        alone = not units.is_within(session, root_unit_id, whole)
    found = duties.by_code(session, duty)
    if found is None:
        raise Refusal("refused-turn")
    return _turn(found, _parsed(found, period), root_unit_id, alone, office)


def _parsed(duty: Duty, code: str) -> Period:
    try:
        period = Period.parse(code)
    except ValueError:
        raise Refusal("refused-turn") from None
    if not due.falls_in(owed.rule_of(duty), period) or period < owed.first_period(duty):
        raise Refusal("refused-turn")
    return period


def _turn(duty: Duty, period: Period, root_id: int, alone: bool, office: Office) -> Turn:
    rule = owed.rule_of(duty)
    if not rule.active:
        raise Refusal("refused-turn")
    last = due.last_good_day(rule, period, office)
    return Turn(
        duty=duty,
        period=period,
        rule=rule,
        form=forms.load(duty.form),
        nominal_day=due.nominal_day(rule, period),
        last_good_day=last,
        cutoff=due.cutoff(rule, period),
        scope=Scope(duty.code, period.code, root_id, tuple(map(str, duty.owed_by)), last, alone),
    )


def before(turn: Turn, office: Office) -> Turn | None:
    """The turn before over the same branch, None when it was not asked for yet."""
    earlier = due.previous_turn(turn.rule, turn.period)
    if earlier < owed.first_period(turn.duty):
        return None
    return _turn(turn.duty, earlier, turn.scope.root_id, turn.scope.alone, office)


def in_hand(duty: Duty, now: datetime, office: Office) -> list[Period]:
    """The turns that the office looks at, the one in hand first, then earlier and later ones from new to old.

    Reports of the coming turn are not asked for before its first reminder; until then the office still works on
    the one that closed last. So on 16/12 it is the fourth quarter, though from that day on a unit that files
    files for the first of the next year. Empty when the rule makes no deadlines.
    """
    rule = owed.rule_of(duty)
    if not rule.active or rule.cadence == Cadence.ON_DEMAND:
        return []
    turns = due.open_periods(rule, office, now, back=TURNS_OFFERED)
    first, today = owed.first_period(duty), office.today(now)
    coming = turns[0]
    if today < owed.offered_from(coming, due.last_good_day(rule, coming, office)):
        turns = turns[1:]  # a year's report is nobody's business in February
    known = [period for period in turns if period >= first]
    if len(known) < 2 or known[0] != coming:
        return known[:TURNS_OFFERED]
    steps = ladder.ladder_from_json(duty.ladder)
    begins = ladder.first_day(steps, due.last_good_day(rule, known[0], office), office)
    if today >= begins:
        return known[:TURNS_OFFERED]
    return [known[1], known[0], *known[2:TURNS_OFFERED]]


@dataclass(frozen=True)
class Choice:
    """What an officer may ask about: duties with their turns (the one in hand first), and the tops of the branches."""

    duties: tuple[tuple[str, tuple[Period, ...]], ...]
    roots: tuple[tuple[int, str], ...]


def offered(session: Session, now: datetime, officer_id: int, act: str, office: Office) -> Choice:
    """What this officer may ask about now. Raises Refusal("refused-right") when it is nothing."""
    tops = rights.roots(session, officer_id, act)
    if not tops:
        raise Refusal("refused-right")
    names = units.by_ids(session, tops)
    turns = [(duty.code, tuple(in_hand(duty, now, office))) for duty in duties.active(session)]
    return Choice(
        duties=tuple((code, periods) for code, periods in turns if periods),
        roots=tuple((top, names[top].name) for top in tops),
    )


def top_above(session: Session, officer_id: int, act: str, unit_id: int) -> int:
    """The top of the officer's branch in which this unit stands; the unit itself where there is none."""
    tops = rights.roots(session, officer_id, act)
    return next((top for top in tops if units.is_within(session, unit_id, [top])), unit_id)
