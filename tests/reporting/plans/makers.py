"""Plan files made for the tests: DOCX with numbers that only numbering.xml knows, PDF with text, PDF without."""

from __future__ import annotations

import io
import re
import textwrap
import zlib

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

LEVELS = [
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("decimal", "%2.%3."),
    ("lowerLetter", "%4)"),
]
LEVEL_OF = [(r"^[IVX]+[.-]\s+", 0), (r"^\d+\.\d+\.\s+", 2), (r"^\d+[.-]\s+", 1), (r"^[a-zđ]\)\s+", 3)]
BULLETS = "-+*"


def _numbering_xml() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(LEVELS)
    )
    bullets = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{glyph}"/></w:lvl>'
        for i, glyph in enumerate(BULLETS)
    )
    return (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="70">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="71">{bullets}</w:abstractNum>'
        '<w:num w:numId="70"><w:abstractNumId w:val="70"/></w:num>'
        '<w:num w:numId="71"><w:abstractNumId w:val="71"/></w:num>'
        "</w:numbering>"
    )


def docx_of(text: str) -> bytes:
    """The text as Word would hold it: marks taken off the lines and given to automatic numbering."""
    document = Document()
    root = document.part.numbering_part.element
    for child in parse_xml(_numbering_xml()):
        root.append(child)
    # Word wants every abstract list before the first list that uses one.
    for num in root.findall(qn("w:num")):
        root.remove(num)
        root.append(num)
    for line in text.split("\n"):
        _add(document, line)
    return saved(document)


def _add(document: Document, line: str) -> None:
    for pattern, level in LEVEL_OF:
        found = re.match(pattern, line)
        if found:
            _numbered(document.add_paragraph(line[found.end() :]), 70, level)
            return
    if line[:2] in {f"{b} " for b in BULLETS}:
        _numbered(document.add_paragraph(line[2:]), 71, BULLETS.index(line[0]))
    else:
        document.add_paragraph(line)


def _numbered(paragraph: object, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_with_table(before: list[str], rows: list[list[str]], merges: list[tuple[int, int, int, int]] = ()) -> bytes:
    """Paragraphs and then a table; `merges` are (row, column, row, column) of opposite corners."""
    document = Document()
    for line in before:
        document.add_paragraph(line)
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    for top, left, bottom, right in merges:
        kept = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = kept
    return saved(document)


def pdf_of(text: str, width: int = 88, lines_a_page: int = 40) -> bytes:
    """The text as printed: broken at a width, on numbered pages, the letters mapped by a ToUnicode table."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines.extend(textwrap.wrap(line, width, break_on_hyphens=False) or [""])
    pages = [lines[i : i + lines_a_page] for i in range(0, len(lines), lines_a_page)]
    return build_pdf([[*page, str(number)] for number, page in enumerate(pages, 1)])


def build_pdf(pages: list[list[str]]) -> bytes:
    """A PDF of these lines, one font, two bytes a letter."""
    return _printed(
        [[(50.0, 800.0 - 14 * i, line) for i, line in enumerate(page)] for page in pages], [""] * len(pages)
    )


def pdf_with_table(pages: list[tuple[list[str], list[list[str]]]], widths: list[int]) -> bytes:
    """Pages of some lines and then a ruled table; a cell is broken at its column's width, «|» alone merges to the left.

    The rules are thin filled rectangles, as Word prints them.
    """
    texts, drawings = [], []
    lefts = [50 + sum(widths[:i]) for i in range(len(widths) + 1)]
    for lines, rows in pages:
        placed = [(50.0, 800.0 - 14 * i, line) for i, line in enumerate(lines)]
        top = 790 - 14 * len(lines)
        rules = [f"{lefts[0]} {top} {sum(widths)} 0.5 re f"]
        for row in rows:
            cells = [textwrap.wrap(cell, max(4, width // 7)) for cell, width in zip(row, widths, strict=True)]
            height = 16 + 14 * max(len(cell) for cell in cells)
            for i, cell in enumerate(cells):
                if row[i] != "|":
                    rules.append(f"{lefts[i]} {top - height} 0.5 {height} re f")
                    placed += [(lefts[i] + 4.0, top - 14.0 - 14 * n, part) for n, part in enumerate(cell)]
            top -= height
            rules.append(f"{lefts[-1]} {top} 0.5 {height} re f")
            rules.append(f"{lefts[0]} {top} {sum(widths)} 0.5 re f")
        texts.append(placed)
        drawings.append("\n".join(rules) + "\n")
    return _printed(texts, drawings)


def _printed(pages: list[list[tuple[float, float, str]]], drawings: list[str]) -> bytes:
    letters = sorted({letter for page in pages for *_, line in page for letter in line})
    codes = {letter: i + 1 for i, letter in enumerate(letters)}
    mapped = [f"<{code:04x}> <{ord(letter):04x}>" for letter, code in codes.items()]
    table = "".join(
        f"{len(chunk)} beginbfchar\n{chr(10).join(chunk)}\nendbfchar\n"
        for chunk in (mapped[i : i + 100] for i in range(0, len(mapped), 100))
    )
    cmap = f"begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n{table}endcmap\n"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 500 >>"
    )
    objects.append(_stream(cmap))
    kids = []
    for page, drawing in zip(pages, drawings, strict=True):
        content = drawing
        for x, y, line in page:
            coded = "".join(f"{codes[letter]:04x}" for letter in line)
            content += f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <{coded}> Tj ET\n"
        number = len(objects) + 1
        objects.append(_stream(content))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{number + 1} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _assembled(objects)


def _stream(content: str) -> str:
    packed = zlib.compress(content.encode("latin-1")).hex() + ">"
    return f"<< /Length {len(packed)} /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n{packed}\nendstream"


def _assembled(objects: list[str]) -> bytes:
    out = "%PDF-1.7\n"
    places = []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{i} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")
