"""Seals over the audit: each names the lines that it covers and hashes them together with the seal before it.

The database refuses to change, delete or replace a seal, as it does with the audit's lines.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import func, text
from sqlmodel import Field, Session, col, select

from storage.audit import Audit
from storage.base import SQLModel
from storage.upsert import insert_new

AT_ONCE = 2_000
COLUMNS = tuple(sqlalchemy.inspect(Audit).local_table.columns)


class Seal(SQLModel, table=True):
    """All lines after those of the seal before it, up to number `upto`: how many, and their hash.

    `previous` is the hash of the seal before it; unique, so that no two seals follow the same one.
    """

    id: int | None = Field(default=None, primary_key=True)
    upto: int = Field(unique=True)
    rows: int
    previous: str = Field(unique=True, max_length=64)
    hash: str = Field(max_length=64)
    at: datetime


def last(session: Session, before: datetime | None = None) -> Seal | None:
    """The newest seal; with `before`, the newest that was made before that moment."""
    asked = select(Seal).order_by(col(Seal.id).desc()).limit(1)
    return session.exec(asked.where(Seal.at < before) if before else asked).first()


def all_of(session: Session) -> Sequence[Seal]:
    """Every seal in its order."""
    return session.exec(select(Seal).order_by(col(Seal.id))).all()


def add(session: Session, seal: Seal) -> bool:
    """Store it. False: another process has sealed these lines meanwhile."""
    newest = last(session)
    if newest is not None and newest.hash != seal.previous:
        return False
    return insert_new(session, Seal, [seal.model_dump(exclude={"id"})]) == 1


def newest_line(session: Session) -> int:
    """The number of the audit's last line, 0 when there is none."""
    return session.exec(select(func.max(Audit.id))).one() or 0


def count(session: Session) -> int:
    """How many seals there are."""
    return session.exec(select(func.count()).select_from(Seal)).one()


def open_since(session: Session) -> datetime | None:
    """When the first line was written that no seal covers, None when all have one."""
    newest = last(session)
    asked = select(Audit.at).where(col(Audit.id) > (newest.upto if newest else 0)).order_by(col(Audit.id))
    return session.exec(asked.limit(1)).first()


def settled(session: Session) -> int:
    """The number up to which no line can come any more.

    SQLite lets one writer in at a time, so lines are stored in the order of their numbers. PostgreSQL gives a number
    before the line is committed: for a moment nobody may have one in hand. It waits at most a fifth of a second for
    that, then raises sqlalchemy's OperationalError; who writes meanwhile waits with it.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL lock_timeout = '200ms'"))
        session.execute(text("LOCK TABLE audit IN SHARE MODE"))
    return newest_line(session)


def lines(session: Session, after: int, upto: int | None = None, most: int | None = None) -> Iterator[tuple[Any, ...]]:
    """The lines with a higher number than `after`, every column of them, in the order of their numbers."""
    while most is None or most > 0:
        asked = sqlalchemy.select(*COLUMNS).where(col(Audit.id) > after).order_by(col(Audit.id))
        asked = asked.limit(AT_ONCE if most is None else min(most, AT_ONCE))
        found = session.execute(asked.where(col(Audit.id) <= upto) if upto is not None else asked).all()
        yield from (tuple(row) for row in found)
        if len(found) < AT_ONCE:
            return
        after = found[-1][0]
        most = None if most is None else most - len(found)
