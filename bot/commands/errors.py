"""What went wrong, in one line. Never what a statement or a setting held: that may be a secret or somebody's words."""

import sqlite3
from typing import Any

LOCK_TIMEOUT = "55P03"
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def explain(error: BaseException, language: str) -> str:
    """The line for whoever started the command."""
    from locales import say

    key, values = _told(error)
    return say(language, key, **values)


def _told(error: BaseException) -> tuple[str, dict[str, Any]]:
    if hasattr(error, "key") and hasattr(error, "values"):  # Refusal, SheetError, PlanError
        return str(error.key), dict(error.values)
    family = {cls.__name__ for cls in type(error).__mro__}
    if "ValidationError" in family:
        return "console-settings", {"what": settings_fault(error)}
    if "UnknownSchema" in family:
        return "console-newer-database", {"revision": str(error)}
    if "BadBackup" in family:
        return f"console-backup-{getattr(error, 'reason', 'damaged')}", {}
    if "DBAPIError" in family or isinstance(error, sqlite3.Error):  # at connecting SQLAlchemy does not wrap it
        return _database(getattr(error, "orig", error))
    if isinstance(error, OSError):
        return "console-file", {"name": str(error.filename or ""), "why": error.strerror or str(error)}
    from reporting.trace import trace

    return "console-unexpected", {"what": trace(error)}


def settings_fault(error: Any) -> str:
    """The first setting that is wrong and why; its value is not repeated."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = "".join(f"TINCOSO_{part}".upper() for part in first["loc"][:1])
    what = str(first["msg"]).removeprefix("Value error, ")
    return f"{where}: {what}" if where else what


def _database(cause: Any) -> tuple[str, dict[str, Any]]:
    number = (getattr(cause, "sqlite_errorcode", 0) or 0) & 0xFF
    if number in DAMAGED:
        return "console-damaged", {"path": "SQLite", "why": str(cause)}
    if number == sqlite3.SQLITE_READONLY:
        return "console-read-only", {"path": "SQLite"}
    if number == sqlite3.SQLITE_FULL:
        return "console-full", {}
    if number in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or getattr(cause, "sqlstate", None) == LOCK_TIMEOUT:
        return "console-busy", {}
    no_answer = not isinstance(cause, sqlite3.Error) and getattr(cause, "sqlstate", None) is None
    if number == sqlite3.SQLITE_CANTOPEN or (no_answer and "OperationalError" in type(cause).__name__):
        return "console-unreachable", {"why": str(cause).strip().splitlines()[0][:200]}
    from reporting.trace import trace

    return "console-unexpected", {"what": trace(cause)}
