"""What a unit says of its task: state, progress, figures, notes, evidence, and taking the last of it back.

Each is one transaction: the present stand, its line of the history, the audit and the reminders that fall away.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import rights, task_due, task_figures, warned
from reporting.attach import FILES_MOST, Stored
from reporting.daysoff import Office
from reporting.figures_text import parse_count
from reporting.refusal import Refusal
from reporting.task_card import UNDO_WITHIN, WRITE, Card, card, find, stand_of
from reporting.task_figures import Amount
from reporting.task_state import OTHER, PERCENTS, STATES, STUCK, Stand, advance, count, put_in, reach
from reporting.text import clean_name
from reporting.values import text
from storage import audit, talks, task_entries, tasks
from storage.base import Json
from storage.task_entries import TaskEntry, TaskEvidence
from storage.tasks import OPEN, Assignment, Task, TaskStatus

TOPIC = "task"
NOTE, FIGURES, PERCENT, REASON, FILES = "note", "figures", "percent", "reason", "files"
ASKED = (NOTE, FIGURES, PERCENT, REASON, FILES)
NOTE_MOST = 2000
REASON_MOST = 500

# Pictures that come one after the other are one thing that was said.
SAME_BATCH = timedelta(minutes=10)


def editable(
    session: Session, now: datetime, officer_id: int, assignment_id: int
) -> tuple[Assignment, Task, TaskStatus]:
    """The assignment, locked, if the officer reports it now. Raises Refusal: no right, "task-refused-closed"."""
    assignment, task = find(session, officer_id, assignment_id, lock=True)
    rights.demand(session, officer_id, WRITE, assignment.unit_id)
    if task.state != OPEN or assignment.ended_at is not None:
        raise Refusal("task-refused-closed")
    return assignment, task, tasks.status(session, assignment_id)


def set_state(
    session: Session, now: datetime, officer_id: int, assignment_id: int, state: str, seen: int | None, office: Office
) -> Card:
    """Say how it stands (not "stuck", which needs `set_stuck`). The same again changes nothing.

    `seen` is the version on the screen: another one means that the screen is old, and nothing happens, with
    Refusal("refused-out-of-date").
    """
    if state not in STATES or state == STUCK:
        raise Refusal("refused-out-of-date")
    return _change(session, now, officer_id, assignment_id, seen, office, lambda stand: put_in(stand, state))


def set_stuck(
    session: Session, now: datetime, officer_id: int, assignment_id: int, reason: str, seen: int | None, office: Office
) -> Card:
    """Say that it is stuck for one of the usual reasons; in one's own words: `answer` to REASON."""
    return _change(session, now, officer_id, assignment_id, seen, office, lambda stand: put_in(stand, STUCK, reason))


def set_percent(
    session: Session, now: datetime, officer_id: int, assignment_id: int, percent: int, seen: int | None, office: Office
) -> Card:
    """Say the progress by a button: one of PERCENTS."""
    if percent not in PERCENTS:
        raise Refusal("refused-out-of-date")
    return _change(session, now, officer_id, assignment_id, seen, office, lambda stand: advance(stand, percent))


def set_reached(
    session: Session, now: datetime, officer_id: int, assignment_id: int, milestone_id: int, office: Office
) -> Card:
    """Say that this milestone is done. Said twice it is one entry."""
    assignment, _, _ = editable(session, now, officer_id, assignment_id)
    known = {one.id for one in tasks.milestones(session, [assignment.task_id]).get(assignment.task_id, [])}
    if milestone_id not in known:
        raise Refusal("refused-out-of-date")
    return _change(session, now, officer_id, assignment_id, None, office, lambda stand: reach(stand, milestone_id))


def _change(
    session: Session,
    now: datetime,
    officer_id: int,
    assignment_id: int,
    seen: int | None,
    office: Office,
    to: Callable[[Stand], Stand],
) -> Card:
    assignment, task, status = editable(session, now, officer_id, assignment_id)
    before = stand_of(status)
    after = to(before)
    if after != before:
        if seen is not None and seen != status.version:
            raise Refusal("refused-out-of-date")
        _say(session, now, officer_id, assignment, task, status, after)
    _leave(session, officer_id, assignment_id)
    return card(session, now, officer_id, assignment_id, office)


