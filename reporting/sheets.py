"""Units and officers from a spreadsheet: a file's bytes become rows, rows become checked units or officers.

Pure, and safe to run in another process: bytes in, plain data out. This file is the door; what stands behind it is
in sheet_*.py. A caller that serves chats runs ``read_rows`` outside the event loop.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import Any

from openpyxl import load_workbook

from reporting.sheet_export import safe_cell, safe_csv_cell, write_template
from reporting.sheet_guard import OLE, check_size, check_workbook
from reporting.sheet_officers import OfficerRow, OfficerSheet, parse_officers
from reporting.sheet_rows import MAX_COLUMNS, MAX_ROWS, Problem, Row, SheetError
from reporting.sheet_units import UnitRow, UnitSheet, parse_units
from reporting.text import clean

__all__ = [
    "OfficerRow",
    "OfficerSheet",
    "Problem",
    "Row",
    "SheetError",
    "UnitRow",
    "UnitSheet",
    "parse_officers",
    "parse_units",
    "read_rows",
    "safe_cell",
    "safe_csv_cell",
    "write_template",
]

# The format ends at row 1,048,576; a number beyond it is a lie that would keep a reader counting.
LAST_ROW = 1_048_576
# Cells that are walked over, empty ones among them: 1,200 rows that are coloured up to column XFD.
MAX_WALKED = 20_000_000

_DELIMITERS = (",", ";", "\t")


def read_rows(file_name: str, data: bytes) -> list[Row]:
    """Return the rows of a CSV (comma, semicolon or tab; UTF-8, or UTF-16 with its mark) or of an XLSX.

    Only rows that hold something, with the numbers that the person sees; of an XLSX the first visible sheet that holds
    something. Cells are cleaned text: numbers as digits,
    dates as YYYY-MM-DD, formulas as their last result. The content decides on the kind before the name does.
    Raises SheetError, and nothing else, whatever the bytes are.
    """
    check_size(data)
    suffix = PurePath(clean(file_name)).suffix.lower()
    if data.startswith((b"PK", OLE)) or suffix in (".xlsx", ".xlsm", ".xls"):
        check_workbook(data)
        return _limited(_workbook_rows(data))
    if suffix not in (".csv", ".tsv", ".txt"):
        raise SheetError("sheet-error-kind")
    return _limited(_text_rows(_decoded(data)))


def _limited(rows: Iterable[tuple[int, list[str]]]) -> list[Row]:
    """Return the rows that hold something, cleaned. Raises SheetError at the first that is too many or too wide."""
    kept: list[Row] = []
    for number, values in rows:
        cells = [clean(value).strip() for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise SheetError("sheet-error-columns", limit=MAX_COLUMNS)
        if cells and (len(kept) >= MAX_ROWS or number > MAX_ROWS * 2):
            raise SheetError("sheet-error-rows", limit=MAX_ROWS)
        if cells:
            kept.append(Row(number, tuple(cells)))
    if not kept:
        raise SheetError("sheet-error-empty")
    return kept


def _workbook_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield (number, values) of the first visible sheet that holds something. Raises SheetError."""
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in workbook.worksheets:
            filled = False
            for number, values in _sheet_rows(sheet):
                filled = True
                yield number, values
            if filled:
                return
    except SheetError:
        raise
    except Exception as damage:  # openpyxl raises nearly anything for a bent file
        raise SheetError("sheet-error-damaged") from damage


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with a value. The sheet's own word on its size is not believed: it can claim XFD1048576."""
    if sheet.sheet_state != "visible":
        return
    sheet.reset_dimensions()
    walked = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        walked += len(values)
        if number > LAST_ROW or walked > MAX_WALKED:
            raise SheetError("sheet-error-unsafe")
        if any(value is not None for value in values):
            yield number, [_shown(value) for value in values]


def _shown(value: object) -> str:
    """Return a cell's value as text: 97.0 as "97", a date as "2026-12-15"."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _decoded(data: bytes) -> str:
    """Return the text of a CSV. Raises SheetError for any coding but Unicode: old ones lose Vietnamese letters."""
    coding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(coding).replace("\x00", "")
    except UnicodeDecodeError as other:
        raise SheetError("sheet-error-coding") from other


def _text_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (number, values) of a CSV, the rows counted as a spreadsheet program shows them."""
    number = 0
    try:
        delimiter = _delimiter(text)
        if text[:4].lower() == "sep=":  # Excel's own hint, which it does not show as a row
            text = text.partition("\n")[2]
        rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, values in enumerate(rows, start=1):
            yield number, values
    except csv.Error as fault:
        raise SheetError("sheet-error-quotes", row=number + 1) from fault


def _delimiter(text: str) -> str:
    """Return what parts the cells: Excel's hint, else what gives most of the first rows one and the same width.

    The widest row would not do: an address in a file of semicolons has more commas than the file has columns.
    """
    if text[:4].lower() == "sep=" and text[4:5] in _DELIMITERS:
        return text[4]
    head = text[:50_000].splitlines()[:20]

    def regularity(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(head, delimiter=delimiter) if len(row) > 1)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=regularity)
