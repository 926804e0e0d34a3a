"""`restore FILE`: put a backup in the place of what is there; nothing leaves until `resume`."""

import argparse
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands.kit import Voice, command, voice

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.settings import Settings
    from storage.archive import Manifest
    from storage.health import Standing


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "restore",
        act,
        "Put a backup into the database and the files beside it, all of it or nothing.",
        "restore tincoso-2026-12-15.zip --yes",
        "Only into an empty database; with --yes what is there is replaced, after a safety copy of it.\n"
        "Stop the program first. Afterwards no message leaves until `resume`.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--yes", action="store_true", help="replace what is there, after a safety copy")


def act(given: argparse.Namespace) -> int:
    """Restore and say what is different now."""
    from bot.commands import audit_verify, database
    from bot.settings import load
    from reporting import sealing
    from reporting.clock import Clock
    from storage import restore
    from storage.door import Door, open_engine

    settings = load()
    say, began, now = voice(given, settings), time.monotonic(), Clock().now()
    manifest = restore.verify(given.file)
    database.make_folder(settings)
    before, copied = _clear_the_place(settings, now, given.yes)
    engine = open_engine(settings.url)
    try:
        _put(settings, engine, given.file, manifest, now)
        after = _standing(engine)
        audit = audit_verify.told(say, Door(engine).read(sealing.verify))
    finally:
        engine.dispose()
    if copied is not None:
        print(say("console-restore-copied", path=str(copied)))
    for line in [*_difference(say, manifest, before, after), *audit]:
        print(line)
    seconds = f"{time.monotonic() - began:.1f}"
    print(say("console-restore-done", rows=manifest.rows, files=len(manifest.files), seconds=seconds))
    print(say("console-restore-paused", command="python -m bot resume"))
    return 0


def _clear_the_place(settings: "Settings", now: datetime, yes: bool) -> "tuple[Standing | None, Path | None]":
    """What stood there, and its safety copy. Raises Refusal while the program runs, or when it is not empty."""
    import sqlite3

    from sqlalchemy.exc import DatabaseError

    from bot.commands import database
    from storage.door import open_engine

    path = database.file_of(settings.url)
    if path is not None and not path.exists():
        return None, None
    engine = open_engine(settings.url)
    try:
        return _keep_what_is_there(settings, engine, now, yes)
    except (DatabaseError, sqlite3.DatabaseError):
        # A damaged SQLite file: no copy can be written of it, so the file itself is put aside.
        if path is None or not yes:
            raise
        engine.dispose()
        return None, _put_aside(path, now)
    finally:
        engine.dispose()


def _keep_what_is_there(
    settings: "Settings", engine: "Engine", now: datetime, yes: bool
) -> "tuple[Standing | None, Path | None]":
    from bot.commands import database
    from bot.version import version
    from reporting.refusal import Refusal
    from storage import backup, migrate, restore

    _demand_idle(engine)
    with engine.connect().execution_options(reading=True) as connection:
        if migrate.revision_of(connection) is None or not restore.holds_rows(connection):
            return None, None
    if not yes:
        raise Refusal("console-restore-not-empty")
    target = _free_name(settings.data_dir / "backups", f"before-restore-{now:%Y%m%d-%H%M%S}")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    backup.write(engine, database.folders(settings), target, now, version())
    return (_standing(engine) if migrate.is_current(engine) else None), target


def _free_name(folder: Path, stem: str) -> Path:
    """One that nothing has: what is being restored may be a safety copy of this very second."""
    names = (folder / f"{stem}{ending}.zip" for ending in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(path for path in names if not path.exists())


def _demand_idle(engine: "Engine") -> None:
    """The senders hold a lock each as long as the program runs. Raises Refusal("console-in-service")."""
    from reporting.refusal import Refusal
    from storage.lock import open_lock
    from storage.officers import CHANNELS

    for channel in CHANNELS:
        lock = open_lock(engine, f"sender-{channel}")
        if not lock.take():
            raise Refusal("console-in-service")
        lock.release()


def _put_aside(path: Path, now: datetime) -> Path:
    aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}")
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside


def _put(settings: "Settings", engine: "Engine", file: Path, manifest: "Manifest", now: datetime) -> None:
    from bot.commands import database
    from storage import migrate, restore

    restore.files(file, manifest, database.folders(settings))
    with migrate.alone(engine) as connection:
        restore.rows(connection, file, manifest, now)


def _standing(engine: "Engine") -> "Standing":
    from storage import health
    from storage.door import Door

    return Door(engine).read(health.standing)


def _difference(say: Voice, manifest: "Manifest", before: "Standing | None", after: "Standing") -> list[str]:
    """What the office must know before it goes on: how old the backup is and what is not in it."""
    made = say.moment(datetime.fromisoformat(manifest.made_at))
    lines = [say("console-restore-made", made=made, version=manifest.program)]
    for name in ("reports", "officers", "units"):
        there = getattr(before, name) if before else "–"
        lines.append(say(f"console-restore-{name}", before=there, after=getattr(after, name)))
    for name in ("newest", "last_act"):
        there, here = (_moment(say, one, name) for one in (before, after))
        lines.append(say(f"console-restore-{name.replace('_', '-')}", before=there, after=here))
    pending = "; ".join(f"{say(f'channel-{name}')} {count}" for name, count in sorted(after.pending.items()))
    return [*lines, say("console-restore-pending", pending=pending or "0")]


def _moment(say: Voice, standing: "Standing | None", name: str) -> str:
    value = getattr(standing, name) if standing else None
    return say.moment(value) if value else "–"
