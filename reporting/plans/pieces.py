"""Moments with the words around them: joined into windows, their years filled in, halves and thirds cut out.

A piece is what the reader of phrases gives a meaning to: «từ ngày 10 đến ngày 18/11», «dự kiến cuối tháng 9», «Tết …».
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reporting.plans import lunar
from reporting.plans.governors import Governor, govern
from reporting.plans.moment_forms import find_moments
from reporting.plans.moments import Moment, Window, window
from reporting.plans.text import fold, fold_pattern, squeeze

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Context:
    """What a phrase may lean on: the day the plan was issued, and the year its title or a heading speaks of."""

    issued: date | None = None
    year: int | None = None

    def within(self, year: int | None) -> Context:
        """The same plan under a heading that names another year."""
        return replace(self, year=year) if year else self


@dataclass(frozen=True)
class Piece:
    """A moment, or two joined, with its governor and its days."""

    begin: int
    end: int
    governor: Governor
    span: Window | None
    grain: str
    bare: bool
    at: int  # where the moment itself begins, after its governor
    open_end: bool = False
    joined: bool = False
    guessed: bool = False
    until: str | None = None  # the event on which it ends: «từ tháng 10 đến sau Đại hội»


_ONWARDS = re.compile(r"\s*(?:trở đi|và (?:những|các) năm tiếp theo|,? và tiếp tục|trở về sau)")
_UNTIL_NOW = re.compile(r"\s*(?:đến|tới|cho đến) nay")
_UNTIL_EVENT = re.compile(
    r"\s*(?:cho\s+)?(?:đến|tới)\s+(?:sau\s+|khi\s+|hết\s+)+(?:ngày\s+)?(?P<e>(?!ngày|tháng|quý"
    r"|năm)[^\W\d_][^,;.()\n]{2,60})"
)
_DAYS_BEFORE_TET = re.compile(r"\s*(?:ít nhất\s*)?(?P<n>\d{1,2})\s*ngày")
_MID = (
    r"\s*(?P<how>đến|tới|cho\s+đến|-|–|—|~|và|,|;)?\s*(?:hết|cuối|đầu|giữa|ngày|trong|vào|các|từ|là|nửa\s+đầu"
    r"|nửa\s+cuối)?(?:\s+(?:tháng|ngày|hết|cuối|đầu))?\s*"
)
_MIDDLE = {plain: re.compile(fold_pattern(_MID) if plain else _MID, re.IGNORECASE) for plain in (False, True)}


def find_pieces(text: str, context: Context, plain: bool) -> list[Piece]:
    """Every piece of a text, in order; `plain`: it is typed without accents."""
    moments = [m for m in find_moments(text, plain)]
    pieces: list[Piece] = []
    floor, i = 0, 0
    while i < len(moments):
        first = moments[i]
        governor = _shared(text, pieces, moments, i, govern(text, floor, first.begin, plain), plain)
        last, how = _partner(text, moments, i, plain)
        piece = _joined(text, first, last, how, governor, context, plain) if last else None
        if piece is None:
            piece, last = _single(text, first, governor, context), None
        pieces.append(piece)
        floor = piece.end
        i += 2 if last else 1
    return pieces


def _shared(text: str, pieces: list[Piece], moments: list[Moment], i: int, own: Governor, plain: bool) -> Governor:
    """«trước ngày 10/6 và ngày 10/12»: of days in a row the first one's word governs them all."""
    if own.kind != "none" or not pieces or i == 0 or pieces[-1].governor.kind not in ("before", "latest"):
        return own
    if moments[i].grain != moments[i - 1].grain:
        return own
    _, how = _partner(text, moments, i - 1, plain)
    return replace(pieces[-1].governor, begin=own.begin) if how in ("va", ",", ";") else own


def _partner(text: str, moments: list[Moment], i: int, plain: bool) -> tuple[Moment | None, str]:
    if i + 1 >= len(moments):
        return None, ""
    middle = _MIDDLE[plain].fullmatch(text[moments[i].end : moments[i + 1].begin])
    if middle is None:
        return None, ""
    how = fold(middle["how"] or "")
    return (moments[i + 1], how) if how else (None, "")


def _joined(
    text: str, first: Moment, last: Moment, how: str, governor: Governor, context: Context, plain: bool
) -> Piece | None:
    """Two moments as one window, or None when they are two things («trước 10/3; trước 20/3», a date in brackets)."""
    second = govern(text, first.end, last.begin, plain)
    if governor.kind in ("before", "latest", "after") or second.kind in ("before", "latest", "from"):
        return None
    if how in ("va", ",", ";") and (first.grain != last.grain or governor.kind == "until"):
        return None
    begin_year, end_year, guessed = _years_of_two(first, last, context)
    if begin_year is None or end_year is None:
        return None
    start = _part_of(window(first.in_year(begin_year)), first.grain, governor.part)
    end = _part_of(window(last.in_year(end_year)), last.grain, second.part)
    if not start or not end or start[0] > end[1]:
        return None
    return Piece(
        governor.begin,
        last.end,
        governor,
        (start[0], end[1]),
        first.grain,
        first.bare and last.bare,
        first.begin,
        joined=True,
        guessed=guessed,
    )


