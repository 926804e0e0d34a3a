"""Everything that runs, opened by wiring.py: what the clock does, how an update is handed on, how it all ends."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot, Dispatcher

from bot import sealer
from bot.apology import Apology
from bot.hearing import Hearing
from bot.intake import Intake
from bot.office import OfficeKeeper
from bot.settings import Settings
from channels.sender import Sender
from channels.telegram.polling import Polling
from channels.web.hub import Hub
from reporting import alarm, plan_turns, remind, sealing, staffing
from reporting.clock import Clock
from storage.door import Door
from storage.inbox import Claimed
from storage.trouble import is_databases

DRAIN_SECONDS = 20.0


@dataclass
class App:
    """Everything that runs. `tasks` end with `stop()`, those among them that are `drained` by themselves."""

    settings: Settings
    door: Door
    clock: Clock
    office: OfficeKeeper
    dispatcher: Dispatcher
    intake: Intake
    hub: Hub
    apology: Apology
    hearing: Hearing
    bots: dict[str, Bot] = field(default_factory=dict)
    senders: list[Sender] = field(default_factory=list)
    pollings: list[Polling] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    drained: list[asyncio.Task[None]] = field(default_factory=list)
    closers: list[Callable[[], Awaitable[Any]]] = field(default_factory=list)
    web_port: int = 0

    async def tick(self) -> None:
        """What the clock does every half minute: due reminders become messages."""
        await self.office.refresh()
        now = self.clock.now()
        await self.door(staffing.end_what_ran_out, now, self.office())
        await self.door(plan_turns.tick, now, self.office())
        await self.door(remind.tick, now, self.office())
        self.wake_senders()

    async def watch(self) -> None:
        """What the clock does every minute: the office, and whom it concerns, hear of what did not arrive."""
        asked = await self.hearing.look()
        if await self.door(alarm.tick, self.clock.now(), tuple(self.bots)) or asked:
            self.wake_senders()

    async def seal(self) -> None:
        """What the clock does every few minutes: new lines of the audit get their seals."""
        await sealer.seal(self.door, self.clock)
        if self.settings.seal_notice and await self.door(sealing.tell, self.clock.now(), self.office()):
            self.wake_senders()

    def wake_senders(self) -> None:
        """Something may be waiting in the outbox."""
        for sender in self.senders:
            sender.wake()

    async def feed(self, row: Claimed) -> None:
        """Hand one stored update to the dispatcher, and let its messages leave."""
        bot = self.bots[row.bot.partition(":")[0]]
        queued = self.door.queued
        try:
            await self.dispatcher.feed_raw_update(
                bot,
                row.raw,
                channel=row.bot.partition(":")[0],
                inbox_id=row.id,
                speaker=row.speaker,
                again=row.applied_at is not None,
                tried=row.attempts > 1 or row.error is not None,
            )
        except Exception as error:
            tell = self.apology.failed if is_databases(error) else self.apology.over
            tell([row.chat])
            raise
        else:
            self.apology.over([row.chat])
        finally:
            if self.door.queued != queued:  # most updates queue nothing, and a sender that is woken costs a transaction
                self.wake_senders()  # what was stored leaves even though the answer failed

    async def stop(self) -> None:
        """Take nothing new, finish what runs, let go of everything."""
        for closer in self.closers[::-1]:
            with contextlib.suppress(Exception):
                await closer()
        await self.intake.drain(DRAIN_SECONDS)
        for sender in self.senders:
            await sender.drain(DRAIN_SECONDS)
        # They end by themselves now; cancelled here, a sender would keep its lock and its connections.
        await asyncio.wait(self.drained, timeout=DRAIN_SECONDS)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.apology.close()
        for bot in self.bots.values():
            await bot.session.close()
        await asyncio.to_thread(self.door.close)
