"""A sheet of tasks sent in chat: it waits in the store between the preview and the order to bring it in."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting import rights, task_draft
from reporting.refusal import Refusal
from reporting.task_card import MANAGE
from reporting.text import clean_name
from storage import talks

TOPIC = "task-sheet"


@dataclass(frozen=True)
class Upload:
    """The sheet that waits: our name of the file, theirs, and the office's unit whose tasks it brings."""

    stored: str
    name: str
    root_id: int


def wait(session: Session, now: datetime, officer_id: int, root_id: int = 0) -> int:
    """The officer's next file is a sheet of tasks; gives the unit whose office brings them in. Raises Refusal.

    `root_id` 0: the one that is waited for already, else the officer's only one.
    """
    talk = talks.of(session, officer_id)
    asked = int(talk.data["root"]) if talk is not None and talk.topic == TOPIC and not root_id else root_id
    root = task_draft.giver(session, officer_id, asked)
    talks.put(session, officer_id, TOPIC, {"root": root, "typed": False}, now)
    return root


def keep(session: Session, now: datetime, officer_id: int, stored: str, name: str) -> Upload:
    """This file came; a later one takes its place. Raises Refusal when none is waited for."""
    talk = talks.of(session, officer_id)
    if talk is None or talk.topic != TOPIC:
        raise Refusal("refused-out-of-date")
    root = int(talk.data["root"])
    rights.demand(session, officer_id, MANAGE, root)
    kept = Upload(stored, clean_name(name)[:200], root)
    data = {"root": root, "stored": kept.stored, "name": kept.name, "typed": False}
    talks.put(session, officer_id, TOPIC, data, now)
    return kept


def kept(session: Session, officer_id: int, stored: str) -> Upload:
    """The sheet that waits, if it is still that one. Raises Refusal("refused-out-of-date")."""
    talk = talks.of(session, officer_id)
    if talk is None or talk.topic != TOPIC or talk.data.get("stored") != stored:
        raise Refusal("refused-out-of-date")
    return Upload(stored, str(talk.data["name"]), int(talk.data["root"]))


def leave(session: Session, officer_id: int) -> None:
    """Nothing is waited for any more."""
    talk = talks.of(session, officer_id)
    if talk is not None and talk.topic == TOPIC:
        talks.end(session, officer_id)
