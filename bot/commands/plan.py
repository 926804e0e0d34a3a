"""`plan read FILE`: what the reader of plans understands of a document."""

import argparse
from pathlib import Path
from typing import Any

from bot.commands.kit import add_json, command


def add(commands: Any) -> None:
    """Offer the command."""
    group = command(commands, "plan", None, "Read a plan: its tasks, dates and reports.", "plan read KH-12.docx --json")
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


def act(given: argparse.Namespace) -> int:
    """Print what was understood."""
    from bot.plan import read_command

    return read_command(given.file, given.json)
