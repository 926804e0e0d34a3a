"""Fetching updates from the stand-in: nothing lost over restarts and faults, nothing kept twice."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import DataError, OperationalError

from channels.telegram.polling import AFTER_CONFLICT, Polling
from channels.telegram.webhook import set_webhook
from reporting.clock import StoppedClock
from storage import inbox
from storage.door import Door
from storage.lock import open_lock
from tests.botapi.accounts import BotAccount
from tests.botapi.people import Person
from tests.botapi.server import BotApi
from tests.transport.helpers import PATIENCE, PassingBell, Woken, running, updates

Begin = Callable[..., Polling]


@pytest.fixture
def woken() -> Woken:
    return Woken()


@pytest.fixture
def waits() -> PassingBell:
    return PassingBell()


@pytest.fixture
def begin(door: Door, clock: StoppedClock, api: BotApi, account: BotAccount, woken: Woken, waits: PassingBell) -> Begin:
    """Polling as after a start of the process."""

    def make(**options: Any) -> Polling:
        chosen = {"api": api.url, "hold": 1, "bell": waits, **options}
        name = f"telegram:{account.user_id}"
        return Polling(door, clock, name, chosen.pop("token", account.token), woken, **chosen)

    return make


def texts(door: Door) -> list[str]:
    return [row.raw.get("message", {}).get("text", "") for row in updates(door)]


async def confirmed(account: BotAccount) -> None:
    """Telegram was told that everything so far arrived."""
    async with asyncio.timeout(PATIENCE):
        while account.queue.pending():  # noqa: ASYNC110  (the stand-in announces no confirmation)
            await asyncio.sleep(0)


async def test_what_was_said_is_stored_as_it_came_and_then_confirmed(
    door: Door, begin: Begin, account: BotAccount, an: Person, api: BotApi, woken: Woken
) -> None:
    await an.says(account, "/start")
    await an.says(account, "Tình hình ổn định")
    async with running(begin()):
        await woken.until(lambda: len(updates(door)) == 2)
        await an.says(account, "hết")
        await woken.until(lambda: len(updates(door)) == 3)
    first = updates(door)[0]
    assert texts(door) == ["/start", "Tình hình ổn định", "hết"]
    assert (first.bot, first.chat, first.state) == (f"telegram:{account.user_id}", "telegram:101", "new")
    assert first.raw["message"]["from"]["first_name"] == "An"
    assert account.allowed_updates == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert len(account.queue.pending()) <= 1, "the first two were confirmed by asking for the next"


async def test_a_restart_loses_nothing_and_keeps_nothing_twice(
    door: Door, begin: Begin, account: BotAccount, an: Person, woken: Woken
) -> None:
    await an.says(account, "một")
    async with running(begin()):
        await woken.until(lambda: len(updates(door)) == 1)
    await an.says(account, "hai")  # while nobody fetches
    async with running(begin()):
        await woken.until(lambda: len(updates(door)) == 2)
    assert texts(door) == ["một", "hai"]


async def test_what_comes_again_because_it_was_not_confirmed_is_kept_once(
    door: Door, begin: Begin, account: BotAccount, an: Person, woken: Woken, clock: StoppedClock
) -> None:
    await an.says(account, "một")
    (waiting,) = account.queue.pending()
    door.write(
        inbox.store, f"telegram:{account.user_id}", [(waiting.update_id, "telegram:101", waiting.body)], clock.now()
    )
    door.write(inbox.done, [1], clock.now())  # stored and handled, then the process was killed before it could confirm
    polling = begin()
    await an.says(account, "hai")
    async with running(polling):
        await woken.until(lambda: len(updates(door)) == 2)
    assert texts(door) == ["một", "hai"]
    assert [row.state for row in updates(door)] == ["done", "new"]


async def test_a_batch_that_cannot_be_stored_is_not_confirmed(
    door: Door,
    begin: Begin,
    account: BotAccount,
    an: Person,
    woken: Woken,
    waits: PassingBell,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await an.says(account, "một")
    fails, store = 3, inbox.store

    def sometimes(*given: Any) -> int:
        nonlocal fails
        fails -= 1
        assert account.queue.pending(), "nothing may be confirmed before it is stored"
        if fails >= 0:
            raise OperationalError("INSERT", {}, Exception("disk full"))
        return store(*given)

    monkeypatch.setattr(inbox, "store", sometimes)
    async with running(begin()):
        await woken.until(lambda: len(updates(door)) == 1)
    assert texts(door) == ["một"]
    assert len(waits.waits) >= 3
    assert waits.waits[0] < waits.waits[2], "it waits longer each time"


async def test_an_update_that_cannot_be_understood_does_not_hold_back_the_others(
    door: Door, begin: Begin, account: BotAccount, an: Person, woken: Woken
) -> None:
    await an.sends_raw(account, {"a_kind_of_tomorrow": {"deep": [1, {"x": "\ud800\u0000"}]}})
    account.queue.put_raw({"message": "nonsense"})
    await an.says(account, "sau đó")
    async with running(begin()):
        await woken.until(lambda: len(updates(door)) == 3)
    odd, odder, plain = updates(door)
    assert odd.raw["a_kind_of_tomorrow"] == {"deep": [1, {"x": "\ud800\u0000"}]}, "kept as it is"
    assert odd.chat == f"telegram:update:{odd.update_id}" and odder.chat == f"telegram:update:{odder.update_id}"
    assert plain.chat == "telegram:101"


async def test_an_update_that_the_database_refuses_is_told_of_and_passed_over(
    door: Door,
    begin: Begin,
    account: BotAccount,
    an: Person,
    woken: Woken,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for text in ("một", "hai", "ba"):
        await an.says(account, text)
    refused = account.queue.pending()[1].update_id
    store = inbox.store

    def picky(session: Any, bot: str, rows: list[Any], now: Any) -> int:
        if any(number == refused for number, _, _ in rows):
            raise DataError("INSERT", {}, Exception("out of range: hai"))
        return store(session, bot, rows, now)

    monkeypatch.setattr(inbox, "store", picky)
    async with running(begin()):
        await woken.until(lambda: len(updates(door)) == 2)
    assert texts(door) == ["một", "ba"]
    assert f"update {refused} cannot be stored" in caplog.text and "hai" not in caplog.text


async def test_numbers_that_start_lower_after_a_quiet_week_are_taken_too(
    door: Door, begin: Begin, account: BotAccount, an: Person, woken: Woken
) -> None:
    account.queue.next_id = 900_000_000
    await an.says(account, "trước")
    async with running(begin()):
        await woken.until(lambda: len(updates(door)) == 1)
        await confirmed(account)
        account.queue.next_id = 1_000
        await an.says(account, "sau")
        await woken.until(lambda: len(updates(door)) == 2)
        await an.says(account, "rồi")
        await woken.until(lambda: len(updates(door)) == 3)
        await confirmed(account)
    async with running(begin()):
        await an.says(account, "sau nữa")
        await woken.until(lambda: len(updates(door)) == 4)
    assert texts(door) == ["trước", "sau", "rồi", "sau nữa"]


async def test_an_outage_is_waited_for_longer_and_longer(
    door: Door, begin: Begin, account: BotAccount, an: Person, api: BotApi, woken: Woken
) -> None:
    await an.says(account, "một")
    api.outage(times=3)
    api.fail(502, methods="getUpdates", times=2, html=True)
    waits = PassingBell()
    async with running(begin(bell=waits)):
        await woken.until(lambda: len(updates(door)) == 1)
    assert len(waits.waits) == 5
    assert waits.waits == sorted(waits.waits) and waits.waits[-1] <= 60 * 1.25
    assert texts(door) == ["một"]


async def test_when_telegram_asks_for_a_pause_it_gets_it(
    door: Door, begin: Begin, account: BotAccount, an: Person, api: BotApi, woken: Woken, waits: PassingBell
) -> None:
    await an.says(account, "một")
    api.fail(429, retry_after=17, methods="getUpdates")
    async with running(begin()):
        await woken.until(lambda: len(updates(door)) == 1)
    assert waits.waits[0] == 17


async def test_another_program_with_the_same_token_is_told_of_once_and_waited_for(
    door: Door,
    begin: Begin,
    account: BotAccount,
    an: Person,
    api: BotApi,
    woken: Woken,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await an.says(account, "một")
    api.fail(409, "Conflict: terminated by other getUpdates request", methods="getUpdates", times=4)
    waits = PassingBell()
    async with running(begin(bell=waits)):
        await woken.until(lambda: len(updates(door)) == 1)
    assert waits.waits[:4] == [AFTER_CONFLICT] * 4
    told = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(told) == 1 and "another program fetches" in told[0].getMessage()


async def test_a_refused_token_ends_the_fetching_with_an_alarm(
    door: Door, begin: Begin, account: BotAccount, caplog: pytest.LogCaptureFixture
) -> None:
    account.revoked = True
    polling = begin()
    async with asyncio.timeout(PATIENCE):
        await polling.run()
    assert polling.refused == "Unauthorized"
    assert [record.levelno for record in caplog.records if record.levelno == logging.CRITICAL] == [logging.CRITICAL]
    assert account.token not in caplog.text and account.token.partition(":")[2] not in caplog.text


async def test_a_webhook_left_from_before_is_dropped_and_what_waits_there_is_fetched(
    door: Door, begin: Begin, account: BotAccount, an: Person, api: BotApi, woken: Woken
) -> None:
    await set_webhook(account.token, "http://127.0.0.1:9", "s", api=api.url)  # nobody listens there
    await an.says(account, "một")
    async with running(begin()):
        await woken.until(lambda: len(updates(door)) == 1)
    assert account.courier is None and texts(door) == ["một"]


async def test_a_second_process_stands_by_and_takes_over_where_the_first_ended(
    door: Door, begin: Begin, account: BotAccount, an: Person, api: BotApi, woken: Woken, waits: PassingBell
) -> None:
    tried = asyncio.Event()
    second_waits = PassingBell(lambda _: tried.set())
    first = begin(lock=open_lock(door.engine, "polling"))
    second = begin(lock=open_lock(door.engine, "polling"), bell=second_waits)
    at_work = asyncio.create_task(first.run())
    await an.says(account, "một")
    await woken.until(lambda: len(updates(door)) == 1)
    async with running(second), asyncio.timeout(PATIENCE):
        await tried.wait()
        polls = api.refusals[409]
        at_work.cancel()
        await asyncio.gather(at_work, return_exceptions=True)
        await an.says(account, "hai")
        await woken.until(lambda: len(updates(door)) == 2)
    assert texts(door) == ["một", "hai"]
    assert polls == api.refusals[409] == 0, "two pollers never met"


async def test_an_empty_answer_that_comes_at_once_does_not_make_it_hurry(
    begin: Begin, api: BotApi, account: BotAccount
) -> None:
    enough = asyncio.Event()
    waits = PassingBell(lambda times: enough.set() if times == 3 else None)
    async with running(begin(hold=0, bell=waits)), asyncio.timeout(PATIENCE):
        await enough.wait()
    assert waits.waits[:3] == [1.0] * 3
