"""A province for the stories about tasks, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from reporting import office as offices
from reporting.daysoff import VIETNAM
from storage.door import Door
from tests.cast import settle
from tests.drivers.world import World, opened
from tests.tasks.story import MONDAY, Story


@pytest.fixture
def story(door: Door) -> Story:
    cast = door.write(settle)
    return Story(door, cast, door.read(offices.load, VIETNAM))


@pytest.fixture(params=["telegram", "web"])
def channel(request: pytest.FixtureRequest) -> str:
    """Where the cast has its accounts."""
    return str(request.param)


@pytest.fixture
async def world(channel: str, database: str, tmp_path: Path) -> AsyncIterator[World]:
    """The cast and the running program, on Monday 23/11/2026 at 09:00."""
    async with opened(channel, database, tmp_path) as running:
        running.clock.move_to(MONDAY)
        yield running
