"""What a plan yields: tasks with windows and milestones, and obligations to report. Plain values, no database.

Dates are office-local calendar days; `due` is always the last day that is on time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from reporting.refusal import Refusal


class PlanError(Refusal):
    """A file that cannot be read as a plan; `key` names the sentence for the person."""


@dataclass(frozen=True)
class Relative:
    """A date counted from an event whose day the office gives later.

    `days_before` and `days_after` count calendar days, or working days when `working`; both None when the text says
    «sau …» without a number. Counted back, the day itself is still good («trước 95 ngày» of 15 March is 10 December).
    """

    event: str
    days_before: int | None = None
    days_after: int | None = None
    working: bool = False

    def settle(self, event_day: date, days_off: frozenset[date] = frozenset()) -> date | None:
        """The last good day once the event's day is known; `days_off` (with weekends) counts for working days only."""
        if self.days_before is None and self.days_after is None:
            return None
        step = -1 if self.days_before is not None else 1
        left = self.days_before if self.days_before is not None else self.days_after or 0
        if not self.working:
            return event_day + timedelta(days=step * left)
        day = event_day
        while left:
            day += timedelta(days=step)
            if day.weekday() < 5 and day not in days_off:
                left -= 1
        return day


@dataclass(frozen=True)
class When:
    """What a phrase of time means. Everything None or False: the words name no day (`standing` if they say so)."""

    phrase: str | None = None
    start: date | None = None
    due: date | None = None
    approximate: bool = False
    recurring: str | None = None
    relative: Relative | None = None
    standing: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether the phrase fixes the task in time at all, be it without a day."""
        return bool(self.start or self.due or self.recurring or self.relative or self.standing)


@dataclass(frozen=True)
class Step:
    """A milestone inside a task."""

    title: str
    when: When
    line: int


@dataclass(frozen=True)
class Task:
    """One task of a plan, traceable to `line` of the text (from 1).

    `heading` is the heading above it; `partners` and `result` come from tables and label lines; `doubts` are keys of
    what a person should look at (contradictory dates, guessed years).
    """

    code: str
    title: str
    text: str
    line: int
    lead: str | None = None
    supervisor: str | None = None
    partners: str | None = None
    result: str | None = None
    heading: str | None = None
    when: When = When()
    milestones: tuple[Step, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Obligation:
    """Who reports what to whom and how often; a proposal for a duty.

    `frequency`: monthly, quarterly, half-yearly, yearly, adhoc, once or unspecified. The report is due before
    `before_day` of `month`: a number, «last_of_quarter», «first_of_next», «each», or None. `year` is there for «once».
    """

    who: str | None
    to: str | None
    what: str | None
    frequency: str
    line: int
    before_day: int | None = None
    month: int | str | None = None
    year: int | None = None
    phrase: str | None = None
    through: str | None = None


@dataclass(frozen=True)
class Plan:
    """A plan document as understood. `notices` are keys with a value: what was seen but could not be read."""

    number: str | None = None
    issued: date | None = None
    issuer: str | None = None
    title: str | None = None
    tasks: tuple[Task, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    notices: tuple[tuple[str, int], ...] = field(default=())

    def public(self) -> dict[str, Any]:
        """The plan in the stable shape of `plan read --json`."""
        return {
            "number": self.number,
            "issued": _iso(self.issued),
            "issuer": self.issuer,
            "title": self.title,
            "tasks": [_public_task(task) for task in self.tasks],
            "obligations": [
                {
                    "who": o.who,
                    "to": o.to,
                    "what": o.what,
                    "frequency": o.frequency,
                    "before_day": o.before_day,
                    "month": o.month,
                    "phrase": o.phrase,
                    "line": o.line,
                }
                for o in self.obligations
            ],
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _public_task(task: Task) -> dict[str, Any]:
    when, event = task.when, task.when.relative
    return {
        "code": task.code,
        "title": task.title,
        "lead": task.lead,
        "supervisor": task.supervisor,
        "time_phrase": when.phrase,
        "start": _iso(when.start),
        "due": _iso(when.due),
        "approximate": when.approximate,
        "recurring": when.recurring,
        "relative": event
        and {
            ("days_before" if event.days_before is not None else "days_after"): (
                event.days_before if event.days_before is not None else event.days_after
            ),
            "event": event.event,
        },
        "milestones": [
            {"title": step.title, "time_phrase": step.when.phrase, "due": _iso(step.when.due)}
            for step in task.milestones
        ],
        "line": task.line,
    }
