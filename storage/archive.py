"""The shape of a backup: one ZIP that either database can be restored from.

    manifest.json        written last: a ZIP without it is no backup
    tables/unit.jsonl    one line a row, values in the order of the columns that the manifest names
    files/web/3f2a…      attached pictures and files, under the folder that they lie in

Rows are plain JSON, so they do not depend on the database, nor on the program's tables of that day: the manifest
names the schema's revision and what each column holds.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import JSON, BigInteger, Boolean, Date, DateTime, Float, Integer, String, Text, Time
from sqlalchemy.types import TypeEngine
from sqlmodel import UTCDateTime

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20
# The names that the file stores give: anything else was not put there by us and is not written to a disk.
STORED = re.compile(r"[0-9a-f]{32}")
FOLDER = re.compile(r"[a-z]{1,24}")

# What a column holds, and the type with which it is written into either database.
KINDS: dict[str, TypeEngine[Any]] = {
    "json": JSON(none_as_null=True),
    "flag": Boolean(),
    "number": BigInteger(),
    "decimal": Float(),
    "moment": UTCDateTime(),
    "day": Date(),
    "hour": Time(),
    "text": Text(),
}


class BadBackup(Exception):
    """The file cannot be restored. `reason`: not-a-backup, damaged, newer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class TablePart:
    """One table: its columns in order with what they hold, how many rows, and the SHA-256 of its part."""

    columns: dict[str, str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class FilePart:
    """One attached file."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is in the backup. `tables` stand in an order in which none comes before one that it refers to.

    `missing`: files that rows speak of and that were not on the disk.
    """

    format: int
    program: str
    revision: str
    database: str
    made_at: str
    tables: dict[str, TablePart] = field(default_factory=dict)
    files: dict[str, FilePart] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(part.rows for part in self.tables.values())

    def to_json(self) -> str:
        """The manifest as text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, content: bytes) -> "Manifest":
        """The manifest that `to_json` wrote. Raises BadBackup."""
        try:
            told = json.loads(content)
            if told["format"] > FORMAT:
                raise BadBackup("newer")
            told["tables"] = {name: TablePart(**part) for name, part in told["tables"].items()}
            told["files"] = {name: FilePart(**part) for name, part in told["files"].items()}
            return cls(**{**told, "missing": tuple(told["missing"])})
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BadBackup("damaged") from None


def kind_of(column_type: TypeEngine[Any]) -> str:
    """What a column of this type holds. Raises TypeError for a type that no backup knows yet."""
    for kind, types in (
        ("json", JSON),
        ("flag", Boolean),
        ("number", Integer),
        ("decimal", Float),
        ("moment", DateTime | UTCDateTime),
        ("day", Date),
        ("hour", Time),
        ("text", String),
    ):
        if isinstance(column_type, types):
            return kind
    raise TypeError(f"a backup does not know the type {column_type!r}")


def to_plain(value: Any) -> Any:
    """A database's value as JSON holds it: days, hours and moments (UTC) as ISO text."""
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)  # SQLite keeps UTC without saying so
        return aware.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def from_plain(kind: str, value: Any) -> Any:
    """The value that `to_plain` wrote."""
    reads: dict[str, Any] = {"moment": datetime, "day": date, "hour": time}
    return value if value is None or kind not in reads else reads[kind].fromisoformat(value)


def open_archive(path: Path) -> zipfile.ZipFile:
    """The ZIP behind a backup. Raises BadBackup("not-a-backup"), OSError."""
    try:
        opened = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise BadBackup("not-a-backup") from None
    if MANIFEST not in opened.namelist():
        opened.close()
        raise BadBackup("not-a-backup")
    return opened


def pieces(source: BinaryIO | Any) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    while piece := source.read(CHUNK):
        yield piece


def sha256_of(source: BinaryIO | Any) -> tuple[str, int]:
    """SHA-256 and length of what can be read from there."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces(source):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def part_of_table(name: str) -> str:
    """Where a table's rows lie in the ZIP."""
    return f"tables/{name}.jsonl"


def part_of_file(name: str) -> str:
    """Where a file lies in the ZIP; `name` is folder/stored."""
    return f"files/{name}"


def is_our_file(name: str) -> bool:
    """Whether folder/stored is a name that a file store of ours gives."""
    folder, _, stored = name.partition("/")
    return bool(FOLDER.fullmatch(folder) and STORED.fullmatch(stored))
