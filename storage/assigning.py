"""Who has which tasks, and giving and taking them: in few statements, however many tasks and units there are.

80 tasks for 122 communes are 9,760 rows: as ORM objects they would hold the database's only writer for seconds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, exists, insert, inspect, literal, select, update
from sqlmodel import Session, col

from storage.tasks import Assignment, TaskStatus
from storage.upsert import insert_new

AT_ONCE = 500  # numbers in one IN (…): SQLite before 3.32 takes 999 parameters


@dataclass(frozen=True, slots=True)
class Part:
    """One task with one unit. `due`: the unit's own last good day where it differs from the task's."""

    id: int
    task_id: int
    unit_id: int
    due: date | None
    ended: bool = False


def parts(session: Session, task_ids: Iterable[int], ended: bool = False) -> list[Part]:
    """Who has these tasks now; with `ended`, also who had them once."""
    found: list[Part] = []
    for some in _some(task_ids):
        asked = select(
            col(Assignment.id),
            col(Assignment.task_id),
            col(Assignment.unit_id),
            col(Assignment.due),
            col(Assignment.ended_at).is_not(None),
        ).where(col(Assignment.task_id).in_(some))
        if not ended:
            asked = asked.where(col(Assignment.ended_at).is_(None))
        found += [Part(*row) for row in session.execute(asked.order_by(col(Assignment.id)))]
    return found


def _some(numbers: Iterable[int]) -> Iterator[list[int]]:
    every = list(numbers)
    return (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE))


def units_of(session: Session, task_ids: Iterable[int]) -> dict[int, list[int]]:
    """The units that have each of these tasks now."""
    found: dict[int, list[int]] = {}
    for part in parts(session, task_ids):
        found.setdefault(part.task_id, []).append(part.unit_id)
    return found


def give(session: Session, now: datetime, by: int | None, wanted: Mapping[int, Iterable[int]]) -> list[Part]:
    """Give each task to its units (task → units); gives those parts that were not there.

    Who had a task once has it again, with its own last day and all that was said of it.
    """
    session.flush()
    there = {(one.task_id, one.unit_id): one for one in parts(session, wanted, ended=True)}
    pairs = dict.fromkeys((task_id, unit_id) for task_id, unit_ids in wanted.items() for unit_id in unit_ids)
    back = {there[pair].id for pair in pairs if pair in there and there[pair].ended}
    for some in _some(back):
        _change(session, some, ended_at=None, since=now, by=by)
    new = [pair for pair in pairs if pair not in there]
    rows = [
        {"task_id": task_id, "unit_id": unit_id, "due": None, "since": now, "by": by, "ended_at": None}
        for task_id, unit_id in new
    ]
    if not back and not rows:
        return []
    insert_new(session, Assignment, rows)
    fresh_tasks = dict.fromkeys(task_id for task_id, _ in new)
    for some in _some(fresh_tasks):
        _say_nothing_yet(session, some)
    now_there = parts(session, wanted)
    return [one for one in now_there if one.id in back or (one.task_id, one.unit_id) not in there]


def _say_nothing_yet(session: Session, task_ids: Sequence[int]) -> None:
    """Every part of these tasks that has no status gets the first one: not started."""
    status: Any = inspect(TaskStatus).local_table
    empty: Any = literal([], JSON())
    asked = select(
        col(Assignment.id),
        literal("not_started"),
        literal(""),
        empty.label("figures"),
        empty.label("reached"),
        literal(0),
    ).where(
        col(Assignment.task_id).in_(task_ids),
        ~exists().where(col(TaskStatus.assignment_id) == col(Assignment.id)),
    )
    columns = ["assignment_id", "state", "reason_text", "figures", "reached", "version"]
    session.connection().execute(insert(status).from_select(columns, asked))


def end(session: Session, now: datetime, part_ids: Iterable[int]) -> None:
    """These parts are over; what was said of them is kept."""
    for some in _some(part_ids):
        _change(session, some, ended_at=now)


def set_days(session: Session, days: Mapping[int, date | None]) -> None:
    """Give these parts (by their numbers) a last good day of their own, or (None) the task's again."""
    by_day: dict[date | None, list[int]] = {}
    for part_id, day in days.items():
        by_day.setdefault(day, []).append(part_id)
    for day, part_ids in by_day.items():
        for some in _some(part_ids):
            _change(session, some, due=day)


def _change(session: Session, part_ids: Sequence[int], **values: Any) -> None:
    session.execute(update(Assignment).where(col(Assignment.id).in_(part_ids)).values(**values))
