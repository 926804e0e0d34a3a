"""The office hears within minutes of what did not arrive: rows 23, 29, 32 and 35, and the promise itself."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot import check_database
from channels.letters import render
from reporting import alarm, fallover, outcomes
from storage import inbox, outbox, undelivered
from storage.door import Door
from storage.officers import Address
from storage.outbox import Outbox
from tests.cast import START, settle
from tests.transport.helpers import queue
from tests.transport.test_deliver import claim

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WAYS = ("telegram", "web")
SOON = START + timedelta(minutes=11)


@pytest.fixture
def cast(door: Door) -> Any:
    return door.write(settle, START, "telegram")


def alarms(door: Door) -> list[tuple[str, str, str]]:
    """What the office has been told so far: (channel, sentence, words)."""
    rows = door.read(
        lambda session: session.exec(
            select(Outbox).where(col(Outbox.key).startswith("alarm:")).order_by(Outbox.id)
        ).all()
    )
    return [(row.channel, row.content["text"], render(row.content, "vi", SOON, START.tzinfo).text) for row in rows]


def test_nothing_is_told_when_all_is_well(door: Door, cast: Any) -> None:
    queue(door, cast["an"], "r", not_before=START)
    assert door.write(alarm.tick, START + timedelta(minutes=9), WAYS) == 0


def test_what_is_late_is_told_once_in_six_hours(door: Door, cast: Any) -> None:
    for who in ("an", "em"):
        queue(door, cast[who], who, not_before=START)
    assert door.write(alarm.tick, SOON, WAYS) == 1, "Chi is the office"
    ((channel, key, words),) = alarms(door)
    assert (channel, key) == ("telegram", "alarm-late")
    assert "2 tin gửi qua Telegram đang chậm" in words
    assert door.write(alarm.tick, SOON + timedelta(hours=5), WAYS) == 0
    assert door.write(alarm.tick, SOON + timedelta(hours=7), WAYS) == 1, "it lasts: said again"
    assert "2 tin" in alarms(door)[-1][2], "the alarm that could not leave either is not counted"


def test_the_word_goes_by_a_channel_that_works(door: Door, cast: Any) -> None:
    queue(door, cast["an"], "r", not_before=START)
    page = Address(
        officer_id=cast["chi"], channel="web", external_id="9", joined_at=START, seen_at=START - timedelta(days=9)
    )
    door.write(lambda session: session.add(page))
    door.write(alarm.tick, SOON, WAYS)
    assert [channel for channel, _, _ in alarms(door)] == ["web"], "though Chi was last heard from on Telegram"


def test_a_message_that_fails_again_and_again_is_late_though_it_was_tried_just_now(door: Door, cast: Any) -> None:
    tried, now = undelivered.MANY_TRIES, START + timedelta(minutes=20)
    queue(door, cast["an"], "r", created_at=START, not_before=now + timedelta(minutes=4), attempts=tried)
    assert door.write(alarm.tick, now, WAYS) == 1
    found = door.read(check_database._outbox_waiting, now)
    assert (found.state, found.key) == ("warn", "check-outbox-late"), "the doctor sees it too"


def test_what_will_never_arrive_is_told_with_names_and_once(door: Door, cast: Any) -> None:
    for who in ("an", "em", "binh"):
        queue(door, cast[who], who, not_before=START, created_at=START)
    for parcel in claim(door, START):
        door.write(outcomes.lost, parcel, "Forbidden: bot was blocked by the user", START)
    assert door.write(alarm.tick, SOON, WAYS) == 1
    words = alarms(door)[0][2]
    assert "3 tin không gửi được" in words
    assert "Nguyễn Văn An, Lê Văn Em, Trần Thị Bình" in words
    assert door.write(alarm.tick, SOON + timedelta(minutes=30), WAYS) == 0


def test_what_went_by_the_other_address_instead_is_not_told(door: Door, cast: Any) -> None:
    assert undelivered.COPY == fallover.MARK
    page = Address(officer_id=cast["an"], channel="web", external_id="9", joined_at=START, seen_at=START)
    door.write(lambda session: session.add(page))
    queue(door, cast["an"], "r", not_before=START, created_at=START)
    for parcel in claim(door, START):
        door.write(outcomes.lost, parcel, "Forbidden", START)
    assert door.write(alarm.tick, START, WAYS) == 0


def test_many_deaths_of_five_minutes_are_one_word(door: Door, cast: Any) -> None:
    first, second = (queue(door, cast["an"], str(number)) for number in range(2))
    door.write(outbox.dead, first, "too late")
    door.write(alarm.tick, START, WAYS)
    door.write(outbox.dead, second, "too late")
    assert door.write(alarm.tick, START + timedelta(minutes=3), WAYS) == 0
    assert door.write(alarm.tick, START + timedelta(minutes=6), WAYS) == 1
    assert door.write(alarm.tick, START + timedelta(minutes=60), WAYS) == 0


def test_a_messenger_that_refuses_us_is_told_as_that(door: Door, cast: Any) -> None:
    queue(door, cast["an"], "r", not_before=START)
    door.write(outbox.pause, "telegram", SOON + timedelta(minutes=9), outcomes.STOPPED + "token refused: Unauthorized")
    door.write(alarm.tick, SOON, WAYS)
    ((_, key, words),) = alarms(door)
    assert key == "alarm-stopped" and "Telegram từ chối kết nối" in words and "1 tin đang chờ" in words


def give_up_on(session: Session, inbox_id: int) -> None:
    row = session.get_one(inbox.Inbox, inbox_id)
    row.attempts = inbox.TRIES
    session.flush()
    inbox.failed(session, inbox_id, "KeyError", START)


def test_an_update_that_was_given_up_is_told_with_its_sender(door: Door, cast: Any) -> None:
    def give_up(session: Session) -> None:
        inbox.store(session, "telegram:7", [(1, "telegram:1001", {}), (2, "telegram:555", {})], START)
        for row in inbox.claim(session, START, 9):
            give_up_on(session, row.id)

    door.write(give_up)
    assert door.write(alarm.tick, START, WAYS) == 1
    words = alarms(door)[0][2]
    assert "chưa xử lý được 2 tin nhắn đến, của: Nguyễn Văn An." in words
    assert door.write(alarm.tick, START + timedelta(hours=1), WAYS) == 0


def test_what_was_given_up_is_forgotten_after_ninety_days(door: Door) -> None:
    def give_up(session: Session) -> None:
        inbox.store(session, "telegram:7", [(1, "telegram:1001", {})], START)
        (row,) = inbox.claim(session, START, 9)
        give_up_on(session, row.id)

    door.write(give_up)
    assert door.write(inbox.purge, START + inbox.KEEP_PARKED) == 0
    assert door.write(inbox.purge, START + inbox.KEEP_PARKED + timedelta(seconds=1)) == 1


def test_the_next_look_is_at_what_lies_ahead_not_at_what_is_overdue(door: Door, cast: Any) -> None:
    later = START + timedelta(seconds=2)
    queue(door, cast["an"], "due", not_before=START - timedelta(hours=1))
    queue(door, cast["an"], "ahead", not_before=later)
    assert door.read(outbox.next_due, "telegram", START) == later
    door.write(inbox.store, "telegram:7", [(1, "telegram:1", {})], START - timedelta(hours=1))
    door.write(inbox.store, "telegram:7", [(2, "telegram:1", {})], later)
    assert door.read(inbox.next_due, START) == later
