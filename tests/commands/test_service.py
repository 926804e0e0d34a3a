"""`run` and `demo` hand over to the wiring, with what was asked for."""

import sys
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from tests.cast import Cast
from tests.commands.conftest import Console


@pytest.fixture
def wiring(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """In the place of the wiring, which takes seconds to import: what it was asked."""
    asked: list[Any] = []

    async def serve(settings: Any) -> int:
        asked.append(settings.url)
        return 0

    async def demo(port: int, at: Any, open_browser: bool) -> int:
        asked.append((port, at, open_browser))
        return 0

    monkeypatch.setitem(sys.modules, "bot.serve", SimpleNamespace(serve=serve, demo=demo))
    return asked


def test_run_serves_the_database_that_is_there(console: Console, cast: Cast, wiring: list[Any]) -> None:
    console.does("run")
    assert wiring == ["sqlite:///var/tincoso.db"]


def test_run_refuses_secrets_that_others_can_read(
    console: Console, cast: Cast, wiring: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    env = console.folder / ".env"
    env.write_text("TINCOSO_WEB_PORT=9000\n")
    env.chmod(0o644)
    assert "chmod 600" in console.refuses("run")
    assert wiring == []
    env.chmod(0o600)
    console.does("run")
    assert len(wiring) == 1


def test_run_refuses_a_database_that_it_cannot_write(
    console: Console, cast: Cast, wiring: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)  # root may write whatever the modes say
    assert "tincoso.db" in console.refuses("run")
    assert wiring == []


def test_the_demo_takes_port_hour_and_browser(console: Console, wiring: list[Any]) -> None:
    console.does("demo", "--port", "9001", "--at", "2026-12-15T08:00", "--no-browser")
    console.does("demo", "--at", "2026-12-15T01:00Z")
    console.does("demo")
    morning = datetime(2026, 12, 15, 1, 0, tzinfo=UTC)
    assert wiring == [(9001, morning, False), (8080, morning, True), (8080, None, True)]


def test_a_plan_is_read(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    reader = SimpleNamespace(read_command=lambda path, as_json: asked.append((path.name, as_json)) or 0)
    monkeypatch.setitem(sys.modules, "bot.plan", reader)
    console.does("plan", "read", "KH-12.docx", "--json")
    assert asked == [("KH-12.docx", True)]
