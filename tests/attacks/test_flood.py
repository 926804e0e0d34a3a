"""S19, one person floods: held back, told once, others served; honest haste and what gathered in an outage pass."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram.types import CallbackQuery, Chat, Message, PhotoSize, User

from bot.flood import FILES, MESSAGES, PAUSE, Flood
from bot.who import Who
from reporting import office as offices
from reporting.daysoff import VIETNAM
from storage.door import Door, open_engine
from tests.cast import START, settle
from tests.office.phone import Phone
from tests.office.stories import Province

SECOND = timedelta(seconds=1)


def said(at: datetime, photo: bool = False) -> Message:
    picture = [PhotoSize(file_id="1", file_unique_id="1", width=1, height=1)] if photo else None
    return Message(message_id=1, date=at, chat=Chat(id=7, type="private"), text=None if photo else "x", photo=picture)


def tapped() -> CallbackQuery:
    return CallbackQuery(id="1", from_user=User(id=7, is_bot=False, first_name="An"), chat_instance="c", data="m:menu")


@pytest.fixture
def flood() -> Flood:
    return Flood(30, 10)


def test_a_tap_a_second_for_a_whole_minute_is_honest_work(flood: Flood) -> None:
    assert all(flood.held("telegram", "7", tapped(), START + n * SECOND) is None for n in range(60))


def test_a_thousand_in_a_minute_are_held_back_and_told_once_in_a_pause(flood: Flood) -> None:
    judged = [flood.held("telegram", "7", said(at), at) for at in (START + n * SECOND * 0.06 for n in range(1000))]
    held = [one for one in judged if one is not None]
    assert len(judged) - len(held) < 100
    assert [one.key for one in held if one.first] == [MESSAGES]


def test_after_the_pause_work_goes_on(flood: Flood) -> None:
    for _ in range(100):
        flood.held("telegram", "7", said(START), START)
    last = START + PAUSE
    assert flood.held("telegram", "7", said(last - SECOND), last - SECOND) is not None
    assert flood.held("telegram", "7", said(last), last) is None


def test_others_are_not_counted_with_them(flood: Flood) -> None:
    for _ in range(100):
        flood.held("telegram", "7", said(START), START)
    assert flood.held("telegram", "8", said(START), START) is None


def test_what_gathered_in_an_outage_is_judged_by_when_it_was_sent(flood: Flood) -> None:
    back = START + timedelta(hours=3)
    sent = [START + n * timedelta(minutes=1) for n in range(180)]
    assert all(flood.held("telegram", "7", said(at), back) is None for at in sent)


def test_two_albums_pass_and_the_hundredth_picture_does_not(flood: Flood) -> None:
    pictures = [flood.held("telegram", "7", said(START + n * SECOND, photo=True), START) for n in range(30)]
    assert pictures[:20] == [None] * 20
    assert [one.key for one in pictures[20:] if one and one.first] == [FILES]
    words = START + timedelta(minutes=2)
    assert flood.held("telegram", "7", said(words), words) is None, "words go on"
    an_hour_later = START + timedelta(hours=1)
    assert flood.held("telegram", "7", said(an_hour_later, photo=True), an_hour_later) is None


def test_the_page_keeps_its_own_door(flood: Flood) -> None:
    assert all(flood.held("web", "7", said(START), START) is None for _ in range(200))


def test_nought_is_without_limit() -> None:
    free = Flood(0, 0)
    assert all(free.held("telegram", "7", said(START, photo=True), START) is None for _ in range(500))


# --- before the true dispatcher ---


@pytest.fixture
def province(sqlite_schema: Path, tmp_path: Path) -> Iterator[Province]:
    door = Door(open_engine(f"sqlite:///{shutil.copy(sqlite_schema, tmp_path / 'tincoso.db')}"))
    cast = door.write(lambda session: settle(session, joined="telegram"))
    yield Province(door, cast, door.read(offices.load, VIETNAM))
    door.close()


class Telegram(Phone):
    """A phone whose words come through Telegram, all at one moment."""

    def __init__(self, province: Province, who: str, folder: Path, flood: Flood) -> None:
        super().__init__(province, who, START, folder)
        middlewares = self.dispatcher.update.outer_middleware
        for one in [one for one in middlewares if isinstance(one, Who)]:
            one.flood = flood
        self.tried = False

    async def _feed(self, raw: dict[str, Any]) -> None:
        if "message" in raw:
            raw["message"]["date"] = int(START.timestamp())
        before = dict(self.screen.messages)
        told = {"channel": "telegram", "inbox_id": None, "again": False, "tried": self.tried}
        await self.dispatcher.feed_raw_update(self.bot, {"update_id": next(self._updates), **raw}, **told)
        changed = [number for number, shown in self.screen.messages.items() if before.get(number) != shown]
        self.at = changed[-1] if changed else self.at


async def test_the_one_is_told_once_and_the_other_is_served(province: Province, tmp_path: Path, flood: Flood) -> None:
    an = Telegram(province, "an", tmp_path, flood)
    for _ in range(70):
        await an.says("/menu")
    notices = [text for text, _ in an.screen.messages.values() if "đến quá nhanh" in text]
    assert len(notices) == 1 and "09:01:00" in notices[0]
    assert len(an.screen.messages) == 61
    await an.taps_data("m:menu")
    assert len(an.screen.messages) == 61, "a tap is held back too, and ends"
    binh = Telegram(province, "binh", tmp_path, flood)
    assert "Trần Thị Bình" in await binh.says("/menu")


async def test_a_try_again_is_never_held_back(province: Province, tmp_path: Path, flood: Flood) -> None:
    an = Telegram(province, "an", tmp_path, flood)
    for _ in range(70):
        await an.says("/menu")
    an.tried = True
    await an.says("/menu")
    assert len(an.screen.messages) == 62
