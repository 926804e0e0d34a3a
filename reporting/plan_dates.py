"""Dates that are counted from events: once an event has its day, for all units or for one, they are dates."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlmodel import Session

from reporting import task_due
from reporting.daysoff import Office
from reporting.plans.model import Relative
from reporting.text import fold
from storage import assigning, mark_days, plan_events, plan_tasks, tasks
from storage.assigning import Part
from storage.base import Json
from storage.tasks import Milestone, Task

Days = Mapping[tuple[str, int | None], date]
"""(event, unit or None for all) → its day."""


def counted(task: Task) -> list[Json]:
    """What of this task is counted from events: its own date, then its milestones'."""
    relative = task.relative or {}
    own = [relative] if relative.get("event") else []
    return own + [one["relative"] for one in relative.get("marks", ()) if one.get("relative")]


def apply(session: Session, plan_id: int, office: Office, forgotten: Collection[str] = ()) -> int:
    """Count every date that can be counted from the days that are known; gives how many tasks have one by it.

    `forgotten`: events (folded) that have no common day any more, so that what was counted from it is no date either.
    """
    days: Days = {(one.folded, one.unit_id): one.day for one in plan_events.of_plan(session, plan_id)}
    there = [task for task in plan_tasks.tasks_of(session, plan_id)]
    waiting = {task.id or 0: task for task in there if counted(task)}
    off = frozenset(office.days_off)
    parts = assigning.parts(session, [task.id or 0 for task in there])
    marks = tasks.milestones(session, list(waiting))
    moved = {task_id for task_id, task in waiting.items() if _common(session, task, days, off, forgotten)}
    for task_id, task in waiting.items():
        if _marks(session, task, marks.get(task_id, []), days, off, forgotten):
            moved.add(task_id)
    units = _units(session, {task.id or 0: task for task in there}, parts, days, off)
    units |= _unit_marks(session, waiting, marks, parts, days, off)
    task_due.dropped(session, [one for one in parts if one.task_id in moved or (one.task_id, one.unit_id) in units])
    known = {event for event, _ in days}
    return sum(1 for task in waiting.values() if known & {fold(str(one["event"])) for one in counted(task)})


def _common(session: Session, task: Task, days: Days, off: frozenset[date], forgotten: Collection[str]) -> bool:
    """The task's own date, by the common day; gives whether it is another one now."""
    relative = task.relative or {}
    event = fold(str(relative.get("event") or ""))
    due = _day(relative, days.get((event, None)), off) if event else None
    if not event or due == task.due or (due is None and event not in forgotten):
        return False
    task.due = due
    task.version += 1
    session.add(task)
    return True


def _day(relative: Json, day: date | None, off: frozenset[date]) -> date | None:
    return _read(relative).settle(day, off) if day is not None else None


def _units(
    session: Session, there: Mapping[int, Task], parts: Sequence[Part], days: Days, off: frozenset[date]
) -> set[tuple[int, int]]:
    """The days of single units; a unit without a day of its own for the event has the task's. Gives what moved."""
    changes: dict[int, date | None] = {}
    moved = set()
    for part in parts:
        relative = there[part.task_id].relative or {}
        event = fold(str(relative.get("event") or "")) if relative else ""
        due = _day(relative, days.get((event, part.unit_id)), off) if event else None
        if due != part.due:
            changes[part.id] = due
            moved.add((part.task_id, part.unit_id))
    assigning.set_days(session, changes)
    return moved


def _marked(task: Task) -> dict[str, Json]:
    return {
        fold(one["title"]): one["relative"] for one in (task.relative or {}).get("marks", ()) if one.get("relative")
    }


def _marks(
    session: Session,
    task: Task,
    marks: Sequence[Milestone],
    days: Days,
    off: frozenset[date],
    forgotten: Collection[str],
) -> bool:
    """The milestones, by the common day of their event; gives whether one of them moved."""
    told, moved = _marked(task), False
    for mark in marks:
        relative = told.get(fold(mark.title))
        if relative is None:
            continue
        event = fold(str(relative["event"]))
        due = _day(relative, days.get((event, None)), off)
        if due != mark.due and (due is not None or event in forgotten):
            mark.due, moved = due, True
            session.add(mark)
    return moved


def _unit_marks(
    session: Session,
    waiting: Mapping[int, Task],
    marks: Mapping[int, Sequence[Milestone]],
    parts: Sequence[Part],
    days: Days,
    off: frozenset[date],
) -> set[tuple[int, int]]:
    """The milestones of units whose event is on another day; gives the (task, unit) pairs of those that moved."""
    has = {(one.task_id, one.unit_id) for one in parts}
    own: dict[str | None, list[tuple[int, date]]] = {}
    for (event_of_unit, unit), day_of_unit in days.items():
        if unit is not None:
            own.setdefault(event_of_unit, []).append((unit, day_of_unit))
    wanted: dict[tuple[int, int], date] = {}
    of_task = {}
    for task_id, task in waiting.items():
        told = _marked(task)
        for mark in marks.get(task_id, []) if told else ():
            of_task[mark.id or 0] = task_id
            relative = told.get(fold(mark.title))
            event = fold(str(relative["event"])) if relative else None
            for unit_id, day in own.get(event, ()):
                due = _day(relative or {}, day, off) if (task_id, unit_id) in has else None
                if due is not None:
                    wanted[mark.id or 0, unit_id] = due
    there = mark_days.of_tasks(session, list(waiting)) if waiting else {}
    moved = mark_days.replace(session, there, wanted)
    return {(of_task[mark_id], unit_id) for mark_id, unit_id in moved if mark_id in of_task}


def _read(relative: Json) -> Relative:
    return Relative(
        event=str(relative["event"]),
        days_before=relative.get("days_before"),
        days_after=relative.get("days_after"),
        working=bool(relative.get("working")),
    )
