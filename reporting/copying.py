"""Start from last quarter's report: its words as a first draft, every one of them to be looked at again."""

from datetime import datetime

from sqlmodel import Session

from reporting import draft as drafts
from reporting.daysoff import Office
from reporting.draft import Standing
from reporting.refusal import Refusal
from storage import audit, reports
from storage.reports import Answer, Line
from storage.written import touch


def start_from_last(session: Session, now: datetime, officer_id: int, report_id: int, office: Office) -> Standing:
    """Copy what the last report said into a draft in which nothing is written yet.

    Figures and the outcomes of earlier recommendations are never copied: they are new every quarter. Raises
    Refusal where there is no last report, or where something is written already.
    """
    report = drafts.editable(session, now, officer_id, report_id, office)
    draft = drafts.snapshot(session, report)
    turn = drafts.owed.find(session, report.duty, report.period, report.unit_id, office)
    last = drafts.earlier_report(session, turn)
    if last is None or last.id is None or report.revision > 0:
        raise Refusal("refused-out-of-date")
    version = reports.version(session, last.id, last.versions)
    assert version is not None
    for question in draft.form.questions:
        if question.kind in ("figures", "outcomes"):
            continue
        old = version.content["answers"].get(question.code)
        if old is not None:
            session.add(
                Answer(
                    report_id=report_id,
                    question=question.code,
                    value=old["value"],
                    skipped=old["skipped"],
                    officer_id=officer_id,
                    at=now,
                )
            )
        for position, answers in enumerate(version.content["lists"].get(question.code, ())):
            session.add(
                Line(
                    report_id=report_id,
                    list=question.code,
                    position=position,
                    answers=answers,
                    officer_id=officer_id,
                    at=now,
                )
            )
    touch(session, report, now)
    audit.note(session, now, officer_id, "report.copy-last", "report", report_id, unit_id=report.unit_id)
    return drafts.go_on(session, now, officer_id, report, office)
