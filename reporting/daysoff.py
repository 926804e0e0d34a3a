"""Days off and office hours (ngày nghỉ, giờ hành chính): when an office can be spoken to.

The table of days off belongs to the office and is edited there: each year's swaps are announced by the Government.
What stands here is its seed (``holidays_seed``, ``working_swaps_seed``) and the arithmetic over it (``Office``).
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)
SATURDAY = 5

# A longer search has met a broken table, not a long holiday.
LONGEST_BREAK_DAYS = 366

# Eight hours a day, Monday to Friday; each province sets its own hours.
OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))


@dataclass(frozen=True)
class Office:
    """One office's clock and calendar: its zone, its days off, its worked Saturdays, its hours.

    ``days_off`` maps a day to its name; weekends need not be in it. ``working_days`` are days that are worked all the
    same (a Saturday worked in exchange): what a person has written there wins over weekends and days off.
    ``hours`` are windows of local time, in order; a window's end no longer belongs to it.
    Raises ValueError when the windows are empty, backwards or overlapping.
    """

    zone: ZoneInfo = VIETNAM
    days_off: Mapping[date, str] = field(default_factory=dict, hash=False)
    working_days: frozenset[date] = frozenset()
    hours: tuple[tuple[time, time], ...] = OFFICE_HOURS

    def __post_init__(self) -> None:
        edges = [edge for window in self.hours for edge in window]
        backwards = any(opens >= closes for opens, closes in self.hours)
        if not edges or backwards or edges != sorted(edges):
            raise ValueError("office hours must be one or more windows of time, in order and not overlapping")

    def local(self, now: datetime) -> datetime:
        """The same instant on the office's clock. Raises ValueError for a datetime without a zone."""
        if now.utcoffset() is None:
            raise ValueError(f"an instant must carry its time zone: {now.isoformat()}")
        return now.astimezone(self.zone)

    def today(self, now: datetime) -> date:
        """The office's calendar day at this instant."""
        return self.local(now).date()

    def at(self, day: date, hour: time) -> datetime:
        """The instant, in UTC, at which the office's clock shows this day and hour."""
        return datetime.combine(day, hour.replace(tzinfo=None), self.zone).astimezone(UTC)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on this calendar day."""
        if day in self.working_days:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def working_day_on_or_before(self, day: date) -> date:
        """This day if it is worked, else the nearest worked day before it. ValueError when a year has none."""
        return self._seek(day, -ONE_DAY)

    def working_day_on_or_after(self, day: date) -> date:
        """This day if it is worked, else the nearest worked day after it. ValueError when a year has none."""
        return self._seek(day, ONE_DAY)

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, or before it when negative; ``day`` itself for 0.

        The starting day is never counted and need not be worked: one working day after a Sunday is Monday.
        """
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day = self._seek(day + step, step)
        return day

    def is_working_time(self, now: datetime) -> bool:
        """Whether the office is at work at this instant."""
        local = self.local(now)
        clock = local.time()
        return self.is_working_day(local.date()) and any(opens <= clock < closes for opens, closes in self.hours)

    def next_working_time(self, now: datetime) -> datetime:
        """This instant (in UTC) if the office is at work, else the moment it next opens."""
        if self.is_working_time(now):
            return now.astimezone(UTC)
        today = self.today(now)
        later = [opens for opens, _ in self.hours if self.is_working_day(today) and self.at(today, opens) > now]
        if later:
            return self.at(today, later[0])
        return self.at(self.working_day_on_or_after(today + ONE_DAY), self.hours[0][0])

    def _seek(self, day: date, step: timedelta) -> date:
        for _ in range(LONGEST_BREAK_DAYS):
            if self.is_working_day(day):
                return day
            day += step
        raise ValueError(f"the table of days off leaves no working day within a year of {day - step}")


def holidays_seed(years: Iterable[int]) -> dict[date, str]:
    """Vietnam's public holidays of these years with their Vietnamese names, compensatory days and swaps included.

    From the ``holidays`` package, which computes Tết by the Vietnamese calendar (2 Feb 2030, where the Chinese one
    says the 3rd) and knows Ngày Văn hóa Việt Nam, 24 November, from 2026 on. The Government announces swaps, and in
    the end the days of Tết too, year by year: for a year not yet announced this is the best guess to start the
    office's own table from.
    """
    from holidays import country_holidays  # here, because it costs start-up time and only the seed needs it

    wanted = set(years)
    if not wanted:
        return {}  # the package takes an empty list to mean "every year that I am asked about"
    known = country_holidays("VN", years=wanted, language="vi")
    seed = {day: unicodedata.normalize("NFC", name) for day, name in known.items() if day.year in wanted}
    for worked, free in working_swaps_seed().items():
        if free.year in wanted:
            seed.setdefault(free, f"Ngày nghỉ (thay cho ngày {worked:%d/%m/%Y})")
    return dict(sorted(seed.items()))


def working_swaps_seed() -> dict[date, date]:
    """The Saturdays worked in exchange for a day off: worked Saturday → the day that it pays for.

    Announced by the Government, one by one. State of November 2026; nothing is announced for 2027.
    """
    return {
        date(2024, 5, 4): date(2024, 4, 29),  # 2450/VPCP-KGVX of 2024
        date(2025, 4, 26): date(2025, 5, 2),  # 6150/TB-BLĐTBXH of 2024
        date(2026, 1, 10): date(2026, 1, 2),  # 12729/VPCP-KGVX, 25/12/2025; the package does not know this one
        date(2026, 8, 22): date(2026, 8, 31),  # for Quốc khánh 2026, with the holidays of that year
    }


def seeded_office(years: Iterable[int], zone: ZoneInfo = VIETNAM) -> Office:
    """An office as it stands before anyone has edited its table: the seed of days off and of worked Saturdays."""
    wanted = set(years)
    worked = frozenset(day for day in working_swaps_seed() if day.year in wanted)
    return Office(zone=zone, days_off=holidays_seed(wanted), working_days=worked)
