"""The aiogram Bot through which handlers answer on Telegram. Importing this costs seconds: aiogram."""

from functools import cached_property
from typing import Any, cast

from aiogram import Bot, methods
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import BytesPayload, ClientError, ClientSession, JsonPayload, TraceConfig

from channels.closed import CLOSED, ClosedList
from channels.pace import Pace
from channels.telegram import calls
from channels.telegram.answers import AnswersFirst
from channels.telegram.api import API

# aiogram asks pydantic for the class of each answer, and pydantic remembers it within one context only, which ends
# with the update's task: without these, every call spends 4 ms and more on making its class anew.
ANSWERS = tuple(Response.__class_getitem__(getattr(methods, name).__returning__) for name in sorted(CLOSED))


async def _refuse_redirect(*_: Any) -> None:
    raise ClientError("a redirect is not followed")


class NoRedirects(AiohttpSession):
    """Asks the configured server only: the token stands in every address, and what another server answers, perhaps
    one inside our own network, is no file that an officer sent."""

    async def create_session(self) -> ClientSession:
        """The session, which breaks off where it is sent elsewhere. Raises ClientError then."""
        session = await super().create_session()
        if self._watch not in session.trace_configs:
            session.trace_configs.append(self._watch)
        return session

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> Any:
        """The call's parameters: as JSON, which Telegram takes as well where no file goes with them. A form quotes
        every byte of Vietnamese by itself, a tenth of what an answer costs."""
        body = calls.written(bot, method)
        if body is not None:
            return BytesPayload(body, content_type="application/json")
        files: dict[str, InputFile] = {}
        given = method.model_dump(warnings=False).items()
        values = {name: self.prepare_value(value, bot=bot, files=files) for name, value in given}
        if files:
            return super().build_form_data(bot, method)
        return JsonPayload({name: value for name, value in values.items() if value})

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """The answer; see calls.py for what is read of it. Raises what aiogram raises for errors."""
        result = calls.read(bot, method, status_code, content)
        if result is None:
            return super().check_response(bot, method, status_code, content)
        return cast(Response[TelegramType], calls.Done(result))

    @cached_property
    def _watch(self) -> TraceConfig:
        watch = TraceConfig()
        watch.on_request_redirect.append(_refuse_redirect)
        watch.freeze()
        return watch


class KeepToTheList(BaseRequestMiddleware):
    """Every call passes here on its way out; in service one outside the list is told of and goes on."""

    def __init__(self, closed: ClosedList) -> None:
        self.closed = closed

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Any:
        """Raises OutsideTheList when strict."""
        self.closed.admit(method)
        return await make_request(bot, method)


def telegram_bot(
    token: str,
    api: str = API,
    proxy: str | None = None,
    *,
    closed: ClosedList | None = None,
    pace: Pace | None = None,
) -> Bot:
    """A bot on the stock session, with its own API server and proxy; texts leave without a parse_mode.

    `pace` is the one of the messenger that sends with the same token. Close it with `await bot.session.close()`.
    """
    session = NoRedirects(proxy=proxy or None, api=TelegramAPIServer.from_base(api))
    session.middleware(KeepToTheList(closed or ClosedList()))
    session.middleware(AnswersFirst(pace or Pace()))
    return Bot(token, session=session)
