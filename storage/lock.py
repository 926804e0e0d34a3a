"""One holder at a time, whichever process: a PostgreSQL advisory lock, or a locked file beside the SQLite database.

The lock saves work and keeps rates honest; that nothing is done twice stands on keys and leases, not on it.
"""

import hashlib
import os
import sys
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

# A machine that vanished is noticed by the database, and a database that vanished by us, within half a minute.
KEEPALIVE = {
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "connect_timeout": 10,
}


class Lock(Protocol):
    """Its methods block for a moment: call them in a worker thread."""

    def take(self) -> bool:
        """Whether the lock is ours now: taken just now, or held before and held still."""

    def release(self) -> None:
        """Let another have it."""


def open_lock(engine: Engine, name: str) -> Lock:
    """The lock of that name (letters, digits, - and .) for everybody who uses this database."""
    if engine.dialect.name != "sqlite":
        return AdvisoryLock(engine, name)
    database = engine.url.database
    if not database or database == ":memory:":
        return NoLock()
    return FileLock(Path(f"{database}.{name}.lock"))


class NoLock:
    """A database in memory has one process only."""

    def take(self) -> bool:
        """Always ours."""
        return True

    def release(self) -> None:
        """Nothing to let go."""


class AdvisoryLock:
    """Held as long as a connection of its own lives; not to be used through PgBouncer's transaction mode."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = create_engine(engine.url, poolclass=NullPool, connect_args=KEEPALIVE)
        self._key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Whether the lock is ours; False too while the database cannot be reached."""
        try:
            return self._is_alive() or self._try()
        except DBAPIError:
            self.release()
            return False

    def release(self) -> None:
        """Close the connection: the database frees the lock."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _is_alive(self) -> bool:
        if self._connection is None:
            return False
        self._connection.execute(text("SELECT 1"))
        return True

    def _try(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            taken = bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": self._key}).scalar())
        except DBAPIError:
            connection.close()
            raise
        if taken:
            self._connection = connection
        else:
            connection.close()
        return taken


class FileLock:
    """The kernel frees it when the process ends, however it ends. The file itself stays."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> bool:
        """Whether the lock is ours."""
        if self._file is None:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(file)
            except OSError:
                os.close(file)
                return False
            self._file = file
        return True

    def release(self) -> None:
        """Close the file, which unlocks it."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
