"""A plan's own page: how it stands over the branch, by branch of the tree, by lead, and what needs a look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from reporting import plan_events, rights
from reporting.daysoff import Office
from reporting.plan_import import ACT
from reporting.refusal import Refusal
from reporting.task_card import plan_name
from storage import plan_drafts, plan_duties, plan_tasks, task_views, units
from storage.plan_duties import PROPOSED
from storage.task_views import Narrow, Scope
from storage.tasks import Plan

SILENT_DAYS = 14
PAGE = 6
EVERYTHING = 1_000_000


@dataclass(frozen=True)
class Bar:
    """How the parts (a task with one unit is a part) of one branch or one lead stand. `share`: mean progress in %."""

    id: int
    name: str
    parts: int
    done: int
    overdue: int
    stuck: int
    silent: int
    share: int


@dataclass(frozen=True)
class Progress:
    """The whole plan. `events`: how many events still need their day; `duties`: proposals that wait."""

    plan_id: int
    number: str | None
    title: str
    issued: date | None
    tasks: int
    series: int
    units: int
    whole: Bar
    doing: int
    soon: int
    events: int
    counted: int
    duties: int
    proposals: int


@dataclass(frozen=True)
class Part:
    """One task with one unit that needs a look."""

    assignment_id: int
    title: str
    unit: str
    due: date | None


@dataclass(frozen=True)
class Named:
    """A plan in the list of plans."""

    plan_id: int
    name: str
    title: str
    parts: int
    done: int
    overdue: int


def _scope(plan: Plan, now: datetime, office: Office) -> Scope:
    since = now - timedelta(days=SILENT_DAYS)
    return Scope(plan.unit_id, office.today(now), since, office.today(since))


def _bar(number: int, name: str, counted: Sequence[int]) -> Bar:
    parts, done, _, stuck, overdue, silent, share = (int(one) for one in counted[:7])
    return Bar(number, name, parts, done, overdue, stuck, silent, round(share / parts) if parts else 0)


def plans(session: Session, now: datetime, officer_id: int, office: Office) -> list[Named]:
    """The plans of the officer's offices, newest first. Raises Refusal("refused-right")."""
    found = []
    for plan in plan_tasks.plans_of(session, _tops(session, officer_id)):
        counted = task_views.counts(session, _scope(plan, now, office), Narrow(plan_id=plan.id))
        name = plan_name(plan.number, plan.title)
        found.append(Named(plan.id or 0, name, plan.title, int(counted[0]), int(counted[1]), int(counted[4])))
    return found


def _tops(session: Session, officer_id: int) -> list[int]:
    tops = rights.reach(session, officer_id, ACT)[rights.BRANCH]
    if not tops:
        raise Refusal("refused-right")
    return tops


def drafts(session: Session, officer_id: int) -> list[tuple[int, str]]:
    """(draft, name) of what was read and is not issued yet. Raises Refusal("refused-right")."""
    found = plan_drafts.open_drafts(session, _tops(session, officer_id))
    return [(one.id or 0, plan_name(one.number, one.title)) for one in found]


def progress(session: Session, now: datetime, officer_id: int, plan_id: int, office: Office) -> Progress:
    """The plan's page. Raises Refusal."""
    plan = plan_events.known_plan(session, officer_id, plan_id)
    counted = task_views.counts(session, _scope(plan, now, office), Narrow(plan_id=plan_id))
    there = plan_tasks.tasks_of(session, plan_id)
    events = plan_events.of_plan(session, officer_id, plan_id)
    duties = plan_duties.of_plan(session, plan_id)
    return Progress(
        plan_id=plan_id,
        number=plan.number,
        title=plan.title,
        issued=plan.issued,
        tasks=len(there),
        series=sum(1 for one in there if one.state == plan_tasks.SERIES),
        units=int(counted[8]),
        whole=_bar(plan_id, plan.title, counted),
        doing=int(counted[2]),
        soon=int(counted[9]),
        events=sum(1 for one in events if one.day is None),
        counted=len(events),
        duties=len(duties),
        proposals=sum(1 for one in duties if one.state == PROPOSED),
    )


