"""The calendar against golden tables: every deadline and reminder instant of 2025-2030.

The tables in golden/ are not written by the product. ``by_hand`` below derives them the way a clerk would, on a strip
of working days typed in this file, with nothing of ours imported for it; ``python -m tests.reporting.test_calendar``
writes them anew. The tests then hold three things together: the tables, the clerk, and the product.
"""

import csv
import json
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from reporting.calendar import entries, period_rungs
from reporting.daysoff import Office
from reporting.due import DEFAULT_RULES, DueRule
from reporting.ladder import DEFAULT_LADDER, first_day
from reporting.periods import Cadence, Period

GOLDEN = Path(__file__).parent / "golden"
COLUMNS = ["period", "step", "weekday", "day", "time", "last_good_weekday", "last_good_day", "named_day", "to"]
START, END = date(2025, 1, 1), date(2030, 12, 31)

# Weekdays that are off, year by year, day/month. 2025 and 2026 as announced; from 2027 by the law's own rules (Tết
# from the eve, with its substitutes; Giỗ Tổ on 10/3 of the lunar year). 2031 holds what the last ladders look at.
OFF = {
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
    2027: "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11",
    2028: "3/1 24/1 25/1 26/1 27/1 28/1 4/4 1/5 2/5 1/9 4/9 24/11",
    2029: "1/1 12/2 13/2 14/2 15/2 16/2 23/4 30/4 1/5 3/9 4/9 26/11",
    2030: "1/1 31/1 1/2 4/2 5/2 6/2 12/4 30/4 1/5 2/9 3/9 25/11",
    2031: "1/1",
}
WORKED_SATURDAYS = [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]
DAYS_OFF = {
    date(year, int(month), int(day))
    for year, row in OFF.items()
    for day, month in (one.split("/") for one in row.split())
}
OFFICE = Office(days_off=dict.fromkeys(sorted(DAYS_OFF), "nghỉ"), working_days=frozenset(WORKED_SATURDAYS))

DUTIES: dict[str, DueRule] = {
    "situation": DEFAULT_RULES["situation"],
    "half_year": DEFAULT_RULES["half_year"],
    "year": DEFAULT_RULES["year"],
    "monthly_before_25": DueRule(Cadence.MONTHLY, day=25),  # last good day the 24th: Tết 2028, 24 November
    "monthly_before_3": DueRule(Cadence.MONTHLY, day=3),  # last good day the 2nd: 2 September, after 30 April
}


# --- the clerk


def strip_of_working_days() -> list[date]:
    days = (date(2024, 1, 1) + timedelta(days=n) for n in range(366 + 7 * 365 + 2))
    return [day for day in days if (day.isoweekday() <= 5 and day not in DAYS_OFF) or day in WORKED_SATURDAYS]


def named_days(duty: str) -> list[tuple[str, date]]:
    """Each period's code and the day that its rule names, one year wider than the tables on either side."""
    years = range(2024, 2032)
    months = [(year, month) for year in years for month in range(1, 13)]
    return {
        "situation": [(f"{year}-Q{month // 3}", date(year, month, 16)) for year, month in months if month % 3 == 0],
        "half_year": [(f"{year}-H1", date(year, 5, 15)) for year in years],
        "year": [(f"{year}", date(year, 11, 15)) for year in years],
        "monthly_before_25": [(f"{year}-M{month:02}", date(year, month, 25)) for year, month in months],
        "monthly_before_3": [(f"{year}-M{month:02}", date(year, month, 3)) for year, month in months],
    }[duty]


