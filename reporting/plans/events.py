"""Days counted from an event: «trước 30 ngày tổ chức Đại hội», «95 ngày trước bầu cử», «sau khi kết thúc hội nghị»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reporting.plans.model import Relative
from reporting.plans.moment_forms import find_moments
from reporting.plans.text import fold, fold_pattern, trim

_NAME = r"(?P<e>(?!\d|ngày\b|tháng\b|quý\b|năm\b|thời hạn\b|hạn\b|làm việc\b)[^\W\d_][^,;.()\n\x00]{1,79})"
_SHORT = r"(?P<e>(?!\d|ngày\b|tháng\b|quý\b|năm\b)[^\W\d_][^,;.()\n\d\x00]{1,59}?)"
_COUNT = r"(?P<n>\d{1,3})\s*(?P<u>ngày|tuần|tháng)(?P<w>\s*làm việc)?"
_AT = r"(?:ngày\s+|khi\s+|thời điểm\s+|lúc\s+)?"
_LATEST = r"(?:(?:chậm nhất|muộn nhất|ít nhất|tối thiểu|hoàn thành|xong)\s+(?:là\s+)?)?"

# Counted: these stand in running text too.
_COUNTED = [
    (
        "before",
        rf"{_LATEST}trước\s+(?:ngày\s+|khi\s+)?{_SHORT}\s*[,(]?\s*(?:ít nhất|chậm nhất"
        rf"|tối thiểu)?\s*{_COUNT}(?!\s*\d)(?!\w)",
    ),
    ("before", rf"{_LATEST}trước\s+{_COUNT}\s*,?\s*(?:so với\s+|tính đến\s+|trước\s+)?{_AT}{_NAME}"),
    ("before", rf"{_LATEST}{_COUNT}\s*,?\s*trước\s+{_AT}{_NAME}"),
    (
        "after",
        rf"(?:sau|trong vòng|trong thời hạn|trong|chậm nhất|muộn nhất|không quá|tối đa)\s+(?:là\s+)?{_COUNT}\s*,?\s*"
        rf"(?:kể từ|tính từ|từ|sau)\s+{_AT}{_NAME}",
    ),
    ("after", rf"{_COUNT}\s*,?\s*(?:kể từ|tính từ|sau)\s+{_AT}{_NAME}"),
]
_DONE_BEFORE = [("before", rf"(?:hoàn thành|xong|kết thúc|hoàn tất)\s+trước\s+{_AT}{_NAME}")]
# Not counted: only where the words are known to be about time.
_LOOSE = [
    ("around", r"trước\s*,\s*trong\s+và\s+sau\s+[^,;.()\n]{2,60}"),
    ("after", rf"(?:(?:đến|tới)\s+)?(?:ngay\s+)?sau\s+{_AT}{_NAME}"),
    ("until", rf"(?:đến|tới)\s+(?:khi\s+|hết\s+|ngày\s+)+{_NAME}"),
    ("before", rf"trước\s+(?:thềm\s+)?{_AT}{_NAME}"),
]
# Where the name of an event ends and something else begins.
_TAIL = re.compile(
    r"\s+(?:dự kiến|chậm nhất|muộn nhất|hoàn thành|và báo cáo|và gửi|gửi|ít nhất|trong tháng|trong quý"
    r"|khoảng|vào)\b.*$|\s*[-–]\s.*$"
)
_NO_EVENT = re.compile(r"(?:và|vào|hoặc|trong|cuối|đầu|giữa|hết|đó|này|nay|mắt|hạn|đây)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Counted:
    """A day counted from an event, with where it stands in the text."""

    begin: int
    end: int
    relative: Relative


def _compile(rules: list[tuple[str, str]], plain: bool) -> list[tuple[str, re.Pattern[str]]]:
    return [(kind, re.compile(fold_pattern(r) if plain else r, re.IGNORECASE)) for kind, r in rules]


_RUNNING = {p: _compile(_COUNTED + _DONE_BEFORE, p) for p in (False, True)}
_LABEL = {p: _compile(_COUNTED + _LOOSE, p) for p in (False, True)}


def find_events(text: str, label: bool, plain: bool = False) -> list[Counted]:
    """Every day counted from an event; `label`: the text is a value of time, so that «sau hội nghị» counts."""
    found: list[Counted] = []
    for kind, rule in (_LABEL if label else _RUNNING)[plain]:
        for match in rule.finditer(text):
            if any(match.start() < c.end and c.begin < match.end() for c in found):
                continue
            counted = _read(kind, match)
            if counted:
                found.append(counted)
    return sorted(found, key=lambda c: c.begin)


def _read(kind: str, match: re.Match[str]) -> Counted | None:
    if kind == "around":
        return Counted(*match.span(), Relative(event=""))
    event = trim(_TAIL.sub("", match["e"]))
    if len(event) < 2 or any(m.grain != "year" for m in find_moments(event)) or _NO_EVENT.match(event):
        return None
    end = match.start("e") + len(event) if match.end("e") == match.end() else match.end()
    count = match.groupdict().get("n")
    if count is None:
        # «trước Đại hội» is the strict «before»: the day before is the last good one.
        return Counted(match.start(), end, Relative(event, days_before=1 if kind == "before" else None))
    days = int(count) * {"ngay": 1, "tuan": 7, "thang": 30}[fold(match["u"])]
    working = bool(match["w"])
    if kind == "before":
        return Counted(match.start(), end, Relative(event, days_before=days, working=working))
    return Counted(match.start(), end, Relative(event, days_after=days, working=working))
