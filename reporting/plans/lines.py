"""Lines of a document and the mark that a line begins with: I. 1.1 B) a) - + *.

A document, whatever its file, becomes a list of `Line`; a row of a table keeps its cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ROMAN = {"I": 1, "V": 5, "X": 10}
# Of bullets, the lower rank stands above the higher: «* Lưu ý:» over «- …» over «+ …».
BULLETS = {
    "*": 1,
    "★": 1,
    "❖": 1,
    "➢": 1,
    "-": 2,
    "–": 2,
    "—": 2,
    "−": 2,
    "+": 3,
    "•": 4,
    "●": 4,
    "·": 4,
    "○": 5,
    "▪": 5,
    "■": 5,
}
BULLETS |= {"\uf0b7": 4, "\uf0a7": 5, "\uf02d": 2, "\uf0d8": 1, "\uf076": 1, "→": 5, "⁃": 2, "◦": 5}

_PART = re.compile(
    r"^(?P<kind>PHẦN|Phần(?!\s+\d+\s*:)|CHƯƠNG|Chương|MỤC|Mục(?!\s+\d+\s*:)|Điều)\s+(?:THỨ\s+"
    r"|thứ\s+)?(?P<n>[IVX]{1,5}|\d{1,3}|NHẤT|HAI|BA|TƯ|NĂM|[Nn]hất|[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm)"
    r"\s*(?:[.:)–-]\s*|$|\s+(?=[A-ZĐÁÀẢÃẠĂẮÂẤÉÈÊẾÍÌÓÒÔỐƠỚÚÙƯỨÝ]{2}))"
)
_ROMAN = re.compile(r"^(?P<n>[IVX]{1,5})\s*(?:[.):]|/(?=[\sA-ZĐ])|\s?[-–—](?!\s*\d))\s*(?=\S)")
_DOTTED = re.compile(r"^(?P<n>\d{1,2}(?:\.\d{1,2}){1,4})(?:[.)/:]\s*|\s*[-–]\s+|\s+)(?=[^\W\d_]|[\"“(\[«])")
_ARABIC = re.compile(r"^(?P<n>\d{1,3})\s?(?P<s>[.)/:]|\s?[-–](?=\s))\s*(?=[^\W\d_]|[\"“(\[«]|\d{1,3}\s)")
_ENCLOSED = re.compile(r"^\((?P<n>\d{1,2}|[a-zđ])\)\s*(?=\S)")
# «Đ/c», «T/M» and «V/v» are words, not marks
_LETTER = re.compile(r"^(?P<n>[A-ZĐ])\s?(?:[.)]\s*|[/:-]\s+)(?=\S)")
_SMALL = re.compile(r"^(?P<n>[a-zđ])\s?(?P<s>[.)]\s*|/\s+)(?=\S)|^(?P<n2>i{1,3}|iv|vi{0,3}|ix)\s?\)\s*(?=\S)")
_STAGE = re.compile(
    r"^(?P<kind>Phần|Mục|Bước|Giai đoạn|Đợt|Nhiệm vụ|Nội dung|Hoạt động)\s+(?P<n>\d{1,2}|[IVX]{1,4}|một"
    r"|hai|ba|nhất)\s*[.:)]\s*(?=\S)"
)


@dataclass(frozen=True)
class Mark:
    """The mark of a line: its style (roman, letter, arabic …), number and label as it goes into a code."""

    style: str
    label: str
    number: int = 0
    rank: int = 0


@dataclass(frozen=True)
class Line:
    """A line of the document: `number` from 1, cleaned text, and the cells when it is a row of a table.

    `wide`: the text fills its line, so that the next line may go on with the sentence.
    """

    number: int
    text: str
    cells: tuple[str, ...] = ()
    table: int = 0
    wide: bool = False
    spans: bool = False  # one cell over the whole width of its table
    level: int = 0  # of a heading that only its style tells


def read_mark(text: str) -> tuple[list[Mark], str]:
    """Possible marks at the head of a line (a capital letter may be a roman number too) and the text after them."""
    if not text:
        return [], text
    if text[0] in BULLETS:
        rest = text.lstrip("".join(BULLETS) + " \t")
        # «- 2029 đảm bảo» goes on with a broken term of office, «-----» is a rule
        if (
            rest
            and not re.match(r"\d{4}\b", rest)
            and (text[1:2] in (" ", "\t") or rest[0].isalpha() or rest[0] in '"“(«0123456789')
        ):
            return [Mark(text[0] if text[0] in "*-+" else f"rank{BULLETS[text[0]]}", "", rank=BULLETS[text[0]])], rest
        return [], text
    for rule, style in ((_PART, "part"), (_STAGE, "stage")):
        found = rule.match(text)
        if found:
            return [Mark(f"{style}:{found['kind'].lower()}", found["n"].upper(), _value(found["n"]))], text[
                found.end() :
            ]
    return _numbered(text)


def _numbered(text: str) -> tuple[list[Mark], str]:
    if found := _DOTTED.match(text):
        parts = found["n"].split(".")
        return [Mark(f"arabic{len(parts)}", found["n"], int(parts[-1]))], text[found.end() :]
    if found := _ARABIC.match(text):
        style = "arabic" + (")" if found["s"].strip() == ")" else "")
        return [Mark(style, str(int(found["n"])), int(found["n"]))], text[found.end() :]
    if found := _ENCLOSED.match(text):
        return [Mark("(1)" if found["n"].isdigit() else "(a)", found["n"], _value(found["n"]))], text[found.end() :]
    marks = []
    roman = _ROMAN.match(text)
    if roman and (value := _roman(roman["n"])):
        marks.append(Mark("roman", roman["n"], value))
    letter = _LETTER.match(text)
    if letter:
        marks.append(Mark("letter", letter["n"], _value(letter["n"])))
    if marks:
        found = roman if roman and marks[0].style == "roman" else letter
        return marks, text[found.end() :] if found else text
    if found := _SMALL.match(text):
        name = found["n"] or found["n2"]
        return [Mark("small" if found["n"] else "smallroman", name, _value(name))], text[found.end() :]
    return [], text


def _roman(text: str) -> int:
    """The value of a roman number up to 39; 0 when it is none."""
    total = 0
    for letter, following in zip(text, text[1:] + " ", strict=True):
        value = ROMAN[letter]
        total += -value if ROMAN.get(following, 0) > value else value
    return total if re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", text) else 0


def _value(name: str) -> int:
    if name.isdigit():
        return int(name)
    if len(name) == 1:
        return "abcdđefghijklmnopqrstuvwxyz".find(name.lower()) + 1
    return _roman(name.upper()) if set(name.upper()) <= set("IVX") else 0
