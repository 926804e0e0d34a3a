"""The disk fills while officers write: they are told once, nothing is lost, and all is answered when there is room."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from handlers.kit import Desk
from storage import inbox, room
from storage.reports import Answer, Attachment
from tests.drivers.chat import picture
from tests.drivers.world import World, opened
from tests.faults.databases import Disk
from tests.walks.steps import MOOD, NOTABLE, NOTE

TOLD = "Hệ thống đang gián đoạn nên chưa xử lý được nội dung đồng chí vừa gửi"
NO_FILES = "tạm thời chưa nhận tệp và ảnh"
LONG = "Bà con phấn khởi trước việc sửa cầu. " * 80


@pytest.fixture
async def world(sqlite_schema: Path, tmp_path: Path) -> AsyncIterator[World]:
    path = shutil.copy(sqlite_schema, tmp_path / "tincoso.db")
    async with opened("telegram", f"sqlite:///{path}", tmp_path) as running:
        yield running


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def fetches_again(world: World) -> None:
    """The next look at what Telegram keeps; some seconds have gone by."""
    world.passes(timedelta(seconds=8))
    before = world.api.requests["getUpdates"]
    world.app.pollings[0]._bell.ring()
    await until(lambda: world.api.requests["getUpdates"] > before)


def notes(session: Session) -> list[object]:
    return list(session.exec(select(Answer.value).where(Answer.question == "mood_note")))


def files(session: Session) -> list[str]:
    return list(session.exec(select(Attachment.name)))


async def test_what_cannot_be_stored_is_told_once_and_answered_when_there_is_room(world: World) -> None:
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    await world.quiet()
    await an.unread()
    disk = Disk(world.door.engine)
    disk.fills()
    await an.says(LONG)
    await until(lambda: world.app.apology._since)
    assert await an.unread() == [], "an outage of a moment is not worth a word"
    await fetches_again(world)
    await an.waits_for(TOLD)
    for _ in range(3):
        await fetches_again(world)
    assert [TOLD in one for one in await an.unread()] == [True], "once"
    disk.is_freed()
    await fetches_again(world)
    await an.waits_for(NOTABLE)
    assert await world.door.ask(notes) == [LONG.strip()]
    await world.quiet()
    assert set(await world.door.ask(inbox.counts)) == {"done"}
    assert not world.app.apology._since, "the next outage is told again"


async def test_who_tapped_while_the_database_failed_is_told_once_and_answered_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await world.quiet()
    await an.unread()
    tries = []

    async def fails(*_: object, **__: object) -> None:
        tries.append(1)
        locked = sqlite3.OperationalError("database is locked")
        locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError("INSERT", {}, locked)

    with monkeypatch.context() as trouble:
        trouble.setattr(Desk, "__call__", fails)
        await an.taps("Ổn định, phấn khởi, tin tưởng")
        for number in range(1, 9):  # more often than an update may fail for reasons of its own
            await until(lambda n=number: len(tries) >= n)
            await world.until(_waits)
            world.passes(timedelta(minutes=2))
            world.app.intake.wake()
    await an.waits_for(NOTE)
    assert [TOLD in one for one in await an.unread()] == [True, False]
    await world.quiet()
    assert set(await world.door.ask(inbox.counts)) == {"done"}


def _waits(session: Session) -> bool:
    return "doing" not in inbox.counts(session)


async def test_little_room_is_kept_for_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    with monkeypatch.context() as little:
        little.setattr(room.shutil, "disk_usage", lambda _: SimpleNamespace(free=room.LEAST_FREE - 1))
        await an.sends_photo(picture(), then=NO_FILES)
        await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE, on=MOOD)
        await an.says("Bà con yên tâm.", NOTABLE)
    assert await world.door.ask(files) == []
    assert not (world.folder / "var" / "attachments").exists()
    await an.sends_photo(picture(), then="Đã nhận tệp")
    assert len(await world.door.ask(files)) == 1
    assert await world.door.ask(notes) == ["Bà con yên tâm."]
