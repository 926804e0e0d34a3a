"""The office at its desk, on both databases; and the whole program on both channels for the walk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.door import Door
from tests.cast import settle
from tests.drivers.world import World, opened
from tests.planning.office import Desk


@pytest.fixture
def desk(door: Door) -> Desk:
    return Desk(door, door.write(settle))


@pytest.fixture(params=["telegram", "web"])
async def world(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(str(request.param), database, tmp_path) as running:
        yield running
