"""The loop behind the inbox and every outbox: mark what ended, take what is due, work on it side by side.

Marking and taking are one transaction (the `turn`), so a busy loop pays for one commit where it would pay for
three, and what ends while a transaction runs is marked together in the next.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from channels.bell import Bell
from reporting.trace import trace

log = logging.getLogger(__name__)
Row = TypeVar("Row")
End = TypeVar("End")

LOOK = 5.0
"""Seconds after which the table is looked at although nobody rang: for rows of other processes and after a crash."""
LONGEST_BACKOFF = 30.0
LAST_MARKS = 5.0


class Pump(Generic[Row, End]):
    """Runs `work(row)` for at most `width` rows at once; what it returns is handed to the next `turn`.

    `turn(ends, free)` stores the ends and gives up to `free` new rows, with the seconds until it wants to be
    asked again. When it raises, the ends are kept and it is asked again later. `work` must not raise: a row whose
    work did is left to its lease.
    """

    def __init__(
        self,
        name: str,
        turn: Callable[[Sequence[End], int], Awaitable[tuple[Sequence[Row], float]]],
        work: Callable[[Row], Awaitable[End]],
        width: int,
        bell: Bell,
    ) -> None:
        self.bell = bell
        self._name, self._turn, self._work, self._width = name, turn, work, width
        self._working: set[asyncio.Task[End]] = set()
        self._ends: list[End] = []
        self._closing = False
        self._failures = 0
        self._ended = asyncio.Event()
        self._ended.set()
        self._task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> int:
        """How many rows are being worked on, or wait to be marked."""
        return len(self._working) + len(self._ends)

    async def run(self) -> None:
        """Work until cancelled, or until `drain` found nothing left."""
        self._task = asyncio.current_task()
        self._ended.clear()
        try:
            while not self._is_over():
                await self.bell.wait(await self._step())
        finally:
            await self._break_off()
            self._ended.set()

    async def drain(self, timeout: float) -> bool:
        """Take nothing new, wait until what runs is ended and marked. False: it was broken off after `timeout` s."""
        self._closing = True
        self.bell.ring()
        try:
            async with asyncio.timeout(timeout):
                await self._ended.wait()
        except TimeoutError:
            log.warning("%s: %d still at work after %g s are broken off", self._name, len(self._working), timeout)
            if self._task is not None:
                self._task.cancel()
            await self._ended.wait()
            return False
        return True

    def _is_over(self) -> bool:
        return self._closing and not self._working and not self._ends

    async def _step(self) -> float:
        ends, self._ends = self._ends, []
        free = 0 if self._closing else self._width - len(self._working)
        if not ends and not free:
            return LOOK
        try:
            rows, seconds = await self._turn(ends, free)
        except Exception as error:
            self._ends[:0] = ends
            return self._back_off(error)
        self._failures = 0
        for row in rows:
            self._start(row)
        return 0.0 if self._is_over() else seconds

    def _back_off(self, error: Exception) -> float:
        seconds = min(LONGEST_BACKOFF, 2.0**self._failures)
        self._failures += 1
        log.error("%s: the table cannot be used, again in %g s: %s", self._name, seconds, trace(error))
        return seconds

    def _start(self, row: Row) -> None:
        async def work() -> End:
            return await self._work(row)

        task = asyncio.create_task(work())
        self._working.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[End]) -> None:
        self._working.discard(task)
        if not task.cancelled():
            error = task.exception()
            if error is None:
                self._ends.append(task.result())
            else:
                log.error("%s: left to its lease: %s", self._name, trace(error))
        self.bell.ring()

    async def _break_off(self) -> None:
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)
        if self._ends:
            with contextlib.suppress(Exception):  # unmarked, they are taken again when their lease ends
                async with asyncio.timeout(LAST_MARKS):
                    await self._turn(self._ends, 0)
            self._ends = []
