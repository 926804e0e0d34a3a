"""The reminder ladder: earlier over days off before the deadline, never onto a good day after it."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.daysoff import Office
from reporting.ladder import (
    DEFAULT_LADDER,
    Kind,
    Rung,
    Step,
    current_rung,
    first_day,
    ladder_from_json,
    ladder_to_json,
    next_rung,
    rungs,
)

TET_2026 = {date(2026, 2, day): "Tết Nguyên đán" for day in range(16, 21)}
SPRING_2026 = {
    date(2026, 4, 27): "Giỗ Tổ (nghỉ bù)",
    date(2026, 4, 30): "Ngày Chiến thắng",
    date(2026, 5, 1): "Ngày Quốc tế Lao động",
}
AUTUMN_2026 = {
    date(2026, 8, 31): "Nghỉ hoán đổi",
    date(2026, 9, 1): "Quốc khánh",
    date(2026, 9, 2): "Quốc khánh",
    date(2026, 11, 24): "Ngày Văn hóa Việt Nam",
}
OFFICE = Office(
    days_off={**TET_2026, **SPRING_2026, **AUTUMN_2026},
    working_days=frozenset({date(2026, 8, 22)}),
)
FOREVER = date(2027, 6, 1)


def spoken(found: list[Rung], office: Office = OFFICE) -> list[str]:
    """The rungs as a person would write them down: "+1 Wed 2026-12-16 08:00"."""
    return [f"{rung.code} {office.local(rung.at):%a %Y-%m-%d %H:%M}" for rung in found]


def ladder_for(last: date, until: date = FOREVER, *steps: Step, office: Office = OFFICE) -> list[str]:
    return spoken(rungs(steps or DEFAULT_LADDER, last, office, until), office)


# --- the ordinary quarter


def test_the_fourth_quarter_of_2026() -> None:
    assert ladder_for(date(2026, 12, 15), until=date(2027, 1, 12)) == [
        "-7 Fri 2026-12-04 08:00",
        "-3 Thu 2026-12-10 08:00",
        "-1 Mon 2026-12-14 08:00",
        "day-am Tue 2026-12-15 08:00",
        "day-pm Tue 2026-12-15 15:00",
        "+1 Wed 2026-12-16 08:00",
        "+3 Fri 2026-12-18 08:00",
        "+7w1 Fri 2026-12-25 08:00",
        "+7w2 Fri 2027-01-01 08:00",  # this test's table of days off ends with 2026
        "+7w3 Fri 2027-01-08 08:00",
    ]


def test_who_hears_of_it() -> None:
    told = {rung.code: rung.step.to for rung in rungs(DEFAULT_LADDER, date(2026, 12, 15), OFFICE, date(2026, 12, 26))}
    before = ["-7", "-3", "-1", "day-am", "day-pm", "+1"]
    assert [told[code] for code in before] == [("reporter",)] * 6
    assert told["+3"] == told["+7w1"] == ("reporter", "head", "upper")


def test_instants_are_kept_in_utc_and_carry_the_last_good_day() -> None:
    first = rungs(DEFAULT_LADDER, date(2026, 12, 15), OFFICE, FOREVER)[0]
    assert first.at == datetime(2026, 12, 4, 1, 0, tzinfo=UTC)
    assert first.at.tzinfo is UTC
    assert first.last_good_day == date(2026, 12, 15)


# --- the last good day on a day off


def test_a_last_good_day_on_sunday_is_announced_on_friday() -> None:
    """15/3/2026. The step -1 would also be on Friday morning: the text of the last day replaces it."""
    assert ladder_for(date(2026, 3, 15), until=date(2026, 3, 26)) == [
        "-7 Thu 2026-03-05 08:00",
        "-3 Wed 2026-03-11 08:00",
        "day-am Fri 2026-03-13 08:00",
        "day-pm Fri 2026-03-13 15:00",
        "+1 Mon 2026-03-16 08:00",
        "+3 Wed 2026-03-18 08:00",
        "+7w1 Wed 2026-03-25 08:00",
    ]


def test_a_last_good_day_inside_tet_is_announced_before_it() -> None:
    assert ladder_for(date(2026, 2, 17), until=date(2026, 3, 6)) == [
        "-7 Thu 2026-02-05 08:00",
        "-3 Wed 2026-02-11 08:00",
        "day-am Fri 2026-02-13 08:00",
        "day-pm Fri 2026-02-13 15:00",
        "+1 Mon 2026-02-23 08:00",
        "+3 Wed 2026-02-25 08:00",
        "+7w1 Wed 2026-03-04 08:00",
    ]


def test_working_days_are_counted_over_30_april() -> None:
    """The half-year report of 2026 (before 15/5) stays clear of them; one due on Mon 4/5 skips 27/4, 30/4 and 1/5."""
    assert ladder_for(date(2026, 5, 14), date(2026, 5, 15))[:3] == [
        "-7 Tue 2026-05-05 08:00",
        "-3 Mon 2026-05-11 08:00",
        "-1 Wed 2026-05-13 08:00",
    ]
    assert ladder_for(date(2026, 5, 4), date(2026, 5, 5))[:3] == [
        "-7 Mon 2026-04-20 08:00",
        "-3 Fri 2026-04-24 08:00",
        "-1 Wed 2026-04-29 08:00",
    ]


def test_the_first_overdue_day_waits_until_quoc_khanh_is_over() -> None:
    """Last good day Fri 28/8; Monday to Wednesday are off; +1 is the next day that is worked."""
    assert ladder_for(date(2026, 8, 28), date(2026, 9, 15))[-3:] == [
        "+1 Thu 2026-09-03 08:00",
        "+3 Mon 2026-09-07 08:00",
        "+7w1 Mon 2026-09-14 08:00",
    ]


def test_a_saturday_worked_in_exchange_is_a_day_to_speak_on() -> None:
    assert "-1 Sat 2026-08-22 08:00" in ladder_for(date(2026, 8, 24))


def test_culture_day_moves_the_year_reports_second_week() -> None:
    """14/11/2026 is a Saturday: announced on Friday; +3 Wed 18/11; 24/11 is met by a ladder from Tue 10/11."""
    assert ladder_for(date(2026, 11, 14), date(2026, 12, 1)) == [
        "-7 Thu 2026-11-05 08:00",
        "-3 Wed 2026-11-11 08:00",
        "day-am Fri 2026-11-13 08:00",
        "day-pm Fri 2026-11-13 15:00",
        "+1 Mon 2026-11-16 08:00",
        "+3 Wed 2026-11-18 08:00",
        "+7w1 Wed 2026-11-25 08:00",
    ]
    assert ladder_for(date(2026, 11, 12), date(2026, 12, 3))[-3:] == [
        "+3 Tue 2026-11-17 08:00",
        "+7w1 Mon 2026-11-23 08:00",  # Tuesday 24/11 is off: earlier
        "+7w2 Tue 2026-12-01 08:00",  # and the weeks do not drift with it
    ]


# --- the weeks after


def test_a_week_that_tet_swallows_is_left_out() -> None:
    """+3 is Mon 9/2. A week on, Mon 16/2 is Tết and moves to Fri 13/2; then Mon 23/2 and so on."""
    assert ladder_for(date(2026, 2, 4), date(2026, 3, 3))[-4:] == [
        "+3 Mon 2026-02-09 08:00",
        "+7w1 Fri 2026-02-13 08:00",
        "+7w2 Mon 2026-02-23 08:00",
        "+7w3 Mon 2026-03-02 08:00",
    ]
    # From Fri 6/2: Fri 13/2, then Fri 20/2 would move onto Fri 13/2 again.
    assert ladder_for(date(2026, 2, 3), date(2026, 2, 28))[-3:] == [
        "+3 Fri 2026-02-06 08:00",
        "+7w1 Fri 2026-02-13 08:00",
        "+7w2 Fri 2026-02-27 08:00",
    ]


def test_the_weeks_end_before_the_day_on_which_the_next_ladder_begins() -> None:
    last = date(2026, 12, 15)
    assert ladder_for(last, date(2026, 12, 25))[-1].startswith("+3 ")
    assert ladder_for(last, date(2026, 12, 26))[-1].startswith("+7w1 ")


def test_the_third_day_is_told_even_if_the_next_ladder_has_begun() -> None:
    assert ladder_for(date(2026, 12, 15), until=date(2026, 12, 16))[-1] == "+3 Fri 2026-12-18 08:00"


def test_weeks_without_overdue_steps_count_from_the_last_good_day() -> None:
    weekly = Step("w", Kind.WEEKLY, 7)
    assert ladder_for(date(2026, 3, 15), date(2026, 3, 28), weekly) == [
        "w1 Fri 2026-03-20 08:00",  # Sunday 22/3, moved
        "w2 Fri 2026-03-27 08:00",
    ]


def test_a_weekly_rung_moved_to_the_last_good_day_is_left_out() -> None:
    daily = Step("d", Kind.WEEKLY, 1)  # Fri 13/3 good; Sat and Sun would both move back onto it
    assert ladder_for(date(2026, 3, 13), date(2026, 3, 18), daily) == [
        "d1 Mon 2026-03-16 08:00",
        "d2 Tue 2026-03-17 08:00",
    ]


# --- hours


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (time(7, 30), "Tue 2026-12-15 07:30"),
        (time(11, 29), "Tue 2026-12-15 11:29"),
        (time(11, 30), "Tue 2026-12-15 11:00"),  # lunch: earlier, and in time to be sent before it
        (time(13, 0), "Tue 2026-12-15 11:00"),
        (time(17, 0), "Tue 2026-12-15 16:30"),
        (time(22, 0), "Tue 2026-12-15 16:30"),
        (time(6, 0), "Mon 2026-12-14 16:30"),  # before opening: the evening before
    ],
)
def test_an_hour_at_which_the_office_is_closed_moves_earlier(hour: time, said: str) -> None:
    assert ladder_for(date(2026, 12, 15), FOREVER, Step("day", Kind.DAY, 0, hour)) == [f"day {said}"]


def test_before_opening_on_monday_is_friday_evening() -> None:
    assert ladder_for(date(2026, 12, 14), FOREVER, Step("day", Kind.DAY, 0, time(6))) == ["day Fri 2026-12-11 16:30"]


@pytest.mark.parametrize(("hour", "said"), [(time(6, 0), "07:30"), (time(12, 0), "11:00"), (time(20, 0), "16:30")])
def test_an_overdue_step_keeps_its_day_at_a_bad_hour(hour: time, said: str) -> None:
    """Earlier than opening would be the evening of the last good day, when nobody is overdue."""
    step = Step("+1", Kind.OVERDUE, 1, hour)
    assert ladder_for(date(2026, 12, 15), FOREVER, step) == [f"+1 Wed 2026-12-16 {said}"]


def test_a_window_shorter_than_the_margin_is_used_from_its_start() -> None:
    brief = Office(hours=((time(8, 0), time(8, 20)),))
    step = Step("day", Kind.DAY, 0, time(15))
    assert ladder_for(date(2026, 12, 15), FOREVER, step, office=brief) == ["day Tue 2026-12-15 08:00"]


# --- one message a morning


def test_two_steps_on_one_instant_leave_the_later_one_in_ladder_order() -> None:
    assert ladder_for(date(2026, 12, 15), FOREVER, Step("first", Kind.BEFORE, -1), Step("second", Kind.BEFORE, -1)) == [
        "second Mon 2026-12-14 08:00"
    ]


def test_a_before_step_gives_way_on_the_same_half_day_but_not_to_the_afternoon() -> None:
    sunday = date(2026, 3, 15)
    morning = Step("am", Kind.DAY, 0, time(9))
    afternoon = Step("pm", Kind.DAY, 0, time(15))
    one = Step("-1", Kind.BEFORE, -1, time(8))
    assert ladder_for(sunday, FOREVER, one, morning) == ["am Fri 2026-03-13 09:00"]
    assert ladder_for(sunday, FOREVER, morning, one) == ["am Fri 2026-03-13 09:00"], "even in a ladder out of order"
    assert ladder_for(sunday, FOREVER, one, afternoon) == ["-1 Fri 2026-03-13 08:00", "pm Fri 2026-03-13 15:00"]


# --- where we are on it


def test_the_current_and_the_next_rung() -> None:
    found = rungs(DEFAULT_LADDER, date(2026, 12, 15), OFFICE, date(2026, 12, 26))
    first, last = found[0], found[-1]
    assert current_rung(found, first.at - timedelta(seconds=1)) is None
    assert next_rung(found, first.at - timedelta(seconds=1)) == first
    assert current_rung(found, first.at) == first
    assert next_rung(found, first.at) == found[1]
    assert current_rung(found, last.at + timedelta(days=99)) == last
    assert next_rung(found, last.at) is None
    assert current_rung([], first.at) is None


def test_who_joins_late_enters_at_the_next_step() -> None:
    found = rungs(DEFAULT_LADDER, date(2026, 12, 15), OFFICE, FOREVER)
    joined = OFFICE.at(date(2026, 12, 12), time(9))
    entered = next_rung(found, joined)
    assert entered and entered.code == "-1"


def test_after_a_night_without_power_only_the_latest_step_is_said() -> None:
    found = rungs(DEFAULT_LADDER, date(2026, 12, 15), OFFICE, FOREVER)
    back = current_rung(found, OFFICE.at(date(2026, 12, 16), time(9)))
    assert back and back.code == "+1"


def test_the_first_day_of_a_ladder() -> None:
    assert first_day(DEFAULT_LADDER, date(2026, 12, 15), OFFICE) == date(2026, 12, 4)
    assert first_day([], date(2026, 12, 15), OFFICE) == date(2026, 12, 15)


def test_each_rung_has_its_own_key_and_an_extension_gives_new_ones() -> None:
    found = rungs(DEFAULT_LADDER, date(2026, 12, 15), OFFICE, FOREVER)
    extended = rungs(DEFAULT_LADDER, date(2026, 12, 22), OFFICE, FOREVER)
    keys = [rung.key for rung in [*found, *extended]]
    assert len(set(keys)) == len(keys)
    assert keys[0] == "2026-12-15/-7"


# --- the ladder as data


def test_the_default_ladder_survives_json() -> None:
    kept = json.loads(json.dumps(ladder_to_json(DEFAULT_LADDER)))
    assert ladder_from_json(kept) == DEFAULT_LADDER
    assert kept[0] == {"code": "-7", "kind": "before", "offset": -7, "hour": "08:00", "to": ["reporter"]}


GOOD = {"code": "-7", "kind": "before", "offset": -7, "hour": "08:00", "to": ["reporter"]}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"colour": "red"}, "colour"),
        ({"kind": "after"}, "after"),
        ({"offset": 7}, "offset"),
        ({"offset": "-7"}, "offset"),
        ({"kind": "day", "offset": True}, "offset"),
        ({"kind": "overdue", "offset": 0}, "offset"),
        ({"kind": "weekly", "offset": -7}, "offset"),
        ({"hour": "25:00"}, "hour"),
        ({"hour": 8}, "hour"),
        ({"hour": "08:00+07:00"}, "zone"),
        ({"to": []}, "reporter"),
        ({"to": "reporter"}, "list"),
        ({"to": ["reporter", "president"]}, "president"),
        ({"code": " "}, "code"),
    ],
)
def test_a_broken_step_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        ladder_from_json([{**GOOD, **change}])


def test_a_step_with_a_part_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="hour"):
        Step.from_json({key: value for key, value in GOOD.items() if key != "hour"})


def test_a_ladder_uses_a_code_once_and_has_one_weekly_step() -> None:
    weekly = {"kind": "weekly", "offset": 7, "hour": "08:00", "to": ["head"]}
    with pytest.raises(ValueError, match="once"):
        ladder_from_json([GOOD, GOOD])
    with pytest.raises(ValueError, match="weekly"):
        ladder_from_json([{**weekly, "code": "a"}, {**weekly, "code": "b"}])


# --- what holds for every office and every ladder

YEAR_START = date(2026, 1, 1)
SOME_DAYS = st.frozensets(st.integers(-60, 420), max_size=80)


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """Offices with scattered days off, long holidays, worked weekends and several kinds of hours."""
    off = {YEAR_START + timedelta(days=n) for n in draw(SOME_DAYS)}
    for start in draw(st.lists(st.integers(0, 360), max_size=4)):
        off |= {YEAR_START + timedelta(days=start + n) for n in range(9)}
    worked = frozenset(YEAR_START + timedelta(days=n) for n in draw(st.frozensets(st.integers(0, 360), max_size=10)))
    hours = draw(
        st.sampled_from(
            [
                ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))),
                ((time(8, 0), time(16, 0)),),
                ((time(7, 0), time(7, 10)), (time(9, 0), time(10, 0)), (time(19, 0), time(23, 59))),
            ]
        )
    )
    return Office(days_off=dict.fromkeys(off, "?"), working_days=worked, hours=hours)


@st.composite
def ladders(draw: st.DrawFn) -> list[Step]:
    """Ladders of any steps at any hours, in any order, with the codes told apart by their place."""
    hours = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
    parts = [(Kind.BEFORE, -n) for n in draw(st.lists(st.integers(1, 12), max_size=4))]
    parts += [(Kind.DAY, 0)] * draw(st.integers(0, 2))
    parts += [(Kind.OVERDUE, n) for n in draw(st.lists(st.integers(1, 9), max_size=3))]
    parts += [(Kind.WEEKLY, n) for n in draw(st.lists(st.integers(1, 14), max_size=1))]
    return [
        Step(f"s{place}", kind, offset, draw(hours))
        for place, (kind, offset) in enumerate(draw(st.permutations(parts)))
    ]


LAST_DAYS = st.dates(date(2026, 1, 20), date(2026, 12, 20))
ANY_RUNGS = st.builds(
    lambda office, ladder, last, span: (office, rungs(ladder, last, office, last + timedelta(days=span))),
    offices(),
    ladders(),
    LAST_DAYS,
    st.integers(0, 60),
)


@given(ANY_RUNGS)
def test_never_outside_working_hours(made: tuple[Office, list[Rung]]) -> None:
    office, found = made
    assert all(office.is_working_time(rung.at) for rung in found)


@given(ANY_RUNGS)
def test_in_time_order_and_never_two_on_one_instant(made: tuple[Office, list[Rung]]) -> None:
    instants = [rung.at for rung in made[1]]
    assert instants == sorted(set(instants))


@given(ANY_RUNGS)
def test_reminders_come_by_the_last_good_day_and_overdue_texts_after_it(made: tuple[Office, list[Rung]]) -> None:
    office, found = made
    for rung in found:
        overdue = rung.step.kind in (Kind.OVERDUE, Kind.WEEKLY)
        assert (office.today(rung.at) > rung.last_good_day) is overdue


@given(ANY_RUNGS)
def test_a_before_step_is_alone_on_its_half_day(made: tuple[Office, list[Rung]]) -> None:
    office, found = made
    halves = [(office.today(rung.at), office.local(rung.at).hour < 12) for rung in found]
    for rung, half in zip(found, halves, strict=True):
        if rung.step.kind is Kind.BEFORE:
            others = [other for other, where in zip(found, halves, strict=True) if where == half and other != rung]
            assert not others


@given(ANY_RUNGS)
def test_every_rung_has_a_key_of_its_own(made: tuple[Office, list[Rung]]) -> None:
    keys = [rung.key for rung in made[1]]
    assert len(set(keys)) == len(keys)


@given(office=offices(), last=LAST_DAYS)
def test_the_default_ladder_always_warns_and_always_follows_up(office: Office, last: date) -> None:
    """Whatever the days off: at least -7, -3 and the last day before; +1 and +3 after, in this order."""
    codes = [rung.code for rung in rungs(DEFAULT_LADDER, last, office, until=last)]
    assert [code for code in codes if code != "-1"] == ["-7", "-3", "day-am", "day-pm", "+1", "+3"]


@given(office=offices(), last=LAST_DAYS, hour=st.times())
def test_moving_is_earlier_never_later(office: Office, last: date, hour: time) -> None:
    found = rungs([Step("day", Kind.DAY, 0, hour.replace(second=0, microsecond=0))], last, office, last)
    assert len(found) == 1
    assert found[0].at <= office.at(last, hour)
