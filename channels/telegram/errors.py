"""Telegram's refusals as python-telegram-bot raises them, read as a SendError: again? whose fault?"""

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from channels.messenger import SendError
from channels.telegram.gate import seconds_of

GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated", "group chat was deactivated")
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
TOO_LARGE = ("Request Entity Too Large", "file is too big")


def explain(error: TelegramError) -> SendError:
    """What this refusal means. The words of network errors are not repeated: an address may stand in them."""
    if isinstance(error, RetryAfter):
        return SendError("too many requests", again=True, retry_after=seconds_of(error))
    if isinstance(error, ChatMigrated):
        return SendError("the chat has another number", again=True, new_id=str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return SendError(_said(error), account_gone=True)
    if isinstance(error, InvalidToken):
        return _about_token(error)
    if isinstance(error, BadRequest):
        return SendError(_said(error), account_gone=is_gone(error))
    if isinstance(error, NetworkError):
        return _about_network(error)
    # An answer that could not be read came after the message was handed over.
    return SendError(_said(error), again=True, maybe_sent=_is_unreadable(error))


def is_gone(error: BadRequest) -> bool:
    """Whether Telegram knows no such chat."""
    return any(words in error.message.lower() for words in GONE)


def _about_token(error: InvalidToken) -> SendError:
    """401 and 404 of Telegram stop the channel; a page of something on the way does not."""
    if _is_unreadable(error):
        return SendError("unreadable refusal", again=True)
    return SendError(f"token refused: {_said(error)}", stop=True)


def _about_network(error: NetworkError) -> SendError:
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError):
        return SendError(type(cause).__name__, again=True, maybe_sent=not isinstance(cause, NOT_SENT))
    if isinstance(error, TimedOut):
        return SendError("timed out", again=True, maybe_sent=True)
    said = _said(error)
    if any(words in said for words in TOO_LARGE):
        return SendError(said)
    # A gateway that gave up waiting had handed the message on.
    return SendError(said, again=True, maybe_sent="504" in said)


def _is_unreadable(error: TelegramError) -> bool:
    return isinstance(error.__cause__, TelegramError) or error.message == "Invalid server response"


def _said(error: TelegramError) -> str:
    """Telegram's sentence; a page that something on the way wrote is left out."""
    return f"{type(error).__name__}: {error.message.partition('. Parsing the server')[0]}"[:120]
