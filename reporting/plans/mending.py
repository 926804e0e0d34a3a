"""Lines that a program broke: whether a line goes on with the one before, and marks that only look like marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.plans.lines import Line, Mark, read_mark
from reporting.plans.subjects import begins_with_verb, unit_heading
from reporting.plans.text import squeeze

if TYPE_CHECKING:
    from reporting.plans.outline import Node

_ENDS = re.compile(r"[.;:!?…][\"”»)\]]*$")
_GOES_ON = re.compile(
    r"[,\-–]$|(?:^|[\s(])(?:và|của|các|về|với|để|tại|trong|theo|cho|do|là|năm|tháng|ngày|quý|số|từ|đến|trước|nhất"
    r"|dự kiến|khoảng)$"
)
# words after which a sentence must go on, a blank line or not
_NEVER_LAST = re.compile(r"(?:^|[\s(])(?:và|của|về|với|tại|trong|từ|đến|trước|sau|ngày|tháng|chậm nhất|dự kiến)$")
# «Kết luận số» / «01 - KL/TW»
_SYMBOL = re.compile(r"\d{1,4}\s*[-–/]\s*[A-ZĐ]{2,}[-/]")
# so many marked lines show how a document parts its paragraphs; annexes and tables at its end have their own ways
_ENOUGH, _TELLING = 5, 30
_BROKEN = 60  # letters of an item that is long enough to have been broken


def parts_by_blank_lines(lines: list[Line]) -> bool:
    """Whether every paragraph follows a blank line, so that a line without one before it goes on with its paragraph."""
    gaps: list[bool] = []
    going_on, gap = 0, True
    for line in lines:
        if line.cells or not line.text.strip():
            gap = True
            continue
        if read_mark(squeeze(line.text))[0]:
            gaps.append(gap)
            if len(gaps) == _TELLING:
                break
        elif not gap:
            going_on += 1
        gap = False
    return len(gaps) >= _ENOUGH and sum(gaps) >= 0.9 * len(gaps) and going_on >= len(gaps)


@dataclass(frozen=True)
class Broken:
    """Where a text may have been broken: the last node, its last line, and whether a blank line follows it."""

    last: Node | None
    before: Line | None
    gap: bool
    spaced: bool = False  # the document parts its paragraphs by blank lines

    def has_false_mark(self, mark: Mark, text: str, stack: list[Node]) -> bool:
        """A line that only looks marked because it was broken there: «số 01» / «- KL/TW», «nhiệm kỳ» / «VIII: 88»."""
        last, before = self.last, self.before
        if last is None or before is None or _ENDS.search(last.text):
            return False
        if mark.rank:
            return bool(re.search(r"\d$", last.text) and re.match(r"[-–]\s*(?:\d{4}|[A-ZĐ]{2,}[/-])", text))
        if _SYMBOL.match(text):
            return True
        counts = mark.style.startswith("arabic") or mark.style == "roman"
        if not before.wide or self.gap or last.capital or not counts:
            return False
        begun = (node.mark for node in stack[1:] if node.mark and node.mark.style == mark.style)
        return mark.number != 1 and not any(seen.number + 1 == mark.number for seen in begun)

    def goes_on_with(self, text: str) -> bool:
        """Whether the text goes on with the sentence of the line before."""
        last, before = self.last, self.before
        if last is None or before is None or last.rows or last.capital:
            return False
        if self.spaced and not self.gap:
            return True
        if last.is_numbered and not self.gap and not last.children and _both_in_capitals(last.text, text):
            return True  # «II. ĐỐI» / «TƯỢNG, PHẠM VI»
        ended = bool(_ENDS.search(last.text))
        if not self.gap and (last.text.count("(") > last.text.count(")") or (text[0] == "(" and not ended)):
            return True
        if (text[0].islower() or text[0] in ")]%”") and not (ended and last.text.endswith(":") and self.gap):
            return True
        if re.match(r"\d", text) and not ended and _GOES_ON.search(last.text):
            return True
        if ended:
            return False
        if _NEVER_LAST.search(last.text) and not in_capitals(text):
            return True
        if last.is_numbered and unit_heading(last.text) and begins_with_verb(text):
            return False  # «2. Các tổ chức thành viên» / «Xây dựng kế hoạch …»
        if _GOES_ON.search(last.text) and not self.gap:
            return True
        if last.is_bullet and not self.gap and len(before.text) >= _BROKEN and ":" not in text[:50]:
            return not in_capitals(text)  # an item that stops in the middle of its sentence
        return before.wide and not self.gap and not in_capitals(text)


def in_capitals(text: str) -> bool:
    """Whether a line is written in capitals: a heading without a number."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 6 and len(text) <= 160 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def _both_in_capitals(first: str, second: str) -> bool:
    """Whether a heading in capitals goes on in capitals, however short its parts."""
    both = [text for text in (first, second) if any(c.isalpha() for c in text) and text == text.upper()]
    return len(both) == 2
