"""Counts as officers type them, figures as reports print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.figures_text import MAX_COUNT, format_count, format_percent, parse_count, percent


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("2403", 2403),
        ("2.403", 2403),
        ("2 403", 2403),
        ("2\xa0403", 2403),
        ("1.234.567", 1234567),
        ("0", 0),
        (" 05 ", 5),
        ("không", 0),
        ("Không có", 0),
        ("KHÔNG.", 0),
        ("khong", 0),
        ("999999999", MAX_COUNT),
    ],
)
def test_a_count_in_the_ways_people_write_it(typed: str, count: int) -> None:
    assert parse_count(typed) == count


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2,5",
        "2.5",
        "2,403",
        "-3",
        "- 3",
        "+3",
        "1.23.456",
        "1.234 567",
        "0.123",
        "12 nghìn",
        "12 người",
        "hai",
        "1e3",
        "2²",
        "٣",
        "3/4",
        "1000000000",
        "9" * 5000,
        "không rõ",
        "28 29",
    ],
)
def test_what_is_no_count_is_asked_again(typed: str) -> None:
    with pytest.raises(ValueError, match="not a count"):
        parse_count(typed)


@given(st.integers(0, MAX_COUNT))
def test_what_is_printed_can_be_typed_back(count: int) -> None:
    assert parse_count(format_count(count)) == count == parse_count(str(count))


def test_thousands_are_parted_by_dots() -> None:
    assert [format_count(n) for n in (0, 999, 1000, 2403, 1234567)] == ["0", "999", "1.000", "2.403", "1.234.567"]


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (6, 7, "85,7 %"),
        (0, 5, "0 %"),
        (5, 5, "100 %"),
        (1, 8, "12,5 %"),
        (1, 2000, "0,1 %"),
        (6, 5, "120 %"),
        (0, 0, "–"),
    ],
)
def test_a_share_as_it_is_printed(part: int, whole: int, shown: str) -> None:
    assert format_percent(percent(part, whole)) == shown


def test_half_a_tenth_is_rounded_up() -> None:
    assert percent(1, 16) == Decimal("6.3")  # 6.25


def test_all_but_one_is_not_all_and_one_is_not_none() -> None:
    assert percent(3320, 3321) == Decimal("99.9")
    assert percent(1, 100_000) == Decimal("0.1")


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_never_far_from_the_truth(part: int, whole: int) -> None:
    share = percent(part, whole)
    assert share is not None
    assert abs(share - Decimal(100) * part / whole) <= Decimal("0.1")
    assert (share == 100) == (part == whole) or part > whole
    assert (share == 0) == (part == 0)


def test_negative_counts_have_no_share() -> None:
    with pytest.raises(ValueError, match="never negative"):
        percent(-1, 5)
