"""When reminders of a task fall away: in the transaction that makes them needless."""

from collections.abc import Iterable

from sqlmodel import Session

from reporting.task_state import DONE, Stand
from storage import task_reminders, tasks
from storage.task_reminders import mark_code, task_code
from storage.tasks import Assignment


def settled(session: Session, assignment: Assignment, stand: Stand) -> None:
    """The unit said this: what would remind it of what is done is not said any more."""
    if stand.state == DONE:
        dropped(session, [assignment])
    elif stand.reached:
        task_reminders.cancel(session, [mark_code(one) for one in stand.reached], [assignment.unit_id])


def dropped(session: Session, gone: Iterable[Assignment]) -> None:
    """These units are not asked for their task any more."""
    unit_ids: dict[int, list[int]] = {}
    for one in gone:
        unit_ids.setdefault(one.task_id, []).append(one.unit_id)
    marks = tasks.milestones(session, list(unit_ids))
    for task_id, units in unit_ids.items():
        codes = [task_code(task_id), *(mark_code(mark.id or 0) for mark in marks.get(task_id, []))]
        task_reminders.cancel(session, codes, units)


def withdrawn(session: Session, task_id: int) -> None:
    """Nobody is asked for this task any more."""
    dropped(session, tasks.assignments(session, [task_id]).get(task_id, []))
