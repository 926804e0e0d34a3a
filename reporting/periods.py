"""Periods (kỳ): one turn of a duty, such as 2026-Q4.

A period is a plain value: it knows its first and last day and its neighbours, and nothing of deadlines (see due.py),
time zones or units. Its code is what people script against, what rows keep and what is read back.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

CODE_HELP = "expected one of 2026-M11, 2026-Q4, 2026-H1, 2026 or, on demand, 2026-11-22"


class Cadence(StrEnum):
    """How often a duty comes round."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    ON_DEMAND = "on_demand"


TURNS_A_YEAR = {Cadence.MONTHLY: 12, Cadence.QUARTERLY: 4, Cadence.HALF_YEARLY: 2, Cadence.YEARLY: 1}

# Only capital letters and ASCII digits, in full: two spellings of one period would be two rows.
_CODES: dict[Cadence, re.Pattern[str]] = {
    Cadence.MONTHLY: re.compile(r"([0-9]{4})-M([0-9]{2})"),
    Cadence.QUARTERLY: re.compile(r"([0-9]{4})-Q([0-9])"),
    Cadence.HALF_YEARLY: re.compile(r"([0-9]{4})-H([0-9])"),
    Cadence.YEARLY: re.compile(r"([0-9]{4})"),
}
_DAY_CODE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, order=True)
class Period:
    """One turn of a cadence: ``year`` and ``index``, counted from 1 within the year.

    An on-demand period is the day on which the office asked; its index is the day of the year (1-366).
    Periods of one cadence sort by time; comparing two cadences means nothing. Raises ValueError when the index or
    the year does not exist.
    """

    cadence: Cadence
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"no such year: {self.year}")
        last = TURNS_A_YEAR.get(self.cadence) or date(self.year, 12, 31).timetuple().tm_yday
        if not 1 <= self.index <= last:
            raise ValueError(f"a {self.cadence} period of {self.year} counts from 1 to {last}, not {self.index}")

    @classmethod
    def parse(cls, code: str) -> "Period":
        """The period that ``code`` names. Raises ValueError that quotes the code and shows the good forms."""
        wanted = code.strip().upper()
        try:
            if _DAY_CODE.fullmatch(wanted):
                return period_of(Cadence.ON_DEMAND, date.fromisoformat(wanted))
            for cadence, pattern in _CODES.items():
                if found := pattern.fullmatch(wanted):
                    return cls(cadence, *(int(part) for part in found.groups()))
        except ValueError as why:
            raise ValueError(f"not a period: {code!r} ({why}); {CODE_HELP}") from why
        raise ValueError(f"not a period: {code!r}; {CODE_HELP}")

    @property
    def code(self) -> str:
        """The period as text, which ``parse`` reads back."""
        return _WRITE[self.cadence](self)

    @property
    def first_day(self) -> date:
        """The first calendar day."""
        if self.cadence == Cadence.ON_DEMAND:
            return date(self.year, 1, 1) + timedelta(days=self.index - 1)
        return date(self.year, self.months[0], 1)

    @property
    def last_day(self) -> date:
        """The last calendar day, itself inside the period."""
        if self.cadence == Cadence.ON_DEMAND:
            return self.first_day
        return day_in_month(self.year, self.last_month, 31)

    @property
    def months(self) -> tuple[int, ...]:
        """The calendar months (1-12) that the period covers; a period never crosses a year."""
        if self.cadence == Cadence.ON_DEMAND:
            return (self.first_day.month,)
        length = 12 // TURNS_A_YEAR[self.cadence]
        return tuple(range((self.index - 1) * length + 1, self.index * length + 1))

    @property
    def last_month(self) -> int:
        """The number (1-12) of the period's last month."""
        return self.months[-1]

    def previous(self) -> "Period":
        """The period before this one (on demand: the day before)."""
        return period_of(self.cadence, self.first_day - timedelta(days=1))

    def next(self) -> "Period":
        """The period after this one (on demand: the day after)."""
        return period_of(self.cadence, self.last_day + timedelta(days=1))


_WRITE: dict[Cadence, Callable[[Period], str]] = {
    Cadence.MONTHLY: lambda period: f"{period.year:04}-M{period.index:02}",
    Cadence.QUARTERLY: lambda period: f"{period.year:04}-Q{period.index}",
    Cadence.HALF_YEARLY: lambda period: f"{period.year:04}-H{period.index}",
    Cadence.YEARLY: lambda period: f"{period.year:04}",
    Cadence.ON_DEMAND: lambda period: period.first_day.isoformat(),
}


def day_in_month(year: int, month: int, day: int) -> date:
    """The ``day`` of a month, or the month's last day when it is shorter: the 31st of November is the 30th."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def period_of(cadence: Cadence, day: date) -> Period:
    """The period of this cadence in which the calendar day lies."""
    if cadence == Cadence.ON_DEMAND:
        return Period(cadence, day.year, day.timetuple().tm_yday)
    length = 12 // TURNS_A_YEAR[cadence]
    return Period(cadence, day.year, (day.month - 1) // length + 1)
