"""A province for what the office asks, on both databases."""

import pytest

from reporting import office as offices
from reporting.daysoff import VIETNAM
from storage.door import Door
from tests.cast import settle
from tests.office.stories import Province


@pytest.fixture
def province(door: Door) -> Province:
    cast = door.write(settle)
    return Province(door, cast, door.read(offices.load, VIETNAM))
