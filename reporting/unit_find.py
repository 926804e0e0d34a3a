"""Which unit somebody at the command line means: by code, or by name with or without accents; never a guess."""

from datetime import date

from sqlmodel import Session

from reporting.refusal import Refusal
from reporting.unit_match import near
from reporting.unit_tree import Node, Tree
from storage import lists, units
from storage.units import Unit

SHOWN = 8


def one(session: Session, today: date, typed: str) -> Unit:
    """The living unit with this code or name.

    Raises Refusal("unit-unknown") with names that look alike, and Refusal("unit-unclear") with those that it may be.
    """
    tree = Tree(lists.units(session))
    found = tree.coded(typed.strip())
    if found is not None and found.unit is not None:
        return found.unit
    meant = [node for node in tree.named(typed) if node.overlaps(today, today)]
    if len(meant) == 1 and meant[0].unit is not None:
        return meant[0].unit
    if meant:
        raise Refusal("unit-unclear", typed=typed, count=len(meant), units=told(meant))
    alike = near(typed, [node for node in tree.by_id.values() if node.overlaps(today, today)], limit=3)
    if alike:
        raise Refusal("unit-unknown-near", typed=typed, units=told(alike))
    raise Refusal("unit-unknown", typed=typed)


def top(session: Session, today: date, typed: str | None) -> int:
    """The unit that is named, or the only one that stands under no other. Raises Refusal."""
    if typed:
        return one(session, today, typed).id or 0
    tops = [unit for unit in units.roots(session) if unit.valid_to is None or unit.valid_to >= today]
    if len(tops) != 1:
        shown = "; ".join(f"{unit.code} {unit.name}" if unit.code else unit.name for unit in tops[:SHOWN])
        raise Refusal("console-which-top", units=shown or "–")
    return tops[0].id or 0


def told(nodes: list[Node]) -> str:
    """The units with their codes and the unit above, as they can be told apart."""
    shown = []
    for node in nodes[:SHOWN]:
        parts = [part for part in (node.code, node.parent.name if node.parent else None) if part]
        shown.append(f"{node.name} ({', '.join(parts)})" if parts else node.name)
    return "; ".join(shown) + ("; …" if len(nodes) > SHOWN else "")
