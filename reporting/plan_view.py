"""What the screens of a draft show: how much was understood, what is doubtful, the tasks page by page."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import plan_diff, plan_edit, plan_import
from reporting.daysoff import Office
from reporting.plan_diff import Diff
from reporting.plan_import import Source
from reporting.plans.model import Plan
from reporting.refusal import Refusal
from reporting.task_card import plan_name
from storage import plan_drafts, plan_duties, tasks, units
from storage.plan_drafts import PlanDraft, PlanItem

UNCLEAR, NO_UNITS, NO_DATE, PAIR = "units-unclear", "units-missing", "no-date", "which-task"
DOUBTFUL, ALL, DROPPED = "d", "a", "x"
WHICH = (DOUBTFUL, ALL, DROPPED)
PAGE = 6


@dataclass(frozen=True)
class Line:
    """One task in a list. `number` counts from 1 in the order of the document; `event`: what its date waits for."""

    item_id: int
    number: int
    code: str | None
    title: str
    lead: str
    start: date | None
    due: date | None
    phrase: str
    approximate: bool
    standing: bool
    recurring: str | None
    event: str
    units: int
    doubts: tuple[str, ...]
    dropped: bool


@dataclass(frozen=True)
class Card:
    """One task with everything that was understood of it. `corrects`: the title of the task that it is; `maybe`: the
    task that it may be; `pairable`: the draft corrects a plan, so that the office may say which task it is."""

    line: Line
    draft_id: int
    open: bool
    text_line: int | None
    detail: str
    supervisor: str
    partners: str
    result: str
    milestones: tuple[tuple[str, str, date | None], ...]
    unit_names: tuple[str, ...]
    added: bool
    corrects: str
    maybe: tuple[int, str] | None
    pairable: bool


@dataclass(frozen=True)
class Overview:
    """The draft as a whole: counts of tasks that are not dropped. `own`: the unit whose office keeps it. `corrects`:
    the plan that it corrects, if any."""

    draft_id: int
    version: int
    state: str
    plan_id: int | None
    own: str
    file_name: str
    number: str | None
    title: str
    issuer: str
    issued: date | None
    tasks: int
    dated: int
    standing: int
    recurring: int
    waiting: int
    undated: int
    doubtful: int
    without_units: int
    unclear: int
    unpaired: int
    dropped: int
    duties: int
    milestones: int
    notices: tuple[tuple[str, int], ...]
    corrects: str
    diff: Diff


def doubts_of(item: PlanItem) -> tuple[str, ...]:
    """What a person should look at, the most serious first: which task of the plan that runs it is, contradictions,
    unclear or unknown units, no date."""
    found = [PAIR] if item.maybe and not item.task_id else []
    found += [str(one) for one in item.doubts]
    found += [UNCLEAR] if item.pending else [] if item.units else [NO_UNITS]
    dated = item.due or item.start or item.recurring or item.relative or item.standing
    return tuple(found if dated or item.doubts else [*found, NO_DATE])


def _weight(line: Line) -> int:
    if set(line.doubts) - {UNCLEAR, NO_UNITS, NO_DATE}:
        return 0
    return next(n for n, key in enumerate((UNCLEAR, NO_UNITS, NO_DATE), start=1) if key in line.doubts)


def _line(item: PlanItem, number: int) -> Line:
    return Line(
        item_id=item.id or 0,
        number=number,
        code=item.code,
        title=item.title,
        lead=item.lead,
        start=item.start,
        due=item.due,
        phrase=item.time_phrase,
        approximate=item.approximate,
        standing=item.standing,
        recurring=item.recurring,
        event=str(item.relative["event"]) if item.relative else "",
        units=len(item.units),
        doubts=doubts_of(item),
        dropped=item.dropped,
    )


def lines(session: Session, draft: PlanDraft) -> list[Line]:
    """Every task, in the order of the document."""
    return [_line(item, n) for n, item in enumerate(plan_drafts.items(session, draft.id or 0), start=1)]


def lines_of(session: Session, draft_id: int) -> list[Line]:
    """Every task of that draft, for the command line. Raises Refusal."""
    return lines(session, plan_edit.readable(session, None, draft_id))


def listed(session: Session, officer_id: int, draft_id: int, which: str, page: int) -> tuple[list[Line], int, int, int]:
    """A page of the tasks (doubtful ones, the gravest first; all; dropped): lines, page, pages, how many in all.

    Raises Refusal.
    """
    draft = plan_edit.readable(session, officer_id, draft_id)
    if which not in WHICH:
        raise Refusal("refused-out-of-date")
    found = [one for one in lines(session, draft) if one.dropped == (which == DROPPED)]
    if which == DOUBTFUL:
        found = sorted((one for one in found if one.doubts), key=lambda one: (_weight(one), one.number))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 0), pages - 1)
    return found[page * PAGE : (page + 1) * PAGE], page, pages, len(found)


def overview(session: Session, officer_id: int | None, draft_id: int) -> Overview:
    """The draft as a whole. Raises Refusal."""
    draft = plan_edit.readable(session, officer_id, draft_id)
    items = plan_drafts.items(session, draft_id)
    every = [_line(item, n) for n, item in enumerate(items, start=1)]
    kept = [one for one in every if not one.dropped]
    plan, own = tasks.plan(session, draft.plan_id), units.by_id(session, draft.unit_id)
    return Overview(
        draft_id=draft_id,
        version=draft.version,
        state=draft.state,
        plan_id=draft.plan_id,
        own=own.name if own else "",
        file_name=draft.file_name,
        number=draft.number,
        title=draft.title,
        issuer=draft.issuer,
        issued=draft.issued,
        tasks=len(kept),
        dated=sum(1 for one in kept if one.due and not one.recurring),
        standing=sum(1 for one in kept if one.standing),
        recurring=sum(1 for one in kept if one.recurring),
        waiting=sum(1 for one in kept if one.event and not one.due),
        undated=sum(1 for one in kept if NO_DATE in one.doubts),
        doubtful=sum(1 for one in kept if one.doubts),
        without_units=sum(1 for one in kept if NO_UNITS in one.doubts),
        unclear=sum(1 for one in kept if UNCLEAR in one.doubts),
        unpaired=sum(1 for one in kept if PAIR in one.doubts),
        dropped=len(every) - len(kept),
        duties=len(plan_duties.of_draft(session, draft_id)),
        milestones=sum(len(item.milestones) for item in items if not item.dropped),
        notices=tuple((str(key), int(count)) for key, count in draft.notices),
        corrects=plan_name(plan.number, plan.title) if plan and draft.state == plan_drafts.READING else "",
        diff=plan_diff.differences(session, draft, items),
    )


def preview(
    session: Session, now: datetime, plan: Plan, source: Source, office: Office, unit_id: int
) -> tuple[Overview, list[Line]]:
    """What `take_in` would understand for that unit's office, with the differences from what runs; nothing is kept."""
    with session.begin_nested() as tried:
        draft_id = plan_import.take_in(session, now, None, plan, source, office, unit_id)
        found = overview(session, None, draft_id)
        there = lines_of(session, draft_id)
        tried.rollback()
    session.expire_all()
    return found, there


