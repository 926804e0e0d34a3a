"""A database and a clock for every test: what asks for `door` or `engine` runs on SQLite and on PostgreSQL.

The schema is made by the migrations, once a session for each database, and only emptied between tests.
"""

import gc
import os
import re
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from reporting import office as offices
from reporting.clock import StoppedClock
from reporting.daysoff import VIETNAM
from storage.door import Door, open_engine
from tests import postgres, schema
from tests.cast import START, settle
from tests.office.stories import Province

WITHOUT = "no PostgreSQL here"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: needs a PostgreSQL server")


def pytest_collection_finish() -> None:
    """What was imported stays: looking through a million objects of libraries again and again is a fifth of a run."""
    gc.collect()
    gc.freeze()


BY_TURNS = ("attacks", "office", "people", "planning", "tasks", "walks")
"""Folders of stories told through the whole program: each is told on one database, by turns on this and on that; where
there are two channels, one of them on each. TINCOSO_EVERY_WAY=1 tells each on all."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the other turn tells, where both were asked for."""
    if os.environ.get("TINCOSO_EVERY_WAY"):
        return
    ways: dict[str, set[str]] = {}
    for item in items:
        if told := _telling(item):
            ways.setdefault(told[0], set()).add(told[1])
    left = []
    for item in items:
        told = _telling(item)
        if told and len(ways[told[0]]) > 1 and (told[1] == "postgresql") != told[2]:
            left.append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        gone = set(left)
        items[:] = [item for item in items if item not in gone]


def _telling(item: pytest.Item) -> tuple[str, str, bool] | None:
    """Which story on which channel, on which database, and whether it is PostgreSQL's turn."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    if "database" not in params or item.path.relative_to(Path(__file__).parent).parts[0] not in BY_TURNS:
        return None
    telling = re.sub("sqlite|postgresql", "?", item.nodeid)
    story = re.sub("telegram|web", "?", telling) if "channel" in params else telling
    turn = bool(zlib.crc32(story.encode()) % 2) != (params.get("channel") == "telegram")
    return telling, str(params["database"]), turn


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Half of the promises untested is worth a line that nobody overlooks."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if WITHOUT in str(report.longrepr)]
    if skipped:
        terminalreporter.section("PostgreSQL", red=True, bold=True)
        reason = str(skipped[0].longrepr[2]) if isinstance(skipped[0].longrepr, tuple) else str(skipped[0].longrepr)
        terminalreporter.line(f"{len(skipped)} tests were NOT run. {reason.removeprefix('Skipped: ')}", red=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A server's address. Without one these tests are skipped aloud, and fail where CI is set."""
    running = postgres.server()
    try:
        address = running.__enter__()
    except postgres.NoPostgres as why:
        told = f"{WITHOUT}: {why}. Install requirements.lock, or Debian's postgresql, or set {postgres.NAMED}."
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    yield address
    running.__exit__(None, None, None)


@pytest.fixture(scope="session")
def postgres_schema(postgres_server: str) -> Iterator[Engine]:
    with postgres.migrated(postgres_server) as engine:
        yield engine


@pytest.fixture(scope="session")
def postgres_blank(postgres_server: str) -> Iterator[Engine]:
    with postgres.database(postgres_server) as url:
        engine = create_engine(url, poolclass=NullPool)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def sqlite_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "tincoso.db"
    engine = open_engine(f"sqlite:///{path}")
    schema.make(engine)
    engine.dispose()  # closes the last connection, which leaves no log file behind
    return path


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with the schema and no row."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_schema"), tmp_path / "tincoso.db")
        return f"sqlite:///{path}"
    engine = request.getfixturevalue("postgres_schema")
    postgres.empty(engine)
    return str(engine.url.render_as_string(hide_password=False))


@pytest.fixture(params=BOTH)
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'blank.db'}"
    engine = request.getfixturevalue("postgres_blank")
    postgres.wipe(engine)
    return str(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    opened = open_engine(database)
    yield opened
    opened.dispose()


@pytest.fixture
def door(engine: Engine) -> Iterator[Door]:
    opened = Door(engine)
    yield opened
    opened.close()


@pytest.fixture
def province(door: Door) -> Province:
    """The cast's province, for what the office asks."""
    cast = door.write(settle)
    return Province(door, cast, door.read(offices.load, VIETNAM))


@pytest.fixture
def clock() -> StoppedClock:
    """It stands at Sunday 22/11/2026, 09:00 in Hà Nội, until it is moved."""
    return StoppedClock(START)