def _say(
    session: Session,
    now: datetime,
    officer_id: int,
    assignment: Assignment,
    task: Task,
    status: TaskStatus,
    after: Stand,
    note: str = "",
    figures: Sequence[Amount] | None = None,
) -> TaskEntry:
    """Keep what was said: the line of the history, the present stand, the audit; what reminded of it falls away."""
    before = stand_of(status)
    entry = TaskEntry(
        assignment_id=status.assignment_id,
        officer_id=officer_id,
        at=now,
        before=before.to_json(),
        after=after.to_json(),
        note=note,
        figures=None if figures is None else [one.to_json() for one in figures],
    )
    session.add(entry)
    _put(session, status, before, after)
    status.told_at, status.told_by = now, officer_id
    session.flush()
    task_due.settled(session, assignment, before, after)
    told = {"entry": entry.id, **after.to_json()} | ({"note": note} if note else {})
    audit.note(
        session,
        now,
        officer_id,
        "task.tell",
        "task",
        task.id,
        unit_id=assignment.unit_id,
        before=before.to_json(),
        after=told,
    )
    return entry


def _put(session: Session, status: TaskStatus, before: Stand, after: Stand) -> None:
    for name, value in after.to_json().items():
        setattr(status, name, value)
    if (before.state, before.percent, before.reason, before.reason_text, before.reached) != (
        after.state,
        after.percent,
        after.reason,
        after.reason_text,
        after.reached,
    ):
        status.version += 1
    session.add(status)


def ask(session: Session, now: datetime, officer_id: int, assignment_id: int, what: str, office: Office) -> Card:
    """From now on the officer's next text (or file) is the answer to `what`, one of ASKED, on whatever device."""
    if what not in ASKED:
        raise Refusal("refused-out-of-date")
    editable(session, now, officer_id, assignment_id)
    data: Json = {"assignment": assignment_id, "ask": what, "typed": True}
    talks.put(session, officer_id, TOPIC, data, now)
    return card(session, now, officer_id, assignment_id, office)


def stop(session: Session, officer_id: int) -> int | None:
    """The officer leaves what was asked; gives the assignment that it was about."""
    talk = talks.of(session, officer_id)
    if talk is None or talk.topic != TOPIC:
        return None
    assignment_id = int(talk.data["assignment"])
    talks.end(session, officer_id)
    return assignment_id


def _leave(session: Session, officer_id: int, assignment_id: int) -> None:
    talk = talks.of(session, officer_id)
    if talk is not None and talk.topic == TOPIC and talk.data.get("assignment") == assignment_id:
        talks.end(session, officer_id)


def answer(
    session: Session,
    now: datetime,
    officer_id: int,
    assignment_id: int,
    what: str,
    raw: str,
    office: Office,
    verbatim: bool = False,
) -> Card:
    """Keep what was typed to `what`. Raises Refusal where it is empty, too long, no number; then it is asked still.

    What was typed is never refused because of a colleague's tap meanwhile: both stand in the history. Raises Delicate
    where a note or a reason holds delicate words, unless the officer has seen them (`verbatim`).
    """
    assignment, task, status = editable(session, now, officer_id, assignment_id)
    if what not in (FIGURES, PERCENT):
        seen = warned.in_text(raw)
        warned.demand(seen, verbatim)
        warned.note(session, now, officer_id, "task.verbatim", "task", task.id, seen, assignment.unit_id)
    stand = stand_of(status)
    if what == FIGURES:
        told = task_figures.read(raw)
        _say(session, now, officer_id, assignment, task, status, count(stand, told), figures=told)
    elif what == PERCENT:
        _say(session, now, officer_id, assignment, task, status, advance(stand, percent_in(raw)))
    elif what == REASON:
        words = text(raw, REASON_MOST)
        _say(session, now, officer_id, assignment, task, status, put_in(stand, STUCK, OTHER, words))
    else:
        _say(session, now, officer_id, assignment, task, status, stand, note=text(raw, NOTE_MOST))
    _leave(session, officer_id, assignment_id)
    return card(session, now, officer_id, assignment_id, office)


def rewrite(
    session: Session, now: datetime, officer_id: int, assignment_id: int, what: str, raw: str, office: Office
) -> Card:
    """What was typed (`raw`, held back) is not kept; it is asked again. The choice is in the audit."""
    assignment, task, _ = editable(session, now, officer_id, assignment_id)
    seen = warned.in_text(raw)
    warned.note(session, now, officer_id, "task.rewrite", "task", task.id, seen, assignment.unit_id)
    return ask(session, now, officer_id, assignment_id, what, office)


