"""The one door to the database: a use case runs whole, in a worker thread, inside one transaction.

SQLite lets one writer in at a time, so its writers queue in one thread of ours instead of failing in the
database; every transaction that may write takes the write lock at its start (BEGIN IMMEDIATE), because one
that begins by reading cannot be upgraded safely.
"""

import asyncio
import itertools
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, create_engine

from storage.base import STIRRED
from storage.sqlite import open_sqlite
from storage.trouble import is_conflict, is_lost

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 4
# Seconds between two tries: other writers are done in a moment, a server that starts again needs some.
AFTER_CONFLICT, AFTER_LOSS = 0.1, 0.5


def open_engine(url: str) -> Engine:
    """An engine with the settings that the promises stand on. Opens no connection yet."""
    if make_url(url).get_backend_name() == "sqlite":
        return open_sqlite(url)
    return create_engine(
        url,
        hide_parameters=True,  # an error must not quote what people wrote
        pool_size=5,
        max_overflow=5,
        pool_timeout=5,
        pool_pre_ping=True,
        pool_use_lifo=True,  # statements that this connection has prepared before
        connect_args={"options": "-c statement_timeout=10000 -c idle_in_transaction_session_timeout=30000"},
    )


class _Unsure(Exception):
    """The connection was lost at COMMIT: nobody knows whether the change is stored, so it must not be made again."""


class Holding(Session):
    """A session that lets go of no row before its end: asked for again by its key, it needs no second statement."""


@event.listens_for(Holding, "loaded_as_persistent")
def _hold(session: Any, row: Any) -> None:
    session.info.setdefault("held", []).append(row)


class Door:
    """Runs use cases: plain functions whose first parameter is an open session."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.queued = 0
        """Another number whenever a transaction has put something into the outbox: the senders have work then."""
        self._queuings = itertools.count(1)
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
            except DBAPIError as error:
                longest = AFTER_CONFLICT if is_conflict(error) else AFTER_LOSS if is_lost(error) else None
                if attempt == TRIES or longest is None:
                    raise
                time.sleep(random.uniform(0.2, 1.0) * longest * attempt)  # noqa: S311  (spreads, keeps no secret)
            except _Unsure as unsure:
                raise unsure.args[0] from None
        raise AssertionError("unreachable")

    def _once(self, reading: bool, use_case: Callable[..., T], *args: Any, **values: Any) -> T:
        with self.engine.connect() as connection:
            if reading:
                connection = connection.execution_options(reading=True)
            with Holding(connection, expire_on_commit=False) as session:
                result = use_case(session, *args, **values)
                if not reading:  # closing ends the transaction, and what was read stays readable outside
                    _commit(session)
                    if STIRRED in session.info:
                        self.queued = next(self._queuings)
                return result


def _commit(session: Session) -> None:
    session.flush()  # what fails here is surely not stored
    try:
        session.commit()
    except DBAPIError as error:
        if is_lost(error):
            raise _Unsure(error) from error
        raise
