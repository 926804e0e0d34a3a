"""How often: «hàng tháng, quý», «định kỳ 6 tháng, năm», «03 tháng một lần»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reporting.plans.text import fold, fold_pattern, squeeze

# From the shortest; the first of several is how often a task comes back.
ORDER = ("weekly", "monthly", "quarterly", "half-yearly", "yearly")

_UNIT = (
    r"(?:tuần|(?:0?[369]|sáu|ba|chín|một|0?1)\s*tháng|tháng|quý|quí|nửa\s+năm|năm)(?!\s*(?:\d|học\b|cao điểm"
    r"|hành động|[IVX]+(?!\w)))(?!\w)"
)
_ASIDE = r"(?:\s*\([^()]{0,50}\))?"
_LIST = rf"{_UNIT}(?:{_ASIDE}\s*(?:,|và|/|-|;|hoặc)\s*(?:(?:hàng|hằng|cả|báo cáo)\s+)?{_UNIT}){{0,6}}"
_EACH = (
    rf"(?:định kỳ\s+)?(?:(?:hàng|hằng|mỗi|từng)\s+{_LIST}|theo\s+(?:định kỳ\s+)?(?:tháng|quý"
    rf"|năm)(?!\s*\d)(?!\w)(?:\s*,\s*{_UNIT})*)"
)
_PERIODIC = rf"định kỳ\s*(?:\(|:)?\s*{_LIST}"
_TIMES = (
    r"(?:0?1|một)?\s*(?P<per>tuần|tháng|quý|năm)\s*(?:/|một|mỗi)?\s*(?:0?1|một|\d)\s*lần"
    r"|(?<!\d)\d{1,3}\s*lần\s*(?:/|mỗi|một|trong)\s*(?P<per2>tuần|tháng|quý|năm)"
)
_EVERY = r"(?P<n>\d{1,2}|ba|sáu)\s*tháng\s*(?:/|một|mỗi)?\s*(?:0?1|một)?\s*lần"
# the day of a recurring report tells its period too: «ngày 16 tháng cuối quý»
_LAST_MONTH = r"tháng\s+(?:cuối|đầu)(?:\s+của)?(?:\s+mỗi)?\s+(?P<of>quý)(?!\s*(?:\d|[IVX]+(?!\w)))"
_REPORT = rf"báo cáo\s+(?:(?:kết quả|định kỳ|sơ kết|tổng kết)\s+)?(?:hàng\s+|hằng\s+)?{_LIST}(?!\s*\d)"
_RESULTS = rf"báo cáo\s+[^;.()]{{1,80}}?\bkết quả\s+(?:công tác\s+|thực hiện\s+)?{_LIST}(?!\s*\d)"

_SINGLE = {
    "tuan": "weekly",
    "thang": "monthly",
    "quy": "quarterly",
    "qui": "quarterly",
    "nam": "yearly",
    "nua nam": "half-yearly",
}
_MONTHS = {
    "1": "monthly",
    "3": "quarterly",
    "6": "half-yearly",
    "ba": "quarterly",
    "sau": "half-yearly",
    "mot": "monthly",
}


@dataclass(frozen=True)
class Often:
    """Frequencies named together, from `begin` to `end` of the text."""

    begin: int
    end: int
    frequencies: tuple[str, ...]
    places: tuple[tuple[str, int, int], ...] = ()  # each frequency with where its own word stands


def _pattern(source: str, plain: bool) -> re.Pattern[str]:
    return re.compile(fold_pattern(source) if plain else source, re.IGNORECASE)


_RULES = {
    plain: [_pattern(source, plain) for source in (_EVERY, _TIMES, _EACH, _PERIODIC, _LAST_MONTH)]
    for plain in (False, True)
}
_REPORTS = [re.compile(rule, re.IGNORECASE) for rule in (_REPORT, _RESULTS)]
_UNITS = re.compile(fold_pattern(r"(?:0?[1369]|sáu|ba|chín|một)\s*tháng|nửa\s+năm|tuần|tháng|quý|quí|năm"))


def find_often(text: str, plain: bool = False) -> list[Often]:
    """Every frequency of a text, in order."""
    return _find(_RULES[plain], text)


def find_reports_often(text: str) -> list[Often]:
    """Frequencies of reports: the above, and «báo cáo tháng, quý», where the noun itself says how often."""
    return _find([*_RULES[False], *_REPORTS], text)


def _find(rules: list[re.Pattern[str]], text: str) -> list[Often]:
    found: list[Often] = []
    for rule in rules:
        for match in rule.finditer(text):
            if any(match.start() < o.end and o.begin < match.end() for o in found):
                continue
            places = _places(match)
            if places:
                names = tuple(sorted(dict.fromkeys(name for name, *_ in places), key=ORDER.index))
                found.append(Often(*match.span(), names, places))
    return sorted(found, key=lambda o: o.begin)


def _places(match: re.Match[str]) -> tuple[tuple[str, int, int], ...]:
    got = match.groupdict()
    whole = match.span()
    if got.get("n"):
        number = fold(got["n"] or "").lstrip("0")
        return ((_MONTHS[number], *whole),) if number in _MONTHS else ()
    if got.get("of"):
        return (("quarterly", *whole),)
    if got.get("per") or got.get("per2"):
        return ((_SINGLE[fold(got.get("per") or got.get("per2") or "")], *whole),)
    places: list[tuple[str, int, int]] = []
    text = re.sub(r"\([^()]*\)", lambda aside: "\x00" * len(aside[0]), fold(match[0]))
    at = match.start()
    for unit in _UNITS.finditer(text):
        words = squeeze(unit[0]).split()
        monthly = len(words) == 2 and words[1] == "thang"
        name = _MONTHS.get(words[0].lstrip("0")) if monthly else _SINGLE.get(" ".join(words))
        if name:
            places.append((name, whole[0] if not places else at + unit.start(), at + unit.end()))
    return tuple(places)
