"""Numbers that Word generates: they stand in numbering.xml, not in the text of the paragraph.

ECMA-376 part 1, §17.9: a paragraph names a list (`numId`) and a level (`ilvl`), itself or through its style; the list
names an abstract list whose levels say how a number is written («%1.%2.»), from where it counts and what restarts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 9
_ROMAN = [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
# The glyphs of Symbol and Wingdings that Word uses for bullets, and letters of Courier New that look like one.
_GLYPHS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf02d": "-",
    "\uf02b": "+",
    "o": "○",
    "\uf0fc": "•",
    "": "•",
}


@dataclass
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = "%1."
    restart: int | None = None


@dataclass
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The generated numbers of a document; ask for its paragraphs in order, for it counts as it is asked."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        """`numbering`, `styles`: the root elements of those two parts, or None where the document lacks them."""
        abstracts = dict(_abstract_lists(numbering)) if numbering is not None else {}
        self._lists = dict(_lists(numbering, abstracts)) if numbering is not None else {}
        self._styles = dict(_style_numbers(styles)) if styles is not None else {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Any) -> str:
        """The number or bullet before the text of a paragraph, with its space; empty when it has none."""
        number, level = self._place(paragraph)
        chosen = self._lists.get(number or "")
        if chosen is None or number == "0" or level not in chosen.levels:
            return ""
        rule = chosen.levels[level]
        counts = self._counts.setdefault(chosen.abstract, [None] * _DEEPEST)
        self._count(number or "", chosen, level, counts)
        if rule.kind == "bullet":
            return f"{_GLYPHS.get(rule.text, rule.text)} "
        if rule.kind == "none" and "%" not in rule.text:
            return f"{rule.text} ".lstrip()
        return f"{_written(rule.text, chosen, counts, level)} ".lstrip()

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return self._styles.get("", (None, 0))
        number, level = _num_pr(properties)
        style = properties.find(f"{W}pStyle")
        from_style = self._styles.get(style.get(f"{W}val") if style is not None else "", (None, 0))
        if number is None:
            return from_style[0], level if level is not None else from_style[1]
        return number, level or 0

    def _count(self, number: str, chosen: _List, level: int, counts: list[int | None]) -> None:
        key = (number, level)
        if level in chosen.starts and key not in self._begun:
            counts[level] = chosen.starts[level]
        else:
            counts[level] = chosen.levels[level].start if counts[level] is None else (counts[level] or 0) + 1
        self._begun.add(key)
        for above in range(level):
            if counts[above] is None:
                counts[above] = chosen.levels.get(above, _Level()).start
        for below in range(level + 1, _DEEPEST):
            rule = chosen.levels.get(below)
            if rule is None or rule.restart is None or level < rule.restart:
                counts[below] = None


def _written(text: str, chosen: _List, counts: list[int | None], level: int) -> str:
    for i in range(_DEEPEST):
        if f"%{i + 1}" in text:
            rule = chosen.levels.get(i, _Level())
            kind = "decimal" if rule.kind in ("none", "bullet") else rule.kind
            text = text.replace(f"%{i + 1}", _numeral(counts[i] or rule.start, kind))
    return text


def _numeral(value: int, kind: str) -> str:
    if kind in ("upperRoman", "lowerRoman"):
        text = ""
        for size, letters in _ROMAN:
            while value >= size:
                text, value = text + letters, value - size
        return text.upper() if kind == "upperRoman" else text
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{value:02d}" if kind == "decimalZero" else str(value)


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val") if child is not None else None


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and text.lstrip("-").isdigit() else None


def _num_pr(properties: Any) -> tuple[str | None, int | None]:
    found = properties.find(f"{W}numPr")
    if found is None:
        return None, None
    return _value(found, "numId"), _integer(_value(found, "ilvl"))


def _levels(element: Any) -> Iterator[tuple[int, _Level]]:
    for level in element.findall(f"{W}lvl"):
        place = _integer(level.get(f"{W}ilvl"))
        if place is None or not 0 <= place < _DEEPEST:
            continue
        start = _integer(_value(level, "start"))
        yield (
            place,
            _Level(
                start if start is not None else 1,
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText") or "",
                _integer(_value(level, "lvlRestart")),
            ),
        )


def _abstract_lists(numbering: Any) -> Iterator[tuple[str, dict[int, _Level]]]:
    for abstract in numbering.findall(f"{W}abstractNum"):
        yield abstract.get(f"{W}abstractNumId"), dict(_levels(abstract))


def _lists(numbering: Any, abstracts: dict[str, dict[int, _Level]]) -> Iterator[tuple[str, _List]]:
    for num in numbering.findall(f"{W}num"):
        abstract = _value(num, "abstractNumId") or ""
        chosen = _List(abstract, dict(abstracts.get(abstract, {})))
        for override in num.findall(f"{W}lvlOverride"):
            place = _integer(override.get(f"{W}ilvl"))
            start = _integer(_value(override, "startOverride"))
            if place is not None and start is not None:
                chosen.starts[place] = start
            chosen.levels.update(_levels(override))
        yield num.get(f"{W}numId"), chosen


def _style_numbers(styles: Any) -> Iterator[tuple[str, tuple[str | None, int]]]:
    """Style → its list and level, inherited along `basedOn`; the key "" is the default paragraph style."""
    own: dict[str, tuple[str | None, int | None]] = {}
    parents: dict[str, str | None] = {}
    default = ""
    for style in styles.findall(f"{W}style"):
        name = style.get(f"{W}styleId") or ""
        properties = style.find(f"{W}pPr")
        own[name] = _num_pr(properties) if properties is not None else (None, None)
        parents[name] = _value(style, "basedOn")
        if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph":
            default = name
    for name in own:
        number, level = _inherited(name, own, parents)
        yield name, (number, level or 0)
    yield "", tuple(own.get(default, (None, 0)))  # type: ignore[misc]


def _inherited(
    name: str, own: dict[str, tuple[str | None, int | None]], parents: dict[str, str | None]
) -> tuple[str | None, int | None]:
    seen: set[str] = set()
    level: int | None = None
    at: str | None = name
    while at and at in own and at not in seen:
        seen.add(at)
        number, here = own[at]
        level = level if level is not None else here
        if number is not None:
            return number, level
        at = parents.get(at)
    return None, level
