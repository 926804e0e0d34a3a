"""`summary`: one turn of a duty over a branch of the tree, as text or JSON."""

import argparse
import json
from pathlib import Path
from typing import Any

from bot.commands.kit import command, output, voice


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "summary",
        act,
        "Sum up a period: who handed in, figures, opinions by topic, hot spots.",
        "summary --duty situation --period 2026-Q4 --unit 92 --format json -o q4.json",
    )
    parser.add_argument("--duty", required=True, metavar="CODE", help="situation, half-year, year, monthly …")
    parser.add_argument("--period", required=True, metavar="PERIOD", help="2026-Q4, 2026-H1, 2026, 2026-M11")
    parser.add_argument("--unit", metavar="UNIT", help="code or name of the top (default: the only top there is)")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="the same as --format json")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to a file instead of printing")


def act(given: argparse.Namespace) -> int:
    """Print the summary."""
    from bot.commands import database
    from bot.commands.summary_text import lines
    from bot.settings import load
    from reporting import journal, unit_find
    from reporting import office as offices
    from reporting.clock import Clock
    from reporting.summarise import summarise

    settings = load()
    now = Clock().now()
    today = now.astimezone(settings.zone).date()
    with database.opened(settings) as door:
        office = door.read(offices.load, settings.zone)
        root = door.read(unit_find.top, today, given.unit)
        found = door.read(summarise, now, None, given.duty, given.period, root, office)
        told = {"duty": given.duty, "period": given.period, "format": given.format}
        door.write(journal.summary_exported, now, root, told)
    if given.format == "json":
        output(json.dumps(found.to_json(), ensure_ascii=False, indent=1), given.output)
    else:
        output("\n".join(lines(voice(given, settings), found)), given.output)
    return 0
