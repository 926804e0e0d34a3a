"""The office and each upper level look at the tasks of their branch: by task, unit and lead, and where to look first.

Figures and lines, no words. Rights are read anew at every look; a branch is never wider than the officer's own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from reporting import rights
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_card import MANAGE, READ, Mark, marks, plan_name
from reporting.task_list import Line, line
from reporting.task_state import Stand
from storage import task_views, tasks, units
from storage.task_views import OVERDUE, SILENT, STUCK, Narrow, Scope
from storage.tasks import OPEN, Task

SILENCES = (7, 14, 30)
"""Days without a word after which a unit is silent; the office chooses."""
SILENT_DAYS = 14
FIRST_SHOWN = 6
PAGE = 8
FILTERS = (OVERDUE, STUCK, SILENT)


@dataclass(frozen=True)
class Counts:
    """Parts are tasks times units. `percent`: the mean progress over the parts, rounded down."""

    parts: int
    done: int
    doing: int
    stuck: int
    overdue: int
    silent: int
    percent: int

    @property
    def not_started(self) -> int:
        """Those of which nobody said that they have begun."""
        return self.parts - self.done - self.doing - self.stuck


@dataclass(frozen=True)
class Group:
    """One line of a list: a task, a unit, or a lead (`id`: one of the lead's tasks)."""

    id: int
    name: str
    lead: str
    due: date | None
    tasks: int
    counts: Counts


@dataclass(frozen=True)
class Groups:
    """A page of such lines."""

    lines: tuple[Group, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Ranked:
    """A task with a unit, and why it needs a look: 0 overdue and stuck, 1 overdue, 2 stuck, 3 silent with the day near,
    4 silent, 5 none of these, 6 done."""

    rank: int
    line: Line


@dataclass(frozen=True)
class Parts:
    """A page of such lines."""

    lines: tuple[Ranked, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Look:
    """The one screen: counts of the branch and what needs a look first. `soon`: parts due within a week."""

    root_id: int
    unit: str
    at: datetime
    silent_days: int
    counts: Counts
    tasks: int
    units: int
    soon: int
    first: tuple[Ranked, ...]
    roots: tuple[tuple[int, str], ...]
    manages: bool


@dataclass(frozen=True)
class TaskPage:
    """One task over the branch: what it is, and how it stands with each unit."""

    task_id: int
    version: int
    code: str | None
    plan: str
    title: str
    detail: str
    lead: str
    supervisor: str
    partners: str
    result: str
    start: date | None
    due: date | None
    time_phrase: str
    marks: tuple[Mark, ...]
    counts: Counts
    parts: Parts
    running: bool
    manages: bool


def roots(session: Session, officer_id: int) -> list[tuple[int, str]]:
    """The tops of what the officer looks at: (unit, name). Branches only: the own unit's tasks are in the own list."""
    tops = list(dict.fromkeys(rights.reach(session, officer_id, READ)[rights.BRANCH]))
    names = units.by_ids(session, tops)
    return [(top, names[top].name) for top in tops]


def scope(
    session: Session,
    now: datetime,
    officer_id: int | None,
    root_id: int,
    office: Office,
    silent_days: int = SILENT_DAYS,
) -> Scope:
    """The branch, if the officer may look at it now (None: the command line). Raises Refusal."""
    if units.by_id(session, root_id) is None or not 1 <= silent_days <= 366:
        raise Refusal("refused-out-of-date")
    if officer_id is not None:
        whole = rights.reach(session, officer_id, READ)[rights.BRANCH]
        if not units.is_within(session, root_id, whole):
            raise Refusal("refused-right")
    today, span = office.today(now), timedelta(days=silent_days)
    return Scope(root_id, today, now - span, today - span)


def look(
    session: Session,
    now: datetime,
    officer_id: int | None,
    root_id: int,
    office: Office,
    silent_days: int = SILENT_DAYS,
) -> Look:
    """Where to look first in this branch. Reads only. Raises Refusal("refused-right")."""
    about = scope(session, now, officer_id, root_id, office, silent_days)
    row = task_views.counts(session, about)
    first, _ = task_views.parts(session, about, Narrow(open_only=True), FIRST_SHOWN)
    unit = units.by_id(session, root_id)
    return Look(
        root_id=root_id,
        unit=unit.name if unit else "",
        at=now,
        silent_days=silent_days,
        counts=_counts(row),
        tasks=row[7],
        units=row[8],
        soon=row[9],
        first=tuple(_ranked(one, about.today) for one in first if one[0] < 5),
        roots=tuple(roots(session, officer_id)) if officer_id is not None else (),
        manages=officer_id is None or rights.may(session, officer_id, MANAGE, root_id),
    )


def by(
    session: Session,
    now: datetime,
    officer_id: int | None,
    root_id: int,
    what: str,
    only: str | None,
    page: int,
    office: Office,
    silent_days: int = SILENT_DAYS,
) -> Groups:
    """The branch by "task", "unit" or "lead"; `only` those with something overdue, stuck or silent. Reads only."""
    asked = {"task": task_views.by_task, "unit": task_views.by_unit, "lead": task_views.by_lead}.get(what)
    if asked is None or only not in (None, *FILTERS):
        raise Refusal("refused-out-of-date")
    about = scope(session, now, officer_id, root_id, office, silent_days)
    rows, total = asked(session, about, Narrow(only=only), PAGE, max(page, 0) * PAGE)
    pages = max(1, -(-total // PAGE))
    if page >= pages > 1:
        page = pages - 1
        rows, _ = asked(session, about, Narrow(only=only), PAGE, page * PAGE)
    return Groups(tuple(_group(what, row) for row in rows), total, min(max(page, 0), pages - 1), pages)


def _group(what: str, row: Any) -> Group:
    if what == "task":
        return Group(row[0], row[1], row[2], row[3], 1, _counts(row[4:]))
    if what == "unit":
        return Group(row[0], row[1], "", None, row[3], _counts(row[3:]))
    return Group(row[0], row[1], row[1], None, row[2], _counts(row[3:]))


def _counts(row: Any) -> Counts:
    parts, done, doing, stuck, overdue, silent, percents = (int(one) for one in row[:7])
    return Counts(parts, done, doing, stuck, overdue, silent, percents // parts if parts else 0)


def parts(
    session: Session,
    now: datetime,
    officer_id: int | None,
    root_id: int,
    narrow: Narrow,
    page: int,
    office: Office,
    silent_days: int = SILENT_DAYS,
) -> Parts:
    """Single tasks with single units, those in need first. Reads only. Raises Refusal."""
    return _parts(session, scope(session, now, officer_id, root_id, office, silent_days), narrow, page)


def _parts(session: Session, about: Scope, narrow: Narrow, page: int) -> Parts:
    if narrow.only not in (None, *FILTERS):
        raise Refusal("refused-out-of-date")
    rows, total = task_views.parts(session, about, narrow, PAGE, max(page, 0) * PAGE)
    pages = max(1, -(-total // PAGE))
    if page >= pages > 1:
        page = pages - 1
        rows, _ = task_views.parts(session, about, narrow, PAGE, page * PAGE)
    lines = tuple(_ranked(one, about.today) for one in rows)
    return Parts(lines, total, min(max(page, 0), pages - 1), pages)


def _ranked(row: Any, today: date) -> Ranked:
    return Ranked(int(row[0]), line(row[1], row[2], row[3], row[4].name, today))


def lead_of(session: Session, task_id: int) -> tuple[str, str]:
    """(key, name) of a lead, told by one of its tasks. Raises Refusal."""
    task = tasks.by_id(session, task_id)
    if task is None:
        raise Refusal("refused-out-of-date")
    return task.lead_key, task.lead


def lead_below(
    session: Session, now: datetime, officer_id: int, root_id: int, task_id: int, office: Office
) -> tuple[str, str]:
    """The same, of a task that somebody in this branch has: others' leads are not told. Raises Refusal."""
    about = scope(session, now, officer_id, root_id, office)
    if not _counts(task_views.counts(session, about, Narrow(task_id=task_id))).parts:
        raise Refusal("refused-out-of-date")
    return lead_of(session, task_id)


def unit_name(session: Session, root_id: int, unit_id: int) -> str:
    """The name of a unit of this branch. Raises Refusal("refused-out-of-date") when there is none."""
    unit = units.by_id(session, unit_id)
    if unit is None or not units.is_within(session, unit_id, [root_id]):
        raise Refusal("refused-out-of-date")
    return unit.name


def managed_title(session: Session, officer_id: int, task_id: int) -> str:
    """The title of a task that the officer may change. Raises Refusal."""
    task = tasks.by_id(session, task_id)
    if task is None or task.state != OPEN:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, MANAGE, task.unit_id)
    return task.title


def task_page(
    session: Session,
    now: datetime,
    officer_id: int | None,
    root_id: int,
    task_id: int,
    only: str | None,
    page: int,
    office: Office,
    silent_days: int = SILENT_DAYS,
) -> TaskPage:
    """One task over the branch. Raises Refusal: no right, or "refused-out-of-date" when no unit there has it."""
    about = scope(session, now, officer_id, root_id, office, silent_days)
    task = tasks.by_id(session, task_id)
    counts = _counts(task_views.counts(session, about, Narrow(task_id=task_id)))
    if task is None or task.state != OPEN or not counts.parts:
        raise Refusal("refused-out-of-date")
    plan = tasks.plan(session, task.plan_id)
    return TaskPage(
        task_id=task_id,
        version=task.version,
        code=task.code,
        plan=plan_name(plan.number, plan.title) if plan else "",
        title=task.title,
        detail=task.detail,
        lead=task.lead,
        supervisor=task.supervisor,
        partners=task.partners,
        result=task.result,
        start=task.start,
        due=task.due,
        time_phrase=task.time_phrase,
        marks=marks(session, task_id, Stand(), about.today),
        counts=counts,
        parts=_parts(session, about, Narrow(task_id=task_id, only=only), page),
        running=task.state == OPEN,
        manages=_manages(session, officer_id, task),
    )


def _manages(session: Session, officer_id: int | None, task: Task) -> bool:
    return officer_id is None or rights.may(session, officer_id, MANAGE, task.unit_id)
