"""Bring a database to a schema, up or down: all of it or nothing, one process at a time, whatever the folder we run in.

Both databases change their schema inside a transaction, so a migration that is killed half-way leaves the old schema
and is simply run again. Alembic is imported by who migrates, not by who only asks for the revision: that would make
every command slower.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

HERE = Path(__file__).resolve().parent / "migrations"
NOTHING = "base"
# Two processes that start at once: the second waits and then finds the work done.
LOCK = int.from_bytes(hashlib.sha256(b"tincoso.migrate").digest()[:8], "big", signed=True)


class UnknownSchema(Exception):
    """The database has a revision that this program does not know: a newer program has migrated it."""


class BrokenKeys(Exception):
    """After the migration rows point at rows that are not there; it was taken back."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the schema up to that revision, making it if there is none. Raises UnknownSchema, BrokenKeys."""
    if to == "head" and is_current(engine):
        return
    with alone(engine) as connection:
        up(connection, to)


def downgrade(engine: Engine, to: str) -> None:
    """Bring the schema down to that revision ("base": no tables, "-1": one step). Raises as `upgrade` does."""
    with alone(engine) as connection:
        down(connection, to)


def current(engine: Engine) -> str | None:
    """The database's revision, None when it has no schema yet."""
    with engine.connect().execution_options(reading=True) as connection:
        return revision_of(connection)


def head() -> str:
    """The revision that this program works with."""
    (newest,) = _revisions().keys() - set(_revisions().values())
    return newest


def is_current(engine: Engine) -> bool:
    """Whether the database has the schema that this program works with."""
    return current(engine) == head()


def is_known(revision: str) -> bool:
    """Whether this program has that revision among its own."""
    return revision in _revisions()


def revision_of(connection: Connection) -> str | None:
    """The revision as this connection sees it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def up(connection: Connection, to: str = "head") -> None:
    """The same as `upgrade`, inside the caller's transaction (see `alone`)."""
    from alembic import command

    _known(connection)
    command.upgrade(_config(connection), to)


def down(connection: Connection, to: str) -> None:
    """The same as `downgrade`, inside the caller's transaction (see `alone`)."""
    from alembic import command

    _known(connection)
    command.downgrade(_config(connection), to)


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """One transaction in which the schema may be changed, while no other process changes it.

    Whatever is raised inside takes everything back. Raises BrokenKeys when rows point at nothing in the end.
    """
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _heed_keys(connection, False)
        try:
            with connection.begin():
                if not sqlite:
                    _wait_for_our_turn(connection)
                yield connection
                if sqlite:
                    _check_keys(connection)
        finally:
            if sqlite:
                _heed_keys(connection, True)


def _wait_for_our_turn(connection: Connection) -> None:
    """A migration takes as long as it takes; the time limits of everyday work would break it off."""
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    # Behind somebody who holds a table it would wait for ever, and everybody else behind it.
    connection.execute(text("SET LOCAL lock_timeout = '60s'"))


def _heed_keys(connection: Connection, heed: bool) -> None:
    """SQLite: dropping a table that is being rebuilt would delete the rows that point at it. Only outside a
    transaction can this be switched, so it goes past SQLAlchemy, which would begin one."""
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=ON" if heed else "PRAGMA foreign_keys=OFF")


def _check_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = sorted({str(row[0]) for row in broken})
        raise BrokenKeys(f"{len(broken)} rows point at nothing, in: {', '.join(tables)}")


def _known(connection: Connection) -> None:
    found = revision_of(connection)
    if found is not None and not is_known(found):
        raise UnknownSchema(found)


def _config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def _revisions() -> dict[str, str | None]:
    """Every revision with the one below it, read from the files' text."""
    found: dict[str, str | None] = {}
    for path in (HERE / "versions").glob("*.py"):
        told = dict(re.findall(r"^(revision|down_revision) = (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE))
        below = told["down_revision"].strip("'\"")
        found[told["revision"].strip("'\"")] = None if below == "None" else below
    return found
