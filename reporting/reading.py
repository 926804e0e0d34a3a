"""Reading one report as it was handed in: rights checked, and a line in the audit for another unit's report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from reporting import exports, rights
from reporting import form as forms
from reporting.form import Form, Question
from reporting.refusal import Refusal
from storage import audit, duties, officers, reports
from storage.reports import Report, ReportVersion

ACT = "report.read"


@dataclass(frozen=True)
class Section:
    """One question with what was answered: codes and the unit's own words.

    `value`: an option's code, a text, or figures by code; None where it was passed over or is a list.
    `entries`: what a list holds, each part by its code.
    """

    question: Question
    skipped: bool
    value: Any
    entries: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class File:
    """A picture or file that goes with the report. `stored` is its name in the store."""

    id: int
    stored: str
    name: str
    mime: str
    size: int
    caption: str


@dataclass(frozen=True)
class Reading:
    """One version of a report, section by section. `versions`: how many there are; the newest is the one in force."""

    report_id: int
    duty: str
    form: Form
    period: str
    unit_id: int
    unit: str
    state: str
    receipt: str
    version: int
    versions: int
    first_handed_at: datetime
    handed_at: datetime
    handed_by: str
    on_time: bool
    last_good_day: date
    sections: tuple[Section, ...]
    files: tuple[File, ...]


def report(session: Session, now: datetime, officer_id: int, report_id: int, number: int | None = None) -> Reading:
    """The report's version (None: the newest), never its draft. Writes: reading another unit's leaves an audit line.

    Raises Refusal("refused-right"), Refusal("refused-out-of-date") when there is no such report or version.
    """
    found, version = _allowed(session, officer_id, report_id, number)
    duty, author = duties.by_code(session, found.duty), officers.by_id(session, version.handed_by)
    assert duty is not None and found.first_handed_at and found.last_good_day
    _note(session, now, officer_id, found, "report.read", {"version": version.number})
    form = forms.load(duty.form)
    return Reading(
        report_id=report_id,
        duty=found.duty,
        form=form,
        period=found.period,
        unit_id=found.unit_id,
        unit=str(version.content.get("unit") or found.unit_name),
        state=found.state,
        receipt=found.receipt or "",
        version=version.number,
        versions=found.versions,
        first_handed_at=found.first_handed_at,
        handed_at=version.handed_at,
        handed_by=author.name if author else "",
        on_time=bool(found.on_time),
        last_good_day=found.last_good_day,
        sections=_sections(form, version.content),
        files=tuple(_files(session, report_id, version)),
    )


def file(
    session: Session, now: datetime, officer_id: int, report_id: int, attachment_id: int, number: int | None = None
) -> File:
    """One file of that version, to be sent to the reader; another unit's leaves an audit line. Raises Refusal."""
    found, version = _allowed(session, officer_id, report_id, number)
    wanted = next((one for one in _files(session, report_id, version) if one.id == attachment_id), None)
    if wanted is None:
        raise Refusal("refused-out-of-date")
    exports.demand(session, now, officer_id, "report.read-file")
    _note(session, now, officer_id, found, "report.read-file", {"version": version.number, "file": attachment_id})
    return wanted


def _allowed(session: Session, officer_id: int, report_id: int, number: int | None) -> tuple[Report, ReportVersion]:
    found = reports.by_id(session, report_id)
    if found is None:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, ACT, found.unit_id)
    version = reports.version(session, report_id, number or found.versions)
    if version is None:
        raise Refusal("refused-out-of-date")
    return found, version


def _note(session: Session, now: datetime, officer_id: int, found: Report, act: str, after: dict[str, Any]) -> None:
    """Reading what one's own unit wrote needs no line."""
    own = {post.unit_id for post in officers.posts(session, officer_id)}
    if found.unit_id not in own:
        audit.note(session, now, officer_id, act, "report", found.id, unit_id=found.unit_id, after=after)


def _sections(form: Form, content: Mapping[str, Any]) -> tuple[Section, ...]:
    """What was asked, in the form's order; a question that did not apply then is not there."""
    answers, lists = content["answers"], content["lists"]
    made = []
    for question in form.questions:
        given = answers.get(question.code)
        entries = tuple(lists.get(question.code, ()))
        if given is None and question.code not in lists:
            continue
        skipped = bool(given and given["skipped"])
        value = None if given is None or skipped or question.is_list else given["value"]
        made.append(Section(question, skipped, value, () if skipped else entries))
    return tuple(made)


def _files(session: Session, report_id: int, version: ReportVersion) -> list[File]:
    """The files that this version carried; one that was taken out later is still part of it."""
    found = []
    for kept in version.content.get("files", ()):
        row = reports.attachment(session, kept["id"])
        if row is not None and row.id is not None and row.report_id == report_id:
            found.append(File(row.id, row.stored, row.name, row.mime, row.size, row.caption))
    return found
