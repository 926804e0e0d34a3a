"""Days off and office hours: the seed is Vietnam's calendar, the arithmetic is the office's."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.daysoff import Office, holidays_seed, seeded_office, working_swaps_seed

# 2026 as the Government announced it, typed by hand: Tết from Mon 16 to Fri 20 February, Giỗ Tổ made up for on
# 27 April, and two swaps.
OFFICE = Office(
    days_off={
        date(2026, 1, 1): "Tết Dương lịch",
        date(2026, 1, 2): "Nghỉ hoán đổi",
        **{date(2026, 2, day): "Tết Nguyên đán" for day in range(16, 21)},
        date(2026, 4, 27): "Giỗ Tổ Hùng Vương (nghỉ bù)",
        date(2026, 4, 30): "Ngày Chiến thắng",
        date(2026, 5, 1): "Ngày Quốc tế Lao động",
        date(2026, 8, 31): "Nghỉ hoán đổi",
        date(2026, 9, 1): "Quốc khánh",
        date(2026, 9, 2): "Quốc khánh",
        date(2026, 11, 24): "Ngày Văn hóa Việt Nam",
    },
    working_days=frozenset({date(2026, 1, 10), date(2026, 8, 22)}),
)


def at_office(text: str) -> datetime:
    """An instant by the office's clock, such as "2026-12-15 08:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE.zone)


# --- the office's days


def test_the_office_day_begins_at_its_own_midnight_not_at_utcs() -> None:
    assert OFFICE.today(datetime(2026, 12, 15, 16, 59, 59, tzinfo=UTC)) == date(2026, 12, 15)
    assert OFFICE.today(datetime(2026, 12, 15, 17, 0, 0, tzinfo=UTC)) == date(2026, 12, 16)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.today(datetime(2026, 12, 15, 8, 0))  # noqa: DTZ001


def test_a_day_and_hour_at_the_office_are_kept_in_utc() -> None:
    instant = OFFICE.at(date(2026, 12, 15), time(8, 0))
    assert instant == datetime(2026, 12, 15, 1, 0, tzinfo=UTC)
    assert instant.tzinfo is UTC


def test_weekends_and_days_off_are_not_worked() -> None:
    assert OFFICE.is_working_day(date(2026, 11, 23))
    assert not OFFICE.is_working_day(date(2026, 11, 24))  # Ngày Văn hóa Việt Nam, a Tuesday
    assert not OFFICE.is_working_day(date(2026, 3, 15))  # Sunday
    assert not OFFICE.is_working_day(date(2026, 3, 14))  # Saturday


def test_a_saturday_worked_in_exchange_is_worked() -> None:
    assert OFFICE.is_working_day(date(2026, 8, 22))
    assert not OFFICE.is_working_day(date(2026, 8, 31))
    assert not OFFICE.is_working_day(date(2026, 8, 29))  # the next Saturday is an ordinary one


def test_what_a_person_wrote_as_worked_wins_over_a_holiday() -> None:
    flood = date(2026, 9, 2)
    assert Office(days_off={flood: "Quốc khánh"}, working_days=frozenset({flood})).is_working_day(flood)


def test_the_nearest_working_day_across_tet() -> None:
    tet = date(2026, 2, 17)
    assert OFFICE.working_day_on_or_before(tet) == date(2026, 2, 13)
    assert OFFICE.working_day_on_or_after(tet) == date(2026, 2, 23)
    assert OFFICE.working_day_on_or_before(date(2026, 2, 13)) == date(2026, 2, 13)
    assert OFFICE.working_day_on_or_after(date(2026, 2, 23)) == date(2026, 2, 23)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 12, 15), -7, date(2026, 12, 4)),
        (date(2026, 12, 15), -1, date(2026, 12, 14)),
        (date(2026, 12, 15), 0, date(2026, 12, 15)),
        (date(2026, 12, 15), 3, date(2026, 12, 18)),
        (date(2026, 3, 15), -1, date(2026, 3, 13)),  # from a Sunday back: Friday
        (date(2026, 3, 15), 1, date(2026, 3, 16)),  # and on: Monday
        (date(2026, 3, 15), 0, date(2026, 3, 15)),  # nothing counted, nothing moved
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # the worked Saturday counts
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # over 31/8, 1/9, 2/9
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # over Tết
        (date(2026, 2, 23), -2, date(2026, 2, 12)),
    ],
)
def test_working_days_are_counted_from_the_next_day_on(day: date, count: int, found: date) -> None:
    assert OFFICE.add_working_days(day, count) == found


def test_a_table_without_working_days_is_an_error_not_an_endless_search() -> None:
    start = date(2026, 1, 1)
    closed = Office(days_off={start + timedelta(days=n): "?" for n in range(-400, 800)})
    with pytest.raises(ValueError, match="no working day"):
        closed.working_day_on_or_after(start)
    with pytest.raises(ValueError, match="no working day"):
        closed.add_working_days(start, -1)


