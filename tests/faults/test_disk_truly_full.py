"""Row 57 on a file system of 24 MB that is truly full: database, WAL, uploads and the program's own log lie on it."""

import errno
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlmodel import Session, select

import tests.drivers.telegram
from storage import inbox
from storage.reports import Answer
from tests.drivers.chat import picture
from tests.faults.nursery import Nursery
from tests.faults.site import Site, site
from tests.faults.test_disk_full_told import LONG, NO_FILES, TOLD
from tests.walks.steps import MOOD, NOTABLE, NOTE

PATIENCE = 120.0
SIZE = "24m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of our own. Mounting takes root; a container may forbid it even then."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.name != "posix":
        pytest.skip("no file system can be mounted here")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this process may not mount a file system: {done.stderr.strip()[:80]}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def on_disk(
    disk: Path, tmp_path: Path, sqlite_schema: Path, forks: Nursery, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """An installation whose database, files and log lie there; only the tests' clock does not."""
    monkeypatch.setattr(tests.drivers.telegram, "PATIENCE", PATIENCE)
    path = shutil.copy(sqlite_schema, disk / "tincoso.db")
    log = f"victim-{len(forks._victims) + 1}.log"
    (tmp_path / log).symlink_to(disk / log)
    with site(tmp_path, f"sqlite:///{path}", forks) as built:
        yield built


def fill(disk: Path) -> Path:
    """Not one byte more."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    with pytest.raises(OSError) as full:
        (disk / "one more").write_bytes(b"x" * 4096)
    assert full.value.errno == errno.ENOSPC
    (disk / "one more").unlink()
    return filler


def until(site: Site, holds: Callable[[], bool]) -> None:
    """Wait; time goes by faster than on the wall."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, site.victims[-1].said()
        site.passes(seconds=2)
        time.sleep(0.1)


def notes(session: Session) -> list[object]:
    return list(session.exec(select(Answer.value).where(Answer.question == "mood_note")))


def soundness(path: Path) -> str:
    with closing(sqlite3.connect(path)) as plain:
        return str(plain.execute("PRAGMA integrity_check").fetchone()[0])


def test_a_file_system_that_is_full_loses_nothing_and_the_program_goes_on(on_disk: Site, disk: Path) -> None:
    victim = on_disk.runs(folder="disk/var", tick=30.0).serves()
    an = on_disk.phone("an")

    def said(fragment: str) -> int:
        return sum(fragment in one.text for one in on_disk.standin.api.sent if one.text)

    on_disk.does(an.says("/baocao", MOOD))
    on_disk.does(an.taps("Ổn định, phấn khởi, tin tưởng", NOTE))
    on_disk.does(an.sends_photo(picture(), then=NO_FILES))  # less than 500 MB are free on so small a disk
    log = victim.log.stat().st_size
    filler = fill(disk)
    on_disk.does(an.says(LONG))
    until(on_disk, lambda: said(TOLD) == 1)
    assert on_disk.door.read(notes) == [], "nothing of it is there, and what is there can be read"
    assert soundness(disk / "tincoso.db") == "ok"
    assert victim.lives
    filler.unlink()
    until(on_disk, lambda: said(NOTABLE) == 1)
    assert on_disk.door.read(notes) == [LONG.strip()]
    until(on_disk, lambda: set(on_disk.door.read(inbox.counts)) == {"done"})
    assert said(TOLD) == 1, "told once"
    assert victim.lives and victim.log.stat().st_size > log, "its own log goes on, too"
    assert soundness(disk / "tincoso.db") == "ok"
    assert not list((disk / "var").glob("attachments/*")), "no part of a file is left"
