"""At most one message in so many seconds to one chat, whoever sends it here."""

import asyncio
import time
from collections.abc import Awaitable, Callable

REMEMBERED = 1000


class Pace:
    """Gives each chat its turns, in the order in which they were asked for. Seconds on a clock that never jumps."""

    def __init__(
        self,
        seconds: float = 1.0,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._seconds, self._now, self._sleep = seconds, now, sleep
        self._free_at: dict[int, float] = {}

    async def turn(self, chat: int) -> None:
        """Return when it is this caller's turn to write to the chat."""
        now = self._now()
        if len(self._free_at) > REMEMBERED:
            self._free_at = {key: at for key, at in self._free_at.items() if at > now}
        at = max(now, self._free_at.get(chat, now))
        self._free_at[chat] = at + self._seconds
        if at > now:
            await self._sleep(at - now)
