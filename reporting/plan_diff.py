"""What a corrected plan changes of the plan that runs: new tasks, changed ones field by field, gone ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from reporting.plan_again import without_marks
from storage import assigning, plan_drafts, plan_tasks, tasks
from storage.plan_drafts import PlanDraft, PlanItem
from storage.tasks import Milestone, Task

FIELDS = ("title", "lead", "supervisor", "partners", "result", "start", "due", "recurring", "relative", "milestones")
UNITS = "units"


@dataclass(frozen=True)
class Change:
    """One field of one task, before and after: text, a day, or for "units" how many."""

    field: str
    before: str | date | int | None
    after: str | date | int | None


@dataclass(frozen=True)
class Changed:
    """A task that the new document tells differently."""

    item_id: int
    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Gone:
    """A task that runs and that the new document does not have. `told`: how many units have reported on it."""

    task_id: int
    title: str
    told: int


@dataclass(frozen=True)
class Diff:
    """All of it. `new`: (item, title)."""

    new: tuple[tuple[int, str], ...] = ()
    changed: tuple[Changed, ...] = ()
    gone: tuple[Gone, ...] = ()
    same: int = 0


def differences(session: Session, draft: PlanDraft, items: Sequence[PlanItem] | None = None) -> Diff:
    """What would change if the draft were issued now; for a plan of its own everything is new."""
    there = items if items is not None else plan_drafts.items(session, draft.id or 0)
    kept = [one for one in there if not one.dropped]
    if draft.plan_id is None:
        return Diff(new=tuple((one.id or 0, one.title) for one in kept))
    running = {task.id or 0: task for task in plan_tasks.tasks_of(session, draft.plan_id)}
    marks, given = tasks.milestones(session, list(running)), assigning.units_of(session, running)
    changed, same = [], 0
    for one in kept:
        task = running.get(one.task_id or 0)
        if task is None:
            continue
        found = changes(one, task, marks.get(task.id or 0, []), given.get(task.id or 0, []))
        if found:
            changed.append(Changed(one.id or 0, one.title, tuple(found)))
        else:
            same += 1
    staying = {one.task_id for one in kept}
    leaving = [task for key, task in running.items() if key not in staying]
    told = plan_tasks.told_by_units(session, [task.id or 0 for task in leaving])
    return Diff(
        new=tuple((one.id or 0, one.title) for one in kept if one.task_id not in running),
        changed=tuple(changed),
        gone=tuple(Gone(task.id or 0, task.title, told.get(task.id or 0, 0)) for task in leaving),
        same=same,
    )


def changes(item: PlanItem, task: Task, marks: Sequence[Milestone], given: Sequence[int]) -> list[Change]:
    """The fields in which the item differs from the task that runs."""
    found = []
    for name in FIELDS:
        if name == "due" and item.relative and item.due is None:
            continue  # it is counted from the event anew: no date is lost
        before, after = _value(task, marks, name), _value_of_item(item, name)
        if before != after:
            found.append(Change(name, before, after))
    had, gets = set(given), set(item.units)
    if had != gets:
        found.append(Change(UNITS, len(had), len(gets)))
    return found


def _value(task: Task, marks: Sequence[Milestone], name: str) -> Any:
    if name == "milestones":
        return _told((one.title, one.due.isoformat() if one.due else None) for one in marks)
    if name == "relative":
        return _event(without_marks(task.relative))
    return getattr(task, name) or None


def _value_of_item(item: PlanItem, name: str) -> Any:
    if name == "milestones":
        return _told((str(one["title"]), one["due"]) for one in item.milestones)
    if name == "relative":
        return _event(item.relative)
    return getattr(item, name) or None


def _told(marks: Any) -> str | None:
    return "; ".join(f"{title}: {due}" if due else title for title, due in marks) or None


def _event(relative: Any) -> str | None:
    if not relative:
        return None
    days = relative.get("days_before") if relative.get("days_before") is not None else relative.get("days_after")
    sign = "-" if relative.get("days_before") is not None else "+"
    return f"{relative['event']} {sign}{days}" if days is not None else f"{relative['event']} +"
