"""A last good day that moves: an extension for one unit, and who joins late."""

from sqlmodel import Session, select

from reporting.due import DEFAULT_RULES
from storage.duties import Duty, Extension
from tests.remind.story import Story


def test_an_extension_moves_the_units_ladder_and_nobody_elses(story: Story) -> None:
    """Xã An Hòa has until Friday 25/12."""
    story.extends("an_hoa", "2026-12-25", "2026-12-01 09:00")
    told = story.days("2026-12-02", "2026-12-31", ("08:00", "15:00"))
    assert [day for day, who in told if "an" in who] == [
        "2026-12-16 08:00",
        "2026-12-22 08:00",
        "2026-12-24 08:00",
        "2026-12-25 08:00",
        "2026-12-25 15:00",
        "2026-12-28 08:00",
        "2026-12-30 08:00",
    ]
    assert [day for day, who in told if "em" in who][:3] == [
        "2026-12-04 08:00",
        "2026-12-10 08:00",
        "2026-12-14 08:00",
    ]


def test_an_extended_unit_is_not_called_overdue(story: Story) -> None:
    story.extends("an_hoa", "2026-12-25", "2026-12-01 09:00")
    told = story.at("2026-12-18 08:00")
    assert "của 01 đơn vị" in told["dung"] and "An Hòa" not in told["dung"]
    assert "binh" not in told
    assert "chậm nhất hết ngày 25/12/2026" in told["an"]


def test_who_heard_the_old_day_hears_the_new_one_once(story: Story) -> None:
    story.at("2026-12-10 08:00")
    story.extends("an_hoa", "2026-12-25", "2026-12-14 10:00")
    told = story.at("2026-12-14 10:30")
    assert "Hạn gửi Báo cáo tình hình Nhân dân quý IV/2026 của Xã An Hòa đã được điều chỉnh" in told["an"]
    assert "chậm nhất hết ngày 25/12/2026" in told["an"] and "thay cho hạn đã nhắc" in told["an"]
    assert list(story.at("2026-12-14 10:31")) == []
    assert [day for day, who in story.days("2026-12-15", "2026-12-17", ("08:00", "15:00")) if "an" in who] == [
        "2026-12-16 08:00"
    ]


def test_what_waits_and_speaks_of_the_old_day_is_not_said(story: Story) -> None:
    """Gathered at 8:00 for the last day, extended at 8:01, sent at 8:02."""
    story.tick("2026-12-15 08:00")
    story.extends("an_hoa", "2026-12-25", "2026-12-15 08:01")
    assert [one.to for one in story.sent("2026-12-15 08:02")] == ["em"]


def test_an_extension_after_the_deadline_ends_the_overdue_words(story: Story) -> None:
    story.at("2026-12-16 08:00")
    story.extends("an_hoa", "2026-12-25", "2026-12-17 10:00")
    told = story.at("2026-12-17 10:30")
    assert list(told) == ["an"] and "quá hạn" not in told["an"]


def test_an_extension_that_was_taken_back_is_told_too(story: Story) -> None:
    story.at("2026-12-10 08:00")
    story.extends("an_hoa", "2026-12-25", "2026-12-10 10:00")
    story.at("2026-12-10 10:30")

    def takes_back(session: Session) -> None:
        session.delete(session.exec(select(Extension)).one())

    story.door.write(takes_back)
    told = story.at("2026-12-10 14:00")
    assert list(told) == ["an"]
    assert "đã được điều chỉnh: trước ngày 16/12/2026 (hết ngày 15/12/2026)" in told["an"]
    story.extends("an_hoa", "2026-12-25", "2026-12-10 15:00")
    assert "chậm nhất hết ngày 25/12/2026" in story.at("2026-12-10 15:30")["an"]


def test_a_unit_that_was_told_nothing_yet_is_told_of_no_change(story: Story) -> None:
    story.extends("an_hoa", "2026-12-25", "2026-11-25 10:00")
    assert story.at("2026-12-01 08:00") == {}
    assert "đã được điều chỉnh" not in story.at("2026-12-16 08:00")["an"]


def test_a_new_rule_is_told_to_everybody_who_heard_the_old_one(story: Story) -> None:
    """FAULTS: the deadline changed after reminders went out: one word of it, the old rows are cancelled."""
    story.at("2026-12-04 08:00")

    def moves(session: Session) -> None:
        duty = session.get(Duty, "situation")
        assert duty is not None
        duty.rule = {**DEFAULT_RULES["situation"].to_json(), "day": 20}

    story.door.write(moves)
    told = story.at("2026-12-07 09:00")
    assert sorted(told) == ["an", "em"]
    assert "đã được điều chỉnh: trước ngày 20/12/2026 (hết ngày 19/12/2026)" in told["an"]
    assert story.at("2026-12-08 09:00") == {}


def test_an_extension_past_the_next_quarters_deadline_is_still_followed(story: Story) -> None:
    """Q4 until 26/3/2027: the steps of its last days come in the middle of the next quarter's."""
    story.extends("an_hoa", "2027-03-26", "2026-12-01 09:00")
    told = story.at("2027-03-26 08:00")
    assert "Hôm nay, thứ Sáu, 26/03/2027, là ngày cuối gửi Báo cáo tình hình Nhân dân quý IV/2026" in told["an"]
    assert "2. " in told["an"]  # and the first quarter's report is overdue


def test_who_joins_late_enters_at_the_next_step(story: Story) -> None:
    story.at("2026-12-04 08:00")
    story.joins("giang", "an_hoa", "reporter", "2026-12-07 09:00")
    assert story.at("2026-12-07 10:00") == {}
    assert sorted(story.at("2026-12-10 08:00")) == ["an", "em", "giang"]


def test_who_moves_to_another_unit_follows_the_post(story: Story) -> None:
    story.at("2026-12-04 08:00")
    story.leaves("an", "2026-12-07 09:00")
    story.joins("an", "trung_tam", "reporter", "2026-12-07 09:00")
    text = story.at("2026-12-10 08:00")["an"]
    assert "Phường Trung Tâm" in text and "An Hòa" not in text


def test_a_head_who_joins_late_hears_of_overdue_from_the_next_week_on(story: Story) -> None:
    story.at("2026-12-18 08:00")
    story.joins("giang", "binh_hoa", "head", "2026-12-18 10:00")
    assert story.at("2026-12-18 10:30") == {}
    assert "giang" in story.at("2026-12-25 08:00")