def _years_of_two(first: Moment, last: Moment, context: Context) -> tuple[int | None, int | None, bool]:
    if first.year and last.year:
        return first.year, last.year, False
    if last.year:
        early, late = window(first.in_year(last.year)), window(last)
        over = bool(early and late and early[0] > late[1])
        return last.year - over, last.year, False
    if first.year:
        early, late = window(first), window(last.in_year(first.year))
        over = bool(early and late and early[0] > late[1])
        return first.year, first.year + over, False
    year = _guess(last, context)
    if year is None:
        return None, None, False
    early, late = window(first.in_year(year)), window(last.in_year(year))
    over = bool(early and late and early[0] > late[1])
    return year - over, year, not _plain_year(last, year, context)


def _single(text: str, moment: Moment, governor: Governor, context: Context) -> Piece:
    year = moment.year or _guess(moment, context)
    span = window(moment.in_year(year)) if year else None
    if moment.grain == "tet" and span and governor.kind == "before":
        count = _DAYS_BEFORE_TET.match(text, moment.end)
        if count:
            day = span[0] - timedelta(days=int(count["n"]) - 1)
            return Piece(
                governor.begin,
                count.end(),
                governor,
                (day, day),
                "tet",
                False,
                moment.begin,
                guessed=not (moment.year or moment.named),
            )
    part = _part_of(span, moment.grain, governor.part)
    onwards = _ONWARDS.match(text, moment.end)
    if _UNTIL_NOW.match(text, moment.end):
        governor = replace(governor, background=True)
    until = _UNTIL_EVENT.match(text, moment.end) if governor.kind == "from" else None
    end = (onwards or until).end() if onwards or until else moment.end  # type: ignore[union-attr]
    return Piece(
        governor.begin,
        end,
        governor,
        part,
        moment.grain,
        moment.bare,
        moment.begin,
        open_end=bool(onwards),
        joined=moment.ranged and governor.kind not in ("before", "latest"),
        guessed=not moment.year and not _plain_year(moment, year, context),
        until=squeeze(until["e"]) if until else None,
    )


def _plain_year(moment: Moment, year: int | None, context: Context) -> bool:
    """Whether a year left out is simply that of the title or heading; else a person should look at the guess."""
    return (year is not None and year == context.year) or bool(moment.named)


def _guess(moment: Moment, context: Context) -> int | None:
    """The year of a moment that names none: the heading's or title's, else the issue's; never before the issue."""
    base = context.year or (context.issued.year if context.issued else None)
    if base is None:
        return None
    if moment.named:
        return lunar.year_named(moment.named, base)
    years = (base - 1, base, base + 1) if moment.grain == "lunar" and moment.first > 10 else (base, base + 1)
    for year in years:
        span = window(moment.in_year(year))
        if span is None:
            continue
        if (context.issued is None and span[0].year == base) or (context.issued and span[1] >= context.issued):
            return year
    return base


_THIRDS = {
    "dau": 0,
    "thuong tuan": 0,
    "nhung ngay dau": 0,
    "giua": 1,
    "trung tuan": 1,
    "cuoi": 2,
    "ha tuan": 2,
    "nhung ngay cuoi": 2,
}
_WEEKS = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "nhat": 0, "hai": 1, "ba": 2, "tu": 3, "nam": 4, "dau": 0}


def _part_of(span: Window | None, grain: str, part: str) -> Window | None:
    """A third, a half or a week of a month; a third of a quarter or of a year, in whole months."""
    if span is None or not part or grain in ("day", "tet"):
        return span
    start, end = span
    word = re.sub(r" cua$", "", fold(part))
    if word.startswith("nua"):
        if grain == "month":
            return (start, start.replace(day=15)) if word.endswith("dau") else (start.replace(day=16), end)
        middle = _month_after(start, ((end.year - start.year) * 12 + end.month - start.month + 1) // 2)
        return (start, middle - DAY) if word.endswith("dau") else (middle, end)
    if word.startswith("tuan"):
        week = word.split()[-1]
        if week == "cuoi":
            return end - timedelta(days=6), end
        first = start + timedelta(days=7 * _WEEKS[week])
        return first, min(first + timedelta(days=6), end)
    third = _THIRDS[word]
    if grain in ("month", "lunar"):
        firsts = [start, start + timedelta(days=10), start + timedelta(days=20)]
        return firsts[third], end if third == 2 else firsts[third + 1] - DAY
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    size = max(1, months // 3) if grain != "year" else 3
    if grain == "year":  # «đầu năm», «cuối năm» are its first and last quarter
        return [
            (start, _month_after(start, 3) - DAY),
            (_month_after(start, 4), _month_after(start, 8) - DAY),
            (_month_after(start, 9), end),
        ][third]
    return _month_after(start, size * third), end if third == 2 else _month_after(start, size * (third + 1)) - DAY


def _month_after(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