def _task_title(session: Session, task_id: int | None) -> str:
    task = tasks.by_id(session, task_id) if task_id else None
    return task.title if task is not None else ""


def card(session: Session, officer_id: int, item_id: int) -> Card:
    """One task. Raises Refusal."""
    item = plan_drafts.item(session, item_id)
    if item is None:
        raise Refusal("refused-out-of-date")
    draft = plan_edit.readable(session, officer_id, item.draft_id)
    number = next(n for n, one in enumerate(plan_drafts.items(session, item.draft_id), start=1) if one.id == item_id)
    names = units.by_ids(session, item.units[:PAGE])
    return Card(
        line=_line(item, number),
        draft_id=item.draft_id,
        open=draft.state == plan_drafts.READING,
        text_line=item.line,
        detail=item.detail,
        supervisor=item.supervisor,
        partners=item.partners,
        result=item.result,
        milestones=tuple(
            (str(one["title"]), str(one.get("phrase") or ""), date.fromisoformat(one["due"]) if one["due"] else None)
            for one in item.milestones
        ),
        unit_names=tuple(names[one].name for one in item.units[:PAGE] if one in names),
        added=not item.read,
        corrects=_task_title(session, item.task_id),
        maybe=(item.maybe, _task_title(session, item.maybe)) if item.maybe and not item.task_id else None,
        pairable=draft.plan_id is not None and draft.state == plan_drafts.READING,
    )
