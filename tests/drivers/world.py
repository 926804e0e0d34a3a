"""The whole program in this process, with the cast in its database, a clock that stands, and people at their devices.

Telegram is the stand-in over true HTTP, the page is the page. A story moves the clock and waits on conditions:
`quiet` returns when the program has nothing left to do at this moment.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch

from pydantic import SecretStr
from sqlalchemy import event
from sqlmodel import Session, col, func, select

from bot.app import App
from bot.settings import Settings
from bot.wiring import open_app
from channels.pace import AT_ONCE, Pace
from channels.web import signin, transcript
from reporting.clock import StoppedClock
from storage.door import Door, open_engine
from storage.inbox import Inbox
from storage.officers import Address, Officer, Post
from storage.outbox import Outbox
from storage.webchat import WebAccount
from tests.botapi.accounts import BotAccount
from tests.botapi.server import BotApi
from tests.cast import START, Cast, settle
from tests.drivers.telegram import TelegramChat
from tests.drivers.web import WebChat

AN_ACT = timedelta(seconds=3)
"""What a person needs for a tap or a line. It keeps the story within the page's and Telegram's limits, as in life."""
BEFORE_LONG = 20.0


@dataclass
class World:
    """One story's program and people. `channel`: where the cast has its accounts."""

    channel: str
    url: str
    folder: Path
    api: BotApi
    bot: BotAccount
    clock: StoppedClock
    cast: Cast
    mode: str = "polling"
    chats: dict[str, Any] = field(default_factory=dict)
    _app: App | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def app(self) -> App:
        """The program, while it runs."""
        assert self._app is not None, "the program is stopped"
        return self._app

    @property
    def runs(self) -> bool:
        """Whether the program runs."""
        return self._app is not None

    @property
    def door(self) -> Door:
        """The database."""
        return self.app.door

    # The program

    async def starts(self) -> None:
        """Open the program on this world's database, as `run` does; pages that were open come back."""
        asked = Settings(
            _env_file=None,  # type: ignore[call-arg]
            data_dir=self.folder / "var",
            database_url=self.url,
            telegram_token=SecretStr(self.bot.token),
            telegram_api=self.api.url,
            telegram_mode=self.mode,  # type: ignore[arg-type]
            telegram_secret=SecretStr("a-secret-of-the-webhook") if self.mode == "webhook" else None,
            public_url="https://bot.example" if self.mode == "webhook" else "",
        )
        introduced = self.api.requests["setMyCommands"]
        free_port = asked.model_copy(update={"web_port": 0})
        self._app = await open_app(free_port, self.clock, strict=True, ticking=False)
        self.api.routes["https://bot.example"] = f"http://127.0.0.1:{self.app.web_port}"
        await self.api.until(lambda: self.api.requests["setMyCommands"] > introduced, BEFORE_LONG)
        for chat in self.chats.values():
            if isinstance(chat, WebChat):
                await chat.comes(self.app.web_port)

    async def stops(self) -> None:
        """End the program; the database, the messenger and the people stay."""
        for chat in self.chats.values():
            if isinstance(chat, WebChat):
                await chat.goes()
        await self.app.stop()
        self._app = None

    async def restarts(self) -> None:
        """The program ends and another begins on the same database."""
        await self.stops()
        await self.starts()

    async def dies(self) -> None:
        """The process is killed: nothing is finished, marked or said any more."""
        for chat in self.chats.values():
            if isinstance(chat, WebChat):
                await chat.goes()
        for task in self.app.tasks:
            task.cancel()
        await asyncio.gather(*self.app.tasks, return_exceptions=True)
        await self.stops()

    def trouble(self, chat: Any, *, hangs: bool = False) -> "Trouble":
        """The next answer to this chat fails, or hangs; messages of the program's own are answers too."""
        if chat.channel == "web":
            return WebTrouble(self.app.bots["web"].session, hangs)
        methods = ("sendMessage", "editMessageText")
        fault = self.api.hold if hangs else self.api.fail
        return fault(*(() if hangs else (502,)), chat=chat.user_id, methods=methods)

    # Time

    def passes(self, span: timedelta = AN_ACT) -> None:
        """So much time goes by; nobody is told of it."""
        self.clock.move_to(self.clock.now() + span)

    async def comes_to(self, moment: datetime) -> None:
        """It is that moment: the clock ticks, and what is due goes out. What was under way has ended before."""
        await self.quiet()
        self.clock.move_to(moment)
        await self.app.tick()
        self.app.intake.wake()
        await self.quiet()

    async def at(self, day: int, month: int, hour: int, minute: int = 0, year: int = 2026) -> None:
        """The same, by the office's clock."""
        await self.comes_to(datetime(year, month, day, hour, minute, tzinfo=self.app.settings.zone))

    async def quiet(self) -> None:
        """Wait until every update was acted on and every message that is due has left."""
        await self.api.until(lambda: self.mode != "polling" or not self.bot.queue.pending(), BEFORE_LONG)
        await self.until(_nothing_to_do, self.clock.now())

    async def until(self, question: Callable[..., bool], *about: object) -> None:
        """Wait until this is true in the database; it is asked again after every commit."""
        async with asyncio.timeout(BEFORE_LONG):
            while True:
                self._changed.clear()
                if await self.door.ask(question, *about):
                    return
                await self._changed.wait()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Every commit is a reason to look again."""
        loop = asyncio.get_running_loop()

        def committed(session: object) -> None:
            loop.call_soon_threadsafe(self._changed.set)

        event.listen(Session, "after_commit", committed)
        try:
            yield
        finally:
            event.remove(Session, "after_commit", committed)

    # People

    async def of(self, name: str) -> Any:
        """The device of one of the cast: "an", "chi" …"""
        if name not in self.chats:
            number = 1001 + list(self.cast.people).index(name)
            self.chats[name] = await self._page(number) if self.channel == "web" else self._phone(number)
        return self.chats[name]

    async def stranger(self, name: str, channel: str | None = None) -> Any:
        """Somebody's device that the program has not met. At the page such a one has to sign in first."""
        number = 2001 + len(self.chats)
        if (channel or self.channel) == "web":
            self.chats[name] = WebChat(self.passes)
        else:
            self.chats[name] = TelegramChat(self.api.person(number, name), self.bot, self.passes)
        return self.chats[name]

    async def joins(self, name: str, called: str, unit: str, role: str) -> None:
        """One more of the cast: an officer with that role in that unit, on the same channel, from now on."""
        number = 1001 + len(self.cast.people)
        self.registers(number, name)
        self.cast.people[name] = await self.door(
            add_officer, self.clock.now(), called, self.cast.units[unit], role, self.channel, number
        )

    async def forges(self, chat: Any, data: str) -> None:
        """Tap a button that the bot never drew for this person: any callback data."""
        if chat.channel == "web":
            await chat.forges(await self.door(plant, chat.user_id, data, self.clock.now()), data)
        else:
            await chat.forges(data)

    def registers(self, number: int, name: str) -> None:
        """Somebody of the cast is on Telegram and has started the bot before."""
        if self.channel == "telegram":
            self.api.private_room(self.bot, self.api.person(number, name)).started = True

    def _phone(self, number: int) -> TelegramChat:
        return TelegramChat(self.api.people[number], self.bot, self.passes)

    async def _page(self, account_id: int) -> WebChat:
        token = signin.new_token()
        now = self.clock.now()
        await self.door(signin.open_session, account_id, signin.hashed(token), None, now)
        page = WebChat(self.passes, token)
        await page.comes(self.app.web_port)
        return page


