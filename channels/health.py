"""Whether a messenger answers: after trouble it is asked by `open()`, which is free, before a message is risked."""

import asyncio
import logging
import random
from datetime import datetime, timedelta

from channels.messenger import Messenger, SendError
from reporting.clock import Clock
from reporting.trace import trace

log = logging.getLogger(__name__)

LONGEST_ANSWER = 20.0
LONGEST_BACKOFF = 60.0
STOP_PAUSE = timedelta(minutes=10)


class Health:
    """`refused` says why a person must mend the channel (a revoked token); it is asked again at `ask_at`."""

    def __init__(self, messenger: Messenger, clock: Clock) -> None:
        self.healthy = False
        self.refused = ""
        self.ask_at: datetime | None = None
        self._messenger, self._clock = messenger, clock
        self._failures = 0
        self._asking: asyncio.Task[bool] | None = None

    async def well(self) -> bool:
        """Whether messages may be risked now; asks the messenger when it is time to."""
        if not self.healthy and (self.ask_at is None or self._clock.now() >= self.ask_at):
            return await self.ask()
        return self.healthy

    async def ask(self) -> bool:
        """Ask now; those who ask at the same time share the answer."""
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
            self._asking.add_done_callback(self._asked)
        return await asyncio.shield(self._asking)

    def doubt(self) -> None:
        """Something went wrong: ask before the next message."""
        self.healthy = False

    def stop(self, why: str) -> None:
        """The messenger refuses us altogether: raise the alarm once, and ask again in a while."""
        if not self.refused:
            log.critical("%s refuses us, messages are kept until a person mends it: %s", self._messenger.channel, why)
        self.healthy, self.refused = False, why
        self.ask_at = self._clock.now() + STOP_PAUSE

    async def _ask(self) -> bool:
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                await self._messenger.open()
        except SendError as error:
            if error.stop:
                self.stop(error.why)
            else:
                self._back_off(error.why, error.retry_after)
        except Exception as error:
            self._back_off(trace(error))
        else:
            if self._failures or self.refused:
                log.warning("%s answers again", self._messenger.channel)
            self.healthy, self.refused, self.ask_at, self._failures = True, "", None, 0
        return self.healthy

    def _asked(self, _: asyncio.Task[bool]) -> None:
        self._asking = None

    def _back_off(self, why: str, seconds: float | None = None) -> None:
        self._failures += 1
        spread = 0.75 + random.random() / 2  # noqa: S311  (spreads retries, keeps no secret)
        wait = seconds if seconds is not None else min(LONGEST_BACKOFF, 2.0**self._failures) * spread
        log.warning("%s does not answer, asked again in %.0f s: %s", self._messenger.channel, wait, why[:120])
        self.healthy, self.ask_at = False, self._clock.now() + timedelta(seconds=wait)
