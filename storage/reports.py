"""Reports: the draft that grows answer by answer, the versions handed in, and what was attached."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, delete, func, insert
from sqlmodel import Field, Session, col, select

from storage import prepared
from storage.base import Json, SQLModel, json_column


class Report(SQLModel, table=True):
    """One duty, one unit, one period. It belongs to the unit, not to who writes it.

    `revision` grows with every change of the draft; `handed_revision` is the one handed in last. Where
    they differ, something is written that has not been handed in. `on_time` is decided by the first
    complete submission and never again.
    """

    __table_args__ = (UniqueConstraint("duty", "unit_id", "period"), Index("ix_report_duty_period", "duty", "period"))

    id: int | None = Field(default=None, primary_key=True)
    duty: str = Field(foreign_key="duty.code", max_length=32)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    unit_name: str = Field(max_length=200)
    period: str = Field(max_length=16)
    state: str = Field(default="draft", max_length=16)
    receipt: str | None = Field(default=None, unique=True, max_length=64)
    revision: int = 0
    handed_revision: int = 0
    versions: int = 0
    started_by: int = Field(foreign_key="officer.id")
    started_at: datetime
    changed_at: datetime
    first_handed_at: datetime | None = None
    handed_at: datetime | None = None
    handed_by: int | None = Field(default=None, foreign_key="officer.id")
    on_time: bool | None = None
    last_good_day: date | None = None


class Answer(SQLModel, table=True):
    """The draft's present answer to one question. `value` null with `skipped` set means passed over."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    question: str = Field(primary_key=True, max_length=64)
    value: Any = Field(default=None, sa_column=json_column(nullable=True))
    skipped: bool = False
    version: int = 1
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime


class Line(SQLModel, table=True):
    """One entry of a list in the draft: an opinion, a recommendation, the outcome of an earlier one."""

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    list: str = Field(max_length=32)
    position: int
    answers: Json = Field(default_factory=dict, sa_column=json_column())
    removed: bool = False
    version: int = 1
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime


class PastAnswer(SQLModel, table=True):
    """Every value that was ever written, so that nobody's text is lost."""

    __tablename__ = "past_answer"

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    line_id: int | None = None
    question: str = Field(max_length=64)
    value: Any = Field(default=None, sa_column=json_column(nullable=True))
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime


class ReportVersion(SQLModel, table=True):
    """What was handed in, as it stood then."""

    __tablename__ = "report_version"

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    number: int = Field(primary_key=True)
    content: Json = Field(sa_column=json_column())
    handed_at: datetime
    handed_by: int = Field(foreign_key="officer.id")


class Attachment(SQLModel, table=True):
    """A picture or file that goes with a report. The stored name is ours; theirs is kept as text only."""

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    stored: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=255)
    mime: str = Field(max_length=100)
    size: int
    sha256: str = Field(max_length=64)
    caption: str = Field(default="", max_length=1024)
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime
    removed: bool = False


_BY_ID = select(Report).where(Report.id == bindparam("report"))
_OF_UNIT = select(Report).where(
    Report.duty == bindparam("duty"), Report.unit_id == bindparam("unit"), Report.period == bindparam("period")
)

_REMEMBER = insert(prepared.table_of(PastAnswer)).returning(prepared.columns(PastAnswer).id)


def by_id(session: Session, report_id: int) -> Report | None:
    """The report (to change it, `storage.written.held`)."""
    return session.exec(_BY_ID, params={"report": report_id}).one_or_none()


def of_unit(session: Session, duty: str, unit_id: int, period: str) -> Report | None:
    """The unit's report of that duty and period."""
    turn = {"duty": duty, "unit": unit_id, "period": period}
    return session.exec(_OF_UNIT, params=turn).one_or_none()


def handed_in(session: Session, duty: str, period: str) -> Sequence[Report]:
    """Every report of that period that was handed in at least once."""
    return session.exec(
        select(Report).where(Report.duty == duty, Report.period == period, col(Report.versions) > 0)
    ).all()


def sent_by_unit(session: Session, unit_ids: Sequence[int], limit: int = 50, offset: int = 0) -> Sequence[Report]:
    """What these units have handed in, newest first."""
    asked = select(Report).where(col(Report.unit_id).in_(unit_ids), col(Report.versions) > 0)
    return session.exec(asked.order_by(col(Report.handed_at).desc()).limit(limit).offset(offset)).all()


def count_sent(session: Session, unit_ids: Sequence[int]) -> int:
    """How many reports these units have handed in."""
    return session.exec(
        select(func.count()).select_from(Report).where(col(Report.unit_id).in_(unit_ids), col(Report.versions) > 0)
    ).one()


def remember(session: Session, values: dict[str, Any]) -> int:
    """Keep a value in the history of what was ever written; gives its number."""
    return int(prepared.rows(session, _REMEMBER, **values)[0][0])


def answers(session: Session, report_id: int) -> dict[str, Answer]:
    """The draft's answers by question."""
    return {row.question: row for row in session.exec(select(Answer).where(Answer.report_id == report_id))}


def answer(session: Session, report_id: int, question: str) -> Answer | None:
    """The draft's answer to one question."""
    return session.get(Answer, (report_id, question))


def lines(session: Session, report_id: int, of_list: str | None = None) -> list[Line]:
    """The draft's list entries in their order, those taken out left aside."""
    asked = select(Line).where(Line.report_id == report_id, col(Line.removed).is_(False))
    if of_list is not None:
        asked = asked.where(Line.list == of_list)
    return list(session.exec(asked.order_by(col(Line.list), col(Line.position), col(Line.id))).all())


def line(session: Session, line_id: int) -> Line | None:
    """One list entry of a draft."""
    return session.get(Line, line_id)


def attachments(session: Session, report_id: int) -> Sequence[Attachment]:
    """What goes with the report, oldest first."""
    return session.exec(
        select(Attachment)
        .where(Attachment.report_id == report_id, col(Attachment.removed).is_(False))
        .order_by(col(Attachment.id))
    ).all()


def attachment(session: Session, attachment_id: int) -> Attachment | None:
    """One attached picture or file."""
    return session.get(Attachment, attachment_id)


def version(session: Session, report_id: int, number: int) -> ReportVersion | None:
    """One version as it was handed in."""
    return session.get(ReportVersion, (report_id, number))


def previous_versions(session: Session, report_id: int) -> Sequence[ReportVersion]:
    """Every version that was handed in, oldest first."""
    return session.exec(
        select(ReportVersion).where(ReportVersion.report_id == report_id).order_by(col(ReportVersion.number))
    ).all()


def clear_answer(session: Session, report_id: int, question: str) -> None:
    """Take an answer out of the draft (it stays among the past ones)."""
    session.execute(delete(Answer).where(col(Answer.report_id) == report_id, col(Answer.question) == question))
