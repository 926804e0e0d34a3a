"""Row 24: nothing was heard from Telegram for over a day: what people wrote then may be gone, and they are told."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.hearing import Hearing, brought, fetched
from bot.settings import Settings
from channels.letters import render
from channels.telegram.api import ApiError
from channels.telegram.polling import Polling
from reporting import alarm, silence
from reporting.clock import StoppedClock
from reporting.daysoff import Office
from storage import heard, outbox
from storage.door import Door, open_engine
from storage.officers import Address, Officer
from storage.outbox import Outbox
from storage.reports import Report
from tests.cast import START, Cast, settle

OFFICE = Office()
BOT = "telegram:7"
HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
WAYS = ("telegram", "web")


@pytest.fixture
def door(sqlite_schema: Path, tmp_path: Path) -> Any:
    opened = Door(open_engine(f"sqlite:///{shutil.copy(sqlite_schema, tmp_path / 'tincoso.db')}"))
    yield opened
    opened.close()


@pytest.fixture
def cast(door: Door) -> Cast:
    return door.write(settle, START, "telegram")


def hears(door: Door, at: datetime, now: datetime | None = None) -> int:
    return door.write(silence.heard, BOT, at, now or at, OFFICE)


def queued(door: Door, begins: str = "silence:") -> list[Outbox]:
    asked = select(Outbox).where(col(Outbox.key).startswith(begins)).order_by(col(Outbox.id))
    return list(door.read(lambda session: session.exec(asked).all()))


def to_whom(door: Door, cast: Cast) -> list[str]:
    names = {number: name for name, number in cast.people.items()}
    return sorted(names[row.officer_id] for row in queued(door))


def speaks_english(session: Session, officer: int) -> None:
    session.get_one(Officer, officer).language = "en"


# What is found, and when


def test_a_day_of_silence_is_borne_a_minute_more_is_told_once_to_each(door: Door, cast: Cast) -> None:
    assert hears(door, START) == 0, "the first word ever: nothing is known of before"
    assert hears(door, START + DAY) == 0
    assert hears(door, START + 2 * DAY + timedelta(minutes=1)) == 4
    assert to_whom(door, cast) == ["an", "binh", "dung", "em"], "the office itself hears of it by its alarm"
    assert hears(door, START + 2 * DAY + timedelta(minutes=6)) == 0
    assert len(queued(door)) == 4


def test_the_next_silence_is_another(door: Door, cast: Cast) -> None:
    for days in (0, 2, 4):
        hears(door, START + days * DAY)
    assert len(queued(door)) == 8


def test_two_who_find_the_same_silence_ask_once(door: Door, cast: Cast) -> None:
    hears(door, START)
    back = START + 25 * HOUR

    def as_it_was(session: Session) -> None:
        known = heard.of(session, BOT)
        assert known is not None
        known.at = START
        session.add(known)

    hears(door, back)
    door.write(as_it_was)  # the other process had read the row before
    hears(door, back + timedelta(seconds=1))
    assert len(queued(door)) == 4


def test_what_a_process_heard_before_it_was_cut_off_makes_no_silence_for_the_others(door: Door, cast: Cast) -> None:
    now = START + 26 * HOUR
    for hours in range(0, 26, 2):
        hears(door, START + hours * HOUR)
    assert hears(door, START + timedelta(minutes=4), now) == 0, "it is back, and notes what it had not noted yet"
    assert hears(door, now + timedelta(minutes=5)) == 0
    assert queued(door) == []


def test_a_clock_that_was_set_back_is_followed(door: Door, cast: Cast) -> None:
    hears(door, START + 300 * DAY)
    hears(door, START)
    assert hears(door, START + 2 * DAY) == 4


def test_only_what_is_older_than_a_day_is_asked_for_in_each_ones_language(door: Door, cast: Cast) -> None:
    door.write(speaks_english, cast["an"])
    hears(door, START)  # Sunday 9:00
    hears(door, START + 30 * HOUR)
    content = queued(door)[0].content
    words = render(content, "vi", START, OFFICE.zone).text
    assert "mất kết nối với Telegram quá 24 giờ" in words
    assert "từ 09:00, 22/11/2026 đến 15:10, 22/11/2026 có thể chưa đến" in words
    assert "đề nghị đồng chí gửi lại" in words and "Nội dung đã được trả lời vẫn được lưu đầy đủ" in words
    english = render(content, "en", START, OFFICE.zone).text
    assert "please send it again" in english and "What was answered is kept" in english


def test_nobody_is_woken_up_for_it(door: Door, cast: Cast) -> None:
    hears(door, START)
    night = OFFICE.at(START.date() + timedelta(days=2), silence.EVENING) + HOUR
    hears(door, night)
    assert {OFFICE.local(row.not_before).strftime("%d %H:%M") for row in queued(door)} == {"25 07:00"}
    assert all(row.expires_at and row.expires_at - night == silence.LASTS for row in queued(door))


# Whom it concerns


def test_who_has_not_spoken_or_been_spoken_to_for_weeks_is_left_alone(door: Door, cast: Cast) -> None:
    long_ago = START - timedelta(days=60)

    def nobody_was_there(session: Session) -> None:
        for address in session.exec(select(Address)):
            address.seen_at = long_ago

    def an_was_reminded(session: Session) -> None:
        address = session.exec(select(Address).where(Address.officer_id == cast["an"])).one()
        about: dict[str, Any] = {"text": "x", "values": {}}
        row = Outbox(
            key="r",
            kind="reminder",
            channel="telegram",
            officer_id=cast["an"],
            address_id=address.id or 0,
            content=about,
            not_before=START,
            created_at=START - timedelta(days=3),
            state="sent",
        )
        session.add(row)

    def em_is_writing(session: Session) -> None:
        unit = cast["binh_hoa"]
        draft = Report(
            duty="situation",
            unit_id=unit,
            unit_name="Xã Bình Hòa",
            period="2026-Q4",
            revision=3,
            started_by=cast["em"],
            started_at=START,
            changed_at=START - timedelta(days=20),
        )
        session.add(draft)

    for change in (nobody_was_there, an_was_reminded, em_is_writing):
        door.write(change)
    hears(door, START)
    hears(door, START + 25 * HOUR)
    assert to_whom(door, cast) == ["an", "em"]


def test_the_page_and_who_blocked_the_bot_are_not_written_to(door: Door, cast: Cast) -> None:
    def apart(session: Session) -> None:
        session.exec(select(Address).where(Address.officer_id == cast["an"])).one().channel = "web"
        session.exec(select(Address).where(Address.officer_id == cast["em"])).one().unreachable_since = START

    door.write(apart)
    hears(door, START)
    hears(door, START + 25 * HOUR)
    assert to_whom(door, cast) == ["binh", "dung"]


# The office


def test_the_office_is_told_once_since_when_and_how_many_were_asked(door: Door, cast: Cast) -> None:
    hears(door, START)
    back = START + 30 * HOUR
    assert door.write(alarm.tick, back, WAYS) == 0
    hears(door, back)
    for minutes in (0, 1, 600):
        door.write(alarm.tick, back + timedelta(minutes=minutes), WAYS)
    (row,) = [one for one in queued(door, "alarm:") if one.content["text"] == "alarm-silence"]
    assert row.officer_id == cast["chi"]
    words = render(row.content, "vi", back, OFFICE.zone).text
    assert "mất kết nối với Telegram từ 09:00, 22/11/2026 đến 15:00, 23/11/2026" in words
    assert "đề nghị gửi lại: 4" in words
    assert "asked to send it again: 4" in render(row.content, "en", back, OFFICE.zone).text


# What the program knows: over restarts, without a write for every fetch


class Fetches:
    heard_at: datetime | None = None


def listening(door: Door, clock: StoppedClock, fetches: Any) -> Hearing:
    """As after a start of the process."""
    hearing = Hearing(door, clock, lambda: OFFICE)
    hearing.ears[BOT] = fetched(fetches)
    return hearing


async def test_a_program_that_was_away_for_a_day_knows_it_when_it_fetches_again(door: Door, cast: Cast) -> None:
    clock, fetches = StoppedClock(START), Fetches()
    before = listening(door, clock, fetches)
    assert await before.look() == 0
    assert door.read(heard.of, BOT) is None, "nothing was fetched yet"
    fetches.heard_at = START
    await before.look()

    clock.move_to(START + 25 * HOUR)
    again = Fetches()
    later = listening(door, clock, again)
    assert await later.look() == 0, "it runs and has not reached Telegram yet: nothing is told too early"
    again.heard_at = clock.now()
    assert await later.look() == 4
    assert await later.look() == 0


async def test_a_messenger_that_was_away_while_the_program_ran_is_the_same(door: Door, cast: Cast) -> None:
    clock, fetches = StoppedClock(START), Fetches()
    hearing = listening(door, clock, fetches)
    fetches.heard_at = START
    assert await hearing.look() == 0
    for hours in (8, 16, 25):
        clock.move_to(START + hours * HOUR)
        assert await hearing.look() == 0, "no fetch succeeded"
    fetches.heard_at = clock.now()
    assert await hearing.look() == 4


async def test_it_is_noted_once_in_some_minutes(door: Door, cast: Cast) -> None:
    clock, fetches, written = StoppedClock(START), Fetches(), []
    hearing = listening(door, clock, fetches)
    for minute in range(30):
        clock.move_to(START + timedelta(minutes=minute))
        fetches.heard_at = clock.now()
        await hearing.look()
        written.append(door.read(heard.of, BOT).at)  # type: ignore[union-attr]
    assert len(set(written)) == 6


async def test_fetching_tells_when_it_succeeded(door: Door) -> None:
    clock = StoppedClock(START)
    polling = Polling(door, clock, BOT, "7:x", lambda: None)

    async def call(method: str, *_: Any) -> Any:
        if method == "getUpdates" and clock.now() == START:
            raise ApiError(0, "ConnectError")
        return []

    polling._api.call = call  # type: ignore[method-assign]
    await polling._round()
    assert polling.heard_at is None
    clock.move_to(START + HOUR)
    await polling._round()
    assert polling.heard_at == START + HOUR


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ({"url": "https://bot.example", "pending_update_count": 0}, True),
        ({"url": "https://bot.example", "pending_update_count": 3}, False),
        ({"url": "", "pending_update_count": 0}, False),
        (ApiError(0, "ConnectError"), False),
    ],
)
async def test_with_a_webhook_telegram_says_whether_something_waits(
    told: Any, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def call(self: Any, method: str, *_: Any) -> Any:
        assert method == "getWebhookInfo"
        if isinstance(told, ApiError):
            raise told
        return told

    monkeypatch.setattr("channels.telegram.api.BotApi.call", call)
    ear = brought(Settings(_env_file=None), "7:x", StoppedClock(START))  # type: ignore[call-arg]
    assert await ear() == (START if known else None)


def test_what_is_asked_again_leaves_as_any_message(door: Door, cast: Cast) -> None:
    hears(door, START)
    hears(door, START + 25 * HOUR)
    claimed = door.write(outbox.claim, "telegram", START + 25 * HOUR, 9)
    assert {row.kind for row in claimed} == {"notice"} and len(claimed) == 4
