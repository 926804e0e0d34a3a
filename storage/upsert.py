"""Insert rows that may be there already, on both databases."""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, SQLModel

# SQLite takes at most 32,766 parameters in a statement (999 before 3.32).
ROWS_AT_ONCE = 500


def insert_new(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> int:
    """Insert those rows that break no unique key and say how many that were.

    A key that is there already is no error: it means that the effect was planned before.
    """
    insert: Any = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    added = 0
    for start in range(0, len(rows), ROWS_AT_ONCE):
        done = session.execute(insert(inspect(table).local_table).on_conflict_do_nothing(), rows[start : start + 500])
        added += max(done.rowcount, 0)
    return added
