"""`migrate`: bring the database to the schema of this program, or a step back."""

import argparse
from typing import Any

from bot.commands.kit import command, voice


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "migrate",
        act,
        "Bring the database to this program's schema, making it where there is none.",
        "migrate",
        "`run` does the same at its start. Make a backup before --down.",
    )
    parser.add_argument("--down", action="store_true", help="go one step back, to use an older program again")


def act(given: argparse.Namespace) -> int:
    """Migrate and say where the database stands."""
    from bot.commands import database
    from bot.settings import load
    from storage import migrate

    settings = load()
    say = voice(given, settings)
    if given.down:
        with database.opened(settings, any_schema=True) as door:
            migrate.downgrade(door.engine, "-1")
            print(say("console-migrated", revision=migrate.current(door.engine) or "–"))
        return 0
    with database.made(settings) as door:
        print(say("console-migrated", revision=migrate.current(door.engine) or "–"))
    return 0
