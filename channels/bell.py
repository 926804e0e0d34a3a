"""How a loop waits: until somebody rings, or until a number of seconds has passed."""

import asyncio
import contextlib


class Bell:
    """Wakes one waiting loop. A ring while nobody waits is kept until the next wait."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = False
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake the loop; any thread may do it."""
        self._rung = True
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(self._event.set)

    async def wait(self, seconds: float) -> None:
        """Return when rung, or after that many seconds; at once (but letting others run) for zero or less."""
        self._loop = asyncio.get_running_loop()
        if self._rung or seconds <= 0:
            await asyncio.sleep(0)
        else:
            # Not wait_for: up to Python 3.11 it loses a cancellation that comes together with the ring.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._event.wait()
        self._rung = False
        self._event.clear()
