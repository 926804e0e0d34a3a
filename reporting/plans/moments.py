"""Pieces of the calendar as plans write them: days, weeks, months, quarters, halves, years, lunar days and Tết.

A moment is what stands in the text; `window` says which days it covers once its year is known. Whether it is a deadline
at all is not decided here but by the words around it (see phrases).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reporting.plans import lunar

Window = tuple[date, date]


@dataclass(frozen=True)
class Moment:
    """A piece of the calendar in a text, from `begin` to `end`.

    grain: day, month, quarter, half, year, lunar or tet; `first` and `last` are its numbers (months, quarters …),
    `day` and `last_day` the days of the month; `year` is None when the text leaves it out.
    """

    begin: int
    end: int
    grain: str
    first: int
    last: int
    year: int | None
    day: int = 0
    last_day: int = 0
    last_year: int | None = None
    named: str = ""
    bare: bool = False  # written without «ngày», «tháng»: believed only beside a word that governs it

    @property
    def ranged(self) -> bool:
        """Whether the moment itself says from where to where: «tháng 9 - 10/2026», «ngày 10 đến ngày 18/11»."""
        return self.first != self.last or bool(self.last_day and self.grain == "day" and self.day != self.last_day)

    def in_year(self, year: int) -> Moment:
        """The same moment with its year filled in."""
        return self if self.year else replace(self, year=year)


def window(moment: Moment) -> Window | None:
    """First and last day of a moment whose year is known; None when no calendar has such a day (30 February)."""
    year = moment.year
    if year is None:
        return None
    try:
        return _WINDOWS[moment.grain](moment, year)
    except ValueError:
        return None


def _days(m: Moment, year: int) -> Window:
    end = date(year, m.last, m.last_day)
    if m.last_day < m.day:  # «từ ngày 25 đến ngày 10/01»
        month = date(year, m.first, 1) - timedelta(days=1)
        return month.replace(day=m.day), end
    return date(year, m.first, m.day), end


def _months(m: Moment, year: int) -> Window:
    start = date(year - (m.last < m.first), m.first, 1)  # «từ tháng 11 đến tháng 2/2026»
    return start, date(year, m.last, monthrange(year, m.last)[1])


def _quarters(m: Moment, year: int) -> Window:
    last = m.last * 3
    return date(year, m.first * 3 - 2, 1), date(year, last, monthrange(year, last)[1])


def _halves(m: Moment, year: int) -> Window:
    return (date(year, 1, 1), date(year, 6, 30)) if m.first == 1 else (date(year, 7, 1), date(year, 12, 31))


def _years(m: Moment, year: int) -> Window:
    return date(year, 1, 1), date(m.last_year or year, 12, 31)


def _lunar_days(m: Moment, year: int) -> Window:
    start = lunar.to_solar(m.day or 1, m.first, year)
    if m.day:
        return start, start
    try:
        return start, lunar.to_solar(30, m.first, year)
    except ValueError:
        return start, lunar.to_solar(29, m.first, year)


def _tet(m: Moment, year: int) -> Window:
    # «28 Tết» is the 28th of the last month of the year before
    eve = bool(m.last_day)
    day = lunar.to_solar(m.last_day, 12, year - 1) if eve else lunar.new_year(year) + timedelta(days=m.day - 1)
    return day, day


_WINDOWS: dict[str, Callable[[Moment, int], Window]] = {
    "day": _days,
    "month": _months,
    "quarter": _quarters,
    "half": _halves,
    "year": _years,
    "lunar": _lunar_days,
    "tet": _tet,
}
