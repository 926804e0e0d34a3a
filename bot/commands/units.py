"""`units init|import|list`: the tree of units."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands.kit import Voice, add_json, command, day, print_json, voice
from reporting.text import fold

if TYPE_CHECKING:
    from reporting.unit_list import ListedUnit
    from reporting.unit_tree import Node


def add(commands: Any) -> None:
    """Offer the commands."""
    group = command(commands, "units", None, "Set up, import and list units.", 'units init --province "Cần Thơ"')
    below = group.add_subparsers(metavar="COMMAND", required=True)
    init = command(
        below,
        "init",
        act_init,
        "Set up a province with all its communes from the official list, the duties and the days off.",
        'units init --province "Cần Thơ"',
        "Makes the database if there is none. Run again, it adds what is missing and changes nothing else.",
    )
    init.add_argument("--province", required=True, metavar="NAME", help="with or without accents")
    init.add_argument(
        "--date", type=day, metavar="DAY", help="the turns that run on this day are the first asked for (default today)"
    )
    bring = command(
        below,
        "import",
        act_import,
        "Import units from a CSV or XLSX file: all of it or nothing.",
        "units import don-vi.xlsx --preview",
        "Columns: Mã, Tên đơn vị, Loại, Mã cấp trên, Tên cấp trên, Từ ngày, Đến ngày.\n"
        "Every bad row is told with its number; the same file again changes nothing.",
    )
    add_import(bring)
    listing = command(below, "list", act_list, "List the units that live today, as a tree.", "units list --json")
    add_json(listing)


def add_import(parser: argparse.ArgumentParser) -> None:
    """What both imports take."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--preview", action="store_true", help="only show what would change")
    add_json(parser)


def act_init(given: argparse.Namespace) -> int:
    """Set up a province."""
    from bot.commands import database
    from bot.settings import load
    from reporting import setup
    from reporting.clock import Clock

    province = _province(given.province)
    settings = load()
    with database.made(settings) as door:
        done = door.write(setup.set_up, Clock().now(), province, settings.zone, given.date)
    say = voice(given, settings)
    print(say("console-set-up", province=done.province, added=done.added, known=done.known))
    print(say("console-set-up-duties", duties=done.duties, days=done.days))
    print(say("console-set-up-next", command=f'python -m bot invite "{done.province}" --role office'))
    return 0


def _province(name: str) -> "ListedUnit":
    """The province that is meant. Raises Refusal with names that look alike."""
    from reporting.refusal import Refusal
    from reporting.unit_list import UnknownProvince, find_province

    try:
        return find_province(name)
    except UnknownProvince as unknown:
        if unknown.near:
            raise Refusal("unit-unknown-near", typed=name, units="; ".join(unknown.near)) from None
        raise Refusal("unit-unknown", typed=name) from None


def act_import(given: argparse.Namespace) -> int:
    """Import a sheet of units."""
    from bot.commands import importing
    from reporting import import_units
    from reporting.sheets import parse_units

    return importing.act(given, parse_units, import_units.preview, import_units.bring_in)


def act_list(given: argparse.Namespace) -> int:
    """Print the tree."""
    from bot.commands import database
    from bot.settings import load
    from reporting.clock import Clock
    from reporting.unit_tree import Tree
    from storage import lists

    settings = load()
    today = Clock().now().astimezone(settings.zone).date()
    with database.opened(settings) as door:
        tree = door.read(lambda session: Tree(lists.units(session)))
        posts = door.read(lists.posts)
    people: dict[int, int] = {}
    for post, _ in posts:
        people[post.unit_id] = people.get(post.unit_id, 0) + 1
    found = list(_walk([node for node in tree.by_id.values() if node.overlaps(today, today)]))
    if given.json:
        print_json([_plain(node, people) for node, _ in found])
    else:
        print("\n".join(_lines(voice(given, settings), found, people)))
    return 0


def _walk(nodes: "list[Node]") -> "Iterator[tuple[Node, int]]":
    """The tree from the top down, each with its depth; by name below one parent."""
    below: dict[Node | None, list[Node]] = {}
    living = set(nodes)
    for node in nodes:
        below.setdefault(node.parent if node.parent in living else None, []).append(node)
    waiting = [(node, 0) for node in _by_name(below.get(None, []))]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in _by_name(below.get(node, []))]


def _by_name(nodes: "list[Node]") -> "list[Node]":
    """Last first: they are taken from the end."""
    return sorted(nodes, key=lambda node: (fold(node.name), node.code or ""), reverse=True)


def _lines(say: Voice, found: "list[tuple[Node, int]]", people: dict[int, int]) -> list[str]:
    lines = []
    for node, depth in found:
        code = f"{node.code}  " if node.code else ""
        count = people.get(node.unit.id or 0, 0) if node.unit else 0
        told = say("console-unit-people", count=count) if count else ""
        lines.append(f"{'  ' * depth}{code}{node.name}{told and '  ' + told}")
    return [*lines, say("console-unit-count", count=len(found))]


def _plain(node: "Node", people: dict[int, int]) -> dict[str, Any]:
    number = node.unit.id if node.unit else None
    above = node.parent.unit if node.parent else None
    return {
        "id": number,
        "code": node.code,
        "name": node.name,
        "kind": node.kind,
        "parent_id": above.id if above else None,
        "parent_code": above.code if above else None,
        "valid_from": _day(node.valid_from),
        "valid_to": _day(node.valid_to),
        "posts": people.get(number or 0, 0),
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
