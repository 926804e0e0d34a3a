"""The inbox worker: in order within a chat, side by side between chats, nothing lost, poison parked."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

import bot.intake as intake_module
from bot.intake import BACKOFF, Intake
from reporting.clock import StoppedClock
from storage import inbox
from storage.door import Door
from storage.inbox import Claimed
from tests.transport.helpers import MORNING, PATIENCE, QuietBell, running, states, store, updates

AN, BINH = "telegram:101", "telegram:102"
Begin = Callable[..., Intake]


@pytest.fixture
def begin(door: Door, clock: StoppedClock, bell: QuietBell) -> Begin:
    """An intake with this feed, as after a start of the process."""

    def make(feed: Callable[[Claimed], Awaitable[object]], **options: int) -> Intake:
        bell.worker = intake = Intake(door, clock, feed, bell=bell, **options)
        return intake

    return make


class Book:
    """A feed that notes what it was given; `trouble` names updates that fail so many times."""

    def __init__(self, **trouble: int) -> None:
        self.fed: list[int] = []
        self.attempts: list[int] = []
        self.trouble = {int(name.removeprefix("u")): times for name, times in trouble.items()}

    async def __call__(self, row: Claimed) -> None:
        self.fed.append(row.update_id)
        self.attempts.append(row.attempts)
        if self.trouble.get(row.update_id, 0) > 0:
            self.trouble[row.update_id] -= 1
            raise ValueError("what the officer wrote: bí mật")


async def test_everything_stored_is_handled_once_and_marked(door: Door, begin: Begin, bell: QuietBell) -> None:
    store(door, (1, AN), (2, BINH), (3, AN))
    book = Book()
    async with running(begin(book)):
        await bell.quiet()
    assert sorted(book.fed) == [1, 2, 3]
    assert states(updates(door)) == ["done"] * 3


async def test_a_chat_is_handled_in_its_order_even_when_the_first_is_slow(
    door: Door, begin: Begin, bell: QuietBell
) -> None:
    store(door, (1, AN), (2, AN), (3, AN), (4, BINH))
    said: list[str] = []
    first_may_end, others_done = asyncio.Event(), asyncio.Event()

    async def feed(row: Claimed) -> None:
        said.append(f"begin {row.update_id}")
        if row.update_id == 1:
            await first_may_end.wait()
        said.append(f"end {row.update_id}")
        if row.update_id == 4:
            others_done.set()

    async with running(begin(feed)):
        await asyncio.wait_for(others_done.wait(), PATIENCE)  # Bình does not wait for An
        assert "end 1" not in said and "begin 2" not in said
        first_may_end.set()
        await bell.quiet()
    of_an = [line for line in said if not line.endswith("4")]
    assert of_an == ["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"]


async def test_at_most_so_many_chats_at_once(door: Door, begin: Begin, bell: QuietBell) -> None:
    store(door, *[(number, f"telegram:{number}") for number in range(1, 8)])
    at_work, most, three_in, go_on = 0, 0, asyncio.Event(), asyncio.Event()

    async def feed(row: Claimed) -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        if at_work == 3:
            three_in.set()
        await go_on.wait()
        at_work -= 1

    async with running(begin(feed, width=3)):
        await asyncio.wait_for(three_in.wait(), PATIENCE)
        go_on.set()
        await bell.quiet()
    assert most == 3
    assert states(updates(door)) == ["done"] * 7


async def test_a_failing_update_is_tried_again_after_longer_and_longer_waits_then_parked(
    door: Door, clock: StoppedClock, begin: Begin, bell: QuietBell, caplog: pytest.LogCaptureFixture
) -> None:
    store(door, (1, AN), (2, AN), (3, BINH))
    book = Book(u1=99)
    async with running(begin(book)):
        await bell.quiet()
        assert sorted(book.fed) == [1, 3], "An's second update waits behind the first, Bình's does not"
        for tries, seconds in enumerate(BACKOFF, start=1):
            clock.move_to(clock.now() + timedelta(seconds=seconds - 1))
            await bell.quiet()
            assert book.fed.count(1) == tries, "too early"
            clock.move_to(clock.now() + timedelta(seconds=1))
            await bell.quiet()
            assert book.fed.count(1) == tries + 1
    assert states(updates(door)) == ["parked", "done", "done"], "the parked one no longer holds An back"
    assert book.fed[-1] == 2
    alarms = [record.getMessage() for record in caplog.records if record.levelno == logging.CRITICAL]
    assert len(alarms) == 1 and "update 1 is parked" in alarms[0]
    assert "bí mật" not in caplog.text and "bí mật" not in (updates(door)[0].error or "")
    assert "test_intake.py" in (updates(door)[0].error or ""), "the error says where it happened"


async def test_an_update_that_fails_once_is_done_at_the_second_try(
    door: Door, clock: StoppedClock, begin: Begin, bell: QuietBell
) -> None:
    store(door, (1, AN))
    book = Book(u1=1)
    async with running(begin(book)):
        await bell.quiet()
        clock.move_to(MORNING + timedelta(seconds=2))
        await bell.quiet()
    assert book.attempts == [1, 2]
    assert states(updates(door)) == ["done"]


async def test_when_telegram_asks_for_a_longer_wait_it_gets_it(
    door: Door, clock: StoppedClock, begin: Begin, bell: QuietBell
) -> None:
    store(door, (1, AN))

    class TooManyRequests(Exception):
        retry_after = 30

    async def feed(row: Claimed) -> None:
        raise TooManyRequests

    async with running(begin(feed)):
        await bell.quiet()
    assert updates(door)[0].not_before == MORNING + timedelta(seconds=30)


async def test_what_a_dead_process_held_is_handled_when_its_lease_ends(
    door: Door, clock: StoppedClock, begin: Begin, bell: QuietBell
) -> None:
    store(door, (1, AN), (2, AN))
    door.write(inbox.claim, MORNING, 10)  # and then the process was killed
    book = Book()
    async with running(begin(book)):
        await bell.quiet()
        assert book.fed == []
        clock.move_to(MORNING + inbox.LEASE + timedelta(seconds=1))
        await bell.quiet()
    assert book.fed == [1, 2]
    assert book.attempts == [2, 1]


async def test_an_update_that_kills_the_process_is_parked_without_a_sixth_try(
    door: Door, clock: StoppedClock, begin: Begin, bell: QuietBell
) -> None:
    store(door, (1, AN))
    for _ in range(inbox.TRIES):
        door.write(inbox.claim, clock.now(), 10)
        clock.move_to(clock.now() + inbox.LEASE + timedelta(seconds=1))
    book = Book()
    async with running(begin(book)):
        await bell.quiet()
    assert book.fed == []
    assert states(updates(door)) == ["parked"]


async def test_two_workers_share_the_work_and_keep_the_order(door: Door, clock: StoppedClock) -> None:
    store(door, *[(number, f"telegram:{number % 5}") for number in range(1, 41)])
    book = Book()
    bells = [QuietBell(), QuietBell()]
    workers = [Intake(door, clock, book, width=2, bell=bell) for bell in bells]
    for bell, worker in zip(bells, workers, strict=True):
        bell.worker = worker
    async with running(workers[0]), running(workers[1]):
        await asyncio.gather(*(bell.quiet() for bell in bells))
        await asyncio.gather(*(bell.quiet() for bell in bells))  # one may have waited for the other
    assert sorted(book.fed) == list(range(1, 41)), "each once"
    for chat in range(5):
        of_chat = [number for number in book.fed if number % 5 == chat]
        assert of_chat == sorted(of_chat)


async def test_a_ring_from_another_thread_wakes_the_worker(door: Door, begin: Begin, bell: QuietBell) -> None:
    fed = asyncio.Event()

    async def feed(row: Claimed) -> None:
        fed.set()

    intake = begin(feed)
    async with running(intake):
        await bell.quiet()

        def another_thread() -> None:
            store(door, (1, AN))
            intake.wake()

        thread = threading.Thread(target=another_thread)
        thread.start()
        await asyncio.wait_for(fed.wait(), 3.0)  # the look that nobody asked for would come after 5 s
        thread.join()


async def test_draining_lets_what_runs_end_and_begins_nothing_new(door: Door, begin: Begin) -> None:
    store(door, (1, AN), (2, AN))
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def feed(row: Claimed) -> None:
        begun.set()
        await may_end.wait()

    intake = begin(feed)
    task = asyncio.create_task(intake.run())
    await asyncio.wait_for(begun.wait(), PATIENCE)
    draining = asyncio.create_task(intake.drain(PATIENCE))
    await asyncio.sleep(0)
    may_end.set()
    assert await draining is True
    await task
    assert states(updates(door)) == ["done", "new"]


async def test_what_does_not_end_in_time_is_broken_off_and_left_to_its_lease(door: Door, begin: Begin) -> None:
    store(door, (1, AN))
    begun = asyncio.Event()

    async def feed(row: Claimed) -> None:
        begun.set()
        await asyncio.Event().wait()

    intake = begin(feed)
    task = asyncio.create_task(intake.run())
    await asyncio.wait_for(begun.wait(), PATIENCE)
    assert await intake.drain(0.01) is False
    await asyncio.gather(task, return_exceptions=True)
    assert states(updates(door)) == ["doing"]


async def test_an_update_whose_handling_hangs_is_broken_off_before_its_lease_ends(
    door: Door, begin: Begin, bell: QuietBell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timedelta(seconds=intake_module.LONGEST_WORK) < inbox.LEASE
    monkeypatch.setattr(intake_module, "LONGEST_WORK", 0.01)
    store(door, (1, AN))

    async def feed(row: Claimed) -> None:
        await asyncio.Event().wait()

    async with running(begin(feed)):
        await bell.quiet()
    (row,) = updates(door)
    assert (row.state, row.not_before) == ("new", MORNING + timedelta(seconds=2))
    assert (row.error or "").startswith("TimeoutError")


async def test_while_the_database_is_away_nothing_that_was_done_is_forgotten(
    door: Door, clock: StoppedClock, begin: Begin, bell: QuietBell, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(door, (1, AN))
    fails = 2

    async def feed(row: Claimed) -> None:
        monkeypatch.setattr(inbox, "done", cannot)

    def cannot(*_: object) -> None:
        nonlocal fails
        fails -= 1
        if fails == 0:
            monkeypatch.undo()
        raise RuntimeError("the database went away")

    passing = QuietBell()
    intake = Intake(door, clock, feed, bell=passing)
    async with running(intake):
        while updates(door)[0].state != "done":
            passing.ring()  # instead of waiting for the backoff
            await asyncio.sleep(0)
    assert 1.0 in passing.waits and 2.0 in passing.waits, "it waits longer each time"


async def test_what_is_done_is_forgotten_after_three_days(
    door: Door, clock: StoppedClock, begin: Begin, bell: QuietBell
) -> None:
    store(door, (1, AN))
    async with running(begin(Book())):
        await bell.quiet()
        clock.move_to(MORNING + inbox.KEEP_DONE - timedelta(minutes=30))
        await bell.quiet()
        assert len(updates(door)) == 1
        clock.move_to(clock.now() + timedelta(hours=1, minutes=1))
        await bell.quiet()
    assert updates(door) == []
