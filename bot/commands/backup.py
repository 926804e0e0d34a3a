"""`backup FILE`: everything in one file, while the program goes on working."""

import argparse
import time
from pathlib import Path
from typing import Any

from bot.commands.kit import command, complain, voice


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "backup",
        act,
        "Write the database and all attached files into one ZIP, as they stand at one moment.",
        "backup /media/disk/tincoso-2026-12-15.zip",
        "May run while the program is in service. Restores into SQLite and PostgreSQL alike.\n"
        "It holds people's names and reports: keep it where only the office can read it.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")


def act(given: argparse.Namespace) -> int:
    """Write the backup and say what is in it."""
    from bot.commands import database
    from bot.settings import load
    from bot.version import version
    from reporting.clock import Clock
    from reporting.refusal import Refusal
    from storage import audit, backup, migrate

    settings = load()
    say, began = voice(given, settings), time.monotonic()
    with database.opened(settings, any_schema=True) as door:
        try:
            kept = backup.write(door.engine, database.folders(settings), given.file, Clock().now(), version())
        except FileExistsError:
            raise Refusal("console-backup-taken", path=str(given.file)) from None
        if migrate.is_current(door.engine):  # an older schema is left as it is
            told = {"rows": kept.rows, "files": len(kept.files)}
            door.write(audit.note, Clock().now(), None, "office.backup", "backup", after=told)
    size = f"{given.file.stat().st_size / 1e6:.1f}"
    seconds = f"{time.monotonic() - began:.1f}"
    print(
        say(
            "console-backup-done",
            path=str(given.file),
            rows=kept.rows,
            files=len(kept.files),
            size=size,
            seconds=seconds,
        )
    )
    if kept.missing:
        complain(say("console-backup-missing", count=len(kept.missing), first=kept.missing[0]))
    return 0
