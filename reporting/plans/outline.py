"""The tree of a document: headings and items of any depth from their marks alone, broken lines mended.

A mark's depth is where its style was first seen under the present branch, so that I > A > 1 > - and A > I > 1.1 > a) >
+ are both read. Lines without a mark are paragraphs of the branch above them, or go on with the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reporting.plans.lines import Line, Mark, read_mark
from reporting.plans.mending import Broken, in_capitals, parts_by_blank_lines
from reporting.plans.sections import is_closing
from reporting.plans.text import squeeze

# a mark that some programs put on a line of its own: «1.» / «Tuyên truyền …»; a bare «2» is the number of a page
_MARK_ALONE = re.compile(r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[A-Z])[.)]|\d{1,2}(?:\.\d{1,2})+|[-–+*•●▪]")


@dataclass
class Node:
    """A heading, an item or a paragraph, with everything below it.

    `mark` is None for the root, for a paragraph and for a heading in capitals without a number (`capital`).
    """

    mark: Mark | None
    text: str
    line: int
    depth: int = 0
    capital: bool = False
    rows: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def is_bullet(self) -> bool:
        """Whether the item has a bullet, not a number."""
        return self.mark is not None and self.mark.rank > 0

    @property
    def is_numbered(self) -> bool:
        """Whether a number, letter or capitals make it a heading or a numbered item."""
        return self.capital or (self.mark is not None and not self.mark.rank)

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph without a mark."""
        return self.mark is None and not self.capital and not self.rows

    def walk(self) -> Iterator[Node]:
        """The node and everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def build(lines: list[Line]) -> Node:
    """The tree of these lines."""
    builder = _Builder(parts_by_blank_lines(lines))
    for line in lines:
        builder.add(line)
    return builder.root


class _Builder:
    def __init__(self, spaced: bool) -> None:
        self.spaced = spaced
        self.root = Node(None, "", 0)
        self.stack: list[Node] = [self.root]  # from the root to the last node with a mark
        self.last: Node | None = None
        self.last_line: Line | None = None
        self.gap = False
        self.waiting = ""  # a mark whose text stands on the next line

    def add(self, line: Line) -> None:
        if line.cells:
            self._add_row(line)
            return
        text = squeeze(line.text)
        if not text:
            self.gap = True
            return
        if _MARK_ALONE.fullmatch(text):
            self.waiting = text
            return
        text, self.waiting = squeeze(f"{self.waiting} {text}"), ""
        marks, rest = read_mark(text)
        if not marks and line.level:
            marks = [Mark(f"heading{line.level}", "", line.level)]
        broken = Broken(self.last, self.last_line, self.gap, self.spaced)
        if marks and not broken.has_false_mark(marks[0], text, self.stack):
            self._add_item(self._choose(marks), rest, line)
        elif self.last is not None and (marks or broken.goes_on_with(text)):
            self.last.text = f"{self.last.text} {text}"
        else:
            self._add_paragraph(text, line)
        self.last_line, self.gap = line, False

    def _choose(self, marks: list[Mark]) -> Mark:
        """Of a roman number that may be a letter, the reading that goes on with a count already begun."""
        if len(marks) == 1:
            return marks[0]
        for mark in marks:
            for node in reversed(self.stack[1:]):
                if node.mark and node.mark.style == mark.style and node.mark.number + 1 == mark.number:
                    return mark
        return marks[0]

    def _add_item(self, mark: Mark, text: str, line: Line) -> None:
        parent = self._parent_of(mark)
        node = Node(mark, text, line.number, depth=parent.depth + 1)
        parent.children.append(node)
        self.stack.append(node)
        self.last = node

    def _parent_of(self, mark: Mark) -> Node:
        for i in range(len(self.stack) - 1, 0, -1):
            seen = self.stack[i].mark
            if seen and seen.style == mark.style:
                del self.stack[i:]
                return self.stack[-1]
        if mark.rank:
            self._close_count_among_bullets(mark)
            self._close_bullets(mark)
        elif mark.style.startswith("part"):
            del self.stack[1:]
        else:
            self._close_for_number(mark)
        return self.stack[-1]

    def _close_count_among_bullets(self, mark: Mark) -> None:
        """«- …» after «(1) … (2) … (3) …» that stand among the same bullets goes on with those."""
        top = self.stack[-1]
        if len(self.stack) < 3 or top.mark is None or top.mark.rank:
            return
        beside = [node for node in self.stack[-2].children if node.mark]
        count = [node for node in beside if node.mark and node.mark.style == top.mark.style]
        same = any(node.mark and node.mark.style == mark.style for node in beside)
        if same and len(count) > 1 and not any(node.children for node in count):
            self.stack.pop()

    def _close_bullets(self, mark: Mark) -> None:
        """A new kind of bullet goes below a line that ends in «:», else by its rank."""
        while len(self.stack) > 1 and self.stack[-1].is_bullet:
            top = self.stack[-1]
            assert top.mark is not None
            if mark.rank > top.mark.rank or (top.text.endswith(":") and top is self.last):
                return
            self.stack.pop()

    def _close_for_number(self, mark: Mark) -> None:
        """A new kind of number: «2.1» belongs under the «2» before it; others open a level under the last number."""
        if mark.style.startswith("arabic") and "." in mark.label:
            head = mark.label.rsplit(".", 1)[0]
            for i in range(len(self.stack) - 1, 0, -1):
                seen = self.stack[i].mark
                if seen and seen.label == head:
                    del self.stack[i + 1 :]
                    return
        if mark.style == "roman":
            while len(self.stack) > 1 and not self._holds_roman(self.stack[-1]):
                self.stack.pop()
            return
        while len(self.stack) > 1 and self.stack[-1].is_bullet and not self.stack[-1].text.endswith(":"):
            self.stack.pop()

    @staticmethod
    def _holds_roman(node: Node) -> bool:
        return bool(node.capital or (node.mark and node.mark.style.split(":")[0] in ("part", "letter")))

    def _add_paragraph(self, text: str, line: Line) -> None:
        capital = in_capitals(text)
        if is_closing(text):
            del self.stack[1:]
        if capital and self.last is not None and self.last.capital and not self.gap and not self.last.children:
            self.last.text = f"{self.last.text} {text}"
            return
        if capital and _is_part(self.stack[-1], text):
            return
        if capital:
            self._close_for_capitals()
            node = Node(None, text, line.number, depth=self.stack[-1].depth + 1, capital=True)
            self.stack[-1].children.append(node)
            self.stack.append(node)
        else:
            while (
                len(self.stack) > 1 and self.stack[-1].is_bullet and (self.gap or not self.stack[-1].text.endswith(":"))
            ):
                self.stack.pop()
            node = Node(None, text, line.number, depth=self.stack[-1].depth + 1)
            self.stack[-1].children.append(node)
        self.last = node

    def _close_for_capitals(self) -> None:
        while len(self.stack) > 1 and not (self.stack[-1].mark and self.stack[-1].mark.style.startswith("part")):
            self.stack.pop()

    def _add_row(self, line: Line) -> None:
        if self.last and self.last.rows and self.last.rows[-1].table == line.table:
            self.last.rows.append(line)
        else:
            while len(self.stack) > 1 and self.stack[-1].is_bullet:
                self.stack.pop()
            node = Node(None, "", line.number, depth=self.stack[-1].depth + 1, rows=[line])
            self.stack[-1].children.append(node)
            self.last = node
        self.last_line, self.gap = line, False


def _is_part(top: Node, text: str) -> bool:
    """Whether capitals go on with the title of a part: «PHẦN I» / «MỤC ĐÍCH»."""
    if top.mark and top.mark.style.startswith("part") and not top.text and not top.children:
        top.text = text
        return True
    return False
