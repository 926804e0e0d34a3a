"""From the outbox to the phone: the sender and the true way out together, through the stand-in's mischief."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from channels.pace import AT_ONCE, Pace
from channels.sender import Sender
from channels.telegram.messenger import TelegramMessenger
from reporting.clock import StoppedClock
from storage.door import Door
from tests.botapi.accounts import BotAccount
from tests.botapi.people import Person
from tests.botapi.server import BotApi
from tests.transport.helpers import (
    MORNING,
    QuietBell,
    Scripted,
    add_officer,
    address,
    message,
    messages,
    paused_until,
    plain,
    queue,
    running,
    states,
)

Way = Callable[[], TelegramMessenger]


@pytest.fixture
async def way(api: BotApi, account: BotAccount) -> AsyncIterator[Way]:
    made: list[TelegramMessenger] = []

    def make() -> TelegramMessenger:
        made.append(TelegramMessenger(account.token, api=api.url, pace=Pace(AT_ONCE)))
        return made[-1]

    yield make
    for messenger in made:
        await messenger.close()


@pytest.fixture
async def an(api: BotApi, account: BotAccount) -> Person:
    person = api.person(101, "An")
    await person.says(account, "/start")
    return person


@pytest.fixture
def begin(door: Door, clock: StoppedClock, way: Way) -> Callable[..., tuple[Sender, QuietBell]]:
    def make(**options: object) -> tuple[Sender, QuietBell]:
        bell = QuietBell()
        bell.worker = sender = Sender(door, clock, way(), plain, bell=bell, **options)  # type: ignore[arg-type]
        return sender, bell

    return make


Begin = Callable[..., tuple[Sender, QuietBell]]


async def test_a_reminder_reaches_the_phone(door: Door, begin: Begin, account: BotAccount, an: Person) -> None:
    number = queue(door, add_officer(door, "An", telegram="101"), "Đề nghị gửi báo cáo.")
    sender, bell = begin()
    async with running(sender):
        await bell.quiet()
    assert an.last(account).text == "Đề nghị gửi báo cáo."
    assert message(door, number).provider_id == str(an.last(account).message_id)


async def test_a_429_is_obeyed_over_a_restart(
    door: Door, begin: Begin, api: BotApi, account: BotAccount, an: Person, clock: StoppedClock
) -> None:
    queue(door, add_officer(door, "An", telegram="101"), "a")
    api.fail(429, retry_after=600, methods="sendMessage")
    sender, bell = begin()
    async with running(sender):
        await bell.quiet()
    assert paused_until(door) == MORNING + timedelta(seconds=600)
    clock.move_to(MORNING + timedelta(seconds=599))
    sender, bell = begin()  # a new process, whose messenger knows of no limit
    async with running(sender):
        await bell.quiet()
        assert api.requests["sendMessage"] == 1, "no send in the window"
        clock.move_to(MORNING + timedelta(seconds=600))
        await bell.quiet()
    assert [sent.text for sent in api.sent] == ["a"]


async def test_who_blocked_the_bot_is_reached_on_the_page(
    door: Door, begin: Begin, account: BotAccount, an: Person, clock: StoppedClock
) -> None:
    officer = add_officer(door, "An", web="1", telegram="101")
    queue(door, officer, "a")
    await an.blocks(account)
    sender, bell = begin()
    async with running(sender):
        await bell.quiet()
    page, page_bell = Scripted("web"), QuietBell()
    page_bell.worker = other = Sender(door, clock, page, plain, bell=page_bell)
    async with running(other):
        await page_bell.quiet()
    assert page.sent == [("1", "a")]
    assert "blocked" in (address(door, "telegram", officer).unreachable_why or "")


async def test_a_group_that_moved_is_followed(
    door: Door, begin: Begin, api: BotApi, account: BotAccount, an: Person
) -> None:
    group = api.group(-5, "Tổ công tác")
    await group.adds(account, an)
    officer = add_officer(door, "Tổ công tác", telegram="-5")
    queue(door, officer, "a")
    await group.migrates(-1005, an)
    sender, bell = begin()
    async with running(sender):
        await bell.quiet()
    assert [(sent.chat, sent.text) for sent in api.sent] == [(-1005, "a")]
    assert address(door, "telegram", officer).external_id == "-1005"


async def test_a_lost_answer_means_one_repeat_at_most(
    door: Door, begin: Begin, api: BotApi, an: Person, clock: StoppedClock
) -> None:
    queue(door, add_officer(door, "An", telegram="101"), "a")
    api.lose_answer(times=None, methods="sendMessage")
    sender, bell = begin()
    async with running(sender):
        for _ in range(5):
            await bell.quiet()
            clock.move_to(clock.now() + timedelta(minutes=2))
    assert len(api.sent) == 2
    assert states(messages(door)) == ["dead"], "and the office sees that nobody knows"


async def test_half_an_hour_without_telegram_loses_nothing_and_repeats_nothing(
    door: Door, begin: Begin, api: BotApi, account: BotAccount, clock: StoppedClock
) -> None:
    for number in range(201, 211):
        await api.person(number, f"Officer {number}").says(account, "/start")
        queue(door, add_officer(door, f"Officer {number}", telegram=str(number)), f"to {number}")
    down = api.outage()  # connections are accepted and reset
    sender, bell = begin(batch=3)
    async with running(sender):
        for minute in range(30):
            if minute == 15:
                await api.go_down()  # and refused
            await bell.quiet()
            clock.move_to(clock.now() + timedelta(minutes=1))
        assert not api.sent
        await api.come_back()
        down.release()
        for _ in range(3):
            await bell.quiet()
            clock.move_to(clock.now() + timedelta(minutes=2))
    assert sorted(sent.text for sent in api.sent) == [f"to {number}" for number in range(201, 211)]
    assert states(messages(door)) == ["sent"] * 10


async def test_a_revoked_token_keeps_the_queue_until_a_new_one_is_put_in(
    door: Door, begin: Begin, api: BotApi, account: BotAccount, an: Person, clock: StoppedClock
) -> None:
    queue(door, add_officer(door, "An", telegram="101"), "a")
    account.revoked = True
    sender, bell = begin()
    async with running(sender):
        await bell.quiet()
    assert states(messages(door)) == ["new"] and paused_until(door) is not None
    account.revoked = False
    sender, bell = begin()
    async with running(sender):
        await bell.quiet()
    assert [sent.text for sent in api.sent] == ["a"]
