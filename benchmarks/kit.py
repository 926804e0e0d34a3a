"""What every part uses: processes that end with us, databases, the stand-in, tables on paper."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from storage import migrate
from storage.door import Door, open_engine
from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "777000777:AAbenchmarkbenchmarkbenchmarkbenchma"
SECRET = "a-secret-of-the-benchmark"
ENDING = 30.0
WORKING_DAY = "2026-11-24T02:00:00+00:00"
"""A Tuesday, 09:00 in Hà Nội; no reminder is due that day."""


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the figure, what it was aimed at ("" if nothing), whether it held."""

    what: str
    figure: str
    aim: str = ""
    held: bool | None = None
    note: str = ""


class Api:
    """The fast stand-in in its own process."""

    def __init__(self, url: str) -> None:
        self.url = url

    def control(self, what: str, **given: Any) -> Any:
        """One word through the other door."""
        body = json.dumps(given).encode()
        request = urllib.request.Request(
            f"{self.url}/control/{what}", body, {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def crowd(self, name: str, **given: Any) -> None:
        """Let a crowd begin."""
        self.control("crowd", name=name, crowd=given)

    def figures(self, name: str) -> dict[str, Any]:
        """What that crowd has seen."""
        found: dict[str, Any] = self.control("figures")["crowds"][name]
        return found

    def wait(self, name: str, over: Callable[[dict[str, Any]], bool], seconds: float) -> dict[str, Any]:
        """The figures once `over` is true of them. Raises TimeoutError with what there was."""
        until = time.monotonic() + seconds
        while True:
            figures = self.figures(name)
            if over(figures):
                return figures
            if figures["stuck"] or time.monotonic() > until:
                raise TimeoutError(f"{name}: {figures}")
            time.sleep(0.2)


def everybody_ended(figures: dict[str, Any]) -> bool:
    """Whether everyone is through the script."""
    return bool(figures["ended"] == figures["members"])


@contextmanager
def process(*arguments: str, **environment: str) -> Iterator[tuple[dict[str, Any], subprocess.Popen[bytes]]]:
    """`python …` that prints one line of JSON when it is ready; its standard input closes at the end of the block."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdin is not None and running.stdout is not None
        try:
            line = running.stdout.readline()
            if not line:
                raise RuntimeError(f"{arguments} ended at once")
            yield json.loads(line), running
        finally:
            running.stdin.close()
            try:
                running.wait(ENDING)
            except subprocess.TimeoutExpired:
                running.kill()


@contextmanager
def stand_in() -> Iterator[Api]:
    """The stand-in Bot API."""
    with process("-m", "benchmarks.botapi") as (told, _):
        yield Api(told["url"])


@contextmanager
def bot(
    api: Api, url: str, folder: Path, *options: str, at: str = WORKING_DAY, **environment: str
) -> Iterator[dict[str, Any]]:
    """The whole program as it serves (see serving.py), on that database; its clock begins at `at`."""
    settings = {
        "TINCOSO_DATABASE_URL": url,
        "TINCOSO_DATA_DIR": str(folder),
        "TINCOSO_TELEGRAM_TOKEN": TOKEN,
        "TINCOSO_TELEGRAM_API": api.url,
        "TINCOSO_ENV_FILE": os.devnull,
        **environment,
    }
    with process("-m", "benchmarks.serving", "--at", at, *options, **settings) as (told, running):
        yield {**told, "pid": running.pid, "process": running}


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix="tincoso-bench-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def sqlite(fill: Callable[[Session], Any]) -> Iterator[tuple[str, Path]]:
    """A SQLite file with the schema, filled; its address and its folder."""
    with folder() as place:
        url = f"sqlite:///{place / 'tincoso.db'}"
        filled(url, fill)
        yield url, place


@contextmanager
def postgresql(server: str, fill: Callable[[Session], Any]) -> Iterator[tuple[str, Path]]:
    """A database on that server with the schema, filled; its address and a folder."""
    with postgres.database(server) as url, folder() as place:
        filled(url, fill)
        yield url, place


@contextmanager
def postgres_server() -> Iterator[str | None]:
    """A PostgreSQL that keeps its promises (fsync on, synchronous_commit on); None where there is none."""
    hurry, postgres.IN_A_HURRY = postgres.IN_A_HURRY, ()
    try:
        with postgres.server() as address:
            yield address
    except postgres.NoPostgres:
        yield None
    finally:
        postgres.IN_A_HURRY = hurry


def filled(url: str, fill: Callable[[Session], Any]) -> None:
    """Make the schema and put something into it."""
    engine = open_engine(url)
    migrate.upgrade(engine)
    door = Door(engine)
    door.write(fill)
    if not door.is_sqlite:
        with engine.begin() as connection:
            for table in ("unit", "officer", "report"):  # numbers were given by us: the database counts on behind them
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) + 1 FROM {table}))")
                )
            connection.execute(text("ANALYZE"))
    else:
        with engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    door.close()


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far (Linux; 0 elsewhere)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mib(pid: int) -> float:
    """Resident memory of a process (Linux; 0 elsewhere)."""
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("VmRSS"))


def shown(title: str, rows: list[Row]) -> str:
    """A part's table as Markdown."""
    lines = [f"### {title}", "", "| What | Measured | Aim | |", "|---|---|---|---|"]
    for row in rows:
        held = "" if row.held is None else "held" if row.held else "**missed**"
        lines.append(f"| {row.what}{f' ({row.note})' if row.note else ''} | {row.figure} | {row.aim} | {held} |")
    return "\n".join(lines) + "\n"
