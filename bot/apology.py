"""One sentence for who wrote while the database could not be used: it is kept, it will be answered, not now.

What was said lies in the inbox, or at Telegram, which brings it again: nobody has to write it a second time. An outage
of seconds is not worth a word; nobody is told twice in the same one.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from aiogram import Bot

from locales import say

log = logging.getLogger(__name__)

WORTH_A_WORD = timedelta(seconds=5)
# A messenger's limits hold for these sentences too.
SECONDS_APART = 0.05
MOST_CHATS = 10_000


class Apology:
    """`failed` and `over` are told how it goes with each chat (`telegram:<chat id>`); the sentence goes out by itself.

    The database is not asked for the person's language, as it cannot answer: `speaks` tells it of each that was
    answered before. Who has not spoken since the start hears the office's own.
    """

    def __init__(self, bots: Mapping[str, Bot], now: Callable[[], datetime], language: str = "vi") -> None:
        self._bots, self._now, self._language = bots, now, language
        self._since: dict[str, datetime] = {}
        self._told: set[str] = set()
        self._others: OrderedDict[str, str] = OrderedDict()  # the office's own language needs no entry
        self._waiting: list[str] = []
        self._task: asyncio.Task[None] | None = None

    def speaks(self, chat: str, language: str) -> None:
        """The person at this chat wants that language; of those who want another than the office's, the ones who
        spoke last are remembered."""
        self._others.pop(chat, None)
        if language != self._language:
            self._others[chat] = language
            if len(self._others) > MOST_CHATS:
                self._others.popitem(last=False)

    def failed(self, chats: Iterable[str]) -> None:
        """What these chats said could not be stored or worked on at this moment."""
        now = self._now()
        for chat in {chat for chat in chats if chat.partition(":")[2].isdigit()}:  # groups are not spoken to
            since = self._since.setdefault(chat, now)
            if now - since >= WORTH_A_WORD and chat not in self._told and len(self._told) < MOST_CHATS:
                self._told.add(chat)
                self._waiting.append(chat)
        if self._waiting and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._tell())

    def over(self, chats: Iterable[str]) -> None:
        """For these it works again."""
        if self._since:
            for chat in chats:
                self._since.pop(chat, None)
                self._told.discard(chat)

    async def close(self) -> None:
        """Say nothing more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _tell(self) -> None:
        while self._waiting:
            chat = self._waiting.pop(0)
            if self._since.get(chat) is None:
                continue  # it has been answered meanwhile
            channel, _, number = chat.partition(":")
            words = say(self._others.get(chat, self._language), "outage")
            try:
                await self._bots[channel].send_message(int(number), words)
            except Exception as error:  # this sentence is a courtesy: what was said is kept all the same
                log.warning("%s could not be told of the outage: %s", channel, type(error).__name__)
            await asyncio.sleep(SECONDS_APART)
