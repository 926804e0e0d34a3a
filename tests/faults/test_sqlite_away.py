"""The SQLite file is held, full, gone or of an unsound version: what was acknowledged stays, what waits comes again."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from bot.intake import Intake
from channels.telegram import webhook
from reporting.clock import StoppedClock
from storage import inbox
from storage.door import Door, open_engine
from storage.inbox import Claimed, Inbox
from storage.sqlite import FileGone, open_sqlite
from storage.trouble import is_conflict, is_databases, is_lost
from tests.cast import START
from tests.faults.databases import Disk, held_by_another_process, kept, note, noted, page, update

SECRET = "s3cret_-of-the-office"
DAY = START.date()


@pytest.fixture
def path(sqlite_schema: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sqlite_schema, tmp_path / "tincoso.db"))


# Row 56: locked by another process


async def test_while_another_program_holds_the_file_telegram_is_asked_to_come_again(path: Path) -> None:
    door, waiting = Door(open_sqlite(f"sqlite:///{path}", busy=20)), []
    async with page(door, waiting.extend) as brings:
        with held_by_another_process(path):
            assert await brings(1) == (503, "5")
            assert await brings(2) == (503, "5")
        assert [status for status, _ in (await brings(2), await brings(1))] == [200, 200]
    assert door.read(kept) == [1, 2]
    assert waiting == ["telegram:101", "telegram:101"], "whose message waits is known"
    door.close()


async def test_what_was_still_waiting_when_telegram_was_sent_away_is_stored_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LONGEST_STORE", 0.05)  # less than the 15 s for which a writer waits
    door = Door(open_engine(f"sqlite:///{path}"))
    async with page(door) as brings:
        with held_by_another_process(path):
            assert await brings(1) == (503, "5")
        monkeypatch.setattr(webhook, "LONGEST_STORE", 20.0)
        assert (await brings(1))[0] == 200
    assert door.read(kept) == [1]
    door.close()


def test_an_error_of_the_database_is_told_from_one_of_the_statement(path: Path) -> None:
    engine = open_sqlite(f"sqlite:///{path}", busy=0)
    with held_by_another_process(path), pytest.raises(OperationalError) as locked, engine.begin():
        pass
    assert is_conflict(locked.value) and is_databases(locked.value) and not is_lost(locked.value)
    with pytest.raises(OperationalError) as slip, engine.begin() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))
    assert not is_databases(slip.value), "it would be tried for ever"
    assert not is_databases(ValueError()) and not is_databases(ConnectionRefusedError(111, "refused"))
    engine.dispose()


# Row 57: full


def test_a_full_database_refuses_stays_whole_and_goes_on_when_there_is_room(path: Path) -> None:
    door = Door(open_engine(f"sqlite:///{path}"))
    disk = Disk(door.engine)
    big = {"update_id": 1, "message": {"text": "Bà con lo lắng. " * 2000}}
    disk.fills()
    with pytest.raises(OperationalError) as full:
        door.write(inbox.store, "web", [(1, "web:1", big)], START)
    assert is_databases(full.value)
    assert door.read(kept) == [], "nothing of it is there, and what is there can be read"
    disk.is_freed()
    door.write(inbox.store, "web", [(1, "web:1", big)], START)
    door.close()
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_an_outage_of_hours_parks_no_update_and_keeps_the_order(path: Path) -> None:
    door, clock = Door(open_engine(f"sqlite:///{path}")), StoppedClock(START)
    disk, seen = Disk(door.engine), []
    door.write(inbox.store, "telegram:1", [(n, "telegram:101", update(n)) for n in (1, 2)], START)

    def big(session: Session, number: int) -> None:
        inbox.store(session, "other", [(number, "other:1", {"text": "x" * 100_000})], START + timedelta(days=9))

    async def feed(row: Claimed) -> None:
        seen.append(row.update_id)
        await door(big, row.update_id)

    intake = Intake(door, clock, feed)
    running = asyncio.create_task(intake.run())

    async def until(holds: Any) -> None:
        async with asyncio.timeout(20):
            while not door.read(holds):
                intake.wake()
                await asyncio.sleep(0.01)

    disk.fills()
    for tried in range(1, 9):
        await until(lambda s, n=tried: len(seen) >= n and _first(s).state == "new")
        assert _first(door.read(_rows)[0]).attempts == 0, "no try counts that the disk has spoiled"
        clock.move_to(clock.now() + timedelta(minutes=20))
    disk.is_freed()
    await until(lambda s: {row.state for row in _rows(s)} == {"done"})
    assert seen[-2:] == [1, 2] and set(seen[:-1]) == {1}
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    door.close()


def _rows(session: Session) -> list[Inbox]:
    return list(session.exec(select(Inbox).where(Inbox.bot == "telegram:1").order_by(col(Inbox.id))))


def _first(source: Session | Inbox) -> Inbox:
    return source if isinstance(source, Inbox) else _rows(source)[0]


# Row 58: deleted or replaced while it is open


async def test_a_file_that_was_taken_away_takes_no_report_with_it(path: Path) -> None:
    door = Door(open_engine(f"sqlite:///{path}"))
    async with page(door) as brings:
        assert (await brings(1))[0] == 200
        path.rename(path.with_name("away.db"))  # noqa: ASYNC240
        with pytest.raises(FileGone) as gone:
            door.write(note)
        assert is_databases(gone.value)
        assert await brings(2) == (503, "5"), "not acknowledged, so it comes again"
        assert not path.exists(), "no empty database grows in its place"  # noqa: ASYNC240
        path.with_name("away.db").rename(path)
        assert (await brings(2))[0] == 200
    assert door.read(kept) == [1, 2]
    door.close()


def test_a_copy_put_over_the_open_file_is_noticed(path: Path, sqlite_schema: Path) -> None:
    door = Door(open_engine(f"sqlite:///{path}"))
    door.write(note)
    shutil.copy(sqlite_schema, path.with_name("copy.db")).replace(path)  # type: ignore[attr-defined]
    with pytest.raises(FileGone):
        door.write(note)
    with pytest.raises(FileGone):
        door.read(noted)
    door.close()


# Row 64: a SQLite that can damage a database in WAL mode


def test_with_an_affected_sqlite_the_programs_write_one_after_the_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.40.1")
    one, two = (open_sqlite(f"sqlite:///{path}", busy=30) for _ in range(2))
    with one.connect() as writing:
        with writing.begin():
            assert _is_held(path)
            with two.connect().execution_options(reading=True) as reading:
                assert reading.execute(text("SELECT 1")).scalar() == 1, "who reads does not wait"
            with pytest.raises(OperationalError, match="locked"), two.begin():
                pass
        assert _is_held(path), "until the checkpoint behind the commit is over"
    assert not _is_held(path)
    with two.begin() as connection:
        connection.execute(text("DELETE FROM day_off"))
    for engine in (one, two):
        engine.dispose()


def test_with_a_mended_sqlite_no_lock_is_needed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.51.3")
    engine = open_sqlite(f"sqlite:///{path}")
    with engine.begin():
        assert not path.with_name("tincoso.db.writing.lock").exists()
    engine.dispose()


def _is_held(path: Path) -> bool:
    from storage.lock import FileLock

    lock = FileLock(path.with_name("tincoso.db.writing.lock"))
    free = lock.take()
    lock.release()
    return not free