def by_branch(
    session: Session, now: datetime, officer_id: int, plan_id: int, root_id: int, office: Office
) -> list[Bar]:
    """The units right below the root (0: the plan's own office), each with all below it, those in need first."""
    plan = plan_events.known_plan(session, officer_id, plan_id)
    root_id = root_id or plan.unit_id
    rights.demand(session, officer_id, ACT, root_id)
    scope = replace(_scope(plan, now, office), root_id=root_id)
    rows, _ = task_views.by_unit(session, scope, Narrow(plan_id=plan_id), EVERYTHING, 0)
    above = _above(session, [int(row[0]) for row in rows], root_id)
    sums: dict[int, list[int]] = {}
    for row in rows:
        so_far = sums.setdefault(above[int(row[0])], [0] * 7)
        sums[above[int(row[0])]] = [a + int(b) for a, b in zip(so_far, row[3:10], strict=True)]
    names = units.by_ids(session, list(sums))
    bars = [_bar(key, names[key].name, counted) for key, counted in sums.items()]
    return sorted(bars, key=lambda one: (-one.overdue, -one.stuck, -one.silent, names[one.id].folded))


def _above(session: Session, unit_ids: Sequence[int], root_id: int) -> dict[int, int]:
    """Which unit right below the root each of these stands under (the root itself under itself)."""
    parents: dict[int, int | None] = {}
    waiting = set(unit_ids)
    while waiting:
        found = units.parents(session, list(waiting))
        parents |= found
        waiting = {up for up in found.values() if up is not None and up not in parents}
    told = {}
    for unit_id in unit_ids:
        at = unit_id
        while at != root_id and parents.get(at) not in (root_id, None):
            at = parents[at] or root_id
        told[unit_id] = at
    return told


def by_lead(session: Session, now: datetime, officer_id: int, plan_id: int, office: Office) -> list[Bar]:
    """Each lead with all that it leads in this plan, those in need first."""
    plan = plan_events.known_plan(session, officer_id, plan_id)
    rows, _ = task_views.by_lead(session, _scope(plan, now, office), Narrow(plan_id=plan_id), EVERYTHING, 0)
    return [_bar(int(row[0]), str(row[1]), row[3:10]) for row in rows]


def parts(
    session: Session, now: datetime, officer_id: int, plan_id: int, only: str, page: int, office: Office
) -> tuple[list[Part], int, int, int]:
    """A page of what is overdue, stuck or silent: parts, page, pages, how many in all. Raises Refusal."""
    plan = plan_events.known_plan(session, officer_id, plan_id)
    if only not in (task_views.OVERDUE, task_views.STUCK, task_views.SILENT):
        raise Refusal("refused-out-of-date")
    narrow, scope = Narrow(plan_id=plan_id, only=only), _scope(plan, now, office)
    rows, total = task_views.parts(session, scope, narrow, PAGE, max(0, page) * PAGE)
    pages = max(1, -(-total // PAGE))
    if page >= pages:
        page = pages - 1
        rows, _ = task_views.parts(session, scope, narrow, PAGE, page * PAGE)
    found = [Part(part.id or 0, task.title, unit.name, part.due or task.due) for _, part, task, _, unit in rows]
    return found, page, pages, total


def others(session: Session, officer_id: int, draft_id: int) -> list[tuple[int, str]]:
    """(plan, name) that this draft could correct, newest first. Raises Refusal."""
    draft = plan_drafts.by_id(session, draft_id)
    if draft is None:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, ACT, draft.unit_id)
    found = plan_tasks.plans_of(session, [draft.unit_id])
    return [(one.id or 0, plan_name(one.number, one.title)) for one in found if one.id != draft.plan_id]
