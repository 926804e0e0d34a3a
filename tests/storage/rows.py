"""Rows for every table there is, made from the tables' own description: a new table is covered on the day it comes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Date, Engine, Integer, Table, Time, insert, select
from sqlalchemy.types import JSON, TypeEngine

from storage.tables import metadata

MOMENT = datetime(2026, 12, 15, 16, 59, 59, 123456, tzinfo=UTC)
ROWS = (1, 2)


def fill(engine: Engine) -> None:
    """Two rows in every table: the first with a value everywhere, the second with nothing where that is allowed."""
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(insert(table).values([row(table, number) for number in ROWS]))


def row(table: Table, number: int) -> dict[str, Any]:
    """One row; what refers to another row refers to the one of the same number, within a table to the other one."""
    return {column.name: _value(table, column, number) for column in table.columns}


def everything(source: Engine | Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order of the keys."""
    if isinstance(source, Engine):
        with source.connect() as connection:
            return everything(connection)
    return {
        table.name: [tuple(found) for found in source.execute(select(table).order_by(*table.primary_key))]
        for table in metadata.sorted_tables
    }


def _value(table: Table, column: Column[Any], number: int) -> Any:
    if column.nullable and number == 2 and not column.unique:
        return None
    for key in column.foreign_keys:
        inside = key.column.table is table
        return _value(key.column.table, key.column, 3 - number if inside else number)
    return _by_type(column.type, f"{table.name}.{column.name}", number)


def _by_type(kind: TypeEngine[Any], name: str, number: int) -> Any:
    if isinstance(kind, Boolean):
        return number == 1
    if isinstance(kind, BigInteger):
        return 2**40 + number
    if isinstance(kind, Integer):
        return number
    if isinstance(kind, Date):
        return date(2026, 12, 15) + timedelta(days=number)
    if isinstance(kind, Time):
        return time(7, 30 + number)
    if isinstance(kind, JSON):
        return {"số": number, "ý kiến": ["“nước sạch”", None, True, -1.5, {"sâu": {}}]}
    length = getattr(kind, "length", None)
    if length is None and "DateTime" in type(kind).__name__:
        return MOMENT + timedelta(seconds=number)
    return f"{number} {name}: Đề nghị sửa\ncầu; 'a', \"b\" %s \\n"[: length or 1000]
