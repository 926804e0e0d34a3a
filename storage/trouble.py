"""Whose fault an error is: the database's (or its disk's), which passes, or the statement's, which comes again.

What failed because the database could not be used is tried until it can; it never counts as a failed try.
"""

import errno
import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

# SQLSTATEs after which the same transaction may succeed at once: serialization failure, deadlock.
CONFLICTS = ("40001", "40P01")
# The connection is gone, or cannot be had while the server starts or stops.
LOST = ("08", "57P01", "57P02", "57P03", "57P05")
# Too many connections, disk full, a lock not had in time, read-only (a standby), an error of the machine.
UNUSABLE = ("53", "55P03", "25006", "58")
SQLITE_CANNOT = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
)
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
GONE = errno.ESTALE  # storage.sqlite.FileGone


def is_conflict(error: BaseException) -> bool:
    """Another transaction was in the way and this one was taken back: the same one may succeed at once."""
    return _sqlstate(error) in CONFLICTS or _sqlite_number(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_lost(error: BaseException) -> bool:
    """The server or the way to it is gone. Where it happened at COMMIT nobody knows whether all of it was stored."""
    if not isinstance(error, DBAPIError):
        return False
    state, driver = _sqlstate(error), type(_cause(error)).__module__.partition(".")[0]
    # The server had no say: psycopg could not connect, or was cut off.
    silent = state is None and driver == "psycopg" and isinstance(error, OperationalError)
    return error.connection_invalidated or silent or (state or "").startswith(LOST)


def is_databases(error: BaseException) -> bool:
    """Whether the database could not be used, so that the same work may succeed later without any change."""
    if isinstance(error, PoolExhausted) or is_conflict(error) or is_lost(error):
        return True
    if isinstance(error, OSError):
        return error.errno in (*DISK, GONE)
    return (_sqlstate(error) or "").startswith(UNUSABLE) or _sqlite_number(error) in SQLITE_CANNOT


def _cause(error: BaseException) -> Any:
    """SQLAlchemy wraps what the driver raised, but not at connecting to SQLite."""
    return getattr(error, "orig", None) or error


def _sqlstate(error: BaseException) -> str | None:
    return getattr(_cause(error), "sqlstate", None)


def _sqlite_number(error: BaseException) -> int | None:
    """The primary code: the extended ones keep it in their lowest byte."""
    number = getattr(_cause(error), "sqlite_errorcode", None)
    return None if number is None else number & 0xFF
