"""The rows of a task beside itself: its milestones, and all of it as plain values for the audit."""

from sqlmodel import Session

from reporting.task_words import Mark
from reporting.text import fold
from storage import tasks
from storage.base import Json
from storage.tasks import Milestone, Task


def put_marks(session: Session, task: Task, marks: tuple[Mark, ...]) -> bool:
    """These take the place of the milestones that are there; of the same title it stays the same one. Any change?"""
    assert task.id is not None
    there = tasks.milestones(session, [task.id]).get(task.id, [])
    by_title = {fold(one.title): one for one in there}
    kept: set[int] = set()
    differs = [(one.title, one.due) for one in there] != [(one.title, one.due) for one in marks]
    for position, mark in enumerate(marks):
        row = by_title.get(fold(mark.title))
        if row is None or row.id in kept:
            row = Milestone(task_id=task.id, position=position, title=mark.title)
        row.title, row.position, row.due = mark.title, position, mark.due
        session.add(row)
        session.flush()
        kept.add(row.id or 0)
    tasks.forget_milestones(session, [one.id for one in there if one.id and one.id not in kept])
    return differs


def described(session: Session, task: Task) -> Json:
    """The task as plain values, for the audit."""
    assert task.id is not None
    there = tasks.milestones(session, [task.id]).get(task.id, [])
    return {
        "title": task.title,
        "lead": task.lead,
        "supervisor": task.supervisor,
        "partners": task.partners,
        "result": task.result,
        "start": task.start.isoformat() if task.start else None,
        "due": task.due.isoformat() if task.due else None,
        "time_phrase": task.time_phrase,
        "milestones": [[one.title, one.due.isoformat() if one.due else None] for one in there],
        "units": [one.unit_id for one in tasks.assignments(session, [task.id]).get(task.id, [])],
    }
