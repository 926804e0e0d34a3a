"""The story that every test here tells a part of."""

import pytest

from storage.door import Door
from tests.remind.story import Story


@pytest.fixture
def story(door: Door) -> Story:
    """The fourth quarter of 2026 is the first that is asked for; it is 22/11/2026."""
    return Story(door)
