"""The schema goes up and down on both databases, whole or not at all, and takes every row along."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from storage import migrate
from storage.door import open_engine
from storage.migrations import draft
from storage.tables import metadata
from tests import schema
from tests.storage.rows import everything, fill

ROOT = Path(migrate.__file__).resolve().parent.parent
DIES_HALF_WAY = """
import os, sys
from storage import migrate
from storage.door import open_engine
with migrate.alone(open_engine(sys.argv[1])) as connection:
    migrate.up(connection)
    os._exit(9)
"""


@pytest.fixture
def bare(blank: str) -> Iterator[Engine]:
    opened = open_engine(blank)
    yield opened
    opened.dispose()


def test_the_migrations_make_the_tables_that_the_program_knows(bare: Engine) -> None:
    migrate.upgrade(bare)
    assert schema.differences(bare) == [], schema.DRIFT


def test_the_next_draft_would_change_nothing() -> None:
    assert draft.draft("Nothing").count("    pass") == 2


def test_from_nothing_to_the_newest_and_back_to_nothing(bare: Engine) -> None:
    assert migrate.current(bare) is None
    migrate.upgrade(bare)
    assert migrate.is_current(bare)
    assert {table.name for table in metadata.sorted_tables} <= set(inspect(bare).get_table_names())
    migrate.downgrade(bare, migrate.NOTHING)
    assert migrate.current(bare) is None
    assert inspect(bare).get_table_names() == ["alembic_version"]
    with bare.connect() as connection:
        assert not connection.execute(text("SELECT * FROM alembic_version")).all()
    migrate.upgrade(bare)
    assert migrate.is_current(bare)


def test_every_step_can_be_gone_alone(bare: Engine) -> None:
    for _ in range(int(migrate.head())):
        migrate.upgrade(bare, "+1")
        there = migrate.current(bare)
        migrate.downgrade(bare, "-1")
        migrate.upgrade(bare, "+1")
        assert migrate.current(bare) == there
    assert migrate.is_current(bare)


def test_a_step_down_and_up_keeps_every_row_of_every_table(engine: Engine) -> None:
    fill(engine)
    assert all(len(rows) == 2 for rows in everything(engine).values())
    try:
        migrate.downgrade(engine, "-1")
        assert not migrate.is_current(engine)
        below = _columns(engine)  # what the step takes away it cannot keep
        before = _rows(engine, below)
    finally:
        migrate.upgrade(engine)
    assert before and all(len(rows) == 2 for rows in before.values())
    assert _rows(engine, below) == before


def _columns(engine: Engine) -> dict[str, list[str]]:
    found = inspect(engine)
    tables = set(found.get_table_names()) & set(metadata.tables)
    return {table: [column["name"] for column in found.get_columns(table)] for table in sorted(tables)}


def _rows(engine: Engine, columns: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(*(metadata.tables[name].c[one] for one in held)))]
            for name, held in columns.items()
        }


def test_an_upgrade_that_is_not_needed_does_not_wait_for_writers(engine: Engine) -> None:
    with engine.begin() as busy:  # holds SQLite's only write lock
        busy.execute(text("INSERT INTO web_account (id, made_at) VALUES (1, '2026-11-22 02:00:00')"))
        migrate.upgrade(engine)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET act = 'other'",
        "DELETE FROM audit WHERE id = 1",
        "DELETE FROM audit",
        "UPDATE seal SET hash = 'other'",
        "DELETE FROM seal WHERE id = 2",
    ],
)
def test_nobody_rewrites_the_audit_or_a_seal(engine: Engine, statement: str) -> None:
    fill(engine)
    before = everything(engine)
    with pytest.raises(DBAPIError, match="the audit only grows"), engine.begin() as connection:
        connection.execute(text(statement))
    assert everything(engine) == before


def test_nor_by_the_back_door(engine: Engine) -> None:
    fill(engine)
    before = everything(engine)
    moment = "'2026-11-22 02:00:00'"
    back_doors = (
        [
            f"INSERT OR REPLACE INTO audit (id, at, act, object) VALUES (1, {moment}, 'other', 'other')",
            f"INSERT OR REPLACE INTO seal (id, upto, rows, previous, hash, at) VALUES (1, 9, 1, 'a', 'b', {moment})",
            f"INSERT OR REPLACE INTO seal (upto, rows, previous, hash, at) VALUES (1, 1, 'a', 'b', {moment})",
        ]
        if engine.dialect.name == "sqlite"
        else ["TRUNCATE audit", "TRUNCATE seal"]
    )
    for back_door in back_doors:
        with pytest.raises(DBAPIError, match="the audit only grows"), engine.begin() as connection:
            connection.execute(text(back_door))
    assert everything(engine) == before


def test_without_its_revision_the_guard_is_gone(bare: Engine) -> None:
    migrate.upgrade(bare)
    fill(bare)
    migrate.downgrade(bare, "0001")
    with bare.begin() as connection:
        connection.execute(text("DELETE FROM audit"))
    assert everything(bare)["audit"] == []


def test_two_who_migrate_at_once_both_end_well(blank: str) -> None:
    failures: list[BaseException] = []

    def migrates() -> None:
        own = open_engine(blank)
        try:
            migrate.upgrade(own)
            assert migrate.is_current(own)
        except BaseException as failure:
            failures.append(failure)
        finally:
            own.dispose()

    both = [threading.Thread(target=migrates) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert failures == []


def test_a_migration_that_fails_leaves_nothing_behind(bare: Engine) -> None:
    with pytest.raises(RuntimeError), migrate.alone(bare) as connection:
        migrate.up(connection)
        raise RuntimeError
    assert inspect(bare).get_table_names() == []


def test_a_process_killed_half_way_leaves_nothing_and_the_next_one_succeeds(blank: str, bare: Engine) -> None:
    died = subprocess.run([sys.executable, "-c", DIES_HALF_WAY, blank], cwd=ROOT, check=False)
    assert died.returncode == 9
    assert inspect(bare).get_table_names() == []
    migrate.upgrade(bare)
    assert migrate.is_current(bare)


def test_the_folder_one_stands_in_does_not_matter(
    bare: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    migrate.upgrade(bare)
    assert migrate.is_current(bare)


def test_a_newer_database_is_left_alone(bare: Engine) -> None:
    migrate.upgrade(bare)
    with bare.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not migrate.is_current(bare)
    with pytest.raises(migrate.UnknownSchema, match="9999"):
        migrate.upgrade(bare)
    with pytest.raises(migrate.UnknownSchema, match="9999"):
        migrate.downgrade(bare, migrate.NOTHING)


def test_rows_that_point_at_nothing_stop_a_migration_on_sqlite(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'broken.db'}")
    migrate.upgrade(engine, "0001")
    with migrate.alone(engine) as connection:
        connection.execute(text("INSERT INTO web_account (id, made_at) VALUES (1, '2026-11-22 02:00:00')"))
    with (
        pytest.raises(migrate.BrokenKeys, match="1 rows point at nothing, in: web_session"),
        migrate.alone(engine) as connection,
    ):
        migrate.up(connection)
        connection.execute(
            text(
                "INSERT INTO web_session (token_hash, account_id, made_at, expires_at)"
                " VALUES ('x', 7, '2026-11-22 02:00:00', '2026-11-22 02:00:00')"
            )
        )
    assert migrate.current(engine) == "0001"
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()
