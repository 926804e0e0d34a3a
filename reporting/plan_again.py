"""A plan that is read again: its items meet the tasks that run, and what the office corrected by hand stays.

A field that the new document tells as the old one did keeps the value of the task that runs; a field that the document
changed is taken from the document. What was dropped stays dropped, what was added by hand stays.
"""

from collections.abc import Sequence

from sqlmodel import Session

from reporting import plan_match
from reporting.plan_match import Named
from reporting.text import fold
from storage import assigning, plan_drafts, plan_tasks, tasks
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
    running = {task.id or 0: task for task in plan_tasks.tasks_of(session, draft.plan_id)}
    before = plan_drafts.last_issued(session, draft.plan_id)
    old = list(plan_drafts.items(session, before.id or 0)) if before else []
    items = list(plan_drafts.items(session, draft.id))
    for one in items:
        one.task_id, one.maybe, one.dropped = None, None, False
    by_task = {one.task_id: one for one in old if one.task_id}
    new = [Named(one.id or 0, one.title, one.code) for one in items]
    there = [Named(key, _title_read(task, by_task.get(key)), task.code) for key, task in running.items()]
    pairs = plan_match.match(new, there)
    unsure = plan_match.doubtful(
        [one for one in new if one.id not in pairs], [one for one in there if one.id not in pairs.values()]
    )
    given = assigning.units_of(session, pairs.values())
    marks = tasks.milestones(session, list(pairs.values()))
    gone_before = {fold(one.title) for one in old if one.dropped}
    resting = _resting(session, draft.plan_id)
    for one in items:
        task = running.get(pairs.get(one.id or 0, 0))
        if task is None:
            one.dropped = fold(one.title) in gone_before
            if not _take_up_again(one, resting):
                one.maybe = None if one.dropped else unsure.get(one.id or 0)
            continue
        _meet(one, task, by_task.get(task.id or 0), given.get(task.id or 0, []), marks.get(task.id or 0, []))
    _keep_added(session, draft, [one for one in old if not one.read and one.task_id in running], len(items))
    session.flush()


def pair(session: Session, draft: PlanDraft, item: PlanItem, task: Task) -> None:
    """The office says that this item is that task: it goes on with its units and with what was said of it."""
    assert draft.plan_id is not None and task.id is not None
    before = plan_drafts.last_issued(session, draft.plan_id)
    old = [one for one in plan_drafts.items(session, before.id or 0) if one.task_id == task.id] if before else []
    marks = tasks.milestones(session, [task.id]).get(task.id, [])
    _meet(item, task, old[0] if old else None, assigning.units_of(session, [task.id]).get(task.id, []), marks)
    item.maybe = None


def _meet(item: PlanItem, task: Task, old: PlanItem | None, units: Sequence[int], marks: Sequence[Milestone]) -> None:
    item.task_id = task.id
    item.units, item.pending = list(units) or item.units, []
    _keep_corrections(item, task, old, marks)


def _resting(session: Session, plan_id: int) -> dict[str, tuple[int, list[int]]]:
    """By its words: the tasks that an earlier correction took out of the plan, with the units that had them."""
    there = plan_tasks.withdrawn_of(session, plan_id)
    units = assigning.units_of(session, [task.id or 0 for task in there])
    return {fold(task.title): (task.id or 0, units.get(task.id or 0, [])) for task in there}


def _take_up_again(item: PlanItem, resting: dict[str, tuple[int, list[int]]]) -> bool:
    """It was taken out and stands in the plan again: the same task, with what was said of it."""
    if found := resting.pop(fold(item.title), None):
        item.task_id, units = found
        item.units, item.pending = units or item.units, []
    return item.task_id is not None


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
