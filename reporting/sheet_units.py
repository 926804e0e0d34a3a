"""A sheet of units, checked row by row: what can be told without the table of units."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.sheet_rows import Problem, Row, Table, find_table, problem
from reporting.sheet_tree import parents_first
from reporting.text import clean_name, fold, spelling
from reporting.unit_kinds import GOVERNMENT, NAME_WORDS, kind_in_name, kind_told
from reporting.unit_match import bare_name

MAX_NAME = 200
MAX_CODE = 32

# The first heading of each field is the template's.
UNIT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("Mã", "Mã đơn vị", "Mã số", "Code", "Unit code"),
    "name": ("Tên đơn vị", "Tên", "Đơn vị", "Name", "Unit name", "Unit"),
    "kind": ("Loại", "Loại đơn vị", "Cấp", "Kind", "Type", "Unit type"),
    "parent_code": ("Mã cấp trên", "Mã đơn vị cấp trên", "Parent code"),
    "parent_name": ("Tên cấp trên", "Đơn vị cấp trên", "Cấp trên", "Trực thuộc", "Thuộc", "Parent name", "Parent"),
    "valid_from": ("Từ ngày", "Hiệu lực từ", "Ngày hiệu lực", "Valid from"),
    "valid_to": ("Đến ngày", "Hiệu lực đến", "Ngày hết hiệu lực", "Valid to"),
}
# Left in place by whoever fills the template, and then no unit.
UNIT_EXAMPLE = ("VD-001", "Xã Ví Dụ", "xã", "VD", "Tỉnh Ví Dụ", "01/07/2025", "")

_CODE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._/-]{{0,{MAX_CODE - 1}}}")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the sheet tells it. ``name`` is the full name, "Xã Khun Há", also where the sheet says "Khun Há" with
    the kind "xã". The days are the first and the last of its life, None for open. A code is told as it is typed: a
    spreadsheet may have eaten the zeros in front."""

    row_number: int
    code: str | None
    name: str
    kind: str
    parent_code: str | None
    parent_name: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The good rows, every parent before its children, and what is wrong with the others, by row number.

    ``above`` gives the row number of a unit's parent where that stands in the same sheet. A unit with a ``parent_code``
    or ``parent_name`` that is not in ``above`` has its parent in the table of units, or nowhere: the caller looks.
    """

    units: tuple[UnitRow, ...]
    above: Mapping[int, int]
    problems: tuple[Problem, ...]


def parse_units(rows: Sequence[Row]) -> UnitSheet:
    """Return the units of a sheet. Raises SheetError when no row names the column of the units' names.

    Column for column: UNIT_COLUMNS. A kind that is left out is read from the name ("Phường Mỹ Tho").
    """
    table = find_table(rows, UNIT_COLUMNS, [("name",)], "sheet-error-header-units")
    good: list[UnitRow] = []
    problems: list[Problem] = []
    for row in table.body:
        if row.cells == UNIT_EXAMPLE[: len(row.cells)]:
            continue
        unit, wrong = _unit(table, row)
        problems += wrong
        good += [unit] if not wrong else []
    good, twins = _without_twins(good)
    good, above, lost = parents_first(good)
    return UnitSheet(tuple(good), above, tuple(sorted([*problems, *twins, *lost], key=lambda found: found.row_number)))


def _unit(table: Table, row: Row) -> tuple[UnitRow, list[Problem]]:
    name = table.read(row, "name")
    kind = kind_told(table.read(row, "kind")) or kind_in_name(name) or ""
    days, wrong_days = _days(table, row)
    unit = UnitRow(
        row.number,
        table.read(row, "code") or None,
        _full_name(name, kind),
        kind,
        table.read(row, "parent_code") or None,
        table.read(row, "parent_name") or None,
        *days,
    )
    return unit, [*_faults(unit, name, table.read(row, "kind")), *wrong_days]


def _faults(unit: UnitRow, name: str, kind_word: str) -> Iterator[Problem]:
    """Yield what is wrong with a row's words; ``name`` and ``kind_word`` are those that were typed."""
    row = unit.row_number
    if not name:
        yield problem(row, "sheet-problem-name-missing")
    elif not any(sign.isalpha() for sign in name):
        yield problem(row, "sheet-problem-name-letters", name=name[:40])
    elif max(len(unit.name), len(fold(unit.name))) > MAX_NAME:
        yield problem(row, "sheet-problem-long", text=name[:40], limit=MAX_NAME)
    elif kind_word and not kind_told(kind_word):
        yield problem(row, "sheet-problem-kind", kind=kind_word[:40])
    elif not unit.kind:
        yield problem(row, "sheet-problem-kind-missing", name=name)
    elif unit.kind in GOVERNMENT and kind_in_name(name) not in (None, unit.kind):
        yield problem(row, "sheet-problem-kind-name", name=name, kind=kind_word)
    for code in filter(None, (unit.code, unit.parent_code)):
        if not _CODE.fullmatch(code):
            yield problem(row, "sheet-problem-code", code=code[:40], limit=MAX_CODE)


def _full_name(name: str, kind: str) -> str:
    """Put the kind's word before a bare name where there is only one such word: Khun Há, xa -> "Xã Khun Há"."""
    words = NAME_WORDS.get(kind, ())
    if not name or kind not in GOVERNMENT or len(words) != 1 or kind_in_name(name) or bare_name(name, kind) != name:
        return name
    return clean_name(f"{words[0].capitalize()} {name}")


def _days(table: Table, row: Row) -> tuple[tuple[date | None, date | None], list[Problem]]:
    """Return the first and the last day of a unit's life and what is wrong with them."""
    days: list[date | None] = []
    for name in ("valid_from", "valid_to"):
        typed = table.read(row, name)
        try:
            days.append(read_date(typed) if typed else None)
        except ValueError:
            return (None, None), [problem(row.number, "sheet-problem-date", date=typed[:40])]
    first, last = days
    if first and last and last < first:
        return (first, last), [problem(row.number, "sheet-problem-days-turned")]
    return (first, last), []


def read_date(typed: str) -> date:
    """Return the day of "1/7/2025", "01-07-2025", "1.7.2025" (day first) or "2025-07-01". Raises ValueError."""
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
        raise ValueError(f"not a day: {typed[:40]!r}")
    return date.fromisoformat(typed)


def _without_twins(units: Sequence[UnitRow]) -> tuple[list[UnitRow], list[Problem]]:
    """Return the units whose code, and whose name below one parent, no earlier row has; the others as problems."""
    seen: dict[tuple[str, ...], int] = {}
    kept: list[UnitRow] = []
    problems: list[Problem] = []
    for unit in units:
        code = ("code", (unit.code or "").casefold())
        parent = (unit.parent_code or "").casefold() or spelling(unit.parent_name or "")
        name = ("name", unit.kind, spelling(unit.name), parent)
        if unit.code and code in seen:
            problems.append(problem(unit.row_number, "sheet-problem-code-twice", code=unit.code, first=seen[code]))
        elif name in seen:
            problems.append(problem(unit.row_number, "sheet-problem-name-twice", name=unit.name, first=seen[name]))
        else:
            kept.append(unit)
            seen |= {name: unit.row_number} | ({code: unit.row_number} if unit.code else {})
    return kept, problems
