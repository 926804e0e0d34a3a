"""Due dates: "trước ngày 16" means the 15th, to its last second, by the office's clock."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.daysoff import Office
from reporting.due import (
    DEFAULT_RULES,
    DueRule,
    cutoff,
    data_window,
    days_late,
    deadline,
    falls_in,
    is_on_time,
    last_good_day,
    next_turn,
    nominal_day,
    open_periods,
    previous_turn,
    reporting_period_for,
)
from reporting.periods import Cadence, Period, period_of

SITUATION = DEFAULT_RULES["situation"]
HALF_YEAR = DEFAULT_RULES["half_year"]
YEAR = DEFAULT_RULES["year"]
Q4 = Period.parse("2026-Q4")
OFFICE = Office(days_off={date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})


def at_office(text: str) -> datetime:
    """An instant by the office's clock, such as "2026-12-15 08:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE.zone)


def rule(**changes: Any) -> DueRule:
    """A quarterly rule, "trước ngày 16 tháng cuối quý" but for the changes."""
    return DueRule(**{"cadence": Cadence.QUARTERLY, **changes})


# --- which day


def test_before_the_16th_names_the_16th_and_means_the_15th() -> None:
    assert nominal_day(SITUATION, Q4) == date(2026, 12, 16)
    assert last_good_day(SITUATION, Q4, OFFICE) == date(2026, 12, 15)


def test_a_province_may_let_the_named_day_count() -> None:
    assert last_good_day(rule(day_itself_counts=True), Q4, OFFICE) == date(2026, 12, 16)


def test_not_later_than_the_16th_includes_the_16th() -> None:
    assert last_good_day(rule(before=False), Q4, OFFICE) == date(2026, 12, 16)


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("2026-Q1", date(2026, 3, 15)),
        ("2026-Q2", date(2026, 6, 15)),
        ("2026-Q3", date(2026, 9, 15)),
        ("2026-Q4", date(2026, 12, 15)),
    ],
)
def test_each_quarter_ends_in_its_last_month(code: str, last: date) -> None:
    assert last_good_day(SITUATION, Period.parse(code), OFFICE) == last


def test_a_deadline_on_a_sunday_stays_there_unless_the_office_lets_it_roll() -> None:
    first = Period.parse("2026-Q1")
    assert last_good_day(SITUATION, first, OFFICE) == date(2026, 3, 15)
    assert last_good_day(rule(roll="next_working_day"), first, OFFICE) == date(2026, 3, 16)


def test_a_rolling_deadline_passes_a_holiday_too() -> None:
    culture_day = DueRule(Cadence.MONTHLY, day=25, roll="next_working_day")
    assert last_good_day(culture_day, Period.parse("2026-M11"), OFFICE) == date(2026, 11, 25)
    assert last_good_day(culture_day, Period.parse("2026-M12"), OFFICE) == date(2026, 12, 24)


def test_half_year_and_year_are_due_inside_their_period() -> None:
    assert nominal_day(HALF_YEAR, Period.parse("2026-H1")) == date(2026, 5, 15)
    assert last_good_day(HALF_YEAR, Period.parse("2026-H1"), OFFICE) == date(2026, 5, 14)
    assert nominal_day(YEAR, Period.parse("2026")) == date(2026, 11, 15)
    assert last_good_day(YEAR, Period.parse("2026"), OFFICE) == date(2026, 11, 14)


def test_the_second_half_is_not_asked_for() -> None:
    assert falls_in(HALF_YEAR, Period.parse("2026-H1"))
    assert not falls_in(HALF_YEAR, Period.parse("2026-H2"))
    with pytest.raises(ValueError, match="2026-H2"):
        last_good_day(HALF_YEAR, Period.parse("2026-H2"), OFFICE)


def test_a_period_of_another_cadence_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-M11"):
        nominal_day(SITUATION, Period.parse("2026-M11"))


@pytest.mark.parametrize(
    ("day", "code", "named"),
    [
        (31, "2026-M11", date(2026, 11, 30)),
        (30, "2026-M02", date(2026, 2, 28)),
        (30, "2028-M02", date(2028, 2, 29)),
        (31, "2026-M12", date(2026, 12, 31)),
    ],
)
def test_a_day_that_the_month_lacks_is_its_last_day(day: int, code: str, named: date) -> None:
    assert nominal_day(DueRule(Cadence.MONTHLY, day=day), Period.parse(code)) == named


