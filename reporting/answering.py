"""Answer, pass over, go back, take out: each is one transaction that leaves the officer at the next question."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting import draft as drafts
from reporting import progress, values, warned
from reporting.answer_rows import entry_at, keep, set_answer
from reporting.conflict import Conflict, clash, now_there
from reporting.daysoff import Office
from reporting.draft import Standing
from reporting.form import Form
from reporting.place import Place, place
from reporting.progress import PREVIEW, Draft
from reporting.refusal import Refusal
from storage import drafting, reports
from storage.reports import PastAnswer
from storage.written import Written, touch


def give(
    session: Session,
    now: datetime,
    officer_id: int,
    report_id: int,
    step: str,
    raw: str,
    seen: int | None,
    office: Office,
) -> Standing | Conflict:
    """Keep this answer and go to the next open question; where nothing is open any more, to the preview.

    `seen` is the version that the officer had on the screen; None means that it does not matter. If a colleague
    changed the same answer since, nothing is overwritten: a Conflict comes back and both texts are kept. If the
    officer's own later answer is there, the button was an old one: Refusal("refused-out-of-date").
    """
    report = drafts.editable(session, now, officer_id, report_id, office)
    draft = drafts.snapshot(session, report)
    at = place(draft.form, step)
    if at.question.is_list and len(step.split("/")) == 1:
        at = place(draft.form, f"{at.question.code}/new")  # text typed where another entry is offered begins one
    if at.line_id is not None and at.part is None:
        raise Refusal("refused-choose")
    value = _value(draft.form, at, raw)
    warned.bar(value)
    clashed = clash(session, report, draft, at, value, officer_id, seen, now)
    if clashed:
        return clashed
    line_id = keep(session, now, officer_id, report, draft, at, value)
    return _onward(session, now, officer_id, report, office, _after(session, draft, at, line_id), at, line_id)


def _value(form: Form, at: Place, raw: str) -> Any:
    if at.figure:
        return values.count(raw)
    if at.question.kind == "figures":
        return dict.fromkeys(at.question.figures, 0) if raw == "zero" else values.figures(at.question, raw)
    return values.checked(form, at.part or at.question, raw)


def _after(session: Session, draft: Draft, at: Place, line_id: int | None) -> Draft:
    """The draft now that this was kept; what cannot have changed under our lock is not read again."""
    if line_id is None:
        return drafts.with_answers(session, draft)
    if at.question.code in draft.answers:  # "no more" may have gone with the new entry
        draft = drafts.with_answers(session, draft)
    return drafts.with_entries(session, draft)


def _onward(
    session: Session,
    now: datetime,
    officer_id: int,
    report: Written,
    office: Office,
    draft: Draft,
    at: Place,
    line_id: int | None,
) -> Standing:
    """After an answer: the entry's next part, else whatever is open, else the preview."""
    if line_id is not None:
        entry = next(e for e in draft.entries[at.question.code] if e.id == line_id)
        missing = progress.open_parts(at.question, entry)
        if missing:
            step = f"{at.question.code}/{line_id}/{missing[0].code}"
            return drafts.stand(session, now, officer_id, report, office, step, draft=draft)
    return drafts.go_on(session, now, officer_id, report, office, draft)


def skip(
    session: Session,
    now: datetime,
    officer_id: int,
    report_id: int,
    step: str,
    office: Office,
    rest: bool = False,
) -> Standing:
    """Pass over what may be passed over; with `rest`, everything optional that is left of this entry.

    At a list, "no more" (or "none").
    """
    report = drafts.editable(session, now, officer_id, report_id, office)
    draft = drafts.snapshot(session, report)
    at = place(draft.form, step)
    if at.line_id is not None and at.part is not None:
        _skip_parts(session, now, officer_id, report, draft, at, rest)
        draft = drafts.with_entries(session, draft)
        return _onward(session, now, officer_id, report, office, draft, at, at.line_id)
    if at.line_id is not None:
        raise Refusal("refused-out-of-date")
    entries = draft.entries.get(at.question.code, ())
    may = at.question.skip or (at.question.kind == "list" and len(entries) >= at.question.least)
    if not may or at.figure:
        raise Refusal("refused-needed")
    done = at.question.kind == "list" and bool(entries)
    set_answer(session, now, officer_id, draft, at, "done" if done else None, skipped=not done)
    touch(session, report, now)
    return _onward(session, now, officer_id, report, office, drafts.with_answers(session, draft), at, None)


def _skip_parts(
    session: Session, now: datetime, officer_id: int, report: Written, draft: Draft, at: Place, rest: bool
) -> None:
    entry = entry_at(draft, at)
    assert at.part is not None
    parts = [at.part]
    if rest:
        parts += [p for p in at.question.parts if p.code not in entry.answers and p.skip and p != at.part]
    if not all(part.skip for part in parts):
        raise Refusal("refused-needed")
    answers = {**entry.answers, **{part.code: None for part in parts}}
    drafting.set_line(session, entry.id, answers, officer_id, now)
    touch(session, report, now)


def go(session: Session, now: datetime, officer_id: int, report_id: int, step: str, office: Office) -> Standing:
    """Go to this step to correct it (PREVIEW: see everything)."""
    report = drafts.editable(session, now, officer_id, report_id, office)
    draft = drafts.snapshot(session, report)
    if step != PREVIEW:
        at = place(draft.form, step)
        if at.line_id is not None:
            entry_at(draft, at)
    return drafts.stand(session, now, officer_id, report, office, step, fix=step != PREVIEW, draft=draft)


def back(session: Session, now: datetime, officer_id: int, report_id: int, step: str, office: Office) -> Standing:
    """Go to what was asked before."""
    report = drafts.editable(session, now, officer_id, report_id, office)
    draft = drafts.snapshot(session, report)
    if step == PREVIEW:
        return drafts.go_on(session, now, officer_id, report, office, draft)
    at = place(draft.form, step)
    before = progress.previous_step(draft, f"{at.question.code}" if at.new else step)
    return drafts.stand(session, now, officer_id, report, office, before, draft=draft)


def remove(session: Session, now: datetime, officer_id: int, report_id: int, line_id: int, office: Office) -> Standing:
    """Take an entry out of the draft; what it said stays in the history."""
    report = drafts.editable(session, now, officer_id, report_id, office)
    line = reports.line(session, line_id)
    if line is None or line.report_id != report_id or line.removed:
        raise Refusal("refused-out-of-date")
    line.removed, line.officer_id, line.at, line.version = True, officer_id, now, line.version + 1
    session.add(line)
    touch(session, report, now)
    return drafts.go_on(session, now, officer_id, report, office)


def resolve(
    session: Session, now: datetime, officer_id: int, report_id: int, kept_id: int, how: str, office: Office
) -> Standing:
    """End a conflict: `theirs` stays, `mine` takes its place, or `both` are joined (texts only)."""
    report = drafts.editable(session, now, officer_id, report_id, office)
    kept = session.get(PastAnswer, kept_id)
    if kept is None or kept.report_id != report_id or kept.officer_id != officer_id:
        raise Refusal("refused-out-of-date")
    draft = drafts.snapshot(session, report)
    at = place(draft.form, kept.question)
    value = kept.value
    if how == "both":
        there = now_there(draft, at)[0]
        value = values.text(f"{there}\n{kept.value}" if there else str(kept.value), (at.part or at.question).most)
    if how != "theirs":
        keep(session, now, officer_id, report, draft, at, value)
        draft = drafts.snapshot(session, report)
    return _onward(session, now, officer_id, report, office, draft, at, at.line_id)
