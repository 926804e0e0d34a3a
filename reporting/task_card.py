"""One task as one unit has it: what its page shows. What was said of it stands in reporting/task_past.py."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from reporting import rights
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_state import DONE, Stand
from storage import mark_days, officers, task_entries, tasks, units
from storage.tasks import OPEN, Assignment, Task, TaskStatus

READ, WRITE, MANAGE = "task.read", "task.write", "task.manage"

# Who tapped wrong sees it the same day; later changes are new entries.
UNDO_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Mark:
    """A milestone and whether this unit has reached it."""

    id: int
    title: str
    time_phrase: str
    due: date | None
    reached: bool
    days_late: int


@dataclass(frozen=True)
class Card:
    """A task as it stands with one unit. `version` goes back with a tap, so that an old screen is told from a new one.

    `days_late`: whole days after the last good day while it is not done, else 0; `days_left`: days until it, None
    when it has none or it is past. `undo`: the entry that this officer can take back now. `may_write`: whether this
    officer reports it; `running`: whether anybody can still report it.
    """

    assignment_id: int
    task_id: int
    unit_id: int
    unit: str
    code: str | None
    plan: str
    title: str
    detail: str
    lead: str
    supervisor: str
    partners: str
    result: str
    start: date | None
    due: date | None
    time_phrase: str
    stand: Stand
    marks: tuple[Mark, ...]
    days_late: int
    days_left: int | None
    told_at: datetime | None
    told_by: str
    note: str
    files: int
    entries: int
    version: int
    undo: int | None
    may_write: bool
    running: bool


def stand_of(status: TaskStatus) -> Stand:
    """The stand as the row holds it."""
    return Stand.from_json(
        status.model_dump(include={"state", "percent", "reason", "reason_text", "figures", "reached"})
    )


def due_of(assignment: Assignment, task: Task) -> date | None:
    """The unit's last good day, None for a standing task."""
    return assignment.due or task.due


def days_late(due: date | None, stand: Stand, today: date) -> int:
    """Whole days after the last good day; 0 for what is done or standing."""
    return max(0, (today - due).days) if due is not None and stand.state != DONE else 0


def find(session: Session, officer_id: int, assignment_id: int, lock: bool = False) -> tuple[Assignment, Task]:
    """The assignment and its task, if the officer may read it now. Drafts are nobody's. Raises Refusal."""
    assignment = tasks.assignment(session, assignment_id, lock)
    task = tasks.by_id(session, assignment.task_id) if assignment else None
    if assignment is None or task is None or task.state == tasks.DRAFT:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, READ, assignment.unit_id)
    return assignment, task


def card(session: Session, now: datetime, officer_id: int, assignment_id: int, office: Office) -> Card:
    """The page of a task. Raises Refusal("refused-right"), Refusal("refused-out-of-date") when it is not there."""
    assignment, task = find(session, officer_id, assignment_id)
    status = tasks.status(session, assignment_id)
    stand, today, due = stand_of(status), office.today(now), due_of(assignment, task)
    unit, plan = units.by_id(session, assignment.unit_id), tasks.plan(session, task.plan_id)
    teller = officers.by_id(session, status.told_by) if status.told_by else None
    note = task_entries.last_note(session, assignment_id)
    late = days_late(due, stand, today)
    return Card(
        assignment_id=assignment_id,
        task_id=assignment.task_id,
        unit_id=assignment.unit_id,
        unit=unit.name if unit else "",
        code=task.code,
        plan=plan_name(plan.number, plan.title) if plan else "",
        title=task.title,
        detail=task.detail,
        lead=task.lead,
        supervisor=task.supervisor,
        partners=task.partners,
        result=task.result,
        start=task.start,
        due=due,
        time_phrase=task.time_phrase,
        stand=stand,
        marks=marks(session, assignment.task_id, stand, today, assignment.unit_id),
        days_late=late,
        days_left=(due - today).days if due is not None and due >= today else None,
        told_at=status.told_at,
        told_by=teller.name if teller else "",
        note=note.note if note else "",
        files=len(task_entries.evidence(session, assignment_id)),
        entries=task_entries.count(session, assignment_id),
        version=status.version,
        undo=_undoable(session, now, officer_id, assignment_id),
        may_write=rights.may(session, officer_id, WRITE, assignment.unit_id),
        running=task.state == OPEN and assignment.ended_at is None,
    )


def plan_name(number: str | None, title: str) -> str:
    """What a plan is called where there is little room."""
    return number or title


def marks(session: Session, task_id: int, stand: Stand, today: date, unit_id: int | None = None) -> tuple[Mark, ...]:
    """The milestones of the task as this unit stands with them, with the days that it has of its own."""
    found: list[Mark] = []
    own = mark_days.of_unit(session, task_id, unit_id) if unit_id is not None else {}
    for one in tasks.milestones(session, [task_id]).get(task_id, []):
        assert one.id is not None
        due = own.get(one.id, one.due)
        reached = stand.state == DONE or one.id in stand.reached
        late = 0 if reached or due is None else max(0, (today - due).days)
        found.append(Mark(one.id, one.title, one.time_phrase, due, reached, late))
    return tuple(found)


def _undoable(session: Session, now: datetime, officer_id: int, assignment_id: int) -> int | None:
    last = task_entries.last(session, assignment_id)
    if last is None or last.officer_id != officer_id or now - last.at > UNDO_WITHIN:
        return None
    return last.id
