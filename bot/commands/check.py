"""`check`: what is in order, what is not."""

import argparse
from typing import TYPE_CHECKING, Any

from bot.commands.kit import Voice, add_json, command, print_json

if TYPE_CHECKING:
    from bot.check import Check


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "check",
        act,
        "Look at settings, database, channels, clock, disk and what waits; 1 when something fails.",
        "check --json",
    )
    add_json(parser)


def act(given: argparse.Namespace) -> int:
    """Print every check. 0: nothing fails (warnings may be there)."""
    from bot.check import FAIL

    found, say = _look(given.lang)
    told = [{"name": one.name, "state": one.state, "text": say(one.key, **one.values)} for one in found]
    if given.json:
        print_json({"checks": told})
    else:
        for one in told:
            print(f"{say('check-state-' + one['state']):<8} {one['name']}: {one['text']}")
    return int(any(one.state == FAIL for one in found))


def _look(language: str) -> "tuple[list[Check], Voice]":
    """Without readable settings nothing else can be looked at."""
    from pydantic import ValidationError

    from bot import check
    from bot.commands.errors import settings_fault
    from bot.settings import load
    from reporting.clock import Clock
    from reporting.daysoff import VIETNAM

    try:
        settings = load()
    except ValidationError as error:
        told = {"what": settings_fault(error)}
        return [check.Check("settings", check.FAIL, "check-settings-wrong", told)], Voice(language, VIETNAM)
    from bot import check_database

    clock = Clock()
    found = [check.Check("settings", check.OK, "check-settings-ok"), *check.machine(settings, clock.now())]
    if settings.telegram_token is None:
        found.append(check.Check("telegram", check.OK, "check-telegram-none"))
    else:
        from bot import check_telegram

        found += check_telegram.look(settings, settings.telegram_token.get_secret_value(), clock.now)
    found += check_database.look(settings, clock.now())
    return found, Voice(language, settings.zone)
