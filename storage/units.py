"""Units: the dated tree of any depth, and what became of whom."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import CTE, ColumnElement, func, or_
from sqlmodel import Field, Session, col, select

from storage.base import SQLModel


class Unit(SQLModel, table=True):
    """One node of the tree. Never found by its name alone: names repeat."""

    id: int | None = Field(default=None, primary_key=True)
    code: str | None = Field(default=None, unique=True, max_length=32)
    kind: str = Field(max_length=24, index=True)
    name: str = Field(max_length=200)
    folded: str = Field(max_length=200, index=True)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    valid_from: date | None = None
    valid_to: date | None = None


class UnitSuccessor(SQLModel, table=True):
    """The old unit lives on, wholly or in part, in the new one."""

    __tablename__ = "unit_successor"

    old_id: int = Field(foreign_key="unit.id", primary_key=True)
    new_id: int = Field(foreign_key="unit.id", primary_key=True)


def lives(day: date) -> ColumnElement[bool]:
    """The condition that a unit exists on that day (both ends of its life included)."""
    return (or_(col(Unit.valid_from).is_(None), col(Unit.valid_from) <= day)) & (
        or_(col(Unit.valid_to).is_(None), col(Unit.valid_to) >= day)
    )


def branch(root_ids: Sequence[int]) -> CTE:
    """The units at and below these, as a table expression with the one column `id`."""
    top = select(col(Unit.id).label("id")).where(col(Unit.id).in_(root_ids)).cte("branch", recursive=True)
    return top.union(select(col(Unit.id)).join(top, col(Unit.parent_id) == top.c.id))


def ancestry(unit_ids: Sequence[int]) -> CTE:
    """These units and all above them, as a table expression with the columns `id` and `parent_id`."""
    top = (
        select(col(Unit.id).label("id"), col(Unit.parent_id).label("parent_id"))
        .where(col(Unit.id).in_(unit_ids))
        .cte("ancestry", recursive=True)
    )
    return top.union(select(col(Unit.id), col(Unit.parent_id)).join(top, col(Unit.id) == top.c.parent_id))


def by_id(session: Session, unit_id: int) -> Unit | None:
    """The unit with this number."""
    return session.get(Unit, unit_id)


def by_code(session: Session, code: str) -> Unit | None:
    """The unit with this official or own code."""
    return session.exec(select(Unit).where(Unit.code == code)).one_or_none()


def by_ids(session: Session, unit_ids: Sequence[int]) -> dict[int, Unit]:
    """The units with these numbers, keyed by number."""
    rows = session.exec(select(Unit).where(col(Unit.id).in_(unit_ids))).all()
    return {row.id: row for row in rows if row.id is not None}


def roots(session: Session) -> Sequence[Unit]:
    """The units that stand under no other."""
    return session.exec(select(Unit).where(col(Unit.parent_id).is_(None)).order_by(col(Unit.id))).all()


def children(session: Session, unit_id: int, day: date) -> Sequence[Unit]:
    """The units directly below that live on that day, by name."""
    return session.exec(select(Unit).where(Unit.parent_id == unit_id, lives(day)).order_by(col(Unit.folded))).all()


def all_living(session: Session, day: date) -> Sequence[Unit]:
    """Every unit that lives on that day."""
    return session.exec(select(Unit).where(lives(day)).order_by(col(Unit.id))).all()


def is_within(session: Session, unit_id: int, root_ids: Sequence[int]) -> bool:
    """Whether the unit stands at or below one of the roots."""
    if not root_ids:
        return False
    above = ancestry([unit_id])
    found = session.exec(select(func.count()).select_from(above).where(above.c.id.in_(root_ids))).one()
    return bool(found)


def all_within(session: Session, unit_ids: Collection[int], root_ids: Sequence[int]) -> bool:
    """Whether every one of these units stands at or below one of the roots; true for none at all."""
    if not unit_ids or not root_ids:
        return not unit_ids
    inside = branch(root_ids)
    found = select(func.count()).select_from(Unit).where(col(Unit.id).in_(unit_ids))
    return session.exec(found.where(col(Unit.id).in_(select(inside.c.id)))).one() == len(set(unit_ids))


def parents(session: Session, unit_ids: Sequence[int]) -> dict[int, int | None]:
    """Each unit's number with the number of the unit above it."""
    rows = session.exec(select(Unit.id, Unit.parent_id).where(col(Unit.id).in_(unit_ids))).all()
    return {unit_id: parent for unit_id, parent in rows if unit_id is not None}
