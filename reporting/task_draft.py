"""A task entered in chat: a draft of rows that grows step by step, and the same steps to correct a task that runs.

Nobody but who enters it sees a draft; it follows the person to any device. A task that runs changes at once, with an
audit line of before and after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlmodel import Session

from reporting import rights, task_give, task_rows, task_units
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_card import MANAGE
from reporting.task_units import Question
from reporting.task_words import Mark
from reporting.unit_kinds import RANKS
from storage import audit, talks, tasks, units
from storage.base import Json
from storage.tasks import DRAFT, OPEN, WITHDRAWN, Task
from storage.units import Unit

TOPIC = "task-new"
TITLE, DUE, UNITS, LEAD, PREVIEW = "title", "due", "units", "lead", "preview"
START, SUPERVISOR, MARKS = "start", "supervisor", "marks"
STEPS = (TITLE, DUE, UNITS, LEAD)
FIELDS = (TITLE, DUE, START, UNITS, LEAD, SUPERVISOR, MARKS)
NAMES_SHOWN = 12


@dataclass(frozen=True)
class Candidate:
    """A unit that a typed name may mean, with the unit above to tell it apart."""

    id: int
    name: str
    above: str


@dataclass(frozen=True)
class Draft:
    """What a screen of the dialogue shows. `ask`: the open step, PREVIEW when everything can be seen.

    `question`: a typed name that is to be settled first, with its `candidates`. `kinds`: how many units of each kind
    can be given the task at once. `beside`: how many of the same rank the last words left out, by kind.
    `missing`: steps without which it cannot be published. `running`: it is published already.
    """

    task_id: int
    version: int
    ask: str
    title: str
    due: date | None
    start: date | None
    lead: str
    supervisor: str
    marks: tuple[Mark, ...]
    unit_count: int
    units: tuple[str, ...]
    question: Question | None
    candidates: tuple[Candidate, ...]
    kinds: Mapping[str, int]
    beside: Mapping[str, int]
    missing: tuple[str, ...]
    running: bool
    past: bool


def giver(session: Session, officer_id: int, root_id: int) -> int:
    """The unit whose office gives tasks: the one that was looked at, or (0) the officer's only one.

    Raises Refusal("refused-right"), Refusal("refused-out-of-date") when it is not said which of several.
    """
    tops = rights.roots(session, officer_id, MANAGE)
    if not tops:
        raise Refusal("refused-right")
    if root_id:
        rights.demand(session, officer_id, MANAGE, root_id)
    elif len(tops) > 1:
        raise Refusal("refused-out-of-date")
    return root_id or tops[0]


def begin(session: Session, now: datetime, officer_id: int, office: Office, root_id: int = 0) -> Draft:
    """Go on with the draft that the officer left for that unit's office (0: for any), or begin one. Raises Refusal."""
    unit_id = giver(session, officer_id, root_id)
    task = tasks.draft_of(session, officer_id, root_id)
    if task is None:
        task = Task(key=uuid4().hex, unit_id=unit_id, state=DRAFT, made_by=officer_id, made_at=now)
        session.add(task)
        session.flush()
    needed = missing(session, task)
    return stand(session, now, officer_id, task, needed[0] if needed else PREVIEW, office)


def editable(session: Session, officer_id: int, task_id: int) -> Task:
    """The task, locked, if the officer may change it now: a draft only its maker. Raises Refusal."""
    task = tasks.by_id(session, task_id, lock=True)
    if task is None or task.state == WITHDRAWN or (task.state == DRAFT and task.made_by != officer_id):
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, MANAGE, task.unit_id)
    return task


def go(session: Session, now: datetime, officer_id: int, task_id: int, ask: str, office: Office) -> Draft:
    """To this step (PREVIEW: see everything). Raises Refusal."""
    task = editable(session, officer_id, task_id)
    if ask not in (*FIELDS, PREVIEW):
        raise Refusal("refused-out-of-date")
    return stand(session, now, officer_id, task, ask, office, fix=ask != PREVIEW)


