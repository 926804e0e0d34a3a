"""What is written of an answer: the draft's own row, and its line of the history."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting.form import LINES_MOST
from reporting.place import Place
from reporting.progress import Draft, Entry
from reporting.refusal import Refusal
from storage import drafting, reports, written
from storage.written import Written


def entry_at(draft: Draft, at: Place) -> Entry:
    """The entry at this place. Raises Refusal("refused-out-of-date") when it is not there any more."""
    for entry in draft.entries.get(at.question.code, ()):
        if entry.id == at.line_id:
            return entry
    raise Refusal("refused-out-of-date")


def remember(session: Session, now: datetime, officer_id: int, report: Written, at: Place, value: Any) -> int:
    """Keep the value in the history alone, and give its number there."""
    past = {"report_id": report.id, "line_id": at.line_id, "question": at.step, "value": value}
    return reports.remember(session, {**past, "officer_id": officer_id, "at": now})


def keep(
    session: Session, now: datetime, officer_id: int, report: Written, draft: Draft, at: Place, value: Any
) -> int | None:
    """Write the value into the draft and into its history; gives the entry's number where there is one.

    `draft` is what was read under the lock of this report, which is held still.
    """
    line_id = at.line_id
    if line_id is None and not at.new:
        set_answer(session, now, officer_id, draft, at, value)
    elif at.part is None:
        raise Refusal("refused-choose")
    elif line_id is None:
        line_id = _new_line(session, now, officer_id, draft, at, {at.part.code: value})
    else:
        entry = entry_at(draft, at)
        drafting.set_line(session, entry.id, {**entry.answers, at.part.code: value}, officer_id, now)
    remember(session, now, officer_id, report, replace(at, line_id=line_id), value)
    written.touch(session, report, now)
    return line_id


def _new_line(
    session: Session, now: datetime, officer_id: int, draft: Draft, at: Place, answers: dict[str, Any]
) -> int:
    if len(draft.entries.get(at.question.code, ())) >= LINES_MOST:
        raise Refusal("refused-many", most=LINES_MOST)
    if at.question.code in draft.answers:
        reports.clear_answer(session, draft.report_id, at.question.code)  # "no more" is no longer true
    return drafting.add_line(session, draft.report_id, at.question.code, answers, officer_id, now)


def set_answer(
    session: Session, now: datetime, officer_id: int, draft: Draft, at: Place, value: Any, skipped: bool = False
) -> None:
    """Write the answer to a question, or to one figure of it, that is no list."""
    given = draft.answers.get(at.question.code)
    there, version = (given.value, given.version) if given else (None, 0)
    kept = {**(there or {}), at.figure: value} if at.figure else value
    drafting.put_answer(session, draft.report_id, at.question.code, kept, skipped, version + 1, officer_id, now)
