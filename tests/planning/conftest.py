"""The office at its desk, on both databases; and the whole program on both channels for the walk."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.door import Door, open_engine
from tests.cast import settle
from tests.drivers.world import World, opened
from tests.planning import wide
from tests.planning.office import Desk


@pytest.fixture
def desk(door: Door) -> Desk:
    return Desk(door, door.write(settle))


@pytest.fixture
def lone(sqlite_schema: Path, tmp_path: Path) -> Iterator[Door]:
    """A database of one kind, for what is the same on both."""
    door = Door(open_engine(f"sqlite:///{shutil.copy(sqlite_schema, tmp_path / 'lone.db')}"))
    yield door
    door.close()


@pytest.fixture
def table(lone: Door) -> Desk:
    """The office at its desk, on SQLite alone."""
    return Desk(lone, lone.write(settle))


@pytest.fixture
def wide_desk(door: Door) -> Desk:
    """The office of a province with 122 communes and wards."""
    return Desk(door, door.write(wide.settle))


@pytest.fixture(params=["telegram", "web"])
async def world(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(str(request.param), database, tmp_path) as running:
        yield running
