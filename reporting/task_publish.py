"""Publishing a task, throwing a draft away, taking a task that runs back."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting import rights, task_draft, task_due, task_give, task_rows
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_card import MANAGE
from storage import audit, tasks
from storage.tasks import DRAFT, OPEN, WITHDRAWN, Task


@dataclass(frozen=True)
class Published:
    """A task that runs now, given by the office of `root_id`. `fresh`: it did not before. `unreached`: how many
    officers have no address that works."""

    task_id: int
    title: str
    units: int
    unreached: int
    fresh: bool
    root_id: int


def publish(session: Session, now: datetime, officer_id: int, task_id: int, version: int, office: Office) -> Published:
    """The units have it from now on, and their officers are told. A second tap publishes nothing more.

    `version` is what the preview showed: another one means that it is old. Raises Refusal.
    """
    task = task_draft.editable(session, officer_id, task_id)
    given = tasks.assignments(session, [task_id]).get(task_id, [])
    if task.state == OPEN:
        return Published(task_id, task.title, len(given), 0, fresh=False, root_id=task.unit_id)
    if version != task.version:
        raise Refusal("refused-out-of-date")
    if task_draft.missing(session, task):
        raise Refusal("refused-needed")
    for one in given:
        rights.demand(session, officer_id, MANAGE, one.unit_id)
        one.since = now
        session.add(one)
    task.state, task.published_at, task.version = OPEN, now, task.version + 1
    session.add(task)
    session.flush()
    task_draft.leave(session, officer_id)
    unreached = task_give.tell_given(session, now, {one.unit_id: [task] for one in given}, office, str(task_id))
    after = task_rows.described(session, task)
    audit.note(session, now, officer_id, "task.publish", "task", task_id, unit_id=task.unit_id, after=after)
    return Published(task_id, task.title, len(given), unreached, fresh=True, root_id=task.unit_id)


def discard(session: Session, officer_id: int, task_id: int) -> None:
    """Throw the draft away. Raises Refusal."""
    task = task_draft.editable(session, officer_id, task_id)
    if task.state != DRAFT:
        raise Refusal("refused-out-of-date")
    task_draft.leave(session, officer_id)
    tasks.forget_draft(session, task_id)


def withdraw(session: Session, now: datetime, officer_id: int, task_id: int) -> Task:
    """Take a task that runs back: nobody is asked for it any more, what was said is kept. Twice is once.

    Raises Refusal.
    """
    task = tasks.by_id(session, task_id, lock=True)
    if task is None or task.state == DRAFT:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, MANAGE, task.unit_id)
    if task.state == OPEN:
        before = task_rows.described(session, task)
        task.state, task.version = WITHDRAWN, task.version + 1
        session.add(task)
        task_due.withdrawn(session, task_id)
        audit.note(session, now, officer_id, "task.withdraw", "task", task_id, unit_id=task.unit_id, before=before)
    return task
