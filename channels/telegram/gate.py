"""The limiter of python-telegram-bot, smoothed, and with a gate that stays shut for as long as Telegram said."""

import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

# Its defaults let 60 requests through in the first second; one every 1/25 s, and one in 3.1 s to a group, keep
# Telegram's 30 a second and 20 a minute.
SMOOTH: dict[str, Any] = {
    "overall_max_rate": 1,
    "overall_time_period": 1 / 25,
    "group_max_rate": 1,
    "group_time_period": 3.1,
}


class Gate(AIORateLimiter):
    """After a 429 every message is refused here, before it leaves, until the time is over.

    The library's own gate is opened again by any other request that ends meanwhile; its retries stay off.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(**SMOOTH, max_retries=0)
        self._now = now
        self._shut_until = 0.0

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Wait for the turn, then go through the gate. Raises RetryAfter while it is shut."""

        async def through(*values: Any, **named: Any) -> Any:
            left = self._shut_until - self._now()
            if left > 0 and "chat_id" in data:
                raise RetryAfter(timedelta(seconds=left))
            try:
                return await callback(*values, **named)
            except RetryAfter as error:
                self._shut_until = max(self._shut_until, self._now() + seconds_of(error))
                raise

        return await super().process_request(through, args, kwargs, endpoint, data, rate_limit_args)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait, in seconds."""
    asked: Any = error.retry_after
    return float(asked.total_seconds() if hasattr(asked, "total_seconds") else asked)
