"""The doctor: nothing is changed by looking, every fault has its line, no secret is in any of them."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot import check, check_telegram
from bot.settings import Settings
from reporting.clock import Clock
from storage import audit, inbox, outbox
from storage.outbox import Outbox
from tests.cast import START, Cast
from tests.commands.conftest import Console

TOKEN = "123456:s3cret-token"


@pytest.fixture
def checks(console: Console) -> Callable[[], dict[str, str]]:
    """The state of every check by its name."""

    def look() -> dict[str, str]:
        return {one["name"]: one["state"] for one in console("check", "--json").json["checks"]}

    return look


def _text(console: Console, name: str) -> str:
    told = console("check", "--json", "--lang", "en").json["checks"]
    return str(next(one["text"] for one in told if one["name"] == name))


def test_before_anything_is_set_up(console: Console, checks: Callable[[], dict[str, str]]) -> None:
    ran = console("check")
    assert ran.code == 1
    assert "python -m bot units init" in ran.out
    assert checks()["database"] == "fail"
    assert list(console.folder.iterdir()) == []


def test_an_office_that_is_set_up_is_well(console: Console, checks: Callable[[], dict[str, str]]) -> None:
    console.does("units", "init", "--province", "Cần Thơ")
    found = checks()
    assert console("check").code == 0
    found.pop("sqlite-version")  # as the machine has it
    assert {name for name, state in found.items() if state != "ok"} == {"units"}, "nobody has joined yet"
    assert set(found) >= {"settings", "env-file", "data-folder", "disk", "clock", "timezone", "webhook", "telegram"}
    assert set(found) >= {"migrations", "duties", "days-off-this-year", "days-off-next-year", "inbox", "outbox"}
    assert "103 of the 103" in _text(console, "units")


def test_the_same_on_postgresql(anywhere: Console) -> None:
    anywhere.does("units", "init", "--province", "Cao Bằng")
    ran = anywhere("check", "--json")
    assert ran.code == 0
    kind = "postgresql" if anywhere.url.startswith("postgresql") else "sqlite"
    assert any(kind in one["text"] for one in ran.json["checks"] if one["name"] == "database")


def test_what_waits_and_what_went_wrong(console: Console, cast: Cast, checks: Callable[[], dict[str, str]]) -> None:
    before = checks()
    door = console.door()

    def trouble(session: Any) -> None:
        inbox.store(session, "web", [(1, "web:1", {})], START)
        session.execute(text("UPDATE inbox SET state = 'parked'"))
        for number, state in enumerate(("dead", "new")):
            message = {"key": state, "kind": "notice", "channel": "web", "officer_id": cast["an"], "address_id": 1}
            hour = START - timedelta(minutes=40 + number)
            session.add(Outbox(**message, content={}, state=state, not_before=hour, created_at=hour))
        outbox.pause(session, "telegram", START + timedelta(hours=1), "retry_after")
        audit.note(session, START + timedelta(days=1), None, "clock", "test")
        session.execute(text("DELETE FROM day_off WHERE day > '2026-12-31'"))

    door.write(trouble)
    door.close()
    after = checks()
    worse = {name: state for name, state in after.items() if before.get(name, "ok") != state}
    assert worse == {
        "inbox": "warn",
        "outbox-dead": "warn",
        "outbox": "warn",
        "paused-telegram": "warn",
        "clock-order": "fail",
        "days-off-next-year": "warn",
    }
    assert "41 minutes" in _text(console, "outbox")


def test_an_old_a_newer_and_a_broken_database(
    console: Console, cast: Cast, checks: Callable[[], dict[str, str]]
) -> None:
    console.does("migrate", "--down")
    assert checks()["migrations"] == "fail"
    console.does("migrate")
    path = console.folder / "var" / "tincoso.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer" in _text(console, "migrations")
    path.write_bytes(b"no database at all" * 1000)
    assert "restore" in _text(console, "database")
    assert console("check").code == 1


def test_a_server_that_does_not_answer(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINCOSO_DATABASE_URL", "postgresql+psycopg://office:s3cret@127.0.0.1:1/office")
    ran = console("check")
    assert ran.code == 1
    assert "s3cret" not in ran.out + ran.err


def test_secrets_that_others_can_read(console: Console, cast: Cast, checks: Callable[[], dict[str, str]]) -> None:
    env = console.folder / ".env"
    env.write_text("TINCOSO_WEB_PORT=9000\n")
    env.chmod(0o640)
    (console.folder / "var").chmod(0o755)
    found = checks()
    assert (found["env-file"], found["data-folder"]) == ("fail", "warn")
    env.chmod(0o600)
    (console.folder / "var").chmod(0o700)
    found = checks()
    assert (found["env-file"], found["data-folder"]) == ("ok", "ok")


def test_a_setting_that_is_wrong_is_all_that_can_be_said(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINCOSO_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TINCOSO_TELEGRAM_MODE", "webhook")
    ran = console("check", "--json")
    assert ran.code == 1
    (only,) = ran.json["checks"]
    assert (only["name"], only["state"]) == ("settings", "fail")
    assert "TINCOSO_TELEGRAM_SECRET" in only["text"]
    assert "s3cret" not in ran.out


@pytest.mark.parametrize(
    ("secret", "state"),
    [("short", "warn"), ("a-good_secret-of-32-letters-0123", "ok"), ("với dấu và khoảng trắng", "fail")],
)
def test_the_secret_of_the_webhook(secret: str, state: str) -> None:
    settings = Settings(
        _env_file=None,
        telegram_token=TOKEN,
        telegram_mode="webhook",
        telegram_secret=secret,
        public_url="https://mattran.example",
    )
    assert next(one.state for one in check.machine(settings, START) if one.name == "webhook") == state


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ("3.6.23", False),
        ("3.7.0", True),
        ("3.40.1", True),
        ("3.44.5", True),
        ("3.44.6", False),
        ("3.45.0", True),
        ("3.50.6", True),
        ("3.50.7", False),
        ("3.51.2", True),
        ("3.51.3", False),
        ("3.52.0", False),
    ],
)
def test_the_sqlite_versions_that_can_damage_data(version: str, affected: bool) -> None:
    assert check.is_affected(version) is affected
    assert check.sqlite_version(version).state == ("warn" if affected else "ok")


def test_a_clock_that_stands_in_the_past(tmp_path: Any) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    then = datetime(2020, 1, 1, tzinfo=UTC)
    assert next(one.state for one in check.machine(settings, then) if one.name == "clock") == "fail"


def test_another_time_zone_than_vietnams() -> None:
    for zone, state in (("Asia/Bangkok", "ok"), ("UTC", "warn")):
        found = check.machine(Settings(_env_file=None, timezone=zone), START)
        assert next(one.state for one in found if one.name == "timezone") == state


def test_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    for free, state in ((5e9, "ok"), (5e8, "warn"), (5e7, "fail")):
        usage = shutil._ntuple_diskusage(10**12, 0, int(free))  # type: ignore[attr-defined]
        monkeypatch.setattr(shutil, "disk_usage", lambda _, usage=usage: usage)
        found = check.machine(Settings(_env_file=None), START)
        assert next(one.state for one in found if one.name == "disk") == state


def _telegram(answer: httpx.Response | Exception, now: datetime = START) -> dict[str, str]:
    asked = []

    def get(address: str) -> httpx.Response:
        asked.append(address)
        if isinstance(answer, Exception):
            raise answer
        return answer

    found = check_telegram.look(Settings(_env_file=None), TOKEN, lambda: now, get)
    assert asked == [f"https://api.telegram.org/bot{TOKEN}/getMe"]
    assert TOKEN not in json.dumps([one.values for one in found])
    return {one.name: one.state for one in found}


def _answer(status: int, body: Any, at: datetime = START) -> httpx.Response:
    date = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return httpx.Response(status, json=body, headers={"date": date})


def test_telegram_answers() -> None:
    me = {"ok": True, "result": {"username": "mattran_bot"}}
    assert _telegram(_answer(200, me)) == {"telegram": "ok", "clock-skew": "ok"}
    assert _telegram(_answer(200, me), START + timedelta(minutes=5)) == {"telegram": "ok", "clock-skew": "warn"}
    assert _telegram(httpx.Response(200, json=me)) == {"telegram": "ok"}


def test_telegram_does_not_know_the_token_or_does_not_answer() -> None:
    assert _telegram(_answer(401, {"ok": False}))["telegram"] == "fail"
    assert _telegram(_answer(502, "<html>"))["telegram"] == "fail"
    assert _telegram(httpx.ConnectTimeout("no"))["telegram"] == "fail"
    assert _telegram(ImportError("socksio"))["telegram"] == "fail"


def test_a_token_is_asked_for_only_where_there_is_one(
    console: Console, monkeypatch: pytest.MonkeyPatch, checks: Callable[[], dict[str, str]]
) -> None:
    asked = []
    monkeypatch.setattr(check_telegram, "look", lambda *given: asked.append(given[1]) or [])
    checks()
    assert asked == []
    monkeypatch.setenv("TINCOSO_TELEGRAM_TOKEN", TOKEN)
    checks()
    assert asked == [TOKEN]


@pytest.mark.parametrize(
    ("public_url", "host", "state"),
    [
        ("https://mattran.example", "0.0.0.0", "ok"),
        ("http://mattran.example", "127.0.0.1", "warn"),
        ("", "127.0.0.1", "ok"),
        ("", "::1", "ok"),
        ("", "0.0.0.0", "warn"),
    ],
)
def test_the_page_must_not_go_through_the_net_in_the_clear(public_url: str, host: str, state: str) -> None:
    settings = Settings(_env_file=None, public_url=public_url, web_host=host)
    assert next(one.state for one in check.machine(settings, START) if one.name == "web-address") == state


def test_the_folder_of_the_demo_is_no_place_for_an_office() -> None:
    found = {
        folder: next(one.state for one in check.machine(_in(folder), START) if one.name == "demo")
        for folder in ("var", "var/demo")
    }
    assert found == {"var": "ok", "var/demo": "fail"}


def _in(folder: str) -> Settings:
    return Settings(_env_file=None, data_dir=folder)


def test_the_age_of_the_last_backup(console: Console, cast: Cast, checks: Callable[[], dict[str, str]]) -> None:
    def ago(act: str, **span: float) -> None:
        door = console.door()
        door.write(audit.note, Clock().now() - timedelta(**span), None, act, "backup")
        door.close()

    assert checks()["backup"] == "ok", "nothing is there yet that could be lost"
    ago("office.set-up", days=9)
    assert checks()["backup"] == "warn"
    ago("office.backup", days=5)
    assert (checks()["backup"], "5 days" in _text(console, "backup")) == ("warn", True)
    console.does("backup", "copy.zip")
    assert checks()["backup"] == "ok"


def test_a_zone_that_the_machine_does_not_know(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINCOSO_TIMEZONE", "Asia/Nowhere")
    (only,) = console("check", "--json").json["checks"]
    assert only["state"] == "fail" and "tzdata" in only["text"]
