"""Updates carried to a webhook, as by Telegram's WebhookActor: ordered lanes, retries with backoff, a secret header."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from tests.botapi.accounts import BotAccount
from tests.botapi.arguments import MULTIPART, Arguments, parse_json, read_parts
from tests.botapi.errors import ApiError, Json
from tests.botapi.queue import Queued
from tests.botapi.records import Delivery

if TYPE_CHECKING:
    from tests.botapi.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_AWAITED = 60.0
LONGEST_WAIT = 60.0
"""Telegram draws a number between 60 and 120 s; the stand-in takes the shorter, so that it repeats itself exactly."""
LONGEST_RETRY_AFTER = 3600
GONE_CLOSES_AFTER = 23 * 3600.0
HERE = ("127.0.0.1", "localhost", "::1")
NOT_IN_ANSWERS = ("deletewebhook", "setwebhook", "close", "logout")
Act = Callable[[BotAccount, str, Arguments], Awaitable[Any]]


class Courier:
    """Carries one bot's updates to its webhook until it is closed.

    Nothing ever leaves this machine: an address elsewhere must have a route (`routes`: prefix → prefix here).
    """

    def __init__(self, world: "World", bot: BotAccount, url: str, secret: str, connections: int, act: Act) -> None:
        self.url, self.secret, self.connections = url, secret, connections
        self.routes: dict[str, str] = {}
        self.last_error: tuple[int, str] | None = None
        """Unix seconds and the sentence that getWebhookInfo shows."""
        self._world, self._bot, self._act = world, bot, act
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_AWAITED))
        self._places = asyncio.Semaphore(connections)
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._gone_since: float | None = None

    def wake(self) -> None:
        """Start a carrier for every lane that has updates and none yet."""
        for queued in self._bot.queue.pending():
            if queued.lane not in self._lanes:
                self._lanes[queued.lane] = asyncio.create_task(self._carry(queued.lane))

    async def close(self) -> None:
        """Stop carrying; what was not taken stays in the queue."""
        tasks = [task for task in self._lanes.values() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lanes.clear()
        await self._session.close()

    async def post(self, update: Json, secret: str | None = None) -> int:
        """Post an update once, outside the queue, with any secret; returns the HTTP status."""
        chosen = self.secret if secret is None else secret
        headers = {SECRET_HEADER: chosen} if chosen else {}
        async with self._session.post(self._address(), json=update, headers=headers, allow_redirects=False) as answer:
            await answer.read()
            return answer.status

    async def _carry(self, lane: str) -> None:
        attempt, delay = 0, 1.0
        while (queued := self._bot.queue.first_of(lane)) is not None:
            attempt += 1
            async with self._places:
                status, retry_after = await self._attempt(queued)
            if 200 <= status <= 299:
                wait = None
            elif retry_after or attempt == 1:
                wait = float(retry_after)
            else:
                wait = delay = min(LONGEST_WAIT, delay * 2)
            now = self._world.now()
            self._world.deliveries.append(Delivery(now, self._bot.username, queued.update_id, attempt, status, wait))
            await self._world.tell()
            if wait is None or now + wait > queued.expires_at:
                self._bot.queue.forget(queued)
                attempt, delay = 0, 1.0
            elif self._is_gone(status):
                self._bot.courier = None
                await self.close()
                return await self._world.tell()
            else:
                await self._world.sleep(wait * self._world.pace.webhook)
        self._lanes.pop(lane, None)

    async def _attempt(self, queued: Queued) -> tuple[int, int]:
        """Post once; the status (0 when nobody answered) and the seconds of a Retry-After header."""
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            url = self._address()
            async with self._session.post(url, json=queued.body, headers=headers, allow_redirects=False) as answer:
                if 200 <= answer.status <= 299:
                    await self._obey(answer)
                    return answer.status, 0
                self._note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                header = answer.headers.get("Retry-After", "")
                return answer.status, min(LONGEST_RETRY_AFTER, int(header)) if header.isdigit() else 0
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note("Connection refused" if isinstance(error, aiohttp.ClientConnectorError) else "Connection closed")
            return 0, 0

    async def _obey(self, answer: aiohttp.ClientResponse) -> None:
        """Carry out the method call that may ride in the answer; its result is seen by nobody."""
        arguments = Arguments()
        if answer.content_type == "application/json":
            try:
                arguments.values = parse_json(await answer.read())
            except ApiError:
                return
        elif answer.content_type.startswith(MULTIPART):
            await read_parts(aiohttp.MultipartReader.from_response(answer), arguments)
        method = str(arguments.values.pop("method", ""))
        if method and method.lower() not in NOT_IN_ANSWERS and not method.lower().startswith("get"):
            try:
                await self._act(self._bot, method, arguments)
            except ApiError as error:
                self._note(error.description)

    def _address(self) -> str:
        for prefix, here in self.routes.items():
            if self.url.startswith(prefix):
                return here + self.url.removeprefix(prefix)
        if urlsplit(self.url).hostname not in HERE:
            raise aiohttp.ClientConnectionError(f"no route to {self.url}")
        return self.url

    def _is_gone(self, status: int) -> bool:
        if status != 410:
            self._gone_since = None
            return False
        self._gone_since = self._world.now() if self._gone_since is None else self._gone_since
        return self._world.now() - self._gone_since > GONE_CLOSES_AFTER

    def _note(self, error: str) -> None:
        self.last_error = (int(self._world.now()), error)
