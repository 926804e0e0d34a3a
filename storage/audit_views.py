"""Reading the audit: which lines, newest first. Nothing here writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from storage import units
from storage.audit import Audit
from storage.base import Json
from storage.officers import Officer
from storage.units import Unit


@dataclass(frozen=True)
class Wanted:
    """Which lines: those of all named fields. `since` belongs to it, `before` does not; `upto` is a line's number.

    `roots` limits to lines about units at and below these (None: no limit); with `unplaced` lines about no unit
    belong to it too. `act` is a whole act or, ending in a dot, a group of them.
    """

    since: datetime | None = None
    before: datetime | None = None
    upto: int | None = None
    roots: tuple[int, ...] | None = None
    unplaced: bool = False
    officer_id: int | None = None
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One act with the names of who did it and of the unit it is about."""

    audit: Audit
    officer: str | None
    unit: str | None
    unit_code: str | None


def lines(session: Session, wanted: Wanted, limit: int | None = None, offset: int = 0) -> list[Line]:
    """Those lines, newest first."""
    asked: Any = select(Audit, Officer.name, Unit.name, Unit.code)
    asked = asked.outerjoin(Officer, col(Officer.id) == col(Audit.officer_id))
    asked = asked.outerjoin(Unit, col(Unit.id) == col(Audit.unit_id)).where(*_conditions(wanted))
    rows = session.exec(asked.order_by(col(Audit.id).desc()).limit(limit).offset(offset)).all()
    return [Line(row[0], row[1], row[2], row[3]) for row in rows]


def count(session: Session, wanted: Wanted) -> int:
    """How many lines that are."""
    return session.exec(select(func.count()).select_from(Audit).where(*_conditions(wanted))).one()


def newest(session: Session) -> int:
    """The number of the last line that was written, 0 when there is none."""
    return session.exec(select(func.max(Audit.id))).one() or 0


def was_opened(session: Session, officer_id: int, act: str, upto: int, since: datetime) -> bool:
    """Whether this officer opened the audit up to that line since then."""
    asked = select(func.count()).select_from(Audit).where(Audit.officer_id == officer_id, Audit.act == act)
    asked = asked.where(Audit.object_id == str(upto), Audit.at >= since)
    return bool(session.exec(asked).one())


def noted(session: Session, officer_id: int, act: str, since: datetime) -> list[tuple[str, str | None]]:
    """(object, its number) of each such line of this officer since then."""
    asked = select(Audit.object, Audit.object_id).where(Audit.officer_id == officer_id, Audit.act == act)
    return [(row[0], row[1]) for row in session.exec(asked.where(Audit.at >= since)).all()]


def told(session: Session, officer_id: int, act: str, since: datetime) -> list[Json | None]:
    """What each such line of this officer since then says of the outcome."""
    asked: Any = select(Audit.after).where(Audit.officer_id == officer_id, Audit.act == act)
    return list(session.exec(asked.where(Audit.at > since)).all())


def _conditions(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        found.append(col(Audit.at) >= wanted.since)
    if wanted.before is not None:
        found.append(col(Audit.at) < wanted.before)
    if wanted.upto is not None:
        found.append(col(Audit.id) <= wanted.upto)
    if wanted.officer_id is not None:
        found.append(col(Audit.officer_id) == wanted.officer_id)
    if wanted.roots is not None:
        inside = col(Audit.unit_id).in_(select(units.branch(wanted.roots).c.id))
        found.append(or_(inside, col(Audit.unit_id).is_(None)) if wanted.unplaced else inside)
    if wanted.acts:
        found.append(or_(*(_act(one) for one in wanted.acts)))
    return found


def _act(named: str) -> ColumnElement[bool]:
    return col(Audit.act).startswith(named, autoescape=True) if named.endswith(".") else col(Audit.act) == named
