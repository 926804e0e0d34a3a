"""The one door to the database: a use case runs whole, in a worker thread, inside one transaction.

SQLite lets one writer in at a time, so its writers queue in one thread of ours instead of failing in the
database; every transaction that may write takes the write lock at its start (BEGIN IMMEDIATE), because one
that begins by reading cannot be upgraded safely.
"""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session, create_engine

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 4
# SQLSTATEs after which the same transaction may succeed: serialization failure, deadlock, lost connection.
PASSING = ("40001", "40P01", "08000", "08003", "08006", "57P01", "57P02", "57P03")


def open_engine(url: str) -> Engine:
    """An engine with the settings that the promises stand on. Opens no connection yet."""
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url)
    return create_engine(
        url,
        hide_parameters=True,  # an error must not quote what people wrote
        pool_size=5,
        max_overflow=5,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={"options": "-c statement_timeout=10000 -c idle_in_transaction_session_timeout=30000"},
    )


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 15, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _may_pass(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlstate", None)
    return code in PASSING or error.connection_invalidated or "database is locked" in str(error.orig)


class Door:
    """Runs use cases: plain functions whose first parameter is an open session."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writers = ThreadPoolExecutor(1 if self.is_sqlite else 8, thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="read") if self.is_sqlite else self._writers

    def write(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **values: P.kwargs) -> T:
        """Run it here and now, in one transaction: all of it is stored, or nothing."""
        return self._run(False, use_case, *args, **values)

    def read(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **values: P.kwargs) -> T:
        """Run it here and now without the right to write."""
        return self._run(True, use_case, *args, **values)

    async def __call__(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **values: P.kwargs) -> T:
        """Run it in a worker thread, in one transaction. A caller that is cancelled does not break it off."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._writers, lambda: self.write(use_case, *args, **values)))

    async def ask(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **values: P.kwargs) -> T:
        """Run it in a worker thread without the right to write."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._readers, lambda: self.read(use_case, *args, **values)))

    def close(self) -> None:
        """Wait for what runs, then let go of the database."""
        self._writers.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self.engine.dispose()

    def _run(self, reading: bool, use_case: Callable[..., T], *args: Any, **values: Any) -> T:
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(reading, use_case, *args, **values)
            except (OperationalError, DBAPIError) as error:
                if attempt == TRIES or not _may_pass(error):
                    raise
                time.sleep(random.uniform(0.02, 0.1) * attempt)  # noqa: S311  (spreads writers, keeps no secret)
        raise AssertionError("unreachable")

    def _once(self, reading: bool, use_case: Callable[..., T], *args: Any, **values: Any) -> T:
        with self.engine.connect() as connection:
            if reading:
                connection = connection.execution_options(reading=True)
            with Session(connection, expire_on_commit=False) as session:
                result = use_case(session, *args, **values)
                if reading:
                    session.expunge_all()  # what was read stays readable outside
                    session.rollback()
                else:
                    session.commit()
                return result
