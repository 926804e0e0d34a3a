"""Handing in: one receipt however often it is tapped, versions kept, the first complete one decides on time or late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from reporting import answering, due, mail, owed, progress, warned
from reporting import draft as drafts
from reporting import form as forms
from reporting.daysoff import Office
from reporting.owed import Owed
from reporting.progress import Draft, Problem
from reporting.refusal import Refusal
from storage import audit, contents, drafting, officers, reminders, talks, written
from storage.contents import Choice, Figure, Opinion, Outcome, Recommendation
from storage.written import Written

TABLES: dict[str, Any] = {"opinion": Opinion, "recommendation": Recommendation, "outcome": Outcome}


@dataclass(frozen=True)
class Receipt:
    """What the officer is told. `fresh` is False when the same version had been handed in before."""

    report_id: int
    number: str
    unit: str
    period: str
    duty: str
    handed_at: datetime
    first_handed_at: datetime
    version: int
    on_time: bool
    last_good_day: date
    correctable: bool
    fresh: bool


class Incomplete(Refusal):
    """Something is open or does not agree; `problems` says what, each with the step that mends it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("refused-incomplete", count=len(problems))
        self.problems = problems


def hand_in(
    session: Session,
    now: datetime,
    officer_id: int,
    report_id: int,
    revision: int | None,
    office: Office,
    verbatim: bool = False,
) -> Receipt:
    """Hand the draft in as a whole, cancel what would remind of it, and queue the receipt: one transaction.

    `revision` is the draft's as the officer saw it; another one means that the screen was out of date, and
    nothing happens. The same revision again gives the same receipt. `verbatim`: the officer has seen which passages
    are delicate and sends them as they are. Raises Incomplete, Delicate, Refusal.
    """
    report = _allowed(session, now, officer_id, report_id, revision, office)
    turn, _ = owed.of_report(session, report, office)
    if report.versions and report.handed_revision == report.revision:
        return receipt(report, turn, office, now, fresh=False)
    draft = drafts.snapshot(session, report)
    found = progress.problems(draft, officer_id, now)
    if found:
        raise Incomplete(found)
    files = drafting.files(session, report_id)
    seen = warned.in_draft(draft) + warned.in_files(files)
    warned.demand(seen, verbatim)
    warned.note(session, now, officer_id, "report.verbatim", "report", report_id, seen, report.unit_id)
    _stamp(session, now, officer_id, report, turn, office)
    drafting.add_version(session, report_id, report.versions, _version(report, draft, files), officer_id, now)
    contents.replace(session, report_id, columns(draft), first=report.versions == 1)
    reminders.cancel(session, report.duty, report.period, report.unit_id)
    if talks.data(session, officer_id).get("report") == report_id:
        talks.end(session, officer_id)
    made = receipt(report, turn, office, now, fresh=True)
    _tell(session, now, officer_id, report, made)
    audit.note(
        session,
        now,
        officer_id,
        "report.hand-in",
        "report",
        report_id,
        unit_id=report.unit_id,
        after={"version": report.versions, "on_time": report.on_time, "receipt": report.receipt},
    )
    return made


def rewrite(
    session: Session, now: datetime, officer_id: int, report_id: int, step: str, office: Office
) -> drafts.Standing:
    """Go to the answer that holds something delicate; the rest of the draft stays. The choice is in the audit."""
    standing = answering.go(session, now, officer_id, report_id, step, office)
    found = warned.in_draft(standing.draft)
    unit_id = standing.owed.unit_id
    warned.note(session, now, officer_id, "report.rewrite", "report", report_id, found, unit_id)
    return standing


def _allowed(
    session: Session, now: datetime, officer_id: int, report_id: int, revision: int | None, office: Office
) -> Written:
    report = drafts.held(session, officer_id, report_id)
    if report.versions and report.handed_revision == report.revision == (revision or report.revision):
        return report  # the second tap: nothing changes, so the deadline does not matter either
    drafts.demand_open(session, now, report, office)
    if revision is not None and revision != report.revision:
        raise Refusal("refused-out-of-date")
    return report