def test_before_the_first_is_the_last_day_of_the_month_before() -> None:
    assert last_good_day(rule(day=1), Q4, OFFICE) == date(2026, 11, 30)


# --- an extension


def test_an_extension_is_the_new_last_good_day_even_on_a_day_off() -> None:
    assert last_good_day(SITUATION, Q4, OFFICE, date(2026, 12, 20)) == date(2026, 12, 20)
    assert last_good_day(rule(roll="next_working_day"), Q4, OFFICE, date(2026, 12, 20)) == date(2026, 12, 20)


def test_an_extension_never_shortens() -> None:
    assert last_good_day(SITUATION, Q4, OFFICE, date(2026, 12, 10)) == date(2026, 12, 15)


def test_on_demand_the_request_brings_the_last_day() -> None:
    asked = Period.parse("2026-11-22")
    urgent = DueRule(Cadence.ON_DEMAND, day=None)
    assert last_good_day(urgent, asked, OFFICE, date(2026, 11, 25)) == date(2026, 11, 25)
    with pytest.raises(ValueError, match="no day"):
        last_good_day(urgent, asked, OFFICE)


def test_the_monthly_duty_is_off_until_it_has_a_day() -> None:
    monthly = DEFAULT_RULES["monthly"]
    assert not monthly.active
    with pytest.raises(ValueError, match="no day"):
        nominal_day(monthly, Period.parse("2026-M11"))
    given_a_day = DueRule.from_json({**monthly.to_json(), "day": 20})
    assert given_a_day.active
    assert last_good_day(given_a_day, Period.parse("2026-M11"), OFFICE) == date(2026, 11, 19)


# --- on time or late


def test_the_deadline_is_the_last_second_of_the_15th_in_vietnam() -> None:
    assert deadline(SITUATION, Q4, OFFICE) == datetime(2026, 12, 15, 16, 59, 59, tzinfo=UTC)
    assert deadline(SITUATION, Q4, OFFICE, date(2026, 12, 20)) == at_office("2026-12-20 23:59:59")


@pytest.mark.parametrize(
    ("moment", "on_time", "late"),
    [
        ("2026-09-16 00:00:00", True, 0),
        ("2026-12-15 23:59:59", True, 0),
        ("2026-12-15 23:59:59.999999", True, 0),
        ("2026-12-16 00:00:00", False, 1),
        ("2026-12-16 23:59:59", False, 1),
        ("2026-12-17 08:00:00", False, 2),
        ("2027-01-15 08:00:00", False, 31),
    ],
)
def test_on_time_until_the_midnight_that_ends_the_last_good_day(moment: str, on_time: bool, late: int) -> None:
    last = date(2026, 12, 15)
    assert is_on_time(at_office(moment), last, OFFICE) is on_time
    assert days_late(at_office(moment), last, OFFICE) == late


def test_lateness_is_judged_by_the_offices_day_not_by_utcs() -> None:
    half_past_midnight_in_vietnam = datetime(2026, 12, 15, 17, 30, tzinfo=UTC)
    assert not is_on_time(half_past_midnight_in_vietnam, date(2026, 12, 15), OFFICE)
    assert days_late(half_past_midnight_in_vietnam, date(2026, 12, 15), OFFICE) == 1


def test_a_submission_without_a_zone_cannot_be_judged() -> None:
    with pytest.raises(ValueError, match="time zone"):
        is_on_time(datetime(2026, 12, 15, 8), date(2026, 12, 15), OFFICE)  # noqa: DTZ001


# --- the figures


def test_the_figures_of_q4_run_from_15_september_to_14_december() -> None:
    assert cutoff(SITUATION, Q4) == date(2026, 12, 14)
    assert data_window(SITUATION, Q4) == (date(2026, 9, 15), date(2026, 12, 14))
    assert data_window(SITUATION, Period.parse("2026-Q1")) == (date(2025, 12, 15), date(2026, 3, 14))


def test_figures_are_closed_before_the_deadline_however_early_it_is() -> None:
    early = DueRule(Cadence.MONTHLY, day=5)
    assert cutoff(early, Period.parse("2026-M12")) == date(2026, 11, 14)
    assert cutoff(early, Period.parse("2026-M01")) == date(2025, 12, 14)
    assert cutoff(rule(cutoff_day=31, day=31, before=False), Q4) == date(2026, 12, 31)
    assert cutoff(DueRule(Cadence.MONTHLY, day=31, cutoff_day=31), Period.parse("2027-M03")) == date(2027, 2, 28)


