"""Dates that are counted from an event: once the office gives its day, for all units or for one, they are dates."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from reporting import rights, task_due
from reporting.daysoff import Office
from reporting.plan_import import ACT
from reporting.plans.model import Relative
from reporting.refusal import Refusal
from reporting.text import fold
from storage import audit, plan_drafts, tasks
from storage.base import Json
from storage.plan_drafts import PlanEvent
from storage.tasks import Plan, Task


@dataclass
class Event:
    """An event that tasks of the plan wait for. `units`: the days of those units that have their own."""

    words: str
    folded: str
    tasks: int = 0
    day: date | None = None
    units: dict[int, date] = field(default_factory=dict)


def known_plan(session: Session, officer_id: int, plan_id: int) -> Plan:
    """The plan, if the officer manages it. Raises Refusal."""
    plan = tasks.plan(session, plan_id)
    if plan is None:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, ACT, plan.unit_id)
    return plan


def of_plan(session: Session, officer_id: int, plan_id: int) -> list[Event]:
    """The events of this plan, those without a day first. Raises Refusal."""
    known_plan(session, officer_id, plan_id)
    found: dict[str, Event] = {}
    for task in plan_drafts.tasks_of(session, plan_id):
        for folded in {fold(one["event"]): one["event"] for one in _counted(task)}.items():
            event = found.setdefault(folded[0], Event(folded[1], folded[0]))
            event.tasks += 1
    for row in plan_drafts.events(session, plan_id):
        known = found.get(row.folded)
        if known is not None and row.unit_id is None:
            known.day = row.day
        elif known is not None and row.unit_id is not None:
            known.units[row.unit_id] = row.day
    return sorted(found.values(), key=lambda one: (one.day is not None, one.folded))


def _counted(task: Task) -> list[Json]:
    """What of this task is counted from events: its own date, then its milestones'."""
    relative = task.relative or {}
    own = [relative] if relative.get("event") else []
    return own + [one["relative"] for one in relative.get("marks", ()) if one.get("relative")]


def settle(
    session: Session,
    now: datetime,
    officer_id: int,
    plan_id: int,
    folded: str,
    day: date,
    unit_id: int | None,
    office: Office,
) -> int:
    """The event is on that day (for that unit alone, or for all); gives how many tasks have a date by it.

    A unit's own day goes before the common one, whichever was given first. Raises Refusal.
    """
    plan = known_plan(session, officer_id, plan_id)
    event = next((one for one in of_plan(session, officer_id, plan_id) if one.folded == folded), None)
    if event is None:
        raise Refusal("refused-out-of-date")
    if unit_id is not None:
        rights.demand(session, officer_id, ACT, unit_id)
    row = next(
        (one for one in plan_drafts.events(session, plan_id) if (one.folded, one.unit_id) == (folded, unit_id)), None
    )
    before = row.day.isoformat() if row else None
    if row is None:
        row = PlanEvent(plan_id=plan_id, event=event.words[:300], folded=folded[:300], unit_id=unit_id, day=day, at=now)
    row.day, row.by, row.at = day, officer_id, now
    session.add(row)
    session.flush()
    told = {"event": event.words, "unit": unit_id, "day": day.isoformat()}
    audit.note(
        session,
        now,
        officer_id,
        "plan.event",
        "plan",
        plan_id,
        unit_id=plan.unit_id,
        before={"day": before},
        after=told,
    )
    return apply(session, plan_id, office)


def apply(session: Session, plan_id: int, office: Office) -> int:
    """Count every date that can be counted from the days that are known; gives how many tasks have one by it."""
    days: dict[tuple[str, int | None], date] = {
        (one.folded, one.unit_id): one.day for one in plan_drafts.events(session, plan_id)
    }
    if not days:
        return 0
    return sum(_apply_to(session, task, days, office) for task in plan_drafts.tasks_of(session, plan_id))


def _apply_to(session: Session, task: Task, days: dict[tuple[str, int | None], date], office: Office) -> bool:
    assert task.id is not None
    relative, off = task.relative or {}, frozenset(office.days_off)
    counted = False
    if relative.get("event") and (day := days.get((fold(relative["event"]), None))):
        due = _read(relative).settle(day, off)
        counted = due is not None
        if due is not None and due != task.due:
            task.due = due
            task.version += 1
            session.add(task)
            task_due.dropped(session, tasks.assignments(session, [task.id]).get(task.id, []))
    counted |= _apply_to_units(session, task, relative, days, off)
    _apply_to_marks(session, task, relative, days, off)
    return counted


def _apply_to_units(
    session: Session, task: Task, relative: Json, days: dict[tuple[str, int | None], date], off: frozenset[date]
) -> bool:
    if not relative.get("event") or task.id is None:
        return False
    counted = False
    for part in tasks.assignments(session, [task.id]).get(task.id, []):
        day = days.get((fold(relative["event"]), part.unit_id))
        due = _read(relative).settle(day, off) if day else None
        counted |= due is not None
        if due is not None and due != part.due:
            part.due = due
            session.add(part)
            task_due.dropped(session, [part])
    return counted


def _apply_to_marks(
    session: Session, task: Task, relative: Json, days: dict[tuple[str, int | None], date], off: frozenset[date]
) -> None:
    """Milestones have one date for all units: the common day of the event."""
    told = {fold(one["title"]): one["relative"] for one in relative.get("marks", ()) if one.get("relative")}
    for mark in tasks.milestones(session, [task.id or 0]).get(task.id or 0, []) if told else ():
        counted = told.get(fold(mark.title))
        day = days.get((fold(counted["event"]), None)) if counted else None
        if counted and day and (due := _read(counted).settle(day, off)):
            mark.due = due
            session.add(mark)


def _read(relative: Json) -> Relative:
    return Relative(
        event=str(relative["event"]),
        days_before=relative.get("days_before"),
        days_after=relative.get("days_after"),
        working=bool(relative.get("working")),
    )
