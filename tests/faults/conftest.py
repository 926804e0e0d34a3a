"""The nursery is opened once a session: importing the program takes seconds, forking it a moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import tests.drivers.telegram
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
