"""Every walk is told on each channel and on each database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.drivers.world import World, opened


@pytest.fixture(params=["telegram", "web"])
def channel(request: pytest.FixtureRequest) -> str:
    """Where the cast has its accounts."""
    return str(request.param)


@pytest.fixture
def first() -> str:
    """The first quarter that is asked for: a walk that needs an earlier one names it."""
    return "2026-Q4"


@pytest.fixture
def mode() -> str:
    """How Telegram's updates come in."""
    return "polling"


@pytest.fixture
async def world(channel: str, database: str, tmp_path: Path, mode: str, first: str) -> AsyncIterator[World]:
    """The cast and the running program, on Sunday 22/11/2026 at 09:00."""
    async with opened(channel, database, tmp_path, mode, first) as running:
        yield running
