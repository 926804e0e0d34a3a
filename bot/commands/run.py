"""`run`: go into service."""

import argparse
import asyncio
from typing import Any

from bot.commands.kit import command


def add(commands: Any) -> None:
    """Offer the command."""
    command(
        commands,
        "run",
        act,
        "Go into service: every channel whose settings are present, the clock, the senders.",
        "run",
        "Settings are environment variables or .env, prefix TINCOSO_; `check` says what is missing.\n"
        "Ends in order on Ctrl-C or SIGTERM.",
    )


def act(given: argparse.Namespace) -> int:
    """Serve until stopped."""
    from bot import check
    from bot.commands import database
    from bot.settings import load
    from reporting.refusal import Refusal

    settings = load()
    for path in check.readable_by_others():
        raise Refusal("console-loose-file", path=str(path))
    if settings.telegram_token and not check.is_token(settings.telegram_token.get_secret_value()):
        raise Refusal("check-telegram-form")
    database.demand_sound(settings)
    from bot.serve import serve  # now, not before: it takes seconds

    return asyncio.run(serve(settings))
