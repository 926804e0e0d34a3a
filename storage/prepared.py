"""Statements that are built once and asked at every update, past the ORM's session.

Building a select and making objects of its rows costs several times what the database takes to answer it. Where an
update of the dialogue only wants values, it asks through here; what people change stays with the ORM.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy
from sqlalchemy import Executable, Table, inspect
from sqlmodel import Session, SQLModel


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


def rows(session: Session, statement: Executable, **values: Any) -> Sequence[Any]:
    """The rows; what the session holds unwritten is written first, so that it is seen."""
    session.flush()
    return session.connection().execute(statement, values).all()


def run(session: Session, statement: Executable, values: dict[str, Any] | list[dict[str, Any]]) -> Any:
    """Carry out an insert or update, once or for each of a list; gives what the driver says of it."""
    return session.connection().execute(statement, values)
