"""Pictures and files that show how a task stands."""

from datetime import datetime, timedelta

from sqlmodel import Session

from reporting.attach import FILES_MOST, Stored
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_answer import TOPIC
from reporting.task_card import Card, card, stand_of
from reporting.task_entry import editable, keep
from reporting.text import clean_name
from storage import talks, task_entries
from storage.task_entries import TaskEntry, TaskEvidence

# Pictures that come one after the other are one thing that was said.
SAME_BATCH = timedelta(minutes=10)


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
            entry = keep(session, now, officer_id, assignment, task, status, stand_of(status))
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
