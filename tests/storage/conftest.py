"""Doors that stand open on one database only, and a backup with a photo in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import backup
from storage.door import Door, open_engine
from tests import postgres
from tests.cast import START
from tests.storage.rows import fill

STORED = "0123456789abcdef0123456789abcdef"
PHOTO = bytes(range(256)) * 300


@pytest.fixture
def postgres_door(postgres_schema: Engine) -> Iterator[Door]:
    postgres.empty(postgres_schema)
    opened = Door(open_engine(postgres_schema.url.render_as_string(hide_password=False)))
    yield opened
    opened.close()


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    """The folders of the files, with one photo that a report names."""
    made = {name: tmp_path / "from" / name for name in ("attachments", "web")}
    for folder in made.values():
        folder.mkdir(parents=True)
    (made["attachments"] / STORED).write_bytes(PHOTO)
    return made


@pytest.fixture
def kept_on_sqlite(sqlite_schema: Path, folders: dict[str, Path], tmp_path: Path) -> Path:
    source = tmp_path / "source.db"
    source.write_bytes(sqlite_schema.read_bytes())
    engine = open_engine(f"sqlite:///{source}")
    fill(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE attachment SET stored = :stored WHERE id = 1"), {"stored": STORED})
    backup.write(engine, folders, tmp_path / "kept.zip", START, "0.1.0")
    engine.dispose()
    return tmp_path / "kept.zip"
