"""Correcting what was understood of a plan: title, window, lead, milestones, dropping, adding. Nothing is published."""

from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session

from reporting import plan_again, plan_words, rights
from reporting.daysoff import Office
from reporting.plan_import import ACT
from reporting.plans.phrases import named_year
from reporting.plans.pieces import Context
from reporting.refusal import Refusal
from reporting.task_words import marks_in
from reporting.text import clean_name
from reporting.values import text
from storage import audit, plan_drafts, plan_tasks, talks, tasks
from storage.plan_drafts import DISCARDED, READING, PlanDraft, PlanItem

TOPIC = "plan"
TITLE, WINDOW, LEAD, SUPERVISOR, MARKS, UNITS = "title", "window", "lead", "supervisor", "marks", "units"
FIELDS = (TITLE, WINDOW, LEAD, SUPERVISOR, MARKS, UNITS)
NAME, ADD, REST = "name", "add", "rest"
"""Asked of the draft as a whole: the plan's own name, a task that is missing, units for all tasks without any."""
TITLE_MOST, LEAD_MOST, MARKS_MOST = 500, 300, 4000
ITEMS_MOST = 500


def editable(session: Session, officer_id: int, draft_id: int) -> PlanDraft:
    """The draft, locked, if the officer may change it now. Raises Refusal."""
    draft = readable(session, officer_id, draft_id, lock=True)
    if draft.state != READING:
        raise Refusal("refused-out-of-date")
    return draft


def readable(session: Session, officer_id: int | None, draft_id: int, lock: bool = False) -> PlanDraft:
    """The draft, if the officer (None: the command line) manages the plans of its office. Raises Refusal."""
    draft = plan_drafts.by_id(session, draft_id, lock)
    if draft is None:
        raise Refusal("refused-out-of-date")
    if officer_id is not None:
        rights.demand(session, officer_id, ACT, draft.unit_id)
    return draft


def item_of(session: Session, officer_id: int, item_id: int) -> tuple[PlanDraft, PlanItem]:
    """The item and its draft, both locked, if the officer may change them now. Raises Refusal."""
    found = plan_drafts.item(session, item_id)
    if found is None:
        raise Refusal("refused-out-of-date")
    draft = editable(session, officer_id, found.draft_id)
    locked = plan_drafts.item(session, item_id, lock=True)
    assert locked is not None
    return draft, locked


def ask(session: Session, now: datetime, officer_id: int, draft_id: int, item_id: int, what: str) -> None:
    """From now on the officer's next text is the answer to `what`: of an item, or (item 0) of the draft.

    Raises Refusal.
    """
    if item_id:
        draft, _ = item_of(session, officer_id, item_id)
        draft_id = draft.id or 0
    else:
        editable(session, officer_id, draft_id)
    if what not in (FIELDS if item_id else (NAME, ADD, REST)):
        raise Refusal("refused-out-of-date")
    talks.put(session, officer_id, TOPIC, {"draft": draft_id, "item": item_id, "ask": what, "typed": True}, now)


def leave(session: Session, officer_id: int) -> None:
    """The officer leaves what was asked; the draft stays."""
    talk = talks.of(session, officer_id)
    if talk is not None and talk.topic == TOPIC:
        talks.end(session, officer_id)


def changed(session: Session, draft: PlanDraft, item: PlanItem | None = None) -> None:
    """Something of it was changed: what a preview showed before is out of date."""
    draft.version += 1
    session.add(draft)
    if item is not None:
        session.add(item)
    session.flush()


def correct(
    session: Session, now: datetime, officer_id: int, item_id: int, what: str, raw: str, office: Office
) -> PlanItem:
    """Keep what was typed for title, window, lead, supervisor or milestones. Raises Refusal; then it is asked still."""
    draft, item = item_of(session, officer_id, item_id)
    if what == TITLE:
        item.title = clean_name(text(raw, TITLE_MOST))
    elif what == WINDOW:
        _put_window(draft, item, raw, now, office)
    elif what == LEAD:
        item.lead = clean_name(text(raw, LEAD_MOST))
    elif what == SUPERVISOR:
        item.supervisor = clean_name(text(raw, LEAD_MOST))
    elif what == MARKS:
        item.milestones = [
            {"title": one.title, "phrase": "", "due": one.due.isoformat() if one.due else None, "relative": None}
            for one in marks_in(text(raw, MARKS_MOST))
        ]
    else:
        raise Refusal("refused-out-of-date")
    changed(session, draft, item)
    leave(session, officer_id)
    return item


