"""Put a backup into a database, SQLite or PostgreSQL, whichever it came from: all of it, or nothing.

The schema is made as it was on that day, the rows are put in, and then it is brought up to today's.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, column, func, insert, select, table, text, update
from sqlmodel import Session

from storage import archive, heard, migrate, outbox
from storage.archive import KINDS, BadBackup, Manifest, TablePart, from_plain
from storage.backup import ROWS_AT_ONCE, reflected
from storage.officers import CHANNELS

WHY = "restored"
# Nothing leaves until a person says so: what the backup calls pending was perhaps sent after it was made.
PAUSE = timedelta(days=36_525)


def verify(path: Path) -> Manifest:
    """Read the whole file and compare every part with the manifest. Raises BadBackup, OSError."""
    with archive.open_archive(path) as zipped:
        try:
            manifest = Manifest.from_json(zipped.read(archive.MANIFEST))
            if not migrate.is_known(manifest.revision):
                raise BadBackup("newer")
            for name, part in manifest.tables.items():
                _same(zipped, archive.part_of_table(name), part.sha256)
            for name, held in manifest.files.items():
                if not archive.is_our_file(name):
                    raise BadBackup("damaged")
                _same(zipped, archive.part_of_file(name), held.sha256)
        except (zipfile.BadZipFile, KeyError, OSError, EOFError):
            raise BadBackup("damaged") from None
    return manifest


def _same(zipped: zipfile.ZipFile, name: str, sha256: str) -> None:
    with zipped.open(name) as part:
        if archive.sha256_of(part)[0] != sha256:
            raise BadBackup("damaged")


def holds_rows(connection: Connection) -> bool:
    """Whether there is anything in the database that a restore would take away."""
    return any(connection.execute(select(one).limit(1)).first() is not None for one in reflected(connection))


def files(path: Path, manifest: Manifest, folders: Mapping[str, Path]) -> int:
    """Put the backup's files where the program looks for them; those that are there already stay.

    Gives how many were written. To be done before the rows: a row never speaks of a file that is not there.
    """
    written = 0
    with archive.open_archive(path) as zipped:
        for name in manifest.files:
            folder, _, stored = name.partition("/")
            if folder in folders:
                written += _put_file(zipped, name, folders[folder] / stored)
    return written


def _put_file(zipped: zipfile.ZipFile, name: str, path: Path) -> bool:
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    growing = path.with_name(f"{path.name}.part")
    growing.unlink(missing_ok=True)
    with (
        zipped.open(archive.part_of_file(name)) as part,
        os.fdopen(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
    ):
        for piece in archive.pieces(part):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    growing.replace(path)
    return True


def rows(connection: Connection, path: Path, manifest: Manifest, now: datetime) -> int:
    """Put the backup's rows in the place of all that is there, and pause every channel. Gives how many rows.

    `connection` comes from `migrate.alone`: until its transaction ends nothing is lost. Raises BadBackup.
    """
    if migrate.revision_of(connection) is not None:
        migrate.down(connection, migrate.NOTHING)
    migrate.up(connection, manifest.revision)
    there = {one.name: one for one in reflected(connection)}
    with archive.open_archive(path) as zipped:
        for name, part in manifest.tables.items():
            if name not in there or list(there[name].columns.keys()) != list(part.columns):
                raise BadBackup("damaged")
            _put_rows(connection, there[name], part, _read(zipped, name, part))
    migrate.up(connection)
    _pause_all(connection, now)
    return manifest.rows


def _read(zipped: zipfile.ZipFile, name: str, part: TablePart) -> Iterator[dict[str, Any]]:
    """The rows of one table, as the columns take them. Raises BadBackup when it is not what was verified."""
    digest, count = hashlib.sha256(), 0
    with zipped.open(archive.part_of_table(name)) as lines:
        for line in lines:
            digest.update(line)
            count += 1
            values = zip(part.columns.items(), json.loads(line), strict=True)
            yield {column: from_plain(kind, value) for (column, kind), value in values}
    if count != part.rows or digest.hexdigest() != part.sha256:
        raise BadBackup("damaged")


def _put_rows(connection: Connection, there: Table, part: TablePart, found: Iterator[dict[str, Any]]) -> None:
    into: Any = table(there.name, *(column(name, KINDS[kind]) for name, kind in part.columns.items()))
    # A row may refer to one of its own table that comes after it: such a column is filled in a second pass.
    inside = [key.parent.name for key in there.foreign_keys if key.column.table is there]
    later: list[dict[str, Any]] = []
    for batch in _batches(found):
        for row in batch:
            if any(row[name] is not None for name in inside):
                later.append({f"_{name}": row[name] for name in (*_key_names(there), *inside)})
        connection.execute(insert(into), [{**row, **dict.fromkeys(inside)} for row in batch] if inside else batch)
    if later:
        same = and_(*(into.c[name] == bindparam(f"_{name}") for name in _key_names(there)))
        connection.execute(update(into).where(same).values({name: bindparam(f"_{name}") for name in inside}), later)
    _count_on(connection, there)


def _batches(found: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in found:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _key_names(there: Table) -> list[str]:
    return [key.name for key in there.primary_key.columns]


def _count_on(connection: Connection, there: Table) -> None:
    """PostgreSQL gives new rows numbers from a sequence, which knows nothing of rows that came with theirs."""
    if connection.dialect.name != "postgresql":
        return
    for key in there.primary_key.columns:
        sequence = connection.scalar(select(func.pg_get_serial_sequence(f'"{there.name}"', key.name)))
        if sequence is not None:
            highest = connection.scalar(select(func.max(key)))
            asked = text("SELECT setval(:sequence, :highest, :used)")
            connection.execute(asked, {"sequence": sequence, "highest": highest or 1, "used": highest is not None})


def _pause_all(connection: Connection, now: datetime) -> None:
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        for channel in CHANNELS:
            outbox.pause(session, channel, now + PAUSE, WHY)
        heard.forget(session)
        session.commit()
