"""tests/FAULTS.md promises places: each of them is there. A file without a folder lies where its section says."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
PLACE = re.compile(r"`([\w/]+\.py)?(?:::(test_\w+|Test\w+))?(?:::\w+)?`")
FOLDER = re.compile(r"without a folder lies in tests/(\w+)")


def test_every_place_that_is_named_is_there() -> None:
    missing, count, folder = [], 0, "faults"
    for line in (TESTS / "FAULTS.md").read_text(encoding="utf-8").splitlines():
        file = ""
        if named := FOLDER.search(line):
            folder = named[1]
        for path, name in PLACE.findall(line):
            file = path or file
            if file and (path or name):
                count += 1
                if not _is_there(folder, file, name):
                    missing.append(f"{file}::{name}")
    assert count > 100 and missing == []


def _is_there(folder: str, file: str, name: str) -> bool:
    for path in (TESTS.parent / file, TESTS / file, TESTS / folder / file):
        if path.is_file():
            return not name or bool(re.search(rf"(def|class) {name}\b", path.read_text(encoding="utf-8")))
    return False