def _put_window(draft: PlanDraft, item: PlanItem, raw: str, now: datetime, office: Office) -> None:
    today = office.today(now)
    context = Context(draft.issued or today, named_year(draft.title) or (draft.issued or today).year)
    when = plan_words.window_in(text(raw, plan_words.WINDOW_MOST), context, today)
    item.time_phrase, item.start, item.due = when.phrase or "", when.start, when.due
    item.approximate, item.standing, item.recurring = when.approximate, when.standing, when.recurring
    item.relative = asdict(when.relative) if when.relative is not None and when.relative.event else None
    item.doubts = []


def make_standing(session: Session, officer_id: int, item_id: int) -> PlanItem:
    """It has no date, on purpose: never overdue."""
    draft, item = item_of(session, officer_id, item_id)
    item.start, item.due, item.recurring, item.relative, item.standing = None, None, None, None, True
    item.doubts = []
    changed(session, draft, item)
    return item


def confirm(session: Session, officer_id: int, item_id: int) -> PlanItem:
    """What was understood of its time is right as it stands; without any date it is standing."""
    draft, item = item_of(session, officer_id, item_id)
    item.doubts = []
    item.standing = item.standing or not (item.start or item.due or item.recurring or item.relative)
    changed(session, draft, item)
    return item


def drop(session: Session, officer_id: int, item_id: int, dropped: bool) -> PlanItem:
    """Leave it out of what is issued, or take it in again."""
    draft, item = item_of(session, officer_id, item_id)
    if item.dropped != dropped:
        item.dropped = dropped
        changed(session, draft, item)
    return item


def add(session: Session, officer_id: int, draft_id: int, raw: str) -> PlanItem:
    """A task that the document does not tell, by its title. Raises Refusal("refused-many") above ITEMS_MOST."""
    draft = editable(session, officer_id, draft_id)
    there = plan_drafts.items(session, draft_id)
    if len(there) >= ITEMS_MOST:
        raise Refusal("refused-many", most=ITEMS_MOST)
    title = clean_name(text(raw, TITLE_MOST))
    item = PlanItem(draft_id=draft_id, position=there[-1].position + 1 if there else 0, title=title)
    changed(session, draft, item)
    leave(session, officer_id)
    return item


def rename(session: Session, officer_id: int, draft_id: int, raw: str) -> PlanDraft:
    """The plan's own name."""
    draft = editable(session, officer_id, draft_id)
    draft.title = clean_name(text(raw, TITLE_MOST))
    changed(session, draft)
    leave(session, officer_id)
    return draft


def corrects(session: Session, officer_id: int, draft_id: int, plan_id: int) -> PlanDraft:
    """This document corrects that plan of the same office (0: none, it is a plan of its own). Raises Refusal.

    "plan-refused-number": two plans of one office cannot have one number.
    """
    draft = editable(session, officer_id, draft_id)
    if plan_id:
        plan = tasks.plan(session, plan_id)
        if plan is None or plan.unit_id != draft.unit_id:
            raise Refusal("refused-out-of-date")
        draft.plan_id = plan_id
        plan_again.follow(session, draft)
    else:
        if draft.number and plan_tasks.plan_numbered(session, draft.unit_id, draft.number):
            raise Refusal("plan-refused-number", number=draft.number)
        draft.plan_id = None
        _unlink(session, draft_id)
    changed(session, draft)
    return draft


def _unlink(session: Session, draft_id: int) -> None:
    for item in plan_drafts.items(session, draft_id):
        item.maybe = None
        session.add(item)
        if item.task_id is not None:
            item.dropped = item.dropped or not item.read
            item.task_id = None


def keep(session: Session, officer_id: int, draft_id: int, task_id: int) -> PlanDraft:
    """A task that the new document does not tell of any more goes on all the same. Raises Refusal."""
    draft = editable(session, officer_id, draft_id)
    task = tasks.by_id(session, task_id)
    if task is None or draft.plan_id is None or task.plan_id != draft.plan_id:
        raise Refusal("refused-out-of-date")
    there = plan_drafts.items(session, draft_id)
    own = next((one for one in there if one.task_id == task_id), None)
    if own is not None:
        own.dropped = False
    else:
        position = there[-1].position + 1 if there else 0
        own = plan_again.carry(session, draft, task, position, standing=task.due is None)
    changed(session, draft, own)
    return draft


def discard(session: Session, now: datetime, officer_id: int, draft_id: int) -> None:
    """Nothing becomes of this document; what was issued before stays."""
    draft = editable(session, officer_id, draft_id)
    draft.state = DISCARDED
    changed(session, draft)
    leave(session, officer_id)
    audit.note(session, now, officer_id, "plan.discard", "plan_draft", draft_id, unit_id=draft.unit_id)
