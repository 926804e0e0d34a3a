"""What an officer types of a task: it is asked for first, so that the next text is known to be the answer."""

from datetime import datetime

from sqlmodel import Session

from reporting import task_figures, warned
from reporting.daysoff import Office
from reporting.figures_text import parse_count
from reporting.refusal import Refusal
from reporting.task_card import Card, card, stand_of
from reporting.task_entry import editable, keep
from reporting.task_state import OTHER, STUCK, advance, count, put_in
from reporting.text import clean_name
from reporting.values import text
from storage import talks
from storage.base import Json

TOPIC = "task"
NOTE, FIGURES, PERCENT, REASON, FILES = "note", "figures", "percent", "reason", "files"
ASKED = (NOTE, FIGURES, PERCENT, REASON, FILES)
NOTE_MOST = 2000
REASON_MOST = 500


def ask(session: Session, now: datetime, officer_id: int, assignment_id: int, what: str, office: Office) -> Card:
    """From now on the officer's next text (or file) is the answer to `what`, one of ASKED, on whatever device.

    Raises Refusal.
    """
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


def leave(session: Session, officer_id: int, assignment_id: int) -> None:
    """Nothing is asked of the officer about this one any more."""
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
        keep(session, now, officer_id, assignment, task, status, count(stand, told), figures=told)
    elif what == PERCENT:
        keep(session, now, officer_id, assignment, task, status, advance(stand, percent_in(raw)))
    elif what == REASON:
        words = text(raw, REASON_MOST)
        keep(session, now, officer_id, assignment, task, status, put_in(stand, STUCK, OTHER, words))
    else:
        keep(session, now, officer_id, assignment, task, status, stand, note=text(raw, NOTE_MOST))
    leave(session, officer_id, assignment_id)
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
