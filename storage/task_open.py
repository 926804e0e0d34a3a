"""Which units have not said done of which dated tasks and milestones: what reminders are made of."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlmodel import Session, col

from storage.mark_days import MarkDay
from storage.tasks import OPEN, Assignment, Milestone, Task, TaskStatus, due_day

AT_ONCE = 500  # numbers in one IN (…): SQLite before 3.32 takes 999 parameters

DUTY = "task"
"""What stands in a reminder's `duty`; its `period` is one of the codes below."""


def task_code(task_id: int) -> str:
    """The task itself."""
    return f"t{task_id}"


def mark_code(milestone_id: int) -> str:
    """One of its milestones."""
    return f"m{milestone_id}"


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A unit that has not said that this dated task, or milestone, is done. `code`: under which it is reminded."""

    code: str
    assignment_id: int
    task_id: int
    title: str
    mark: str
    unit_id: int
    due: date
    since: datetime
    state: str
    percent: int | None


def open_parts(session: Session, since: date | None = None, until: date | None = None) -> list[OpenPart]:
    """Who has not said done, for tasks and milestones with a last good day between the two."""
    tasks = _between(_of_tasks(), due_day(), since, until)
    marks = _between(_of_marks(), _mark_day(), since, until)
    return [*_tasks_in(session, tasks), *_marks_in(session, marks)]


def open_days(session: Session, since: date) -> dict[str, set[date]]:
    """The last good days from then on of what some unit may not have done yet, by code: a superset, cheaply read."""
    tasks = _between(_open(due_day()), due_day(), since, None)
    marks = _between(_of_marks(), _mark_day(), since, None)
    found: dict[str, set[date]] = {}
    for task_id, day in session.execute(tasks.with_only_columns(col(Task.id), due_day()).distinct()):
        found.setdefault(task_code(task_id), set()).add(day)
    marks = marks.with_only_columns(col(Milestone.id), _mark_day()).order_by(None).distinct()
    for mark_id, day in session.execute(marks):
        found.setdefault(mark_code(mark_id), set()).add(day)
    return found


def parts_of(
    session: Session, codes: Collection[str], unit_ids: Collection[int] | None = None, since: date | None = None
) -> list[OpenPart]:
    """Which of these units (None, or more than AT_ONCE: of all units) have not said done for what has these codes and
    a last good day from `since` on."""
    asked_tasks = _between(_of_tasks(), due_day(), since, None)
    asked_marks = _between(_of_marks(), col(Milestone.due), since, None)
    if unit_ids is not None and len(unit_ids) <= AT_ONCE:
        asked_tasks = asked_tasks.where(col(Assignment.unit_id).in_(unit_ids))
        asked_marks = asked_marks.where(col(Assignment.unit_id).in_(unit_ids))
    found: list[OpenPart] = []
    for few in some(int(code[1:]) for code in codes if code.startswith("t")):
        found += _tasks_in(session, asked_tasks.where(col(Task.id).in_(few)))
    for few in some(int(code[1:]) for code in codes if code.startswith("m")):
        found += _marks_in(session, asked_marks.where(col(Milestone.id).in_(few)))
    return found


def some(numbers: Iterable[Any]) -> Iterator[list[Any]]:
    """These in order, AT_ONCE at a time."""
    every = sorted(numbers)
    return (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE))


def _of_tasks() -> Select[Any]:
    return _open(due_day()).order_by(due_day(), col(Task.id), col(Assignment.id))


def _mark_day() -> Any:
    """The unit's own day of the milestone, else the milestone's."""
    return func.coalesce(col(MarkDay.due), col(Milestone.due))


def _of_marks() -> Select[Any]:
    day = _mark_day()
    asked = _open(day).add_columns(col(Milestone.id), col(Milestone.title), col(TaskStatus.reached))
    own = and_(col(MarkDay.milestone_id) == col(Milestone.id), col(MarkDay.unit_id) == col(Assignment.unit_id))
    asked = asked.join(Milestone, col(Milestone.task_id) == col(Task.id)).outerjoin(MarkDay, own)
    asked = asked.where(day.is_not(None))
    return asked.order_by(day, col(Milestone.id), col(Assignment.id))


def _tasks_in(session: Session, asked: Select[Any]) -> list[OpenPart]:
    return [
        OpenPart(task_code(row[1]), row[0], row[1], row[2], "", *row[3:8])
        for row in session.execute(asked.where(due_day().is_not(None)))
    ]


def _marks_in(session: Session, asked: Select[Any]) -> list[OpenPart]:
    return [
        OpenPart(mark_code(row[8]), row[0], row[1], row[2], row[9], *row[3:8])
        for row in session.execute(asked)
        if row[8] not in row[10]
    ]


def _open(day: Any) -> Select[Any]:
    columns: Any = (
        col(Assignment.id),
        col(Task.id),
        col(Task.title),
        col(Assignment.unit_id),
        day,
        col(Assignment.since),
        col(TaskStatus.state),
        col(TaskStatus.percent),
    )
    return (
        select(*columns)
        .select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(TaskStatus, col(TaskStatus.assignment_id) == col(Assignment.id))
        .where(col(Task.state) == OPEN, col(Assignment.ended_at).is_(None), col(TaskStatus.state) != "done")
    )


def _between(asked: Select[Any], day: Any, since: date | None, until: date | None) -> Select[Any]:
    asked = asked if since is None else asked.where(day >= since)
    return asked if until is None else asked.where(day <= until)
