"""The rows of a task beside itself: its milestones, and all of it as plain values for the audit."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from reporting.task_words import Mark
from reporting.text import fold
from storage import assigning, tasks
from storage.base import Json
from storage.tasks import Milestone, Task


def put_marks(session: Session, task: Task, marks: tuple[Mark, ...]) -> bool:
    """These take the place of the milestones that are there; of the same title it stays the same one. Any change?"""
    assert task.id is not None
    there = tasks.milestones(session, [task.id])
    differs = [(one.title, one.due) for one in there.get(task.id, [])] != [(one.title, one.due) for one in marks]
    put_all(session, {task.id: marks}, there)
    return differs


def put_all(session: Session, wanted: Mapping[int, Sequence[Mark]], there: Mapping[int, Sequence[Milestone]]) -> None:
    """The same for many tasks (by number) in a few statements; `there`: the milestones that they have."""
    kept: set[int | None] = set()
    for task_id, marks in wanted.items():
        by_title = {fold(one.title): one for one in there.get(task_id, [])}
        for position, mark in enumerate(marks):
            row = by_title.pop(fold(mark.title), None) or Milestone(
                task_id=task_id, position=position, title=mark.title
            )
            row.title, row.position, row.due = mark.title, position, mark.due
            kept.add(row.id)
            session.add(row)
    session.flush()
    gone = [one.id for task_id in wanted for one in there.get(task_id, []) if one.id and one.id not in kept]
    if gone:
        tasks.forget_milestones(session, gone)


def described(session: Session, task: Task) -> Json:
    """The task as plain values, for the audit."""
    assert task.id is not None
    return described_all(session, [task])[task.id]


def described_all(session: Session, many: Sequence[Task]) -> dict[int, Json]:
    """The same for many tasks, by number."""
    numbers = [task.id for task in many if task.id is not None]
    marks, units = tasks.milestones(session, numbers), assigning.units_of(session, numbers)
    return {number: _plain(task, marks.get(number, []), units.get(number, [])) for task in many if (number := task.id)}


def _plain(task: Task, marks: Sequence[Milestone], units: Sequence[int]) -> Json:
    return {
        "title": task.title,
        "lead": task.lead,
        "supervisor": task.supervisor,
        "partners": task.partners,
        "result": task.result,
        "start": task.start.isoformat() if task.start else None,
        "due": task.due.isoformat() if task.due else None,
        "time_phrase": task.time_phrase,
        "milestones": [[one.title, one.due.isoformat() if one.due else None] for one in marks],
        "units": list(units),
    }
