"""What was said of a task in one unit, and its evidence: the pages of history, pictures and files."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting.refusal import Refusal
from reporting.task_card import find
from reporting.task_state import Stand
from storage import audit, officers, task_entries
from storage.task_entries import TaskEntry, TaskEvidence
from storage.tasks import Assignment, Task

HISTORY_PAGE = 6


@dataclass(frozen=True)
class Entry:
    """One line of the history: who, when, before and after, with note, figures and the number of files."""

    id: int
    at: datetime
    by: str
    before: Stand
    after: Stand
    note: str
    figures: tuple[dict[str, str], ...]
    files: int
    undone_at: datetime | None


@dataclass(frozen=True)
class File:
    """A picture or file as evidence. `stored` is its name in the store."""

    id: int
    stored: str
    name: str
    mime: str
    size: int
    caption: str
    by: str
    at: datetime


def history(
    session: Session, now: datetime, officer_id: int, assignment_id: int, page: int
) -> tuple[list[Entry], int, int]:
    """A page of what was said, newest first: the entries, the page's number, how many pages there are.

    Writes: reading another unit's history leaves an audit line. Raises Refusal as `task_card.card` does.
    """
    assignment, task = find(session, officer_id, assignment_id)
    total = task_entries.count(session, assignment_id)
    pages = max(1, -(-total // HISTORY_PAGE))
    page = min(max(page, 0), pages - 1)
    rows = task_entries.newest(session, assignment_id, HISTORY_PAGE, page * HISTORY_PAGE)
    files = task_entries.evidence_of(session, [row.id for row in rows if row.id])
    _note_reading(session, now, officer_id, assignment, task)
    return [_entry(session, row, files.get(row.id or 0, 0)) for row in rows], page, pages


def _entry(session: Session, row: TaskEntry, files: int) -> Entry:
    teller = officers.by_id(session, row.officer_id)
    return Entry(
        id=row.id or 0,
        at=row.at,
        by=teller.name if teller else "",
        before=Stand.from_json(row.before),
        after=Stand.from_json(row.after),
        note=row.note,
        figures=tuple(row.figures or ()),
        files=files,
        undone_at=row.undone_at,
    )


def files(session: Session, officer_id: int, assignment_id: int) -> list[File]:
    """The pictures and files that stand, oldest first. Raises Refusal as `task_card.card` does."""
    find(session, officer_id, assignment_id)
    return [_file(session, row) for row in task_entries.evidence(session, assignment_id)]


def file(session: Session, now: datetime, officer_id: int, assignment_id: int, evidence_id: int) -> File:
    """One picture or file to be sent. Writes: another unit's leaves an audit line. Raises Refusal."""
    assignment, task = find(session, officer_id, assignment_id)
    there = {row.id: row for row in task_entries.evidence(session, assignment_id)}
    if evidence_id not in there:
        raise Refusal("refused-out-of-date")
    _note_reading(session, now, officer_id, assignment, task, {"file": evidence_id})
    return _file(session, there[evidence_id])


def _file(session: Session, row: TaskEvidence) -> File:
    teller = officers.by_id(session, row.officer_id)
    by = teller.name if teller else ""
    return File(row.id or 0, row.stored, row.name, row.mime, row.size, row.caption, by, row.at)


def _note_reading(
    session: Session,
    now: datetime,
    officer_id: int,
    assignment: Assignment,
    task: Task,
    more: dict[str, int] | None = None,
) -> None:
    """Who reads another unit's words leaves a line."""
    if any(post.unit_id == assignment.unit_id for post in officers.posts(session, officer_id)):
        return
    about = {"assignment": assignment.id, **(more or {})}
    audit.note(session, now, officer_id, "task.read", "task", task.id, unit_id=assignment.unit_id, after=about)
