"""What python-telegram-bot asks before each message of the wave: its turn, the sender's word, an open gate."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, NamedTuple

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from channels.messenger import Go
from channels.pace import Pace


class Turn(NamedTuple):
    """What a message brings to the gate: `go`, awaited when its turn has come; whether it answers somebody."""

    go: Go | None = None
    answers: bool = False


class Gate(BaseRateLimiter[Turn]):
    """After a 429 every message is refused here, before it leaves, until the time is over.

    The library's own limiter opens its gate again when any other request ends, lets sixty leave in the first second,
    knows no limit of a chat, and sees nothing of what aiogram sends with the same token.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Turn | None,
    ) -> Any:
        """Wait for the turn, then go through the gate. Raises RetryAfter while it is shut."""
        if "chat_id" not in data:
            return await callback(*args, **kwargs)
        self._check()
        turn = rate_limit_args or Turn()
        await self._pace.turn(int(data["chat_id"]), turn.go, answers=turn.answers)
        self._check()
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self._pace.shut(seconds_of(error))
            raise

    def _check(self) -> None:
        if (left := self._pace.shut_for) > 0:
            raise RetryAfter(timedelta(seconds=left))


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait, in seconds."""
    asked: Any = error.retry_after
    return float(asked.total_seconds() if hasattr(asked, "total_seconds") else asked)
