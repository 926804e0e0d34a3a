"""Tasks and milestones as the reminders see them: each climbs the same ladder as a report, unit by unit.

Standing tasks have no last good day, so they are never here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session

from reporting.calendar import LONGEST_ASKING
from reporting.daysoff import Office
from reporting.ladder import DEFAULT_LADDER, Rung, next_rung, rungs
from reporting.remind_climb import Climb
from storage import task_open, task_reminders, tasks
from storage.reminders import Reminder
from storage.task_open import DUTY, OpenPart, mark_code, task_code

LADDER = DEFAULT_LADDER
# Within this time of a step its units are looked at again: whose reporter turns out to be lost has the head told.
FRESH = timedelta(hours=1)
# How long a last rung stays worth saying.
USEFUL = timedelta(days=7)


@dataclass(frozen=True)
class Code:
    """Under which name the task stands in a reminder's `period`."""

    code: str


@dataclass(frozen=True)
class TaskTurn(Climb):
    """One task, or one milestone of it (`mark` is its title), with the units that have not said that it is done."""

    period: Code
    task_id: int
    title: str
    mark: str
    office: Office
    parts: Mapping[int, OpenPart]
    _rungs: dict[date, list[Rung]] = field(default_factory=dict, compare=False, repr=False)

    duty = DUTY

    def owes(self, kind: str) -> bool:
        """Units of every kind are given tasks."""
        return True

    def speaks_of(self, unit_id: int) -> bool:
        """Whether that unit still has to say done."""
        return unit_id in self.parts

    def day_of(self, unit_id: int) -> date:
        """The last good day of that unit. Raises KeyError for one that has said done."""
        return self.parts[unit_id].due

    def by_day(self) -> dict[date, list[int]]:
        """The units that have not said done, by their last good day."""
        found: dict[date, list[int]] = {}
        for part in self.parts.values():
            found.setdefault(part.due, []).append(part.unit_id)
        return found

    def rungs(self, day: date) -> list[Rung]:
        """The ladder that leads to that last good day, in time order; the weekly steps end after a year."""
        if day not in self._rungs:
            self._rungs[day] = rungs(LADDER, day, self.office, until=day + LONGEST_ASKING)
        return self._rungs[day]

    def ends(self, day: date, at: datetime) -> datetime:
        """Until when what was due at that instant is worth saying."""
        following = next_rung(self.rungs(day), at)
        return following.at if following is not None else at + USEFUL


def near(session: Session, office: Office, now: datetime) -> list[TaskTurn]:
    """Every task and milestone of which something new may be said at `now`.

    Those whose present step was planned already are left out once FRESH has passed: what has changed since then for
    one unit or officer is heard of at the next step. Also what was spoken of under another day: that is to be told.
    """
    days = task_open.open_days(session, office.today(now) - LONGEST_ASKING)
    spoken = task_reminders.spoken_steps(session)
    waiting = task_reminders.waiting(session)
    ladder = TaskTurn(Code(""), 0, "", "", office, {})
    rungs = {day: ladder.current(day, now) for day in set().union(*days.values())}

    def is_new(code: str, day: date) -> bool:
        rung = rungs[day]
        if rung is None:
            return False
        return rung.at > now - FRESH or (rung.code, day) not in spoken.get(code, set())

    wanted = [
        code
        for code, present in days.items()
        if code in waiting
        or is_stirred(present, {day for _, day in spoken.get(code, set())})
        or any(is_new(code, day) for day in present)
    ]
    return _turns(task_open.parts_of(session, wanted), office) if wanted else []


def is_stirred(present: set[date], spoken: set[date]) -> bool:
    """Whether some reminder may speak of another day than the unit's own."""
    return bool(spoken) and (len(present) > 1 or not spoken <= present)


def ahead(session: Session, office: Office, now: datetime) -> list[TaskTurn]:
    """Every task and milestone that is or will be spoken of, however far its day."""
    return _turns(task_open.open_parts(session, office.today(now) - LONGEST_ASKING), office)


def of_tasks(session: Session, task_ids: Collection[int], office: Office) -> list[TaskTurn]:
    """These tasks and their milestones, as far as they are open and have a day."""
    marks = tasks.milestones(session, list(task_ids))
    codes = [*map(task_code, task_ids), *(mark_code(mark.id or 0) for some in marks.values() for mark in some)]
    return _turns(task_open.parts_of(session, codes), office)


def of_rows(session: Session, rows: Iterable[Reminder], office: Office) -> dict[tuple[str, str], TaskTurn]:
    """The tasks and milestones that these reminders are about, as they stand now with (at least) these units; none for
    what is gone or done."""
    about = [row for row in rows if row.duty == DUTY]
    codes, unit_ids = {row.period for row in about}, {row.unit_id for row in about}
    turns = _turns(task_open.parts_of(session, codes, unit_ids), office) if codes else []
    return {(DUTY, turn.period.code): turn for turn in turns}


def _turns(parts: Sequence[OpenPart], office: Office) -> list[TaskTurn]:
    found: dict[str, dict[int, OpenPart]] = {}
    for part in parts:
        found.setdefault(part.code, {})[part.unit_id] = part
    ladders: dict[date, list[Rung]] = {}  # many tasks share a day
    turns = []
    for code, units in found.items():
        first = next(iter(units.values()))
        turns.append(TaskTurn(Code(code), first.task_id, first.title, first.mark, office, units, ladders))
    return turns
