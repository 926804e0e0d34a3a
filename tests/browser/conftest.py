"""The demo, served for a real browser, and a person in front of it."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.browser.person import Person
from tests.channels.web.browser import browsing, started

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 08:30 in Hà Nội


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """The demo, from this moment on, on a port of its own."""
    from bot import demo
    from bot.settings import Settings
    from bot.wiring import open_app
    from reporting.clock import MovableClock

    settings = Settings(data_dir=tmp_path, web_port=8080, database_url="", telegram_token=None, public_url="")
    settings.web_port = 0
    clock = MovableClock(MONDAY)
    made = demo.prepare(settings, clock)
    app = await open_app(settings, clock, strict=True, ticking=False, demo=lambda app: demo.ways(app, clock, made))
    try:
        yield f"http://127.0.0.1:{app.web_port}/"
    finally:
        await app.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[int]:
    with started() as port:
        yield port


@pytest.fixture
async def person(address: str, browser: int) -> AsyncIterator[Person]:
    async with browsing(browser) as page:
        await page.open(address)
        yield Person(page)
