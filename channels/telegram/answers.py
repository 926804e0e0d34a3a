"""What handlers say on Telegram goes ahead of the wave, and a short 429 is waited out here."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from channels.pace import Pace

COUNTED = ("Send", "Edit", "Copy", "Forward")
"""How the calls begin that put something into a chat; the end of a button's spinner and questions do not."""
PATIENCE = 20.0
"""Seconds that an answer waits for Telegram to listen again; beyond, the update is handled anew later."""


class AnswersFirst(BaseRequestMiddleware):
    """Counts each answer in the shared pace; one that meets a 429 waits, and all do once a second chat is refused."""

    def __init__(self, pace: Pace, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._pace, self._sleep = pace, sleep

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Any:
        """Raises TelegramRetryAfter when Telegram wants more silence than an answer can wait for."""
        chat = getattr(method, "chat_id", None)
        counted = type(method).__name__.startswith(COUNTED)
        left = PATIENCE
        while True:
            # Whoever refused us will do so again before the time is over; a 429 took nothing, so nothing comes twice.
            if (wait := self._pace.silent_for(chat)) > left:
                raise TelegramRetryAfter(method, "Telegram asked for silence", math.ceil(wait))
            if wait > 0:
                await self._sleep(wait)
                left -= wait
            if counted:
                self._pace.answered()
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                self._pace.refused(chat, error.retry_after)
