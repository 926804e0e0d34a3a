"""One pace for wave and answers: Telegram's limits are kept, who answers goes first, the wave is never silent."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import AnswerCallbackQuery, SendMessage

from channels.pace import AT_ONCE, REMEMBERED, Pace, Rates
from channels.telegram.answers import AnswersFirst

CHAT_ONLY = Rates(wave=float("inf"), together=float("inf"))


class Hours:
    """Time that passes only in sleeping; `answers` are noted in the pace at their moments as it goes by."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.answers: list[float] = []
        self.slept: list[float] = []
        self.answered: Callable[[], None] = lambda: None

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        until = self.at + seconds
        while self.answers and self.answers[0] <= until:
            self.at = max(self.at, self.answers.pop(0))
            self.answered()
        self.at = until


def fullest_second(moments: list[float]) -> int:
    """The most that any second holds, wherever it begins."""
    moments = sorted(moments)
    return max(sum(begin <= other < begin + 1.0 - 1e-6 for other in moments) for begin in moments)


async def wave(hours: Hours, pace: Pace, size: int) -> list[float]:
    """When each of so many messages to different chats had its turn."""
    left = []
    for chat in range(1, size + 1):
        await pace.turn(chat)
        left.append(hours.at)
    return left


async def test_a_wave_alone_keeps_to_twenty_five_a_second_from_the_first_on() -> None:
    hours = Hours()
    left = await wave(hours, Pace(None, hours.now, hours.sleep), 101)
    assert left[-1] - left[0] == pytest.approx(100 / 25, abs=0.01)
    assert fullest_second(left) <= 26


@pytest.mark.parametrize(("answers", "still"), [(2, 25), (10, 17), (20, 7)])
async def test_the_wave_takes_what_the_answers_leave(answers: int, still: int) -> None:
    hours = Hours()
    pace = Pace(None, hours.now, hours.sleep)
    said = [1000.0 + (number + 0.5) / answers for number in range(answers * 20)]
    hours.answers, hours.answered = list(said), pace.answered
    left = [at for at in await wave(hours, pace, still * 15) if at < said[-1]]
    assert fullest_second([at for at in left + said if at > 1001]) <= 28, "once it is seen how many answers there are"
    assert (len(left) - 1) / (left[-1] - left[0]) == pytest.approx(still, rel=0.1)


async def test_when_answers_alone_fill_the_second_the_wave_is_slow_and_not_silent() -> None:
    hours = Hours()
    pace = Pace(None, hours.now, hours.sleep)
    hours.answers, hours.answered = [1000.0 + number / 60 for number in range(600)], pace.answered
    left = await wave(hours, pace, 41)
    assert (len(left) - 1) / (left[-1] - left[0]) == pytest.approx(5, rel=0.1)


async def test_answers_never_wait_for_the_wave() -> None:
    pace = Pace(None, (hours := Hours()).now, hours.sleep)
    await wave(hours, pace, 25)
    hours.slept.clear()
    sent: list[str] = []
    for number in range(50):
        await say(AnswersFirst(pace, hours.sleep), sent, SendMessage(chat_id=number, text=str(number)))
    assert len(sent) == 50 and hours.slept == []


async def test_a_receipt_does_not_wait_for_the_pace_of_reminders() -> None:
    """A thousand officers file in the last minute: their taps alone would leave the wave five a second."""
    hours = Hours()
    pace = Pace(None, hours.now, hours.sleep)
    await wave(hours, pace, 25)
    for _ in range(40):
        pace.answered()
    hours.slept.clear()
    for chat in range(100, 130):
        await pace.turn(chat, answers=True)
    assert sum(hours.slept) == pytest.approx(30 / 27, abs=0.05), "one after the other, as fast as Telegram takes them"
    hours.slept.clear()
    await pace.turn(1000)
    assert hours.slept, "a reminder waits for the room that they leave"


async def test_one_chat_gets_a_message_a_second_and_others_do_not_wait() -> None:
    hours = Hours()
    pace = Pace(CHAT_ONLY, hours.now, hours.sleep)
    await wave(hours, pace, 3)
    assert hours.slept == []
    await pace.turn(1)
    assert hours.slept == [1.0]
    await pace.turn(-5)
    await pace.turn(-5)
    assert hours.slept == [1.0, pytest.approx(3.1)], "a group takes twenty a minute"


async def test_those_who_wait_for_one_chat_get_a_second_each() -> None:
    asked: list[float] = []
    stands = asyncio.Event()

    async def sleep(seconds: float) -> None:
        asked.append(seconds)
        await stands.wait()

    pace = Pace(CHAT_ONLY, lambda: 100.0, sleep)
    turns = [asyncio.create_task(pace.turn(1)) for _ in range(4)]
    await asyncio.sleep(0)
    stands.set()
    await asyncio.gather(*turns)
    assert asked == [1.0, 2.0, 3.0]


