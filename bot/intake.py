"""The inbox worker: every stored update is handled, in order within a chat, several chats at once.

It imports nothing of a messenger: `feed` is given by the wiring.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from channels.bell import Bell
from channels.pump import LOOK, Pump
from reporting.clock import Clock
from reporting.trace import trace
from storage import inbox, speakers
from storage.door import Door
from storage.inbox import Claimed
from storage.trouble import is_databases

log = logging.getLogger(__name__)

Feed = Callable[[Claimed], Awaitable[object]]
"""Handles one update; raises when it could not."""

BACKOFF = (2, 10, 60, 300)
"""Seconds before the second, third … try."""
LONGEST_OUTAGE_WAIT = 60
"""Seconds between two tries while the database cannot be used: such tries do not count, so there is no last one."""
LONGEST_WORK = 100.0
"""Seconds one update may take: less than its lease, so that nobody else begins it meanwhile."""
PURGE_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class End:
    """How the work on one update ended: `error` is None when it was handled; `counts` as one of the five tries."""

    inbox_id: int
    error: str | None = None
    again_at: datetime | None = None
    counts: bool = True


class Intake:
    """Claims updates, feeds them, marks them: done, to be tried again, or parked after five tries."""

    def __init__(self, door: Door, clock: Clock, feed: Feed, *, width: int = 16, bell: Bell | None = None) -> None:
        self._door, self._clock, self._feed = door, clock, feed
        self._pump: Pump[Claimed, End] = Pump("inbox", self._turn, self._handle, width, bell or Bell())
        self._purge_at: datetime | None = None

    def wake(self) -> None:
        """An update was stored; any thread may say so."""
        self._pump.bell.ring()

    @property
    def busy(self) -> int:
        """How many updates are in hand."""
        return self._pump.busy

    async def run(self) -> None:
        """Work until cancelled or drained."""
        await self._pump.run()

    async def drain(self, timeout: float = 20.0) -> bool:
        """Begin nothing new, wait for what runs. False: after `timeout` seconds it was broken off, to be done later."""
        return await self._pump.drain(timeout)

    async def _turn(self, ends: Sequence[End], free: int) -> tuple[Sequence[Claimed], float]:
        now = self._clock.now()
        await self._purge(now)
        rows, parked, due = await self._door(settle, ends, free, now)
        for inbox_id in parked:
            log.critical("update %d is parked after %d tries: it needs a person", inbox_id, inbox.TRIES)
        return rows, LOOK if due is None else min(LOOK, (due - now).total_seconds())

    async def _purge(self, now: datetime) -> None:
        if self._purge_at is None or now >= self._purge_at:
            await self._door(inbox.purge, now)
            self._purge_at = now + PURGE_EVERY

    async def _handle(self, row: Claimed) -> End:
        if row.attempts > inbox.TRIES:  # it was taken five times and nobody told how it ended: it kills the process
            return End(row.id, "ended the process", self._clock.now())
        try:
            async with asyncio.timeout(LONGEST_WORK):
                await self._feed(row)
        except Exception as error:
            now = self._clock.now()
            log.error("update %d failed, try %d: %s", row.id, row.attempts, trace(error))
            if is_databases(error):
                return End(row.id, trace(error), now + _outage_wait(row, now), counts=False)
            return End(row.id, trace(error), now + _wait(row.attempts, error))
        return End(row.id)


def settle(
    session: Session, ends: Sequence[End], free: int, now: datetime
) -> tuple[Sequence[Claimed], list[int], datetime | None]:
    """One transaction: mark what ended, take up to `free` updates and look who speaks in them. Gives them, what was
    parked, and the next due."""
    parked = []
    inbox.done(session, [end.inbox_id for end in ends if end.error is None], now)
    for end in ends:
        if end.error is not None and inbox.failed(session, end.inbox_id, end.error, end.again_at or now, end.counts):
            parked.append(end.inbox_id)
    rows = inbox.claim(session, now, free) if free else []
    known = speakers.by_chats(session, [row.chat for row in rows])
    for row in rows:
        row.speaker = known.get(row.chat)
    return rows, parked, inbox.next_due(session, now)


def _outage_wait(row: Claimed, now: datetime) -> timedelta:
    """As long again as it has waited by now: 2, 4, 8 … seconds, so that who wrote is answered soon after the outage."""
    waited = (now - row.received_at).total_seconds()
    return timedelta(seconds=min(max(waited, BACKOFF[0]), LONGEST_OUTAGE_WAIT))


def _wait(attempts: int, error: Exception) -> timedelta:
    """The backoff, or longer if the messenger said so (429 in answering)."""
    seconds = BACKOFF[min(attempts, len(BACKOFF)) - 1]
    asked = getattr(error, "retry_after", None)
    return timedelta(seconds=max(seconds, asked) if isinstance(asked, (int, float)) else seconds)
