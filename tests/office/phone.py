"""One officer before the true dispatcher: messages and taps go in, what a strict channel would show comes out."""

import itertools
from collections.abc import AsyncGenerator
from datetime import datetime
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import TelegramMethod
from aiogram.types import Message

from bot.who import Who
from channels.closed import ClosedList
from handlers import tree
from reporting.clock import StoppedClock
from reporting.daysoff import VIETNAM
from storage.files import FileStore
from tests.office.stories import Province

DATA_MOST = 64  # bytes; Telegram refuses more
TEXT_MOST = 4096


class Screen(BaseSession):
    """A chat's messages by number, as the person sees them."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now, self.messages, self.alerts, self.files = now, {}, [], []
        self._numbers, self._closed = itertools.count(1), ClosedList(strict=True)

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        self._closed.admit(method)
        name = type(method).__name__
        if name == "AnswerCallbackQuery":
            self.alerts += [method.text] if method.text else []
            return True
        if name in ("SendDocument", "SendPhoto"):
            content = method.document if name == "SendDocument" else method.photo
            read = b"".join([chunk async for chunk in content.read(bot)])
            self.files.append((name, content.filename, read))
            return self._message(next(self._numbers), method.chat_id, "")
        number = method.message_id if name == "EditMessageText" else next(self._numbers)
        shown = (method.text, _buttons(method.reply_markup))
        if self.messages.get(number) == shown:
            raise TelegramBadRequest(method, "Bad Request: message is not modified")
        assert 0 < len(method.text.encode("utf-16-le")) // 2 <= TEXT_MOST
        self.messages[number] = shown
        return self._message(number, method.chat_id, method.text)

    def _message(self, number: int, chat: int, text: str) -> Message:
        return Message.model_validate(
            {"message_id": number, "date": self.now, "chat": {"id": chat, "type": "private"}, "text": text}
        )

    async def close(self) -> None:
        return None

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError
        yield b""


def _buttons(markup: Any) -> dict[str, str]:
    made = {}
    for row in markup.inline_keyboard if markup else []:
        for button in row:
            assert len(button.callback_data.encode()) <= DATA_MOST, button
            assert button.text not in made, f"two buttons are called {button.text!r}"
            made[button.text] = button.callback_data
    return made


class Phone:
    """What one of the cast does; `text` and `labels` are the message that is looked at."""

    def __init__(self, province: Province, who: str, now: datetime, folder: Path) -> None:
        self.province, self.clock, self.screen = province, StoppedClock(now), Screen(now)
        self.user = {"id": 1001 + list(province.cast.people).index(who), "is_bot": False, "first_name": who}
        self.bot = Bot("42:TEST", session=self.screen)
        self.dispatcher: Dispatcher = tree.build()
        self.store = FileStore(folder)
        self.dispatcher["files"] = self.store
        self.dispatcher["bot_link"] = ""
        self.dispatcher.update.outer_middleware(Who(province.door, self.clock, lambda: province.office, VIETNAM))
        self._updates, self.at = itertools.count(1), 0

    @property
    def text(self) -> str:
        """The words of the message that came last or was tapped."""
        return self.screen.messages[self.at][0]

    @property
    def labels(self) -> list[str]:
        """Its buttons."""
        return list(self.screen.messages[self.at][1])

    async def says(self, text: str) -> str:
        """Write to the bot."""
        chat = {"id": self.user["id"], "type": "private"}
        message = {"message_id": 9000 + next(self._updates), "date": 0, "chat": chat, "from": self.user, "text": text}
        await self._feed({"message": message})
        return self.text

    async def sends_document(self, name: str) -> str:
        """Send a file; its bytes cannot be fetched here."""
        chat, file = {"id": self.user["id"], "type": "private"}, {"file_id": "f1", "file_unique_id": "u1"}
        document = {**file, "file_name": name, "file_size": 1000}
        message = {"message_id": 9000 + next(self._updates), "date": 0, "chat": chat, "from": self.user}
        await self._feed({"message": {**message, "document": document}})
        return self.text

    async def taps(self, label: str) -> str:
        """Tap a button of the message that is looked at (… for a label that begins so)."""
        buttons = self.screen.messages[self.at][1]
        found = [name for name in buttons if name == label or (label.endswith("…") and name.startswith(label[:-1]))]
        assert len(found) == 1, f"{label!r} is not among {list(buttons)}"
        return await self.taps_data(buttons[found[0]])

    async def taps_data(self, data: str) -> str:
        """Tap whatever an old or forged button would send."""
        self.screen.alerts.clear()
        message = {"message_id": self.at, "date": 1, "chat": {"id": self.user["id"], "type": "private"}, "text": "x"}
        tap = {"id": "1", "from": self.user, "chat_instance": "c", "data": data, "message": message}
        await self._feed({"callback_query": tap})
        return self.text

    async def _feed(self, raw: dict[str, Any]) -> None:
        before = dict(self.screen.messages)
        await self.dispatcher.feed_raw_update(
            self.bot, {"update_id": next(self._updates), **raw}, channel="web", inbox_id=None, again=False
        )
        changed = [number for number, shown in self.screen.messages.items() if before.get(number) != shown]
        self.at = changed[-1] if changed else self.at
