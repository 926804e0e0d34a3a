"""A branch of the tree in one turn of a duty: who owes, what came in, what it says.

Every query starts from the turn, so that its cost follows the period and the branch, never the history.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from storage import units
from storage.contents import Choice, Figure, Opinion, Outcome, Recommendation
from storage.reports import Answer, Line, Report
from storage.units import Unit


@dataclass(frozen=True)
class Scope:
    """The units that owe: at and below the root (the root by itself with `alone`), of these kinds, living that day."""

    duty: str
    period: str
    root_id: int
    kinds: tuple[str, ...]
    day: date
    alone: bool = False


def _inside(scope: Scope) -> Select[Any]:
    """The ids of every unit of the branch, whether it owes or not."""
    if scope.alone:
        return select(col(Unit.id)).where(col(Unit.id) == scope.root_id)
    return select(units.branch([scope.root_id]).c.id)


def _owing(scope: Scope) -> Select[Any]:
    """The ids of the units that owe."""
    return select(col(Unit.id)).where(
        col(Unit.id).in_(_inside(scope)), col(Unit.kind).in_(scope.kinds), units.lives(scope.day)
    )


def of_turn(asked: Select[Any], scope: Scope) -> Select[Any]:
    """Narrow a query that has Report in it to this turn's reports of units that owe."""
    return asked.where(
        col(Report.duty) == scope.duty, col(Report.period) == scope.period, col(Report.unit_id).in_(_owing(scope))
    )


def tree(session: Session, scope: Scope) -> dict[int, int | None]:
    """Each unit of the branch with the unit above it."""
    rows = session.execute(select(col(Unit.id), col(Unit.parent_id)).where(col(Unit.id).in_(_inside(scope))))
    return {unit_id: parent for unit_id, parent in rows}


def owing(session: Session, scope: Scope) -> Sequence[Unit]:
    """The units that owe, by name."""
    asked = select(Unit).where(col(Unit.id).in_(_owing(scope)))
    return session.scalars(asked.order_by(col(Unit.folded), col(Unit.id))).all()


def handed(session: Session, scope: Scope) -> Sequence[Any]:
    """(report, unit, on time, first handed in at, last good day) of every unit of the branch that handed in."""
    columns = (Report.id, Report.unit_id, Report.on_time, Report.first_handed_at, Report.last_good_day)
    return session.execute(
        select(*(col(one) for one in columns))
        .where(col(Report.duty) == scope.duty, col(Report.period) == scope.period, col(Report.versions) > 0)
        .where(col(Report.unit_id).in_(_inside(scope)))
        .order_by(col(Report.id))
    ).all()


def drafts(session: Session, scope: Scope) -> Sequence[Report]:
    """What units that owe have begun and not handed in yet."""
    return session.scalars(of_turn(select(Report).where(col(Report.versions) == 0), scope)).all()


def draft_answers(session: Session, scope: Scope) -> Sequence[Answer]:
    """The answers that stand in those drafts."""
    asked = select(Answer).join(Report, col(Report.id) == col(Answer.report_id)).where(col(Report.versions) == 0)
    return session.scalars(of_turn(asked, scope)).all()


def draft_lines(session: Session, scope: Scope) -> Sequence[Line]:
    """The list entries that stand in those drafts, in their order."""
    asked = select(Line).join(Report, col(Report.id) == col(Line.report_id)).where(col(Report.versions) == 0)
    asked = of_turn(asked.where(col(Line.removed).is_(False)), scope)
    return session.scalars(asked.order_by(col(Line.position), col(Line.id))).all()


def _said(session: Session, scope: Scope, table: Any, *columns: Any) -> Sequence[Any]:
    """(report, unit, …) for every row of that table, in the order in which the rows were made."""
    asked = select(col(Report.id), col(Report.unit_id), *columns).join(table, table.report_id == col(Report.id))
    order = table.id if "id" in table.model_fields else table.report_id
    return session.execute(of_turn(asked, scope).order_by(order)).all()


def choices(session: Session, scope: Scope) -> Sequence[Any]:
    """(report, unit, question, option) of every answer with fixed options."""
    return _said(session, scope, Choice, Choice.question, Choice.option)


def figures(session: Session, scope: Scope) -> Sequence[Any]:
    """(report, unit, figure, amount)."""
    return _said(session, scope, Figure, Figure.code, Figure.amount)


def opinions(session: Session, scope: Scope) -> Sequence[Any]:
    """(report, unit, opinion, topic, attitude, level, people): no texts."""
    parts = (Opinion.id, Opinion.topic, Opinion.attitude, Opinion.level, Opinion.people)
    return _said(session, scope, Opinion, *parts)


def recommendations(session: Session, scope: Scope) -> Sequence[Any]:
    """(report, unit, recommendation, addressee, text)."""
    parts = (Recommendation.id, Recommendation.addressee, Recommendation.text)
    return _said(session, scope, Recommendation, *parts)


def outcomes(session: Session, scope: Scope) -> Sequence[Any]:
    """(report, unit, outcome, result, addressee): no texts."""
    return _said(session, scope, Outcome, Outcome.id, Outcome.result, Outcome.addressee)


def opinions_at(session: Session, scope: Scope, level: str) -> Sequence[tuple[Opinion, int]]:
    """The opinions of one level with all that was said, each with its unit."""
    rows: Any = select(Opinion, col(Report.unit_id)).join(Report, col(Report.id) == col(Opinion.report_id))
    asked = of_turn(rows.where(col(Opinion.level) == level), scope)
    return [(row[0], row[1]) for row in session.execute(asked.order_by(col(Opinion.id)))]
