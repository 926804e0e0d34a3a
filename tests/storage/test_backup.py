"""A backup is whole, of one moment, and can be restored into either database; what is not whole is refused."""

import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from storage import archive, backup, inbox, migrate, restore
from storage.door import open_engine
from storage.officers import CHANNELS, Officer
from storage.outbox import ChannelState
from storage.tables import metadata
from tests.cast import START
from tests.storage.conftest import PHOTO, STORED
from tests.storage.rows import everything, fill


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE attachment SET stored = :stored WHERE id = 1"), {"stored": STORED})
    return engine


@pytest.fixture
def target(blank: str) -> Iterator[Engine]:
    opened = open_engine(blank)
    yield opened
    opened.dispose()


@pytest.fixture
def kept(filled: Engine, folders: dict[str, Path], tmp_path: Path) -> Path:
    path = tmp_path / "backups" / "monday.zip"
    backup.write(filled, folders, path, START, "0.1.0")
    return path


def _restore(engine: Engine, path: Path) -> None:
    manifest = restore.verify(path)
    with migrate.alone(engine) as connection:
        restore.rows(connection, path, manifest, START)


def test_every_row_comes_back_whichever_database_it_goes_into(filled: Engine, target: Engine, kept: Path) -> None:
    _restore(target, kept)
    assert migrate.is_current(target)
    before, after = everything(filled), everything(target)
    before.pop("channel_state"), after.pop("channel_state")
    assert before.pop("heard") and not after.pop("heard"), "since the backup was made all may have been heard"
    assert all(len(rows) == 2 for rows in before.values())
    assert after == before


def test_half_a_character_is_kept_as_it_came(
    engine: Engine, target: Engine, folders: dict[str, Path], tmp_path: Path
) -> None:
    with Session(engine) as session:
        inbox.store(session, "telegram", [(1, "telegram:1", {"text": "An \ud83d"})], START)
        session.commit()
    backup.write(engine, folders, tmp_path / "kept.zip", START, "0.1.0")
    _restore(target, tmp_path / "kept.zip")
    with Session(target) as session:
        assert inbox.claim(session, START, 1)[0].raw == {"text": "An \ud83d"}


def test_after_it_nothing_leaves_until_somebody_says_so(target: Engine, kept_on_sqlite: Path) -> None:
    _restore(target, kept_on_sqlite)
    with Session(target) as session:
        for channel in CHANNELS:
            state = session.get(ChannelState, channel)
            assert state is not None and state.why == "restored"
            assert state.paused_until is not None and state.paused_until > START + timedelta(days=36_000)


def test_new_rows_go_on_behind_the_restored_ones(target: Engine, kept_on_sqlite: Path) -> None:
    _restore(target, kept_on_sqlite)
    with Session(target) as session:
        officer = Officer(name="Nguyễn Văn An", created_at=START)
        session.add(officer)
        session.commit()
        assert officer.id == 3


def test_every_column_that_names_a_file_is_known() -> None:
    named = {(table.name, "stored") for table in metadata.tables.values() if "stored" in table.c}
    assert named == set(backup.FILES)


def test_the_files_come_back_too_and_only_the_owner_reads_them(kept_on_sqlite: Path, tmp_path: Path) -> None:
    manifest = restore.verify(kept_on_sqlite)
    assert list(manifest.files) == [f"attachments/{STORED}"]
    assert len(manifest.missing) == 6  # the other rows of the test name files that are not there
    there = {name: tmp_path / "to" / name for name in ("attachments", "web")}
    assert restore.files(kept_on_sqlite, manifest, there) == 1
    photo = there["attachments"] / STORED
    assert photo.read_bytes() == PHOTO
    assert photo.stat().st_mode & 0o777 == 0o600
    assert kept_on_sqlite.stat().st_mode & 0o777 == 0o600
    assert restore.files(kept_on_sqlite, manifest, there) == 0


def test_what_was_there_is_replaced_as_a_whole(engine: Engine, folders: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "empty.zip"
    backup.write(engine, folders, path, START, "0.1.0")
    fill(engine)
    _restore(engine, path)
    after = everything(engine)
    assert {row[0] for row in after.pop("channel_state")} == set(CHANNELS)
    assert not any(after.values())


def test_a_restore_that_fails_half_way_leaves_what_was_there(
    filled: Engine, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(filled)
    usual, done = restore._put_rows, []

    def fails_at_the_tenth(*given: object) -> None:
        done.append(1)
        if len(done) == 10:
            raise OSError("disk full")
        usual(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(restore, "_put_rows", fails_at_the_tenth)
    with pytest.raises(OSError, match="disk full"):
        _restore(filled, kept)
    assert everything(filled) == before


def test_a_backup_of_an_older_schema_is_brought_up_to_date(
    filled: Engine, target: Engine, folders: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "old.zip"
    before = everything(filled)
    try:
        migrate.downgrade(filled, "-1")
        assert backup.write(filled, folders, path, START, "0.0.9").revision != migrate.head()
    finally:
        migrate.upgrade(filled)
    _restore(target, path)
    assert migrate.is_current(target)
    assert everything(target)["audit"] == before["audit"]


def test_what_is_written_meanwhile_is_not_half_in_it(
    engine: Engine, folders: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The officer is written after the backup began: neither the officer nor the post may be in it."""
    usual = backup._keep_table

    def writes_in_between(zipped: zipfile.ZipFile, connection: object, table: object) -> archive.TablePart:
        part = usual(zipped, connection, table)  # type: ignore[arg-type]
        if table.name == "officer":  # type: ignore[attr-defined]
            fill(engine)
        return part

    monkeypatch.setattr(backup, "_keep_table", writes_in_between)
    manifest = backup.write(engine, folders, tmp_path / "live.zip", START, "0.1.0")
    assert manifest.rows == 0
    assert all(len(rows) == 2 for rows in everything(engine).values())


def test_a_backup_that_fails_leaves_the_older_one(
    folders: dict[str, Path], kept_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept_on_sqlite.read_bytes()
    engine = open_engine(f"sqlite:///{kept_on_sqlite.parent / 'source.db'}")

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(backup, "_keep_files", full)
    with pytest.raises(OSError, match="disk full"):
        backup.write(engine, folders, kept_on_sqlite, START, "0.1.0")
    engine.dispose()
    assert kept_on_sqlite.read_bytes() == before
    assert not list(kept_on_sqlite.parent.glob("*.part"))


def test_a_file_that_is_no_backup_is_not_overwritten(tmp_path: Path, sqlite_schema: Path) -> None:
    letter, engine = tmp_path / "letter.docx", open_engine(f"sqlite:///{sqlite_schema}")
    letter.write_bytes(b"dear colleague")
    with pytest.raises(FileExistsError):
        backup.write(engine, {}, letter, START, "0.1.0")
    engine.dispose()
    assert letter.read_bytes() == b"dear colleague"


def test_a_database_without_tables_has_nothing_to_keep(target: Engine, tmp_path: Path) -> None:
    with pytest.raises(backup.NothingToKeep):
        backup.write(target, {}, tmp_path / "nothing.zip", START, "0.1.0")
    assert not (tmp_path / "nothing.zip").exists()
