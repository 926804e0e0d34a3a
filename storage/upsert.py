"""Insert rows that may be there already, on both databases."""

from typing import Any, cast

from sqlalchemy import CursorResult, inspect
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
    fresh = insert(inspect(table).local_table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    if len(rows) == 1:  # the everyday case: one statement that the cache knows
        return _added(session.execute(fresh, rows[0]))
    # Many rows in one statement, because a driver's "execute many" does not say how many it added.
    return sum(
        _added(session.execute(fresh.values(rows[at : at + ROWS_AT_ONCE]))) for at in range(0, len(rows), ROWS_AT_ONCE)
    )


def _added(done: Any) -> int:
    return max(int(cast(CursorResult[Any], done).rowcount), 0)
