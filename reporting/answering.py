"""Answer, pass over, go back, take out: each is one transaction that leaves the officer at the next question."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting import draft as drafts
from reporting import progress, values, warned
from reporting.daysoff import Office
from reporting.draft import Standing
from reporting.form import LINES_MOST, Form, Part, Question
from reporting.progress import PREVIEW
from reporting.refusal import Refusal
from storage import officers, reports
from storage.reports import Answer, Line, PastAnswer, Report


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


@dataclass(frozen=True)
class Place:
    """A step taken apart: the question, perhaps the entry, perhaps the part or figure."""

    step: str
    question: Question
    line_id: int | None = None
    part: Part | None = None
    figure: str | None = None
    new: bool = False


def place(form: Form, step: str) -> Place:
    """Take a step apart. Raises Refusal where it does not fit the form (an old or forged button)."""
    pieces = step.split("/")
    try:
        question = form.question(pieces[0])
        if len(pieces) == 1:
            return Place(step, question)
        if question.kind == "figures" and pieces[1] in question.figures and len(pieces) == 2:
            return Place(step, question, figure=pieces[1])
        if question.is_list and pieces[1] == "new" and len(pieces) == 2:
            return Place(step, question, part=question.parts[0], new=True)
        if question.is_list and len(pieces) == 2:
            return Place(step, question, line_id=int(pieces[1]))  # the entry as a whole: which part?
        if question.is_list and len(pieces) == 3:
            return Place(step, question, line_id=int(pieces[1]), part=question.part(pieces[2]))
    except (KeyError, ValueError):
        pass
    raise Refusal("refused-out-of-date")


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
    clash = _clash(session, report, draft, at, value, officer_id, seen, now)
    if clash:
        return clash
    line_id = _keep(session, now, officer_id, report, at, value)
    return _onward(session, now, officer_id, report, office, at, line_id)


def _value(form: Form, at: Place, raw: str) -> Any:
    if at.figure:
        return values.count(raw)
    if at.question.kind == "figures":
        return dict.fromkeys(at.question.figures, 0) if raw == "zero" else values.figures(at.question, raw)
    return values.checked(form, at.part or at.question, raw)


def _now_there(draft: progress.Draft, session: Session, at: Place) -> tuple[Any, int, int | None, datetime | None]:
    """(value, version, who, when) of what this place holds."""
    if at.line_id is not None:
        line = _line(session, draft.report_id, at)
        return line.answers.get(at.part.code if at.part else ""), line.version, line.officer_id, line.at
    given = draft.answers.get(at.question.code)
    if given is None or at.new:
        return None, 0, None, None
    value = given.value.get(at.figure) if at.figure and given.value else given.value
    return value, given.version, given.officer_id, given.at


def _clash(
    session: Session,
    report: Report,
    draft: progress.Draft,
    at: Place,
    value: Any,
    officer_id: int,
    seen: int | None,
    now: datetime,
) -> Conflict | None:
    there, version, who, when = _now_there(draft, session, at)
    if at.new or seen is None or version == seen or there == value or there is None:
        return None
    if who == officer_id or who is None or when is None:
        raise Refusal("refused-out-of-date")
    kept = _remember(session, now, officer_id, report, at, value)
    other = officers.by_id(session, who)
    is_text = (at.part or at.question).kind == "text" and at.figure is None
    return Conflict(kept, at.step, other.name if other else "", when, there, value, is_text)


def _line(session: Session, report_id: int, at: Place) -> Line:
    line = reports.line(session, at.line_id or 0)
    if line is None or line.report_id != report_id or line.list != at.question.code or line.removed:
        raise Refusal("refused-out-of-date")
    return line


def _remember(session: Session, now: datetime, officer_id: int, report: Report, at: Place, value: Any) -> int:
    past = {"report_id": report.id, "line_id": at.line_id, "question": at.step, "value": value}
    return reports.remember(session, {**past, "officer_id": officer_id, "at": now})


def _keep(session: Session, now: datetime, officer_id: int, report: Report, at: Place, value: Any) -> int | None:
    """Write the value into the draft and into its history; gives the entry's number where there is one."""
    line_id = at.line_id
    if at.new:
        line_id = _new_line(session, now, officer_id, report, at)
    if line_id is not None:
        line = _line(session, report.id or 0, replace(at, line_id=line_id))
        assert at.part is not None
        line.answers = {**line.answers, at.part.code: value}
        line.version, line.officer_id, line.at = line.version + 1, officer_id, now
        session.add(line)
    else:
        _set_answer(session, now, officer_id, report, at, value)
    _remember(session, now, officer_id, report, replace(at, line_id=line_id), value)
    touch(session, report, now)
    return line_id


