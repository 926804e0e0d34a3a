"""The calls that are nearly all of a bot's work, written and read with as little as they need.

aiogram writes a call by walking every value in Python, and makes an object of every part of the answer: for a screen
with eight buttons each costs as much as sending it. Here the call is written by pydantic's own writer, and of an
answer only what somebody may want afterwards is read. Whatever is unusual goes aiogram's way, errors always do.
"""

import json
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    SendChatAction,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import Message
from pydantic import ValidationError
from pydantic_core import PydanticSerializationError, to_json

FREQUENT: frozenset[type[TelegramMethod[Any]]] = frozenset(
    (SendMessage, EditMessageText, EditMessageReplyMarkup, DeleteMessage, AnswerCallbackQuery, SendChatAction)
)
"""None of them carries a file or a moment, which aiogram writes in ways of its own."""

KEPT = ("message_id", "date", "chat")
"""What is read of a message that was sent: enough to edit it, to delete it, and to answer it."""


@dataclass(slots=True)
class Done:
    """The answer to a call that was carried out."""

    result: Message | bool
    ok: bool = True


def written(bot: Bot, method: TelegramMethod[Any]) -> bytes | None:
    """The call's parameters as JSON; None where aiogram must write them itself."""
    if type(method) not in FREQUENT or method.__pydantic_extra__:
        return None
    values = {}
    for name, value in method.__dict__.items():
        if isinstance(value, Default):
            value = bot.default[value.name]
        if value is not None and value != "":
            values[name] = value
    try:
        return to_json(values, exclude_none=True)
    except PydanticSerializationError:  # a default of the bot's inside a part of the call
        return None


def read(bot: Bot, method: TelegramMethod[Any], status: int, content: str) -> Message | bool | None:
    """The result of a call that was carried out; None where aiogram must read it: every error, every surprise."""
    if status != 200 or type(method) not in FREQUENT:
        return None
    try:
        body = json.loads(content)
    except ValueError:
        return None
    if not isinstance(body, dict) or body.get("ok") is not True:
        return None
    result = body.get("result")
    if isinstance(result, bool):
        return result
    if not isinstance(result, dict):
        return None
    try:
        return Message.model_validate({name: result[name] for name in KEPT}, context={"bot": bot})
    except (KeyError, ValidationError):
        return None
