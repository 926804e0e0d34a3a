"""Periods: how a turn of a duty is named, where it begins and ends, and who its neighbours are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.periods import Cadence, Period, day_in_month, period_of

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
CADENCES = st.sampled_from(list(Cadence))


@pytest.mark.parametrize(
    ("code", "period", "first", "last"),
    [
        ("2026-M11", Period(Cadence.MONTHLY, 2026, 11), date(2026, 11, 1), date(2026, 11, 30)),
        ("2028-M02", Period(Cadence.MONTHLY, 2028, 2), date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-Q4", Period(Cadence.QUARTERLY, 2026, 4), date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-H1", Period(Cadence.HALF_YEARLY, 2026, 1), date(2026, 1, 1), date(2026, 6, 30)),
        ("2026", Period(Cadence.YEARLY, 2026), date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-11-22", Period(Cadence.ON_DEMAND, 2026, 326), date(2026, 11, 22), date(2026, 11, 22)),
        ("2028-12-31", Period(Cadence.ON_DEMAND, 2028, 366), date(2028, 12, 31), date(2028, 12, 31)),
    ],
)
def test_a_code_names_one_period(code: str, period: Period, first: date, last: date) -> None:
    assert Period.parse(code) == period
    assert period.code == code
    assert (period.first_day, period.last_day) == (first, last)


def test_a_code_typed_by_a_person_may_be_small_and_have_blanks() -> None:
    assert Period.parse(" 2026-q4 ") == Period(Cadence.QUARTERLY, 2026, 4)


@pytest.mark.parametrize(
    "wrong",
    ["", "2026-Q5", "2026-Q0", "2026-M13", "2026-M1", "2026-H3", "26-Q1", "0000", "0000-Q1", "2026-02-30", "Q4/2026",
     "2026-Q4\nx", "2026-Q٤", "2026-W07"],
)  # fmt: skip
def test_a_wrong_code_is_refused_with_the_code_and_the_good_forms(wrong: str) -> None:
    with pytest.raises(ValueError) as told:
        Period.parse(wrong)
    assert repr(wrong) in str(told.value)
    assert "2026-Q4" in str(told.value)


@pytest.mark.parametrize(
    ("cadence", "year", "index"),
    [
        (Cadence.QUARTERLY, 2026, 5),
        (Cadence.MONTHLY, 2026, 0),
        (Cadence.YEARLY, 2026, 2),
        (Cadence.ON_DEMAND, 2026, 366),
        (Cadence.YEARLY, 0, 1),
        (Cadence.YEARLY, 10000, 1),
    ],
)
def test_a_period_that_does_not_exist_cannot_be_made(cadence: Cadence, year: int, index: int) -> None:
    with pytest.raises(ValueError):
        Period(cadence, year, index)


def test_the_months_of_a_period() -> None:
    assert Period.parse("2026-Q3").months == (7, 8, 9)
    assert Period.parse("2026-H2").months == (7, 8, 9, 10, 11, 12)
    assert Period.parse("2026").last_month == 12
    assert Period.parse("2026-M02").last_month == 2
    assert Period.parse("2026-11-22").months == (11,)


def test_neighbours_cross_the_new_year() -> None:
    assert Period.parse("2026-Q1").previous().code == "2025-Q4"
    assert Period.parse("2026-M12").next().code == "2027-M01"
    assert Period.parse("2026-H1").previous().code == "2025-H2"
    assert Period.parse("2026").next().code == "2027"
    assert Period.parse("2028-02-28").next().code == "2028-02-29"


def test_a_day_that_a_short_month_lacks_is_its_last_day() -> None:
    assert day_in_month(2026, 11, 31) == date(2026, 11, 30)
    assert day_in_month(2026, 2, 30) == date(2026, 2, 28)
    assert day_in_month(2028, 2, 30) == date(2028, 2, 29)
    assert day_in_month(2026, 2, 16) == date(2026, 2, 16)


@given(cadence=CADENCES, day=DAYS)
def test_every_day_lies_in_its_period_and_the_code_comes_back(cadence: Cadence, day: date) -> None:
    period = period_of(cadence, day)
    assert period.first_day <= day <= period.last_day
    assert Period.parse(period.code) == period


@given(cadence=CADENCES, day=DAYS)
def test_neighbours_touch_without_gap_and_lead_back(cadence: Cadence, day: date) -> None:
    period = period_of(cadence, day)
    assert period.next().first_day - period.last_day == timedelta(days=1)
    assert period.next().previous() == period
    assert period.previous() < period < period.next()
