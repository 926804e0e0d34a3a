"""One task over a branch: what it is, and how it stands with each unit that has it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import rights
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_card import MANAGE, Mark, marks, plan_name
from reporting.task_look import SILENT_DAYS, Counts, Parts, counts_of, parts_in, scope
from reporting.task_state import Stand
from storage import task_views, tasks
from storage.task_views import Narrow
from storage.tasks import OPEN, Task


@dataclass(frozen=True)
class TaskPage:
    """One task over the branch: what it is, and how it stands with each unit."""

    task_id: int
    version: int
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
    marks: tuple[Mark, ...]
    counts: Counts
    parts: Parts
    running: bool
    manages: bool


def managed_title(session: Session, officer_id: int, task_id: int) -> str:
    """The title of a task that the officer may change. Raises Refusal."""
    task = tasks.by_id(session, task_id)
    if task is None or task.state != OPEN:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, MANAGE, task.unit_id)
    return task.title


def page_of(
    session: Session,
    now: datetime,
    officer_id: int | None,
    root_id: int,
    task_id: int,
    only: str | None,
    page: int,
    office: Office,
    silent_days: int = SILENT_DAYS,
) -> TaskPage:
    """One task over the branch. Raises Refusal: no right, or "refused-out-of-date" when no unit there has it."""
    about = scope(session, now, officer_id, root_id, office, silent_days)
    task = tasks.by_id(session, task_id)
    counts = counts_of(task_views.counts(session, about, Narrow(task_id=task_id)))
    if task is None or task.state != OPEN or not counts.parts:
        raise Refusal("refused-out-of-date")
    plan = tasks.plan(session, task.plan_id)
    return TaskPage(
        task_id=task_id,
        version=task.version,
        code=task.code,
        plan=plan_name(plan.number, plan.title) if plan else "",
        title=task.title,
        detail=task.detail,
        lead=task.lead,
        supervisor=task.supervisor,
        partners=task.partners,
        result=task.result,
        start=task.start,
        due=task.due,
        time_phrase=task.time_phrase,
        marks=marks(session, task_id, Stand(), about.today),
        counts=counts,
        parts=parts_in(session, about, Narrow(task_id=task_id, only=only), page),
        running=task.state == OPEN,
        manages=_manages(session, officer_id, task),
    )


def _manages(session: Session, officer_id: int | None, task: Task) -> bool:
    return officer_id is None or rights.may(session, officer_id, MANAGE, task.unit_id)
