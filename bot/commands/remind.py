"""`remind --dry-run`: who would get what, when, and who cannot be reached."""

import argparse
from typing import TYPE_CHECKING, Any

from bot.commands.kit import Voice, add_json, at_office, command, moment, print_json, voice

if TYPE_CHECKING:
    from reporting.remind import DryRun


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "remind",
        act,
        "Show who would be reminded of what and when, and who cannot be reached. Sends nothing.",
        "remind --dry-run --at 2026-12-04T08:00 --json",
    )
    parser.add_argument("--dry-run", action="store_true", required=True, help="only show (reminding itself is `run`'s)")
    parser.add_argument("--at", type=moment, metavar="ISO", help="as if it were that moment (default now)")
    add_json(parser)


def act(given: argparse.Namespace) -> int:
    """Print the dry run."""
    from bot.commands import database
    from bot.settings import load
    from reporting import office as offices
    from reporting.clock import Clock
    from reporting.remind_preview import dry_run

    settings = load()
    with database.opened(settings) as door:
        office = door.read(offices.load, settings.zone)
        found = door.read(dry_run, at_office(given.at, Clock().now(), settings.zone), office)
    if given.json:
        print_json(found.to_json(office))
    else:
        print("\n".join(_lines(voice(given, settings), found)))
    return 0


def _lines(say: Voice, found: "DryRun") -> list[str]:
    lines = [say("console-remind-at", moment=say.moment(found.at), count=len(found.lines))]
    for line in found.lines:
        told = say("console-remind-to", moment=say.moment(line.at), officer=line.officer, channel=line.channel)
        lines.append(told)
        for item in line.items:
            report, last = item.title or say.report(item.duty, item.period), say.day(item.last_good_day)
            to = say(f"console-to-{item.to}")
            lines.append(say("console-remind-item", unit=item.unit, report=report, step=item.step, last=last, to=to))
    if found.unreached:
        lines.append(say("console-remind-unreached", count=len(found.unreached)))
    for one in found.unreached:
        who, report = one.officer or say("console-nobody"), one.title or say.report(one.duty, one.period)
        why = say(f"console-why-{one.why}")
        lines.append(say("console-remind-lost", unit=one.unit, officer=who, report=report, why=why))
    return lines
