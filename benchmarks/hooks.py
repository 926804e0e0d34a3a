"""The stand-in as a webhook's caller: updates go to several copies of the bot in turn, as behind a balancer."""

import asyncio
from collections import defaultdict
from typing import Any

import aiohttp

HEADER = "X-Telegram-Bot-Api-Secret-Token"
AGAIN = 0.2


class Hooks:
    """Carries each update to the next of `urls`; what is refused is brought again. In order within a chat."""

    def __init__(self, urls: list[str], secret: str) -> None:
        self._urls, self._secret = urls, secret
        self._turn = 0
        self._session: aiohttp.ClientSession | None = None
        self._lanes: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._tasks: set[asyncio.Task[None]] = set()

    def carry(self, update: dict[str, Any]) -> None:
        """Bring it, some time soon."""
        task = asyncio.ensure_future(self._carry(update))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()

    async def _carry(self, update: dict[str, Any]) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=40))
        content = update.get("message") or update["callback_query"]
        async with self._lanes[content["from"]["id"]]:
            while True:
                url, self._turn = self._urls[self._turn % len(self._urls)], self._turn + 1
                try:
                    async with self._session.post(url, json=update, headers={HEADER: self._secret}) as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(AGAIN)
