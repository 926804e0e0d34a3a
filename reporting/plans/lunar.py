"""The Vietnamese lunar calendar, computed for the meridian of Hanoi (UTC+7), years 1900 to 2199.

A lunar month begins on the day of the new moon; the eleventh month holds the winter solstice; of a year with thirteen
months, the first month after the eleventh that holds no principal solar term is the leap month. New moons are the
series of Jean Meeus, Astronomical Formulae for Calculators, the Sun's longitude that of his Astronomical Algorithms,
chapter 25, both cut to what a calendar day needs; the rules are those that Hồ Ngọc Đức has published. The zone
matters: by Beijing's clock the new year of 2030 falls on 3 February, by Hanoi's on 2.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import floor, pi, sin

ZONE = 7 / 24
_STEMS = ("canh", "tân", "nhâm", "quý", "giáp", "ất", "bính", "đinh", "mậu", "kỷ")
_BRANCHES = ("thân", "dậu", "tuất", "hợi", "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi")
_EPOCH = 2415021.076998695  # the new moon of 1 January 1900, and the mean month that follows it
_MONTH = 29.530588853
_ORDINAL = 1721425  # Julian day number of a date minus its ordinal


def _new_moon(k: int) -> float:
    """Julian day (UT) of the k-th new moon after that of 1 January 1900."""
    t = k / 1236.85
    rad = pi / 180
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * rad)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3) * rad
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3) * rad
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3) * rad
    shift = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    shift += -0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    shift += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    lag = -0.000278 + 0.000265 * t + 0.000262 * t**2  # dynamical time minus universal time
    return mean + shift - lag


def _new_moon_day(k: int) -> int:
    """Julian day number of the civil day in Hanoi that holds the k-th new moon."""
    return floor(_new_moon(k) + 0.5 + ZONE)


def _sun_twelfth(day: int) -> int:
    """In which twelfth of its yearly path (0 = from the spring equinox) the Sun stands as the day begins in Hanoi."""
    t = (day - 0.5 - ZONE - 2451545.0) / 36525
    rad = pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * rad
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor((longitude % 360) / 30)


def _solstice_month(year: int) -> int:
    """Julian day number on which the eleventh month, the one that holds the solstice of `year`, begins."""
    k = floor((date(year, 12, 31).toordinal() + _ORDINAL - 2415021) / _MONTH)
    day = _new_moon_day(k)
    return _new_moon_day(k - 1) if _sun_twelfth(day) >= 9 else day


@lru_cache(maxsize=64)
def _months(year: int) -> dict[tuple[int, bool], int]:
    """(month, leap?) → Julian day number of its first day, for the lunar year that begins in `year`."""
    found: dict[tuple[int, bool], int] = {}
    for solstice_year in (year, year + 1):
        begin, end = _solstice_month(solstice_year - 1), _solstice_month(solstice_year)
        k = floor(0.5 + (begin - _EPOCH) / _MONTH)
        firsts = [_new_moon_day(k + i) for i in range(15)]
        firsts = [day for day in firsts if begin <= day <= end]
        leap = _leap_place(firsts) if len(firsts) == 14 else None
        number = 11
        for i, first in enumerate(firsts[:-1]):
            if i == leap:
                month, is_leap = (number - 2) % 12 + 1, True
            else:
                month, is_leap = number, False
                number = number % 12 + 1
            own = month >= 11 if solstice_year == year + 1 else month < 11
            if own:
                found[month, is_leap] = first
    return found


def _leap_place(firsts: list[int]) -> int:
    """Which of the thirteen months is the leap one: the first that the Sun ends in the twelfth where it began."""
    for i in range(1, len(firsts) - 1):
        if _sun_twelfth(firsts[i]) == _sun_twelfth(firsts[i + 1]):
            return i
    raise ValueError("a year of thirteen months without a leap month")


def to_solar(day: int, month: int, year: int, leap: bool = False) -> date:
    """The civil day of a lunar date; ValueError when that lunar year has no such day."""
    if not 1900 <= year <= 2199:
        raise ValueError("lunar years are known from 1900 to 2199")
    first = _months(year).get((month, leap))
    if first is None or not 1 <= day <= 30:
        raise ValueError(f"no such lunar day: {day}/{month}/{year}")
    k = floor(0.5 + (first - _EPOCH) / _MONTH)
    if day > _new_moon_day(k + 1) - first:
        raise ValueError(f"lunar month {month}/{year} has 29 days")
    return date.fromordinal(first + day - 1 - _ORDINAL)


def new_year(year: int) -> date:
    """The first day of Tết of that year."""
    return to_solar(1, 1, year)


def name(year: int) -> str:
    """The name of a lunar year, stem and branch: 2026 is «bính ngọ»."""
    return f"{_STEMS[year % 10]} {_BRANCHES[year % 12]}"


def year_named(words: str, near: int) -> int | None:
    """The year of that name nearest to `near`; a name comes back every sixty years. None when it is no year's name."""
    wanted = " ".join(words.lower().replace("tị", "tỵ").replace("kỉ", "kỷ").replace("tí", "tý").split())
    for distance in range(31):
        for year in (near + distance, near - distance):
            if name(year) == wanted:
                return year
    return None