class Trouble(Protocol):
    """What goes wrong with answers. `arrived` is set when it did."""

    hits: int
    arrived: asyncio.Event

    def release(self) -> None:
        """All is well again."""
        ...


class WebTrouble:
    """The page's way out fails once, or hangs, as Telegram's does by the stand-in."""

    def __init__(self, session: Any, hangs: bool) -> None:
        self.hits, self.arrived = 0, asyncio.Event()
        self._session, self._hangs, self._through = session, hangs, session.make_request
        session.make_request = self._fail

    async def _fail(self, bot: Any, method: Any, timeout: int | None = None) -> Any:
        if type(method).__name__ not in ("SendMessage", "EditMessageText"):
            return await self._through(bot, method, timeout)
        self.hits += 1
        self.arrived.set()
        if self._hangs:
            await asyncio.Event().wait()
        self.release()
        raise ConnectionError("the page's way out failed")

    def release(self) -> None:
        """All is well again."""
        self._session.make_request = self._through


def add_officer(
    session: Session, now: datetime, called: str, unit_id: int, role: str, channel: str = "", number: int = 0
) -> int:
    """An officer who has joined on that channel under that number; without a channel, one who never joined."""
    officer = Officer(name=called, created_at=now, consent_version="test", consent_at=now)
    session.add(officer)
    session.flush()
    assert officer.id is not None
    session.add(Post(officer_id=officer.id, unit_id=unit_id, role=role, since=now))
    if channel:
        session.add(
            Address(officer_id=officer.id, channel=channel, external_id=str(number), joined_at=now, seen_at=now)
        )
    if channel == "web":
        session.add(WebAccount(id=number, made_at=now))
    return officer.id


