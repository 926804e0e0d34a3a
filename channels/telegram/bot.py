"""The aiogram Bot through which handlers answer on Telegram. Importing this costs seconds: aiogram."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from channels.closed import ClosedList
from channels.telegram.api import API


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


def telegram_bot(token: str, api: str = API, proxy: str | None = None, *, closed: ClosedList | None = None) -> Bot:
    """A bot on the stock session, with its own API server and proxy; texts leave without a parse_mode.

    Close it with `await bot.session.close()`.
    """
    session = AiohttpSession(proxy=proxy or None, api=TelegramAPIServer.from_base(api))
    session.middleware(KeepToTheList(closed or ClosedList()))
    return Bot(token, session=session)
