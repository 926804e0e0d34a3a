"""Ban hành: what was understood and corrected becomes the plan, its tasks and who has them, all in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlmodel import Session

from reporting import plan_diff, plan_edit, plan_events, plan_turns, task_due, task_give, task_rows
from reporting.daysoff import Office
from reporting.plan_diff import Diff
from reporting.plan_import import assignable
from reporting.refusal import Refusal
from reporting.task_words import Mark
from storage import audit, plan_drafts, tasks, units
from storage.base import Json
from storage.plan_drafts import ISSUED, SERIES, PlanDraft, PlanItem
from storage.tasks import OPEN, WITHDRAWN, Plan, Task

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


@dataclass(frozen=True)
class Issued:
    """A plan that is in force. `fresh`: it was not before this act. `unreached`: officers without a working address."""

    plan_id: int
    title: str
    tasks: int
    units: int
    unreached: int
    fresh: bool


def issue(session: Session, now: datetime, officer_id: int, draft_id: int, version: int, office: Office) -> Issued:
    """Publish the draft as the preview showed it (`version`); a second tap publishes nothing more.

    Status that units have reported stays with the tasks that stay. Raises Refusal: "refused-out-of-date",
    "plan-refused-no-units" (count), "plan-refused-unclear-units" (count), "plan-refused-unit-gone" (name),
    "plan-refused-nothing".
    """
    draft = plan_edit.readable(session, officer_id, draft_id, lock=True)
    if draft.state == ISSUED and draft.plan_id is not None:
        return _told(session, draft, 0, fresh=False)
    if draft.state != plan_drafts.READING or draft.version != version:
        raise Refusal("refused-out-of-date")
    everything = plan_drafts.items(session, draft_id)
    kept = [one for one in everything if not one.dropped]
    _demand_whole(session, now, officer_id, draft, kept, office)
    diff = plan_diff.differences(session, draft, everything)
    plan = _plan(session, now, officer_id, draft)
    given = _publish(session, now, officer_id, plan, kept, office)
    _withdraw(session, plan, diff)
    for duty in plan_drafts.duties_of_draft(session, draft_id):
        duty.plan_id = plan.id
        session.add(duty)
    draft.plan_id, draft.state, draft.issued_at = plan.id, ISSUED, now
    draft.version += 1
    session.add(draft)
    session.flush()
    plan_events.apply(session, plan.id or 0, office)
    plan_edit.leave(session, officer_id)
    audit.note(
        session, now, officer_id, "plan.issue", "plan", plan.id, unit_id=plan.unit_id, after=_audited(draft, kept, diff)
    )
    unreached = task_give.tell_given(session, now, given, office, f"plan:{plan.id}:{draft_id}")
    return _told(session, draft, unreached, fresh=True)


def _demand_whole(
    session: Session, now: datetime, officer_id: int, draft: PlanDraft, kept: list[PlanItem], office: Office
) -> None:
    if not kept:
        raise Refusal("plan-refused-nothing")
    if unclear := sum(1 for one in kept if one.pending):
        raise Refusal("plan-refused-unclear-units", count=unclear)
    if empty := sum(1 for one in kept if not one.units):
        raise Refusal("plan-refused-no-units", count=empty)
    there = {unit.id for unit in assignable(session, now, officer_id, draft.unit_id, office)}
    for unit_id in dict.fromkeys(unit for one in kept for unit in one.units):
        if unit_id not in there:
            unit = units.by_id(session, unit_id)
            raise Refusal("plan-refused-unit-gone", name=unit.name if unit else "–")


def _plan(session: Session, now: datetime, officer_id: int, draft: PlanDraft) -> Plan:
    plan = tasks.plan(session, draft.plan_id)
    if plan is None:
        if draft.number and plan_drafts.plan_numbered(session, draft.unit_id, draft.number):
            raise Refusal("plan-refused-number", number=draft.number)
        plan = Plan(unit_id=draft.unit_id, state="open", made_by=officer_id, made_at=now)
    else:
        plan.version += 1
    plan.number, plan.title = draft.number or plan.number, draft.title
    plan.issuer, plan.issued = draft.issuer or plan.issuer, draft.issued or plan.issued
    session.add(plan)
    session.flush()
    return plan


def _publish(
    session: Session, now: datetime, officer_id: int, plan: Plan, kept: list[PlanItem], office: Office
) -> dict[int, list[Task]]:
    """Write the tasks and who has them; gives what each unit has from now on and had not before."""
    given: dict[int, list[Task]] = {}
    for position, item in enumerate(kept):
        task = _task(session, now, officer_id, plan, item, position)
        item.task_id = task.id
        session.add(item)
        assert task.id is not None
        there = tasks.assignments(session, [task.id]).get(task.id, [])
        fresh = task_give.assign(session, now, officer_id, task.id, item.units)
        task_give.take_away(session, now, [one for one in there if one.unit_id not in set(item.units)])
        told = [(task, one) for one in fresh] if task.state == OPEN else []
        if task.state == SERIES:
            plan_turns.follow(session, now, task, item.units)
            made = plan_turns.make(session, now, task, office)
            told = [(made[0], one) for one in made[1]] if made else []
        for one, part in told:
            given.setdefault(part.unit_id, []).append(one)
    return given


def _task(session: Session, now: datetime, officer_id: int, plan: Plan, item: PlanItem, position: int) -> Task:
    task = tasks.by_id(session, item.task_id or 0, lock=True)
    before = task.due if task is not None else None
    if task is None or task.plan_id != plan.id:
        task = Task(
            key=uuid4().hex, unit_id=plan.unit_id, plan_id=plan.id, made_by=officer_id, made_at=now, published_at=now
        )
    else:
        task.version += 1
    for name in _COLUMNS:
        setattr(task, name, getattr(item, name))
    task.lead_key = task_give.lead_key(item.lead)
    task.code, task.line, task.position = item.code or task.code, item.line or task.line, position
    task.relative = _relative(item)
    was, task.state = task.state, SERIES if item.recurring else OPEN
    session.add(task)
    session.flush()
    task_rows.put_marks(session, task, _marks(item))
    phrases = {str(one["title"]): str(one.get("phrase") or "") for one in item.milestones}
    for mark in tasks.milestones(session, [task.id or 0]).get(task.id or 0, []):
        mark.time_phrase = phrases.get(mark.title, mark.time_phrase)[:300]
        session.add(mark)
    if was == OPEN and (task.state == SERIES or task.due != before):
        task_due.withdrawn(session, task.id or 0)  # the ladder is made anew by the new date
    return task


def _relative(item: PlanItem) -> Json | None:
    marks = [{"title": one["title"], "relative": one["relative"]} for one in item.milestones if one.get("relative")]
    if not item.relative and not marks:
        return None
    return {**(item.relative or {}), **({"marks": marks} if marks else {})}


def _marks(item: PlanItem) -> tuple[Mark, ...]:
    found: dict[str, Mark] = {}
    for one in item.milestones:
        found.setdefault(str(one["title"]), Mark(str(one["title"]), _day(one["due"])))
    return tuple(found.values())


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _withdraw(session: Session, plan: Plan, diff: Diff) -> None:
    """What the corrected plan does not have any more is asked of nobody; what was said of it is kept."""
    for gone in diff.gone:
        task = tasks.by_id(session, gone.task_id, lock=True)
        assert task is not None
        for one in (task, *plan_drafts.occurrences(session, gone.task_id)):
            one.state, one.version = WITHDRAWN, one.version + 1
            session.add(one)
            task_due.withdrawn(session, one.id or 0)


def _audited(draft: PlanDraft, kept: list[PlanItem], diff: Diff) -> Json:
    return {
        "draft": draft.id,
        "sha256": draft.sha256,
        "number": draft.number,
        "tasks": [one.task_id for one in kept],
        "new": len(diff.new),
        "changed": [one.item_id for one in diff.changed],
        "gone": [one.task_id for one in diff.gone],
    }


def _told(session: Session, draft: PlanDraft, unreached: int, fresh: bool) -> Issued:
    kept = [one for one in plan_drafts.items(session, draft.id or 0) if not one.dropped]
    reached = {unit for one in kept for unit in one.units}
    return Issued(draft.plan_id or 0, draft.title, len(kept), len(reached), unreached, fresh)