def percent_in(raw: str) -> int:
    """The progress that was typed: "45", "45%", "45 %". Raises Refusal("task-refused-percent")."""
    try:
        percent = parse_count(clean_name(raw).removesuffix("%").strip())
    except ValueError:
        raise Refusal("task-refused-percent") from None
    if percent > 100:
        raise Refusal("task-refused-percent")
    return percent


def attach(
    session: Session,
    now: datetime,
    officer_id: int,
    assignment_id: int,
    stored: Stored,
    office: Office,
    album: str | None = None,
) -> tuple[Card, bool]:
    """Keep a picture or file as evidence; several in a row are one entry. A caption stays with its file.

    The officer stays where files are asked for. The same file twice is kept once. The second value says whether this
    is the first of its album: the others need no answer. Raises Refusal("refused-files").
    """
    assignment, task, status = editable(session, now, officer_id, assignment_id)
    there = task_entries.evidence(session, assignment_id)
    if len(there) >= FILES_MOST:
        raise Refusal("refused-files", most=FILES_MOST)
    if not any(one.sha256 == stored.sha256 and one.name == clean_name(stored.name)[:255] for one in there):
        entry = _batch(session, now, officer_id, assignment_id)
        if entry is None:
            entry = _say(session, now, officer_id, assignment, task, status, stand_of(status))
        assert entry.id is not None
        session.add(
            TaskEvidence(
                assignment_id=assignment_id,
                entry_id=entry.id,
                stored=stored.stored,
                name=clean_name(stored.name)[:255],
                mime=stored.mime[:100],
                size=stored.size,
                sha256=stored.sha256,
                caption=clean_name(stored.caption)[:1024],
                officer_id=officer_id,
                at=now,
            )
        )
        session.flush()
    first = _is_first(session, now, officer_id, album)
    return card(session, now, officer_id, assignment_id, office), first


def _is_first(session: Session, now: datetime, officer_id: int, album: str | None) -> bool:
    """Whether nothing of this album came before; remembers that it did."""
    talk = talks.of(session, officer_id)
    if album is None or talk is None or talk.topic != TOPIC:
        return True
    first = talk.data.get("album") != album
    talks.put(session, officer_id, TOPIC, {**talk.data, "album": album}, now)
    return first


def _batch(session: Session, now: datetime, officer_id: int, assignment_id: int) -> TaskEntry | None:
    """The entry that began this row of files, if the officer said nothing else since."""
    last = task_entries.last(session, assignment_id)
    if last is None or last.officer_id != officer_id or now - last.at > SAME_BATCH:
        return None
    return last if last.id in task_entries.evidence_of(session, [last.id or 0]) else None


def undo(session: Session, now: datetime, officer_id: int, entry_id: int, office: Office) -> Card:
    """Take back the last thing that was said: by who said it, within UNDO_WITHIN. The history keeps it as taken back.

    Twice is once. Raises Refusal: "refused-out-of-date" when it is not the last any more, "task-refused-undo-other",
    "task-refused-undo-late".
    """
    entry = task_entries.by_id(session, entry_id)
    if entry is None:
        raise Refusal("refused-out-of-date")
    assignment, task, status = editable(session, now, officer_id, entry.assignment_id)
    if entry.undone_at is None:
        _take_back(session, now, officer_id, entry, assignment, task, status)
    return card(session, now, officer_id, entry.assignment_id, office)


def _take_back(
    session: Session,
    now: datetime,
    officer_id: int,
    entry: TaskEntry,
    assignment: Assignment,
    task: Task,
    status: TaskStatus,
) -> None:
    last = task_entries.last(session, entry.assignment_id)
    if last is None or last.id != entry.id:
        raise Refusal("refused-out-of-date")
    if entry.officer_id != officer_id:
        raise Refusal("task-refused-undo-other")
    if now - entry.at > UNDO_WITHIN:
        raise Refusal("task-refused-undo-late")
    entry.undone_at = now
    session.add(entry)
    session.flush()
    before, after = stand_of(status), Stand.from_json(entry.before)
    _put(session, status, before, after)
    earlier = task_entries.last(session, entry.assignment_id)
    status.told_at, status.told_by = (earlier.at, earlier.officer_id) if earlier else (None, None)
    session.flush()
    task_due.settled(session, assignment, before, after)
    audit.note(
        session,
        now,
        officer_id,
        "task.undo",
        "task",
        task.id,
        unit_id=assignment.unit_id,
        before=before.to_json(),
        after={"entry": entry.id, **after.to_json()},
    )