def steps_by_hand(strip: list[date], last: date, next_last: date) -> list[tuple[str, date, str, str]]:
    """Step, day, time and addressees around one last good day."""
    before = bisect_left(strip, last)  # how many worked days lie before it
    upto = bisect_right(strip, last)  # the same, with the last good day itself if it is worked
    found = [("-7", strip[before - 7]), ("-3", strip[before - 3])]
    if strip[before - 1] != strip[upto - 1]:  # else the last good day is off and its text goes out on that day
        found.append(("-1", strip[before - 1]))
    found += [("day-am", strip[upto - 1]), ("day-pm", strip[upto - 1]), ("+1", strip[upto])]
    rows = [(step, day, "15:00:00" if step == "day-pm" else "08:00:00", "reporter") for step, day in found]

    third, ends = strip[upto + 2], strip[bisect_left(strip, next_last) - 7]
    weeks: list[date] = []
    for week in range(1, 60):
        day = strip[bisect_right(strip, third + timedelta(days=7 * week)) - 1]
        if day < ends and day > max([third, *weeks]):
            weeks.append(day)
    escalated = [("+3", third), *((f"+7w{n}", day) for n, day in enumerate(weeks, 1))]
    return rows + [(step, day, "08:00:00", "reporter head upper") for step, day in escalated]


def by_hand(duty: str) -> list[dict[str, str]]:
    strip, named, rows = strip_of_working_days(), named_days(duty), []
    for (period, day), (_, next_day) in pairwise(named):
        last = day - timedelta(days=1)
        if not date(2024, 3, 1) < last < date(2031, 1, 10):
            continue
        told = steps_by_hand(strip, last, next_day - timedelta(days=1))
        for step, when, clock, to in [*told, ("deadline", last, "23:59:59", "")]:
            if START <= when <= END:
                facts = [f"{when:%a}", str(when), clock, f"{last:%a}", str(last), str(day), to]
                rows.append(dict(zip(COLUMNS, [period, step, *facts], strict=True)))
    return sorted(rows, key=lambda row: (row["day"], row["time"], row["period"]))


# --- the tables, the clerk and the product


