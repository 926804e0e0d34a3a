"""Gia hạn: the office gives one unit more time, and everything that counts days goes by it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from reporting import extend, missing, owed
from reporting.periods import Period
from reporting.refusal import Refusal
from storage import duties
from storage.door import Door
from tests.cast import Cast
from tests.report.conftest import Writer

Writers = Callable[[str], Writer]
LATE = datetime(2026, 12, 16, 2, 0, tzinfo=UTC)
FRIDAY = date(2026, 12, 18)


def grants(door: Door, cast: Cast, an: Writer, who: str = "chi", day: date = FRIDAY) -> extend.Extended:
    return door.write(extend.grant, LATE, cast[who], "situation", "2026-Q4", cast["an_hoa"], day, "Bão số 9", an.office)


def test_working_days_are_offered_from_the_present_line_on(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    days = door.read(extend.offers, "situation", "2026-Q4", cast["an_hoa"], an.office, LATE)
    assert days == [date(2026, 12, 17), date(2026, 12, 21), date(2026, 12, 23)]


def test_it_moves_the_on_time_line_and_the_place_in_the_list(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    assert grants(door, cast, an).last_good_day == FRIDAY
    listed = door.read(missing.who, LATE, cast["chi"], "situation", "2026-Q4", cast["tinh"], an.office)
    mine = next(one for one in listed if one.unit_id == cast["an_hoa"])
    assert (mine.extended_to, mine.days_left, mine.days_overdue) == (FRIDAY, 2, 0)
    an.now = LATE
    an.nothing_notable(cast["an_hoa"])
    assert an.hands_in().on_time is True


def test_it_can_be_moved_again_but_never_back(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    grants(door, cast, an)
    grants(door, cast, an, day=date(2026, 12, 21))
    duty = door.read(duties.by_code, "situation")
    line = door.read(owed.last_good_day, duty, Period.parse("2026-Q4"), cast["an_hoa"], an.office)
    assert line == date(2026, 12, 21)
    with pytest.raises(Refusal, match="refused-extension"):
        grants(door, cast, an, day=FRIDAY)


def test_only_the_office_gives_time_and_only_for_what_is_missing(writer: Writers, cast: Cast, door: Door) -> None:
    an = writer("an")
    for outsider in ("an", "binh", "dung", "em"):
        with pytest.raises(Refusal, match="refused-right"):
            grants(door, cast, an, who=outsider)
    an.nothing_notable(cast["an_hoa"])
    an.hands_in()
    with pytest.raises(Refusal, match="refused-extension"):
        grants(door, cast, an)
