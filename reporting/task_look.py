"""The office and each upper level look at the tasks of their branch: how many stand how, and where to look first.

Figures and lines, no words. Rights are read anew at every look; a branch is never wider than the officer's own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from reporting import rights
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_card import MANAGE, READ
from reporting.task_list import Line, line
from storage import task_views, units
from storage.task_views import OVERDUE, SILENT, STUCK, Narrow, Scope

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
        counts=counts_of(row),
        tasks=row[7],
        units=row[8],
        soon=row[9],
        first=tuple(_ranked(one, about.today) for one in first if one[0] < 5),
        roots=tuple(roots(session, officer_id)) if officer_id is not None else (),
        manages=officer_id is None or rights.may(session, officer_id, MANAGE, root_id),
    )


def counts_of(row: Any) -> Counts:
    """The counts, of a row of storage/task_views.py that begins with them."""
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
    return parts_in(session, scope(session, now, officer_id, root_id, office, silent_days), narrow, page)


def parts_in(session: Session, about: Scope, narrow: Narrow, page: int) -> Parts:
    """The same of a branch that the officer may look at. Raises Refusal."""
    if narrow.only not in (None, *FILTERS):
        raise Refusal("refused-out-of-date")
    rows, *where = paged(lambda offset: task_views.parts(session, about, narrow, PAGE, offset), page)
    return Parts(tuple(_ranked(one, about.today) for one in rows), *where)


def paged(asked: Callable[[int], tuple[Sequence[Any], int]], page: int) -> tuple[Sequence[Any], int, int, int]:
    """(rows, total, page, pages) of that page, or of the last one where there are fewer; `asked` takes an offset."""
    rows, total = asked(max(page, 0) * PAGE)
    pages = max(1, -(-total // PAGE))
    if page >= pages > 1:
        page = pages - 1
        rows, _ = asked(page * PAGE)
    return rows, total, min(max(page, 0), pages - 1), pages


def _ranked(row: Any, today: date) -> Ranked:
    return Ranked(int(row[0]), line(row[1], row[2], row[3], row[4].name, today))
