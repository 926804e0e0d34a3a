"""What goes to the database: every statement, counted."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from storage.door import Door


@contextmanager
def counted(door: Door) -> Iterator[list[str]]:
    """Every statement that goes to the database meanwhile; one that carries many rows counts once."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(door.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(door.engine, "before_cursor_execute", note)
