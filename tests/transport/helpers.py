"""Shared by the stories of transport: a bell that tells when all is quiet, officers, messages, a scripted way out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlmodel import Session, select

from channels.bell import Bell
from channels.messenger import Go, Letter, SendError
from channels.pace import Pace
from storage import inbox, outbox
from storage.door import Door
from storage.inbox import Inbox
from storage.officers import Address, Officer
from storage.outbox import Outbox

MORNING = datetime(2026, 12, 8, 1, 0, tzinfo=UTC)  # Tuesday, 8:00 in Hanoi
PATIENCE = 10.0


class Worker(Protocol):
    @property
    def busy(self) -> int: ...

    async def run(self) -> None: ...

    def wake(self) -> None: ...


class QuietBell(Bell):
    """A bell that tells when its loop has nothing left to do at this hour."""

    def __init__(self) -> None:
        super().__init__()
        self.worker: Worker | None = None
        self.waits: list[float] = []
        self._quiet = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        if seconds > 0 and not self._rung and self.worker is not None and not self.worker.busy:
            self._quiet.set()
        await super().wait(seconds)

    async def quiet(self) -> None:
        """Ring, and return when everything that was due has been done."""
        self._quiet.clear()
        self.ring()
        await asyncio.wait_for(self._quiet.wait(), PATIENCE)


class PassingBell(Bell):
    """Waiting costs no time: it is noted in `waits`, and `then` is called with the number of the wait."""

    def __init__(self, then: Callable[[int], Any] | None = None) -> None:
        super().__init__()
        self.waits: list[float] = []
        self._then = then

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(0)
        if seconds > 0:
            self.waits.append(seconds)
            if self._then is not None:
                self._then(len(self.waits))


class Woken:
    """Counts how often it was called, and lets a test wait until something holds after a call."""

    def __init__(self) -> None:
        self.times = 0
        self._called = asyncio.Event()

    def __call__(self) -> None:
        self.times += 1
        self._called.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                self._called.clear()
                await self._called.wait()


class Runs(Protocol):
    async def run(self) -> None: ...


@asynccontextmanager
async def running(worker: Runs) -> AsyncIterator[None]:
    """The worker runs meanwhile, and is cancelled at the end, as when a process is told to end at once."""
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def add_officer(door: Door, name: str, **addresses: str) -> int:
    """An officer with these addresses (channel=number); the last one named was heard from last."""

    def add(session: Session) -> int:
        officer = Officer(name=name, created_at=MORNING)
        session.add(officer)
        session.flush()
        assert officer.id is not None
        for place, (channel, number) in enumerate(addresses.items()):
            seen = MORNING - timedelta(days=10 - place)
            session.add(
                Address(officer_id=officer.id, channel=channel, external_id=number, joined_at=seen, seen_at=seen)
            )
        return officer.id

    return door.write(add)


def queue(
    door: Door, officer_id: int, key: str, *, channel: str = "telegram", kind: str = "reminder", **more: Any
) -> int:
    """A message in the outbox for this officer's address on the channel; gives its number."""

    def add(session: Session) -> int:
        address = session.exec(
            select(Address).where(Address.officer_id == officer_id, Address.channel == channel)
        ).one()
        row = Outbox(
            key=key,
            kind=kind,
            channel=channel,
            officer_id=officer_id,
            address_id=address.id or 0,
            **{"content": {"text": key}, "not_before": MORNING, "created_at": MORNING, **more},
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id

    return door.write(add)


def message(door: Door, number: int) -> Outbox:
    """One message of the outbox as it stands."""
    found = door.read(lambda session: session.get(Outbox, number))
    assert found is not None
    return found


def messages(door: Door) -> list[Outbox]:
    """The whole outbox."""
    return list(door.read(lambda session: session.exec(select(Outbox).order_by(Outbox.id)).all()))  # type: ignore


def address(door: Door, channel: str, officer_id: int) -> Address:
    """The officer's address on the channel."""
    return door.read(
        lambda session: session.exec(
            select(Address).where(Address.officer_id == officer_id, Address.channel == channel)
        ).one()
    )


def store(door: Door, *updates: tuple[int, str], bot: str = "telegram:1", now: datetime = MORNING) -> int:
    """Updates in the inbox: (number, chat key)."""
    rows = [(number, chat, {"update_id": number}) for number, chat in updates]
    return door.write(inbox.store, bot, rows, now)


def updates(door: Door) -> list[Inbox]:
    """The whole inbox."""
    return list(door.read(lambda session: session.exec(select(Inbox).order_by(Inbox.id)).all()))  # type: ignore


def states(rows: Iterable[Inbox | Outbox]) -> list[str]:
    return [row.state for row in rows]


def paused_until(door: Door, channel: str = "telegram") -> datetime | None:
    return door.read(outbox.paused_until, channel)


class Scripted:
    """A way out that does what the test says: `script[number]` is raised, once for each, before anything is sent."""

    def __init__(self, channel: str = "telegram") -> None:
        self.channel = channel
        self.sent: list[tuple[str, str]] = []
        self.script: dict[str, list[SendError]] = {}
        self.opening: list[SendError] = []
        self.opened = 0
        self.hold: asyncio.Event | None = None
        self.pace: Pace | None = None
        self.arrived = asyncio.Event()

    async def open(self) -> None:
        self.opened += 1
        if self.opening:
            raise self.opening.pop(0)

    async def send(self, external_id: str, letter: Letter, go: Go | None = None) -> str:
        if self.pace is not None:
            await self.pace.turn(int(external_id), go)
        elif go is not None:
            await go()
        self.arrived.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.script.get(external_id):
            raise self.script[external_id].pop(0)
        self.sent.append((external_id, letter.text))
        return str(len(self.sent))

    async def close(self) -> None:
        self.arrived.clear()


def plain(content: dict[str, Any], language: str, now: datetime) -> Letter:
    """The words are the name of the text, marked when it may have been read before."""
    return Letter(content["text"] + (" (again)" if content.get("again") else ""))
