"""The nursery is opened once a session: importing the program takes seconds, forking it a moment."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import tests.drivers.telegram
from tests.drivers.world import World, opened
from tests.faults.nursery import PATIENCE, Nursery, nursery
from tests.faults.site import Site, site


@pytest.fixture(scope="session")
def forks() -> Iterator[Nursery]:
    with nursery() as running:
        yield running


@pytest.fixture
def installed(tmp_path: Path, database: str, forks: Nursery, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """An installation on each database; nothing runs on it yet."""
    monkeypatch.setattr(tests.drivers.telegram, "PATIENCE", PATIENCE)  # a process starts meanwhile
    with site(tmp_path, database, forks) as built:
        yield built


@pytest.fixture
async def world(sqlite_schema: Path, tmp_path: Path) -> AsyncIterator[World]:
    """The whole program on SQLite, on Telegram."""
    path = shutil.copy(sqlite_schema, tmp_path / "tincoso.db")
    async with opened("telegram", f"sqlite:///{path}", tmp_path) as running:
        yield running
