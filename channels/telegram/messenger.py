"""Reminders and broadcasts leave here: python-telegram-bot's ExtBot, within Telegram's limits."""

import asyncio
import os
from dataclasses import dataclass, replace
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Message, MessageEntity
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from channels.cut import Entity, cut
from channels.messenger import Go, Letter, SendError
from channels.pace import Pace
from channels.telegram.api import API, check_proxy
from channels.telegram.errors import explain, is_gone
from channels.telegram.gate import Gate, Turn
from reporting.text import utf16_len

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_PHOTO = 10 * 1024 * 1024
PICTURES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True)
class Step:
    """One message of Telegram: words, or a file with words under it."""

    text: str
    entities: tuple[Entity, ...] = ()
    photo: InputFile | None = None
    document: InputFile | None = None
    keyboard: InlineKeyboardMarkup | None = None


class TelegramMessenger:
    """A Messenger. `api` is the root of the Bot API server, `proxy` an http:// or socks5:// address.

    `open()` asks getMe: it fails with `stop` when the token is refused, with `again` when nobody answers.
    """

    channel = "telegram"

    def __init__(
        self, token: str, *, api: str = API, proxy: str | None = None, pace: Pace | None = None, timeout: float = 20.0
    ) -> None:
        # The library's way to say that a RetryAfter holds a timedelta; without it, each one warns.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        check_proxy(proxy)
        root = api.rstrip("/")
        self._requests = [_request(proxy, timeout, size) for size in (1, 64)]
        self._bot: ExtBot[Turn] = ExtBot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
            rate_limiter=Gate(pace or Pace()),
        )

    async def open(self) -> None:
        """Get ready and see that Telegram knows us. Raises SendError."""
        # ExtBot.initialize() would do it too, but puts the token into its error.
        await asyncio.gather(*(request.initialize() for request in self._requests))
        try:
            await self._bot.get_me()
        except TelegramError as error:
            raise explain(error) from None

    async def close(self) -> None:
        """Let go of connections."""
        await asyncio.gather(*(request.shutdown() for request in self._requests))

    async def send(self, external_id: str, letter: Letter, go: Go | None = None) -> str:
        """Send it, in several messages if it is long, and give the number of the last.

        `go` is awaited before the first of them. Raises SendError, and what `go` raises.
        """
        try:
            chat = int(external_id)
        except ValueError:
            raise SendError("no chat has this number") from None
        number = ""
        for step in await _steps(letter):
            try:
                number = str(
                    (await self._send_step(chat, step, Turn(None if number else go, letter.answers))).message_id
                )
            except TelegramError as error:
                raise _after_a_part(explain(error), bool(number)) from None
        return number

    async def _send_step(self, chat: int, step: Step, turn: Turn) -> Message:
        try:
            return await self._send_once(chat, step, turn)
        except BadRequest as error:
            if is_gone(error) or not step.entities:
                raise
            # Its words matter more than their style.
            return await self._send_once(chat, replace(step, entities=()), turn)

    async def _send_once(self, chat: int, step: Step, turn: Turn) -> Message:
        styles = [MessageEntity.de_json(dict(entity), None) for entity in step.entities] or None
        caption, keyboard = step.text or None, step.keyboard
        if step.photo is not None:
            return await self._bot.send_photo(
                chat, step.photo, caption, caption_entities=styles, reply_markup=keyboard, rate_limit_args=turn
            )
        if step.document is not None:
            return await self._bot.send_document(
                chat, step.document, caption, caption_entities=styles, reply_markup=keyboard, rate_limit_args=turn
            )
        return await self._bot.send_message(
            chat, step.text, entities=styles, reply_markup=keyboard, rate_limit_args=turn
        )


async def _steps(letter: Letter) -> list[Step]:
    """The messages that make up the letter; buttons stand under the last. Raises SendError."""
    captioned = letter.file is not None and utf16_len(letter.text) <= LONGEST_CAPTION
    parts = cut(letter.text, letter.entities, LONGEST_CAPTION if captioned else LONGEST_TEXT)
    steps = [Step(text, entities) for text, entities in parts]
    if letter.file is not None:
        upload, is_picture = await _upload(letter.file, letter.file_name)
        first = steps.pop(0) if captioned and steps else Step("")
        steps.insert(0, replace(first, photo=upload) if is_picture else replace(first, document=upload))
    if not steps:
        raise SendError("the letter is empty")
    if letter.buttons:
        steps[-1] = replace(steps[-1], keyboard=_keyboard(letter))
    return steps


async def _upload(file: Path, file_name: str) -> tuple[InputFile, bool]:
    """The file, and whether Telegram may show it as a picture."""
    try:
        content = await asyncio.to_thread(file.read_bytes)
    except OSError as error:
        raise SendError(f"the file cannot be read: {type(error).__name__}") from None
    name = file_name or file.name
    return InputFile(content, filename=name), name.lower().endswith(PICTURES) and len(content) <= LONGEST_PHOTO


def _keyboard(letter: Letter) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, callback_data=b.data, url=b.url) for b in row] for row in letter.buttons]
    )


def _request(proxy: str | None, timeout: float, size: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=size,
        connect_timeout=10.0,
        read_timeout=timeout,
        write_timeout=timeout,
        media_write_timeout=timeout,
        pool_timeout=timeout,
        proxy=proxy or None,
        httpx_kwargs={"trust_env": False},
    )


def _after_a_part(error: SendError, begun: bool) -> SendError:
    """When an earlier part has arrived, the letter was perhaps read: that is to be known before it is sent anew."""
    if begun and error.again and error.retry_after is None:
        error.maybe_sent = True
    return error
