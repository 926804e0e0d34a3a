"""How often a report is due and by which day: «trước ngày 16 tháng cuối quý», «báo cáo năm (trước ngày 15/11)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from reporting.plans import masks
from reporting.plans.frequency import find_reports_often
from reporting.plans.phrases import Spot, find_deadlines
from reporting.plans.pieces import Context

_ADHOC = re.compile(
    r"đột xuất|phát sinh|vướng mắc|khi có (?:yêu cầu|vụ việc|tình huống|vấn đề|sự cố)|báo cáo nhanh|theo yêu cầu",
    re.IGNORECASE,
)
_REGULAR = re.compile(r"(?<!báo cáo )định kỳ", re.IGNORECASE)
_DAY_EACH = re.compile(
    r"(?:(?P<g>trước|chậm nhất|muộn nhất|vào|không quá)\s+)?(?:là\s+|vào\s+|đến\s+|trước\s+)*(?:ngày"
    r"|mùng)\s*(?P<d>\d{1,2})(?!\d)(?!\s*[/.-]\s*\d)(?!\s*tháng\s*\d)\s*,?\s*(?:của\s+)?"
    r"(?P<of>tháng cuối(?: của)?(?: mỗi)? (?:quý|kỳ)|tháng đầu(?: của)? quý(?: sau| tiếp theo| kế tiếp)?"
    r"|(?:hàng|hằng|mỗi|các|từng)?\s*tháng(?: sau| kế tiếp| tiếp theo)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A frequency with the day that belongs to it."""

    frequency: str
    begin: int
    end: int
    day: int | None = None
    month: int | str | None = None
    year: int | None = None
    group: tuple[int, int] = (0, 0)  # the frequencies named together
    day_begin: int = 0
    day_end: int = 0


def frequencies_of(text: str, context: Context) -> Iterator[Part]:
    """Every frequency of reports in a text with its day; a report with a date only is due «once»."""
    calm = masks.without_citations(text)
    parts = [
        Part(frequency, begin, end, group=(often.begin, often.end))
        for often in find_reports_often(calm)
        for frequency, begin, end in often.places
        if frequency != "weekly" and not _is_background(calm, often.begin)
    ]
    mentions = parts
    parts = _unique(parts)
    parts += _without_period(calm, named=bool(parts))
    days = [*_each_days(calm), *_dated(text, context)]
    parts = _with_days(parts, days, mentions)
    if all(part.frequency in ("adhoc", "unspecified") for part in parts):
        parts += [replace(day, frequency="once" if day.year else "monthly") for day in days if day.frequency != "any"][
            -1:
        ]
    yield from parts


def _without_period(text: str, named: bool) -> Iterator[Part]:
    """«đột xuất», and «định kỳ» where no period is `named`; what is periodic and only «theo yêu cầu» is not ad hoc."""
    regular = None if named else _REGULAR.search(text)
    if regular:
        yield Part("unspecified", regular.start(), regular.end())
    adhoc = next((m for m in _ADHOC.finditer(text) if not regular or m[0].lower() != "theo yêu cầu"), None)
    if adhoc:
        yield Part("adhoc", adhoc.start(), adhoc.end())


def _is_background(text: str, at: int) -> bool:
    return bool(
        re.search(
            r"(?:kinh phí|dự toán|chương trình|kế hoạch|khen thưởng|ngân sách)[^,;.]{0,20}$", text[:at], re.IGNORECASE
        )
    )


def _unique(parts: list[Part]) -> list[Part]:
    """Each frequency once: the same is said twice when a bracket explains it."""
    kept: dict[str, Part] = {}
    for part in sorted(parts, key=lambda p: p.begin):
        kept.setdefault(part.frequency, part)
    return list(kept.values())


def _each_days(text: str) -> Iterator[Part]:
    """«trước ngày 16 tháng cuối quý», «chậm nhất ngày 20 hàng tháng»: a day without a date."""
    for match in _DAY_EACH.finditer(text):
        of = " ".join((match["of"] or "").lower().split())
        governor = (match["g"] or "").lower()
        if not of and not governor:
            continue
        before = "trước" in match[0].lower().split("ngày")[0]
        day = int(match["d"]) + (0 if before else 1)
        month: str | None = "each"
        frequency = "monthly"
        if "cuối" in of:
            month, frequency = "last_of_quarter", "quarterly"
        elif "đầu" in of:
            month, frequency = "first_of_next", "quarterly"
        elif "sau" in of or "tiếp" in of:
            month = "next"
        if 1 <= day <= 32:
            yield Part(frequency if of else "any", match.start(), match.end(), day, month)


def _dated(text: str, context: Context) -> Iterator[Part]:
    for spot in find_deadlines(text, context):
        due = spot.when.due
        if due is None:
            continue
        if not _is_day(spot):  # «trong tháng 02/2026»
            yield Part("dated", spot.begin, spot.end, None, due.month, due.year)
            continue
        limit = due + timedelta(days=1)
        yield Part("dated", spot.begin, spot.end, limit.day, limit.month, limit.year)


def _is_day(spot: Spot) -> bool:
    return spot.when.start is None or spot.when.start == spot.when.due


def _with_days(parts: list[Part], days: list[Part], mentions: list[Part]) -> list[Part]:
    """Give each day to its frequency: the one of the same kind, else the one mentioned last before it."""
    result = list(parts)
    in_a_row = _in_a_row(parts, days)
    for n, day in enumerate(days):
        chosen = in_a_row[n] if in_a_row else _owner(result, day, mentions)
        if chosen is not None:
            part = result[chosen]
            result[chosen] = replace(
                part, day=day.day, month=day.month, year=None, day_begin=day.begin, day_end=day.end
            )
    return result


def _in_a_row(parts: list[Part], days: list[Part]) -> list[int]:
    """«định kỳ 6 tháng, năm báo cáo trước ngày 10/6 và ngày 10/12»: as many days as periods before them, in order."""
    periods = [i for i, part in enumerate(parts) if part.frequency not in ("adhoc", "unspecified")]
    dated = len(days) > 1 and all(day.frequency == "dated" for day in days)
    after = dated and all(parts[i].end <= days[0].begin + 1 for i in periods)
    return periods if after and len(periods) == len(days) else []


def _owner(parts: list[Part], day: Part, mentions: list[Part]) -> int | None:
    free = {
        part.frequency: i
        for i, part in enumerate(parts)
        if part.day is None and part.frequency not in ("adhoc", "unspecified")
    }
    if day.frequency in free:
        return free[day.frequency]
    before = sorted((m for m in mentions if m.end <= day.begin + 1), key=lambda m: m.end)
    return next((free[m.frequency] for m in reversed(before) if m.frequency in free), None)
