"""Two officers who write the same answer: neither text is lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting import progress
from reporting.answer_rows import entry_at, remember
from reporting.place import Place
from reporting.refusal import Refusal
from storage import officers
from storage.written import Written


@dataclass(frozen=True)
class Conflict:
    """A colleague changed the same answer in the meantime. Both texts are kept; the officer chooses."""

    kept_id: int
    step: str
    who: str
    at: datetime
    theirs: Any
    mine: Any
    can_join: bool


def now_there(draft: progress.Draft, at: Place) -> tuple[Any, int, int | None, datetime | None]:
    """(value, version, who, when) of what this place holds."""
    if at.line_id is not None:
        entry = entry_at(draft, at)
        return entry.answers.get(at.part.code if at.part else ""), entry.version, entry.officer_id, entry.at
    given = draft.answers.get(at.question.code)
    if given is None or at.new:
        return None, 0, None, None
    value = given.value.get(at.figure) if at.figure and given.value else given.value
    return value, given.version, given.officer_id, given.at


def clash(
    session: Session,
    report: Written,
    draft: progress.Draft,
    at: Place,
    value: Any,
    officer_id: int,
    seen: int | None,
    now: datetime,
) -> Conflict | None:
    """The conflict with what a colleague wrote since `seen`, if any. Raises Refusal where one's own answer is later."""
    there, version, who, when = now_there(draft, at)
    if at.new or seen is None or version == seen or there == value or there is None:
        return None
    if who == officer_id or who is None or when is None:
        raise Refusal("refused-out-of-date")
    kept = remember(session, now, officer_id, report, at, value)
    other = officers.by_id(session, who)
    is_text = (at.part or at.question).kind == "text" and at.figure is None
    return Conflict(kept, at.step, other.name if other else "", when, there, value, is_text)
