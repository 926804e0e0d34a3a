"""Which task of a corrected plan is which task that runs, where the office has to say it."""

from dataclasses import dataclass

from sqlmodel import Session

from reporting import plan_again, plan_edit
from reporting.refusal import Refusal
from storage import plan_drafts, plan_tasks, tasks
from storage.plan_drafts import PlanDraft, PlanItem

SHOWN = 8


@dataclass(frozen=True)
class Old:
    """A task that runs and that no item of the draft is. `told`: how many units have reported on it."""

    task_id: int
    title: str
    told: int


def candidates(session: Session, officer_id: int, item_id: int) -> list[Old]:
    """The tasks that this item could be, the one that it is most like first. Raises Refusal."""
    item = plan_drafts.item(session, item_id)
    if item is None:
        raise Refusal("refused-out-of-date")
    draft = plan_edit.readable(session, officer_id, item.draft_id)
    free = _free(session, draft, item)
    told = plan_tasks.told_by_units(session, list(free))
    found = [Old(key, title, told.get(key, 0)) for key, title in free.items()]
    return sorted(found, key=lambda one: one.task_id != item.maybe)[:SHOWN]


def _free(session: Session, draft: PlanDraft, item: PlanItem) -> dict[int, str]:
    if draft.plan_id is None:
        return {}
    there = plan_drafts.items(session, draft.id or 0)
    taken = {one.task_id for one in there if one.id != item.id and not one.dropped}
    running = plan_tasks.tasks_of(session, draft.plan_id)
    return {task.id or 0: task.title for task in running if task.id not in taken}


def pair(session: Session, officer_id: int, item_id: int, task_id: int) -> PlanItem:
    """It is that task, with what was reported of it; 0: it is a new one. Raises Refusal."""
    draft, item = plan_edit.item_of(session, officer_id, item_id)
    if not task_id:
        item.task_id, item.maybe = None, None
    else:
        task = tasks.by_id(session, task_id)
        if task is None or task_id not in _free(session, draft, item):
            raise Refusal("refused-out-of-date")
        plan_again.pair(session, draft, item, task)
        for other in plan_drafts.items(session, draft.id or 0):
            if other.id != item.id and (other.maybe == task_id or other.task_id == task_id):
                other.maybe, other.task_id = None, None
                session.add(other)
    plan_edit.changed(session, draft, item)
    return item
