"""A file that is not whole, not ours or too new is refused before anything is touched."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import archive, restore
from storage.archive import BadBackup


def _without_manifest(path: Path) -> None:
    _rewrite(path, lambda name, content: None if name == archive.MANIFEST else content)


def _with_a_changed_row(path: Path) -> None:
    _rewrite(path, lambda name, content: content.replace(b"1", b"7") if name == "tables/unit.jsonl" else content)


def _without_a_table(path: Path) -> None:
    _rewrite(path, lambda name, content: None if name == "tables/unit.jsonl" else content)


def _with_a_way_out(path: Path) -> None:
    def strays(name: str, content: bytes) -> bytes:
        return content.replace(b'"attachments/0123', b'"../attachments/0123') if name == archive.MANIFEST else content

    _rewrite(path, strays)


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def _with_a_broken_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def _as_a_letter(path: Path) -> None:
    path.write_bytes(b"dear colleague")


def _from_the_future(path: Path) -> None:
    _in_manifest(path, "format", 99)


def _of_an_unknown_schema(path: Path) -> None:
    _in_manifest(path, "revision", "9999")


def _in_manifest(path: Path, key: str, value: object) -> None:
    def changed(name: str, content: bytes) -> bytes:
        return json.dumps({**json.loads(content), key: value}).encode() if name == archive.MANIFEST else content

    _rewrite(path, changed)


def _rewrite(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (_without_manifest, "not-a-backup"),
        (_as_a_letter, "not-a-backup"),
        (_cut_short, "not-a-backup"),
        (_with_a_changed_row, "damaged"),
        (_without_a_table, "damaged"),
        (_with_a_way_out, "damaged"),
        (_with_a_broken_byte, "damaged"),
        (_from_the_future, "newer"),
        (_of_an_unknown_schema, "newer"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(harm: Callable[[Path], None], reason: str, kept_on_sqlite: Path) -> None:
    harm(kept_on_sqlite)
    with pytest.raises(BadBackup) as refused:
        restore.verify(kept_on_sqlite)
    assert refused.value.reason == reason
