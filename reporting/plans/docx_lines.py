"""DOCX → lines: paragraphs with the numbers that Word generates, tables as rows with cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document

from reporting.plans.lines import Line
from reporting.plans.model import PlanError
from reporting.plans.numbering import Numbering, W
from reporting.plans.tables import columns_of
from reporting.plans.text import clean
from reporting.plans.wrapping import mark_wide

MAX_ROWS, MAX_COLUMNS = 20_000, 50
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Deleted text of tracked changes, the second copy of a drawing, notes of the reviewer.
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{_MC}Fallback", f"{W}pPr", f"{W}rPr", f"{W}txbxContent"}
_BREAKS = {f"{W}br", f"{W}cr"}
_HEADING = re.compile(r"^(?:heading|tiu|muc|u)\D{0,6}([1-9])$", re.IGNORECASE)


def read_docx(data: bytes) -> list[Line]:
    """The lines of a DOCX, in order; a row of a table of tasks keeps its cells, other tables are read cell by cell."""
    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
    except PlanError:
        raise
    except Exception as error:  # python-docx lets zipfile, lxml and KeyError through for the same thing: a broken file
        raise PlanError("refused-plan-corrupt") from error
    return mark_wide(list(_Reader(document).lines(body)))


class _Reader:
    def __init__(self, document: Any) -> None:
        part = document.part
        self.numbering = Numbering(_root(part, "numbering"), _root(part, "styles"))
        self.count = 0
        self.tables = 0

    def lines(self, body: Any) -> Iterator[Line]:
        for block in _blocks(body):
            if block.tag == f"{W}p":
                yield from self._paragraph(block)
            else:
                yield from self._table(block)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        style = _style(paragraph)
        if style.upper().startswith("TOC"):
            return
        mark = self.numbering.mark(paragraph)
        heading = _HEADING.match(style)
        for i, text in enumerate(_text(paragraph).split("\n")):
            self.count += 1
            shown = f"{mark}{text}" if i == 0 and text.strip() else text
            level = int(heading[1]) if heading and i == 0 and not mark else 0
            yield Line(self.count, clean(shown), level=level)

    def _table(self, table: Any) -> Iterator[Line]:
        self.tables += 1
        number = self.tables
        rows = [self._row(row, number) for row in self._grid(table)]
        if columns_of(rows) is None:
            yield from self._layout(rows)
            return
        for row in rows:
            self.count += 1
            yield Line(self.count, "", row.cells, number, spans=row.spans)

    def _layout(self, rows: list[Line]) -> Iterator[Line]:
        """A table that only places things: its cells one after the other, a merged cell once."""
        before: tuple[str, ...] = ()
        for row in rows:
            seen: list[str] = []
            for i, cell in enumerate(row.cells):
                above = before[i] if i < len(before) else None
                if cell.strip() and cell not in seen and cell != above:
                    seen.append(cell)
                    for text in cell.split("\n"):
                        self.count += 1
                        yield Line(self.count, text)
            before = row.cells
            self.count += 1
            yield Line(self.count, "")

    def _row(self, cells: list[tuple[str, int]], number: int) -> Line:
        texts = [text for text, span in cells for _ in range(span)]
        return Line(0, "", tuple(texts), number, spans=len(cells) == 1 and len(texts) > 1)

    def _grid(self, table: Any) -> list[list[tuple[str, int]]]:
        """Rows of (text, columns it spans); a cell merged downwards repeats its text."""
        rows: list[list[tuple[str, int]]] = []
        above: dict[int, str] = {}
        for row in table.iter(f"{W}tr"):
            if row.getparent() is not table and not _is_own(row, table):
                continue
            if len(rows) >= MAX_ROWS:
                raise PlanError("refused-plan-too-long")
            cells: list[tuple[str, int]] = []
            column = 0
            for cell in _cells(row):
                span = min(_span(cell), MAX_COLUMNS - column)
                if span <= 0:
                    raise PlanError("refused-plan-too-long")
                text = above.get(column, "") if _goes_on(cell) else self._cell(cell)
                above[column] = text
                cells.append((text, span))
                column += span
            rows.append(cells)
        return rows

    def _cell(self, cell: Any) -> str:
        """The paragraphs of a cell, numbers included, one a line; tables inside it as plain text."""
        parts = []
        for paragraph in cell.iter(f"{W}p"):
            text = _text(paragraph)
            mark = self.numbering.mark(paragraph)
            if text.strip() or mark:
                parts.append(f"{mark}{text}")
        return clean("\n".join(parts)).strip()


def _root(part: Any, name: str) -> Any | None:
    """The root element of a related part; python-docx would make up an empty one where there is none."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            return getattr(relation.target_part, "element", None)
    return None


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, out of content controls too; generated lists of contents left out."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{W}sdt":
            gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            content = child.find(f"{W}sdtContent")
            if content is not None and (gallery is None or "Contents" not in (gallery.get(f"{W}val") or "")):
                yield from _blocks(content)
        elif child.tag in (f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            yield from _blocks(child)


def _is_own(row: Any, table: Any) -> bool:
    """Whether a row belongs to this table, not to one inside a cell of it."""
    at = row.getparent()
    while at is not None and at is not table:
        if at.tag == f"{W}tbl":
            return False
        at = at.getparent()
    return True


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            yield from child.iter(f"{W}tc")


def _span(cell: Any) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    value = found.get(f"{W}val") if found is not None else None
    return max(1, int(value)) if value and value.isdigit() else 1


def _goes_on(cell: Any) -> bool:
    found = cell.find(f"{W}tcPr/{W}vMerge")
    return found is not None and found.get(f"{W}val") in (None, "continue")


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return (found.get(f"{W}val") or "") if found is not None else ""


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{W}t":
            yield (child.text or "").replace("\n", " ")
        elif tag == f"{W}tab":
            yield "\t"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag in _BREAKS:
            yield "\n"
        elif isinstance(tag, str):
            yield from _pieces(child)
