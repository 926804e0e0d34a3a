"""The whole ladder of a quarter with a moved clock: who is told when."""

from sqlmodel import Session

from storage.door import Door
from storage.duties import Duty
from tests.remind.story import Story

HOURS = ("06:00", "07:30", "08:00", "11:45", "15:00", "18:30")
EVERYBODY = ["an", "binh", "chi", "dung", "em"]


def test_the_fourth_quarter_of_2026(story: Story) -> None:
    """Tuesday 15/12 is the last good day. Reporters alone first; from the third day on head and upper level too."""
    assert story.days("2026-11-23", "2027-01-08", HOURS) == [
        ("2026-12-04 08:00", ["an", "em"]),
        ("2026-12-10 08:00", ["an", "em"]),
        ("2026-12-14 08:00", ["an", "em"]),
        ("2026-12-15 08:00", ["an", "em"]),
        ("2026-12-15 15:00", ["an", "em"]),
        ("2026-12-16 08:00", ["an", "em"]),
        ("2026-12-18 08:00", EVERYBODY),
        ("2026-12-25 08:00", EVERYBODY),
        ("2026-12-31 08:00", EVERYBODY),  # 1/1 is a holiday: earlier
        ("2027-01-08 08:00", EVERYBODY),
    ]


def test_the_weeks_end_where_the_next_quarter_begins(story: Story) -> None:
    """The last rungs of the fourth quarter and the first of the next; never both in one morning."""
    told = story.days("2027-02-19", "2027-03-12", ("08:00",))
    assert told == [
        ("2027-02-19 08:00", EVERYBODY),
        ("2027-02-26 08:00", EVERYBODY),
        ("2027-03-04 08:00", ["an", "em"]),
        ("2027-03-10 08:00", ["an", "em"]),
        ("2027-03-12 08:00", ["an", "em"]),
    ]
    assert {row.period for row in story.reminders(at=story.reminders()[-1].at)} == {"2027-Q1"}


def test_the_first_quarter_of_2026_ends_on_a_sunday(door: Door) -> None:
    """15/3/2026: the last day's words come on Friday, and overdue begins on Monday."""
    story = Story(door, begins="2026-02-02 09:00", first="2026-Q1")
    told = story.days("2026-02-03", "2026-03-18", HOURS)
    assert told == [
        ("2026-03-05 08:00", ["an", "em"]),
        ("2026-03-11 08:00", ["an", "em"]),
        ("2026-03-13 08:00", ["an", "em"]),
        ("2026-03-13 15:00", ["an", "em"]),
        ("2026-03-16 08:00", ["an", "em"]),
        ("2026-03-18 08:00", EVERYBODY),
    ]


def test_on_friday_before_a_sunday_the_words_say_so(door: Door) -> None:
    story = Story(door, begins="2026-02-02 09:00", first="2026-Q1")
    text = story.at("2026-03-13 08:00")["an"]
    assert "trước ngày 16/03/2026 (hết ngày 15/03/2026)" in text
    assert "Ngày cuối là Chủ nhật, 15/03/2026, còn 02 ngày" in text
    assert "Chủ nhật là ngày nghỉ" in text
    assert "gửi trong hôm nay, thứ Sáu, 13/03/2026" in text
    assert "quá hạn 01 ngày" in story.at("2026-03-16 08:00")["an"]


def test_nothing_before_the_first_period_is_called_missing(door: Door) -> None:
    story = Story(door, first="2027-Q1")
    assert story.days("2026-12-01", "2026-12-31", ("08:00", "15:00")) == []


def test_a_duty_that_is_off_says_nothing(story: Story) -> None:
    def off(session: Session) -> None:
        duty = session.get(Duty, "situation")
        assert duty is not None
        duty.active = False

    story.door.write(off)
    assert story.at("2026-12-04 08:00") == {}


def test_each_reads_what_concerns_them(story: Story) -> None:
    """On the third overdue day: the reporter, the head, the district, the province."""
    told = story.at("2026-12-18 08:00")
    assert "Đến 8 giờ ngày 18/12/2026, Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Mẫu chưa nhận được" in told["an"]
    assert "(quá hạn 03 ngày)" in told["an"]
    assert "Cán bộ lập báo cáo: Nguyễn Văn An." in told["binh"]
    assert "chỉ đạo gửi báo cáo trong ngày" in told["binh"]
    assert "của 02 đơn vị (quá hạn 03 ngày):" in told["dung"]
    assert "- Xã An Hòa\n- Xã Bình Hòa\n" in told["dung"]
    assert "- Huyện Bắc\n- Phường Trung Tâm\n" in told["chi"]
