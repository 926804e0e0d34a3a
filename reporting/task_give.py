"""Giving tasks to units: who may be given one, the rows that makes, and word to their officers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from reporting import mail, task_due
from reporting.daysoff import Office
from reporting.text import fold
from storage import assigning, officers, task_views
from storage.assigning import Part
from storage.base import Json
from storage.tasks import Assignment, Task
from storage.units import Unit

TOLD_ROLES = ("reporter", "head")


def lead_key(lead: str) -> str:
    """The same for the same lead, however it is typed ("Ban Phong trào", "ban phong trao")."""
    return fold(lead)[:300]


def assignable(session: Session, now: datetime, root_id: int, office: Office) -> list[Unit]:
    """The units that live today and that this unit's office gives tasks to: those at and below it."""
    return task_views.living_below(session, [root_id], office.today(now))


def assign(
    session: Session, now: datetime, officer_id: int | None, task_id: int, unit_ids: Iterable[int]
) -> list[Part]:
    """Give the task to these units; gives those that did not have it. Who had it once has it again, history and all."""
    return assigning.give(session, now, officer_id, {task_id: unit_ids})


def assign_exactly(
    session: Session, now: datetime, officer_id: int | None, wanted: Mapping[int, Sequence[int]]
) -> list[Part]:
    """Give each task to its units (task → units) and to nobody else; gives the parts that were not there.

    In a few statements, however many there are: a plan of 80 tasks for 122 units has 9,760 parts.
    """
    there = assigning.parts(session, wanted)
    keep = {task_id: set(unit_ids) for task_id, unit_ids in wanted.items()}
    take_away(session, now, [one for one in there if one.unit_id not in keep[one.task_id]])
    return assigning.give(session, now, officer_id, wanted)


def take_away(session: Session, now: datetime, gone: Sequence[Part | Assignment]) -> None:
    """These units do not have their task any more; what they said is kept."""
    if gone:
        assigning.end(session, now, [one.id or 0 for one in gone])
        task_due.dropped(session, gone)


def tell_given(session: Session, now: datetime, given: Mapping[int, Sequence[Task]], office: Office, mark: str) -> int:
    """One message to each officer of the units that were given tasks (unit → tasks), in working time.

    `mark` names the occasion, so that it is said once. Gives how many officers no address reaches.
    """
    by_officer: dict[int, dict[int, Task]] = {}
    for unit_id, _, _, officer in officers.holders(session, list(given), TOLD_ROLES):
        by_officer.setdefault(officer.id or 0, {}).update({task.id or 0: task for task in given[unit_id]})
    alike: dict[tuple[int, ...], list[int]] = {}
    for officer_id, got in by_officer.items():
        alike.setdefault(tuple(sorted(got)), []).append(officer_id)
    known = {task.id or 0: task for got in given.values() for task in got}
    messages = [
        mail.Message(f"task-given:{mark}", told, _content([known[task_id] for task_id in task_ids]))
        for task_ids, told in alike.items()
    ]
    return len(mail.queue_all(session, now, "notice", messages, not_before=office.next_working_time(now)))


def _content(given: Sequence[Task]) -> Json:
    buttons = [[{"text": "menu-nhiemvu", "data": "m:nhiemvu"}]]
    days = [task.due for task in given if task.due is not None]
    if len(given) > 1:
        text, values = (
            "task-given-many",
            {"count": len(given), "dated": len(days), "first": _day(min(days, default=None))},
        )
    else:
        text = "task-given-one" if days else "task-given-standing"
        values = {"title": given[0].title, "lead": given[0].lead or "–", "due": _day(given[0].due)}
    return {"text": text, "title": "task-given-title", "values": values, "buttons": buttons}


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"