async def test_chats_of_long_ago_are_forgotten() -> None:
    hours = Hours()
    pace = Pace(CHAT_ONLY, hours.now, hours.sleep)
    for chat in range(1500):
        await pace.turn(chat)
        hours.at += 1
    assert len(pace._free_at) <= 1001


async def test_who_is_held_at_the_door_holds_the_whole_wave() -> None:
    marked = asyncio.Event()
    left: list[int] = []
    pace = Pace(AT_ONCE)

    async def leave(chat: int) -> None:
        await pace.turn(chat, marked.wait)  # type: ignore[arg-type]
        left.append(chat)

    tasks = [asyncio.create_task(leave(chat)) for chat in (1, 2, 3)]
    for _ in range(5):
        await asyncio.sleep(0)
    assert left == []
    marked.set()
    await asyncio.gather(*tasks)
    assert left == [1, 2, 3]


def test_answers_of_days_without_a_wave_fill_no_memory() -> None:
    pace = Pace()
    for _ in range(REMEMBERED + 100):
        pace.answered()
    assert len(pace._answers) == len(pace._recent) == REMEMBERED


class TestA429:
    async def test_a_short_one_is_waited_out_and_the_answer_comes_once(self) -> None:
        hours = Hours()
        pace = Pace(None, hours.now, hours.sleep)
        sent: list[str] = []
        refused = iter([3])
        await say(AnswersFirst(pace, hours.sleep), sent, SendMessage(chat_id=1, text="x"), refused)
        assert sent == ["x"] and hours.slept == [pytest.approx(3.0)]
        assert pace.shut_for <= 0

    async def test_who_speaks_meanwhile_waits_too_and_nothing_leaves(self) -> None:
        hours = Hours()
        pace = Pace(None, hours.now, hours.sleep)
        pace.shut(5)
        pace.shut(2)  # a shorter one does not open what is shut for longer
        sent: list[str] = []
        await say(AnswersFirst(pace, hours.sleep), sent, AnswerCallbackQuery(callback_query_id="1"))
        assert hours.slept == [pytest.approx(5.0)] and sent == ["answerCallbackQuery"]

    async def test_one_chat_that_is_refused_silences_nobody_else(self) -> None:
        hours = Hours()
        pace = Pace(None, hours.now, hours.sleep)
        answers, sent = AnswersFirst(pace, hours.sleep), list[str]()
        with pytest.raises(TelegramRetryAfter):
            await say(answers, sent, SendMessage(chat_id=1, text="x"), iter([35]))
        await say(answers, sent, SendMessage(chat_id=2, text="y"))
        assert sent == ["y"] and hours.slept == [] and pace.shut_for <= 0
        with pytest.raises(TelegramRetryAfter):
            await say(answers, sent, SendMessage(chat_id=2, text="y"), iter([30]))
        assert pace.shut_for == pytest.approx(30), "two chats refused at once: it is everybody"
        hours.at += 36
        with pytest.raises(TelegramRetryAfter):
            await say(answers, sent, SendMessage(chat_id=2, text="y"), iter([30]))
        assert pace.shut_for <= 0, "what is over counts no longer"

    async def test_a_long_one_is_not_waited_for_and_nothing_is_asked_in_it(self) -> None:
        hours = Hours()
        pace = Pace(None, hours.now, hours.sleep)
        sent: list[str] = []
        answers = AnswersFirst(pace, hours.sleep)
        with pytest.raises(TelegramRetryAfter):
            await say(answers, sent, SendMessage(chat_id=1, text="x"), iter([600]))
        with pytest.raises(TelegramRetryAfter) as told:
            await say(answers, sent, SendMessage(chat_id=1, text="y"))
        assert told.value.retry_after == 600 and sent == [] and hours.slept == []
        hours.at += timedelta(minutes=10).total_seconds()
        await say(answers, sent, SendMessage(chat_id=1, text="y"))
        assert sent == ["y"]


async def say(answers: AnswersFirst, sent: list[str], method: Any, refused: Any = iter(())) -> None:
    """One call of a handler; `refused` gives the seconds of the 429s that come first."""

    async def wire(bot: Bot, method: Any) -> bool:
        if seconds := next(refused, None):
            raise TelegramRetryAfter(method, "Too Many Requests", seconds)
        sent.append(getattr(method, "text", None) or method.__api_method__)
        return True

    await answers(wire, None, method)  # type: ignore[arg-type]