def plant(session: Session, account_id: int, data: str, now: datetime) -> int:
    """The page takes taps only on buttons that it shows: put one there that the program would not have shown."""
    content = {"text": "…", "buttons": [[{"text": "…", "data": data}]]}
    row = transcript.add(session, account_id, content, now, from_bot=True)
    assert row.id is not None
    return row.id


def _nothing_to_do(session: Session, now: datetime) -> bool:
    updates = select(func.count()).where(
        (col(Inbox.state) == "doing") | ((col(Inbox.state) == "new") & (col(Inbox.not_before) <= now))
    )
    messages = select(func.count()).where(
        (col(Outbox.state) == "sending") | ((col(Outbox.state) == "new") & (col(Outbox.not_before) <= now))
    )
    return session.exec(updates).one() == 0 and session.exec(messages).one() == 0


@contextmanager
def _quick_telegram() -> Iterator[None]:
    """The limits are the stand-in's, by the story's clock; that we wait a true second between messages is not."""
    with patch("bot.wiring.Pace", lambda: Pace(AT_ONCE)):
        yield


@asynccontextmanager
async def opened(
    channel: str, url: str, folder: Path, mode: str = "polling", first: str = "2026-Q4"
) -> AsyncIterator[World]:
    """A world on this database: the cast settled on the channel, the program running. Reports are owed from `first`."""
    clock = StoppedClock(START)
    with _quick_telegram():
        async with BotApi(lambda: clock.now().timestamp()) as api:
            world = World(channel, url, folder, api, api.bot(), clock, _people(url, channel, first), mode)
            for number, name in enumerate(world.cast.people, start=1001):
                world.registers(number, name)
            with world.watching():
                try:
                    await world.starts()
                    yield world
                finally:
                    for chat in world.chats.values():
                        await chat.leaves()
                    if world.runs:
                        await world.app.stop()


def _people(url: str, channel: str, first: str) -> Cast:
    """The cast in an empty database; on the web with an account each."""
    door = Door(open_engine(url))
    try:
        return door.write(_settle, channel, first)
    finally:
        door.close()


def _settle(session: Session, channel: str, first: str) -> Cast:
    cast = settle(session, START, joined=channel, first=first)
    if channel == "web":
        session.add_all(WebAccount(id=1000 + number, made_at=START) for number in range(1, len(cast.people) + 1))
    return cast
