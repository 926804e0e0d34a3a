"""Recurring tasks of a plan: how each goes on, and stopping one by hand. The turn that runs goes on to its end."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import plan_events, plan_told, plan_turns
from reporting.daysoff import Office
from reporting.refusal import Refusal
from storage import audit, plan_drafts, plan_tasks, tasks
from storage.plan_tasks import SERIES
from storage.tasks import Plan, Task


@dataclass(frozen=True)
class Series:
    """One recurring task. `until`: the last day of it, if there is one. `turns`: how many turns were made so far;
    `turn`: the title of the last one, and `due` its last good day."""

    task_id: int
    plan_id: int
    title: str
    recurring: str
    start: date | None
    until: date | None
    stopped: bool
    turns: int
    turn: str
    due: date | None


def of_plan(session: Session, now: datetime, officer_id: int, plan_id: int, office: Office) -> list[Series]:
    """The recurring tasks of this plan, in its order. Raises Refusal."""
    plan_events.known_plan(session, officer_id, plan_id)
    return [_seen(session, now, one, office) for one in plan_tasks.tasks_of(session, plan_id) if one.state == SERIES]


def _seen(session: Session, now: datetime, series: Task, office: Office) -> Series:
    made = plan_tasks.occurrences(session, series.id or 0)
    last = made[-1] if made else None
    return Series(
        task_id=series.id or 0,
        plan_id=series.plan_id or 0,
        title=series.title,
        recurring=str(series.recurring),
        start=series.start,
        until=series.due,
        stopped=series.due is not None and series.due <= office.today(now),
        turns=len(made),
        turn=last.title if last else "",
        due=last.due if last else None,
    )


def _series(session: Session, officer_id: int, task_id: int) -> tuple[Plan, Task]:
    series = tasks.by_id(session, task_id, lock=True)
    if series is None or series.state != SERIES or series.plan_id is None:
        raise Refusal("refused-out-of-date")
    return plan_events.known_plan(session, officer_id, series.plan_id), series


def stop(session: Session, now: datetime, officer_id: int, task_id: int, office: Office) -> Series:
    """No more turns are made; the one that runs goes on to its end. Twice is once. Raises Refusal."""
    plan, series = _series(session, officer_id, task_id)
    today = office.today(now)
    if series.due is None or series.due > today:
        before = series.due
        series.due, series.version = today, series.version + 1
        session.add(series)
        _note(session, now, officer_id, "plan.series-stopped", plan, series, before)
    return _seen(session, now, series, office)


def resume(session: Session, now: datetime, officer_id: int, task_id: int, office: Office) -> Series:
    """It goes on as the plan has it, from the turn that runs today, and its units are told.

    Raises Refusal("plan-refused-series-over") where by the plan it is over.
    """
    plan, series = _series(session, officer_id, task_id)
    if series.due is None or series.due > office.today(now):
        return _seen(session, now, series, office)
    until = _planned(session, series)
    if until is not None and until <= office.today(now):
        raise Refusal("plan-refused-series-over")
    before, stopped = plan_told.picture(session, plan.id), series.due
    series.due, series.version = until, series.version + 1
    session.add(series)
    session.flush()
    plan_turns.make(session, now, [series], office)
    _note(session, now, officer_id, "plan.series-resumed", plan, series, stopped)
    plan_told.tell(session, now, plan, before, office)
    return _seen(session, now, series, office)


def _planned(session: Session, series: Task) -> date | None:
    """Its last day as the office issued it, or as the document has it."""
    item = plan_drafts.item_of_task(session, series.id or 0)
    if item is None or item.due != series.due:
        return item.due if item else None
    told = item.read.get("due")
    return date.fromisoformat(told) if told else None


def _note(
    session: Session, now: datetime, officer_id: int, act: str, plan: Plan, series: Task, before: date | None
) -> None:
    audit.note(
        session,
        now,
        officer_id,
        act,
        "task",
        series.id,
        unit_id=plan.unit_id,
        before={"until": before.isoformat() if before else None},
        after={"until": series.due.isoformat() if series.due else None},
    )
