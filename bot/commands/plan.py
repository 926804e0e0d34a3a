"""`plan read FILE`: what the reader of plans understands of a document. `plan import FILE`: a draft of the office."""

import argparse
from pathlib import Path
from typing import Any

from bot.commands.kit import add_json, command


def add(commands: Any) -> None:
    """Offer the command."""
    group = command(
        commands, "plan", None, "Read and take in plans: their tasks, dates and reports.", "plan read KH-12.docx --json"
    )
    below = group.add_subparsers(metavar="COMMAND", required=True)
    parser = command(
        below,
        "read",
        act,
        "Read a plan (.docx, .pdf, .txt) and print its tasks and reporting obligations. Stores nothing.",
        "plan read KH-12.docx --json",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    add_json(parser)
    bring = command(
        below,
        "import",
        act_import,
        "Take a plan in as a draft, to be corrected and issued in the chat (/kehoach).",
        "plan import KH-12.docx --preview",
        "Doubtful tasks come first. The same file again changes nothing; a plan of a number that is known is compared\n"
        "with the one in force. Nothing is given to any unit before it is issued.",
    )
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--unit", metavar="UNIT", help="code or name of the office (default: the only top there is)")
    bring.add_argument("--preview", action="store_true", help="only show what was understood and what would change")
    add_json(bring)


def act(given: argparse.Namespace) -> int:
    """Print what was understood."""
    from bot.plan import read_command

    return read_command(given.file, given.json)


def act_import(given: argparse.Namespace) -> int:
    """Take it in, or show what it would be."""
    from bot.plan_import import import_command

    return import_command(given)
