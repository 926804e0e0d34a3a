"""Recurring tasks: the occurrence of the turn that runs, made once, with its own last day and its own reports.

The recurring task itself (state "series") holds the words, the units and how long it goes on. What was missed while
the program was off is not made up for: nobody can report on a month that is over without having been asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from reporting import task_give
from reporting.daysoff import Office
from reporting.periods import Cadence, period_of
from storage import audit, plan_drafts, tasks
from storage.tasks import OPEN, Assignment, Task
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


def make(session: Session, now: datetime, series: Task, office: Office) -> tuple[Task, list[Assignment]] | None:
    """The occurrence of the turn that runs today, with its units; None where it is there already or none is due."""
    today = office.today(now)
    if series.recurring is None or not _goes_on(series, today):
        return None
    turn = turn_of(series.recurring, today)
    key = f"{series.key[:40]}:{turn.code}"
    row = {
        **series.model_dump(exclude={"id", "version"}),
        "key": key,
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
    if not insert_new(session, Task, [row]):
        return None
    task = tasks.by_keys(session, [key])[key]
    assert task.id is not None and series.id is not None
    wanted = [one.unit_id for one in tasks.assignments(session, [series.id]).get(series.id, [])]
    given = task_give.assign(session, now, series.made_by, task.id, wanted)
    audit.note(session, now, None, "task.turn", "task", task.id, unit_id=task.unit_id, after={"turn": turn.code})
    return task, given


def _goes_on(series: Task, today: date) -> bool:
    return (series.start is None or series.start <= today) and (series.due is None or series.due >= today)


def tick(session: Session, now: datetime, office: Office) -> int:
    """Make the occurrences whose turn has begun, and tell their units. Gives how many; run again it makes none."""
    running = plan_drafts.series(session, office.today(now))
    keys = {f"{one.key[:40]}:{turn_of(one.recurring, office.today(now)).code}": one for one in running if one.recurring}
    there = tasks.by_keys(session, list(keys))
    made = [make(session, now, one, office) for key, one in keys.items() if key not in there]
    fresh = [one for one in made if one is not None]
    given: dict[int, list[Task]] = {}
    for task, parts in fresh:
        for part in parts:
            given.setdefault(part.unit_id, []).append(task)
    if fresh:
        task_give.tell_given(session, now, given, office, f"turns:{fresh[0][0].id}")
    return len(fresh)


def follow(session: Session, now: datetime, series: Task, wanted: Sequence[int]) -> None:
    """The recurring task was corrected: what of it runs now goes to the same units under the same lead."""
    assert series.id is not None
    for task in plan_drafts.occurrences(session, series.id):
        if task.state != OPEN or task.due is None:
            continue
        task.lead, task.lead_key, task.supervisor = series.lead, series.lead_key, series.supervisor
        session.add(task)
        parts = tasks.assignments(session, [task.id or 0]).get(task.id or 0, [])
        task_give.assign(session, now, series.made_by, task.id or 0, wanted)
        task_give.take_away(session, now, [one for one in parts if one.unit_id not in set(wanted)])