# --- the office's hours


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-12-15 07:29:59", False),
        ("2026-12-15 07:30", True),
        ("2026-12-15 11:29:59", True),
        ("2026-12-15 11:30", False),
        ("2026-12-15 13:30", True),
        ("2026-12-15 16:59:59", True),
        ("2026-12-15 17:00", False),
        ("2026-12-13 09:00", False),  # Sunday
        ("2026-11-24 09:00", False),  # holiday
        ("2026-08-22 09:00", True),  # worked Saturday
    ],
)
def test_the_office_is_at_work_in_its_windows_on_its_days(moment: str, open_: bool) -> None:
    assert OFFICE.is_working_time(at_office(moment)) is open_


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-12-15 09:12", "2026-12-15 09:12"),
        ("2026-12-15 05:00", "2026-12-15 07:30"),
        ("2026-12-15 11:30", "2026-12-15 13:30"),
        ("2026-12-15 17:00", "2026-12-16 07:30"),
        ("2026-12-11 18:00", "2026-12-14 07:30"),  # Friday evening
        ("2026-02-13 17:00", "2026-02-23 07:30"),  # into Tết
        ("2026-02-17 09:00", "2026-02-23 07:30"),
    ],
)
def test_when_the_office_is_next_at_work(moment: str, opens: str) -> None:
    found = OFFICE.next_working_time(at_office(moment))
    assert found == at_office(opens)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "hours",
    [
        (),
        ((time(11, 30), time(7, 30)),),
        ((time(8), time(8)),),
        ((time(13, 30), time(17)), (time(7, 30), time(11, 30))),
        ((time(7, 30), time(12)), (time(11), time(17))),
    ],
)
def test_impossible_hours_are_refused(hours: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="office hours"):
        Office(hours=hours)


def test_an_office_elsewhere_is_judged_by_its_own_clock() -> None:
    """Vietnam has no summer time; the arithmetic must not lean on that."""
    berlin = Office(zone=ZoneInfo("Europe/Berlin"))
    assert berlin.at(date(2026, 3, 27), time(8)) == datetime(2026, 3, 27, 7, tzinfo=UTC)
    assert berlin.at(date(2026, 3, 30), time(8)) == datetime(2026, 3, 30, 6, tzinfo=UTC)


@given(moment=st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_next_working_time_is_at_work_and_not_in_the_past(moment: datetime) -> None:
    found = OFFICE.next_working_time(moment)
    assert found >= moment
    assert OFFICE.is_working_time(found)
    assert (found == moment) == OFFICE.is_working_time(moment)


@given(day=st.dates(date(2025, 1, 1), date(2027, 12, 31)), count=st.integers(1, 15))
def test_counting_working_days_there_and_back(day: date, count: int) -> None:
    there = OFFICE.add_working_days(day, count)
    assert OFFICE.is_working_day(there)
    assert sum(OFFICE.is_working_day(day + timedelta(days=n + 1)) for n in range((there - day).days)) == count
    assert OFFICE.add_working_days(there, -count) == OFFICE.working_day_on_or_before(day)


# --- the seed


def test_the_seed_gives_2026_as_it_was_announced() -> None:
    weekdays_off = {day for day in holidays_seed([2026]) if day.weekday() < 5}
    assert weekdays_off == set(OFFICE.days_off)


def test_the_seed_gives_2025_as_it_was_announced() -> None:
    weekdays_off = {day for day in holidays_seed([2025]) if day.weekday() < 5}
    tet = {date(2025, 1, day) for day in (27, 28, 29, 30, 31)}
    spring = {date(2025, 4, 7), date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)}
    assert weekdays_off == {date(2025, 1, 1), *tet, *spring, date(2025, 9, 1), date(2025, 9, 2)}


@pytest.mark.parametrize(
    ("year", "tet", "to"),
    [
        (2027, date(2027, 2, 6), date(2027, 4, 16)),
        (2028, date(2028, 1, 26), date(2028, 4, 4)),
        (2029, date(2029, 2, 13), date(2029, 4, 23)),
        (2030, date(2030, 2, 2), date(2030, 4, 12)),
    ],
)
def test_lunar_days_follow_the_vietnamese_calendar(year: int, tet: date, to: date) -> None:
    """Mùng 1 and Giỗ Tổ (10/3 âm lịch); for 2030 the Chinese calendar would say 3 February."""
    seed = holidays_seed([year])
    assert seed[tet] == "Tết Nguyên Đán"
    assert "Hùng Vương" in seed[to]


def test_culture_day_begins_in_2026() -> None:
    seed = holidays_seed(range(2025, 2031))
    assert date(2025, 11, 24) not in seed
    assert [seed[date(year, 11, 24)] for year in range(2026, 2031)] == ["Ngày Văn hóa Việt Nam"] * 5
    assert date(2029, 11, 26) in seed, "24/11/2029 is a Saturday: Monday makes up for it"


def test_a_holiday_on_a_weekend_is_made_up_for() -> None:
    seed = holidays_seed([2028])
    assert {date(2028, 1, 3), date(2028, 5, 2), date(2028, 9, 4)} <= set(seed)


def test_the_seed_holds_only_the_years_asked_for_and_vietnamese_names() -> None:
    assert {day.year for day in holidays_seed([2026, 2028])} == {2026, 2028}
    assert holidays_seed([]) == {}
    assert all(name.strip() for name in holidays_seed([2026]).values())
    assert holidays_seed([2026])[date(2026, 1, 2)] == "Ngày nghỉ (thay cho ngày 10/01/2026)"


def test_each_swap_trades_a_weekend_day_for_a_weekday_off() -> None:
    for worked, free in working_swaps_seed().items():
        assert worked.weekday() == 5
        assert free.weekday() < 5
        assert free in holidays_seed([free.year])
    assert working_swaps_seed()[date(2026, 8, 22)] == date(2026, 8, 31)


def test_a_seeded_office_works_the_swapped_saturday() -> None:
    office = seeded_office([2026])
    assert office.is_working_day(date(2026, 8, 22))
    assert not office.is_working_day(date(2026, 8, 31))
    assert date(2025, 4, 26) not in office.working_days, "another year's swap stays out"