def test_february_closes_its_own_month_or_the_one_before_like_every_other() -> None:
    late = DueRule(Cadence.MONTHLY, day=28, before=False, cutoff_day=29)
    assert cutoff(late, Period.parse("2025-M02")) == date(2025, 1, 29)
    assert cutoff(late, Period.parse("2025-M03")) == date(2025, 2, 28)
    end = DueRule(Cadence.MONTHLY, day=30, cutoff_day=29)
    assert last_good_day(end, Period.parse("2025-M02"), OFFICE) == date(2025, 2, 27)
    assert cutoff(end, Period.parse("2025-M02")) == date(2025, 2, 27)
    assert cutoff(end, Period.parse("2025-M03")) == date(2025, 3, 29)


def test_the_cutoff_on_the_deadlines_own_day_needs_that_day_to_count() -> None:
    assert cutoff(rule(cutoff_day=16), Q4) == date(2026, 11, 16)
    assert cutoff(rule(cutoff_day=16, day_itself_counts=True), Q4) == date(2026, 12, 16)


def test_no_cutoff_is_shown_where_none_is_set() -> None:
    assert cutoff(YEAR, Period.parse("2026")) is None
    assert data_window(YEAR, Period.parse("2026")) is None
    assert cutoff(DEFAULT_RULES["monthly"], Period.parse("2026-M11")) is None
    with pytest.raises(ValueError):
        cutoff(HALF_YEAR, Period.parse("2026-H2"))


def test_a_half_year_with_a_cutoff_begins_after_the_years() -> None:
    closing = DueRule.from_json({**HALF_YEAR.to_json(), "cutoff_day": 14})
    assert data_window(closing, Period.parse("2026-H1")) == (date(2025, 11, 15), date(2026, 5, 14))


# --- which period now


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2026-09-15 23:59:59", "2026-Q3"),
        ("2026-09-16 00:00:00", "2026-Q4"),
        ("2026-10-01 08:00:00", "2026-Q4"),
        ("2026-12-15 23:59:59", "2026-Q4"),
        ("2026-12-16 00:00:00", "2027-Q1"),
        ("2027-01-01 00:00:00", "2027-Q1"),
    ],
)
def test_the_next_period_takes_over_when_a_deadline_has_passed(moment: str, code: str) -> None:
    assert reporting_period_for(SITUATION, OFFICE, at_office(moment)).code == code


def test_the_half_year_comes_once_a_year() -> None:
    assert reporting_period_for(HALF_YEAR, OFFICE, at_office("2026-05-14 12:00")).code == "2026-H1"
    assert reporting_period_for(HALF_YEAR, OFFICE, at_office("2026-05-15 12:00")).code == "2027-H1"
    assert next_turn(HALF_YEAR, Period.parse("2026-H1")).code == "2027-H1"
    assert previous_turn(HALF_YEAR, Period.parse("2026-H1")).code == "2025-H1"


def test_a_rolled_deadline_keeps_its_period_over_the_weekend() -> None:
    rolling = DueRule(Cadence.MONTHLY, day=31, before=False, roll="next_working_day")  # 31/10/2026 is a Saturday
    assert reporting_period_for(rolling, OFFICE, at_office("2026-11-02 09:00")).code == "2026-M10"
    assert reporting_period_for(rolling, OFFICE, at_office("2026-11-03 09:00")).code == "2026-M11"


def test_a_unit_with_an_extension_stays_on_its_period() -> None:
    q3 = Period.parse("2026-Q3")
    longer = {q3: date(2026, 9, 20)}
    assert reporting_period_for(SITUATION, OFFICE, at_office("2026-09-20 23:59"), longer) == q3
    assert reporting_period_for(SITUATION, OFFICE, at_office("2026-09-21 00:00"), longer) == Q4


def test_the_nearer_deadline_wins_over_a_very_long_extension() -> None:
    far = {Period.parse("2026-Q3"): date(2026, 12, 20)}
    assert reporting_period_for(SITUATION, OFFICE, at_office("2026-12-10 09:00"), far) == Q4
    assert reporting_period_for(SITUATION, OFFICE, at_office("2026-12-16 09:00"), far).code == "2026-Q3"


