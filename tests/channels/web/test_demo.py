"""The demo's own ways: becoming somebody, moving the clock. In service they do not exist."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reporting.clock import MovableClock
from tests.channels.web.harness import MORNING, PEOPLE, Bench, Browser, demo_of, opened


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[tuple[Bench, Browser]]:
    clock = MovableClock(MORNING)
    bench = Bench(folder, clock)
    try:
        async with opened(bench, demo=demo_of(bench, clock)) as browser:
            yield bench, browser
    finally:
        bench.door.close()


@pytest.mark.parametrize("path", ["/demo/personas", "/demo/become", "/demo/clock"])
async def test_in_service_the_demos_ways_do_not_exist(bench: Bench, path: str):
    async with opened(bench) as browser:
        async with browser.client.get(path) as answer:
            assert answer.status == 404
        async with browser.post(path, json={"key": "an"}) as answer:
            assert answer.status == 404
        async with browser.client.get("/") as answer:
            assert '"demo": false' in await answer.text()


async def test_one_becomes_somebody_and_then_somebody_else(tmp_path: Path):
    async with demo(tmp_path) as (_, browser):
        async with browser.client.get("/demo/personas") as answer:
            assert await answer.json() == {"personas": PEOPLE, "current": None}
        accounts = {}
        for key in ("an", "chi", "an"):
            async with browser.post("/demo/become", json={"key": key}) as answer:
                account = (await answer.json())["account"]
            async with browser.client.get("/demo/personas") as answer:
                assert (await answer.json())["current"] == key
            async with browser.line() as line:
                assert line.welcome["account"] == account
            assert accounts.setdefault(key, account) == account
        assert accounts["an"] != accounts["chi"]


@pytest.mark.parametrize("body", [{"key": "nobody"}, {}, {"key": None}])
async def test_a_stranger_cannot_be_played(tmp_path: Path, body: dict):
    async with demo(tmp_path) as (_, browser), browser.post("/demo/become", json=body) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("body", "arrives"),
    [
        ({"add_hours": 1}, MORNING + timedelta(hours=1)),
        ({"add_days": 2}, MORNING + timedelta(days=2)),
        ({"to": "next_reminder"}, MORNING + timedelta(days=3, seconds=1)),
        ({"at": "2026-12-15T08:00"}, datetime(2026, 12, 15, 1, 0, tzinfo=UTC)),
        ({"at": "2026-12-15T08:00:00+00:00"}, datetime(2026, 12, 15, 8, 0, tzinfo=UTC)),
    ],
)
async def test_the_clock_moves_and_every_page_hears_of_it(tmp_path: Path, body: dict, arrives: datetime):
    async with demo(tmp_path) as (bench, browser):
        async with browser.post("/demo/become", json={"key": "an"}) as answer:
            assert answer.status == 200
        async with browser.line() as line:
            async with browser.post("/demo/clock", json=body) as answer:
                said = await answer.json()
            heard = await line.until("clock")
        assert abs(datetime.fromisoformat(said["now"]) - arrives) < timedelta(seconds=5)
        assert abs(bench.clock.now() - arrives) < timedelta(seconds=10)
        assert heard == {"type": "clock", **said}
        assert datetime.fromisoformat(said["next"]) > arrives


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"at": "2026-12-01T08:00"}, "chỉ đi tới"),
        ({"add_days": -1}, "chỉ đi tới"),
        ({"at": "mai"}, "Chưa đọc được"),
        ({"add_days": "nhiều"}, "Chưa đọc được"),
        ({"add_days": 1e12}, "Chưa đọc được"),
        ({"add_hours": None}, "Chưa đọc được"),
        ({"at": "9999-12-31T23:59"}, "Chưa đọc được"),
    ],
)
async def test_a_clock_that_goes_back_or_nowhere_is_refused(tmp_path: Path, body: dict, why: str):
    async with demo(tmp_path) as (bench, browser), browser.post("/demo/clock", json=body) as answer:
        assert answer.status == 400
        assert why in await answer.text()
        assert bench.clock.now() - MORNING < timedelta(minutes=1)


async def test_who_jumps_over_months_stays_signed_in(tmp_path: Path):
    async with demo(tmp_path) as (_, browser):
        async with browser.post("/demo/become", json={"key": "an"}) as answer:
            assert answer.status == 200
        async with browser.post("/demo/clock", json={"add_days": 90}) as answer:
            assert answer.status == 200
        async with browser.client.get("/me") as answer:
            assert answer.status == 200
