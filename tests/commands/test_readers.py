"""A command that only reads never makes a database: it says in one line that there is none."""

import pytest
from sqlalchemy import text

from storage import migrate
from tests.cast import Cast
from tests.commands.conftest import Console

READERS = [
    ("units", "list"),
    ("remind", "--dry-run"),
    ("summary", "--duty", "situation", "--period", "2026-Q4"),
    ("invite", "92", "--role", "office"),
    ("backup", "a.zip"),
    ("resume",),
    ("migrate", "--down"),
    ("run",),
]


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_without_a_database_it_says_what_to_do(console: Console, command: tuple[str, ...]) -> None:
    told = console.refuses(*command)
    assert "python -m bot units init" in told
    assert list(console.folder.iterdir()) == []


def test_in_english_too(console: Console) -> None:
    assert console.refuses("units", "list", "--lang", "en").startswith("There is no database yet.")
    assert console.refuses("--lang", "en", "units", "list").startswith("There is no database yet.")


def test_nor_does_it_make_tables_in_a_database_without(anywhere: Console) -> None:
    assert "units init" in anywhere.refuses("units", "list")
    door = anywhere.door()
    with door.engine.connect() as connection:
        assert not door.engine.dialect.has_table(connection, "unit")
    door.close()


def test_an_older_schema_asks_for_migrate_and_a_newer_one_for_a_newer_program(console: Console, cast: Cast) -> None:
    assert migrate.head() not in console.does("migrate", "--down")
    assert "python -m bot migrate" in console.refuses("units", "list")
    assert migrate.head() in console.does("migrate")
    door = console.door()
    with door.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    door.close()
    assert "9999" in console.refuses("units", "list")
    assert "9999" in console.refuses("migrate")


def test_a_damaged_file_points_to_restore(console: Console, cast: Cast) -> None:
    path = console.folder / "var" / "tincoso.db"
    path.write_bytes(b"no database at all" * 1000)
    assert "restore" in console.refuses("units", "list")
    assert "restore" in console.refuses("run")


def test_a_broken_page_keeps_it_from_service(console: Console, cast: Cast) -> None:
    path = console.folder / "var" / "tincoso.db"
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 90] = b"\xff" * (4096 * 87)
    path.write_bytes(content)
    assert "restore" in console.refuses("run")


def test_a_server_that_does_not_answer_is_told_without_its_password(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TINCOSO_DATABASE_URL", "postgresql+psycopg://office:s3cret@127.0.0.1:1/office")
    told = console.refuses("units", "list")
    assert "127.0.0.1" in told
    assert "s3cret" not in told


def test_a_wrong_setting_is_named_but_not_its_value(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINCOSO_WEB_PORT", "s3cret")
    told = console.refuses("units", "list")
    assert "TINCOSO_WEB_PORT" in told
    assert "s3cret" not in told


def test_a_file_that_is_not_there(console: Console, cast: Cast) -> None:
    assert "nowhere.csv" in console.refuses("units", "import", "nowhere.csv")
    assert "nowhere.zip" in console.refuses("restore", "nowhere.zip")
