"""The calendar needs no database, and heeds one that is there."""

import json

from sqlalchemy import text

from tests.cast import Cast
from tests.commands.conftest import Console

DECEMBER = ("calendar", "--from", "2026-12-01", "--to", "2026-12-31")


def test_without_a_database_the_defaults_are_shown(console: Console) -> None:
    found = console(*DECEMBER, "--json").json
    situation = [one for one in found if (one["duty"], one["period"]) == ("situation", "2026-Q4")]
    assert [(one["at"], one["step"]) for one in situation] == [
        ("2026-12-04T08:00:00+07:00", "-7"),
        ("2026-12-10T08:00:00+07:00", "-3"),
        ("2026-12-14T08:00:00+07:00", "-1"),
        ("2026-12-15T08:00:00+07:00", "day-am"),
        ("2026-12-15T15:00:00+07:00", "day-pm"),
        ("2026-12-15T23:59:59+07:00", None),
        ("2026-12-16T08:00:00+07:00", "+1"),
        ("2026-12-18T08:00:00+07:00", "+3"),
        ("2026-12-25T08:00:00+07:00", "+7w1"),
        ("2026-12-31T08:00:00+07:00", "+7w2"),  # 1/1 is a day off
    ]
    assert {one["duty"] for one in found} >= {"situation", "half-year", "year"}
    assert list(console.folder.iterdir()) == []


def test_as_text_for_people(console: Console) -> None:
    told = console.does(*DECEMBER)
    assert "23:59, 15/12/2026  HẠN  Báo cáo tình hình Nhân dân quý IV/2026" in told
    assert "DUE" in console.does(*DECEMBER, "--lang", "en")


def test_with_a_database_its_own_duties_and_days_off_hold(console: Console, cast: Cast) -> None:
    door = console.door()
    with door.engine.begin() as connection:
        rule = json.loads(connection.execute(text("SELECT rule FROM duty")).scalar_one())
        connection.execute(text("UPDATE duty SET rule = :rule"), {"rule": json.dumps({**rule, "day": 11})})
        connection.execute(text("INSERT INTO day_off (day, name, worked) VALUES ('2026-12-09', 'Hội nghị', 0)"))
    door.close()
    found = console(*DECEMBER, "--json").json
    assert {one["duty"] for one in found} == {"situation"}
    assert [one["at"][:10] for one in found if one["step"] in ("-1", None)] == ["2026-12-08", "2026-12-10"]


def test_turns_before_the_first_that_is_asked_for_do_not_show(console: Console, cast: Cast) -> None:
    week = ("calendar", "--from", "2026-09-21", "--to", "2026-10-31", "--json")
    assert {one["period"] for one in console(*week).json} == {"2026-Q3"}
    door = console.door()
    with door.engine.begin() as connection:
        connection.execute(text("UPDATE duty SET first_period = '2026-Q4'"))
    door.close()
    assert console(*week).json == []
    assert console.does(*week[:-1]).strip() == "Không có hạn hoặc lần nhắc nào trong khoảng này."


def test_days_the_wrong_way_round(console: Console) -> None:
    assert console.refuses("calendar", "--from", "2026-12-31", "--to", "2026-12-01")
