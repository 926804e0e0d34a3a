"""When reminders of a task fall away or wait again: in the transaction that makes it so."""

from collections.abc import Iterable

from sqlmodel import Session

from reporting.task_state import DONE, Stand
from storage import task_reminders, tasks
from storage.assigning import Part
from storage.task_reminders import mark_code, task_code
from storage.tasks import Assignment


def settled(session: Session, assignment: Assignment, before: Stand, after: Stand) -> None:
    """The unit said this: what would remind it of what is done is not said any more, and what is open again is."""
    if after.state == DONE:
        dropped(session, [assignment])
        return
    if after.reached:
        task_reminders.cancel(session, [mark_code(one) for one in after.reached], [assignment.unit_id])
    again = [mark_code(one) for one in before.reached if one not in after.reached]
    if before.state == DONE:
        again = [task_code(assignment.task_id), *_open_marks(session, assignment.task_id, after)]
    if again:
        task_reminders.revive(session, again, assignment.unit_id)


def _open_marks(session: Session, task_id: int, stand: Stand) -> list[str]:
    """The milestones that this unit has still to reach."""
    marks = tasks.milestones(session, [task_id]).get(task_id, [])
    return [mark_code(one.id or 0) for one in marks if one.id not in stand.reached]


def dropped(session: Session, gone: Iterable[Assignment | Part]) -> None:
    """These units are not asked for their task any more."""
    unit_ids: dict[int, list[int]] = {}
    for one in gone:
        unit_ids.setdefault(one.task_id, []).append(one.unit_id)
    marks = tasks.milestones(session, list(unit_ids))
    alike: dict[tuple[int, ...], list[str]] = {}
    for task_id, units in unit_ids.items():  # the tasks of a plan mostly have the same units: one statement for them
        codes = [task_code(task_id), *(mark_code(mark.id or 0) for mark in marks.get(task_id, []))]
        alike.setdefault(tuple(sorted(units)), []).extend(codes)
    for same, codes in alike.items():
        task_reminders.cancel(session, codes, same)


def withdrawn(session: Session, task_id: int) -> None:
    """Nobody is asked for this task any more."""
    dropped(session, tasks.assignments(session, [task_id]).get(task_id, []))
