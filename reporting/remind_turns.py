"""Which turns of the duties are being asked for at a moment, each with its ladder and its units' extensions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlmodel import Session

from reporting import due, owed, task_turns
from reporting.calendar import period_rungs
from reporting.daysoff import Office
from reporting.ladder import Ladder, Rung, ladder_from_json, next_rung
from reporting.periods import Cadence, Period
from reporting.remind_climb import Climb
from reporting.task_turns import TaskTurn
from storage import duties, remind_views
from storage.duties import Duty
from storage.reminders import Reminder

# How long a last rung stays worth saying when neither another rung nor the next turn ends it.
USEFUL = timedelta(days=7)
# An extension may reach past the next turns' deadlines; its overdue steps are over this long after it at the latest.
AFTER_EXTENSION = timedelta(days=45)


@dataclass(frozen=True)
class Turn(Climb):
    """One turn of a duty as the planner sees it. `usual` is the last good day without any unit's extension."""

    duty: str
    kinds: frozenset[str]
    rule: due.DueRule
    ladder: Ladder
    period: Period
    office: Office
    usual: date
    extended: Mapping[int, date]
    _rungs: dict[date, list[Rung]] = field(default_factory=dict, compare=False, repr=False)

    def owes(self, kind: str) -> bool:
        """Whether units of this kind owe it."""
        return kind in self.kinds

    def speaks_of(self, unit_id: int) -> bool:
        """Any unit may be spoken of; whether it has filed is asked of the reports."""
        return True

    def day_of(self, unit_id: int) -> date:
        """The last good day of that unit, its extension included."""
        if unit_id not in self.extended:
            return self.usual
        return due.last_good_day(self.rule, self.period, self.office, self.extended[unit_id])

    def rungs(self, day: date) -> list[Rung]:
        """The ladder that leads to that last good day, in time order."""
        if day not in self._rungs:
            self._rungs[day] = period_rungs(self.rule, self.ladder, self.period, self.office, day)
        return self._rungs[day]

    @cached_property
    def next_begins(self) -> datetime | None:
        """The first rung of the next turn, which ends this one's reminding."""
        following = due.next_turn(self.rule, self.period)
        ladder = period_rungs(self.rule, self.ladder, following, self.office)
        return ladder[0].at if ladder else None

    def ends(self, day: date, at: datetime) -> datetime:
        """Until when what was due at that instant is worth saying: the next rung, else the next turn."""
        following = next_rung(self.rungs(day), at)
        if following is not None:
            return following.at
        return self.next_begins if self.next_begins is not None and self.next_begins > at else at + USEFUL

    def begun(self, now: datetime) -> bool:
        """Whether the first rung of some unit's ladder has come."""
        ladders = [self.rungs(day) for day in {self.usual, *map(self.day_of, self.extended)}]
        return any(ladder and ladder[0].at <= now for ladder in ladders)


AnyTurn = Turn | TaskTurn


def unanswered(session: Session, turn: AnyTurn, unit_ids: Iterable[int]) -> set[int]:
    """Which of these units have not handed it in, or not said that it is done."""
    if isinstance(turn, TaskTurn):
        return {unit_id for unit_id in unit_ids if turn.speaks_of(unit_id)}
    return set(unit_ids) - remind_views.handed(session, turn.duty, turn.period.code)


def turns(session: Session, office: Office, now: datetime) -> list[Turn]:
    """Every turn of which something may be said at `now` or comes next: oldest first within a duty."""
    found = []
    for duty in duties.active(session):
        rule = owed.rule_of(duty)
        if rule.active and rule.cadence != Cadence.ON_DEMAND:
            found += [
                _turn(session, duty, rule, period, office)
                for period in sorted(_periods(session, duty, rule, office, now))
                if period >= owed.first_period(duty)
            ]
    return found


def turn(session: Session, duty: Duty, period: str, office: Office) -> Turn | None:
    """That turn, or None where the duty makes no such deadline (any more)."""
    rule = owed.rule_of(duty)
    parsed = Period.parse(period)
    if not rule.active or not due.falls_in(rule, parsed):
        return None
    return _turn(session, duty, rule, parsed, office)


def of_rows(session: Session, rows: Sequence[Reminder], office: Office) -> dict[tuple[str, str], AnyTurn]:
    """The turns that these reminders are about, by duty and period; none for a duty that is off or a task done."""
    found: dict[tuple[str, str], AnyTurn] = {**task_turns.of_rows(session, rows, office)}
    for code, period in {(row.duty, row.period) for row in rows if row.duty != task_turns.DUTY}:
        duty = duties.by_code(session, code)
        about = turn(session, duty, period, office) if duty is not None and duty.active else None
        if about is not None:
            found[code, period] = about
    return found


def _turn(session: Session, duty: Duty, rule: due.DueRule, period: Period, office: Office) -> Turn:
    return Turn(
        duty=duty.code,
        kinds=frozenset(map(str, duty.owed_by)),
        rule=rule,
        ladder=ladder_from_json(duty.ladder),
        period=period,
        office=office,
        usual=due.last_good_day(rule, period, office),
        extended=duties.extensions(session, duty.code, period.code),
    )


def _periods(session: Session, duty: Duty, rule: due.DueRule, office: Office, now: datetime) -> set[Period]:
    """The turn that runs, the one before, the one after, and older ones in which a unit's extension still runs."""
    today = office.today(now)
    runs = due.turn_due(rule, office, today)
    old = {Period.parse(code) for code in remind_views.extended_since(session, duty.code, today - AFTER_EXTENSION)}
    around = {due.previous_turn(rule, runs), runs, due.next_turn(rule, runs)}
    return around | {period for period in old if due.falls_in(rule, period) and period < runs}


def by_day(turn: Turn, unit_ids: Iterable[int]) -> dict[date, list[int]]:
    """These units by their last good day."""
    found: dict[date, list[int]] = {}
    for unit_id in unit_ids:
        found.setdefault(turn.day_of(unit_id), []).append(unit_id)
    return found
