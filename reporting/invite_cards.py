"""Drawing the sheet of invites: cards in two columns on A4, to print and cut. Words come from the caller.

No database. python-docx and segno are loaded when a sheet is drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

from reporting.invite_sheet import Sheet
from reporting.text import clean_name

COLUMNS, ROWS = 2, 4
# A4 without margins of 12 mm, which office printers keep white, and room for the heading.
CARD_WIDTH_MM, CARD_HEIGHT_MM, QR_MM = 93, 64, 32
MARGIN_MM = 12
FONT = "Times New Roman"


@dataclass(frozen=True)
class Card:
    """What stands on one card: `code` in groups, `link` behind the QR code ("" draws none), one line each."""

    unit: str
    above: str
    role: str
    name: str
    code: str
    link: str
    until: str


@dataclass(frozen=True)
class Words:
    """The sentences that are the same on every card."""

    heading: str
    footer: str
    organisation: str
    code: str
    scan: str
    how: str


def worded(
    sheet: Sheet, say: Callable[..., str], moment: Callable[[datetime], str], bot_link: str, public_url: str
) -> bytes:
    """The sheet as a DOCX file, in the words of `say`. The QR code leads to the bot, without one to the page.

    `bot_link` is https://t.me/NAME, `public_url` the page's address; either may be "".
    """
    page = public_url.removeprefix("https://").rstrip("/")
    cards = [
        Card(
            unit=made.unit,
            above=above,
            role=say("sheet-card-role", role=say(f"role-{made.role}")),
            name=made.name or "",
            code=made.code,
            link=f"{bot_link}?start={made.link}" if bot_link else public_url,
            until=say("sheet-card-until", moment=moment(made.expires_at)),
        )
        for _, above, made in sheet.made
    ]
    how = "both" if bot_link and page else "telegram" if bot_link else "page" if page else "office"
    words = Words(
        heading=say("sheet-card-heading", unit=sheet.unit, count=len(cards)),
        footer=say("sheet-card-footer"),
        organisation=say("page-organisation"),
        code=say("sheet-card-code"),
        scan=say("sheet-card-scan-telegram" if bot_link else "sheet-card-scan-page"),
        how=say(f"sheet-card-how-{how}", page=page),
    )
    return docx(cards, words)


def docx(cards: Sequence[Card], words: Words) -> bytes:
    """The sheet as a DOCX file."""
    from docx import Document
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    document = Document()
    _page(document, words)
    rows = -(-len(cards) // COLUMNS)
    table = document.add_table(rows=rows, cols=COLUMNS)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _borders(table)
    for number, row in enumerate(table.rows):
        _fixed(row, CARD_HEIGHT_MM)
        for column, cell in enumerate(row.cells):
            cell.width = Mm(CARD_WIDTH_MM)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            place = number * COLUMNS + column
            if place < len(cards):
                _card(cell, cards[place], words)
    _small_end(document)
    into = BytesIO()
    document.save(into)
    return into.getvalue()


def _page(document: "Document", words: Words) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document.core_properties.title = words.heading
    document.core_properties.author = words.organisation
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10)
    style.element.rPr.rFonts.set(_name("w:eastAsia"), FONT)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin, section.bottom_margin = Mm(17), Mm(15)
    section.header_distance = section.footer_distance = Mm(8)
    for part, text, size in ((section.header, words.heading, 10), (section.footer, words.footer, 9)):
        line = part.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(line, text, size, bold=part is section.header)


def _card(cell: Any, card: Card, words: Words) -> None:
    """Text at the left, the QR code at the right; without one the text has the whole width."""
    from docx.shared import Mm

    widths = (CARD_WIDTH_MM - QR_MM - 8, QR_MM + 4) if card.link else (CARD_WIDTH_MM - 4,)
    inner = cell.add_table(rows=1, cols=len(widths))
    inner.autofit = False
    for one, width in zip(inner.rows[0].cells, widths, strict=True):
        one.width = Mm(width)
    left = inner.rows[0].cells[0]
    _line(left.paragraphs[0], words.organisation, 8)
    _line(left.add_paragraph(), card.unit, 14 if len(card.unit) <= 24 else 11.5, bold=True, before=3)
    if card.above:
        _line(left.add_paragraph(), card.above, 9.5)
    _line(left.add_paragraph(), card.role, 10.5, before=3)
    if card.name:
        _line(left.add_paragraph(), card.name, 10.5, bold=True)
    _line(left.add_paragraph(), words.code, 9, before=5)
    _code(left.add_paragraph(), card.code)
    _line(left.add_paragraph(), card.until, 9, before=4)
    if card.link:
        _qr(inner.rows[0].cells[1], card.link, words.scan)
    how = cell.paragraphs[-1]  # the one that Word keeps below a table
    how.paragraph_format.left_indent = how.paragraph_format.right_indent = Mm(2)
    _line(how, words.how, 9, before=4)
    # Word begins a cell with an empty paragraph: made the card's upper margin.
    _line(cell.paragraphs[0], "", 4)


def _qr(cell: Any, link: str, scan: str) -> None:
    import segno
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    picture.seek(0)
    place = cell.paragraphs[0]
    place.alignment = WD_ALIGN_PARAGRAPH.CENTER
    place.add_run().add_picture(picture, width=Mm(QR_MM))
    below = cell.add_paragraph()
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(below, scan, 8)


def _line(paragraph: Any, text: str, size: float, bold: bool = False, before: float = 0) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.line_spacing = 1.0
    _run(paragraph, text, size, bold)


def _run(paragraph: Any, text: str, size: float, bold: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(clean_name(text))
    run.font.size, run.font.bold = Pt(size), bold


def _code(paragraph: Any, code: str) -> None:
    """Letters of one width, so that 0 and O, 1 and I are told apart when it is read aloud."""
    from docx.shared import Pt

    run = paragraph.add_run(code)
    run.font.name, run.font.size, run.font.bold = "Courier New", Pt(13), True
    run._element.rPr.rFonts.set(_name("w:cs"), "Courier New")


def _fixed(row: Any, height: int) -> None:
    """The same height for every card, and none of them torn by a page's end."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.EXACTLY
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _borders(table: Any) -> None:
    """Dashed lines, along which the cards are cut."""
    from docx.oxml import OxmlElement

    edges = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            edge.set(_name(f"w:{name}"), value)
        edges.append(edge)
    table._tbl.tblPr.append(edges)


def _small_end(document: "Document") -> None:
    """Word keeps a paragraph after a table: one point high, or it begins an empty page."""
    from docx.shared import Pt

    last = document.add_paragraph()
    last.paragraph_format.line_spacing = Pt(1)
    _run(last, "", 1)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(tag))
