"""A database and a clock for the stories of the transport."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.clock import StoppedClock
from storage.door import Door, open_engine
from storage.tables import metadata
from tests.transport.helpers import MORNING, QuietBell


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    opened = Door(open_engine(f"sqlite:///{tmp_path / 'tincoso.db'}"))
    metadata.create_all(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(MORNING)


@pytest.fixture
def bell() -> QuietBell:
    return QuietBell()
