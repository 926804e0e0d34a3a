"""The program asks the configured server and nobody else, wherever it is sent to."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiohttp import ClientError, web

from channels.messenger import Letter, SendError
from channels.telegram.api import ApiError, BotApi
from channels.telegram.bot import telegram_bot
from channels.telegram.messenger import TelegramMessenger

TOKEN = "7000000001:AAE-canary-of-the-token"


class Inside:
    """A server of the inner network, and a Bot API that sends there."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        self.address = ""

    async def hit(self, request: web.Request) -> web.Response:
        self.hits.append(request.path)
        return web.json_response({"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "x"}})

    async def sends_away(self, request: web.Request) -> web.Response:
        if request.path.endswith("/getFile"):
            found = {"file_id": "f", "file_unique_id": "u", "file_size": 3, "file_path": "../../inner/secret"}
            return web.json_response({"ok": True, "result": found})
        status = 307 if request.method == "POST" else 302
        return web.Response(status=status, headers={"Location": f"{self.address}/latest/meta-data/"})


@pytest.fixture
async def inside() -> AsyncIterator[tuple[Inside, str]]:
    servers, addresses, inner = [], [], Inside()
    for handler in (inner.hit, inner.sends_away):
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        servers.append(runner)
        addresses.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
    inner.address = addresses[0]
    yield inner, addresses[1]
    for runner in servers:
        await runner.cleanup()


async def _close(bot: Any) -> None:
    await (await bot.session.create_session()).close()


async def test_a_file_that_lies_elsewhere_is_not_fetched(inside: tuple[Inside, str]) -> None:
    inner, api = inside
    bot = telegram_bot(TOKEN, api)
    into = BytesIO()
    with pytest.raises(ClientError):
        await bot.download("f", destination=into)
    await _close(bot)
    assert inner.hits == [] and into.getvalue() == b""


async def test_a_call_that_is_sent_elsewhere_takes_its_token_nowhere(inside: tuple[Inside, str]) -> None:
    inner, api = inside
    bot = telegram_bot(TOKEN, api)
    with pytest.raises(TelegramNetworkError) as told:
        await bot.get_me()
    await _close(bot)
    assert inner.hits == []
    assert "canary" not in str(told.value)


async def test_nor_do_the_other_two_ways_out_follow(inside: tuple[Inside, str]) -> None:
    """Updates are fetched over httpx, reminders leave through python-telegram-bot."""
    inner, api = inside
    fetching, sending = BotApi(TOKEN, api), TelegramMessenger(TOKEN, api=api)
    with pytest.raises(ApiError) as told:
        await fetching.call("getUpdates", {"offset": 1})
    await fetching.close()
    with pytest.raises(SendError) as refused:
        await sending.open()
    with pytest.raises(SendError) as not_sent:
        await sending.send("1001", Letter("Báo cáo quý IV"))
    await sending.close()
    assert inner.hits == []
    assert not any("canary" in str(one.value) for one in (told, refused, not_sent))
