"""Days and milestones of a task as people type them, in chat and in a sheet. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from reporting.refusal import Refusal
from reporting.sheet_units import read_date
from reporting.text import clean, clean_name, fold

MILESTONES_MOST = 20
MILESTONE_TITLE = 300

_DAY_AND_MONTH = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_NO_DAY = {"khong", "khong co", "khong co han", "khong thoi han", "thuong xuyen", "none", "no", "no due date"}
_BULLET = re.compile(r"^(?:[-•*+]\s*|\d{1,2}[.)]\s+)")


@dataclass(frozen=True)
class Mark:
    """A milestone as it was typed: its title and its last good day, if it has one."""

    title: str
    due: date | None


def day_in(raw: str, today: date) -> date | None:
    """The day of "30/11/2026", "2026-11-30", or of "30/11", which is the next such day; None for "không có hạn".

    Raises Refusal("task-refused-day").
    """
    typed = clean_name(raw)
    if fold(typed) in _NO_DAY:
        return None
    try:
        if short := _DAY_AND_MONTH.fullmatch(typed):
            this_year = date(today.year, int(short[2]), int(short[1]))
            return this_year if this_year >= today else this_year.replace(year=today.year + 1)
        return read_date(typed)
    except ValueError:
        raise Refusal("task-refused-day") from None


def marks_in(raw: str) -> tuple[Mark, ...]:
    """The milestones of "Dự thảo: 15/10/2026; Trình duyệt: 30/10/2026", a line or a piece each, in their order.

    One without a day has none. Raises Refusal: "task-refused-mark" (mark) for one that cannot be read, for a title
    told twice; "refused-many" above MILESTONES_MOST.
    """
    pieces = [clean_name(_BULLET.sub("", clean_name(piece))) for piece in re.split(r"[\n;]", clean(raw))]
    found: dict[str, Mark] = {}
    for piece in filter(None, pieces):
        mark = _mark(piece)
        if fold(mark.title) in found:
            raise Refusal("task-refused-mark", mark=piece[:80])
        found[fold(mark.title)] = mark
    if len(found) > MILESTONES_MOST:
        raise Refusal("refused-many", most=MILESTONES_MOST)
    return tuple(found.values())


def _mark(piece: str) -> Mark:
    title, sign, day = piece.rpartition(":")
    if not sign:
        title, day = piece, ""
    try:
        mark = Mark(clean_name(title), read_date(day.strip()) if sign else None)
    except ValueError:
        raise Refusal("task-refused-mark", mark=piece[:80]) from None
    if not any(letter.isalnum() for letter in mark.title) or len(mark.title) > MILESTONE_TITLE:
        raise Refusal("task-refused-mark", mark=piece[:80])
    return mark
