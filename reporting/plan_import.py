"""From a plan that was read to a draft of rows: what was understood, with what the office did before on top.

The file is read outside (reporting.plans.reader, in a process of its own); here is one short transaction.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import plan_again, plan_words, rights
from reporting.daysoff import Office
from reporting.plans.model import Plan, Relative, Step, Task
from reporting.refusal import Refusal
from reporting.text import clean, clean_name
from storage import audit, plan_drafts, plan_tasks, task_views, units
from storage.base import Json
from storage.plan_drafts import PlanDraft, PlanItem
from storage.plan_duties import PlanDuty
from storage.units import Unit

ACT = "plan.manage"


@dataclass(frozen=True)
class Source:
    """The file that a plan was read from: its name as it was sent, and the SHA-256 of its bytes."""

    name: str
    sha256: str


def take_in(
    session: Session,
    now: datetime,
    officer_id: int | None,
    plan: Plan,
    source: Source,
    office: Office,
    unit_id: int | None = None,
) -> int:
    """Keep what was read as a draft of this office; gives its number. The very same file goes on where it was left.

    `unit_id`: whose plan it is; an officer of several offices has to say. A plan of the same number is corrected by
    it. `officer_id` None: the command line. Raises Refusal: "refused-right", "plan-refused-nothing" for a document
    without any task.
    """
    root = _root(session, officer_id, unit_id)
    assert root.id is not None
    if not plan.tasks:
        raise Refusal("plan-refused-nothing")
    there = plan_drafts.same_file(session, root.id, source.sha256)
    if there is not None and there.id is not None:
        return there.id
    draft = _head(session, now, officer_id, plan, source, root.id)
    living = assignable(session, now, root.id, office)
    for position, task in enumerate(plan.tasks):
        session.add(_item(draft.id or 0, position, task, root, living))
    for position, owed in enumerate(plan.obligations):
        session.add(PlanDuty(draft_id=draft.id or 0, position=position, told=asdict(owed)))
    session.flush()
    if draft.plan_id is not None:
        plan_again.follow(session, draft)
    about = {"file": draft.file_name, "sha256": source.sha256, "number": draft.number, "tasks": len(plan.tasks)}
    audit.note(session, now, officer_id, "plan.read", "plan_draft", draft.id, unit_id=root.id, after=about)
    return draft.id or 0


def _root(session: Session, officer_id: int | None, unit_id: int | None) -> Unit:
    """Whose plan it is: the office that is named, or the only one of the officer; never one of several by chance."""
    if officer_id is not None:
        own = rights.roots(session, officer_id, ACT)
        if unit_id is None and len(own) == 1:
            unit_id = own[0]
        if unit_id not in own:
            raise Refusal("refused-right")
    root = units.by_id(session, unit_id) if unit_id is not None else None
    if root is None:
        raise Refusal("refused-right")
    return root


def offices(session: Session, officer_id: int) -> list[tuple[int, str]]:
    """(unit, name) of each office for which this officer takes plans in."""
    own = rights.roots(session, officer_id, ACT)
    names = units.by_ids(session, own)
    return [(unit_id, names[unit_id].name) for unit_id in own]


def assignable(session: Session, now: datetime, root_id: int, office: Office) -> list[Unit]:
    """The units that live today and that a plan of this office can give tasks to: those at and below it."""
    return task_views.living_below(session, [root_id], office.today(now))


def _head(
    session: Session, now: datetime, officer_id: int | None, plan: Plan, source: Source, unit_id: int
) -> PlanDraft:
    number = clean_name(plan.number or "")[:80] or None
    corrected = plan_tasks.plan_numbered(session, unit_id, number) if number else None
    draft = PlanDraft(
        unit_id=unit_id,
        plan_id=corrected.id if corrected else None,
        officer_id=officer_id,
        file_name=clean_name(source.name)[:255],
        sha256=source.sha256,
        number=number,
        title=clean_name(plan.title or "")[:500] or clean_name(source.name)[:500],
        issuer=clean_name(plan.issuer or "")[:300],
        issued=plan.issued,
        notices=[list(one) for one in plan.notices],
        made_at=now,
    )
    session.add(draft)
    session.flush()
    return draft


def _item(draft_id: int, position: int, task: Task, root: Unit, living: Sequence[Unit]) -> PlanItem:
    when, said = task.when, clean(task.text).strip()
    title = clean_name(task.title)
    meant, asked = plan_words.units_of_lead(task.lead or "", root, living)
    item = PlanItem(
        draft_id=draft_id,
        position=position,
        code=task.code[:40],
        line=task.line,
        title=title[:500],
        detail=said if clean_name(said) != title[:500] else "",
        lead=clean_name(task.lead or "")[:300],
        supervisor=clean_name(task.supervisor or "")[:300],
        partners=clean_name(task.partners or "")[:500],
        result=clean_name(task.result or "")[:500],
        time_phrase=clean_name(when.phrase or "")[:500],
        start=when.start,
        due=when.due,
        approximate=when.approximate,
        standing=when.standing,
        recurring=when.recurring,
        relative=_relative(when.relative),
        milestones=[_milestone(step) for step in task.milestones],
        doubts=list(task.doubts),
        units=list(meant),
        pending=list(asked),
    )
    item.read = plan_again.as_read(item)
    return item


def _relative(relative: Relative | None) -> Json | None:
    return asdict(relative) if relative is not None and relative.event else None


def _milestone(step: Step) -> Json:
    return {
        "title": clean_name(step.title)[:300],
        "phrase": clean_name(step.when.phrase or "")[:300],
        "due": _iso(step.when.due),
        "relative": _relative(step.when.relative),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
