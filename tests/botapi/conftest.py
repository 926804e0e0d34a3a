"""Shared by the tests of how updates are fetched: a clock that waiting moves on, a bot, a webhook that records."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.botapi.accounts import BotAccount
from tests.botapi.clock import Clock
from tests.botapi.people import Person
from tests.botapi.receiver import Receiver, Waits
from tests.botapi.server import BotApi
from tests.botapi.world import Pace


@pytest.fixture
def clock() -> Clock:
    return Clock(1_765_260_000.0)


@pytest.fixture
def waits(clock: Clock) -> Waits:
    return Waits(clock)


@pytest.fixture
async def api(clock: Clock, waits: Waits) -> AsyncIterator[BotApi]:
    async with BotApi(clock, pace=Pace.telegram(), sleep=waits) as running:
        yield running


@pytest.fixture
def bot(api: BotApi) -> BotAccount:
    return api.bot()


@pytest.fixture
def an(api: BotApi) -> Person:
    return api.person(101, "An")


@pytest.fixture
async def ask(api: BotApi, bot: BotAccount) -> AsyncIterator[Any]:
    """Call a method as the bot and get the whole answer."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, **values: Any) -> dict[str, Any]:
            async with session.post(f"{api.url}/bot{bot.token}/{method}", json=values) as answer:
                return await answer.json()

        yield call


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()
