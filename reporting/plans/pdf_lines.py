"""PDF with text → lines: page numbers and running heads taken out, so that items go on over pages."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from reporting.plans.lines import Line
from reporting.plans.model import PlanError
from reporting.plans.pdf_tables import PageText, read_page
from reporting.plans.tables import columns_of
from reporting.plans.text import clean, key, squeeze
from reporting.plans.wrapping import mark_wide

MAX_PAGES = 200
# A page of a scan may still hold a stamp or a page number as text.
MIN_LETTERS = 25
_PAGE_NUMBER = re.compile(r"^(?:[-–\s]*\d{1,3}[-–\s]*|trang\s*\d+(?:\s*/\s*\d+)?|\d+\s*/\s*\d+)$", re.IGNORECASE)


def read_pdf(data: bytes) -> tuple[list[Line], int]:
    """The lines of a PDF and how many of its pages hold no text. Raises PlanError for scans, locks and broken files."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PlanError("refused-plan-locked")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise PlanError("refused-plan-pages", pages=count, limit=MAX_PAGES)
        pages = [read_page(page) for page in reader.pages]
    except PlanError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        # pypdf's promise for broken files is only PyPdfError; fuzzing shows the others.
        raise PlanError("refused-plan-corrupt") from error
    empty = [page for page in pages if sum(c.isalpha() for c in page.plain) < MIN_LETTERS]
    if not pages or len(empty) == len(pages):
        raise PlanError("refused-plan-scan")
    return _lines(pages), len(empty)


def _lines(pages: list[PageText]) -> list[Line]:
    """The lines of all pages; a table of tasks that goes on over pages is one table, any other is read as it stands."""
    running = _running([clean(page.plain).split("\n") for page in pages])
    tables = _tables(pages)
    lines: list[Line] = []
    for page, table in zip(pages, tables, strict=True):
        texts = (page.before, page.after) if table else (page.plain, "")
        lines += [Line(0, text) for text in _kept(texts[0], running)]
        if table:
            _add_rows(lines, page, table)
        lines += [Line(0, text) for text in _kept(texts[1], running)]
    return mark_wide([replace(line, number=i) for i, line in enumerate(lines, 1)], sure=True)


def _add_rows(lines: list[Line], page: PageText, table: int) -> None:
    """The rows of a page's table; a first row without a number or title goes on with a row that the page's end cut."""
    for i, (cells, whole) in enumerate(zip(page.rows, page.whole, strict=True)):
        row = Line(0, "", tuple(map(clean, cells)), table, spans=whole)
        last = lines[-1] if lines else None
        if i == 0 and last and last.table == table and not whole and not row.cells[0] and any(row.cells):
            joined = tuple(f"{a} {b}".strip() for a, b in zip(last.cells, row.cells, strict=False))
            lines[-1] = replace(last, cells=joined)
        else:
            lines.append(row)


def _tables(pages: list[PageText]) -> list[int]:
    """Of each page, the number of the table of tasks that its grid belongs to; 0 where it has none."""
    numbers: list[int] = []
    columns = 0
    for i, page in enumerate(pages):
        width = len(page.rows[0]) if page.rows else 0
        if width and columns_of([Line(0, "", cells) for cells in page.rows]):
            goes_on = bool(i and numbers[-1] and columns == width and not page.before.strip())
            numbers.append(numbers[-1] if goes_on else max(numbers, default=0) + 1)
        elif width and width == columns and numbers and numbers[-1]:
            numbers.append(numbers[-1])
        else:
            numbers.append(0)
        columns = width
    return numbers


def _kept(text: str, running: set[str]) -> list[str]:
    """The lines of a page without its number and running heads, no blank ones at the edges."""
    lines = [squeeze(line) for line in clean(text).split("\n")]
    lines = [line for line in lines if not _PAGE_NUMBER.match(line) and key(line) not in running]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _running(pages: list[list[str]]) -> set[str]:
    """Heads and feet: lines at the edge of a page that come again on most pages."""
    if len(pages) < 3:
        return set()
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page if line.strip()]
        edges.update({key(line) for line in [*lines[:2], *lines[-2:]]})
    return {line for line, count in edges.items() if line and count > len(pages) / 2}
