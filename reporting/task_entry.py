"""One thing that an officer says of a task is kept, or taken back.

Each is one transaction: the present stand, its line of the history, the audit and the reminders that fall away.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from reporting import rights, task_due
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_card import UNDO_WITHIN, WRITE, Card, card, find, stand_of
from reporting.task_figures import Amount
from reporting.task_state import Stand
from storage import audit, task_entries, tasks
from storage.task_entries import TaskEntry
from storage.tasks import OPEN, Assignment, Task, TaskStatus


def editable(
    session: Session, now: datetime, officer_id: int, assignment_id: int
) -> tuple[Assignment, Task, TaskStatus]:
    """The assignment, locked, if the officer reports it now. Raises Refusal: no right, "task-refused-closed"."""
    assignment, task = find(session, officer_id, assignment_id, lock=True)
    rights.demand(session, officer_id, WRITE, assignment.unit_id)
    if task.state != OPEN or assignment.ended_at is not None:
        raise Refusal("task-refused-closed")
    return assignment, task, tasks.status(session, assignment_id)


def keep(
    session: Session,
    now: datetime,
    officer_id: int,
    assignment: Assignment,
    task: Task,
    status: TaskStatus,
    after: Stand,
    note: str = "",
    figures: Sequence[Amount] | None = None,
) -> TaskEntry:
    """Keep what was said: the line of the history, the present stand, the audit; what reminded of it falls away."""
    before = stand_of(status)
    entry = TaskEntry(
        assignment_id=status.assignment_id,
        officer_id=officer_id,
        at=now,
        before=before.to_json(),
        after=after.to_json(),
        note=note,
        figures=None if figures is None else [one.to_json() for one in figures],
    )
    session.add(entry)
    _put(session, status, before, after)
    status.told_at, status.told_by = now, officer_id
    session.flush()
    task_due.settled(session, assignment, before, after)
    told = {"entry": entry.id, **after.to_json()} | ({"note": note} if note else {})
    audit.note(
        session,
        now,
        officer_id,
        "task.tell",
        "task",
        task.id,
        unit_id=assignment.unit_id,
        before=before.to_json(),
        after=told,
    )
    return entry


def _put(session: Session, status: TaskStatus, before: Stand, after: Stand) -> None:
    for name, value in after.to_json().items():
        setattr(status, name, value)
    if (before.state, before.percent, before.reason, before.reason_text, before.reached) != (
        after.state,
        after.percent,
        after.reason,
        after.reason_text,
        after.reached,
    ):
        status.version += 1
    session.add(status)


def undo(session: Session, now: datetime, officer_id: int, entry_id: int, office: Office) -> Card:
    """Take back the last thing that was said: by who said it, within UNDO_WITHIN. The history keeps it as taken back.

    Twice is once. Raises Refusal: "refused-out-of-date" when it is not the last any more, "task-refused-undo-other",
    "task-refused-undo-late".
    """
    entry = task_entries.by_id(session, entry_id)
    if entry is None:
        raise Refusal("refused-out-of-date")
    assignment, task, status = editable(session, now, officer_id, entry.assignment_id)
    if entry.undone_at is None:
        _take_back(session, now, officer_id, entry, assignment, task, status)
    return card(session, now, officer_id, entry.assignment_id, office)


def _take_back(
    session: Session,
    now: datetime,
    officer_id: int,
    entry: TaskEntry,
    assignment: Assignment,
    task: Task,
    status: TaskStatus,
) -> None:
    last = task_entries.last(session, entry.assignment_id)
    if last is None or last.id != entry.id:
        raise Refusal("refused-out-of-date")
    if entry.officer_id != officer_id:
        raise Refusal("task-refused-undo-other")
    if now - entry.at > UNDO_WITHIN:
        raise Refusal("task-refused-undo-late")
    entry.undone_at = now
    session.add(entry)
    session.flush()
    before, after = stand_of(status), Stand.from_json(entry.before)
    _put(session, status, before, after)
    earlier = task_entries.last(session, entry.assignment_id)
    status.told_at, status.told_by = (earlier.at, earlier.officer_id) if earlier else (None, None)
    session.flush()
    task_due.settled(session, assignment, before, after)
    audit.note(
        session,
        now,
        officer_id,
        "task.undo",
        "task",
        task.id,
        unit_id=assignment.unit_id,
        before=before.to_json(),
        after={"entry": entry.id, **after.to_json()},
    )
