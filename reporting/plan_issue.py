"""Ban hành: what was understood and corrected becomes the plan, its tasks and who has them, all in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting import plan_dates, plan_diff, plan_edit, plan_publish, plan_told
from reporting.daysoff import Office
from reporting.plan_diff import Diff
from reporting.plan_import import assignable
from reporting.refusal import Refusal
from storage import audit, plan_drafts, plan_duties, plan_tasks, tasks, units
from storage.base import Json
from storage.plan_drafts import ISSUED, PlanDraft, PlanItem
from storage.tasks import Plan


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
    "plan-refused-unpaired" (count), "plan-refused-no-units" (count), "plan-refused-unclear-units" (count),
    "plan-refused-unit-gone" (name), "plan-refused-nothing".
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
    before = plan_told.picture(session, draft.plan_id)
    plan = _plan(session, now, officer_id, draft)
    plan_publish.publish(session, now, officer_id, plan, kept, office)
    plan_publish.withdraw(session, [gone.task_id for gone in diff.gone])
    for duty in plan_duties.of_draft(session, draft_id):
        duty.plan_id = plan.id
        session.add(duty)
    draft.plan_id, draft.state, draft.issued_at = plan.id, ISSUED, now
    draft.version += 1
    session.add(draft)
    session.flush()
    plan_dates.apply(session, plan.id or 0, office)
    plan_edit.leave(session, officer_id)
    audit.note(
        session, now, officer_id, "plan.issue", "plan", plan.id, unit_id=plan.unit_id, after=_audited(draft, kept, diff)
    )
    unreached = plan_told.tell(session, now, plan, before, office)
    return _told(session, draft, unreached, fresh=True)


def _demand_whole(
    session: Session, now: datetime, officer_id: int, draft: PlanDraft, kept: list[PlanItem], office: Office
) -> None:
    if not kept:
        raise Refusal("plan-refused-nothing")
    if unsure := sum(1 for one in kept if one.maybe and not one.task_id):
        raise Refusal("plan-refused-unpaired", count=unsure)
    if unclear := sum(1 for one in kept if one.pending):
        raise Refusal("plan-refused-unclear-units", count=unclear)
    if empty := sum(1 for one in kept if not one.units):
        raise Refusal("plan-refused-no-units", count=empty)
    there = {unit.id for unit in assignable(session, now, draft.unit_id, office)}
    for unit_id in dict.fromkeys(unit for one in kept for unit in one.units):
        if unit_id not in there:
            unit = units.by_id(session, unit_id)
            raise Refusal("plan-refused-unit-gone", name=unit.name if unit else "–")


def _plan(session: Session, now: datetime, officer_id: int, draft: PlanDraft) -> Plan:
    plan = tasks.plan(session, draft.plan_id)
    if plan is None:
        if draft.number and plan_tasks.plan_numbered(session, draft.unit_id, draft.number):
            raise Refusal("plan-refused-number", number=draft.number)
        plan = Plan(unit_id=draft.unit_id, state="open", made_by=officer_id, made_at=now)
    plan.number, plan.title = draft.number or plan.number, draft.title
    plan.issuer, plan.issued = draft.issuer or plan.issuer, draft.issued or plan.issued
    session.add(plan)
    session.flush()
    return plan


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
