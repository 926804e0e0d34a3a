"""Cells that stay text: what people wrote must not become a formula in the office's spreadsheet (CWE-1236)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from reporting.sheet_officers import OFFICER_COLUMNS, OFFICER_EXAMPLE
from reporting.sheet_units import UNIT_COLUMNS, UNIT_EXAMPLE
from reporting.text import clean, utf16_len

# What one XLSX cell holds, in UTF-16 units. openpyxl cuts what is longer without a word.
MAX_CELL = 32_767

Value = str | int | float | Decimal | date | datetime | bool | None

# What makes a spreadsheet program take a text for a formula, the wide forms of Asian keyboards among them.
_FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")

_TEMPLATES = {"units": (UNIT_COLUMNS, UNIT_EXAMPLE), "officers": (OFFICER_COLUMNS, OFFICER_EXAMPLE)}


def safe_cell(cell: Any, value: Value) -> None:
    """Put a value into an openpyxl cell; a text stays a text, whatever it begins with, also when it is edited later.

    The text is cleaned. Raises ValueError for one longer than MAX_CELL: the caller splits it
    (``reporting.text.split_text``), for nothing may be cut silently.
    """
    if not isinstance(value, str):
        cell.value = value
        return
    text = clean(value)
    if utf16_len(text) > MAX_CELL:
        raise ValueError(f"a cell holds {MAX_CELL} characters, the text has {utf16_len(text)}")
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True


def safe_csv_cell(value: Value) -> str:
    """Return a value for a CSV cell: a text that a spreadsheet could take for a formula gets an apostrophe in front.

    Numbers keep their sign. The text is cleaned; blanks before the sign do not help an attacker.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = clean(value)
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) or text.lstrip().startswith(_FORMULA_SIGNS) else text


def write_template(kind: Literal["units", "officers"]) -> bytes:
    """Return an XLSX to be filled: a header and one example row, which is left aside when the sheet is read back."""
    return blank(*_TEMPLATES[kind])


def blank(columns: Mapping[str, Sequence[str]], example: Sequence[str], widest: int | None = None) -> bytes:
    """Return an XLSX of those columns with the example below; no column is wider than `widest` letters.

    Every column is formatted as text, so that codes keep their zeros and days stay as they are typed.
    """
    book = Workbook()
    sheet = book.active
    for place, (headings, shown) in enumerate(zip(columns.values(), example, strict=True), start=1):
        letter = get_column_letter(place)
        width = max(16, len(shown) + 2)
        sheet.column_dimensions[letter].width = width if widest is None else min(widest, width)
        sheet.column_dimensions[letter].number_format = "@"
        for number, text in enumerate((headings[0], shown), start=1):
            cell = sheet.cell(row=number, column=place)
            safe_cell(cell, text)
            cell.number_format = "@"
        sheet.cell(row=1, column=place).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()
