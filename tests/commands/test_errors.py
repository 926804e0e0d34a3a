"""Whatever goes wrong is one line without anything that a person wrote in it."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot import __main__ as program
from bot.commands.errors import explain
from storage.door import Door
from tests.commands.conftest import Console


def test_the_words_of_a_statement_are_not_repeated(door: Door) -> None:
    secret = "Nguyễn Văn Bí Mật"
    with pytest.raises(DBAPIError) as caught:
        door.write(lambda session: session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": secret}))
    told = explain(caught.value, "vi")
    assert secret not in told and "nowhere" not in told
    assert told.count("\n") == 0


def test_a_full_disk(tmp_path: object) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("CREATE TABLE one (two)")
    connection.close()
    assert "full" in explain(caught.value, "en")


def test_a_fault_of_ours_is_told_by_its_place(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(given: object) -> int:
        raise RuntimeError("with somebody's words in it")

    from bot.commands import calendar

    monkeypatch.setattr(calendar, "act", breaks)
    told = console.refuses("calendar")
    assert "RuntimeError" in told
    assert "somebody" not in told
    monkeypatch.setenv("TINCOSO_DEBUG", "1")
    with pytest.raises(RuntimeError, match="somebody's words"):
        program.main(["calendar"])


def test_ctrl_c_is_no_fault(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(given: object) -> int:
        raise KeyboardInterrupt

    from bot.commands import calendar

    monkeypatch.setattr(calendar, "act", stopped)
    ran = console("calendar")
    assert (ran.code, ran.out, ran.err) == (130, "", "")
