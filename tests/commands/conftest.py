"""A console: the command line as somebody types it, in a folder of its own, at a known moment."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from reporting.clock import Clock
from storage.door import Door, open_engine
from tests.cast import START, Cast, settle


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, read as JSON."""
        return json.loads(self.out)


class Console:
    """Runs commands in this process and keeps what they print."""

    def __init__(self, folder: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.url = folder, url
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Ran:
        self._capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        printed = self._capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    def does(self, *arguments: str) -> str:
        """Run a command that must succeed; gives what it printed."""
        ran = self(*arguments)
        assert (ran.code, ran.err) == (0, ""), ran
        return ran.out

    def refuses(self, *arguments: str, lines: int = 1) -> str:
        """Run a command that cannot be done: nothing printed, one line on stderr, exit code 1."""
        ran = self(*arguments)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", lines), ran
        return ran.err.strip()

    def door(self) -> Door:
        """The database behind it; to be closed."""
        return Door(open_engine(self.url))


def _console(
    url: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Console:
    for name in [name for name in os.environ if name.startswith("TINCOSO_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "office"
    folder.mkdir()
    monkeypatch.chdir(folder)
    if url:
        monkeypatch.setenv("TINCOSO_DATABASE_URL", url)
    monkeypatch.setattr(Clock, "now", lambda _: START)
    return Console(folder, url or f"sqlite:///{folder / 'var' / 'tincoso.db'}", capsys)


@pytest.fixture(autouse=True)
def usual_mask() -> Iterator[None]:
    """The program makes its files private; the next test must not inherit that."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    """On SQLite in ./var, with no database yet."""
    return _console(None, tmp_path, monkeypatch, capsys)


@pytest.fixture
def anywhere(
    blank: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Console:
    """On SQLite and on PostgreSQL, with no table yet."""
    return _console(blank, tmp_path, monkeypatch, capsys)


@pytest.fixture
def cast(console: Console, sqlite_schema: Path) -> Cast:
    """The small province of the stories, in the console's database."""
    (console.folder / "var").mkdir(mode=0o700)
    shutil.copy(sqlite_schema, console.folder / "var" / "tincoso.db").chmod(0o600)
    door = console.door()
    settled = door.write(settle)
    door.close()
    return settled
