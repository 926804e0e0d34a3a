"""A plan that is read again: its items meet the tasks that run, and what the office corrected by hand stays.

A field that the new document tells as the old one did keeps the value of the task that runs; a field that the document
changed is taken from the document. What was dropped stays dropped, what was added by hand stays.
"""

from collections.abc import Sequence

from sqlmodel import Session

from reporting import plan_match
from reporting.plan_match import Named
from reporting.text import fold
from storage import plan_drafts, tasks
from storage.base import Json
from storage.plan_drafts import PlanDraft, PlanItem
from storage.tasks import Milestone, Task

TIME = ("time_phrase", "start", "due", "approximate", "recurring", "relative")
GROUPS: dict[str, tuple[str, ...]] = {
    "title": ("title", "detail"),
    "lead": ("lead",),
    "supervisor": ("supervisor",),
    "partners": ("partners",),
    "result": ("result",),
    "time": (*TIME, "standing"),
    "milestones": ("milestones",),
}


def as_read(item: PlanItem) -> Json:
    """What the document says of this item, as plain values."""
    names = [name for group in GROUPS.values() for name in group]
    return dict(item.model_dump(mode="json", include=set(names)))


def follow(session: Session, draft: PlanDraft) -> None:
    """Let the draft correct its plan: items and tasks that are the same find each other."""
    assert draft.id is not None and draft.plan_id is not None
    running = {task.id or 0: task for task in plan_drafts.tasks_of(session, draft.plan_id)}
    before = plan_drafts.last_issued(session, draft.plan_id)
    old = list(plan_drafts.items(session, before.id or 0)) if before else []
    items = list(plan_drafts.items(session, draft.id))
    for one in items:
        one.task_id, one.dropped = None, False
    by_task = {one.task_id: one for one in old if one.task_id}
    pairs = plan_match.match(
        [Named(one.id or 0, one.title, one.code) for one in items],
        [Named(key, _title_read(task, by_task.get(key)), task.code) for key, task in running.items()],
    )
    given = tasks.assignments(session, list(pairs.values()))
    marks = tasks.milestones(session, list(pairs.values()))
    gone_before = {fold(one.title) for one in old if one.dropped}
    for one in items:
        task = running.get(pairs.get(one.id or 0, 0))
        if task is None:
            one.dropped = fold(one.title) in gone_before
            continue
        one.task_id = task.id
        one.units, one.pending = [part.unit_id for part in given.get(task.id or 0, [])] or one.units, []
        _keep_corrections(one, task, by_task.get(task.id or 0), marks.get(task.id or 0, []))
    _keep_added(session, draft, [one for one in old if not one.read and one.task_id in running], len(items))
    session.flush()


def _title_read(task: Task, old: PlanItem | None) -> str:
    """The title as the document had it: the office may have put it better since."""
    return str(old.read.get("title") or task.title) if old is not None and old.read else task.title


def _keep_corrections(item: PlanItem, task: Task, old: PlanItem | None, marks: Sequence[Milestone]) -> None:
    for name, columns in GROUPS.items():
        if old is None or any(item.read.get(one) != old.read.get(one) for one in columns):
            continue
        if name == "milestones":
            item.milestones = _milestones(marks, old.milestones)
            continue
        for column in columns:
            setattr(item, column, getattr(old if column == "standing" else task, column))
        if name == "time":
            item.relative = without_marks(task.relative)
            item.doubts = list(old.doubts)


def without_marks(relative: Json | None) -> Json | None:
    """What the task's own date is counted from; None where only its milestones' are."""
    if not relative or not relative.get("event"):
        return None
    return {name: value for name, value in relative.items() if name != "marks"}


def _milestones(marks: Sequence[Milestone], old: Sequence[Json]) -> list[Json]:
    counted = {fold(str(one["title"])): one.get("relative") for one in old}
    return [
        {
            "title": one.title,
            "phrase": one.time_phrase,
            "due": one.due.isoformat() if one.due else None,
            "relative": counted.get(fold(one.title)),
        }
        for one in marks
    ]


def _keep_added(session: Session, draft: PlanDraft, added: Sequence[PlanItem], first: int) -> None:
    for position, one in enumerate(added, start=first):
        task = tasks.by_id(session, one.task_id or 0)
        if task is not None:
            carry(session, draft, task, position, standing=one.standing)


def carry(session: Session, draft: PlanDraft, task: Task, position: int, standing: bool) -> PlanItem:
    """An item for a task that runs and that the document does not tell of: it goes on as it is."""
    assert task.id is not None and draft.id is not None
    values = {name: getattr(task, name) for group in GROUPS.values() for name in group if hasattr(task, name)}
    values["relative"] = without_marks(task.relative)
    item = PlanItem(
        draft_id=draft.id,
        task_id=task.id,
        position=position,
        standing=standing,
        milestones=_milestones(tasks.milestones(session, [task.id]).get(task.id, []), []),
        units=[one.unit_id for one in tasks.assignments(session, [task.id]).get(task.id, [])],
        **values,
    )
    session.add(item)
    session.flush()
    return item
