"""Write everything into one file, as it stood at one moment, while the program goes on working.

Rows first, in one transaction that sees one moment; then the files, which are on disk before a row speaks of them and
are never taken away.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, Table, select, text

from storage import archive, migrate
from storage.archive import FORMAT, MANIFEST, FilePart, Manifest, TablePart, kind_of, to_plain

ROWS_AT_ONCE = 500
# Alembic's own table: the manifest says what stands in it.
NOT_KEPT = ("alembic_version",)
# The columns that name files on disk, and the folder in which those lie.
FILES = {
    ("attachment", "stored"): "attachments",
    ("task_evidence", "stored"): "attachments",
    ("broadcast", "stored"): "attachments",
    ("web_file", "stored"): "web",
}


class NothingToKeep(Exception):
    """The database has no schema yet."""


def write(engine: Engine, folders: Mapping[str, Path], target: Path, now: datetime, program: str) -> Manifest:
    """Write the backup to `target`, readable by its owner only. Either it is whole or it is not there.

    `folders`: where the files of each store lie, by the names in FILES. A file of that name is replaced if it is an
    older backup. Raises NothingToKeep, FileExistsError for a file that is something else, OSError.
    """
    _spare_what_is_no_backup(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    growing = target.with_name(f"{target.name}.part")
    growing.unlink(missing_ok=True)
    try:
        file = os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as zipped:
                manifest = _fill(zipped, engine, folders, now, program)
            raw.flush()
            os.fsync(raw.fileno())
        growing.replace(target)
    finally:
        growing.unlink(missing_ok=True)
    return manifest


def _spare_what_is_no_backup(target: Path) -> None:
    if not target.exists():
        return
    try:
        archive.open_archive(target).close()
    except archive.BadBackup:
        raise FileExistsError(f"{target} is there and is no backup") from None


def _fill(
    zipped: zipfile.ZipFile, engine: Engine, folders: Mapping[str, Path], now: datetime, program: str
) -> Manifest:
    with snapshot(engine) as connection:
        revision = migrate.revision_of(connection)
        if revision is None:
            raise NothingToKeep
        tables = reflected(connection)
        kept = {table.name: _keep_table(zipped, connection, table) for table in tables}
        wanted = list(_named_files(connection, tables))
    manifest = Manifest(FORMAT, program, revision, engine.dialect.name, now.astimezone(UTC).isoformat(), kept)
    manifest = _keep_files(zipped, folders, wanted, manifest)
    zipped.writestr(MANIFEST, manifest.to_json())
    return manifest


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads one moment, however long it takes."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(reading=True) as connection:
            yield connection
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True) as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        yield connection


def reflected(connection: Connection) -> Sequence[Table]:
    """The tables as the database has them, none before one that it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in NOT_KEPT]


def _keep_table(zipped: zipfile.ZipFile, connection: Connection, table: Table) -> TablePart:
    columns = {column.name: kind_of(column.type) for column in table.columns}
    digest, count = hashlib.sha256(), 0
    rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table).order_by(*_keys(table)))
    with zipped.open(archive.part_of_table(table.name), "w", force_zip64=True) as part:
        for row in rows:
            told = json.dumps([to_plain(value) for value in row], ensure_ascii=False, separators=(",", ":")) + "\n"
            line = told.encode("utf-8", "surrogatepass")  # half a character in an update as it came: kept as it came
            digest.update(line)
            part.write(line)
            count += 1
    return TablePart(columns, count, digest.hexdigest())


def _keys(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)


def _named_files(connection: Connection, tables: Sequence[Table]) -> Iterator[str]:
    """folder/stored of every file that a row names."""
    for table in tables:
        for (name, column), folder in FILES.items():
            if table.name == name and column in table.c:
                named = select(table.c[column]).where(table.c[column].is_not(None)).order_by(table.c[column])
                for stored in connection.scalars(named):
                    yield f"{folder}/{stored}"


def _keep_files(
    zipped: zipfile.ZipFile, folders: Mapping[str, Path], wanted: Iterable[str], manifest: Manifest
) -> Manifest:
    kept: dict[str, FilePart] = {}
    missing: list[str] = []
    for name in wanted:
        folder, _, stored = name.partition("/")
        path = folders[folder] / stored
        if archive.is_our_file(name) and path.is_file():
            kept[name] = _keep_file(zipped, name, path)
        else:
            missing.append(name)
    return replace(manifest, files=kept, missing=tuple(missing))


def _keep_file(zipped: zipfile.ZipFile, name: str, path: Path) -> FilePart:
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(archive.part_of_file(name), (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_STORED  # pictures and documents are packed already
    with path.open("rb") as source, zipped.open(entry, "w", force_zip64=True) as part:
        for piece in archive.pieces(source):
            digest.update(piece)
            part.write(piece)
            size += len(piece)
    return FilePart(size, digest.hexdigest())
