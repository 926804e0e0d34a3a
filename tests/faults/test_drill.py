"""The restore drill: a backup is made while officers write, and what comes back is one moment, whole."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, func, select

from bot import sealer
from reporting import sealing
from reporting.clock import StoppedClock
from storage import audit, backup, health, inbox, migrate, restore
from storage.audit import Audit
from storage.door import Door, open_engine
from storage.inbox import Inbox
from storage.officers import Officer
from storage.units import Unit
from tests.cast import START, settle

BEFORE, DURING = 60, 30


class Load:
    """Officers write as fast as the database takes it; each writes three rows that belong together, or none."""

    def __init__(self, door: Door, writers: int = 4) -> None:
        self._door, self._stop, self._numbers = door, threading.Event(), count(1)
        self._done = threading.Condition()
        self.done, self.failures = 0, list[BaseException]()
        self._threads = [threading.Thread(target=self._write) for _ in range(writers)]

    def _write(self) -> None:
        try:
            while not self._stop.is_set():
                self._door.write(hire, next(self._numbers))
                with self._done:
                    self.done += 1
                    self._done.notify_all()
        except BaseException as failure:
            self.failures.append(failure)

    def goes_on(self, by: int) -> None:
        """So many more have written."""
        with self._done:
            aim = self.done + by
            assert self._done.wait_for(lambda: self.done >= aim or self.failures, 60)

    @contextmanager
    def runs(self) -> Iterator["Load"]:
        for thread in self._threads:
            thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            for thread in self._threads:
                thread.join()
        assert not self.failures, self.failures


def hire(session: Session, number: int) -> None:
    officer = Officer(name=f"Cán bộ {number}", created_at=START)
    session.add(officer)
    session.flush()
    audit.note(session, START, None, "officer.add", "officer", officer.id, after={"name": officer.name})
    inbox.store(session, "web", [(number, f"web:{officer.id}", {"text": officer.name})], START)


def counts(session: Session) -> tuple[int, int, int]:
    """Officers, their lines in the audit, their updates: the same number at every moment."""
    hired = select(func.count()).select_from(Officer).where(col(Officer.name).startswith("Cán bộ"))
    lines = select(func.count()).select_from(Audit).where(Audit.act == "officer.add")
    return session.exec(hired).one(), session.exec(lines).one(), session.exec(select(func.count(Inbox.id))).one()


def lines(session: Session) -> dict[int | None, tuple[object, ...]]:
    """The audit by its numbers, which need not be given in the order in which the lines were stored."""
    found = session.exec(select(Audit)).all()
    return {one.id: (one.at, one.act, one.object, one.object_id, one.after) for one in found}


def put_back(engine: Engine, kept: Path) -> None:
    manifest = restore.verify(kept)
    with migrate.alone(engine) as connection:
        restore.rows(connection, kept, manifest, START + timedelta(days=1))


def test_a_backup_under_load_comes_back_whole(door: Door, tmp_path: Path) -> None:
    door.write(settle)
    with Load(door).runs() as load:
        load.goes_on(BEFORE)
        backup.write(door.engine, {}, tmp_path / "first.zip", START, "0.1.0")
        load.goes_on(DURING)
        asyncio.run(sealer.seal(door, StoppedClock(START)))
        kept = backup.write(door.engine, {}, tmp_path / "kept.zip", START, "0.1.0")
        load.goes_on(DURING)

    path = tmp_path / "drill.db"
    drilled = Door(open_engine(f"sqlite:///{path}"))
    put_back(drilled.engine, tmp_path / "kept.zip")
    officers, audited, updates = drilled.read(counts)
    assert officers == audited == updates, "one moment, not the half of anybody's work"
    assert BEFORE + DURING <= officers < load.done, "what was written before it began is in it, what came after is not"
    assert officers + 5 == kept.tables["officer"].rows
    audit_then, audit_now = drilled.read(lines), door.read(lines)
    assert audit_then.items() <= audit_now.items(), "the audit is the same, line by line"
    sealed, there = drilled.read(sealing.verify), door.read(sealing.verify)
    assert sealed.broken is None and sealed.lines >= BEFORE + DURING
    assert sealed.last and there.last and sealed.last.hash == there.last.hash, "the chain of seals came back too"
    assert drilled.read(lambda s: s.exec(select(func.count(Unit.id))).one()) == 5
    standing = drilled.read(health.standing)
    assert (standing.officers, standing.units) == (officers + 5, 5)
    with pytest.raises(DBAPIError, match="the audit only grows"), drilled.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit"))
    drilled.write(hire, 1_000_000)
    assert drilled.read(counts) == (officers + 1,) * 3, "the office goes on behind it"
    drilled.close()
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
