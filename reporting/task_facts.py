"""What a reminder says of tasks, as plain values true at one instant; words are made of them when it leaves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from reporting import due
from reporting.remind_names import listed
from reporting.remind_scene import UPPER
from reporting.remind_stage import snooze_limit, stage
from reporting.task_turns import TaskTurn
from storage.base import Json
from storage.reminders import Reminder
from storage.reminding import MOVED

NAMES_MOST = 10
"""Names in one list; the others are counted. A message may hold many lists."""


def own(
    rows: Iterable[tuple[Reminder, TaskTurn]],
    names: Mapping[int, str],
    now: datetime,
    reporters: Mapping[int, Sequence[str]],
) -> list[Json]:
    """The tasks and milestones that the officer's own units are to see to, nearest day first."""
    found = [_own(row, turn, names, now, reporters) for row, turn in rows if row.to != UPPER]
    return sorted(found, key=lambda one: (one["last_good_day"], one["title"], one["unit"], one["mark"]))


def _own(
    row: Reminder, turn: TaskTurn, names: Mapping[int, str], now: datetime, reporters: Mapping[int, Sequence[str]]
) -> Json:
    part = turn.parts[row.unit_id]
    return {
        **_about(turn, part.due, now),
        "part": part.assignment_id,
        "unit_id": row.unit_id,
        "unit": names[row.unit_id],
        "to": row.to,
        "step": row.step,
        "moved": row.step == MOVED,
        "stage": stage(part.due, turn.office, now),
        "later": now < snooze_limit(part.due, turn.office),
        "state": part.state,
        "percent": part.percent,
        "reporters": list(reporters.get(row.unit_id, ())),
    }


def _about(turn: TaskTurn, day: date, now: datetime) -> Json:
    return {
        "code": turn.period.code,
        "title": turn.title,
        "mark": turn.mark,
        "last_good_day": day.isoformat(),
        "left": max(0, (day - turn.office.today(now)).days),
        "late": due.days_late(now, day, turn.office),
    }


def upper(rows: Iterable[tuple[Reminder, TaskTurn]], names: Mapping[int, str], now: datetime) -> list[Json]:
    """One list of names below for each task or milestone and last good day, the longest overdue first."""
    found: dict[tuple[date, str], tuple[TaskTurn, set[int]]] = {}
    for row, turn in rows:
        if row.to == UPPER:
            found.setdefault((turn.day_of(row.unit_id), turn.period.code), (turn, set()))[1].add(row.unit_id)
    lists = []
    for (day, _), (turn, unit_ids) in sorted(found.items(), key=lambda pair: pair[0]):
        lists.append({**_about(turn, day, now), **listed(unit_ids, names, NAMES_MOST)})
    return lists
