"""The cast when the fourth quarter is the first that is asked for, and the office's calendar."""

import pytest

from reporting import office as offices
from reporting.daysoff import VIETNAM, Office
from storage.door import Door
from tests.cast import Cast, settle


@pytest.fixture
def cast(door: Door) -> Cast:
    return door.write(settle, first="2026-Q4")


@pytest.fixture
def calendar(door: Door, cast: Cast) -> Office:
    return door.read(offices.load, VIETNAM)
