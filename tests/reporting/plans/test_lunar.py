"""The lunar calendar of Hanoi, against the holidays package and days known from almanacs."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from reporting.plans import lunar


def test_tet_agrees_with_the_holidays_package_for_a_century() -> None:
    for year in range(1990, 2100):
        days = holidays.country_holidays("VN", years=year, language="en_US")
        assert "Lunar New Year" in days.get(lunar.new_year(year), ""), year


def test_hung_kings_day_agrees_too() -> None:
    for year in range(2008, 2060):
        days = holidays.country_holidays("VN", years=year, language="en_US")
        assert "Hung" in days.get(lunar.to_solar(10, 3, year), ""), year


@pytest.mark.parametrize(
    ("year", "tet"),
    [
        (1985, date(1985, 1, 21)),  # a month before Beijing's
        (2007, date(2007, 2, 17)),  # a day before Beijing's
        (2026, date(2026, 2, 17)),
        (2027, date(2027, 2, 6)),
        (2030, date(2030, 2, 2)),  # Beijing has the 3rd
    ],
)
def test_tet_by_the_meridian_of_hanoi(year: int, tet: date) -> None:
    assert lunar.new_year(year) == tet


@pytest.mark.parametrize(
    ("lunar_day", "solar"),
    [
        ((10, 3, 2024), date(2024, 4, 18)),
        ((10, 3, 2022), date(2022, 4, 10)),
        ((15, 7, 2026), date(2026, 8, 27)),
        ((23, 12, 2025), date(2026, 2, 10)),
        ((15, 8, 2026), date(2026, 9, 25)),
    ],
)
def test_days_of_the_lunar_year(lunar_day: tuple[int, int, int], solar: date) -> None:
    assert lunar.to_solar(*lunar_day) == solar


def test_leap_months_stand_where_the_almanac_has_them() -> None:
    known = {2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11}
    for year in range(2014, 2034):
        leaps = [month for month in range(1, 13) if _has(month, year)]
        assert leaps == ([known[year]] if year in known else []), year


def _has(month: int, year: int) -> bool:
    try:
        lunar.to_solar(1, month, year, leap=True)
    except ValueError:
        return False
    return True


def test_every_lunar_year_is_whole_months_of_29_or_30_days() -> None:
    for year in range(1950, 2150):
        days = (lunar.new_year(year + 1) - lunar.new_year(year)).days
        assert days in (353, 354, 355, 383, 384, 385), year


@pytest.mark.parametrize("bad", [(31, 1, 2026), (30, 12, 2025), (0, 1, 2026), (1, 13, 2026), (1, 1, 1800)])
def test_days_that_are_not_there_are_refused(bad: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        lunar.to_solar(*bad)


def test_names_of_years_come_back_every_sixty() -> None:
    assert lunar.name(2026) == "bính ngọ"
    assert lunar.year_named("Giáp Thìn", 2023) == 2024
    assert lunar.year_named("Mậu  Tí", 2010) == 2008
    assert lunar.year_named("Giáp Sửu", 2024) is None  # no such year: stem and branch do not meet
