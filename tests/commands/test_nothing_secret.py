"""No password, no token, no word that people wrote: in `check`, on the health page, in the words of a failed start."""

import logging
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.settings import Settings
from storage import inbox
from storage.inbox import Inbox
from storage.officers import Address
from storage.outbox import Outbox
from storage.units import Unit
from tests.cast import START, Cast
from tests.channels.web.harness import opened, stopped
from tests.commands.conftest import Console, Ran

CANARY = "Kh0aBiMat7391"
SERVER = "127.0.0.1:1/office"  # where nobody answers
DATABASES = {
    "nobody answers": f"postgresql+psycopg://office:{CANARY}@{SERVER}",
    "a sign in the password": f"postgresql+psycopg://office:pa@{CANARY}@{SERVER}",
    "a slash in the password": f"postgresql+psycopg://office:pa/{CANARY}@{SERVER}",
    "a port that is none": f"postgresql+psycopg://office:{CANARY}@127.0.0.1:port/office",
    "a driver that is none": f"oracle://office:{CANARY}@{SERVER}",
    "no address": f"postgresql+psycopg//office:{CANARY}@{SERVER}",
    "asked for by name": f"postgresql+psycopg://{SERVER}?user=office&password={CANARY}",
}


def told(ran: Ran) -> str:
    """All that was printed; that it failed is said, in one line or as JSON."""
    assert ran.code == 1 and (ran.out or ran.err.count("\n") == 1), ran
    return ran.out + ran.err


@pytest.mark.parametrize("url", DATABASES.values(), ids=list(DATABASES))
def test_a_database_that_cannot_be_opened(
    url: str, console: Console, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TINCOSO_DATABASE_URL", url)
    for command in (("run",), ("migrate",), ("check",), ("check", "--json")):
        assert CANARY not in told(console(*command)), command
    assert console("check", "--json").json["checks"], "JSON whatever is wrong"
    assert CANARY not in caplog.text


@pytest.mark.parametrize("token", [CANARY, f"7391:{CANARY} x", f'"7391:{CANARY}"', f"bot7391:{CANARY}"])
def test_a_token_that_is_none_does_not_start_and_is_told_in_a_sentence(
    token: str, console: Console, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TINCOSO_TELEGRAM_TOKEN", token)
    said = "TINCOSO_TELEGRAM_TOKEN không đúng dạng mã bot"
    assert said in told(console("run")) and said in told(console("check"))
    english = told(console("--lang", "en", "run"))
    assert "TINCOSO_TELEGRAM_TOKEN does not look like a bot's token" in english
    (found,) = [one for one in console("check", "--json").json["checks"] if one["name"] == "telegram"]
    assert found["state"] == "fail"
    for printed in (told(console("run")), told(console("check")), english, caplog.text):
        assert CANARY not in printed and "ngoài dự kiến" not in printed


def test_what_waits_and_what_is_set_is_counted_and_not_shown(
    console: Console, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Every secret is set, nobody answers, and the database is full of words."""
    for name, value in {
        "TELEGRAM_TOKEN": f"7391:{CANARY}",
        "TELEGRAM_SECRET": CANARY,
        "TELEGRAM_PROXY": f"http://office:{CANARY}@127.0.0.1:1",
        "TELEGRAM_API": "http://127.0.0.1:1",
    }.items():
        monkeypatch.setenv(f"TINCOSO_{name}", value)
    door = console.door()
    door.write(_words)
    door.close()
    for command in (("check",), ("check", "--json")):
        ran = console(*command)
        assert ran.code == 1 and "telegram" in ran.out
        assert CANARY not in ran.out + ran.err + caplog.text


def _words(session: Session) -> None:
    inbox.store(session, "web", [(1, "web:1001", {"message": {"text": CANARY}})], START)
    session.flush()
    row = session.exec(select(Inbox)).one()
    row.state, row.error = "parked", "ValueError at handlers/report.py:1 told"
    address = session.exec(select(Address)).first()
    unit = session.exec(select(Unit)).first()
    assert address is not None and unit is not None
    unit.name = CANARY
    session.add_all([row, unit])
    session.add(
        Outbox(
            key="canary",
            kind="reminder",
            channel="web",
            officer_id=address.officer_id,
            address_id=address.id,
            content={"text": "reminder", "values": {"note": CANARY}},
            created_at=START,
            not_before=START,
            state="dead",
        )
    )


async def test_the_health_page_says_no_more_than_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bench = stopped(tmp_path)

    async def refuse(*_: Any) -> None:
        raise OSError(f"connection to postgresql://office:{CANARY}@{SERVER} failed")

    monkeypatch.setattr(bench.door, "ask", refuse)
    with caplog.at_level(logging.DEBUG):
        async with opened(bench) as browser, browser.client.get("/healthz") as answer:
            assert (answer.status, await answer.json()) == (503, {"ok": False})
            assert CANARY not in str(answer.headers)
    assert "OSError" in caplog.text and CANARY not in caplog.text
    bench.door.close()


@pytest.mark.parametrize(
    ("setting", "value", "hidden"),
    [
        ("database_url", f"postgresql+psycopg://office:{CANARY}@{SERVER}", {CANARY}),
        ("database_url", "postgresql+psycopg://office:m%40t/kh%E1%BA%A9u@h/d", {"m%40t/kh%E1%BA%A9u", "m@t/khẩu"}),
        ("database_url", f"postgresql+psycopg://{SERVER}?password={CANARY}", {CANARY}),
        ("database_url", "sqlite:///var/tincoso.db", set()),
        ("telegram_proxy", f"socks5://office:{CANARY}@proxy:1080", {CANARY}),
        ("telegram_proxy", "http://proxy:3128", set()),
    ],
)
def test_what_the_log_must_hide(setting: str, value: str, hidden: set[str]) -> None:
    assert set(Settings(_env_file=None, **{setting: value}).secrets()) == hidden  # type: ignore[arg-type, call-arg]


def test_a_setting_that_is_wrong_is_not_repeated_by_its_own_error() -> None:
    """Not even where somebody prints the error as it is."""
    with pytest.raises(ValueError, match="database_url") as wrong:
        Settings(_env_file=None, database_url=f"oracle://office:{CANARY}@{SERVER}")  # type: ignore[call-arg]
    assert CANARY not in str(wrong.value) + repr(wrong.value)
