"""A bot's frequent calls: the same meaning as aiogram's own way of writing and reading them, and the same errors."""

import json
from typing import Any

import pytest
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import AnswerCallbackQuery, EditMessageText, GetMe, SendMessage, TelegramMethod
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, MessageEntity

from channels.telegram import calls
from channels.telegram.bot import telegram_bot

BOT = telegram_bot("7:x")
KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Nộp", callback_data="h:1:2")]])
BOLD = [MessageEntity(type="bold", offset=0, length=3)]
SENT = {"message_id": 8, "date": 1_790_000_000, "chat": {"id": 5, "type": "private"}, "text": "Chào"}
CALLS: list[TelegramMethod[Any]] = [
    SendMessage(chat_id=5, text="Kính gửi đồng chí", entities=BOLD, reply_markup=KEYBOARD),
    SendMessage(chat_id=5, text="?", entities=[], disable_notification=False, message_thread_id=0),
    EditMessageText(chat_id=5, message_id=8, text="Đã nhận", entities=BOLD, reply_markup=KEYBOARD),
    AnswerCallbackQuery(callback_query_id="9", text="", show_alert=True),
]


def _aiograms(method: TelegramMethod[Any]) -> dict[str, Any]:
    """What aiogram's own form would say, with the JSON in it read."""
    form = AiohttpSession.build_form_data(BOT.session, BOT, method)  # type: ignore[arg-type]
    told = {dict(part[0])["name"]: part[2] for part in form._fields}
    return {name: value if name in ("text", "callback_query_id") else json.loads(value) for name, value in told.items()}


@pytest.mark.parametrize("method", CALLS, ids=lambda method: type(method).__name__)
def test_it_says_what_aiogram_would_say(method: TelegramMethod[Any]) -> None:
    body = calls.written(BOT, method)
    assert body is not None and json.loads(body) == _aiograms(method)


def test_a_default_of_the_bot_is_kept() -> None:
    bot = telegram_bot("7:x")
    bot.default = DefaultBotProperties(protect_content=True)
    assert json.loads(calls.written(bot, CALLS[0]) or b"")["protect_content"] is True


def test_what_is_unusual_is_left_to_aiogram() -> None:
    within = SendMessage(chat_id=5, text="?", link_preview_options=LinkPreviewOptions(url="https://x.vn"))
    assert [calls.written(BOT, one) for one in (GetMe(), within, SendMessage(chat_id=5, text="?", new="?"))] == [
        None
    ] * 3


def _answered(method: TelegramMethod[Any], body: Any, status: int = 200) -> Any:
    content = body if isinstance(body, str) else json.dumps(body)
    return BOT.session.check_response(BOT, method, status, content).result


def test_of_what_was_sent_it_knows_the_place() -> None:
    sent = _answered(CALLS[0], {"ok": True, "result": SENT})
    assert isinstance(sent, Message) and (sent.message_id, sent.chat.id, sent.bot) == (8, 5, BOT)
    assert _answered(CALLS[3], {"ok": True, "result": True}) is True


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, {"description": "Bad Request: message is not modified"}, TelegramBadRequest),
        (400, {"description": "x", "parameters": {"migrate_to_chat_id": -100}}, TelegramMigrateToChat),
        (403, {"description": "Forbidden: bot was blocked by the user"}, TelegramForbiddenError),
        (429, {"description": "Too Many Requests", "parameters": {"retry_after": 3}}, TelegramRetryAfter),
        (500, {"description": "Internal"}, TelegramServerError),
        (502, {"description": "restart"}, RestartingTelegram),
    ],
)
def test_errors_are_aiograms(status: int, body: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        _answered(CALLS[0], {"ok": False, "error_code": status, **body}, status)


@pytest.mark.parametrize(
    "body", ["<html>", "[]", '{"ok": true, "result": {"message_id": "x"}}', '{"ok": true, "result": [1]}']
)
def test_an_answer_that_is_none_is_an_error(body: str) -> None:
    with pytest.raises(ClientDecodeError):
        _answered(CALLS[0], body)
