"""The stage is built once, and every attack gets a copy of it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from reporting import office as offices
from reporting.daysoff import VIETNAM
from storage.door import Door, open_engine
from storage.files import FileStore
from tests.attacks import stage as stages
from tests.attacks.knock import Knocker
from tests.attacks.stage import Stage
from tests.cast import settle
from tests.office.stories import Province


def _door(path: Path) -> Door:
    """Nothing is killed here, so nothing needs to wait for the disk."""
    engine = open_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return Door(engine)


@pytest.fixture(scope="session")
def built(sqlite_schema: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stage]:
    folder = tmp_path_factory.mktemp("stage")
    path = Path(shutil.copy(sqlite_schema, folder / "stage.db"))
    door = _door(path)
    made = stages.build(door, FileStore(folder / "files"))
    door.close()
    return path, made


@pytest.fixture
def stage(built: tuple[Path, Stage], tmp_path: Path) -> Iterator[Stage]:
    path, made = built
    door = _door(Path(shutil.copy(path, tmp_path / "stage.db")))
    yield replace(made, door=door)
    door.close()


@pytest.fixture
def knocker(stage: Stage) -> Knocker:
    return Knocker(stage)


@pytest.fixture
def province(sqlite_schema: Path, tmp_path: Path) -> Iterator[Province]:
    """The cast's province on SQLite alone; the fourth quarter is the first that is asked for."""
    door = Door(open_engine(f"sqlite:///{shutil.copy(sqlite_schema, tmp_path / 'tincoso.db')}"))
    cast = door.write(lambda session: settle(session, first="2026-Q4"))
    yield Province(door, cast, door.read(offices.load, VIETNAM))
    door.close()
