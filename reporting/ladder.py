"""The reminder ladder (bậc nhắc hạn): at which instants a unit that has not filed hears from us.

The ladder is data, a tuple of steps. ``rungs`` lays it against one last good day and gives instants in UTC, all of
them within the office's hours. Two directions rule everything here:

* up to the last good day a reminder may only move *earlier*: one that comes after the day off is no use;
* after it a reminder never moves onto or before the last good day: a unit that is still on time is not overdue.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from reporting.daysoff import Office

NOON = time(12, 0)
MORNING, AFTERNOON = time(8, 0), time(15, 0)
ROLES = ("reporter", "head", "upper")

# A reminder moved back to the end of a working spell leaves this long before the office closes: sent on the last
# stroke it would be held back by the sender until the office opens again, or reach people who have left.
BEFORE_CLOSING = timedelta(minutes=30)
ANY_DAY = date(2000, 1, 1)  # Python subtracts from datetimes, not from times of day


class Kind(StrEnum):
    """How a step's day is found, which is also what its text speaks of."""

    BEFORE = "before"
    DAY = "day"
    OVERDUE = "overdue"
    WEEKLY = "weekly"


@dataclass(frozen=True)
class Step:
    """One step of a ladder.

    ``offset``: before (negative) and overdue (positive) count working days from the last good day; day is 0; weekly
    counts the calendar days from one rung to the next. ``hour`` is the office's clock, to the minute. ``to`` names
    who hears of it: the unit's reporters, its head, the upper level.
    Raises ValueError when these do not fit together.
    """

    code: str
    kind: Kind
    offset: int
    hour: time = MORNING
    to: tuple[str, ...] = ("reporter",)

    def __post_init__(self) -> None:
        if not self.code or self.code.strip() != self.code:
            raise ValueError(f"a step needs a code without blanks around it, not {self.code!r}")
        if isinstance(self.offset, bool) or not isinstance(self.offset, int) or self._sign() != _SIGNS[self.kind]:
            raise ValueError(f"offset {self.offset!r} of step {self.code} does not fit its kind, {self.kind}")
        if self.hour.tzinfo is not None:
            raise ValueError(f"hour of step {self.code} is the office's clock and carries no zone")
        if not self.to or not set(self.to) <= set(ROLES):
            raise ValueError(f"step {self.code} must go to some of {', '.join(ROLES)}, not {self.to!r}")

    def _sign(self) -> int:
        return (self.offset > 0) - (self.offset < 0)

    def to_json(self) -> dict[str, Any]:
        """The step as plain values, the hour as "08:00"."""
        return {**asdict(self), "kind": str(self.kind), "hour": f"{self.hour:%H:%M}", "to": list(self.to)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Step":
        """The step that ``to_json`` wrote. ValueError for an unknown or missing key or a value that cannot be."""
        names = {one.name for one in fields(cls)}
        wrong = sorted(names.symmetric_difference(data))
        if wrong:
            raise ValueError(f"a step has exactly {', '.join(sorted(names))}; unknown or missing: {', '.join(wrong)}")
        if not isinstance(data["code"], str) or not isinstance(data["hour"], str) or not isinstance(data["to"], list):
            raise ValueError("code and hour of a step are text and to is a list")
        parts = {"kind": Kind(data["kind"]), "hour": time.fromisoformat(data["hour"]), "to": tuple(data["to"])}
        return cls(**{**data, **parts})


_SIGNS = {Kind.BEFORE: -1, Kind.DAY: 0, Kind.OVERDUE: 1, Kind.WEEKLY: 1}

Ladder = Sequence[Step]

# The head and the upper level hear of it from the third day on and then every week.
DEFAULT_LADDER: tuple[Step, ...] = (
    Step("-7", Kind.BEFORE, -7),
    Step("-3", Kind.BEFORE, -3),
    Step("-1", Kind.BEFORE, -1),
    Step("day-am", Kind.DAY, 0),
    Step("day-pm", Kind.DAY, 0, AFTERNOON),
    Step("+1", Kind.OVERDUE, 1),
    Step("+3", Kind.OVERDUE, 3, to=ROLES),
    Step("+7w", Kind.WEEKLY, 7, to=ROLES),
)


def ladder_to_json(ladder: Ladder) -> list[dict[str, Any]]:
    """The whole ladder as plain values, in its order."""
    return [step.to_json() for step in ladder]


def ladder_from_json(data: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The ladder that ``ladder_to_json`` wrote. ValueError for a bad step, a code used twice or a second weekly."""
    ladder = tuple(Step.from_json(one) for one in data)
    codes = [step.code for step in ladder]
    if len(set(codes)) < len(codes):
        raise ValueError(f"a ladder uses each code once, not {', '.join(codes)}")
    if sum(step.kind == Kind.WEEKLY for step in ladder) > 1:
        raise ValueError("a ladder has one weekly step at most")
    return ladder


@dataclass(frozen=True)
class Rung:
    """One reminder instant: the step, when (aware, UTC), the last good day that it speaks of, and for the weekly
    step which week it is (1, 2, …; otherwise 0)."""

    step: Step
    at: datetime
    last_good_day: date
    week: int = 0

    @property
    def code(self) -> str:
        """The step's code, with the week behind it for the weekly step ("+7w2"): unique among the rungs."""
        return f"{self.step.code}{self.week or ''}"

    @property
    def key(self) -> str:
        """Unique among the rungs of a unit's period even after an extension gave it a second ladder."""
        return f"{self.last_good_day.isoformat()}/{self.code}"


def rungs(ladder: Ladder, last_good_day: date, office: Office, until: date) -> list[Rung]:
    """Every reminder instant of one period, in time order; only the weekly step heeds ``until``.

    * before and day: so many working days before the last good day, and that day itself. On a day off, or at an hour
      at which the office is closed, the reminder moves earlier, never later.
    * overdue: working days after the last good day, so never on a day off. Moving them earlier would be wrong: the
      day before may be the last good day itself. At a bad hour they keep their day.
    * weekly: every ``offset`` calendar days after the last overdue rung. A day off moves it earlier; a week whose
      rung would meet the rung before it is left out (the long Tết). It ends before ``until``, the day on which the
      next period's ladder begins.

    Of several steps on one instant only the last in ladder order stays, and a before-step also gives way to a later
    step on the same half day: one message a morning.
    """
    climbing = [
        Rung(step, _instant_up_to(step, last_good_day, office), last_good_day) for step in ladder if _is_up(step)
    ]
    overdue = [
        Rung(step, _instant_on(office.add_working_days(last_good_day, step.offset), step.hour, office), last_good_day)
        for step in ladder
        if step.kind == Kind.OVERDUE
    ]
    last_overdue = max((office.today(rung.at) for rung in overdue), default=last_good_day)
    weekly = [
        rung
        for step in ladder
        if step.kind == Kind.WEEKLY
        for rung in _weeks(step, last_overdue, last_good_day, office, until)
    ]
    return sorted(_one_a_morning([*climbing, *overdue, *weekly], office), key=lambda rung: rung.at)


def first_day(ladder: Ladder, last_good_day: date, office: Office) -> date:
    """The day at the office of the ladder's first rung, or the last good day when nothing comes before it."""
    days = [office.today(_instant_up_to(step, last_good_day, office)) for step in ladder if _is_up(step)]
    return min(days, default=last_good_day)


def current_rung(rungs: Iterable[Rung], now: datetime) -> Rung | None:
    """The latest rung that has come (at or before ``now``): what is to be said, however long we were away."""
    return max((rung for rung in rungs if rung.at <= now), key=lambda rung: rung.at, default=None)


def next_rung(rungs: Iterable[Rung], now: datetime) -> Rung | None:
    """The first rung still to come: where a late joiner enters the ladder."""
    return min((rung for rung in rungs if rung.at > now), key=lambda rung: rung.at, default=None)


def _is_up(step: Step) -> bool:
    return step.kind in (Kind.BEFORE, Kind.DAY)


def _instant_up_to(step: Step, last_good_day: date, office: Office) -> datetime:
    """When a before or day step is said: on its working day, or earlier when the hour asks for it."""
    day = office.working_day_on_or_before(office.add_working_days(last_good_day, step.offset))
    hour = _open_hour(step.hour, office)
    if hour is not None:
        return office.at(day, hour)
    # Before opening: the end of the working day before. The last window is the latest instant of any day.
    return office.at(office.add_working_days(day, -1), _closing(office.hours[-1]))


def _instant_on(day: date, hour: time, office: Office) -> datetime:
    """When an overdue or weekly rung is said: always on its day, at opening when its hour comes before that."""
    return office.at(day, _open_hour(hour, office) or office.hours[0][0])


def _open_hour(hour: time, office: Office) -> time | None:
    """This hour if the office is open, else the latest earlier one that is; None before opening."""
    opened = [window for window in office.hours if window[0] <= hour]
    if not opened:
        return None
    return hour if hour < opened[-1][1] else _closing(opened[-1])


def _closing(window: tuple[time, time]) -> time:
    """The last moment of a window at which a moved reminder still leaves in good time."""
    opens, closes = (datetime.combine(ANY_DAY, edge) for edge in window)
    return max(opens, closes - BEFORE_CLOSING).time()


def _weeks(step: Step, last_overdue: date, last_good_day: date, office: Office, until: date) -> Iterator[Rung]:
    """The weekly rungs after the last overdue day, counted from that day so that a moved rung does not drag others."""
    previous, week = last_overdue, 0
    nominal = last_overdue
    while True:
        nominal += timedelta(days=step.offset)
        day = office.working_day_on_or_before(nominal)
        if day >= until:
            return
        if day > previous:
            week += 1
            yield Rung(step, _instant_on(day, step.hour, office), last_good_day, week)
            previous = day


def _one_a_morning(found: Sequence[Rung], office: Office) -> Iterator[Rung]:
    """Drop a rung that a later one in ladder order replaces; ``found`` stands in ladder order.

    The before-steps are looked at last: however a ladder is written, the last day's text outranks them.
    """
    instants: set[datetime] = set()
    halves: set[tuple[date, bool]] = set()
    for rung in sorted(reversed(found), key=lambda one: one.step.kind == Kind.BEFORE):
        local = office.local(rung.at)
        half = (local.date(), local.time() < NOON)
        if rung.at in instants or (rung.step.kind == Kind.BEFORE and half in halves):
            continue
        instants.add(rung.at)
        halves.add(half)
        yield rung
