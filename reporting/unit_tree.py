"""The tree of units in memory: which of them a row of a sheet means, found quickly among thousands.

Names repeat, so a name alone never decides: the code does, or the name below one parent.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporting.text import fold
from reporting.unit_kinds import RANKS
from reporting.unit_match import bare_name, match
from storage.units import Unit

# Provinces, districts, communes and hamlets make four levels; a walk up that is longer goes in a circle.
MAX_DEPTH = 50
# The official codes of provinces and communes; a spreadsheet takes them for numbers and eats the zeros in front.
CODE_LENGTHS = (2, 3, 5)


@dataclass(eq=False)
class Node:
    """A unit as it is, or as an import will make it; `unit` None is one that is not stored yet."""

    code: str | None
    kind: str
    name: str
    parent: "Node | None" = None
    valid_from: date | None = None
    valid_to: date | None = None
    unit: Unit | None = None
    row: int = 0

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Whether it lives on some day from `first` to `last` (None: open)."""
        ended = self.valid_to is not None and first is not None and self.valid_to < first
        ahead = self.valid_from is not None and last is not None and self.valid_from > last
        return not (ended or ahead)

    def circles(self) -> bool:
        """Whether the way up from here never ends."""
        above = self.parent
        for _ in range(MAX_DEPTH):
            if above is None:
                return False
            above = above.parent
        return True


class Tree:
    """Every unit, found by code, by the name below a parent, or by name anywhere."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.by_id = {unit.id: _node(unit) for unit in units if unit.id is not None}
        for unit in units:
            if unit.id is not None and unit.parent_id is not None:
                self.by_id[unit.id].parent = self.by_id[unit.parent_id]
        self._codes: dict[str, Node] = {}
        self._below: dict[tuple[Node | None, str], list[Node]] = defaultdict(list)
        self._named: dict[str, list[Node]] = defaultdict(list)
        for node in self.by_id.values():
            self.put(node)

    def put(self, node: Node) -> None:
        """Let it be found as it is called now, and where it stands now (by earlier names and places too)."""
        bare = fold(bare_name(node.name, node.kind))
        if node.code:
            self._codes[node.code.casefold()] = node
        self._below[node.parent, bare].append(node)
        for form in {fold(node.name), bare}:
            self._named[form].append(node)

    def coded(self, code: str, name: str = "") -> Node | None:
        """The unit with this code; one whose zeros were eaten only if its name agrees."""
        exact = self._codes.get(code.casefold())
        if exact is not None or not code.isdigit() or not name:
            return exact
        padded = (self._codes.get(code.zfill(length)) for length in CODE_LENGTHS)
        return next((node for node in padded if node is not None and match(name, [node])), None)

    def below(self, parent: Node | None, name: str, kind: str) -> list[Node]:
        """The units of that kind directly below that can be meant by the name."""
        found = self._below.get((parent, fold(bare_name(name, kind))), [])
        return match(name, [node for node in found if node.kind == kind and node.parent is parent])

    def named(self, typed: str) -> list[Node]:
        """The units anywhere that can be meant by what was typed."""
        whole = fold(typed)
        forms = {whole, whole.split(" ", 1)[-1]}  # "p. Mỹ Tho" is kept under "my tho"
        candidates = dict.fromkeys(node for form in forms for node in self._named.get(form, ()))
        return match(typed, candidates)


def higher(kind: str, candidates: list[Node]) -> list[Node]:
    """Keep those of a higher rank, if there are any: "Cà Mau" above a ward is the province, not the ward Cà Mau."""
    rank = RANKS.get(kind, 0)
    return [node for node in candidates if RANKS.get(node.kind, rank) < rank] or candidates


def _node(unit: Unit) -> Node:
    return Node(unit.code, unit.kind, unit.name, None, unit.valid_from, unit.valid_to, unit)
