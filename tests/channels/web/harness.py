"""The web chat with a small bot behind it, on a database of its own: for tests, and to be looked at.

`python -m tests.channels.web.harness --port 8123` serves it on loopback with personas and a movable clock.
"""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiogram import Dispatcher, Router
from aiohttp import ClientWebSocketResponse, web
from aiohttp.test_utils import TestClient, TestServer

from channels.web.demo import Demo
from channels.web.files import FileStore
from channels.web.hub import Hub
from channels.web.messenger import WebMessenger
from channels.web.server import build_app
from channels.web.session import web_bot
from reporting.clock import Clock, MovableClock, StoppedClock
from storage import inbox
from storage.door import Door, open_engine
from storage.tables import metadata
from storage.webchat import WebAccount
from tests.channels.web import echo

MORNING = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)  # 08:00 in the office
PEOPLE = [
    {"key": "an", "name": "Nguyễn Văn An", "title": "cán bộ", "unit": "xã An Hòa"},
    {"key": "em", "name": "Lê Văn Em", "title": "cán bộ", "unit": "xã Bình Hòa"},
    {"key": "dung", "name": "Võ Văn Dũng", "title": "theo dõi", "unit": "huyện Bắc"},
    {"key": "chi", "name": "Phạm Thị Chi", "title": "Văn phòng", "unit": "tỉnh Mẫu"},
]


class Bench:
    """Everything that the wiring makes, small."""

    def __init__(self, folder: Path, clock: Clock, router: Router | None = None, url: str | None = None) -> None:
        self.door = Door(open_engine(url or f"sqlite:///{folder}/chat.db"))
        metadata.create_all(self.door.engine)
        self.clock, self.hub = clock, Hub()
        self.files = FileStore(folder / "files", self.door)
        self.bot = web_bot(self.door, clock, self.hub, self.files, strict=True)
        self.messenger = WebMessenger(self.door, clock, self.hub, self.files)
        self.dispatcher = Dispatcher()
        self.dispatcher.include_router(router or echo.build())
        self.fed: list[dict[str, Any]] = []
        self.asleep = False

    async def wake(self) -> None:
        """Act on what is in the inbox, as the intake does; while `asleep`, nothing."""
        while not self.asleep and (rows := await self.door(inbox.claim, self.clock.now(), 10)):
            for row in rows:
                self.fed.append(row.raw)
                await self.dispatcher.feed_raw_update(self.bot, row.raw, channel="web", inbox_id=row.id)
                await self.door(inbox.done, [row.id], self.clock.now())

    def app(self, **more: Any) -> web.Application:
        """The page."""
        given = {"secure_cookies": False, **more}
        return build_app(self.door, self.clock, self.hub, self.files, self.wake, **given)

    def account(self) -> int:
        """A new account, nobody's."""

        def made(session: Any) -> int:
            account = WebAccount(made_at=self.clock.now())
            session.add(account)
            session.flush()
            return int(account.id or 0)

        return self.door.write(made)


class Browser:
    """A browser as far as the protocol goes: cookies, Origin, the live line."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client
        self.origin = f"http://{client.host}:{client.port}"

    async def login(self, code: str = "ABCD-EFGH-JKLM") -> int:
        """Sign in with a code; gives the account."""
        async with self.post("/login", json={"code": code}) as answer:
            assert answer.status == 200, await answer.text()
            return int((await answer.json())["account"])

    def post(self, path: str, **given: Any) -> Any:
        """POST from our own page."""
        return self.client.post(path, headers={"Origin": self.origin, **given.pop("headers", {})}, **given)

    @asynccontextmanager
    async def line(self, **hello: Any) -> AsyncIterator["Line"]:
        """The live line, after the welcome."""
        socket = await self.client.ws_connect("/ws", headers={"Origin": self.origin})
        try:
            await socket.send_json({"kind": "hello", **hello})
            yield Line(socket, await socket.receive_json(timeout=5))
        finally:
            await socket.close()


class Line:
    """The page's end of the live line."""

    def __init__(self, socket: ClientWebSocketResponse, welcome: dict[str, Any]) -> None:
        self.socket, self.welcome = socket, welcome
        self.screen = {message["id"]: message for message in welcome["messages"]}
        self.revision = welcome["revision"]

    async def send(self, **frame: Any) -> None:
        await self.socket.send_json(frame)

    async def until(self, wanted: str | Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read on until an event of this type (or that fits) comes."""
        while True:
            event = await self.socket.receive_json(timeout=5)
            for message in event.get("messages", ()):
                self.screen[message["id"]] = message
                self.revision = max(self.revision, message["revision"])
            if event["type"] == wanted if isinstance(wanted, str) else wanted(event):
                return event

    async def bubble(self, text: str) -> dict[str, Any]:
        """Read on until a bubble with these words is on the screen."""
        while True:
            for message in self.screen.values():
                if text in message.get("text", ""):
                    return message
            await self.until("changes")


@asynccontextmanager
async def opened(bench: Bench, **more: Any) -> AsyncIterator[Browser]:
    """The page on a free port of loopback, and a browser."""
    async with TestClient(TestServer(bench.app(**more))) as client:
        yield Browser(client)


def demo_of(bench: Bench, clock: MovableClock) -> Demo:
    """Personas and a clock, with a reminder every three days."""
    accounts: dict[str, int] = {}

    async def personas() -> list[dict[str, Any]]:
        return PEOPLE

    async def become(key: str) -> int:
        if key not in {person["key"] for person in PEOPLE}:
            raise KeyError(key)
        if key not in accounts:
            accounts[key] = bench.account()
        return accounts[key]

    async def next_moment() -> datetime | None:
        return MORNING + timedelta(days=3 * (1 + max(0, (clock.now() - MORNING).days) // 3))

    return Demo(personas, become, clock, bench.wake, next_moment)


async def serve(port: int, folder: Path) -> None:
    """Serve it until it is stopped."""
    clock = MovableClock(MORNING)
    bench = Bench(folder, clock)
    runner = web.AppRunner(bench.app(demo=demo_of(bench, clock)))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(f"http://127.0.0.1:{port}")
    await asyncio.Event().wait()


def stopped(folder: Path) -> Bench:
    """A bench whose clock stands at eight in the morning."""
    return Bench(folder, StoppedClock(MORNING))


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--port", type=int, default=8123)
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(serve(reader.parse_args().port, Path(made)))
