"""One installation under test: a database, a stand-in of Telegram over true HTTP, one moved clock, true processes."""

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session

from storage.door import Door, open_engine
from tests.botapi.accounts import BotAccount
from tests.botapi.clock import Clock
from tests.botapi.server import BotApi
from tests.cast import START, Cast, settle
from tests.drivers.telegram import TelegramChat
from tests.faults.nursery import PATIENCE, Nursery, Victim
from tests.faults.shared_time import SharedClock

T = TypeVar("T")
BETWEEN_LOOKS = 0.05
SECRET = "a-secret-of-the-webhook"
PUBLIC = "https://bot.example"


class StandIn:
    """The Bot API in a thread of its own, so that it answers while the test waits for a process."""

    def __init__(self, *, strict: bool = False) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.api = BotApi(Clock(), strict=strict)
        self.does(self.api.start())
        self.bot: BotAccount = self.api.bot()

    def does(self, work: Coroutine[Any, Any, T], patience: float = 3 * PATIENCE) -> T:
        """Run this where the stand-in lives, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(patience)

    def knows(self, numbers: range | list[int]) -> None:
        """These people have started the bot some time ago."""
        for number in numbers:
            self.api.private_room(self.bot, self.api.person(number, f"P{number}")).started = True

    def received(self) -> Counter[int]:
        """How many messages each chat has got so far."""
        return Counter(sent.chat for sent in list(self.api.sent))

    def close(self) -> None:
        """Let go of the port and end the thread."""
        self.does(self.api.stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()


@dataclass
class Site:
    """`runs` starts one more process on it. The clock begins at `tests.cast.START` and goes on by itself."""

    folder: Path
    url: str
    standin: StandIn
    nursery: Nursery
    clock: SharedClock
    door: Door
    cast: Cast
    mode: str = "polling"
    victims: list[Victim] = field(default_factory=list)

    def runs(self, *, fail: str | None = None, tick: float = 1.0, brisk: bool = True, folder: str = "var") -> Victim:
        """Start a process; see Nursery.starts. It may not serve yet."""
        env = {
            "TINCOSO_DATABASE_URL": self.url,
            "TINCOSO_DATA_DIR": str(self.folder / folder),
            "TINCOSO_TELEGRAM_TOKEN": self.standin.bot.token,
            "TINCOSO_TELEGRAM_API": self.standin.api.url,
            "TINCOSO_TELEGRAM_MODE": self.mode,
        }
        if self.mode == "webhook":
            env |= {"TINCOSO_TELEGRAM_SECRET": SECRET, "TINCOSO_PUBLIC_URL": PUBLIC}
        clock = self.folder / "clock"
        victim = self.nursery.starts(self.folder, env, clock, fail=fail, tick=tick, brisk=brisk)
        self.victims.append(victim)
        return victim

    def phone(self, name: str) -> TelegramChat:
        """The phone of one of the cast. Its coroutines run where the stand-in lives: `site.does(phone.says(…))`."""
        number = 1001 + list(self.cast.people).index(name)
        return TelegramChat(self.standin.api.people[number], self.standin.bot, lambda *_: None)

    def does(self, work: Coroutine[Any, Any, T]) -> T:
        """What somebody does on the phone."""
        return self.standin.does(work)

    def passes(self, **span: float) -> None:
        """So much time goes by, for all processes."""
        self.clock.passes(timedelta(**span))

    def until(self, question: Callable[[Session], T], patience: float = PATIENCE) -> T:
        """Wait until the database says so: other processes write into it, so it is looked at again and again."""
        end = time.monotonic() + patience
        while not (found := self.door.read(question)):
            assert time.monotonic() < end, "\n".join(victim.said(1500) for victim in self.victims[-3:])
            time.sleep(BETWEEN_LOOKS)
        return found

    def close(self) -> None:
        """Kill what still runs."""
        for victim in self.victims:
            if victim.lives:
                victim.dies()
        self.door.close()


@contextmanager
def site(folder: Path, url: str, nursery: Nursery, at: datetime = START, *, strict: bool = False) -> Iterator[Site]:
    """An installation with the cast on Telegram, in a database that has the schema and no row."""
    broken = logging.getLogger("aiohttp.server")
    was, broken.disabled = broken.disabled, True  # who is killed leaves requests half read
    standin = StandIn(strict=strict)
    door = Door(open_engine(url))
    clock = SharedClock(folder / "clock")
    clock.move_to(at)
    cast = door.write(settle, at, "telegram", "2026-Q4")
    standin.knows(range(1001, 1001 + len(cast.people)))
    built = Site(folder, url, standin, nursery, clock, door, cast)
    try:
        yield built
    finally:
        built.close()
        standin.close()
        broken.disabled = was
