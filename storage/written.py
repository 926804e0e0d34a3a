"""A report's own row as values, for the steps of the dialogue: past the ORM, which costs more than the rest."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session

from storage import prepared
from storage.reports import Report


@dataclass(slots=True)
class Written:
    """A report as it was read (see `storage.reports.Report`). What is written here writes into the values too."""

    id: int
    duty: str
    unit_id: int
    unit_name: str
    period: str
    state: str
    receipt: str | None
    revision: int
    handed_revision: int
    versions: int
    changed_at: datetime
    first_handed_at: datetime | None
    handed_at: datetime | None
    handed_by: int | None
    on_time: bool | None
    last_good_day: date | None


_REPORT, _REPORTS = prepared.columns(Report), prepared.table_of(Report)
_READ = prepared.select(*(_REPORT[field.name] for field in fields(Written)))
_BY_ID = _READ.where(_REPORT.id == bindparam("report"))
_OF_UNIT = _READ.where(
    _REPORT.duty == bindparam("of_duty"), _REPORT.unit_id == bindparam("unit"), _REPORT.period == bindparam("turn")
)
_HELD, _HELD_OF_UNIT = _BY_ID.with_for_update(), _OF_UNIT.with_for_update()
_TOUCH = (
    update(_REPORTS)
    .where(_REPORT.id == bindparam("report"))
    .values(revision=bindparam("number"), changed_at=bindparam("moment"))
)
_STAMPED = (
    "state",
    "receipt",
    "handed_revision",
    "versions",
    "first_handed_at",
    "handed_at",
    "handed_by",
    "on_time",
    "last_good_day",
)
_STAMP = (
    update(_REPORTS)
    .where(_REPORT.id == bindparam("report"))
    .values({name: bindparam(f"new_{name}", type_=_REPORT[name].type) for name in _STAMPED})
)


def held(session: Session, report_id: int) -> Written | None:
    """The report; nobody else changes it until this transaction ends."""
    return _one(prepared.rows(session, _HELD, report=report_id))


def of_unit(session: Session, duty: str, unit_id: int, period: str, hold: bool = False) -> Written | None:
    """The unit's report of that duty and period; with `hold`, nobody else changes it until this transaction ends."""
    asked = _HELD_OF_UNIT if hold else _OF_UNIT
    return _one(prepared.rows(session, asked, of_duty=duty, unit=unit_id, turn=period))


def touch(session: Session, report: Written, now: datetime) -> None:
    """The draft changed: its revision is the next one."""
    report.revision, report.changed_at = report.revision + 1, now
    prepared.run(session, _TOUCH, {"report": report.id, "number": report.revision, "moment": now})


def stamp(session: Session, report: Written) -> None:
    """Store what a submission has changed in these values."""
    prepared.run(session, _STAMP, {"report": report.id} | {f"new_{name}": getattr(report, name) for name in _STAMPED})


def _one(rows: Any) -> Written | None:
    return Written(*rows[0]) if rows else None
