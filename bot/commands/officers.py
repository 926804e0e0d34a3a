"""`officers import`: people and their posts from a sheet."""

import argparse
from typing import Any

from bot.commands.kit import command
from bot.commands.units import add_import


def add(commands: Any) -> None:
    """Offer the commands."""
    group = command(commands, "officers", None, "Import officers and their posts.", "officers import can-bo.xlsx")
    below = group.add_subparsers(metavar="COMMAND", required=True)
    bring = command(
        below,
        "import",
        act_import,
        "Import officers and their posts from a CSV or XLSX file: all of it or nothing.",
        "officers import can-bo.xlsx --preview",
        "Columns: Mã đơn vị or Tên đơn vị, Họ và tên, Chức vụ, Vai trò.\n"
        "An officer is found again by unit and name; nobody loses a post by not being in the file.\n"
        "Officers who were imported still join by an invite: `invite UNIT --role R --csv`.",
    )
    add_import(bring)


def act_import(given: argparse.Namespace) -> int:
    """Import a sheet of officers."""
    from bot.commands import importing
    from reporting import import_officers
    from reporting.sheets import parse_officers

    return importing.act(given, parse_officers, import_officers.preview, import_officers.bring_in)
