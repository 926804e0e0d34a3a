"""Words as keyboards, converters and mischief make them: the same on both databases, and the same unit is meant."""

import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from channels.telegram.webhook import PATH, SECRET_HEADER, webhook_route
from reporting.clock import StoppedClock
from reporting.text import clean, fold, spelling, split_text, utf16_len
from reporting.unit_match import match
from storage import inbox
from storage.door import Door
from storage.inbox import Inbox
from storage.reports import Answer, Attachment
from tests.cast import START
from tests.drivers.chat import picture
from tests.drivers.world import World, opened
from tests.faults.databases import SECRET
from tests.walks.steps import MOOD, NOTABLE, NOTE

ODD = (
    ("Ấp\u00003 \ud800thiếu\u0007 nước\u009b.", "Ấp3 thiếu nước."),
    (unicodedata.normalize("NFD", "Uỷ ban Mặt trận đề nghị."), "Uỷ ban Mặt trận đề nghị."),
    ("Gia đình 👨‍👩‍👧‍👦 🇻🇳 phấn khởi.", "Gia đình 👨‍👩‍👧‍👦 🇻🇳 phấn khởi."),
    ("tệp\u202exslx.exe", "tệpxslx.exe"),
    ("n" + "\u0316" * 500 + "ước", "n" + "\u0316" * 500 + "ước"),
    ("*đậm* <b>_[x](http://x.vn)</b>", "*đậm* <b>_[x](http://x.vn)</b>"),
)


@pytest.fixture
async def world(database: str, tmp_path: Path) -> AsyncIterator[World]:
    async with opened("telegram", database, tmp_path) as running:
        yield running


def note(session: Session) -> Any:
    return session.exec(select(Answer.value).where(Answer.question == "mood_note")).one_or_none()


def files(session: Session) -> list[str]:
    return list(session.exec(select(Attachment.stored)))


async def test_odd_words_are_kept_clean_and_said_back(world: World) -> None:
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    await an.says("\n".join(odd for odd, _ in ODD), NOTABLE)
    assert await world.door.ask(note) == "\n".join(kept for _, kept in ODD)
    await an.says("/menu", "Đồng chí chọn việc cần làm")
    await an.taps("Làm tiếp…", NOTABLE)
    await an.taps("Xem lại báo cáo", "Nhận xét thêm: " + ODD[0][1])
    await world.quiet()
    assert set(await world.door.ask(inbox.counts)) == {"done"}


async def test_an_album_of_ten_is_attached_whole_and_answered_once(world: World) -> None:
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await world.quiet()
    await an.unread()
    await an.person.sends_album(world.bot, [picture(number) for number in range(10)], "Cầu ấp 3")
    await world.quiet()
    assert ["Đã nhận tệp" in one for one in await an.unread()] == [True]
    assert len(await world.door.ask(files)) == 10
    assert set(await world.door.ask(inbox.counts)) == {"done"}


async def test_bytes_that_are_no_utf8_are_taken_with_a_mark_in_their_place(door: Door) -> None:
    app = Application()
    app.add_routes([webhook_route(door, StoppedClock(START), "telegram:1", SECRET, lambda: None)])
    body = b'{"update_id": 1, "message": {"chat": {"id": 101}, "text": "\xe1\xba\xa4p 3 \xff\xc3\\u0000"}}'
    async with TestClient(TestServer(app)) as client:
        answer = await client.post(PATH, data=body, headers={SECRET_HEADER: SECRET})
        assert answer.status == 200
    (raw,) = door.read(lambda session: session.exec(select(Inbox.raw)).all())
    assert clean(raw["message"]["text"]) == "Ấp 3 \ufffd\ufffd"


@dataclass(frozen=True)
class Place:
    name: str
    kind: str = "xa"


PLACES = [Place(name) for name in ("Xã Hoà Bình", "Xã Đăk Pơ", "Xã Nguyễn Uỷ", "Xã Tân Thành", "Xã D’Ran", "Xã Ia Đal")]
VOWELS = {"oà": "òa", "uỷ": "ủy"}


def typed(name: str, form: str, tone: bool, bare: bool, big: bool) -> str:
    """The name as another keyboard, another program or somebody in a hurry types it."""
    if tone:
        for old, new in VOWELS.items():
            name = name.replace(old, new).replace(old.capitalize(), new.capitalize())
    name = "".join(fold(letter) or letter for letter in name) if bare else name
    return unicodedata.normalize(form, name.upper() if big else name)  # type: ignore[arg-type]


@given(
    st.sampled_from(PLACES),
    st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_however_it_is_typed_the_same_unit_is_meant(place: Place, form: str, tone: bool, bare: bool, big: bool) -> None:
    words = typed(place.name, form, tone, bare, big)
    assert match(words, PLACES) == match(clean(words), PLACES) == [place]
    assert fold(words) == fold(place.name)
    if not bare:
        assert spelling(words) == spelling(place.name)


@pytest.mark.parametrize("length", [4096, 4097, 40_000, 1_000_000])
def test_a_long_text_leaves_in_parts_that_lose_nothing(length: int) -> None:
    sentence = "Bà con đề nghị sửa cầu ấp 3. "
    text = (sentence * (length // len(sentence) + 1))[: length - 1] + "."
    parts = split_text(text)
    assert len(parts) == -(-length // 4000) or len(parts) == -(-length // 4000) + 1
    assert all(utf16_len(part) <= 4000 for part in parts)
    assert " ".join(parts) == text
