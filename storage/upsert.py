"""Insert rows that may be there already, or put others in their place, on both databases."""

from functools import cache
from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, SQLModel

from storage import prepared


def insert_new(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> int:
    """Insert those rows that break no unique key and say how many that were.

    A key that is there already is no error: it means that the effect was planned before.
    """
    if not rows:
        return 0
    # One statement for each row, compiled once: five times as fast as one statement that holds all the rows.
    fresh = _fresh(table, session.get_bind().dialect.name == "sqlite")
    return prepared.run(session, fresh, rows if len(rows) > 1 else rows[0])


def put(session: Session, table: type[SQLModel], key: tuple[str, ...], values: dict[str, Any]) -> None:
    """Insert the row, or give the one that has this key the other values."""
    written = _written(table, key, tuple(values), session.get_bind().dialect.name == "sqlite")
    prepared.run(session, written, values)


@cache
def _fresh(table: type[SQLModel], sqlite: bool) -> Any:
    return _insert(table, sqlite).on_conflict_do_nothing()


@cache
def _written(table: type[SQLModel], key: tuple[str, ...], names: tuple[str, ...], sqlite: bool) -> Any:
    fresh = _insert(table, sqlite)
    kept = {name: fresh.excluded[name] for name in names if name not in key}
    return fresh.on_conflict_do_update(index_elements=key, set_=kept)


def _insert(table: type[SQLModel], sqlite: bool) -> Any:
    insert: Any = sqlite_insert if sqlite else postgresql_insert
    return insert(prepared.table_of(table))
