"""The draft of a report as values: what each step of the dialogue reads and writes, past the ORM.

Whoever writes here holds the lock of the report (`written.held`), so nobody else writes in between.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, update
from sqlmodel import Session

from storage import prepared, upsert
from storage.base import Json
from storage.duties import Duty, Extension
from storage.reports import Answer, Attachment, Line, Report, ReportVersion
from storage.units import Unit

_ANSWER, _LINE, _FILE = (prepared.columns(table) for table in (Answer, Line, Attachment))
_REPORT, _DUTY, _UNIT = (prepared.columns(table) for table in (Report, Duty, Unit))
_EXTENSION = prepared.columns(Extension)
_REPORTS, _DUTIES, _EXTENSIONS = (prepared.table_of(table) for table in (Report, Duty, Extension))
_UNITS, _LINES, _ANSWERS = (prepared.table_of(table) for table in (Unit, Line, Answer))

_GIVEN = (
    prepared.select(
        _DUTY.form,
        _ANSWER.question,
        _ANSWER.value,
        _ANSWER.skipped,
        _ANSWER.version,
        _ANSWER.officer_id,
        _ANSWER.at,
    )
    .select_from(
        _REPORTS.join(_DUTIES, _DUTY.code == _REPORT.duty).outerjoin(_ANSWERS, _ANSWER.report_id == _REPORT.id)
    )
    .where(_REPORT.id == bindparam("report"))
)
_ENTRIES = (
    prepared.select(_LINE.list, _LINE.id, _LINE.answers, _LINE.officer_id, _LINE.at, _LINE.version)
    .where(_LINE.report_id == bindparam("report"), _LINE.removed.is_(False))
    .order_by(_LINE.list, _LINE.position, _LINE.id)
)
_ATTACHED = (
    prepared.select(_FILE.id, _FILE.name, _FILE.size, _FILE.caption)
    .where(_FILE.report_id == bindparam("report"), _FILE.removed.is_(False))
    .order_by(_FILE.id)
)
_ADD_VERSION = insert(prepared.table_of(ReportVersion))
_FILES = (
    prepared.select(func.count())
    .where(_FILE.report_id == _REPORT.id, _FILE.removed.is_(False))
    .correlate(_REPORTS)
    .scalar_subquery()
)
_TURN = (
    prepared.select(_DUTY.form, _DUTY.rule, _UNIT.name.label("unit"), _EXTENSION.last_good_day, _FILES.label("files"))
    .select_from(
        _REPORTS.join(_DUTIES, _DUTY.code == _REPORT.duty)
        .join(_UNITS, _UNIT.id == _REPORT.unit_id)
        .outerjoin(
            _EXTENSIONS,
            (_EXTENSION.duty == _REPORT.duty)
            & (_EXTENSION.unit_id == _REPORT.unit_id)
            & (_EXTENSION.period == _REPORT.period),
        )
    )
    .where(_REPORT.id == bindparam("report"))
)


_LAST = (
    prepared.select(func.coalesce(func.max(_LINE.position), -1) + 1)
    .where(_LINE.report_id == bindparam("of_report"), _LINE.list == bindparam("of_list"), _LINE.removed.is_(False))
    .scalar_subquery()
)
_ADD_LINE = (
    insert(_LINES)
    .values(
        report_id=bindparam("of_report"),
        list=bindparam("of_list"),
        position=_LAST,
        answers=bindparam("said", type_=_LINE.answers.type),
        removed=False,
        version=1,
        officer_id=bindparam("by"),
        at=bindparam("moment"),
    )
    .returning(_LINE.id)
)
_SET_LINE = (
    update(_LINES)
    .where(_LINE.id == bindparam("line"))
    .values(
        answers=bindparam("said", type_=_LINE.answers.type),
        version=_LINE.version + 1,
        officer_id=bindparam("by"),
        at=bindparam("moment"),
    )
)


def given(session: Session, report_id: int) -> tuple[str, list[Any]]:
    """The form's name, and the answers: (question, value, skipped, version, officer_id, at)."""
    rows = prepared.rows(session, _GIVEN, report=report_id)
    return rows[0][0], [row[1:] for row in rows if row[1] is not None]


def entries(session: Session, report_id: int) -> Sequence[Any]:
    """The list entries in their order, those taken out left aside: (list, id, answers, officer_id, at, version)."""
    return prepared.rows(session, _ENTRIES, report=report_id)


def turn(session: Session, report_id: int) -> Any:
    """What stands around the report: `form` and `rule` of its duty, `unit` (its name), `last_good_day` of its
    extension (None without one), how many `files` go with it."""
    return prepared.rows(session, _TURN, report=report_id)[0]


def files(session: Session, report_id: int) -> Sequence[Any]:
    """What goes with the report, oldest first: (id, name, size, caption)."""
    return prepared.rows(session, _ATTACHED, report=report_id)


def add_version(session: Session, report_id: int, number: int, content: Json, officer_id: int, now: datetime) -> None:
    """Keep what was handed in, as it stood then."""
    row = {"report_id": report_id, "number": number, "content": content}
    prepared.run(session, _ADD_VERSION, {**row, "handed_at": now, "handed_by": officer_id})


def put_answer(
    session: Session,
    report_id: int,
    question: str,
    value: Any,
    skipped: bool,
    version: int,
    officer_id: int,
    now: datetime,
) -> None:
    """The answer to this question is now that."""
    row = {"report_id": report_id, "question": question, "value": value, "skipped": skipped, "version": version}
    upsert.put(session, Answer, ("report_id", "question"), {**row, "officer_id": officer_id, "at": now})


def add_line(session: Session, report_id: int, of_list: str, answers: Json, officer_id: int, now: datetime) -> int:
    """Another entry at the end of that list; gives its number."""
    row = {"of_report": report_id, "of_list": of_list, "said": answers, "by": officer_id, "moment": now}
    return int(prepared.rows(session, _ADD_LINE, **row)[0][0])


def set_line(session: Session, line_id: int, answers: Json, officer_id: int, now: datetime) -> None:
    """All that this entry says is now that."""
    prepared.run(session, _SET_LINE, {"line": line_id, "said": answers, "by": officer_id, "moment": now})