def test_another_dutys_extension_changes_nothing() -> None:
    other = {Period.parse("2026"): date(2026, 12, 1)}
    assert reporting_period_for(SITUATION, OFFICE, at_office("2026-11-22 09:00"), other) == Q4


def test_on_demand_is_today_at_the_office() -> None:
    urgent = DueRule(Cadence.ON_DEMAND, day=None)
    late_evening_utc = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    assert reporting_period_for(urgent, OFFICE, late_evening_utc).code == "2026-11-23"
    assert open_periods(urgent, OFFICE, late_evening_utc, back=3) == [Period.parse("2026-11-23")]


def test_a_duty_without_a_day_has_no_period_now() -> None:
    with pytest.raises(ValueError, match="no day"):
        reporting_period_for(DEFAULT_RULES["monthly"], OFFICE, at_office("2026-11-22 09:00"))


def test_a_late_unit_may_still_file_the_period_before() -> None:
    now = at_office("2026-12-16 09:00")
    assert [period.code for period in open_periods(SITUATION, OFFICE, now)] == ["2027-Q1", "2026-Q4"]
    assert [period.code for period in open_periods(SITUATION, OFFICE, now, back=0)] == ["2027-Q1"]
    assert [period.code for period in open_periods(HALF_YEAR, OFFICE, now, back=2)] == ["2027-H1", "2026-H1", "2025-H1"]


# --- the rule as data


@pytest.mark.parametrize("name", sorted(DEFAULT_RULES))
def test_every_default_survives_json(name: str) -> None:
    kept = json.loads(json.dumps(DEFAULT_RULES[name].to_json()))
    assert DueRule.from_json(kept) == DEFAULT_RULES[name]


def test_the_least_json_is_a_cadence() -> None:
    assert DueRule.from_json({"cadence": "quarterly"}) == SITUATION


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"cadence": "quarterly", "dya": 16}, "dya"),
        ({"day": 16}, "cadence"),
        ({"cadence": "weekly"}, "weekly"),
        ({"cadence": "quarterly", "month": 4}, "month"),
        ({"cadence": "quarterly", "month": 0}, "month"),
        ({"cadence": "quarterly", "month": -2}, "month"),
        ({"cadence": "quarterly", "month": True}, "month"),
        ({"cadence": "quarterly", "day": 32}, "day"),
        ({"cadence": "quarterly", "day": 0}, "day"),
        ({"cadence": "quarterly", "day": "16"}, "day"),
        ({"cadence": "quarterly", "cutoff_day": 40}, "cutoff_day"),
        ({"cadence": "quarterly", "only_index": 5}, "only_index"),
        ({"cadence": "quarterly", "before": "yes"}, "before"),
        ({"cadence": "quarterly", "day_itself_counts": 1}, "day_itself_counts"),
        ({"cadence": "quarterly", "roll": "previous"}, "roll"),
        ({"cadence": "on_demand", "day": 16}, "on-demand"),
    ],
)
def test_a_broken_rule_is_refused_by_name(broken: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        DueRule.from_json(broken)


RULES = st.builds(
    DueRule,
    cadence=st.sampled_from([Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY]),
    month=st.sampled_from([-1, 1]),
    day=st.integers(1, 31),
    before=st.booleans(),
    day_itself_counts=st.booleans(),
    roll=st.sampled_from(["none", "next_working_day"]),
    cutoff_day=st.integers(1, 31),
)


@given(made=RULES, day=st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_the_period_now_is_the_first_whose_last_good_day_has_not_passed(made: DueRule, day: date) -> None:
    now = datetime(day.year, day.month, day.day, 9, tzinfo=OFFICE.zone)
    period = reporting_period_for(made, OFFICE, now)
    assert last_good_day(made, period, OFFICE) >= day
    assert last_good_day(made, previous_turn(made, period), OFFICE) < day


@given(made=RULES, day=st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_the_data_windows_follow_each_other_and_close_in_time(made: DueRule, day: date) -> None:
    period = period_of(made.cadence, day)
    window, following = data_window(made, period), data_window(made, next_turn(made, period))
    assert window and following
    assert window[0] <= window[1] <= last_good_day(made, period, OFFICE)
    assert following[0] - window[1] == timedelta(days=1)
