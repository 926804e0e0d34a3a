"""Who stands under whom within one sheet, so that parents can be written before their children."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from reporting.sheet_rows import Problem, problem
from reporting.text import fold
from reporting.unit_kinds import RANKS
from reporting.unit_match import bare_name, match

# Provinces, districts, communes and hamlets make four levels; more than this is a circle.
MAX_DEPTH = 50


class Child(Protocol):
    """What the tree needs to know of a row."""

    @property
    def row_number(self) -> int: ...
    @property
    def code(self) -> str | None: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def parent_code(self) -> str | None: ...
    @property
    def parent_name(self) -> str | None: ...


C = TypeVar("C", bound=Child)


def parents_first(units: Sequence[C]) -> tuple[list[C], dict[int, int], list[Problem]]:
    """Return the units in an order in which no parent follows its child, who stands above whom, and the problems.

    The second part gives row numbers: a unit's and its parent's, where the parent is in the sheet. Problems: a unit
    that is its own parent, a circle, a parent's name that several rows have. Such rows are left out, what stands under
    them stays.
    """
    above, problems = _parents(units)
    over = {unit.row_number: _over(unit.row_number, above) for unit in units}
    circling = [unit for unit in units if unit.row_number in over[unit.row_number]]
    problems += [problem(unit.row_number, "sheet-problem-parent-circle", name=unit.name) for unit in circling]
    lost = {found.row_number for found in problems}
    kept = [unit for unit in units if unit.row_number not in lost]
    kept.sort(key=lambda unit: (len(over[unit.row_number]), unit.row_number))
    return kept, {child: parent for child, parent in above.items() if not {child, parent} & lost}, problems


def _parents(units: Sequence[C]) -> tuple[dict[int, int], list[Problem]]:
    """Return the row of each unit's parent where it is in the sheet, and the units whose parent cannot be told."""
    by_code = {unit.code.casefold(): unit for unit in units if unit.code}
    by_name: dict[str, list[C]] = defaultdict(list)
    for unit in units:
        for form in {fold(unit.name), fold(bare_name(unit.name, unit.kind))}:
            by_name[form].append(unit)
    above: dict[int, int] = {}
    problems: list[Problem] = []
    known: dict[tuple[str, str, str], list[C]] = {}
    for unit in units:
        question = (unit.parent_code or "", unit.parent_name or "", unit.kind)  # asked alike by many rows
        if question not in known:
            known[question] = _meant(unit, by_code, by_name)
        meant = known[question]
        if len(meant) > 1:
            name = unit.parent_name or ""
            problems.append(problem(unit.row_number, "sheet-problem-parent-unclear", name=name, count=len(meant)))
        elif meant:
            above[unit.row_number] = meant[0].row_number
    return above, problems


def _meant(unit: C, by_code: Mapping[str, C], by_name: Mapping[str, Sequence[C]]) -> list[C]:
    """Return the rows that a unit's parent can be. The code decides where there is one, as codes do not repeat."""
    if unit.parent_code:
        parent = by_code.get(unit.parent_code.casefold())
        return [parent] if parent else []
    named = unit.parent_name or ""
    short = fold(named).split(" ", 1)[-1]  # "p. Mỹ Tho" is kept under "my tho"
    candidates = {found.row_number: found for form in {fold(named), short} for found in by_name.get(form, ())}
    return _higher(unit, match(named, candidates.values()))


def _higher(unit: C, candidates: list[C]) -> list[C]:
    """Keep those of a higher rank, if there are any: "Cà Mau" above a ward is the province, not the ward Cà Mau."""
    rank = RANKS.get(unit.kind, 0)
    return [found for found in candidates if RANKS.get(found.kind, rank) < rank] or candidates


def _over(row: int, above: Mapping[int, int]) -> list[int]:
    """Return the rows that stand above a row, nearest first, MAX_DEPTH at most; in a circle the row is among them."""
    found: list[int] = []
    while row in above and len(found) < MAX_DEPTH:
        row = above[row]
        found.append(row)
    return found
