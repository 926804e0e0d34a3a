"""The one door: whole or not at all, one writer after the other, and a second try where that helps."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from storage import plan_drafts, tasks
from storage.door import Door
from storage.duties import DayOff
from storage.webchat import WebAccount
from tests.cast import START
from tests.storage.rows import everything, fill

DAY = START.date()


def _note(session: Session, name: str = "0") -> None:
    session.add(DayOff(day=DAY, name=name))


def _count_on(session: Session) -> None:
    """Read, think, write: the habit that loses numbers when two do it at once."""
    row = session.exec(select(DayOff).where(col(DayOff.day) == DAY).with_for_update()).one()
    row.name = str(int(row.name) + 1)
    session.add(row)


def _name(session: Session) -> str:
    return session.exec(select(DayOff.name)).one()


async def test_fifty_who_count_at_once_lose_no_number(door: Door) -> None:
    await door(_note)
    await asyncio.gather(*(door(_count_on) for _ in range(50)))
    assert await door.ask(_name) == "50"


def test_two_programs_on_one_sqlite_file_lose_no_number(tmp_path: Path, sqlite_schema: Path) -> None:
    from storage.door import open_engine

    path = tmp_path / "tincoso.db"
    path.write_bytes(sqlite_schema.read_bytes())
    doors = [Door(open_engine(f"sqlite:///{path}")) for _ in range(2)]
    doors[0].write(_note)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: doors[number % 2].write(_count_on), range(40)))
    assert doors[1].read(_name) == "40"
    for one in doors:
        one.close()


def test_what_fails_leaves_nothing_behind(door: Door) -> None:
    def fails(session: Session) -> None:
        _note(session)
        session.flush()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        door.write(fails)
    assert everything(door.engine)["day_off"] == []


def test_who_only_asks_changes_nothing(door: Door) -> None:
    door.read(_note)
    assert everything(door.engine)["day_off"] == []


async def test_a_caller_who_leaves_does_not_break_the_work_off(door: Door) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        begun.set()
        assert go_on.wait(5)
        _note(session, "kept")

    asked = asyncio.create_task(door(slow))
    await asyncio.to_thread(begun.wait, 5)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    go_on.set()
    await asyncio.to_thread(door.close)  # waits for what runs
    assert everything(door.engine)["day_off"] == [(DAY, "kept", False)]


def test_readers_do_not_wait_for_a_writer(door: Door) -> None:
    door.write(_note, "before")
    with door.engine.begin() as writer:
        writer.execute(text("UPDATE day_off SET name = 'after'"))
        assert door.read(_name) == "before"
    assert door.read(_name) == "after"


def test_a_writer_waits_while_another_program_holds_the_database(tmp_path: Path, sqlite_schema: Path) -> None:
    from storage.door import open_engine

    path = tmp_path / "tincoso.db"
    path.write_bytes(sqlite_schema.read_bytes())
    door = Door(open_engine(f"sqlite:///{path}"))
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.2, lambda: holder.execute("COMMIT")).start()
    door.write(_note, "in the end")
    assert door.read(_name) == "in the end"
    door.close()
    holder.close()


def test_sqlite_is_opened_with_the_settings_that_the_promises_stand_on(tmp_path: Path) -> None:
    from storage.door import open_engine

    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}
    engine.dispose()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("table", "read", "lock"),
    [
        ("plan_item", lambda s: plan_drafts.item(s, 1), lambda s: plan_drafts.item(s, 1, lock=True)),
        ("task", lambda s: tasks.by_id(s, 1), lambda s: tasks.locked(s, [1])[0]),
    ],
)
def test_who_waited_for_a_row_sees_what_the_other_wrote(
    postgres_door: Door, table: str, read: Callable[[Session], Any], lock: Callable[[Session], Any]
) -> None:
    fill(postgres_door.engine)

    def reads_then_locks(session: Session) -> str:
        assert read(session).title != "theirs"
        with postgres_door.engine.begin() as other:
            other.execute(text(f"UPDATE {table} SET title = 'theirs' WHERE id = 1"))
        return str(lock(session).title)

    assert postgres_door.write(reads_then_locks) == "theirs"


def test_a_connection_that_breaks_is_tried_again(postgres_door: Door, postgres_schema: Engine) -> None:
    tries = []

    def broken_once(session: Session) -> None:
        tries.append(session.execute(text("SELECT pg_backend_pid()")).scalar())
        if len(tries) == 1:
            with postgres_schema.begin() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": tries[0]})
        _note(session, "in the end")

    postgres_door.write(broken_once)
    assert len(tries) == 2
    assert postgres_door.read(_name) == "in the end"


@pytest.mark.postgresql
def test_of_two_who_block_each_other_one_tries_again_and_both_succeed(postgres_door: Door) -> None:
    def accounts(session: Session) -> None:
        session.add_all([WebAccount(id=number, made_at=START) for number in (1, 2)])

    postgres_door.write(accounts)
    both_hold_one, tries = threading.Barrier(2, timeout=5), []

    def takes(session: Session, first: int, second: int) -> None:
        session.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
        session.get(WebAccount, first, with_for_update=True)
        tries.append(first)
        if tries.count(first) == 1:
            both_hold_one.wait()
        session.get(WebAccount, second, with_for_update=True)

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(postgres_door.write, takes, *order) for order in ((1, 2), (2, 1))]
        for one in asked:
            one.result(timeout=10)
    assert len(tries) == 3


@pytest.mark.postgresql
def test_a_fault_that_stays_is_not_tried_for_ever(postgres_door: Door) -> None:
    tries = []

    def impossible(session: Session) -> None:
        tries.append(1)
        session.execute(text("SELECT 1 / 0"))

    with pytest.raises(Exception, match="division by zero"):
        postgres_door.write(impossible)
    assert tries == [1]
