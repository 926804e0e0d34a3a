"""What stands behind a line of the summary, a page at a time: each passage with the number of its report."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting import turns
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.summarise import ACT
from reporting.turns import Turn
from storage import passages

PAGE = 8
# Beyond what anybody turns; a forged number must not overflow the database's integers.
PAGES_MOST = 100_000
# What a line without an addressee is asked for by.
NOBODY = "-"


@dataclass(frozen=True)
class Passage:
    """One passage: the unit's own words with their codes, or one figure's `amount`."""

    report_id: int
    unit: str
    text: str = ""
    topic: str | None = None
    attitude: str | None = None
    level: str | None = None
    place: str | None = None
    people: int | None = None
    addressee: str | None = None
    result: str | None = None
    amount: int | None = None


@dataclass(frozen=True)
class Passages:
    """A page of them. `number` counts from 0 and is the last page when a later one was asked for."""

    turn: Turn
    items: tuple[Passage, ...]
    number: int
    pages: int
    total: int


def behind(
    session: Session,
    now: datetime,
    officer_id: int | None,
    duty: str,
    period: str,
    root_unit_id: int,
    office: Office,
    line: str,
    code: str,
    number: int = 0,
) -> Passages:
    """A page of what stands behind one line of the summary. Reads only.

    `line`: topic (code: the topic), level (the level), addressee (the addressee or NOBODY), result, figure.
    Raises Refusal("refused-right"), Refusal("refused-out-of-date") for a line that there is not.
    """
    turn = turns.find(session, officer_id, ACT, duty, period, root_unit_id, office)
    if line not in _ASKED:
        raise Refusal("refused-out-of-date")
    number = min(max(number, 0), PAGES_MOST)
    rows, total = _ASKED[line](session, turn, code, (PAGE, number * PAGE))
    pages = max(1, -(-total // PAGE))
    if number >= pages:
        number = pages - 1
        rows, total = _ASKED[line](session, turn, code, (PAGE, number * PAGE))
    return Passages(turn, tuple(_passage(*row) for row in rows), number, pages, total)


def _passage(row: Any, report_id: int, unit: str) -> Passage:
    names = set(Passage.__dataclass_fields__) - {"report_id", "unit"}
    return Passage(report_id, unit, **{name: getattr(row, name) for name in names if hasattr(row, name)})


def _opinions(session: Session, turn: Turn, page: passages.Page, **only: str | None) -> passages.Rows:
    levels = turn.form.options.get("level", ())[::-1]
    asked = {"topic": None, "level": None, **only}
    return passages.opinions(session, turn.scope, levels, asked["topic"], asked["level"], page)


_ASKED: dict[str, Any] = {
    "topic": lambda session, turn, code, page: _opinions(session, turn, page, topic=code),
    "level": lambda session, turn, code, page: _opinions(session, turn, page, level=code),
    "addressee": lambda session, turn, code, page: passages.recommendations(
        session, turn.scope, None if code == NOBODY else code, page
    ),
    "result": lambda session, turn, code, page: passages.outcomes(session, turn.scope, code, page),
    "figure": lambda session, turn, code, page: passages.figures(session, turn.scope, code, page),
}
