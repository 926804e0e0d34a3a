"""The other side of a webhook test: an endpoint that records, and a sleep that only moves the clock."""

import asyncio
from typing import Any

from aiohttp import web

from tests.botapi.clock import Clock
from tests.botapi.webhook import SECRET_HEADER


class Waits:
    """Stands for asyncio.sleep: notes how long it was asked to wait, moves the clock on, and waits not at all."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.clock.advance(seconds)
        await asyncio.sleep(0)


class Receiver:
    """A webhook of the test: answers with the statuses that it was told, then with 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.headers: dict[str, str] = {}
        self.reply: Any = None
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.url = ""
        self.arrivals = asyncio.Semaphore(0)
        self.gate = asyncio.Event()
        self.gate.set()

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.append(request.headers.get(SECRET_HEADER))
        self.arrivals.release()
        await self.gate.wait()
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.updates.append(update)
        if self.reply is not None:
            return web.json_response(self.reply)
        return web.Response(status=status, headers=self.headers)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates if "message" in update]
