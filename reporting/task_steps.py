"""The steps of the dialogue that take text: what was typed is checked, kept, and the next step opens."""

from datetime import date, datetime

from sqlmodel import Session

from reporting import task_draft, task_give, task_pick, task_rows, task_words
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_draft import DUE, LEAD, MARKS, PREVIEW, START, SUPERVISOR, TITLE, TOPIC, UNITS, Draft
from reporting.text import clean_name
from reporting.values import text
from storage import talks
from storage.tasks import Task

SKIPPED = (DUE, LEAD, START, SUPERVISOR, MARKS)
TITLE_MOST, LEAD_MOST, MARKS_MOST = 500, 300, 4000


def answer(session: Session, now: datetime, officer_id: int, raw: str, office: Office) -> Draft:
    """Keep what was typed to the open step and go on. Raises Refusal with what is wrong; then it is asked still."""
    talk = talks.of(session, officer_id)
    if talk is None or talk.topic != TOPIC:
        raise Refusal("refused-out-of-date")
    task, ask = task_draft.editable(session, officer_id, int(talk.data["task"])), str(talk.data["ask"])
    if ask == UNITS:
        return task_pick.typed(session, now, officer_id, task, raw, office)
    if ask == PREVIEW:
        raise Refusal("refused-choose")
    before = task_rows.described(session, task)
    _keep(session, task, ask, raw, office.today(now))
    task_draft.changed(session, now, officer_id, task, before)
    return task_draft.onward(session, now, officer_id, task, ask, office)


def skip(session: Session, now: datetime, officer_id: int, task_id: int, ask: str, office: Office) -> Draft:
    """Leave this step empty: no due date, no lead, no milestones. Raises Refusal."""
    task = task_draft.editable(session, officer_id, task_id)
    if ask not in SKIPPED:
        raise Refusal("refused-needed")
    before = task_rows.described(session, task)
    if ask == DUE:
        task.due = None
    elif ask == START:
        task.start = None
    elif ask == LEAD:
        task.lead, task.lead_key = "", ""
    elif ask == SUPERVISOR:
        task.supervisor = ""
    else:
        task_rows.put_marks(session, task, ())
    task_draft.changed(session, now, officer_id, task, before)
    return task_draft.onward(session, now, officer_id, task, ask, office)


def _keep(session: Session, task: Task, ask: str, raw: str, today: date) -> None:
    if ask == TITLE:
        task.title = clean_name(text(raw, TITLE_MOST))
    elif ask == LEAD:
        task.lead = clean_name(text(raw, LEAD_MOST))
        task.lead_key = task_give.lead_key(task.lead)
    elif ask == SUPERVISOR:
        task.supervisor = clean_name(text(raw, LEAD_MOST))
    elif ask == MARKS:
        task_rows.put_marks(session, task, task_words.marks_in(text(raw, MARKS_MOST)))
    else:
        day = task_words.day_in(raw, today)
        task.due, task.start = (day, task.start) if ask == DUE else (task.due, day)
        if task.due and task.start and task.due < task.start:
            raise Refusal("task-refused-turned")
