"""The loop of one way out: what is due in the outbox leaves through its messenger, and what became of it is stored.

Words are made when a message leaves. A messenger that asks for a pause (429) gets it, through the table, so that a
restart does not forget.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import Session

from channels.bell import Bell
from channels.health import Health
from channels.messenger import HeldBack, Letter, Messenger, SendError
from channels.pump import LOOK, Pump
from channels.standby import StandBy
from reporting import deliver, outcomes
from reporting.clock import Clock
from reporting.deliver import Parcel, Wanted, as_queued
from reporting.trace import trace
from storage.base import Json
from storage.door import Door
from storage.lock import Lock

log = logging.getLogger(__name__)

Render = Callable[[Json, str, datetime], Letter]
"""(content, language, now) → the letter, in words that are true at that hour."""
End = Callable[[Session, datetime], None]
"""Stores one outcome."""

IN_FLIGHT = 10
"""Messages taken in hand at once: enough for 25 a second while an answer takes 0.4 s. A kill leaves so many to their
lease. Only what the messenger took and what was not marked yet is sent once more, and nothing further leaves before
everything that came back is marked: as a rule that is one, and never more than were on their way."""
LONGEST_SEND = 90.0
"""Seconds after which a send counts as unanswered; with the question that follows it stays within the lease."""


class Marks:
    """Counts the outcomes that are known and not stored yet."""

    def __init__(self) -> None:
        self._owed = 0
        self._none = asyncio.Event()
        self._none.set()

    def owed(self) -> None:
        """One more outcome is known."""
        self._owed += 1
        self._none.clear()

    def made(self, number: int) -> None:
        """So many were stored."""
        self._owed -= number
        if self._owed <= 0:
            self._none.set()

    async def all_made(self) -> None:
        """Return when every outcome is stored."""
        while self._owed > 0:  # one more may have come back before who waits here is woken
            await self._none.wait()


class Sender:
    """Sends what is due on `messenger.channel`, at most `batch` messages in flight.

    `wanted` is asked before each message leaves; `ways` are the channels to which a message may fall over (None:
    all); `lock` makes this process the only sender of the channel.
    """

    def __init__(
        self,
        door: Door,
        clock: Clock,
        messenger: Messenger,
        render: Render,
        *,
        batch: int = IN_FLIGHT,
        wanted: Wanted = as_queued,
        ways: Collection[str] | None = None,
        lock: Lock | None = None,
        bell: Bell | None = None,
    ) -> None:
        self._door, self._clock, self._messenger, self._render = door, clock, messenger, render
        self._wanted, self._ways = wanted, ways
        self._channel = messenger.channel
        name = f"sender {self._channel}"
        self._place = StandBy(name, clock, lock)
        self._health = Health(messenger, clock)
        self._pump: Pump[Parcel, End] = Pump(name, self._turn, self._deliver, batch, bell or Bell())
        self._held_until: datetime | None = None
        self._marks = Marks()

    def wake(self) -> None:
        """Something was queued; any thread may say so."""
        self._pump.bell.ring()

    @property
    def busy(self) -> int:
        """How many messages are in hand."""
        return self._pump.busy

    async def run(self) -> None:
        """Send until cancelled or drained; then the messenger is closed and another process may take over."""
        try:
            await self._pump.run()
        finally:
            await self._place.leave()
            await self._messenger.close()

    async def drain(self, timeout: float = 20.0) -> bool:
        """Send nothing new, wait for what is on its way. False: it was broken off after `timeout` seconds."""
        return await self._pump.drain(timeout)

    async def _turn(self, ends: Sequence[End], free: int) -> tuple[Sequence[Parcel], float]:
        mended = False
        if free:
            was_well = self._health.healthy
            free = free if await self._place.ours() and await self._health.well() else 0
            mended = self._health.healthy and not was_well
        now = self._clock.now()
        parcels, more, look_at = await self._door(self._settle, ends, free, mended, now)
        self._marks.made(len(ends))
        if more:
            return parcels, 0.0
        return parcels, min(LOOK, (look_at - now).total_seconds()) if look_at else LOOK

    def _settle(
        self, session: Session, ends: Sequence[End], free: int, mended: bool, now: datetime
    ) -> tuple[list[Parcel], bool, datetime | None]:
        """One transaction: store the outcomes and what the channel has to say, take what is due."""
        if mended:
            outcomes.lift_stop(session, self._channel, now)
        elif self._health.refused and self._health.ask_at is not None:
            outcomes.pause(session, self._channel, self._health.ask_at, outcomes.STOPPED + self._health.refused)
        for end in ends:
            self._store(session, end, now)
        parcels, more = deliver.claim(session, self._channel, now, free, self._wanted, self._ways)
        return parcels, more, deliver.look_at(session, self._channel, now)

    def _store(self, session: Session, end: End, now: datetime) -> None:
        try:
            with session.begin_nested():
                end(session, now)
        except (OperationalError, InterfaceError):
            raise  # the database, not this outcome: all of it is tried again
        except Exception as error:
            log.error("%s: an outcome cannot be stored, its lease will end: %s", self._channel, trace(error))

    async def _deliver(self, parcel: Parcel) -> End:
        end = await self._send(parcel)
        self._marks.owed()
        return end

    async def _go(self, parcel: Parcel) -> None:
        """Return when everything that came back is marked. Raises HeldBack when the parcel is not ours to send now."""
        self._check(parcel)
        left = parcel.lease_until - self._clock.now()
        try:
            async with asyncio.timeout(min(left.total_seconds(), LONGEST_SEND / 2)):
                await self._marks.all_made()
        except TimeoutError:
            raise HeldBack from None
        self._check(parcel)

    def _check(self, parcel: Parcel) -> None:
        now = self._clock.now()
        if now >= parcel.lease_until or (self._held_until is not None and now < self._held_until):
            raise HeldBack

    async def _send(self, parcel: Parcel) -> End:
        now = self._clock.now()
        try:
            letter = self._render(parcel.content, parcel.language, now)
        except Exception as error:
            log.error("message %d cannot be put into words: %s", parcel.outbox_id, trace(error))
            return self._again(parcel, f"words: {type(error).__name__}")
        gone = False

        async def go() -> None:
            nonlocal gone
            await self._go(parcel)
            gone = True

        try:
            async with asyncio.timeout(LONGEST_SEND):
                number = await self._messenger.send(parcel.external_id, letter, go)
        except HeldBack:
            return lambda session, at: outcomes.held(session, parcel, at)
        except TimeoutError:
            if not gone:  # its turn did not come: it is here still
                return lambda session, at: outcomes.held(session, parcel, at)
            return await self._follow(parcel, SendError("no answer in time", again=True, maybe_sent=True))
        except SendError as error:
            return await self._follow(parcel, error)
        except Exception as error:
            log.error("message %d: the messenger failed: %s", parcel.outbox_id, trace(error))
            return self._again(parcel, type(error).__name__)
        return lambda session, at: outcomes.delivered(session, parcel, number, at)

    async def _follow(self, parcel: Parcel, error: SendError) -> End:
        """What follows from a refusal."""
        why, new_id = error.why[:120], error.new_id
        if error.retry_after is not None:
            return self._pause(parcel, error.retry_after)
        if error.stop:
            self._health.stop(why)
            return lambda session, now: outcomes.held(session, parcel, now)
        if new_id is not None:
            return lambda session, now: outcomes.moved(session, parcel, new_id, now)
        if error.account_gone:
            log.info("message %d: the account is gone: %s", parcel.outbox_id, why)
            return lambda session, now: outcomes.lost(session, parcel, why, now, self._ways)
        if error.maybe_sent:
            healthy = await self._health.ask()
            return lambda session, now: outcomes.doubted(session, parcel, why, now, healthy=healthy)
        if error.again:
            self._health.doubt()
            return self._again(parcel, why)
        log.error("message %d is refused for good: %s", parcel.outbox_id, why)
        return lambda session, now: outcomes.refused(session, parcel, why, now)

    def _again(self, parcel: Parcel, why: str) -> End:
        spread = random.random()  # noqa: S311  (spreads retries, keeps no secret)
        return lambda session, now: outcomes.failed(session, parcel, why, now, spread)

    def _pause(self, parcel: Parcel, seconds: float) -> End:
        until = self._clock.now() + timedelta(seconds=seconds)
        if self._held_until is None or self._held_until < until:
            log.warning("%s asks for a pause of %g s", self._channel, seconds)
            self._held_until = until

        def end(session: Session, now: datetime) -> None:
            outcomes.pause(session, self._channel, until, "the messenger asked for it")
            outcomes.held(session, parcel, now)

        return end
