"""The warning before delicate words leave: the writer sees the very passages and chooses; the choice is in the audit.

Nothing is changed for the writer, and nothing that was written is lost by the question. A mark of state secrecy does
not leave at all: it belongs on the confidential paper way (the law on state secrets knows no "send anyway").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting import delicate
from reporting.delicate import Passage
from reporting.progress import Draft
from reporting.refusal import Refusal
from storage import audit, talks
from storage.reports import Attachment

HELD = "held"
FILES = "files"
"""The step of the words that were sent with the report's files."""


@dataclass(frozen=True)
class Seen:
    """A delicate passage and the place that holds it: a step of a report, or "" where there is only one text."""

    passage: Passage
    step: str = ""


class Delicate(Refusal):
    """Something delicate would leave. `found` says what and where; `barred` that it cannot be sent as it is."""

    def __init__(self, found: Sequence[Seen]) -> None:
        self.found = tuple(found)
        passages = [one.passage for one in found]
        self.barred, self.secret = delicate.is_barred(passages), delicate.is_secret(passages)
        super().__init__("delicate-barred" if self.barred else "delicate-found", count=len(self.found))


def in_text(text: str) -> list[Seen]:
    """What is delicate in one text."""
    return [Seen(passage) for passage in delicate.find(text)]


def in_draft(draft: Draft) -> list[Seen]:
    """What is delicate in the words of a report, question by question; figures and choices hold no words."""
    found: list[Seen] = []
    for question in draft.form.questions:
        given = draft.answers.get(question.code)
        if not draft.applies(question) or (given is not None and given.skipped):
            continue
        if question.kind == "text" and given is not None:
            found += _at(question.code, given.value)
        for entry in draft.entries.get(question.code, ()):
            for part in question.parts:
                if part.kind == "text":
                    found += _at(f"{question.code}/{entry.id}/{part.code}", entry.answers.get(part.code))
    return found


def in_files(files: Iterable[Attachment]) -> list[Seen]:
    """What is delicate in the words sent with files. Their names are full of machines' numbers; nobody looks inside."""
    return [seen for file in files for seen in _at(FILES, file.caption)]


def _at(step: str, value: object) -> Iterable[Seen]:
    return (Seen(passage, step) for passage in delicate.find(value)) if isinstance(value, str) else ()


def bar(value: object) -> None:
    """What bears a mark of secrecy is not even kept in a draft. Raises Refusal("delicate-not-kept")."""
    marks = [one for one in delicate.find(value) if one.kind == delicate.STAMP] if isinstance(value, str) else []
    if marks:
        raise Refusal("delicate-not-kept", words=marks[0].text)


def demand(found: Sequence[Seen], verbatim: bool) -> None:
    """Go on only when nothing is delicate, or the writer has seen it and wants it so. Raises Delicate."""
    if found and not (verbatim and not delicate.is_barred(one.passage for one in found)):
        raise Delicate(found)


def note(
    session: Session,
    now: datetime,
    officer_id: int,
    act: str,
    object: str,
    object_id: object,
    found: Sequence[Seen],
    unit_id: int | None = None,
) -> None:
    """The writer's choice ("….verbatim", "….rewrite"): the kinds that were found, never the words."""
    if found:
        kinds = delicate.counted([one.passage for one in found])
        audit.note(session, now, officer_id, act, object, object_id, unit_id=unit_id, after={"kinds": kinds})


def hold(session: Session, now: datetime, officer_id: int, topic: str, text: str) -> None:
    """Keep what was typed while the writer is asked. The conversation stays where it is. Raises Refusal."""
    talk = talks.of(session, officer_id)
    if talk is None or talk.topic != topic:
        raise Refusal("refused-out-of-date")
    talks.put(session, officer_id, topic, {**talk.data, HELD: text}, now)


def held(session: Session, officer_id: int, topic: str) -> str:
    """What is kept. Raises Refusal("refused-out-of-date") when that conversation is over."""
    talk = talks.of(session, officer_id)
    if talk is None or talk.topic != topic or HELD not in talk.data:
        raise Refusal("refused-out-of-date")
    return str(talk.data[HELD])


def let_go(
    session: Session,
    now: datetime,
    officer_id: int,
    topic: str,
    data: dict[str, Any],
    act: str,
    object: str,
    object_id: object,
    found: Sequence[Seen],
    unit_id: int | None = None,
) -> None:
    """Drop what was held: the conversation goes on with this data, and the choice is in the audit."""
    talks.put(session, officer_id, topic, data, now)
    note(session, now, officer_id, act, object, object_id, found, unit_id)
