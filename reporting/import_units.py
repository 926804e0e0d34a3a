"""A sheet of units against the table of units: what is new, what changes, what cannot be; then all of it or nothing.

What a sheet does not say stays as it is: an empty cell takes nothing away, a unit that is not in it goes on living.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from reporting.imports import Added, Changed, Imported, in_order
from reporting.sheet_rows import Problem, problem
from reporting.sheet_units import UnitRow, UnitSheet
from reporting.text import fold, spelling
from reporting.unit_tree import Node, Tree, higher
from storage import audit, lists
from storage.units import Unit

PROVINCIAL = ("tinh", "thanh_pho")


def preview(session: Session, today: date, sheet: UnitSheet) -> Imported:
    """What the sheet would bring; a unit that ended before `today` (at the office) is not meant. Reads only."""
    return _Matching(session, today, sheet).result()


def bring_in(session: Session, now: datetime, today: date, sheet: UnitSheet) -> Imported:
    """Store it, unless a row has a problem: then nothing is stored and `problems` says why."""
    matching = _Matching(session, today, sheet)
    result = matching.result()
    if not result.problems and not result.idle:
        _store(session, now, matching, result)
    return result


@dataclass
class _Matching:
    """One pass over the sheet, parents first."""

    session: Session
    today: date
    sheet: UnitSheet
    problems: list[Problem] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    fresh: list[Node] = field(default_factory=list)
    moved: list[tuple[UnitRow, Node]] = field(default_factory=list)
    rows: dict[int, Node] = field(default_factory=dict)
    claimed: dict[Node, int] = field(default_factory=dict)
    tree: Tree = field(init=False)
    has_province: bool = field(init=False)

    def __post_init__(self) -> None:
        self.tree = Tree(lists.units(self.session))
        kinds = {node.kind for node in self.tree.by_id.values()} | {row.kind for row in self.sheet.units}
        self.has_province = not kinds.isdisjoint(PROVINCIAL)

    def result(self) -> Imported:
        """Go through the sheet; to be called once."""
        for row in self.sheet.units:
            self._take(row)
        for row, node in self.moved:
            self._check_place(row, node)
        touched = {one.row for one in self.changed} | {node.row for node in self.fresh}
        return Imported(
            added=tuple(Added(n.row, "unit", n.name, n.parent.name if n.parent else "") for n in self.fresh),
            changed=tuple(self.changed),
            same=len(set(self.rows) - touched),
            problems=in_order([*self.sheet.problems, *self.problems]),
        )

    def _take(self, row: UnitRow) -> None:
        told, parent = self._parent(row)
        if told and parent is None:
            return
        node = self._known(row, told, parent)
        if isinstance(node, Problem):
            self.problems.append(node)
        elif node is None:
            self._add(row, parent)
        elif node in self.claimed:
            first = self.claimed[node]
            self.problems.append(problem(row.row_number, "import-unit-twice", name=node.name, first=first))
        else:
            self.rows[row.row_number], self.claimed[node] = node, row.row_number
            self._change(row, node, told, parent)

    def _parent(self, row: UnitRow) -> tuple[bool, Node | None]:
        """Whether the sheet names an upper unit, and which one it is; None where it cannot be told, with a problem."""
        if row.row_number in self.sheet.above:
            # A parent with a problem of its own has no node; that problem is enough.
            return True, self.rows.get(self.sheet.above[row.row_number])
        if not (row.parent_code or row.parent_name):
            return False, None
        found = self._candidates(row)
        if len(found) == 1:
            return True, found[0]
        name = row.parent_code or row.parent_name or ""
        key = "sheet-problem-parent-unclear" if found else "import-parent-unknown"
        values: dict[str, Any] = {"name": name, "count": len(found)} if found else {"name": name}
        self.problems.append(problem(row.row_number, key, **values))
        return True, None

    def _candidates(self, row: UnitRow) -> list[Node]:
        if row.parent_code:
            node = self.tree.coded(row.parent_code, row.parent_name or "")
            return [node] if node else []
        living = [n for n in self.tree.named(row.parent_name or "") if n.overlaps(*self._life(row))]
        return higher(row.kind, living)

    def _life(self, row: UnitRow) -> tuple[date | None, date | None]:
        """The days that a row speaks of: its own, or from today on where it names none."""
        return (row.valid_from, row.valid_to) if row.valid_from or row.valid_to else (self.today, None)

    def _known(self, row: UnitRow, told: bool, parent: Node | None) -> Node | Problem | None:
        """The unit that the row means, None for a new one."""
        coded = self.tree.coded(row.code, row.name) if row.code else None
        if coded is not None:
            return coded
        if told:
            found = self.tree.below(parent, row.name, row.kind)
        else:
            found = [node for node in self.tree.named(row.name) if node.kind == row.kind]
        found = [node for node in found if node.overlaps(*self._life(row))]
        if len(found) > 1:
            return problem(row.row_number, "import-unit-unclear", name=row.name, count=len(found))
        if found and row.code and found[0].code:
            return problem(row.row_number, "import-code-differs", name=row.name, code=row.code, there=found[0].code)
        if not found and not told and self.has_province and row.kind not in PROVINCIAL:
            return problem(row.row_number, "import-parent-missing", name=row.name)
        return found[0] if found else None

    def _add(self, row: UnitRow, parent: Node | None) -> None:
        node = Node(row.code, row.kind, row.name, parent, row.valid_from, row.valid_to, None, row.row_number)
        self.rows[row.row_number], self.claimed[node] = node, row.row_number
        self.fresh.append(node)
        self.tree.put(node)

    def _change(self, row: UnitRow, node: Node, told: bool, parent: Node | None) -> None:
        """Note what the row says differently, and make the node so."""
        moves = told and parent is not node.parent
        called = node.name
        found = list(self._differences(row, node, parent if moves else None))
        for name, before, after in found:
            self.changed.append(Changed(row.row_number, called, name, _shown(before), _shown(after)))
            setattr(node, name, after)
        if node.valid_from and node.valid_to and node.valid_to < node.valid_from:
            self.problems.append(problem(row.row_number, "sheet-problem-days-turned"))
        if {"name", "kind", "parent"} & {name for name, _, _ in found}:
            self.moved.append((row, node))
            self.tree.put(node)

    def _differences(self, row: UnitRow, node: Node, parent: Node | None) -> Iterator[tuple[str, Any, Any]]:
        wanted: dict[str, Any] = {
            "code": None if node.code else row.code,
            "name": row.name if _renames(row, node) else None,
            "kind": row.kind,
            "parent": parent,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
        for name, after in wanted.items():
            before = getattr(node, name)
            if after is not None and after != before:
                yield name, before, after

    def _check_place(self, row: UnitRow, node: Node) -> None:
        """After all rows: who was moved or renamed stands under nobody below it, and beside no namesake."""
        if node.circles():
            self.problems.append(problem(row.row_number, "sheet-problem-parent-circle", name=node.name))
            return
        namesakes = self.tree.below(node.parent, node.name, node.kind)
        if any(
            other is not node
            and spelling(other.name) == spelling(node.name)
            and other.overlaps(node.valid_from, node.valid_to)
            for other in namesakes
        ):
            self.problems.append(problem(row.row_number, "import-name-taken", name=node.name))


def _renames(row: UnitRow, node: Node) -> bool:
    """Only the code makes sure that another name is meant; and letters without accents take none away."""
    if not row.code or row.name == node.name or spelling(row.name) == spelling(node.name):
        return False
    return not (fold(row.name) == fold(node.name) and spelling(row.name).isascii())


def _shown(value: Any) -> str:
    if isinstance(value, Node):
        return value.name
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _store(session: Session, now: datetime, matching: _Matching, result: Imported) -> None:
    for row in {one.row for one in result.changed}:
        _write(matching.rows[row])
        session.add(matching.rows[row].unit)
    for level in _levels(matching.fresh):
        for node in level:
            node.unit = Unit(kind=node.kind, name=node.name, folded="")
            _write(node)
        session.add_all([node.unit for node in level])
        session.flush()
    for _, node in matching.moved:
        _write(node)  # its new parent has a number now
    session.flush()
    told = {"added": len(result.added), "rows": [dict(vars(one)) for one in result.changed]}
    audit.note(session, now, None, "units.import", "unit", after=told)


def _write(node: Node) -> None:
    unit = node.unit
    assert unit is not None
    unit.code, unit.kind, unit.name, unit.folded = node.code, node.kind, node.name, fold(node.name)
    unit.parent_id = node.parent.unit.id if node.parent and node.parent.unit else None
    unit.valid_from, unit.valid_to = node.valid_from, node.valid_to


def _levels(fresh: list[Node]) -> Iterator[list[Node]]:
    """The new units, level by level: a parent has its number before its children are written."""
    waiting = list(fresh)
    while waiting:
        ready = [node for node in waiting if node.parent is None or node.parent.unit is not None]
        assert ready, "the sheet was checked for circles"
        yield ready
        waiting = [node for node in waiting if node.unit is None]
