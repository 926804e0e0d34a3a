"""Which units have the task: typed names, those that are asked back, whole kinds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from reporting import rights, task_draft, task_give, task_units
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_card import MANAGE
from reporting.task_draft import TOPIC, UNITS, Draft
from reporting.unit_kinds import RANKS
from reporting.values import text
from storage import audit, talks, tasks
from storage.tasks import DRAFT, OPEN, Task

TYPED_MOST = 4000


def typed(session: Session, now: datetime, officer_id: int, task: Task, raw: str, office: Office) -> Draft:
    """Give the task to the units whose names or codes were typed; what is unclear is asked back. Raises Refusal."""
    there = task_give.assignable(session, now, task.unit_id, office)
    meant = task_units.read(text(raw, TYPED_MOST), there)
    if not meant.units and not meant.questions:
        raise Refusal("refused-empty")
    _give(session, now, officer_id, task, meant.units, office)
    pending = [one.piece for one in meant.questions]
    shown = task_draft.stand(
        session, now, officer_id, task, UNITS, office, fix=task_draft.fixing(session, officer_id), pending=pending
    )
    return replace(shown, beside=meant.beside)


def pick_unit(session: Session, now: datetime, officer_id: int, task_id: int, unit_id: int, office: Office) -> Draft:
    """That unit was meant by the name that is asked back. Raises Refusal."""
    task = task_draft.editable(session, officer_id, task_id)
    rights.demand(session, officer_id, MANAGE, unit_id)
    if unit_id not in {unit.id for unit in task_give.assignable(session, now, task.unit_id, office)}:
        raise Refusal("refused-out-of-date")
    _give(session, now, officer_id, task, [unit_id], office)
    return _next_question(session, now, officer_id, task, office)


def pick_kind(session: Session, now: datetime, officer_id: int, task_id: int, kind: str, office: Office) -> Draft:
    """Every unit of this kind. Raises Refusal."""
    task = task_draft.editable(session, officer_id, task_id)
    there = task_give.assignable(session, now, task.unit_id, office)
    chosen = [unit.id for unit in there if unit.kind == kind and unit.id]
    if not chosen or kind not in RANKS:
        raise Refusal("refused-out-of-date")
    _give(session, now, officer_id, task, chosen, office)
    return task_draft.stand(session, now, officer_id, task, UNITS, office, fix=task_draft.fixing(session, officer_id))


def pass_over(session: Session, now: datetime, officer_id: int, task_id: int, office: Office) -> Draft:
    """The name that is asked back means nobody."""
    return _next_question(session, now, officer_id, task_draft.editable(session, officer_id, task_id), office)


def units_done(session: Session, now: datetime, officer_id: int, task_id: int, office: Office) -> Draft:
    """No more units. Raises Refusal("refused-needed") when there is none."""
    task = task_draft.editable(session, officer_id, task_id)
    if UNITS in task_draft.missing(session, task):
        raise Refusal("refused-needed")
    return task_draft.onward(session, now, officer_id, task, UNITS, office)


def clear_units(session: Session, now: datetime, officer_id: int, task_id: int, office: Office) -> Draft:
    """Begin the list of units anew; only before publishing, for afterwards each unit has a history. Raises Refusal."""
    task = task_draft.editable(session, officer_id, task_id)
    if task.state != DRAFT:
        raise Refusal("refused-out-of-date")
    tasks.forget_assignments(session, task_id)
    task_draft.changed(session, now, officer_id, task, {})
    return task_draft.stand(session, now, officer_id, task, UNITS, office, fix=task_draft.fixing(session, officer_id))


def _give(session: Session, now: datetime, officer_id: int, task: Task, chosen: Iterable[int], office: Office) -> None:
    assert task.id is not None
    fresh = task_give.assign(session, now, officer_id, task.id, chosen)
    if not fresh:
        return
    task.version += 1
    session.add(task)
    if task.state == OPEN:
        mark = f"{task.id}:{task.version}"
        task_give.tell_given(session, now, {one.unit_id: [task] for one in fresh}, office, mark)
        for one in fresh:
            audit.note(session, now, officer_id, "task.assign", "task", task.id, unit_id=one.unit_id)


def _next_question(session: Session, now: datetime, officer_id: int, task: Task, office: Office) -> Draft:
    talk = talks.of(session, officer_id)
    mine = talk is not None and talk.topic == TOPIC and talk.data.get("task") == task.id
    pending = list(talk.data.get("pending", []))[1:] if talk is not None and mine else []
    fix = bool(talk.data.get("fix")) if talk is not None and mine else False
    return task_draft.stand(session, now, officer_id, task, UNITS, office, fix=fix, pending=pending)
