"""Recurring tasks: the occurrence of the turn that runs, made once, with its own last day and its own reports.

The recurring task itself (state "series") holds the words, the units and how long it goes on. What was missed while
the program was off is not made up for: nobody can report on a month that is over without having been asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from reporting import task_give
from reporting.daysoff import Office
from reporting.periods import Cadence, period_of
from storage import assigning, audit, plan_tasks, tasks
from storage.assigning import Part
from storage.base import Json
from storage.tasks import OPEN, Task
from storage.upsert import insert_new

WEEKLY = "weekly"
CADENCES = {
    "monthly": Cadence.MONTHLY,
    "quarterly": Cadence.QUARTERLY,
    "half-yearly": Cadence.HALF_YEARLY,
    "yearly": Cadence.YEARLY,
}
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Turn:
    """One turn of a recurring task: its code (2026-M11, 2026-W47), its days, and how documents call it."""

    code: str
    first: date
    last: date
    called: str


def turn_of(recurring: str, day: date) -> Turn:
    """The turn in which that day lies. Raises ValueError for a frequency that makes no turns."""
    if recurring == WEEKLY:
        year, week, weekday = day.isocalendar()
        monday = day - timedelta(days=weekday - 1)
        return Turn(f"{year}-W{week:02}", monday, monday + timedelta(days=6), f"tuần {week}/{year}")
    if recurring not in CADENCES:
        raise ValueError(f"a task that recurs {recurring!r} has no turns")
    period = period_of(CADENCES[recurring], day)
    # The title is the document's own, in its language: so is what tells one turn's from the next one's.
    called = {
        Cadence.MONTHLY: f"tháng {period.index}/{period.year}",
        Cadence.QUARTERLY: f"quý {_ROMAN[(period.index - 1) % 4]}/{period.year}",
        Cadence.HALF_YEARLY: f"6 tháng {('đầu', 'cuối')[(period.index - 1) % 2]} năm {period.year}",
        Cadence.YEARLY: f"năm {period.year}",
    }[period.cadence]
    return Turn(period.code, period.first_day, period.last_day, called)


def make(session: Session, now: datetime, running: Sequence[Task], office: Office) -> list[tuple[Task, list[Part]]]:
    """The occurrences of the turn that runs today, each with its units; those that are there already are not made."""
    today = office.today(now)
    rows = {row["key"]: row for row in (_row(one, now, today) for one in running if _goes_on(one, today))}
    there = tasks.by_keys(session, list(rows))
    fresh = [row for key, row in rows.items() if key not in there]
    if not fresh or not insert_new(session, Task, fresh):
        return []
    made = {task.id or 0: task for task in tasks.by_keys(session, [row["key"] for row in fresh]).values()}
    units = assigning.units_of(session, [task.series_id or 0 for task in made.values()])
    given: dict[int, list[Part]] = {}
    for part in assigning.give(
        session, now, None, {key: units.get(task.series_id or 0, []) for key, task in made.items()}
    ):
        given.setdefault(part.task_id, []).append(part)
    for key, task in made.items():
        audit.note(session, now, None, "task.turn", "task", key, unit_id=task.unit_id, after={"turn": task.turn})
    return [(task, given.get(key, [])) for key, task in made.items()]


def _row(series: Task, now: datetime, today: date) -> Json:
    turn = turn_of(str(series.recurring), today)
    return {
        **series.model_dump(exclude={"id", "version"}),
        "key": f"{series.key[:40]}:{turn.code}",
        "title": f"{series.title[: 500 - len(turn.called) - 3]} ({turn.called})",
        "start": max(turn.first, series.start or turn.first),
        "due": min(turn.last, series.due or turn.last),
        "recurring": None,
        "relative": None,
        "series_id": series.id,
        "turn": turn.code,
        "state": OPEN,
        "made_at": now,
        "published_at": now,
        "version": 1,
    }


def _goes_on(series: Task, today: date) -> bool:
    begun = series.start is None or series.start <= today
    return series.recurring is not None and begun and (series.due is None or series.due >= today)


def tick(session: Session, now: datetime, office: Office) -> int:
    """Make the occurrences whose turn has begun, and tell their units. Gives how many; run again it makes none."""
    made = make(session, now, plan_tasks.series(session, office.today(now)), office)
    given: dict[int, list[Task]] = {}
    for task, parts in made:
        for part in parts:
            given.setdefault(part.unit_id, []).append(task)
    if given:
        task_give.tell_given(session, now, given, office, f"turns:{made[0][0].id}")
    return len(made)


def follow(session: Session, now: datetime, wanted: Mapping[int, tuple[Task, Sequence[int]]], office: Office) -> None:
    """Recurring tasks were corrected (series → itself, its units): what of them runs now goes along."""
    running = plan_tasks.occurrences_of(session, list(wanted), office.today(now)) if wanted else []
    units: dict[int, Sequence[int]] = {}
    for task in running:
        series, units[task.id or 0] = wanted[task.series_id or 0]
        task.lead, task.lead_key, task.supervisor = series.lead, series.lead_key, series.supervisor
        session.add(task)
    if units:
        task_give.assign_exactly(session, now, None, units)
