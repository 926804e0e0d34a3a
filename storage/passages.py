"""The passages behind a summary's figures, a page at a time: each with its report and its unit's name.

`page` is (how many rows, after how many). Every question gives the rows and how many there are in all.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlmodel import Session, col

from storage.branches import Scope, of_turn
from storage.contents import Figure, Opinion, Outcome, Recommendation
from storage.reports import Report
from storage.units import Unit

Rows = tuple[Sequence[Any], int]
Page = tuple[int, int]


def _page(session: Session, scope: Scope, table: Any, where: Sequence[Any], order: Sequence[Any], page: Page) -> Rows:
    def asked(*columns: Any) -> Select[Any]:
        joined = select(*columns).select_from(table).join(Report, col(Report.id) == table.report_id)
        return of_turn(joined.join(Unit, col(Unit.id) == col(Report.unit_id)), scope).where(*where)

    total = session.execute(asked(func.count())).scalar_one()
    rows = asked(table, col(Report.id), col(Unit.name)).order_by(*order).limit(page[0]).offset(page[1])
    return session.execute(rows).all(), int(total)


def opinions(
    session: Session, scope: Scope, levels: Sequence[str], topic: str | None, level: str | None, page: Page
) -> Rows:
    """Opinions of a topic, of a level, or all; `levels` names the levels that come first, in their order."""
    where = [] if topic is None else [col(Opinion.topic) == topic]
    where += [] if level is None else [col(Opinion.level) == level]
    rank = case({code: place for place, code in enumerate(levels)}, value=col(Opinion.level), else_=len(levels))
    return _page(session, scope, Opinion, where, (rank, col(Opinion.topic), col(Opinion.id)), page)


def recommendations(session: Session, scope: Scope, addressee: str | None, page: Page) -> Rows:
    """Recommendations to one addressee; None: to nobody in particular."""
    where = [col(Recommendation.addressee).is_not_distinct_from(addressee)]
    return _page(session, scope, Recommendation, where, [col(Recommendation.id)], page)


def outcomes(session: Session, scope: Scope, result: str, page: Page) -> Rows:
    """Earlier recommendations of which this became."""
    return _page(session, scope, Outcome, [col(Outcome.result) == result], [col(Outcome.id)], page)


def figures(session: Session, scope: Scope, code: str, page: Page) -> Rows:
    """One figure unit by unit, the greatest first; units with nothing are left out."""
    where = [col(Figure.code) == code, col(Figure.amount) != 0]
    order = (col(Figure.amount).desc(), col(Unit.folded), col(Unit.id))
    return _page(session, scope, Figure, where, order, page)
