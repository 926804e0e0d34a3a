"""Fixtures of the web chat's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.web.harness import Bench, stopped


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The web chat behind a small bot, on a clock that stands at 08:00 on 9/12/2026."""
    made = stopped(tmp_path)
    yield made
    made.door.close()
