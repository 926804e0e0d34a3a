"""Statements that are built once and asked at every update, past the ORM's session.

Building a select and making objects of its rows costs several times what the database takes to answer it. Where an
update of the dialogue only wants values, it asks through here; what people change stays with the ORM. The statements
are constants of their modules: each is kept as SQL for ever (see storage/ready.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Executable, Table, bindparam, inspect
from sqlmodel import Session, SQLModel

from storage.ready import Ready, ready


def columns(table: type[SQLModel]) -> Any:
    """The table's columns, for statements that know nothing of objects."""
    return table_of(table).c


def table_of(table: type[SQLModel]) -> Table:
    """The table behind a class."""
    found = inspect(table).local_table
    assert isinstance(found, Table)
    return found


def select(*asked: Any) -> Any:
    """A select of columns or functions, untyped: the rows are plain values."""
    return sqlalchemy.select(*asked)


AT_ONCE = 16
_SOME = tuple(f"one{number}" for number in range(AT_ONCE))


def among(column: Any) -> Any:
    """The condition that the column is one of sixteen, for `each`: a list of any length would be new SQL each time."""
    return column.in_([bindparam(name) for name in _SOME])


def each(session: Session, statement: Executable, wanted: Iterable[Any], **values: Any) -> Iterator[Any]:
    """The rows of a select with a condition `among`, for all that is wanted: one statement for sixteen of them."""
    left = list(wanted)
    for at in range(0, len(left), AT_ONCE):
        some = left[at : at + AT_ONCE]
        filled = some + some[-1:] * (AT_ONCE - len(some))
        yield from rows(session, statement, **values, **dict(zip(_SOME, filled, strict=True)))


def rows(session: Session, statement: Executable, **values: Any) -> Sequence[Any]:
    """The rows of a select, or of what a write returns: tuples whose values have the columns' names too.

    What the session holds unwritten is written first, so that it is seen.
    """
    session.flush()
    connection = _connection(session)
    prepared = _ready(connection, statement, values)
    if prepared is None:
        return connection.execute(statement, values).all()
    return prepared.rows(connection, values)


def run(
    session: Session, statement: Executable, values: dict[str, Any] | list[dict[str, Any]], flush: bool = True
) -> int:
    """Carry out an insert or update, once or for each of a list; says how many rows it touched.

    `flush`: what the session holds unwritten is written first.
    """
    if flush:
        session.flush()
    connection = _connection(session)
    prepared = _ready(connection, statement, values if isinstance(values, dict) else values[0])
    if prepared is None:
        told: Any = connection.execute(statement, values, execution_options={"preserve_rowcount": True})
        return max(int(told.rowcount), 0)
    return prepared.run(connection, values)


def _connection(session: Session) -> Connection:
    """The session's own connection, its transaction begun: a nested one too, whose SAVEPOINT the session says late."""
    own = session.bind
    if isinstance(own, Connection) and own.in_transaction() and not session.in_nested_transaction():
        return own
    return session.connection()


def _ready(connection: Connection, statement: Executable, values: dict[str, Any]) -> Ready | None:
    """None where the ordinary way is needed: also where somebody listens to each statement, to count or to log it."""
    engine = connection.engine
    if engine.echo or engine.dispatch.before_cursor_execute:
        return None
    return ready(engine.dialect, statement, tuple(values))
