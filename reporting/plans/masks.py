"""Dates that are no deadlines: of cited documents, anniversaries, terms of office, terms of a law.

Each rule names a span; the reader of phrases does not look inside it.
"""

from __future__ import annotations

import re

from reporting.plans.text import blank

_NUMERIC = r"\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*(?:\d{4}|\d{2}))?(?![/\d])"
_WORDED = r"\d{1,2}\s*tháng\s*\d{1,2}(?:\s*(?:năm|/)\s*\d{4})?"
_DATE = rf"(?:{_WORDED}|{_NUMERIC})"
_YEAR = r"(?:19|20)\d{2}"

# 22-CT/TW, 104/HD-MTTW-BTT, 30/2020/NĐ-CP, 01 - KL/TW, 75/2015/QH13
_SYMBOL = r"(?<![\w/])\d{1,5}[a-zA-Z]?(?:/\d{4})?\s*[-/–]\s*[A-ZĐ]{2,}[\wĐđ]*(?:\s*[-/–.&]\s*[A-ZĐ][\wĐđ]*)*"
_CITED = re.compile(
    rf"{_SYMBOL}(?:\s*,?\s*(?:của\s[^,;.()]{{0,80}}?\s*,?\s*)?(?:ký\s+|ban hành\s+)?[Nn]gày\s*{_DATE}"
    rf"|\s*\([^()]{{0,20}}{_DATE}[^()]{{0,10}}\))?"
)
# «ngày 18/5/2021 của Bộ Chính trị», unless a word before it makes it a deadline
_OF_SOMEONE = re.compile(
    rf"(?<!trước )(?<!đến )(?<!nhất )(?<!hết )(?<!vào )ngày\s*{_DATE}\s*,?\s*của\s+(?=[A-ZĐ]|các\s)"
)
_SIGNED = re.compile(rf"(?:ban hành|ký|thành lập|sinh|được công nhận|có hiệu lực)\s+(?:từ\s+|kể từ\s+)?ngày\s*{_DATE}")
# (18/11/1930 - 18/11/2026)
_SPAN_OF_YEARS = re.compile(
    rf"(?P<a>\d{{1,2}}(?:\s*/\s*\d{{1,2}})?)\s*/\s*(?P<y1>{_YEAR})\s*[-–—]\s*(?:ngày\s*)?\d{{1,2}}(?:\s*/\s*\d{{1,2}})?\s*/\s*(?P<y2>{_YEAR})"
)
_UNGOVERNED = r"(?:(?!(?:ngày\s*\d|trước|từ|đến|vào|trong|xong|nhất|hoàn thành)\b)[^;.])"
_CAPITAL = r"[A-ZĐÁÀẢÃẠĂÂÉÈÊÍÌÓÒÔƠÚÙƯÝ]"
_LUNAR = r"(?:(?:mùng|mồng|ngày)\s*)?\d{1,2}\s*tháng\s*(?:\d{1,2}|giêng|chạp)\s*\(?âm lịch\)?"
_ANNIVERSARY = re.compile(
    rf"(?:[Kk]ỷ niệm|[Nn]gày (?:thành lập|truyền thống|sinh|hội|giải phóng|toàn quốc)|(?:Ngày|Lễ"
    rf"|Quốc khánh|Giỗ Tổ)\s*(?={_CAPITAL}|\d))"
    rf"{_UNGOVERNED}{{0,140}}?\(?(?:ngày\s*)?(?P<date>{_NUMERIC}|{_LUNAR})\)?"
)
_TERM = re.compile(
    rf"(?:nhiệm kỳ|giai đoạn|khóa|năm học|niên khóa|định hướng đến"
    rf"|tầm nhìn đến)\s*(?:năm\s*)?\(?{_YEAR}(?:\s*[-–—]\s*{_YEAR})?",
    re.IGNORECASE,
)
_BUDGET = re.compile(rf"(?:ngân sách|dự toán|kinh phí)[^,;.]{{0,30}}năm\s*{_YEAR}", re.IGNORECASE)


def without_citations(text: str) -> str:
    """The text with the dates and symbols of cited documents blanked, positions kept."""
    text = blank(text, [m.span() for m in _CITED.finditer(text)])
    return blank(text, [m.span() for rule in (_OF_SOMEONE, _SIGNED) for m in rule.finditer(text)])


def without_anniversaries(text: str) -> str:
    """The text with the days of anniversaries and spans of years blanked."""
    spans = [m.span() for m in _SPAN_OF_YEARS.finditer(text) if int(m["y2"]) - int(m["y1"]) > 2]
    text = blank(text, spans)
    days = (m for m in _ANNIVERSARY.finditer(text) if not _opens_the_line(text, m))
    return blank(text, [m.span("date") for m in days])


def _opens_the_line(text: str, found: re.Match[str]) -> bool:
    """«Ngày 01/7/2026: Phát động …» is the day of the work."""
    bare = found.start("date") - found.start() <= len("Ngày ")
    return bare and not text[: found.start()].strip() and text[found.end() :].lstrip()[:1] in (":", ",", "-", "–")


def without_terms(text: str) -> str:
    """The text with terms of office, stages and budget years blanked."""
    return blank(text, [m.span() for rule in (_TERM, _BUDGET) for m in rule.finditer(text)])


def running_text(text: str) -> str:
    """The text without any date that cannot be a deadline."""
    return without_terms(without_anniversaries(without_citations(text)))
