"""Tables in a PDF: the ruled lines of a page give back the cells that the order of its text has lost.

A PDF knows no tables, only words and lines at places. Rules that cross make a grid; what stands between two rules is a
cell; where the rule between two cells is missing they are merged.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

THIN = 3.0  # points: a rectangle no thicker than this is a rule
NEAR = 4.0  # rules closer than this are one
MAX_RULES, MAX_CELLS = 20_000, 20_000


@dataclass
class PageText:
    """The text of a page outside its table, before and after it, and the rows of the table."""

    before: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)  # of each row: one cell over the whole width
    after: str = ""
    plain: str = ""  # everything as it stands, for when the table is none of tasks


@dataclass(frozen=True)
class _Rule:
    at: float
    begin: float
    end: float


class _Drawing:
    """What pypdf's visitors see on a page: pieces of text with their place, and rules."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, float, float]] = []
        self.upright: list[_Rule] = []
        self.level: list[_Rule] = []
        self._pen = (0.0, 0.0)

    def text(self, text: str, cm: list[float], tm: list[float], _font: Any, _size: Any) -> None:
        x, y = _moved(cm, tm[4], tm[5])
        self.pieces.append((text, x, y))

    def operand(self, operator: bytes, operands: list[Any], cm: list[float], _tm: list[float]) -> None:
        if operator not in (b"re", b"m", b"l") or len(self.upright) + len(self.level) > MAX_RULES:
            return
        numbers = [float(value) for value in operands]
        if operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            self._rectangle(_moved(cm, x, y), _moved(cm, x + width, y + height))
        elif len(numbers) == 2:
            point = _moved(cm, *numbers)
            if operator == b"l":
                self._rectangle(self._pen, point)
            self._pen = point

    def _rectangle(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (left, right), (low, high) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        if right - left > THIN and high - low > THIN:  # a box: its four sides
            self.upright += [_Rule(left, low, high), _Rule(right, low, high)]
            self.level += [_Rule(low, left, right), _Rule(high, left, right)]
        elif high - low > THIN:
            self.upright.append(_Rule((left + right) / 2, low, high))
        elif right - left > THIN:
            self.level.append(_Rule((low + high) / 2, left, right))


def _moved(cm: list[float], x: float, y: float) -> tuple[float, float]:
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def read_page(page: Any) -> PageText:
    """The text of a pypdf page, taken apart at the one grid of rules that it may hold."""
    drawing = _Drawing()
    plain = page.extract_text(visitor_text=drawing.text, visitor_operand_before=drawing.operand) or ""
    grid = _Grid.of(drawing)
    if grid is None:
        return PageText(before=plain, plain=plain)
    result = PageText(plain=plain)
    inside = False
    for text, x, y in drawing.pieces:
        place = grid.place(x, y) if text.strip() else None
        if place is not None:
            grid.write(place, text)
            inside = True
        elif text.strip() or not inside:
            if grid.written:
                result.after += text
            else:
                result.before += text
            inside = False
    result.rows, result.whole = grid.rows()
    return result


class _Grid:
    def __init__(self, xs: list[float], ys: list[float], drawing: _Drawing) -> None:
        self.xs, self.ys = xs, ys
        self.columns, self.bands = len(xs) - 1, len(ys) - 1
        self.written = False
        self._texts: dict[int, str] = {}
        self._group = list(range(self.columns * self.bands))
        upright, level = _by_place(drawing.upright, xs), _by_place(drawing.level, ys)
        for band in range(self.bands):
            for column in range(self.columns):
                here = band * self.columns + column
                if column + 1 < self.columns and not _covers(upright[column + 1], (ys[band] + ys[band + 1]) / 2):
                    self._join(here, here + 1)
                if band + 1 < self.bands and not _covers(level[band + 1], (xs[column] + xs[column + 1]) / 2):
                    self._join(here, here + self.columns)

    @classmethod
    def of(cls, drawing: _Drawing) -> _Grid | None:
        """The grid of the page's rules, None when they make fewer than three columns or two rows."""
        xs, ys = _clusters(drawing.upright), _clusters(drawing.level)
        if len(xs) < 4 or len(ys) < 3 or (len(xs) - 1) * (len(ys) - 1) > MAX_CELLS:
            return None
        return cls(xs, ys, drawing)

    def _join(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        self._group[max(one, other)] = min(one, other)

    def _root(self, cell: int) -> int:
        while self._group[cell] != cell:
            self._group[cell] = self._group[self._group[cell]]
            cell = self._group[cell]
        return cell

    def place(self, x: float, y: float) -> int | None:
        """The cell at a place, None outside the grid. Text sits a little above its base line, hence the nudge."""
        column, band = bisect_right(self.xs, x + 1) - 1, bisect_right(self.ys, y + 2) - 1
        if not 0 <= column < self.columns or not 0 <= band < self.bands:
            return None
        return self._root(band * self.columns + column)

    def write(self, cell: int, text: str) -> None:
        self.written = True
        so_far = self._texts.get(cell, "")
        gap = "\n" if text.lstrip().startswith(("- ", "+ ", "• ")) else " "
        self._texts[cell] = f"{so_far}{gap}{text.strip()}" if so_far else text.strip()

    def rows(self) -> tuple[list[tuple[str, ...]], list[bool]]:
        """Rows from the top down; a merged cell repeats its text, a row all merged into the one above is left out."""
        rows, whole = [], []
        above: list[int] = []
        for band in range(self.bands - 1, -1, -1):
            cells = [self._root(band * self.columns + column) for column in range(self.columns)]
            if cells != above and any(self._texts.get(cell) for cell in cells):
                rows.append(tuple(self._texts.get(cell, "") for cell in cells))
                whole.append(len(set(cells)) == 1)
            above = cells
        return rows, whole


def _clusters(rules: list[_Rule]) -> list[float]:
    """Places of rules, from the lowest, those that are one line counted once; single short strokes left out."""
    lengths: list[list[float]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if lengths and rule.at - lengths[-1][0] < NEAR:
            lengths[-1][1] += rule.end - rule.begin
        else:
            lengths.append([rule.at, rule.end - rule.begin])
    return [at for at, length in lengths if length > 12]


def _by_place(rules: list[_Rule], places: list[float]) -> list[list[_Rule]]:
    found: list[list[_Rule]] = [[] for _ in places]
    for rule in rules:
        at = bisect_right(places, rule.at + NEAR) - 1
        if at >= 0 and abs(places[at] - rule.at) <= NEAR:
            found[at].append(rule)
    return found


def _covers(rules: list[_Rule], at: float) -> bool:
    return any(rule.begin - 1 <= at <= rule.end + 1 for rule in rules)
