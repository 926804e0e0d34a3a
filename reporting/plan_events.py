"""Events that dates are counted from («Đại hội»): the office gives their days, for all units or unit by unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from reporting import plan_dates, plan_told, rights
from reporting.daysoff import Office
from reporting.plan_import import ACT
from reporting.refusal import Refusal
from reporting.text import fold
from storage import audit, plan_events, plan_tasks, tasks
from storage.tasks import Plan


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
    for task in plan_tasks.tasks_of(session, plan_id):
        for folded in {fold(one["event"]): one["event"] for one in plan_dates.counted(task)}.items():
            event = found.setdefault(folded[0], Event(folded[1], folded[0]))
            event.tasks += 1
    for row in plan_events.of_plan(session, plan_id):
        known = found.get(row.folded)
        if known is not None and row.unit_id is None:
            known.day = row.day
        elif known is not None and row.unit_id is not None:
            known.units[row.unit_id] = row.day
    return sorted(found.values(), key=lambda one: (one.day is not None, one.folded))


def settle(
    session: Session,
    now: datetime,
    officer_id: int,
    plan_id: int,
    folded: str,
    days: Mapping[int | None, date | None],
    office: Office,
) -> int:
    """The event is on that day for all (None) or for one unit (its number); gives how many tasks have a date by it.

    A unit's own day goes before the common one, whichever was given first; without a day (None) it is not known any
    more, and a unit's is the common one again. The units whose dates move are told. Raises Refusal.
    """
    plan = known_plan(session, officer_id, plan_id)
    event = next((one for one in of_plan(session, officer_id, plan_id) if one.folded == folded), None)
    if event is None:
        raise Refusal("refused-out-of-date")
    for unit_id in days:
        if unit_id is not None:
            rights.demand(session, officer_id, ACT, unit_id)
    before = plan_told.picture(session, plan_id)
    was: dict[int | None, date | None] = {None: event.day}
    was |= {unit_id: day for unit_id, day in event.units.items()}
    plan_events.put(session, plan_id, event.words, folded, days, officer_id, now)
    told = [
        {"event": event.words, "unit": unit_id, "day": _iso(day), "before": _iso(was.get(unit_id))}
        for unit_id, day in days.items()
    ]
    audit.note(session, now, officer_id, "plan.event", "plan", plan_id, unit_id=plan.unit_id, after={"days": told})
    counted = plan_dates.apply(session, plan_id, office, {folded} if days.get(None, was[None]) is None else set())
    plan_told.tell(session, now, plan, before, office)
    return counted


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
