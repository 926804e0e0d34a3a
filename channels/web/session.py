"""aiogram's way to the web chat: a closed list of Bot API methods becomes rows of the transcript.

What is not on the list, and what the page cannot follow (parse modes, reply keyboards), is refused aloud: raised in
strict mode (tests, demo), else logged, counted in `markup.beyond`, and answered with an error or left out.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

from aiogram import Bot
from aiogram import methods as api
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge, TelegramNotFound
from aiogram.methods.base import TelegramMethod, TelegramType
from aiogram.types import (
    BufferedInputFile,
    File,
    FSInputFile,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    User,
)

from channels.web import outgoing, transcript, updates
from channels.web.files import FileStore, TooBig
from channels.web.hub import Hub
from channels.web.markup import Markup, dicts
from channels.web.transcript import Rejected
from locales import say
from reporting.clock import Clock
from storage.base import Json
from storage.door import Door
from storage.webchat import WebFile, WebMessage

TOKEN = f"{updates.BOT_ID}:web"  # aiogram wants one; it opens nothing
CHUNK = 65536


class WebSession(BaseSession):
    """Answers Bot API calls from the database and wakes the browsers."""

    def __init__(self, door: Door, clock: Clock, hub: Hub, files: FileStore, *, strict: bool = False) -> None:
        super().__init__(api=TelegramAPIServer(base="web:{token}/{method}", file="{path}"))
        self.door, self.clock, self.hub, self.files = door, clock, hub, files
        self.markup = Markup(strict)
        self.acts: dict[type[TelegramMethod[Any]], Callable[[Bot, Any], Awaitable[Any]]] = {
            api.SendMessage: self._send_message,
            api.SendDocument: self._send_document,
            api.SendPhoto: self._send_photo,
            api.SendMediaGroup: self._send_media_group,
            api.EditMessageText: self._edit_text,
            api.EditMessageReplyMarkup: self._edit_markup,
            api.DeleteMessage: self._delete,
            api.AnswerCallbackQuery: self._answer_tap,
            api.SendChatAction: self._typing,
            api.GetMe: self._me,
            api.GetFile: self._file,
            api.SetMyCommands: self._yes,
            api.DeleteMyCommands: self._yes,
        }

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Do what the method says. Raises the errors that aiogram raises for Telegram's answers."""
        act = self.acts.get(type(method))
        if act is None:
            self.markup.beyond_us(type(method).__name__)
            raise TelegramNotFound(method=method, message="Not Found: the web chat does not follow this method")
        try:
            return await act(bot, method)
        except Rejected as rejected:
            raise TelegramBadRequest(method=method, message=rejected.description) from rejected
        except TooBig as too_big:
            raise TelegramEntityTooLarge(method=method, message="Request Entity Too Large") from too_big

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = CHUNK,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """The bytes of a stored file; `url` is the name that GetFile gave. Raises ValueError for any other."""
        file = await asyncio.to_thread(self.files.path(url).open, "rb")
        with file:
            while chunk := await asyncio.to_thread(file.read, chunk_size):
                yield chunk

    async def close(self) -> None:
        """Nothing is held open."""

    # Messages out

    async def _send_message(self, bot: Bot, method: api.SendMessage) -> Message:
        self.markup.plain(bot, method.parse_mode)
        content = outgoing.bubble(method.text, dicts(method.entities), self.markup.buttons(method.reply_markup))
        return await self._add(bot, method.chat_id, content)

    async def _send_document(self, bot: Bot, method: api.SendDocument) -> Message:
        account = _account(method.chat_id)
        content = self._caption(bot, method, method.reply_markup)
        content["file"] = await self._stored(bot, account, method.document)
        return await self._add(bot, account, content)

    async def _send_photo(self, bot: Bot, method: api.SendPhoto) -> Message:
        account = _account(method.chat_id)
        content = self._caption(bot, method, method.reply_markup)
        content |= {"file": await self._stored(bot, account, method.photo), "photo": True}
        if "width" not in content["file"]:
            raise Rejected("Bad Request: IMAGE_PROCESS_FAILED")
        return await self._add(bot, account, content)

    async def _send_media_group(self, bot: Bot, method: api.SendMediaGroup) -> list[Message]:
        account = _account(method.chat_id)
        if not 2 <= len(method.media) <= 10:
            raise Rejected("Bad Request: there must be from 2 to 10 media in an album")
        contents = [await self._album_part(bot, account, part) for part in method.media]
        album = contents[0]["file"]["stored"]
        return [await self._add(bot, account, {**content, "album": album}) for content in contents]

    async def _album_part(self, bot: Bot, account: int, part: Any) -> Json:
        if not isinstance(part, InputMediaDocument | InputMediaPhoto):
            self.markup.beyond_us(type(part).__name__)
            raise Rejected("Bad Request: the web chat shows photos and documents only")
        content = self._caption(bot, part, None)
        content["file"] = await self._stored(bot, account, part.media)
        return {**content, "photo": isinstance(part, InputMediaPhoto) and "width" in content["file"]}

    # Messages changed

    async def _edit_text(self, bot: Bot, method: api.EditMessageText) -> Message:
        self.markup.plain(bot, method.parse_mode)
        parts = outgoing.bubble(method.text or "", dicts(method.entities), self.markup.buttons(method.reply_markup))
        return await self._edit(bot, method.chat_id, method.message_id, parts)

    async def _edit_markup(self, bot: Bot, method: api.EditMessageReplyMarkup) -> Message:
        parts = {"buttons": outgoing.keyboard(self.markup.buttons(method.reply_markup))}
        return await self._edit(bot, method.chat_id, method.message_id, parts)

    async def _delete(self, bot: Bot, method: api.DeleteMessage) -> bool:
        account = _account(method.chat_id)
        await self.door(transcript.remove, account, method.message_id)
        self.hub.stir(account)
        return True

    async def _answer_tap(self, bot: Bot, method: api.AnswerCallbackQuery) -> bool:
        text = method.text or ""
        if len(text) > outgoing.LONGEST_ANSWER:
            raise Rejected("Bad Request: MESSAGE_TOO_LONG")
        if not method.callback_query_id.isdecimal():
            raise Rejected("Bad Request: query is too old and response timeout expired or query ID is invalid")
        answer: Json = {"text": text, "alert": bool(method.show_alert)}
        row = await self.door(transcript.answered, int(method.callback_query_id), answer)
        self.hub.tell(row.account_id, {"type": "answer", "key": row.client_key, **answer})
        return True

    # The rest of the list

    async def _typing(self, bot: Bot, method: api.SendChatAction) -> bool:
        self.hub.typing(_account(method.chat_id))
        return True

    async def _me(self, bot: Bot, method: api.GetMe) -> User:
        return User.model_validate(updates.bot_user(say("vi", "page-bot-name")), context={"bot": bot})

    async def _file(self, bot: Bot, method: api.GetFile) -> File:
        row = await self.files.find(method.file_id)
        if row is None:
            raise Rejected("Bad Request: wrong file_id or the file is temporarily unavailable")
        return File(file_id=row.stored, file_unique_id=row.stored, file_size=row.size, file_path=row.stored)

    async def _yes(self, bot: Bot, method: Any) -> bool:
        return True

    # Shared steps

    async def _add(self, bot: Bot, chat_id: int | str, content: Json) -> Message:
        account = _account(chat_id)
        row = await self.door(transcript.add, account, content, self.clock.now(), from_bot=True)
        return self._told(bot, row)

    async def _edit(self, bot: Bot, chat_id: int | str | None, message_id: int | None, parts: Json) -> Message:
        if chat_id is None or message_id is None:
            raise Rejected("Bad Request: message identifier is not specified")
        account = _account(chat_id)
        row = await self.door(transcript.edit, account, message_id, parts, self.clock.now())
        return self._told(bot, row)

    def _told(self, bot: Bot, row: WebMessage) -> Message:
        self.hub.stir(row.account_id)
        said = updates.message(row, updates.Sender(row.account_id), say("vi", "page-bot-name"))
        return Message.model_validate(said, context={"bot": bot})

    async def _stored(self, bot: Bot, account: int, given: Any) -> Json:
        """Keep the file for this account. A web address is never fetched."""
        row: WebFile | None = None
        if isinstance(given, BufferedInputFile | FSInputFile):
            # Before the file, so that a chat that does not exist leaves no bytes behind.
            await self.door.ask(transcript.known, account)
            name = given.filename or ""
            row = await self.files.take(account, name, given.read(bot), self.clock.now())
        elif isinstance(given, str):
            row = await self.files.share(given, account, self.clock.now())
        if row is None:
            raise Rejected("Bad Request: wrong file identifier/HTTP URL specified")
        return await self.files.describe(row)

    def _caption(self, bot: Bot, method: Any, keyboard: Any) -> Json:
        self.markup.plain(bot, method.parse_mode)
        return outgoing.caption(method.caption or "", dicts(method.caption_entities), self.markup.buttons(keyboard))


def web_bot(door: Door, clock: Clock, hub: Hub, files: FileStore, *, strict: bool = False) -> Bot:
    """The Bot through which handlers answer at the web chat."""
    return Bot(TOKEN, session=WebSession(door, clock, hub, files, strict=strict))


def _account(chat_id: int | str) -> int:
    text = str(chat_id)
    # PostgreSQL refuses a number that does not fit its column with an error of its own.
    if not text.isdecimal() or int(text) >= 2**31:
        raise Rejected("Bad Request: chat not found")
    return int(text)