def golden(duty: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{duty}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_product(duty: str) -> list[dict[str, str]]:
    rows = []
    for entry in entries([(duty, DUTIES[duty], DEFAULT_LADDER)], OFFICE, START, END):
        when, last = datetime.fromisoformat(entry["at"]), date.fromisoformat(entry["last_good_day"])
        assert when.utcoffset() == timedelta(hours=7)
        facts = [f"{when:%a}", f"{when:%Y-%m-%d}", f"{when:%H:%M:%S}", f"{last:%a}", str(last), entry["deadline"]]
        step = entry["step"] or entry["kind"]
        rows.append(dict(zip(COLUMNS, [entry["period"], step, *facts, " ".join(entry["to"])], strict=True)))
    return rows


@pytest.mark.parametrize("duty", DUTIES)
def test_the_product_says_what_the_golden_table_says(duty: str) -> None:
    assert by_product(duty) == golden(duty)


@pytest.mark.parametrize("duty", DUTIES)
def test_the_golden_table_is_what_a_clerk_would_write(duty: str) -> None:
    assert golden(duty) == by_hand(duty)


@pytest.mark.parametrize(
    ("duty", "least"), [("situation", 24 * 8), ("half_year", 6 * 7), ("year", 6 * 7), ("monthly_before_25", 72 * 7)]
)
def test_the_golden_tables_hold_every_period(duty: str, least: int) -> None:
    rows = golden(duty)
    assert len(rows) >= least
    asked = {code for code, day in named_days(duty) if START < day <= END}
    assert {row["period"] for row in rows if row["step"] == "deadline"} == asked


def row(duty: str, period: str, step: str) -> str:
    """One line of a golden table as "Fri 2026-12-04 08:00:00"."""
    found = [one for one in golden(duty) if (one["period"], one["step"]) == (period, step)]
    assert len(found) == 1
    return " ".join(found[0][column] for column in ("weekday", "day", "time"))


@pytest.mark.parametrize(
    ("duty", "period", "step", "said"),
    [
        # checked against a paper calendar, one by one
        ("situation", "2026-Q4", "-7", "Fri 2026-12-04 08:00:00"),
        ("situation", "2026-Q4", "deadline", "Tue 2026-12-15 23:59:59"),
        ("situation", "2026-Q4", "+3", "Fri 2026-12-18 08:00:00"),
        ("situation", "2026-Q1", "deadline", "Sun 2026-03-15 23:59:59"),  # Sunday: the deadline stays,
        ("situation", "2026-Q1", "day-pm", "Fri 2026-03-13 15:00:00"),  # the reminder moves earlier
        ("situation", "2026-Q1", "+1", "Mon 2026-03-16 08:00:00"),
        ("situation", "2025-Q2", "day-am", "Fri 2025-06-13 08:00:00"),  # 15/6/2025 is a Sunday
        ("situation", "2028-Q3", "day-am", "Fri 2028-09-15 08:00:00"),  # 16/9/2028 is a Saturday:
        ("situation", "2028-Q3", "+1", "Mon 2028-09-18 08:00:00"),  # overdue is told on Monday
        ("situation", "2026-Q3", "-7", "Fri 2026-09-04 08:00:00"),
        ("situation", "2027-Q3", "-7", "Mon 2027-09-06 08:00:00"),  # 2-3/9/2027 off
        ("situation", "2025-Q4", "+7w2", "Wed 2025-12-31 08:00:00"),  # Thu 1/1/2026 is off
        ("situation", "2025-Q4", "+7w8", "Thu 2026-02-12 08:00:00"),
        ("situation", "2025-Q4", "+7w9", "Fri 2026-02-13 08:00:00"),  # Thu 19/2 is Tết
        ("situation", "2025-Q4", "+7w10", "Thu 2026-02-26 08:00:00"),
        ("half_year", "2027-H1", "-7", "Wed 2027-05-05 08:00:00"),
        ("half_year", "2028-H1", "day-am", "Fri 2028-05-12 08:00:00"),  # 14/5/2028 is a Sunday
        ("half_year", "2028-H1", "-7", "Thu 2028-05-04 08:00:00"),  # 1-2/5/2028 off
        ("year", "2026", "day-am", "Fri 2026-11-13 08:00:00"),  # 14/11/2026 is a Saturday
        ("year", "2028", "+7w1", "Thu 2028-11-23 08:00:00"),  # Fri 24/11/2028 is off
        ("monthly_before_25", "2026-M11", "day-am", "Mon 2026-11-23 08:00:00"),  # the 24th is Culture Day
        ("monthly_before_25", "2026-M11", "+1", "Wed 2026-11-25 08:00:00"),
        ("monthly_before_25", "2028-M01", "day-am", "Fri 2028-01-21 08:00:00"),  # 24/1/2028 begins Tết
        ("monthly_before_25", "2028-M01", "+1", "Mon 2028-01-31 08:00:00"),
        ("monthly_before_25", "2026-M04", "+1", "Tue 2026-04-28 08:00:00"),  # 27/4/2026 makes up for Giỗ Tổ
        ("monthly_before_25", "2026-M04", "+3", "Mon 2026-05-04 08:00:00"),  # over 30/4 and 1/5
        ("monthly_before_3", "2026-M09", "day-am", "Fri 2026-08-28 08:00:00"),  # 29/8 to 2/9/2026 off
        ("monthly_before_3", "2026-M09", "-7", "Fri 2026-08-21 08:00:00"),  # with Sat 22/8 worked
        ("monthly_before_3", "2026-M05", "day-pm", "Wed 2026-04-29 15:00:00"),  # 30/4 to 3/5/2026 off
        ("monthly_before_3", "2026-M01", "day-am", "Wed 2025-12-31 08:00:00"),  # 1 and 2/1/2026 off
    ],
)
def test_rows_checked_one_by_one(duty: str, period: str, step: str, said: str) -> None:
    assert row(duty, period, step) == said


# --- the shape of an entry


def test_an_entry_is_plain_and_complete() -> None:
    duty = ("situation", DEFAULT_RULES["situation"], DEFAULT_LADDER)
    found = entries([duty], OFFICE, date(2026, 12, 4), date(2026, 12, 15))
    assert json.loads(json.dumps(found)) == found
    assert found[0] == {
        "at": "2026-12-04T08:00:00+07:00",
        "kind": "reminder",
        "duty": "situation",
        "period": "2026-Q4",
        "deadline": "2026-12-16",
        "last_good_day": "2026-12-15",
        "cutoff": "2026-12-14",
        "step": "-7",
        "to": ["reporter"],
    }
    assert found[-1] == {
        **found[0],
        "at": "2026-12-15T23:59:59+07:00",
        "kind": "deadline",
        "step": None,
        "to": [],
    }


def test_only_what_lies_between_the_two_days_both_of_them_counted() -> None:
    duty = ("situation", DEFAULT_RULES["situation"], DEFAULT_LADDER)
    assert [one["step"] for one in entries([duty], OFFICE, date(2026, 12, 15), date(2026, 12, 16))] == [
        "day-am",
        "day-pm",
        None,
        "+1",
    ]
    assert entries([duty], OFFICE, date(2026, 12, 5), date(2026, 12, 9)) == []
    assert entries([duty], OFFICE, date(2026, 12, 9), date(2026, 12, 5)) == []


def test_day_by_day_adds_up_to_the_whole() -> None:
    """No instant is lost or doubled at the edge of a span."""
    duties = [(code, rule, DEFAULT_LADDER) for code, rule in DEFAULT_RULES.items()]
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [one for day in days for one in entries(duties, OFFICE, day, day)] == entries(
        duties, OFFICE, days[0], days[-1]
    )


def test_several_duties_stand_in_one_list_by_time() -> None:
    duties = [(code, rule, DEFAULT_LADDER) for code, rule in sorted(DEFAULT_RULES.items(), reverse=True)]
    found = entries(duties, OFFICE, START, END)
    instants = [datetime.fromisoformat(one["at"]) for one in found]
    assert instants == sorted(instants)
    assert {one["duty"] for one in found} == {"situation", "half_year", "year"}, "monthly has no day yet"


def test_duties_without_a_day_have_nothing_in_a_calendar() -> None:
    duties = [
        ("monthly", DEFAULT_RULES["monthly"], DEFAULT_LADDER),
        ("urgent", DueRule(Cadence.ON_DEMAND, day=None), DEFAULT_LADDER),
    ]
    assert entries(duties, OFFICE, START, END) == []


def test_a_duty_without_a_ladder_still_shows_its_deadlines() -> None:
    found = entries([("year", DEFAULT_RULES["year"], ())], OFFICE, date(2026, 1, 1), date(2027, 12, 31))
    assert [(one["kind"], one["last_good_day"], one["cutoff"]) for one in found] == [
        ("deadline", "2026-11-14", None),
        ("deadline", "2027-11-14", None),
    ]


# --- one period of one unit


def test_an_extension_moves_the_whole_ladder() -> None:
    found = period_rungs(
        DEFAULT_RULES["situation"], DEFAULT_LADDER, Period.parse("2026-Q4"), OFFICE, date(2026, 12, 22)
    )
    assert {rung.last_good_day for rung in found} == {date(2026, 12, 22)}
    said = {rung.code: OFFICE.today(rung.at) for rung in found}
    assert said["day-am"] == date(2026, 12, 22)
    assert said["-7"] == date(2026, 12, 11)
    assert said["+1"] == date(2026, 12, 23)


def test_the_weeks_stop_where_the_next_period_begins_to_be_reminded_of() -> None:
    found = period_rungs(DEFAULT_RULES["situation"], DEFAULT_LADDER, Period.parse("2026-Q3"), OFFICE)
    next_begins = first_day(DEFAULT_LADDER, date(2026, 12, 15), OFFICE)
    assert next_begins - timedelta(days=7) <= OFFICE.today(found[-1].at) < next_begins


def test_an_on_demand_request_has_the_ladder_of_the_day_it_was_given() -> None:
    urgent, asked = DueRule(Cadence.ON_DEMAND, day=None), Period.parse("2026-11-23")
    found = period_rungs(urgent, DEFAULT_LADDER, asked, OFFICE, date(2026, 11, 27))
    said = {rung.code: rung.at for rung in found}
    assert said["day-am"] == OFFICE.at(date(2026, 11, 27), time(8))
    assert found[-1].code == "+7w50", "asked for a year, every week but the one that Tết 2027 swallows"
    assert found[-1].at < datetime(2027, 11, 27, tzinfo=UTC)
    with pytest.raises(ValueError, match="no day"):
        period_rungs(urgent, DEFAULT_LADDER, asked, OFFICE)


def write_golden() -> None:
    for duty in DUTIES:
        with (GOLDEN / f"{duty}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(by_hand(duty))


if __name__ == "__main__":
    write_golden()
