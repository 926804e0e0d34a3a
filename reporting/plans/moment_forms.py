"""How plans write the pieces of the calendar: one table of forms, and the finder that goes through it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reporting.plans.moments import Moment
from reporting.plans.text import blank, fold, fold_pattern

_WORDS = ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_NUMBERS = {fold(word): n for n, word in enumerate(_WORDS, 1)} | {
    "muoi mot": 11,
    "muoi hai": 12,
    "bon": 4,
    "nhat": 1,
    "nhi": 2,
    "gieng": 1,
    "chap": 12,
}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "01": 1, "02": 2, "03": 3, "04": 4}

_YEAR = r"(?:19|20)\d{2}"
# «/2026», «-2026», «.2026», « năm 2026», «, năm 2026»
_OF_YEAR = rf"(?:\s*[/.-]\s*(?P<y1>{_YEAR})(?!\d)|\s*,?\s*(?:của\s+)?năm\s*(?P<y2>{_YEAR})(?!\d))"
_AND = r"\s*(?:,|và|đến|-|–|—|;)\s*"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_QUARTER = r"(?:IV|I{1,3}|0?[1-4])(?![\w])"
# «tháng năm 2026» is «tháng … năm 2026» with the number left out: the fifth month needs both words
_MONTH_WORD = r"(?:một|hai|ba|tư|năm(?=\s+năm)|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?)"
_LUNAR_MONTH = rf"(?P<m>{_MONTH}|giêng|chạp|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?)"
_STEM_BRANCH = (
    r"(?:canh|tân|nhâm|quý|giáp|ất|bính|đinh|mậu|kỷ|kỉ)\s+(?:thân|dậu|tuất|hợi|tý|tí|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi)"
)
_LUNAR_TAIL = rf"(?:\s*(?P<named>{_STEM_BRANCH}))?(?:\s*,?\s*(?:năm\s*|[/.-]\s*)?(?P<y1>{_YEAR})(?!\d))?"

# In order: what is found first is taken out of the text before the next is looked for.
_FORMS: list[tuple[str, str]] = [
    (
        "lunar",
        rf"(?:ngày\s*)?(?:(?:mùng|mồng)\s*(?P<d>\d{{1,2}})|(?P<full>rằm)|(?P<d2>{_DAY}))\s*(?:tháng\s*"
        rf"|/\s*){_LUNAR_MONTH}"
        rf"\s*(?:\(âm lịch\)|âm lịch|al(?!\w)){_LUNAR_TAIL}",
    ),
    (
        "lunar",
        r"(?:ngày\s*)?(?:(?:(?:mùng|mồng)\s*)?(?P<d>\d{1,2})|(?P<full>rằm))\s*tháng\s*(?P<m>giêng|chạp)"
        rf"(?:\s*(?:\(âm lịch\)|âm lịch))?{_LUNAR_TAIL}",
    ),
    ("lunar", rf"(?:ngày\s*)?(?P<full>rằm)\s*tháng\s*{_LUNAR_MONTH}(?:\s*(?:\(âm lịch\)|âm lịch))?{_LUNAR_TAIL}"),
    ("lunar", rf"tháng\s*(?P<m>giêng|chạp)(?:\s*(?:\(âm lịch\)|âm lịch))?{_LUNAR_TAIL}"),
    ("lunar", rf"tháng\s*{_LUNAR_MONTH}\s*(?:\(âm lịch\)|âm lịch){_LUNAR_TAIL}"),
    ("tet", rf"(?:(?:mùng|mồng)\s*(?P<d>\d{{1,2}})|(?P<back>2[0-9]|30))\s*tết(?:\s+nguyên\s+đán)?{_LUNAR_TAIL}"),
    ("tet", rf"tết\s+(?:cổ\s+truyền|nguyên\s*đán|âm\s+lịch)(?:\s+(?:dân\s+tộc|xuân))?{_LUNAR_TAIL}"),
    ("tet", rf"tết\s+(?P<named>{_STEM_BRANCH})(?:\s*,?\s*(?:năm\s*)?(?P<y1>{_YEAR})(?!\d))?"),
    (
        "days",
        rf"(?:các\s+)?ngày\s*(?P<d>{_DAY})(?:{_AND}(?:ngày\s*)?{_DAY}(?!\s*/)){{0,6}}{_AND}(?:ngày\s*)?(?P<d2>{_DAY})"
        rf"(?:\s*[/.-]\s*(?P<m>{_MONTH})|\s*tháng\s*(?P<m2>{_MONTH})){_OF_YEAR}?",
    ),
    (
        "days",
        rf"(?<![\d/.-])(?P<d>{_DAY})\s*(?:-|–|—|đến)\s*(?P<d2>{_DAY})\s*/\s*(?P<m>{_MONTH})\s*/\s*(?P<y1>{_YEAR})(?!\d)",
    ),
    ("day", rf"ngày\s*(?P<d>{_DAY})\s*,?\s*tháng\s*(?P<m>{_MONTH}){_OF_YEAR}?"),
    (
        "day",
        rf"(?:ngày\s*)?(?<!\d)(?<!\d/)(?P<d>{_DAY})\s*(?P<s>[/.-])\s*(?P<m>{_MONTH})\s*(?P=s)\s*(?P<y1>{_YEAR})(?!\d)",
    ),
    ("day", rf"(?:ngày\s*)?(?<!\d)(?<!\d/)(?P<d>{_DAY})/(?P<m>{_MONTH})/(?P<y3>\d{{2}})(?![\d/])"),
    ("odd", r"ngày\s*(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y1>(?:19|20)\d{2})(?!\d)"),
    ("day", rf"ngày\s*(?P<d>{_DAY})\s*[/-]\s*(?P<m>{_MONTH})(?![/\d]|-\d)(?:\s*,?\s*năm\s*(?P<y2>{_YEAR}))?"),
    ("bareday", rf"(?<![\d/.,-])(?P<d>{_DAY})/(?P<m>{_MONTH})(?![/\d%]|-\d)(?:\s*,?\s*năm\s*(?P<y2>{_YEAR}))?"),
    (
        "months",
        rf"(?:các\s+)?tháng\s*(?P<m>{_MONTH})(?:{_AND}(?:tháng\s*)?{_MONTH}(?!\s*/\d{{1,2}}(?!\d))){{0,11}}{_AND}(?:tháng\s*)?(?P<m2>{_MONTH})"
        rf"{_OF_YEAR}",
    ),
    ("month", rf"tháng\s*(?P<m>{_MONTH}){_OF_YEAR}?"),
    (
        "quarters",
        rf"(?:các\s+)?qu[ýí]\s*(?P<q>{_QUARTER})(?:{_AND}(?:qu[ýí]\s*)?{_QUARTER}){{0,3}}{_AND}(?:qu[ýí]\s*)?(?P<q2>{_QUARTER}){_OF_YEAR}?",
    ),
    ("quarter", rf"qu[ýí]\s*(?P<q>{_QUARTER}){_OF_YEAR}?"),
    ("quarter", rf"(?<!\w)q\.?\s*(?P<q>{_QUARTER})\s*[/.-]\s*(?P<y1>{_YEAR})(?!\d)"),
    ("month", rf"tháng\s*(?P<m>{_MONTH_WORD})\s*(?:/|năm)\s*(?P<y1>{_YEAR})(?!\d)"),
    ("baremonth", rf"(?<![\d/.,-])(?P<m>{_MONTH})[/-](?P<y1>{_YEAR})(?![\d/-])"),
    ("half", rf"(?<!\d)(?:0?6|sáu)\s*tháng\s*(?P<h>đầu|cuối)(?:\s*năm)?(?:\s*[/.-]?\s*(?P<y1>{_YEAR})(?!\d))?"),
    (
        "stretch",
        rf"(?<!\d)(?P<n>0?[39]|ba|chín)\s*tháng\s*(?P<h>đầu|cuối)\s*năm(?:\s*[/.-]?\s*(?P<y1>{_YEAR})(?!\d))?",
    ),
    ("half", rf"nửa\s*(?P<h>đầu|cuối)\s*(?:của\s+)?năm(?:\s*(?P<y1>{_YEAR})(?!\d))?"),
    ("years", rf"(?:(?:giai\s+đoạn|năm)\s*)(?P<y1>{_YEAR})\s*(?:-|–|—|đến|đến năm)\s*(?P<y2>{_YEAR})(?!\d)"),
    ("year", r"(?<=đến cuối )năm(?!\s*\d)(?!\s+(?:học|sau))|(?<=đến hết )năm(?!\s*\d)(?!\s+(?:học|sau))"),
    ("year", rf"năm\s*(?P<y1>{_YEAR})(?!\d)"),
    ("bareyear", rf"(?<![\d/.,-])(?P<y1>{_YEAR})(?![\d/.,-])"),
]


def _compile(folded: bool) -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(fold_pattern(p) if folded else p, re.IGNORECASE)) for name, p in _FORMS]


_ACCENTED, _PLAIN = _compile(False), _compile(True)


def find_moments(text: str, plain: bool = False) -> list[Moment]:
    """Every moment of a text, in order. `plain`: the text is typed without accents."""
    found: list[Moment] = []
    for name, pattern in _PLAIN if plain else _ACCENTED:
        taken: list[tuple[int, int]] = []
        for match in pattern.finditer(text):
            found.extend(_build(name, match))
            taken.append(match.span())
        text = blank(text, taken)
    return sorted(found, key=lambda m: m.begin)


def _build(name: str, match: re.Match[str]) -> Iterator[Moment]:
    got = match.groupdict()
    begin, end = match.span()
    year = next((int(got[g]) for g in ("y1", "y2") if got.get(g)), None)
    if got.get("y3"):
        year = 2000 + int(got["y3"])
    if name in ("lunar", "tet"):
        yield _lunar(name, got, begin, end, year)
        return
    if name == "stretch":
        yield _stretch(got, begin, end, year)
        return
    grain = {"odd": "day"}.get(name, name.removeprefix("bare").rstrip("s") if name != "days" else "day")
    first, last = _numbers(grain, got, year)
    if not first or (last < first and grain != "month"):
        return
    day = int(got.get("d") or 0)
    moment = Moment(begin, end, grain, first, last, year, day, int(got.get("d2") or day), bare=name.startswith("bare"))
    if name == "years":
        moment = replace(moment, last_year=int(got["y2"]))
    yield moment


def _numbers(grain: str, got: dict[str, str | None], year: int | None) -> tuple[int, int]:
    if grain == "quarter":
        first = _QUARTERS[(got["q"] or "").lower()]
        return first, _QUARTERS[(got.get("q2") or got["q"] or "").lower()]
    if grain == "half":
        return (1, 1) if fold(got["h"] or "") == "dau" else (2, 2)
    if grain == "year":
        return 1, 1
    if grain == "day":
        month = int(got.get("m") or got.get("m2") or 0)
        return month, month
    first = _month(got["m"] or "")
    return first, int(got.get("m2") or first)


def _month(words: str) -> int:
    """The number of a month, written in figures or in words."""
    return int(words) if words.isdigit() else _NUMBERS[fold(" ".join(words.split()))]


def _stretch(got: dict[str, str | None], begin: int, end: int, year: int | None) -> Moment:
    """«9 tháng đầu năm 2026»: so many months from the beginning or to the end of a year."""
    count = _month((got["n"] or "").lstrip("0"))
    first, last = (1, count) if fold(got["h"] or "") == "dau" else (13 - count, 12)
    return Moment(begin, end, "month", first, last, year)


def _lunar(name: str, got: dict[str, str | None], begin: int, end: int, year: int | None) -> Moment:
    named = got.get("named") or ""
    if name == "tet":
        return Moment(begin, end, "tet", 1, 1, year, int(got.get("d") or 1), int(got.get("back") or 0), named=named)
    number = _month(got["m"] or "")
    day = 15 if got.get("full") else int(got.get("d") or got.get("d2") or 0)
    return Moment(begin, end, "lunar", number, number, year, day, named=named)
