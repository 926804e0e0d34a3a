"""PostgreSQL restarts, refuses or runs out of connections: nothing is lost, nothing is done twice, nothing leaks."""

import asyncio
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlmodel import Session, select

from bot.intake import Intake
from reporting.clock import StoppedClock
from storage import inbox
from storage.door import TRIES, Door, open_engine
from storage.inbox import Claimed, Inbox
from storage.trouble import is_databases, is_lost
from tests import postgres
from tests.cast import START
from tests.faults.databases import connections, cut_all, note, noted, page

pytestmark = pytest.mark.postgresql


@pytest.fixture
def pg(postgres_schema: Engine) -> Iterator[str]:
    """A PostgreSQL database with the schema and no row; its address."""
    postgres.empty(postgres_schema)
    yield postgres_schema.url.render_as_string(hide_password=False)


@pytest.mark.parametrize("state", ["40001", "40P01"])
async def test_what_conflicts_again_and_again_is_given_up_after_three_more_tries(
    pg: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.door.AFTER_CONFLICT", 0.0)
    door, tries = Door(open_engine(pg)), []

    def conflicts(session: Session, *_: Any) -> int:
        tries.append(1)
        session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"))
        return 0

    with monkeypatch.context() as trouble:
        trouble.setattr(inbox, "store", conflicts)
        async with page(door) as brings:
            assert await brings(1) == (503, "5")
    assert len(tries) == TRIES == 4
    async with page(door) as brings:
        assert (await brings(1))[0] == 200
    door.close()


async def test_with_no_connection_left_telegram_is_asked_to_come_again_and_none_leaks(
    pg: str, postgres_schema: Engine
) -> None:
    engine = create_engine(pg, pool_size=1, max_overflow=0, pool_timeout=0.05)
    door = Door(engine)
    async with page(door) as brings:
        with engine.connect():
            assert await brings(1) == (503, "5")
            with pytest.raises(PoolExhausted) as exhausted:
                door.read(noted)
            assert is_databases(exhausted.value)
        assert (await brings(1))[0] == 200
    door.close()

    door, chance = Door(open_engine(pg)), random.Random(7)
    asked = [asyncio.create_task(door(note, str(number))) for number in range(40)]
    for one in chance.sample(asked, 30):
        await asyncio.sleep(0)
        one.cancel()
    await asyncio.gather(*asked, return_exceptions=True)
    await asyncio.to_thread(lambda: [future.shutdown(wait=True) for future in (door._writers,)])
    assert engine_is_at_rest(door.engine), "who left did not take a connection along"
    assert len(connections(postgres_schema)) <= 10
    assert set(connections(postgres_schema)) <= {"idle"}
    door.close()


def engine_is_at_rest(engine: Engine) -> bool:
    return int(engine.pool.checkedout()) == 0  # type: ignore[attr-defined]


def test_a_connection_lost_at_commit_is_not_followed_by_a_second_change(pg: str, postgres_schema: Engine) -> None:
    door, runs = Door(open_engine(pg)), []

    @event.listens_for(door.engine, "commit", once=True)
    def _cut(connection: Any) -> None:
        cut_all(postgres_schema)

    def once(session: Session) -> None:
        runs.append(1)
        note(session)

    with pytest.raises(DBAPIError) as lost:
        door.write(once)
    assert is_lost(lost.value) and is_databases(lost.value)
    assert runs == [1], "perhaps it is stored: who asked must look before doing it again"
    door.write(once)
    assert door.read(noted) == 1
    door.close()


async def test_a_server_that_restarts_again_and_again_loses_nothing(pg: str, postgres_schema: Engine) -> None:
    """The short form of the soak: every connection is cut twelve times while forty officers write."""
    door, clock = Door(open_engine(pg)), StoppedClock(START)

    def effect(session: Session, row_id: int, now: datetime) -> None:
        inbox.store(session, "effect", [(row_id, f"effect:{row_id}", {})], now + timedelta(days=9))
        inbox.applied(session, row_id, now)

    async def feed(row: Claimed) -> None:
        if row.applied_at is None:
            await door(effect, row.id, clock.now())

    intake = Intake(door, clock, feed)
    working = asyncio.create_task(intake.run())
    acknowledged: list[int] = []
    all_there = asyncio.Event()

    async def writes(brings: Any, number: int) -> None:
        while (await brings(number, "Tình hình ổn định", number % 40))[0] != 200:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        acknowledged.append(number)

    async def restarts() -> None:
        for _ in range(12):
            await asyncio.to_thread(cut_all, postgres_schema)
            await asyncio.sleep(0.05)
        all_there.set()

    async with page(door) as brings, asyncio.timeout(60):
        await asyncio.gather(restarts(), *(writes(brings, number) for number in range(1, 121)))
        while not await asyncio.to_thread(door.read, _all_done):
            clock.move_to(clock.now() + timedelta(minutes=3))
            intake.wake()
            await asyncio.sleep(0.02)
    assert sorted(acknowledged) == list(range(1, 121))
    assert len(door.read(_effects)) == 120, "each was acted on once"
    await intake.drain(10)
    await working
    door.close()


def _all_done(session: Session) -> bool:
    states = session.exec(select(Inbox.state).where(Inbox.bot == "telegram:1")).all()
    return len(states) == 120 and set(states) == {"done"}


def _effects(session: Session) -> list[int]:
    return list(session.exec(select(Inbox.update_id).where(Inbox.bot == "effect")))
