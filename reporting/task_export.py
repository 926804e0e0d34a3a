"""The tasks of a branch as plain values, for `tasks --json`: stable names, days as YYYY-MM-DD, instants with offset."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from reporting import task_look
from reporting.daysoff import Office
from reporting.task_card import days_late, due_of, plan_name, stand_of
from reporting.task_look import SILENT_DAYS
from storage import task_views, tasks, units
from storage.task_views import Narrow, Scope
from storage.tasks import Assignment, Task, TaskStatus
from storage.units import Unit

RANKS = ("overdue-stuck", "overdue", "stuck", "silent-soon", "silent", "open", "done")
"""`attention` of a part: where to look first."""


def export(
    session: Session,
    now: datetime,
    root_id: int,
    office: Office,
    only: str | None = None,
    silent_days: int = SILENT_DAYS,
    plan_id: int | None = None,
) -> dict[str, Any]:
    """Every task that runs at and below that unit, with each unit's part in it, then by unit and by lead.

    `only`: overdue, stuck or silent parts (silent for `silent_days`), units and leads with such; `plan_id`: of this
    plan alone. `totals` are of all parts of the branch and plan, whatever `only` says. Reads only. Raises Refusal.
    """
    about = task_look.scope(session, now, None, root_id, office, silent_days)
    narrow = Narrow(only=only, plan_id=plan_id)
    rows, _ = task_views.parts(session, about, narrow, None)
    found: dict[int, tuple[Task, list[dict[str, Any]]]] = {}
    for rank, assignment, task, status, unit in rows:
        there = found.setdefault(assignment.task_id, (task, []))
        there[1].append(_part(rank, assignment, task, status, unit, about, office))
    root = units.by_id(session, root_id)
    return {
        "at": office.local(now).isoformat(),
        "unit": root.name if root else "",
        "silent_days": silent_days,
        "totals": _totals(session, about, Narrow(plan_id=plan_id)),
        "tasks": _tasks(session, found),
        "by_unit": [
            {"unit_id": row[0], "unit": row[1], **_counted(row[3:])}
            for row in task_views.by_unit(session, about, narrow, None)[0]
        ],
        "by_lead": [
            {"lead": row[1] or None, "tasks": int(row[2]), **_counted(row[3:])}
            for row in task_views.by_lead(session, about, narrow, None)[0]
        ],
    }


def _counted(row: Sequence[Any]) -> dict[str, int]:
    """`percent`: the mean progress over the parts, rounded down."""
    names = ("parts", "done", "doing", "stuck", "overdue", "silent", "progress_sum")
    counts = dict(zip(names, map(int, row), strict=True))
    total = counts.pop("progress_sum")
    not_started = counts["parts"] - counts["done"] - counts["doing"] - counts["stuck"]
    return {**counts, "not_started": not_started, "percent": total // counts["parts"] if counts["parts"] else 0}


def _totals(session: Session, about: Scope, narrow: Narrow) -> dict[str, int]:
    row = task_views.counts(session, about, narrow)
    more = dict(zip(("tasks", "units", "due_soon"), map(int, row[7:]), strict=True))
    return {**_counted(row[:7]), **more}


def _tasks(session: Session, found: dict[int, tuple[Task, list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    plans = tasks.plans_by_id(session, {task.plan_id for task, _ in found.values() if task.plan_id})
    marks = tasks.milestones(session, list(found))
    told = []
    for task_id, (task, parts) in sorted(found.items(), key=lambda pair: _by_day(pair[1][0])):
        plan = plans.get(task.plan_id or 0)
        told.append(
            {
                "id": task_id,
                "code": task.code,
                "plan": plan_name(plan.number, plan.title) if plan else None,
                "title": task.title,
                "lead": task.lead or None,
                "supervisor": task.supervisor or None,
                "partners": task.partners or None,
                "result": task.result or None,
                "start": _iso(task.start),
                "due": _iso(task.due),
                "time_phrase": task.time_phrase or None,
                "approximate": task.approximate,
                "recurring": task.recurring,
                "milestones": [
                    {"id": one.id, "title": one.title, "time_phrase": one.time_phrase or None, "due": _iso(one.due)}
                    for one in marks.get(task_id, [])
                ],
                "units": parts,
            }
        )
    return told


def _by_day(task: Task) -> tuple[bool, date, int]:
    return task.due is None, task.due or date.max, task.id or 0


def _part(
    rank: int, assignment: Assignment, task: Task, status: TaskStatus, unit: Unit, about: Scope, office: Office
) -> dict[str, Any]:
    stand, due = stand_of(status), due_of(assignment, task)
    return {
        "unit_id": assignment.unit_id,
        "unit_code": unit.code,
        "unit": unit.name,
        "state": stand.state,
        "percent": stand.percent,
        "reason": stand.reason,
        "reason_text": stand.reason_text or None,
        "due": _iso(due),
        "days_late": days_late(due, stand, about.today),
        "figures": [one.to_json() for one in stand.figures],
        "milestones_done": list(stand.reached),
        "told_at": office.local(status.told_at).isoformat() if status.told_at else None,
        "attention": RANKS[rank],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
