"""One process of several does the work of a channel; the others stand by and take over."""

import asyncio
import logging

from reporting.clock import Clock
from storage.lock import Lock, NoLock

log = logging.getLogger(__name__)


class StandBy:
    """Asks for the lock, and again every few seconds whether it is still held."""

    def __init__(self, name: str, clock: Clock, lock: Lock | None = None, every: float = 5.0) -> None:
        self.every = every
        self._name, self._clock, self._lock = name, clock, lock or NoLock()
        self._ours: bool | None = None
        self._asked_at: float | None = None

    async def ours(self) -> bool:
        """Whether this process is the one at work, as found at most `every` seconds ago."""
        now = self._clock.now().timestamp()
        # A moved clock may jump either way: what lies outside the span is asked anew.
        if self._ours and self._asked_at is not None and 0 <= now - self._asked_at < self.every:
            return True
        found = await asyncio.to_thread(self._lock.take)
        if found is not self._ours:
            log.info("%s: %s", self._name, "at work" if found else "another process is at work, standing by")
        self._ours, self._asked_at = found, now
        return found

    async def leave(self) -> None:
        """Let another process take over."""
        self._ours = None
        await asyncio.to_thread(self._lock.release)
