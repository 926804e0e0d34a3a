"""S10, many documents at once: two are opened, the others wait their turn; one that breaks gives its turn on."""

import asyncio
import threading

import pytest

from handlers import parsing


async def test_two_are_opened_and_the_others_wait() -> None:
    opened, may_end, inside = threading.Semaphore(0), threading.Event(), []

    def opens(number: int) -> int:
        inside.append(number)
        opened.release()
        may_end.wait(20)
        return number

    assert not parsing.is_busy()
    works = [asyncio.create_task(parsing.parse(opens, number)) for number in range(6)]
    for _ in range(parsing.AT_ONCE):
        assert await asyncio.to_thread(opened.acquire, timeout=20)
    assert parsing.is_busy() and inside == [0, 1]
    may_end.set()
    assert await asyncio.gather(*works) == list(range(6))
    assert not parsing.is_busy()


async def test_what_breaks_gives_its_turn_on() -> None:
    def breaks() -> None:
        raise ValueError("no document at all")

    for _ in range(parsing.AT_ONCE + 1):
        with pytest.raises(ValueError, match="no document"):
            await parsing.parse(breaks)
    assert not parsing.is_busy()
