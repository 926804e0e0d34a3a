"""What a handed-in report says, in columns, for the summaries: always the latest version, never the draft."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Field, Session, col, select

from storage import prepared
from storage.base import SQLModel


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
_INSERTS = {table: insert(prepared.table_of(table)) for table in TABLES}


def replace(
    session: Session, report_id: int, rows: dict[type[Content], list[dict[str, Any]]], first: bool = False
) -> None:
    """Put a new version's content in the place of the old one; before the `first` there is none."""
    for table in TABLES:
        if not first:
            session.execute(delete(table).where(col(table.report_id) == report_id))
        new = [{**row, "report_id": report_id} for row in rows.get(table, [])]
        if new:
            prepared.run(session, _INSERTS[table], new)


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
