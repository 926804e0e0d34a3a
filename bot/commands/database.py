"""The database as a command finds it. One that only reads never makes one: it says that there is none."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from bot.settings import Settings
from reporting.refusal import Refusal
from storage import migrate
from storage.door import Door, open_engine


def file_of(url: str) -> Path | None:
    """The file of a SQLite database, None for one that is no file."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database)


@contextmanager
def opened_if_there(settings: Settings) -> Iterator[Door | None]:
    """The same as `opened`, but None where there is no database or no table in it."""
    path = file_of(settings.url)
    if path is not None and not path.exists():
        yield None
        return
    door = Door(open_engine(settings.url))
    try:
        if migrate.current(door.engine) is None:
            yield None
        else:
            _demand_schema(door.engine, any_schema=False)
            yield door
    finally:
        door.close()


@contextmanager
def opened(settings: Settings, any_schema: bool = False) -> Iterator[Door]:
    """The door to a database that is there and has the schema of this program (with `any_schema`: a known one).

    Raises Refusal("console-no-database" | "console-old-database" | "console-newer-database").
    """
    path = file_of(settings.url)
    if path is not None and not path.exists():
        raise Refusal("console-no-database")
    door = Door(open_engine(settings.url))
    try:
        _demand_schema(door.engine, any_schema)
        yield door
    finally:
        door.close()


def _demand_schema(engine: Engine, any_schema: bool) -> None:
    found = migrate.current(engine)
    if found is None:
        raise Refusal("console-no-database")
    if not migrate.is_known(found):
        raise Refusal("console-newer-database", revision=found)
    if found != migrate.head() and not any_schema:
        raise Refusal("console-old-database")


@contextmanager
def made(settings: Settings) -> Iterator[Door]:
    """The door to the database, made and migrated where it is not yet."""
    make_folder(settings)
    door = Door(open_engine(settings.url))
    try:
        migrate.upgrade(door.engine)
        yield door
    finally:
        door.close()


def make_folder(settings: Settings) -> None:
    """The data folder, for the program's user only."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = file_of(settings.url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def demand_sound(settings: Settings) -> None:
    """Go into service only with a database that is there, whole and writable.

    Raises Refusal, and for a damaged SQLite file sqlalchemy's DatabaseError.
    """
    path = file_of(settings.url)
    with opened(settings, any_schema=True) as door:
        if path is None:
            return
        if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
            raise Refusal("console-read-only", path=str(path))
        if fault := damage(door.engine):
            raise Refusal("console-damaged", path=str(path), why=fault)


def damage(engine: Engine) -> str | None:
    """What SQLite finds wrong in the file at a quick look, None for nothing. Raises DatabaseError if it cannot look."""
    with engine.connect().execution_options(reading=True) as connection:
        found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    return None if found == "ok" else found


def folders(settings: Settings) -> dict[str, Path]:
    """Where attached files lie, by the names that a backup gives them."""
    return {name: settings.data_dir / name for name in ("attachments", "web")}
