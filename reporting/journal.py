"""Reading the audit (nhật ký): who did what to what, when, before and after. That somebody read it is noted too."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from reporting import rights
from reporting.daysoff import ONE_DAY, Office
from reporting.refusal import Refusal
from storage import audit, audit_views, officers, units
from storage.audit import Audit
from storage.audit_views import Line, Wanted
from storage.base import Json

ACT = "audit.read"
PAGE = 8
# An opening holds for a working day: paging on in it is not noted again.
OPENED_FOR = timedelta(hours=12)

GROUPS: dict[str, tuple[str, ...]] = {
    "report": ("report.", "reminder."),
    "task": ("task.", "tasks.", "plan."),
    "people": ("post.", "invite.", "officers.", "consent.", "data.", "setting.", "right."),
    "message": ("nudge.", "broadcast.", "extension."),
    "read": ("report.read", "report.read-file", "task.read", "summary.", "tasks.export", "data.export", "audit."),
    "system": ("office.", "units.", "channel.", "duty."),
}
"""The filters of the chat: a group's acts, whole or by their first word."""


@dataclass(frozen=True)
class View:
    """What is looked at: a group of acts or "" for all, a day or None for all, and the opening to which it belongs."""

    upto: int
    group: str = ""
    day: date | None = None
    page: int = 0


@dataclass(frozen=True)
class Page:
    """One page of lines, newest first, and how many there are in all."""

    view: View
    lines: tuple[Line, ...]
    count: int
    pages: int


def open_(session: Session, now: datetime, officer_id: int | None, told: dict[str, str] | None = None) -> int:
    """Begin to read, which is noted (officer None: the command line); gives the line up to which it is read.

    Raises Refusal("refused-right").
    """
    tops: list[int | None] = [None] if officer_id is None else [*rights.roots(session, officer_id, ACT)]
    if not tops:
        raise Refusal("refused-right")
    upto = audit_views.newest(session)
    for top in tops:  # each branch that is read finds a line of it in its own audit
        audit.note(session, now, officer_id, "audit.read", "audit", upto, unit_id=top, after=told)
    return upto


def summary_exported(session: Session, now: datetime, unit_id: int, told: Json) -> None:
    """The command line put a summary of that branch out; `told` names the turn."""
    audit.note(session, now, None, "summary.export", "unit", unit_id, unit_id=unit_id, after=told)


def tasks_exported(session: Session, now: datetime, unit_id: int, told: Json) -> None:
    """The command line put the tasks of that branch out; `told` names what was looked for."""
    audit.note(session, now, None, "tasks.export", "unit", unit_id, unit_id=unit_id, after=told)


def page(session: Session, now: datetime, officer_id: int, view: View, office: Office) -> Page:
    """That page, of the officer's branches only. An opening that is over, or never was, is begun and noted anew.

    Raises Refusal("refused-right"), Refusal("refused-out-of-date") for a group that is none.
    """
    if view.group and view.group not in GROUPS:
        raise Refusal("refused-out-of-date")
    view = _opened(session, now, officer_id, view)
    wanted = _wanted(session, officer_id, view, office)
    count = audit_views.count(session, wanted)
    pages = max(1, -(-count // PAGE))
    number = min(max(view.page, 0), pages - 1)
    lines = audit_views.lines(session, wanted, PAGE, number * PAGE)
    return Page(View(view.upto, view.group, view.day, number), tuple(lines), count, pages)


def line(session: Session, now: datetime, officer_id: int, upto: int, line_id: int) -> Line:
    """One line with its before and after. Raises Refusal for a line outside the officer's branches."""
    _opened(session, now, officer_id, View(upto))
    row = session.get(Audit, line_id)
    if row is None:
        raise Refusal("refused-out-of-date")
    roots = rights.roots(session, officer_id, ACT)
    if not (units.is_within(session, row.unit_id, roots) if row.unit_id else _is_top(session, roots)):
        raise Refusal("refused-right")
    officer = officers.by_id(session, row.officer_id) if row.officer_id else None
    unit = units.by_id(session, row.unit_id) if row.unit_id else None
    return Line(row, officer.name if officer else None, unit.name if unit else None, unit.code if unit else None)


def _opened(session: Session, now: datetime, officer_id: int, view: View) -> View:
    if not rights.roots(session, officer_id, ACT):
        raise Refusal("refused-right")
    if audit_views.was_opened(session, officer_id, ACT, view.upto, now - OPENED_FOR):
        return view
    return View(open_(session, now, officer_id), view.group, view.day)


def _wanted(session: Session, officer_id: int, view: View, office: Office) -> Wanted:
    roots = tuple(rights.roots(session, officer_id, ACT))
    since, before = between(view.day, view.day, office)
    return Wanted(
        since=since,
        before=before,
        upto=view.upto,
        roots=roots,
        unplaced=_is_top(session, roots),
        acts=GROUPS.get(view.group, ()),
    )


def _is_top(session: Session, roots: list[int] | tuple[int, ...]) -> bool:
    """Lines about no unit (imports, locks) belong to who looks after a whole tree."""
    return any(unit.parent_id is None for unit in units.by_ids(session, list(roots)).values())


def between(first: date | None, last: date | None, office: Office) -> tuple[datetime | None, datetime | None]:
    """The instants from the beginning of the first day to the end of the last, by the office's clock."""
    midnight = datetime.min.time()
    since = office.at(first, midnight) if first else None
    before = office.at(last + ONE_DAY, midnight) if last else None
    return since, before
