"""One pace for everything that leaves through one bot: answers go first, and the wave gives way to them.

Telegram names about 30 messages a second to a bot that tells many people the same, one a second to a chat, twenty a
minute to a group (core.telegram.org/bots/faq). Answers to what somebody just did are not held back here, they are
only counted: a wave of reminders takes what they leave. Seconds on a clock that never jumps.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

REMEMBERED = 1000
SECOND = 1.0
SHORTEST = 0.001
"""Seconds: nobody sleeps for less."""


@dataclass(frozen=True)
class Rates:
    """How much may leave: `wave` and `together` (with the answers) messages a second, seconds between two to a chat.

    Three of Telegram's thirty are kept free, as messages bunch up on their way. `least` is what the wave gets even
    while answers alone fill the second: it becomes slow then, never silent.
    """

    wave: float = 25.0
    together: float = 27.0
    least: float = 5.0
    chat: float = 1.0
    group: float = 3.1


AT_ONCE = Rates(wave=float("inf"), together=float("inf"), chat=0.0, group=0.0)
"""No limit at all."""


class Pace:
    """Gives the messages of the wave their turns, in the order in which they asked; notes the answers."""

    def __init__(
        self,
        rates: Rates | None = None,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rates, self._now, self._sleep = rates or Rates(), now, sleep
        self._free_at: dict[int, float] = {}
        self._line = asyncio.Lock()
        self._left = float("-inf")
        # Only the wave takes out what is past, and it may be silent for days: more than so many say nothing new.
        self._answers: deque[float] = deque(maxlen=REMEMBERED)
        self._recent: deque[float] = deque(maxlen=REMEMBERED)
        self._shut_until = float("-inf")
        self._silent_until: dict[object, float] = {}

    @property
    def shut_for(self) -> float:
        """Seconds for which Telegram wants to hear nothing; 0 or less when it listens."""
        return self._shut_until - self._now()

    def shut(self, seconds: float) -> None:
        """Telegram asked for silence (429); a longer one that runs stays."""
        self._shut_until = max(self._shut_until, self._now() + seconds)

    def silent_for(self, chat: object) -> float:
        """Seconds for which no answer may go to this chat; 0 or less when one may."""
        return max(self.shut_for, self._silent_until.get(chat, float("-inf")) - self._now())

    def refused(self, chat: object, seconds: float) -> None:
        """Telegram refused an answer to this chat (429). It may mean the chat alone, which one person tapping madly can
        bring about; when it refuses a second chat meanwhile, it means everybody."""
        now = self._now()
        self._silent_until = {one: until for one, until in self._silent_until.items() if until > now}
        if self._silent_until.keys() - {chat}:
            self.shut(seconds)
        self._silent_until[chat] = max(self._silent_until.get(chat, now), now + seconds)

    def answered(self) -> None:
        """An answer leaves at this moment."""
        self._answers.append(self._now())
        self._recent.append(self._now())

    async def turn(self, chat: int, go: Callable[[], Awaitable[None]] | None = None, *, answers: bool = False) -> None:
        """Return when it is the turn of this message of the wave, and `go` has returned; raises what it raises.

        Nobody else's turn comes before that: a `go` that waits holds back the whole wave. One that `answers` what
        somebody just did stands in the same line, but is not held back by the wave's own pace.
        """
        await self._turn_in_chat(chat)
        async with self._line:
            while (seconds := self._apart() if answers else self._wait()) > 0:
                await self._sleep(seconds)
            if go is not None:
                await go()
            self._left = self._now()
            self._recent.append(self._left)

    async def _turn_in_chat(self, chat: int) -> None:
        now = self._now()
        if len(self._free_at) > REMEMBERED:
            self._free_at = {key: at for key, at in self._free_at.items() if at > now}
        at = max(now, self._free_at.get(chat, now))
        self._free_at[chat] = at + (self._rates.group if chat < 0 else self._rates.chat)
        if at > now:
            await self._sleep(at - now)

    def _apart(self) -> float:
        """Seconds until the next that answers may leave: one after the other, as a kill repeats what is on the wire."""
        seconds = self._left + SECOND / self._rates.together - self._now()
        return seconds if seconds > SHORTEST else 0.0

    def _wait(self) -> float:
        """Seconds until the next of the wave may leave, as it looks now."""
        now, rates = self._now(), self._rates
        for times in (self._answers, self._recent):
            while times and times[0] <= now - SECOND:
                times.popleft()
        # As many answers as in the last second are expected in the next one: their places are kept free.
        even = self._left + SECOND / min(rates.wave, max(rates.least, rates.together - len(self._answers)))
        if len(self._recent) >= rates.together:  # a burst of answers has taken them and more
            room = self._recent[-int(rates.together)] + SECOND
            even = max(even, min(room, self._left + SECOND / rates.least))
        return even - now if even - now > SHORTEST else 0.0
