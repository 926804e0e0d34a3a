"""What a handed-in report says, in columns, for the summaries: always the latest version, never the draft."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy
from sqlalchemy import Row, delete, func, insert
from sqlmodel import Field, Session, col, select

from storage.base import SQLModel
from storage.reports import Report


class Opinion(SQLModel, table=True):
    """One line of a people's-situation report."""

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    position: int
    topic: str = Field(max_length=16)
    attitude: str = Field(max_length=16)
    level: str = Field(max_length=16)
    text: str
    place: str | None = Field(default=None, max_length=300)
    people: int | None = None
    addressee: str | None = Field(default=None, max_length=32)


class Figure(SQLModel, table=True):
    """One number of a report."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    code: str = Field(primary_key=True, max_length=48)
    amount: int


class Recommendation(SQLModel, table=True):
    """What the unit asks of whom; the next period asks what became of it."""

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    position: int
    text: str
    addressee: str | None = Field(default=None, max_length=32)


class Outcome(SQLModel, table=True):
    """What became of an earlier recommendation, as told in a later report."""

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    position: int
    text: str
    addressee: str | None = Field(default=None, max_length=32)
    result: str = Field(max_length=16)


class Choice(SQLModel, table=True):
    """The answer to a question with fixed options, such as the general mood."""

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    question: str = Field(primary_key=True, max_length=64)
    option: str = Field(max_length=32)


Content = Opinion | Figure | Recommendation | Outcome | Choice
TABLES: tuple[type[Content], ...] = (Opinion, Figure, Recommendation, Outcome, Choice)


def replace(
    session: Session, report_id: int, rows: dict[type[Content], list[dict[str, Any]]], first: bool = False
) -> None:
    """Put a new version's content in the place of the old one; before the `first` there is none."""
    for table in TABLES:
        if not first:
            session.execute(delete(table).where(col(table.report_id) == report_id))
        new = [{**row, "report_id": report_id} for row in rows.get(table, [])]
        if new:
            session.execute(insert(table), new)


def recommendations(session: Session, report_id: int) -> Sequence[Recommendation]:
    """What this report asks for."""
    return session.exec(
        select(Recommendation).where(Recommendation.report_id == report_id).order_by(col(Recommendation.position))
    ).all()


def open_outcomes(session: Session, report_id: int, settled: Sequence[str]) -> Sequence[Outcome]:
    """Earlier recommendations that this report told of as not yet settled."""
    return session.exec(
        select(Outcome)
        .where(Outcome.report_id == report_id, col(Outcome.result).not_in(settled))
        .order_by(col(Outcome.position))
    ).all()


def figure_sums(session: Session, duty: str, period: str, unit_ids: Any) -> dict[str, int]:
    """Each figure added up over these units (a list of numbers, or a subquery with one column)."""
    rows = session.execute(
        select(Figure.code, func.sum(Figure.amount))
        .join(Report, col(Report.id) == Figure.report_id)
        .where(Report.duty == duty, Report.period == period, col(Report.unit_id).in_(unit_ids))
        .group_by(col(Figure.code))
    )
    return {code: int(total) for code, total in rows}


def opinion_counts(session: Session, duty: str, period: str, unit_ids: Any) -> Sequence[Row[Any]]:
    """(topic, attitude, level, opinions, people named, reports) over these units."""
    return session.execute(
        sqlalchemy.select(
            col(Opinion.topic),
            col(Opinion.attitude),
            col(Opinion.level),
            func.count(),
            func.coalesce(func.sum(Opinion.people), 0),
            func.count(func.distinct(Opinion.report_id)),
        )
        .join(Report, col(Report.id) == Opinion.report_id)
        .where(col(Report.duty) == duty, col(Report.period) == period, col(Report.unit_id).in_(unit_ids))
        .group_by(col(Opinion.topic), col(Opinion.attitude), col(Opinion.level))
    ).all()


def choice_counts(session: Session, duty: str, period: str, unit_ids: Any) -> Sequence[Row[Any]]:
    """(question, option, reports) over these units."""
    return session.execute(
        select(Choice.question, Choice.option, func.count())
        .join(Report, col(Report.id) == Choice.report_id)
        .where(Report.duty == duty, Report.period == period, col(Report.unit_id).in_(unit_ids))
        .group_by(col(Choice.question), col(Choice.option))
    ).all()


def opinions(
    session: Session,
    duty: str,
    period: str,
    unit_ids: Any,
    *,
    topic: str | None = None,
    level: str | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Sequence[tuple[Opinion, Report]]:
    """The opinions behind the figures, with the report each stands in."""
    asked = (
        select(Opinion, Report)
        .join(Report, col(Report.id) == Opinion.report_id)
        .where(Report.duty == duty, Report.period == period, col(Report.unit_id).in_(unit_ids))
    )
    if topic is not None:
        asked = asked.where(Opinion.topic == topic)
    if level is not None:
        asked = asked.where(Opinion.level == level)
    rows = session.exec(asked.order_by(col(Opinion.id)).limit(limit).offset(offset)).all()
    return [(row[0], row[1]) for row in rows]


def recommendation_rows(
    session: Session, duty: str, period: str, unit_ids: Any, limit: int = 20, offset: int = 0
) -> Sequence[tuple[Recommendation, Report]]:
    """What the units ask for in that period, by addressee."""
    rows = session.exec(
        select(Recommendation, Report)
        .join(Report, col(Report.id) == Recommendation.report_id)
        .where(Report.duty == duty, Report.period == period, col(Report.unit_id).in_(unit_ids))
        .order_by(col(Recommendation.addressee), col(Recommendation.id))
        .limit(limit)
        .offset(offset)
    ).all()
    return [(row[0], row[1]) for row in rows]
