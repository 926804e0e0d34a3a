"""Who is missing and why: those whom nobody can reach come first."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from reporting import missing
from reporting.missing import Missing
from reporting.refusal import Refusal
from storage.officers import Address, Post
from tests.office.stories import AUTUMN, LATE, Province, opinion


def lacking(province: Province, who: str | None = "chi", root: str = "tinh", now: datetime = AUTUMN) -> list[Missing]:
    """Who is missing, as this person sees it."""
    officer = province.cast[who] if who else None
    asked = (now, officer, "situation", "2026-Q4", province.cast[root], province.office)
    return province.door.read(missing.who, *asked)


def one(province: Province, unit: str, now: datetime = AUTUMN) -> Missing:
    """That unit's line."""
    return next(line for line in lacking(province, now=now) if line.unit == unit)


def test_units_that_nobody_can_reach_come_first_then_by_name(province: Province) -> None:
    province.appoints("Giang", "bac")
    province.loses("em")
    assert [(line.unit, line.why) for line in lacking(province)] == [
        ("Phường Trung Tâm", "no_officer"),
        ("Xã Bình Hòa", "blocked"),
        ("Huyện Bắc", "waiting"),
        ("Xã An Hòa", "waiting"),
    ]


def test_who_has_filed_is_not_in_the_list_even_late_or_corrected(province: Province) -> None:
    province.files("an_hoa")
    province.begins("an_hoa", mood="worried", opinions=[opinion("sửa")])
    province.files("binh_hoa", LATE)
    assert {line.unit for line in lacking(province, now=LATE)} == {"Huyện Bắc", "Phường Trung Tâm"}


def test_the_head_can_be_written_to_when_no_reporter_can(province: Province) -> None:
    assert one(province, "Xã An Hòa").reached == (province.cast["an"],)
    province.loses("an")
    line = one(province, "Xã An Hòa")
    assert (line.why, line.reached) == ("waiting", (province.cast["binh"],))
    assert line.officers == ("Nguyễn Văn An", "Trần Thị Bình")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Forbidden: bot was blocked by the user", "blocked"),
        ("blocked", "blocked"),
        ("Forbidden: user is deactivated", "gone"),
        ("Bad Request: chat not found", "gone"),
    ],
)
def test_a_blocked_bot_and_a_lost_account_are_told_apart(province: Province, said: str, why: str) -> None:
    province.loses("em", said)
    line = one(province, "Xã Bình Hòa")
    assert (line.why, line.reached, line.officers) == (why, (), ("Lê Văn Em",))


def test_who_blocked_on_one_channel_is_reached_on_the_other(province: Province) -> None:
    em = province.cast["em"]
    province.loses("em")
    other = Address(officer_id=em, channel="telegram", external_id="7", joined_at=AUTUMN, seen_at=AUTUMN)
    province.door.write(lambda session: session.add(other))
    assert one(province, "Xã Bình Hòa").why == "waiting"


def test_an_officer_without_an_account_has_never_joined(province: Province) -> None:
    province.appoints("Phúc", "trung_tam", channel=None)
    line = one(province, "Phường Trung Tâm")
    assert (line.why, line.officers) == ("never_joined", ("Phúc",))


def test_who_left_the_post_is_nobody(province: Province) -> None:
    def leave(session: Session) -> None:
        session.exec(select(Post).where(Post.officer_id == province.cast["em"])).one().ended_at = AUTUMN

    province.door.write(leave)
    assert one(province, "Xã Bình Hòa").why == "no_officer"


def test_a_reviewer_or_the_office_does_not_file_for_a_unit(province: Province) -> None:
    assert one(province, "Huyện Bắc").officers == ()  # Dũng reviews there and cannot file


def test_a_draft_shows_how_far_it_is(province: Province) -> None:
    assert one(province, "Xã An Hòa").draft is None
    province.begins("an_hoa", mood="mostly", opinions=[opinion("đất")])
    assert one(province, "Xã An Hòa").draft == (6, 6)


def test_an_unfinished_entry_is_an_open_question(province: Province) -> None:
    half = {"text": "đất", "topic": "DD"}
    province.begins("an_hoa", opinions=[half])
    assert one(province, "Xã An Hòa").draft == (5, 6)


@pytest.mark.parametrize(
    ("moment", "left", "overdue"),
    [
        (datetime(2026, 12, 10, 2, 0, tzinfo=UTC), 5, 0),
        (datetime(2026, 12, 15, 16, 59, 59, tzinfo=UTC), 0, 0),
        (datetime(2026, 12, 15, 17, 0, tzinfo=UTC), None, 1),
        (datetime(2026, 12, 18, 2, 0, tzinfo=UTC), None, 3),
    ],
    ids=["five days before", "the last second", "midnight", "three days after"],
)
def test_days_are_counted_by_the_offices_clock(
    province: Province, moment: datetime, left: int | None, overdue: int
) -> None:
    line = one(province, "Xã An Hòa", moment)
    assert (line.days_left, line.days_overdue) == (left, overdue)


def test_an_extension_moves_the_days_of_that_unit_alone(province: Province) -> None:
    province.extends("an_hoa", date(2026, 12, 21))
    line = one(province, "Xã An Hòa", LATE)
    assert (line.days_left, line.extended_to, line.last_good_day) == (3, date(2026, 12, 21), date(2026, 12, 21))
    assert one(province, "Xã Bình Hòa", LATE).days_overdue == 3


def test_a_reviewer_sees_the_branch_and_a_commune_sees_nothing(province: Province) -> None:
    assert [line.unit for line in lacking(province, "dung", "bac")] == ["Huyện Bắc", "Xã An Hòa", "Xã Bình Hòa"]
    assert len(lacking(province, None)) == 4
    for who, root in (("dung", "tinh"), ("an", "an_hoa"), ("binh", "an_hoa")):
        with pytest.raises(Refusal, match="refused-right"):
            lacking(province, who, root)


def test_reasons_are_counted(province: Province) -> None:
    assert missing.counted(lacking(province)) == {
        "no_officer": 2,
        "never_joined": 0,
        "blocked": 0,
        "gone": 0,
        "waiting": 2,
    }
