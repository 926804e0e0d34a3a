"""The loop of one way out, with a scripted messenger: what is due leaves once, trouble is borne, others take over."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from channels.messenger import Go, Letter, SendError
from channels.pace import AT_ONCE, Pace
from channels.sender import Marks, Sender
from reporting import deliver
from reporting.clock import StoppedClock
from storage.base import Json
from storage.door import Door
from storage.lock import open_lock
from storage.outbox import LEASE, Outbox
from tests.transport.helpers import (
    MORNING,
    PATIENCE,
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

Begin = Callable[..., Sender]


@pytest.fixture
def way() -> Scripted:
    return Scripted()


@pytest.fixture
def begin(door: Door, clock: StoppedClock, bell: QuietBell, way: Scripted) -> Begin:
    """A sender as after a start of the process."""

    def make(**options: Any) -> Sender:
        chosen = {"messenger": way, "render": plain, "bell": bell, **options}
        made = Sender(door, clock, **chosen)
        chosen["bell"].worker = made
        return made

    return make


def later(clock: StoppedClock, **span: float) -> None:
    clock.move_to(clock.now() + timedelta(**span))


async def test_everything_due_leaves_once_in_its_order(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, clock: StoppedClock
) -> None:
    an = add_officer(door, "An", telegram="101")
    numbers = [queue(door, an, key) for key in ("a", "b", "c")]
    queue(door, an, "tomorrow", not_before=MORNING + timedelta(days=1))
    async with running(begin()):
        await bell.quiet()
        await bell.quiet()
        assert way.sent == [("101", "a"), ("101", "b"), ("101", "c")]
        later(clock, days=1)
        await bell.quiet()
    assert way.sent[-1] == ("101", "tomorrow")
    assert [message(door, number).provider_id for number in numbers] == ["1", "2", "3"]


async def test_more_than_a_batch_leaves_without_waiting_for_the_next_look(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted
) -> None:
    an = add_officer(door, "An", telegram="101")
    for number in range(25):
        queue(door, an, str(number))
    async with running(begin(batch=4)):
        await bell.quiet()
    assert len(way.sent) == 25
    assert states(messages(door)) == ["sent"] * 25


async def test_words_are_made_when_it_leaves_in_the_officers_language(
    door: Door, begin: Begin, bell: QuietBell, clock: StoppedClock, way: Scripted
) -> None:
    queue(door, add_officer(door, "An", telegram="101"), "r")
    later(clock, hours=6)
    asked: list[tuple[dict[str, Any], str, datetime]] = []

    def render(content: dict[str, Any], language: str, now: datetime) -> Letter:
        asked.append((content, language, now))
        return Letter("còn 3 giờ")

    async with running(begin(render=render)):
        await bell.quiet()
    assert asked == [({"text": "r"}, "vi", MORNING + timedelta(hours=6))]
    assert way.sent == [("101", "còn 3 giờ")]


async def test_what_cannot_be_put_into_words_is_tried_again_and_told(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    broken = queue(door, add_officer(door, "An", telegram="101"), "broken")
    queue(door, add_officer(door, "Bình", telegram="102"), "sound")

    def render(content: dict[str, Any], language: str, now: datetime) -> Letter:
        return Letter({"sound": "sound"}[content["text"]])

    async with running(begin(render=render)):
        await bell.quiet()
    assert way.sent == [("102", "sound")]
    assert (message(door, broken).state, message(door, broken).error) == ("new", "words: KeyError")
    assert f"message {broken} cannot be put into words" in caplog.text


async def test_a_429_pauses_the_whole_channel_and_a_restart_does_not_forget(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, clock: StoppedClock
) -> None:
    first = queue(door, add_officer(door, "An", telegram="101"), "a")
    way.script["101"] = [SendError("429", again=True, retry_after=30)]
    async with running(begin(batch=1)):
        await bell.quiet()
        assert way.sent == [] and paused_until(door) == MORNING + timedelta(seconds=30)
        queue(door, add_officer(door, "Bình", telegram="102"), "b")
        later(clock, seconds=10)
        await bell.quiet()
    async with running(begin(bell=(other := QuietBell()))):  # the process is started anew
        later(clock, seconds=19)
        await other.quiet()
        assert way.sent == [], "one second too early"
        later(clock, seconds=1)
        await other.quiet()
    assert way.sent == [("101", "a"), ("102", "b")]
    assert message(door, first).attempts == 1, "a pause is no try"


async def test_while_a_pause_is_being_written_nothing_that_was_taken_meanwhile_leaves(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted
) -> None:
    for number in range(6):
        queue(door, add_officer(door, f"Officer {number}", telegram=str(number)), f"m{number}")
    way.script = {str(number): [SendError("429", again=True, retry_after=60)] for number in range(6)}
    async with running(begin(batch=2)):
        await bell.quiet()
    tried = [number for number in range(6) if not way.script[str(number)]]
    assert tried == [0], "the one in flight met the limit, no other was risked"
    assert states(messages(door)) == ["new"] * 6


class SlowDoor:
    """A door behind which what a sender did cannot be stored until somebody opens it."""

    def __init__(self, door: Door) -> None:
        self.door, self.open, self.knocked = door, asyncio.Event(), asyncio.Event()

    async def __call__(self, use_case: Callable[..., Any], ends: Any, *values: Any) -> Any:
        if ends:
            self.knocked.set()
            await self.open.wait()
        return await self.door(use_case, ends, *values)


@pytest.fixture
def three_in_line(door: Door, clock: StoppedClock) -> tuple[SlowDoor, Scripted, Sender, QuietBell]:
    """Three messages due, a pace that lets them leave one after the other, a database that is slow to store."""
    for number in (101, 102, 103):
        queue(door, add_officer(door, str(number), telegram=str(number)), f"m{number}")
    slow, way, bell = SlowDoor(door), Scripted(), QuietBell()
    way.pace = Pace(AT_ONCE)
    bell.worker = sender = Sender(slow, clock, way, plain, bell=bell)  # type: ignore[arg-type]
    return slow, way, sender, bell


Line = tuple[SlowDoor, Scripted, Sender, QuietBell]


async def test_the_next_leaves_when_the_one_before_is_marked(three_in_line: Line, door: Door) -> None:
    slow, way, sender, bell = three_in_line
    async with running(sender):
        await asyncio.wait_for(slow.knocked.wait(), PATIENCE)
        assert way.sent == [("101", "m101")]
        slow.open.set()
        await bell.quiet()
    assert len(way.sent) == 3 and states(messages(door)) == ["sent"] * 3


async def test_killed_with_three_in_hand_only_the_unmarked_one_comes_twice(
    three_in_line: Line, door: Door, clock: StoppedClock, begin: Begin, way: Scripted, bell: QuietBell
) -> None:
    slow, before, sender, _ = three_in_line
    task = asyncio.create_task(sender.run())
    await asyncio.wait_for(slow.knocked.wait(), PATIENCE)
    task.cancel()  # nothing that it knows is ever stored: as by kill -9
    await asyncio.gather(task, return_exceptions=True)
    later(clock, seconds=LEASE.total_seconds() + 1)
    async with running(begin()):
        await bell.quiet()
    assert before.sent == [("101", "m101")]
    assert sorted(to for to, _ in way.sent) == ["101", "102", "103"]


async def test_what_waited_for_the_mark_past_its_lease_does_not_leave(
    three_in_line: Line, door: Door, clock: StoppedClock
) -> None:
    slow, way, sender, bell = three_in_line
    async with running(sender):
        await asyncio.wait_for(slow.knocked.wait(), PATIENCE)
        later(clock, seconds=LEASE.total_seconds() + 1)
        slow.open.set()
        await bell.quiet()
        await bell.quiet()
    assert sorted(to for to, _ in way.sent) == ["101", "102", "103"], "each once, by who holds it then"
    assert states(messages(door)) == ["sent"] * 3


class Jammed(Pace):
    """The first who asks never gets its turn."""

    jammed = True

    async def turn(self, chat: int, go: Go | None = None) -> None:
        if self.jammed:
            self.jammed = False
            await asyncio.Event().wait()
        await super().turn(chat, go)


async def test_what_never_had_its_turn_is_not_said_to_have_left_perhaps(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.sender.LONGEST_SEND", 0.01)
    number = queue(door, add_officer(door, "An", telegram="101"), "a")
    way.pace = Jammed(AT_ONCE)
    async with running(begin()):
        await bell.quiet()
    assert way.sent == [("101", "a")], "at once, and without the words that it may have been read before"
    row = message(door, number)
    assert (row.state, row.attempts, row.error) == ("sent", 1, None)


async def test_one_that_comes_back_before_who_waits_is_woken_is_waited_for_too() -> None:
    marks = Marks()
    marks.owed()
    waiting = asyncio.create_task(marks.all_made())
    await asyncio.sleep(0)
    marks.made(1)
    marks.owed()
    for _ in range(3):
        await asyncio.sleep(0)
    assert not waiting.done()
    marks.made(1)
    await asyncio.wait_for(waiting, PATIENCE)


async def test_a_lost_account_falls_over_to_the_other_channel_once(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, clock: StoppedClock
) -> None:
    an = add_officer(door, "An", web="1", telegram="101")
    queue(door, an, "a")
    queue(door, an, "b")
    way.script["101"] = [SendError("blocked by the user", account_gone=True)]
    page, page_bell = Scripted("web"), QuietBell()
    async with running(begin(batch=1, ways={"telegram", "web"})):
        await bell.quiet()
    async with running(begin(messenger=page, bell=page_bell)):
        await page_bell.quiet()
    assert way.sent == [], "the second message was not even tried"
    assert page.sent == [("1", "a"), ("1", "b")]
    assert address(door, "telegram", an).unreachable_why == "blocked by the user"
    assert [(row.key, row.state) for row in messages(door)] == [
        ("a", "dead"),
        ("b", "dead"),
        ("a:2", "sent"),
        ("b:2", "sent"),
    ]


async def test_a_chat_with_a_new_number_is_written_to_there(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted
) -> None:
    number = queue(door, add_officer(door, "An", telegram="-5"), "a")
    way.script["-5"] = [SendError("upgraded", again=True, new_id="-1005")]
    async with running(begin()):
        await bell.quiet()
    assert way.sent == [("-1005", "a")]
    assert message(door, number).state == "sent"


async def test_a_refusal_for_good_is_dead_and_told_without_its_words(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    number = queue(door, add_officer(door, "An", telegram="101"), "bí mật")
    way.script["101"] = [SendError("BadRequest: message is too long")]
    async with running(begin()):
        await bell.quiet()
    assert (message(door, number).state, message(door, number).error) == ("dead", "BadRequest: message is too long")
    assert f"message {number} is refused for good" in caplog.text and "bí mật" not in caplog.text


async def test_an_ambiguous_send_is_repeated_once_after_a_minute(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, clock: StoppedClock
) -> None:
    queue(door, add_officer(door, "An", telegram="101"), "reminder")
    queue(door, add_officer(door, "Bình", telegram="102"), "receipt", kind="receipt")
    lost = SendError("ReadError", again=True, maybe_sent=True)
    way.script = {"101": [lost, lost], "102": [lost]}
    async with running(begin()):
        await bell.quiet()
        later(clock, seconds=59)
        await bell.quiet()
        assert way.sent == []
        later(clock, seconds=1)
        await bell.quiet()
        later(clock, days=1)
        await bell.quiet()
    assert way.sent == [("102", "receipt (again)")]
    assert states(messages(door)) == ["dead", "sent"], "after two lost answers the office sees it"


async def test_an_outage_costs_no_message_and_few_tries(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, clock: StoppedClock
) -> None:
    numbers = [queue(door, add_officer(door, f"Officer {n}", telegram=str(n)), f"m{n}") for n in range(20)]
    down = SendError("ConnectError", again=True)
    way.script = {str(n): [down] for n in range(20)}
    async with running(begin(batch=3)):
        await bell.quiet()
        tried = sum(1 for n in range(20) if not way.script[str(n)])
        assert tried == 20, "the messenger answered in between, so each was tried once"
        way.opening = [down] * 12
        way.script = {str(n): [SendError("ReadTimeout", again=True, maybe_sent=True)] for n in range(20)}
        later(clock, minutes=1)
        await bell.quiet()
        in_doubt = sum(1 for n in range(20) if not way.script[str(n)])
        assert in_doubt <= 3, "while nobody answers nothing is risked but what was in flight"
        for _ in range(30):
            later(clock, minutes=1)
            await bell.quiet()
        way.script = {}
        later(clock, minutes=5)
        await bell.quiet()
    assert len(way.sent) == 20
    assert states(message(door, number) for number in numbers) == ["sent"] * 20
    assert way.opened <= 1 + 20 + 12 + 20, "asked at the start, after each failure, and while it does not answer"


async def test_after_the_first_failure_the_others_are_not_risked_until_the_messenger_answers(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, clock: StoppedClock
) -> None:
    down = SendError("ConnectError", again=True)
    for n in range(5):
        queue(door, add_officer(door, f"Officer {n}", telegram=str(n)), f"m{n}")
    way.script = {str(n): [down] for n in range(5)}

    def and_from_then_on_nobody_answers(content: dict[str, Any], language: str, now: datetime) -> Letter:
        way.opening = [down]
        return plain(content, language, now)

    sender = begin(batch=1, render=and_from_then_on_nobody_answers)
    async with running(sender):
        await bell.quiet()
        assert [len(way.script[str(n)]) for n in range(5)] == [0, 1, 1, 1, 1]
    assert states(messages(door)) == ["new"] * 5


async def test_before_the_first_message_the_messenger_is_asked_whether_it_answers(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, clock: StoppedClock
) -> None:
    queue(door, add_officer(door, "An", telegram="101"), "a")
    way.opening = [SendError("ConnectError", again=True)]
    async with running(begin()):
        await bell.quiet()
        assert way.sent == [] and states(messages(door)) == ["new"]
        later(clock, seconds=3)
        await bell.quiet()
    assert way.sent == [("101", "a")]


async def test_a_refused_token_stops_the_channel_keeps_the_queue_and_raises_one_alarm(
    door: Door,
    begin: Begin,
    bell: QuietBell,
    way: Scripted,
    clock: StoppedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    number = queue(door, add_officer(door, "An", telegram="101"), "a")
    queue(door, add_officer(door, "Bình", telegram="102"), "b")
    refused = SendError("token refused: Unauthorized", stop=True)
    way.script = {"101": [refused], "102": [refused]}
    async with running(begin()):
        await bell.quiet()
        way.opening = [refused] * 2
        for _ in range(25):
            later(clock, minutes=1)
            await bell.quiet()
    assert way.sent == [] and states(messages(door)) == ["new", "new"]
    assert message(door, number).attempts == 0, "the tries are kept"
    until = paused_until(door)
    assert until is not None and until > clock.now(), "the doctor and the office see the pause"
    assert [r.levelno for r in caplog.records if r.levelno == logging.CRITICAL] == [logging.CRITICAL]

    way.opening = []  # a person put the new token in and started the program again
    async with running(begin(bell=(other := QuietBell()))):
        await other.quiet()
    assert way.sent == [("101", "a"), ("102", "b")], "at once, not at the end of the pause"


async def test_a_second_sender_stands_by_and_takes_over(
    door: Door, begin: Begin, bell: QuietBell, clock: StoppedClock
) -> None:
    an = add_officer(door, "An", telegram="101")
    first_way, second_way, second_bell = Scripted(), Scripted(), QuietBell()
    first = begin(messenger=first_way, lock=open_lock(door.engine, "sender-telegram"))
    second = begin(messenger=second_way, lock=open_lock(door.engine, "sender-telegram"), bell=second_bell)
    at_work = asyncio.create_task(first.run())
    await bell.quiet()
    async with running(second):
        queue(door, an, "a")
        await second_bell.quiet()
        assert second_way.sent == [], "one sender keeps the rate honest"
        await bell.quiet()
        assert first_way.sent == [("101", "a")]
        at_work.cancel()
        await asyncio.gather(at_work, return_exceptions=True)
        queue(door, an, "b")
        await second_bell.quiet()
    assert second_way.sent == [("101", "b")]


async def test_what_a_dead_process_held_leaves_when_its_lease_ends(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, clock: StoppedClock
) -> None:
    queue(door, add_officer(door, "An", telegram="101"), "a")
    door.write(deliver.claim, "telegram", MORNING, 10)  # and then the process was killed
    async with running(begin()):
        await bell.quiet()
        assert way.sent == []
        later(clock, seconds=LEASE.total_seconds() + 1)
        await bell.quiet()
    assert way.sent == [("101", "a")]


async def test_a_process_that_slept_through_its_lease_sends_nothing_it_no_longer_holds(
    door: Door, begin: Begin, bell: QuietBell, way: Scripted, clock: StoppedClock
) -> None:
    number = queue(door, add_officer(door, "An", telegram="101"), "a", expires_at=MORNING + timedelta(hours=1))

    def the_machine_is_suspended(session: Session, row: Outbox, now: datetime) -> Json:
        later(clock, hours=2)  # between the claim and the sending
        return row.content

    async with running(begin(wanted=the_machine_is_suspended)):
        await bell.quiet()
    assert way.sent == []
    assert (message(door, number).state, message(door, number).error) == ("dead", "too late")


async def test_draining_lets_what_is_on_its_way_arrive_and_sends_nothing_new(
    door: Door, begin: Begin, way: Scripted
) -> None:
    an = add_officer(door, "An", telegram="101")
    queue(door, an, "a")
    queue(door, an, "b")
    way.hold = asyncio.Event()
    sender = begin(batch=1)
    task = asyncio.create_task(sender.run())
    async with asyncio.timeout(PATIENCE):
        await way.arrived.wait()
        draining = asyncio.create_task(sender.drain(PATIENCE))
        await asyncio.sleep(0)
        way.hold.set()
        assert await draining is True
        await task
    assert way.sent == [("101", "a")]
    assert states(messages(door)) == ["sent", "new"]
