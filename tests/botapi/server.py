"""Telegram's Bot API over true HTTP on this machine, with people behind it and faults on demand.

async with BotApi() as api:
    bot, an = api.bot(), api.person(101, "An")
    …  # aiogram: TelegramAPIServer.from_base(api.url); PTB: base_url=f"{api.url}/bot"
    await an.says(bot, "/start")
    await an.hears(bot, "Xin chào")
"""

import asyncio
import json
import socket
import struct
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.botapi.accounts import BotAccount
from tests.botapi.arguments import MAX_BODY, Arguments, read_arguments
from tests.botapi.control import Control
from tests.botapi.errors import ApiError, not_found, unauthorized
from tests.botapi.faults import DOWNLOAD, Fault
from tests.botapi.fetching import STOPPED, Described
from tests.botapi.methods import documented, perform
from tests.botapi.mischief import Mischief
from tests.botapi.records import Request

HOST = "127.0.0.1"
ENDING = 0.2
"""Seconds given to answers under way when the server stops."""
PROXY_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


class BotApi(Mischief):
    """The stand-in. Start it (or use it as a context manager), register bots and people, let them talk."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.port = 0
        self._runner: web.AppRunner | None = None
        self._site: web.SockSite | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """The base address, without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one."""
        app = web.Application(client_max_size=MAX_BODY)
        Control(self).add_routes(app)
        app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]*}", self._call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)
        app.router.add_route("*", "/{path:.*}", self._nowhere)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=ENDING)
        await self._runner.setup()
        self.port = port
        await self.come_back()

    async def stop(self) -> None:
        """End every poll, let go what is held, stop the webhooks, close the port."""
        self.faults.clear()
        for bot in self.bots.values():
            bot.end_poll(STOPPED)
            if bot.courier is not None:
                await bot.courier.close()
                bot.courier = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = self._site = None

    async def go_down(self) -> None:
        """Close the port and every connection: connections are refused until `come_back`."""
        assert self._runner is not None and self._site is not None, "the stand-in is not running"
        await self._site.stop()
        self._site = None
        for bot in self.bots.values():
            bot.end_poll(STOPPED)
        if self._runner.server is not None:
            await self._runner.server.shutdown(ENDING)

    async def come_back(self) -> None:
        """Listen again, on the same port as before."""
        assert self._runner is not None, "the stand-in is not running"
        listener = socket.create_server((HOST, self.port))
        self.port = listener.getsockname()[1]
        self._site = web.SockSite(self._runner, listener)
        await self._site.start()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name, chat = documented(request.match_info["method"]), None
        bot = self.bots.get(request.match_info["token"])
        if bot is None:
            return _refusal(unauthorized())
        try:
            arguments = await read_arguments(request)
            chat = arguments.number("chat_id") or None
            fault = self.faults.meet(bot.token, name, chat)
            answer = await self._answer(request, bot, name, arguments, fault)
        except ApiError as error:
            answer = self._refused(error)
        status = 0 if answer is LOST else answer.status
        self.requests[name] += 1
        self.log.append(Request(self.now(), bot.username, name, chat, status))
        await self.tell()
        return _reset(request) if answer is LOST else answer

    async def _answer(
        self, request: web.Request, bot: BotAccount, name: str, arguments: Arguments, fault: Fault | None
    ) -> web.Response:
        """Carry out the call, with what the fault does before or after it."""
        if fault is not None:
            await self._before(fault)
            if fault.kind == "drop":
                return LOST
            if fault.kind == "fail" and fault.error is not None:
                return self._refused(fault.error, html=fault.html)
        result = await perform(self, bot, name, arguments)
        if fault is not None and fault.kind == "answer_late":
            await self.sleep(fault.seconds)
        if fault is not None and fault.kind == "lose_answer":
            return LOST
        body = {"ok": True, "result": result}
        if isinstance(result, Described):
            body = {"ok": True, "result": result.result, "description": result.description}
        return web.json_response(body)

    async def _before(self, fault: Fault) -> None:
        if fault.kind == "slow":
            await self.sleep(fault.seconds)
        if fault.kind == "hold":
            await fault.released.wait()

    def _refused(self, error: ApiError, *, html: bool = False) -> web.Response:
        self.refusals[error.code] += 1
        return _refusal(error, html=html)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        bot = self.bots.get(request.match_info["token"])
        if bot is None or bot.revoked:
            return _refusal(unauthorized())
        fault = self.faults.meet(bot.token, DOWNLOAD, None)
        if fault is not None:
            await self._before(fault)
            if fault.kind in ("drop", "lose_answer"):
                return _reset(request)
            if fault.kind == "fail" and fault.error is not None:
                return self._refused(fault.error, html=fault.html)
        stored = self.files.at(request.match_info["path"], bot.token)
        if stored is None:
            return _refusal(not_found())
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        return _refusal(not_found())


LOST = web.Response(status=444)
"""Stands for an answer that never reaches the bot; it is not sent."""


def _refusal(error: ApiError, *, html: bool = False) -> web.Response:
    if html:
        page = PROXY_PAGE.format(f"{error.code} {error.description}")
        return web.Response(status=error.code, text=page, content_type="text/html")
    headers = {"Retry-After": str(error.parameters["retry_after"])} if "retry_after" in error.parameters else {}
    return web.Response(
        status=error.code, text=json.dumps(error.body), content_type="application/json", headers=headers
    )


def _reset(request: web.Request) -> web.Response:
    """Break the connection with a TCP reset instead of an answer."""
    transport = request.transport
    if isinstance(transport, asyncio.Transport):
        endpoint = transport.get_extra_info("socket")
        endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=444)
