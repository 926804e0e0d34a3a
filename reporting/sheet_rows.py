"""What a sheet is once it is read: rows of cleaned text, and the two ways in which it can be wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reporting.text import clean_name, fold

MAX_ROWS = 20_000  # rows that hold something, the header among them
MAX_COLUMNS = 50
# A title, a date and a line of instructions may stand above the header.
HEADER_WITHIN = 20

Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something. ``number`` is the one that the person sees beside it, ``cells`` its text, NFC."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row. ``key`` names the sentence in locales/*/sheet.ftl, ``values`` what it needs; ``row``
    is among them."""

    row_number: int
    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)


class SheetError(Exception):
    """The whole file cannot be taken. ``key`` names the sentence in locales/*/sheet.ftl, ``values`` what it needs."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.key = key
        self.values = values
        super().__init__(f"{key} {values}" if values else key)


def problem(row_number: int, key: str, **values: str | int) -> Problem:
    """Return the problem with its row number among the sentence's values."""
    return Problem(row_number, key, {"row": row_number, **values})


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below a header, read by the name of the field."""

    header: Row
    columns: Mapping[str, int]
    body: tuple[Row, ...]

    def read(self, row: Row, name: str) -> str:
        """Return the cell of this field on one line, "" when it is empty or the sheet has no such column."""
        place = self.columns.get(name, len(row.cells))
        return clean_name(row.cells[place]) if place < len(row.cells) else ""


def find_table(rows: Sequence[Row], columns: Columns, required: Sequence[Sequence[str]], missing: str) -> Table:
    """Return the table whose header names at least one field of each group in ``required``.

    ``columns`` gives each field its headings; case, accents and what stands in brackets do not matter, other columns
    are left aside. Raises SheetError: ``missing`` when no such header is among the first rows, sheet-error-empty for
    no rows, sheet-error-column-twice when two columns claim one field.
    """
    if not rows:
        raise SheetError("sheet-error-empty")
    fields = {fold(heading): name for name, headings in columns.items() for heading in headings}
    best: tuple[int, dict[str, int]] | None = None
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        found = _fields_of(row, fields)
        if all(any(name in found for name in group) for group in required) and (not best or len(found) > len(best[1])):
            best = (place, found)
    if best is None:
        raise SheetError(missing)
    header = rows[best[0]]
    _refuse_twins(header, fields)
    # A header that is printed anew on every page is no unit.
    return Table(header, best[1], tuple(row for row in rows[best[0] + 1 :] if row.cells != header.cells))


def _fields_of(row: Row, fields: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        if name := fields.get(_heading(cell)):
            found.setdefault(name, place)
    return found


def _refuse_twins(header: Row, fields: Mapping[str, str]) -> None:
    claimed: set[str] = set()
    for cell in header.cells:
        name = fields.get(_heading(cell))
        if name in claimed:
            raise SheetError("sheet-error-column-twice", column=clean_name(cell))
        claimed.update({name} if name else ())


def _heading(cell: str) -> str:
    return fold(re.sub(r"\([^)]*\)", " ", cell))
