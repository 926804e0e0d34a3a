"""The disk fills while officers write: they are told once, nothing is lost, and all is answered when there is room."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from bot import apology
from handlers.kit import Desk
from storage import inbox, room
from storage.officers import Officer
from storage.reports import Answer, Attachment
from tests.cast import START
from tests.drivers.chat import picture
from tests.drivers.world import World
from tests.faults.databases import Disk
from tests.walks.steps import MOOD, NOTABLE, NOTE

TOLD = "Hệ thống đang gián đoạn nên chưa xử lý được nội dung đồng chí vừa gửi"
NO_FILES = "tạm thời chưa nhận tệp và ảnh"
PATIENCE = 60.0
"""Seconds for what comes at once on a machine that is not busy."""
LONG = "Bà con phấn khởi trước việc sửa cầu. " * 80


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@dataclass
class Rounds:
    """Counts the looks at what Telegram keeps. One that is under way may have begun before the story went on."""

    begun: int = 0
    ended: int = 0


@pytest.fixture
def rounds(world: World, monkeypatch: pytest.MonkeyPatch) -> Rounds:
    polling, counted = world.app.pollings[0], Rounds()
    usual = polling._round

    async def round_() -> float:
        counted.begun += 1
        number = counted.begun
        try:
            return await usual()
        finally:
            counted.ended = number

    monkeypatch.setattr(polling, "_round", round_)
    return counted


async def fetches_again(world: World, rounds: Rounds) -> None:
    """The next look has begun and ended; some seconds have gone by before it."""
    world.passes(timedelta(seconds=8))
    before = rounds.begun
    world.app.pollings[0]._bell.ring()
    await until(lambda: rounds.ended > before)


def notes(session: Session) -> list[object]:
    return list(session.exec(select(Answer.value).where(Answer.question == "mood_note")))


def files(session: Session) -> list[str]:
    return list(session.exec(select(Attachment.name)))


async def test_what_cannot_be_stored_is_told_once_and_answered_when_there_is_room(world: World, rounds: Rounds) -> None:
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    await world.quiet()
    await an.unread()
    disk = Disk(world.door.engine)
    disk.fills()
    await an.says(LONG)
    await until(lambda: world.app.apology._since)  # the look that was open already brought it
    assert await an.unread() == [], "an outage of a moment is not worth a word"
    await fetches_again(world, rounds)
    await an.waits_for(TOLD)
    for _ in range(3):
        await fetches_again(world, rounds)
    assert [TOLD in one for one in await an.unread()] == [True], "once"
    disk.is_freed()
    await fetches_again(world, rounds)
    await an.waits_for(NOTABLE)
    assert await world.door.ask(notes) == [LONG.strip()]
    await world.quiet()
    assert set(await world.door.ask(inbox.counts)) == {"done"}
    assert not world.app.apology._since, "the next outage is told again"


async def test_who_speaks_english_is_told_in_english(world: World, rounds: Rounds) -> None:
    def prefers_english(session: Session) -> None:
        session.get_one(Officer, world.cast["an"]).language = "en"

    an, em = await world.of("an"), await world.of("em")
    await world.door(prefers_english)
    await an.says("/menu", "What would you like to do?")
    await em.says("/menu", "Đồng chí chọn")
    await world.quiet()
    Disk(world.door.engine).fills()
    for one in (an, em):
        await one.says(LONG)
    await until(lambda: len(world.app.apology._since) == 2)
    await fetches_again(world, rounds)
    await an.waits_for("The system is interrupted")
    await em.waits_for(TOLD)


async def test_of_those_who_speak_otherwise_the_last_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apology, "MOST_CHATS", 2)
    told = apology.Apology({}, lambda: START)
    for chat, language in (("1", "en"), ("2", "en"), ("1", "en"), ("3", "en"), ("3", "vi"), ("4", "vi")):
        told.speaks(f"telegram:{chat}", language)
    assert told._others == {"telegram:1": "en"}, "2 spoke longest ago; 3 chose the office's own language meanwhile"


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
