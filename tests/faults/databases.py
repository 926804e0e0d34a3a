"""Ways in which a database fails, for the stories of tests/faults: held by another process, full, cut off; and what
is stored in it meanwhile."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine, event, text
from sqlmodel import Session, col, func, select

from channels.telegram.webhook import PATH, SECRET_HEADER, webhook_route
from reporting.clock import StoppedClock
from storage.door import Door
from storage.duties import DayOff
from storage.inbox import Inbox
from tests.cast import START

SECRET = "s3cret_-of-the-office"

HOLDS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""


@contextmanager
def held_by_another_process(path: Path) -> Iterator[None]:
    """Another program has the file to itself as long as the block runs."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None and other.stdin is not None
    assert other.stdout.readline() == "held\n"
    try:
        yield
    finally:
        other.stdin.close()
        other.wait(10)
        other.stdout.close()


class Disk:
    """The disk under a SQLite database: `fills` lets the file grow no more, `is_freed` lets it again."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._full = engine, False
        event.listen(engine, "checkout", self._checked_out)

    def _checked_out(self, connection: Any, record: Any, _: Any) -> None:
        # Below its present size SQLite sets it to that size: not one page more.
        connection.execute(f"PRAGMA max_page_count = {1 if self._full else 1_073_741_823}")

    def fills(self) -> None:
        """Not one page more."""
        self._full = True

    def is_freed(self) -> None:
        """There is room again."""
        self._full = False


def cut_all(other: Engine) -> int:
    """End every other connection to this PostgreSQL database, as a restart does; gives how many there were."""
    with other.begin() as connection:
        cut = text(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(connection.execute(cut).scalar() or 0)


def connections(other: Engine) -> list[str]:
    """What every other connection to this PostgreSQL database does: idle, active, idle in transaction …"""
    with other.begin() as connection:
        asked = text(
            "SELECT state FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return [str(row[0]) for row in connection.execute(asked)]


def update(number: int, words: str = "Tình hình ổn định", chat: int = 101) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat}, "text": words}}


@asynccontextmanager
async def page(door: Door, not_kept: Any = None) -> AsyncIterator[Any]:
    """Telegram brings an update: gives the status."""
    app = web.Application()
    app.add_routes([webhook_route(door, StoppedClock(START), "telegram:1", SECRET, lambda: None, not_kept=not_kept)])
    async with TestClient(TestServer(app)) as client:

        async def brings(*about: Any) -> tuple[int, str | None]:
            answer = await client.post(PATH, json=update(*about), headers={SECRET_HEADER: SECRET})
            return answer.status, answer.headers.get("Retry-After")

        yield brings


def kept(session: Session) -> list[int]:
    return list(session.exec(select(Inbox.update_id).order_by(col(Inbox.update_id))))


def note(session: Session, words: str = "x") -> None:
    session.add(DayOff(day=START.date() + timedelta(days=len(session.exec(select(DayOff)).all())), name=words[:200]))


def noted(session: Session) -> int:
    return session.exec(select(func.count()).select_from(DayOff)).one()
