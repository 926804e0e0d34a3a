"""A statement as the driver takes it: SQL, the order of its values, and what makes database values of ours and back.

SQLAlchemy compiles it, once; from then on it goes to the driver's cursor directly, on the connection and in the
transaction of the session. Of the 35 µs that a small select costs by SQLAlchemy's Core on SQLite, the database itself
takes 5. Errors come out as SQLAlchemy's own, as ever: a lost connection leaves the pool, and no error quotes values.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Process = Callable[[Any], Any]
Values = dict[str, Any]
_KEPT: WeakKeyDictionary[Dialect, dict[tuple[Any, ...], "Ready | None"]] = WeakKeyDictionary()


def ready(dialect: Dialect, statement: Executable, names: tuple[str, ...]) -> "Ready | None":
    """The statement for values of these names; None for one that SQLAlchemy must finish each time (an IN list of any
    length, a default that Python makes). Give only statements that live as long as the program: they are kept."""
    kept = _KEPT.get(dialect)
    if kept is None:
        kept = _KEPT.setdefault(dialect, {})
    key = (statement, *names)
    try:
        return kept[key]
    except KeyError:
        made: Any = statement.compile(dialect=dialect, column_keys=list(names))  # type: ignore[attr-defined]
        return kept.setdefault(key, Ready(made, dialect) if _is_whole(made) else None)


def _is_whole(made: SQLCompiler) -> bool:
    unfinished = made.post_compile_params or made.literal_execute_params or made.escaped_bind_names
    named = all(bind.callable is None and (bind.key == name or not bind.required) for name, bind in made.binds.items())
    return named and not (unfinished or made.insert_prefetch or made.update_prefetch)


class Ready:
    """One compiled statement. Safe for several threads at once: it is only read."""

    def __init__(self, made: SQLCompiler, dialect: Dialect) -> None:
        self._sql = made.string
        binds = {name: made.binds[name] for name in made.bind_names.values()}
        self._constants = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
        self._inward = [(name, way) for name, bind in binds.items() if (way := _into(bind.type, dialect))]
        self._place = _placed(made.positiontup) if made.positional else _as_they_are
        asked = list(made.statement.exported_columns)  # type: ignore[union-attr]
        self._outward = [(at, way) for at, column in enumerate(asked) if (way := _out_of(column.type, dialect))]
        self._row = _row(*(column.key for column in asked))

    def rows(self, connection: Connection, values: Values) -> Sequence[Any]:
        """Carry it out and give its rows."""
        cursor = None
        try:
            cursor = connection.connection.cursor()
            cursor.execute(self._sql, self._bound(values))
            found = cursor.fetchall()
            cursor.close()
            return [*map(self._row, self._read(found) if self._outward else found)]
        except BaseException as error:
            connection._handle_dbapi_exception(error, self._sql, None, cursor, None)

    def run(self, connection: Connection, values: Values | list[Values]) -> int:
        """Carry it out, once or for each of a list; says how many rows it touched."""
        cursor = None
        try:
            cursor = connection.connection.cursor()
            if isinstance(values, dict):
                cursor.execute(self._sql, self._bound(values))
            else:
                cursor.executemany(self._sql, [self._bound(row) for row in values])
            touched = cursor.rowcount
            cursor.close()
            return max(touched, 0)
        except BaseException as error:
            connection._handle_dbapi_exception(error, self._sql, None, cursor, None)

    def _bound(self, values: Values) -> Any:
        bound = {**self._constants, **values}
        for name, way in self._inward:
            bound[name] = way(bound[name])
        return self._place(bound)

    def _read(self, found: Sequence[Any]) -> list[list[Any]]:
        read = [list(row) for row in found]
        for at, way in self._outward:
            for row in read:
                row[at] = way(row[at])
        return read


def _placed(names: Sequence[str] | None) -> Callable[[Values], Any]:
    """The values in the order of their marks in the SQL."""
    if not names:
        return lambda _: ()
    if len(names) == 1:
        return lambda bound: (bound[names[0]],)
    return itemgetter(*names)


def _as_they_are(bound: Values) -> Values:
    return bound


@cache
def _row(*names: str) -> Callable[[Sequence[Any]], Any]:
    kind: Any = namedtuple  # mypy wants to read the names here
    make: Callable[[Sequence[Any]], Any] = kind("Row", names, rename=True)._make
    return make


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
