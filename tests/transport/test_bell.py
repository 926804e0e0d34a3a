"""Waiting: rung from anywhere, never deaf, and always to be cancelled."""

import asyncio
import threading

import pytest

from channels.bell import Bell
from tests.transport.helpers import PATIENCE


async def test_a_ring_before_the_wait_is_kept() -> None:
    bell = Bell()
    bell.ring()
    async with asyncio.timeout(PATIENCE):
        await bell.wait(3600)


async def test_a_ring_counts_once() -> None:
    bell = Bell()
    bell.ring()
    await bell.wait(3600)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await bell.wait(3600)


async def test_a_ring_from_another_thread_ends_the_wait() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.wait(3600))
    await asyncio.sleep(0)
    thread = threading.Thread(target=bell.ring)
    thread.start()
    async with asyncio.timeout(PATIENCE):
        await waiting
    thread.join()


async def test_it_returns_by_itself_when_the_time_is_over() -> None:
    async with asyncio.timeout(PATIENCE):
        await Bell().wait(0.001)
        await Bell().wait(-5)


async def test_a_cancellation_that_comes_together_with_a_ring_is_not_lost() -> None:
    bell = Bell()

    async def loop() -> None:
        while True:
            await bell.wait(3600)

    task = asyncio.create_task(loop())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    bell._event.set()  # as call_soon_threadsafe does, in the very step of the cancellation
    task.cancel()
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    assert task in done and task.cancelled()
