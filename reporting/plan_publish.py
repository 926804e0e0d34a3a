"""The tasks of a plan that is issued, and who has them: written in a few statements, however many there are."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import uuid4

from sqlmodel import Session

from reporting import plan_turns, task_due, task_give, task_rows
from reporting.daysoff import Office
from reporting.task_words import Mark
from storage import assigning, plan_tasks, tasks
from storage.base import Json
from storage.plan_drafts import PlanItem
from storage.plan_tasks import SERIES
from storage.tasks import OPEN, WITHDRAWN, Milestone, Plan, Task

_COLUMNS: tuple[str, ...] = (
    "title",
    "detail",
    "lead",
    "supervisor",
    "partners",
    "result",
    "start",
    "due",
    "time_phrase",
)
_COLUMNS += ("approximate", "recurring")


def publish(
    session: Session, now: datetime, officer_id: int, plan: Plan, kept: Sequence[PlanItem], office: Office
) -> None:
    """Write the tasks of these items, give them to their units and to nobody else, make the turns that run."""
    known = {one.id: one for one in tasks.locked(session, [one.task_id for one in kept if one.task_id])}
    before = {key: (one.state, one.due) for key, one in known.items()}
    written = []
    for position, item in enumerate(kept):
        task = known.get(item.task_id)
        if task is None or task.plan_id != plan.id:
            task = _new(plan, now, officer_id)
        _fill(session, task, item, position)
        written.append((item, task))
    session.flush()
    for item, task in written:
        item.task_id = task.id
        session.add(item)
    _mark(session, written, before)
    wanted = {task.id or 0: list(item.units) for item, task in written}
    task_give.assign_exactly(session, now, officer_id, wanted)
    series = {key: task for key, task in ((task.id or 0, task) for _, task in written) if task.state == SERIES}
    plan_turns.follow(session, now, {key: (task, wanted[key]) for key, task in series.items()}, office)
    plan_turns.make(session, now, list(series.values()), office)


def _new(plan: Plan, now: datetime, officer_id: int) -> Task:
    return Task(
        key=uuid4().hex, unit_id=plan.unit_id, plan_id=plan.id, made_by=officer_id, made_at=now, published_at=now
    )


def _fill(session: Session, task: Task, item: PlanItem, position: int) -> None:
    for name in _COLUMNS:
        setattr(task, name, getattr(item, name))
    task.lead_key = task_give.lead_key(item.lead)
    task.code, task.line, task.position = item.code or task.code, item.line or task.line, position
    task.relative, task.state = _relative(item), SERIES if item.recurring else OPEN
    if task.id is not None and session.is_modified(task):
        task.version += 1
    session.add(task)


def _relative(item: PlanItem) -> Json | None:
    marks = [{"title": one["title"], "relative": one["relative"]} for one in item.milestones if one.get("relative")]
    if not item.relative and not marks:
        return None
    return {**(item.relative or {}), **({"marks": marks} if marks else {})}


def _mark(
    session: Session, written: Sequence[tuple[PlanItem, Task]], before: dict[int | None, tuple[str, date | None]]
) -> None:
    """The milestones; where a day is another one, what was to remind of the old one is not said."""
    there = tasks.milestones(session, [task.id or 0 for _, task in written])
    wanted = {task.id or 0: _marks(item) for item, task in written}
    anew = [
        task.id or 0
        for _, task in written
        if before.get(task.id, ("", None))[0] == OPEN
        and (
            (task.state, task.due) != before[task.id]
            or _days(there.get(task.id or 0, [])) != _days(wanted[task.id or 0])
        )
    ]
    if anew:
        task_due.dropped(session, assigning.parts(session, anew))
    task_rows.put_all(session, wanted, there)
    phrases = {
        (task.id, str(one["title"])): str(one.get("phrase") or "")[:300]
        for item, task in written
        for one in item.milestones
    }
    for row in (row for rows in tasks.milestones(session, list(wanted)).values() for row in rows):
        row.time_phrase = phrases.get((row.task_id, row.title), row.time_phrase)
        session.add(row)
    session.flush()


def _marks(item: PlanItem) -> tuple[Mark, ...]:
    found: dict[str, Mark] = {}
    for one in item.milestones:
        due = date.fromisoformat(str(one["due"])) if one["due"] else None
        found.setdefault(str(one["title"]), Mark(str(one["title"]), due))
    return tuple(found.values())


def _days(marks: Iterable[Mark | Milestone]) -> list[tuple[str, date | None]]:
    return [(one.title, one.due) for one in marks]


def withdraw(session: Session, task_ids: Sequence[int]) -> None:
    """What the corrected plan does not have any more is asked of nobody; what was said of it is kept."""
    if not task_ids:
        return
    gone = [*tasks.locked(session, task_ids), *plan_tasks.occurrences_of(session, task_ids)]
    for one in gone:
        one.state, one.version = WITHDRAWN, one.version + 1
        session.add(one)
    session.flush()
    task_due.dropped(session, assigning.parts(session, [one.id or 0 for one in gone]))