def changed(session: Session, now: datetime, officer_id: int, task: Task, before: Json) -> None:
    """Something of it was changed: `before` is how it was described until now."""
    task.version += 1
    session.add(task)
    session.flush()
    after = task_rows.described(session, task)
    if task.state == OPEN and after != before:
        audit.note(
            session, now, officer_id, "task.edit", "task", task.id, unit_id=task.unit_id, before=before, after=after
        )


def onward(session: Session, now: datetime, officer_id: int, task: Task, ask: str, office: Office) -> Draft:
    """After a correction back to the preview; else the next step."""
    if ask not in STEPS or fixing(session, officer_id) or task.state != DRAFT:
        return stand(session, now, officer_id, task, PREVIEW, office)
    following = (*STEPS, PREVIEW)[STEPS.index(ask) + 1]
    return stand(session, now, officer_id, task, following, office)


def missing(session: Session, task: Task) -> tuple[str, ...]:
    """The steps without which it cannot be published."""
    assert task.id is not None
    needed = [] if task.title else [TITLE]
    if not tasks.assignments(session, [task.id]).get(task.id):
        needed.append(UNITS)
    return tuple(needed)


def fixing(session: Session, officer_id: int) -> bool:
    """Whether the officer came to this step from the preview, to correct it."""
    talk = talks.of(session, officer_id)
    return bool(talk is not None and talk.topic == TOPIC and talk.data.get("fix"))


def stand(
    session: Session,
    now: datetime,
    officer_id: int,
    task: Task,
    ask: str,
    office: Office,
    fix: bool = False,
    pending: Sequence[str] = (),
) -> Draft:
    """Put the officer at that step, on every device. `pending`: typed names of units that are still to be settled."""
    assert task.id is not None
    there = task_give.assignable(session, now, task.unit_id, office) if ask == UNITS else []
    questions = _questions(pending, there)
    waiting = [one.piece for one in questions]
    data: Json = {"task": task.id, "ask": ask, "fix": fix, "pending": waiting, "typed": ask != PREVIEW}
    talks.put(session, officer_id, TOPIC, data, now)
    given = tasks.assignments(session, [task.id]).get(task.id, [])
    names = units.by_ids(session, [one.unit_id for one in given[:NAMES_SHOWN]])
    return Draft(
        task_id=task.id,
        version=task.version,
        ask=ask,
        title=task.title,
        due=task.due,
        start=task.start,
        lead=task.lead,
        supervisor=task.supervisor,
        marks=tuple(Mark(one.title, one.due) for one in tasks.milestones(session, [task.id]).get(task.id, [])),
        unit_count=len(given),
        units=tuple(names[one.unit_id].name for one in given[:NAMES_SHOWN]),
        question=questions[0] if questions else None,
        candidates=_candidates(session, questions[0], there) if questions else (),
        kinds=_kinds(there, task.unit_id),
        beside={},
        missing=missing(session, task),
        running=task.state == OPEN,
        past=task.due is not None and task.due < office.today(now),
    )


def _questions(pending: Sequence[str], there: list[Unit]) -> list[Question]:
    """The names that are to be asked back, looked up anew: the tree may have changed meanwhile."""
    return [question for piece in pending for question in task_units.read(piece, there).questions]


def _candidates(session: Session, question: Question, there: list[Unit]) -> tuple[Candidate, ...]:
    known = {unit.id: unit for unit in there}
    meant = [known[one] for one in question.candidates]
    above = units.by_ids(session, [unit.parent_id for unit in meant if unit.parent_id])
    return tuple(
        Candidate(unit.id or 0, unit.name, above[unit.parent_id].name if unit.parent_id in above else "")
        for unit in meant
    )


def _kinds(there: list[Unit], root_id: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for unit in there:
        if unit.id != root_id and unit.kind in RANKS:
            found[unit.kind] = found.get(unit.kind, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: RANKS[pair[0]]))


def leave(session: Session, officer_id: int) -> None:
    """The officer leaves the dialogue; the draft stays."""
    talk = talks.of(session, officer_id)
    if talk is not None and talk.topic == TOPIC:
        talks.end(session, officer_id)
