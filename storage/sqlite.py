"""SQLite as the promises need it, and the guard against its WAL-reset bug.

Versions 3.7.0-3.51.2 can damage a database in WAL mode when two connections write or checkpoint at the same instant
(mended in 3.51.3, and in 3.44.6 and 3.50.7 of the older lines; sqlite.org/wal.html, "the WAL-reset bug"). Where such a
version is linked, a locked file beside the database lets one transaction that writes, with the checkpoint at its end,
go at a time, whichever process it is in.
"""

import errno
import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlmodel import create_engine

from storage.lock import FileLock

BUSY_MILLISECONDS = 15_000
LOOK_AGAIN = 0.005
STATEMENTS = 512
"""So many are kept prepared: more than the program has that come again."""
WRITING, FILE = "writing", "file"


class FileGone(OSError):
    """The database file was deleted or replaced while it was open: what is written now would be lost with it."""


def is_affected(version: str) -> bool:
    """Whether this version of SQLite has the WAL-reset bug."""
    parts = tuple(int(part) for part in version.split(".")[:3])
    if (3, 44, 6) <= parts < (3, 45) or (3, 50, 7) <= parts < (3, 51):
        return False
    return (3, 7, 0) <= parts < (3, 51, 3)


def open_sqlite(url: str, busy: int = BUSY_MILLISECONDS) -> Engine:
    """An engine for this file; who finds it locked waits `busy` milliseconds. Opens no connection yet."""
    engine = create_engine(
        url,
        hide_parameters=True,  # an error must not quote what people wrote
        # The connection used last knows the pages and the statements that are wanted next.
        pool_use_lifo=True,
        connect_args={"timeout": busy / 1000, "check_same_thread": False, "cached_statements": STATEMENTS},
    )

    path, first = _path_of(engine), set[tuple[int, int] | None]()

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, record: Any) -> None:
        record.info[FILE] = _identity(path)
        first.add(record.info[FILE])
        if len(first) > 1:  # a connection of later must not go on with another file, least of all with an empty one
            first.discard(record.info[FILE])
            connection.close()
            raise FileGone(errno.ESTALE, os.strerror(errno.ESTALE), str(path))
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (f"busy_timeout={busy}", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        _use_wal(connection, busy / 1000)

    if path is not None and is_affected(sqlite3.sqlite_version):
        _one_writer_at_a_time(engine, path, busy)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.info[FILE] != _identity(path):
            raise FileGone(errno.ESTALE, os.strerror(errno.ESTALE), str(path))
        reading = connection.get_execution_options().get("reading", False)
        _say(connection, "BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _say(connection: Connection, statement: str) -> None:
    """What has neither values nor rows, past SQLAlchemy; its errors are SQLAlchemy's all the same."""
    try:
        connection.connection.cursor().execute(statement)
    except sqlite3.Error as error:
        connection._handle_dbapi_exception(error, statement, None, None, None)


def _use_wal(connection: Any, seconds: float) -> None:
    """Only the first connection to a new file switches. For that SQLite does not wait as it does for everything else,
    so of two programs that begin at once one would fail."""
    until = time.monotonic() + seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(LOOK_AGAIN)


def _path_of(engine: Engine) -> Path | None:
    """The file, wherever the program goes to stand later; None for a database in memory."""
    database = engine.url.database
    return None if not database or database == ":memory:" else Path(database).absolute()


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Which file lies there; None for none."""
    try:
        found = path.stat() if path is not None else None
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino) if found is not None else None


def _one_writer_at_a_time(engine: Engine, path: Path, busy: int) -> None:
    beside = Path(f"{os.path.realpath(path)}.{WRITING}.lock")

    @event.listens_for(engine, "begin")
    def _take(connection: Connection) -> None:
        if not connection.get_execution_options().get("reading", False):
            _wait_for(connection.info.setdefault(WRITING, FileLock(beside)), busy / 1000)

    @event.listens_for(engine, "checkin")
    def _give(_: Any, record: Any) -> None:
        lock = record.info.pop(WRITING, None)
        if lock is not None:
            lock.release()


def _wait_for(lock: FileLock, seconds: float) -> None:
    """Who holds it longer than that holds the database too: SQLite's own refusal ("locked") follows. So it does where
    nothing can be written at all."""
    until = time.monotonic() + seconds
    with suppress(OSError):
        while not lock.take() and time.monotonic() < until:
            time.sleep(LOOK_AGAIN)
