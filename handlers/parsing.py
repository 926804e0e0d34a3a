"""Strangers' documents are opened at most two at a time: each takes a process of up to 512 MB and half a minute.

The others wait in the order in which they came, which costs no thread; they are told.
"""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 2
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


def _turn() -> asyncio.Semaphore:
    return _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))


def is_busy() -> bool:
    """Whether the next document has to wait for its turn."""
    return _turn().locked()


async def parse(work: Callable[P, T], *args: P.args, **values: P.kwargs) -> T:
    """Run this parser in a worker thread when its turn has come. Raises what it raises."""
    async with _turn():
        return await asyncio.to_thread(work, *args, **values)