def _new_line(session: Session, now: datetime, officer_id: int, report: Report, at: Place) -> int:
    there = reports.lines(session, report.id or 0, at.question.code)
    if len(there) >= LINES_MOST:
        raise Refusal("refused-many", most=LINES_MOST)
    line = Line(
        report_id=report.id or 0,
        list=at.question.code,
        position=max((row.position for row in there), default=-1) + 1,
        answers={},
        version=0,
        officer_id=officer_id,
        at=now,
    )
    session.add(line)
    session.flush()
    reports.clear_answer(session, report.id or 0, at.question.code)  # "no more" is no longer true
    return line.id or 0


def _set_answer(
    session: Session, now: datetime, officer_id: int, report: Report, at: Place, value: Any, skipped: bool = False
) -> None:
    row = reports.answer(session, report.id or 0, at.question.code)
    if row is None:
        row = Answer(report_id=report.id or 0, question=at.question.code, version=0, officer_id=officer_id, at=now)
    kept = dict(row.value or {}) | {at.figure: value} if at.figure else value
    row.value, row.skipped, row.version, row.officer_id, row.at = kept, skipped, row.version + 1, officer_id, now
    session.add(row)


def touch(session: Session, report: Report, now: datetime) -> None:
    """The draft changed."""
    report.revision, report.changed_at = report.revision + 1, now
    session.add(report)
    session.flush()


def _onward(
    session: Session, now: datetime, officer_id: int, report: Report, office: Office, at: Place, line_id: int | None
) -> Standing:
    """After an answer: the entry's next part, else whatever is open, else the preview."""
    draft = drafts.snapshot(session, report)
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
        _skip_parts(session, now, officer_id, report, at, rest)
        return _onward(session, now, officer_id, report, office, at, at.line_id)
    if at.line_id is not None:
        raise Refusal("refused-out-of-date")
    entries = draft.entries.get(at.question.code, ())
    may = at.question.skip or (at.question.kind == "list" and len(entries) >= at.question.least)
    if not may or at.figure:
        raise Refusal("refused-needed")
    done = at.question.kind == "list" and bool(entries)
    _set_answer(session, now, officer_id, report, at, "done" if done else None, skipped=not done)
    touch(session, report, now)
    return _onward(session, now, officer_id, report, office, at, None)


def _skip_parts(session: Session, now: datetime, officer_id: int, report: Report, at: Place, rest: bool) -> None:
    line = _line(session, report.id or 0, at)
    assert at.part is not None
    parts = [at.part]
    if rest:
        parts += [p for p in at.question.parts if p.code not in line.answers and p.skip and p != at.part]
    if not all(part.skip for part in parts):
        raise Refusal("refused-needed")
    line.answers = {**line.answers, **{part.code: None for part in parts}}
    line.version, line.officer_id, line.at = line.version + 1, officer_id, now
    session.add(line)
    touch(session, report, now)


def go(session: Session, now: datetime, officer_id: int, report_id: int, step: str, office: Office) -> Standing:
    """Go to this step to correct it (PREVIEW: see everything)."""
    report = drafts.editable(session, now, officer_id, report_id, office)
    if step != PREVIEW:
        at = place(drafts.snapshot(session, report).form, step)
        if at.line_id is not None:
            _line(session, report_id, at)
    return drafts.stand(session, now, officer_id, report, office, step, fix=step != PREVIEW)


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
        there = _now_there(draft, session, at)[0]
        value = values.text(f"{there}\n{kept.value}" if there else str(kept.value), (at.part or at.question).most)
    if how != "theirs":
        _keep(session, now, officer_id, report, at, value)
    return _onward(session, now, officer_id, report, office, at, at.line_id)