def _stamp(session: Session, now: datetime, officer_id: int, report: Written, turn: Owed, office: Office) -> None:
    if report.first_handed_at is None:
        report.first_handed_at, report.last_good_day = now, turn.last_good_day
        report.on_time = due.is_on_time(now, turn.last_good_day, office)
        report.receipt = f"{forms.load(turn.form).receipt}-{report.period}-{report.unit_id:05d}"
    report.state, report.handed_at, report.handed_by = "submitted", now, officer_id
    report.handed_revision, report.versions = report.revision, report.versions + 1
    written.stamp(session, report)


def _version(report: Written, draft: Draft, attached: Sequence[Any]) -> dict[str, Any]:
    files = [{"id": a.id, "name": a.name, "size": a.size} for a in attached]
    return content(draft) | {"files": files, "unit": report.unit_name}


def content(draft: Draft) -> dict[str, Any]:
    """The draft as plain values: what a version keeps and what the next quarter can start from."""
    kept = [q for q in draft.form.questions if draft.applies(q)]
    return {
        "answers": {
            q.code: {"value": draft.answers[q.code].value, "skipped": draft.answers[q.code].skipped}
            for q in kept
            if q.code in draft.answers
        },
        "lists": {q.code: [dict(e.answers) for e in draft.entries.get(q.code, ())] for q in kept if q.is_list},
    }


def columns(draft: Draft) -> dict[Any, list[dict[str, Any]]]:
    """The draft as rows of the tables that summaries read."""
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in contents.TABLES}
    for question in draft.form.questions:
        if not draft.applies(question):
            continue
        given = draft.answers.get(question.code)
        if question.kind == "choice" and given and not given.skipped:
            rows[Choice].append({"question": question.code, "option": given.value})
        elif question.kind == "figures" and given and not given.skipped:
            rows[Figure] += [{"code": code, "amount": amount} for code, amount in given.value.items()]
        elif question.is_list and not (given and given.skipped):
            rows[TABLES[question.table or ""]] += _entries(draft, question.code, TABLES[question.table or ""])
    return rows


def _entries(draft: Draft, question: str, table: Any) -> list[dict[str, Any]]:
    names = set(table.model_fields) - {"id", "report_id", "position"}
    return [
        {"position": position, **{name: entry.answers.get(name) for name in names}}
        for position, entry in enumerate(draft.entries.get(question, ()), start=1)
    ]


def receipt(report: Written, turn: Owed, office: Office, now: datetime, fresh: bool) -> Receipt:
    """The receipt of what was handed in last; `turn` is the report's."""
    assert report.receipt and report.handed_at and report.first_handed_at and report.last_good_day
    return Receipt(
        report_id=report.id,
        number=report.receipt,
        unit=report.unit_name,
        period=report.period,
        duty=report.duty,
        handed_at=report.handed_at,
        first_handed_at=report.first_handed_at,
        version=report.versions,
        on_time=bool(report.on_time),
        last_good_day=report.last_good_day,
        correctable=owed.is_open(report, turn.last_good_day, office, now),
        fresh=fresh,
    )


def _tell(session: Session, now: datetime, officer_id: int, report: Written, made: Receipt) -> None:
    """The receipt to who handed it in, a word to the colleagues of the unit."""
    near = {officer.id: officer for officer in officers.writers(session, report.unit_id)}
    sender = near.get(officer_id) or officers.by_id(session, officer_id)
    facts = {
        "report": made.report_id,
        "number": made.number,
        "unit": made.unit,
        "duty": made.duty,
        "period": made.period,
        "handed_at": made.handed_at.isoformat(),
        "on_time": made.on_time,
        "version": made.version,
        "last_good_day": made.last_good_day.isoformat(),
        "correctable": made.correctable,
        "by": sender.name if sender else "",
    }
    key = f"receipt:{made.report_id}:{made.version}"
    mail.queue(session, now, "receipt", key, [officer_id], {"text": "receipt", "values": facts})
    told = sorted({who for who, officer in near.items() if "handed" not in officer.quiet} - {officer_id})
    mail.queue(
        session, now, "notice", f"handed:{made.report_id}:{made.version}", told, {"text": "handed", "values": facts}
    )
