"""Restarts, downtime, a late start: what is due goes out once, in words that are true at that hour."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session

from reporting import deliver, remind
from storage.door import Door, open_engine
from storage.duties import Duty
from storage.reminders import Reminder
from tests.remind.story import Story, when


def counts(story: Story) -> tuple[int, int]:
    return len(story.reminders()), len(story.messages())


def test_the_same_instant_twice_doubles_nothing(story: Story) -> None:
    first = story.tick("2026-12-04 08:00")
    assert (first.planned.made, first.gathered.messages, first.gathered.reminders) == (2, 2, 2)
    made = counts(story)
    again = story.tick("2026-12-04 08:00")
    assert (again.planned.made, again.gathered.messages) == (0, 0)
    assert counts(story) == made


def test_two_restarts_in_one_morning_double_nothing(story: Story) -> None:
    story.at("2026-12-04 08:00")
    for minute in ("08:01", "08:05"):
        story.reload()
        assert story.at(f"2026-12-04 {minute}") == {}
    assert counts(story) == (2, 2)


def test_killed_between_planning_and_gathering(story: Story) -> None:
    story.door.write(remind.plan, when("2026-12-04 08:00"), story.office)
    assert counts(story) == (2, 0)
    assert sorted(story.at("2026-12-04 08:02")) == ["an", "em"]
    assert counts(story) == (2, 2)


def test_planned_for_half_of_the_units(story: Story) -> None:
    """A process was killed after it had planned some: the next tick plans the rest, no doubles."""
    story.door.write(remind.plan, when("2026-12-04 08:00"), story.office)
    story.door.write(lambda session: session.delete(session.get(Reminder, story.reminders()[0].id)))
    kept = story.reminders()[0].key
    assert story.tick("2026-12-04 08:01").planned.made == 1
    assert len(story.reminders()) == 2 and kept in {row.key for row in story.reminders()}


def test_down_from_six_to_fourteen_on_a_reminder_day(story: Story) -> None:
    """10/12, three working days before: all of it goes out at 14:00, and the words are of that hour."""
    told = story.at("2026-12-10 14:00")
    assert sorted(told) == ["an", "em"]
    assert "còn 05 ngày" in told["an"]
    assert story.at("2026-12-10 15:00") == {}


def test_a_day_and_a_half_down_says_only_the_latest(story: Story) -> None:
    """Down over -3 and -1: on the last day at 9:00 the last day's words, once."""
    story.at("2026-12-04 08:00")
    told = story.at("2026-12-15 09:00")
    assert "Hôm nay, thứ Ba, 15/12/2026, là ngày cuối" in told["an"]
    assert [row.step for row in story.reminders(officer_id=story.cast["an"])] == ["-7", "day-am"]


def test_down_past_the_deadline_speaks_of_overdue_and_not_of_days_left(story: Story) -> None:
    story.at("2026-12-04 08:00")
    told = story.at("2026-12-17 10:30")
    assert "Đến 10 giờ 30 ngày 17/12/2026" in told["an"] and "quá hạn 02 ngày" in told["an"]
    assert "còn" not in told["an"]
    assert [row.step for row in story.reminders(officer_id=story.cast["an"])] == ["-7", "+1"]


def test_a_message_that_waited_past_the_deadline_carries_the_overdue_text(story: Story) -> None:
    """The sender was down, not the clock: asked then, the message of "-3" says what is true then."""
    story.tick("2026-12-10 08:00")
    row = story.messages(officer_id=story.cast["an"])[0]
    content = story.door.write(remind.wanted, row, when("2026-12-16 07:45"), story.office)
    assert content is not None
    item = content["values"]["items"][0]
    assert (item["stage"], item["late"], item["left"]) == ("overdue", 1, 0)


def test_what_was_not_sent_before_the_next_rung_is_never_sent(story: Story) -> None:
    """The messenger was down from 8:00 until after 15:00 on the last day: one message, not two."""
    story.tick("2026-12-15 08:00")
    story.tick("2026-12-15 15:00")
    assert [one.to for one in story.sent("2026-12-15 15:30")] == ["an", "em"]
    assert sorted((row.step, row.state) for row in story.reminders(officer_id=story.cast["an"])) == [
        ("day-am", "cancelled"),
        ("day-pm", "said"),
    ]


def test_a_message_expires_when_the_next_rung_comes(story: Story) -> None:
    story.tick("2026-12-10 08:00")
    assert {row.expires_at for row in story.messages()} == {when("2026-12-14 08:00")}


def test_a_start_before_eight_waits_for_what_comes_at_eight(story: Story) -> None:
    """The last day's afternoon was missed: one message in the morning after, not two."""
    story.at("2026-12-15 08:00")
    assert story.at("2026-12-16 07:40") == {}
    assert sorted(story.at("2026-12-16 08:00")) == ["an", "em"]
    assert [row.step for row in story.reminders(officer_id=story.cast["an"])] == ["day-am", "+1"]


def test_a_missed_step_gives_way_to_one_later_in_the_same_morning(story: Story) -> None:
    """An office whose first overdue word comes at ten."""

    def at_ten(session: Session) -> None:
        duty = session.get(Duty, "situation")
        assert duty is not None
        duty.ladder = [{**step, "hour": "10:00"} if step["code"] == "+1" else step for step in duty.ladder]

    story.door.write(at_ten)
    assert story.at("2026-12-16 08:30") == {}
    assert sorted(story.at("2026-12-16 10:00")) == ["an", "em"]
    assert {row.step for row in story.reminders()} == {"+1"}


def test_what_was_missed_yesterday_goes_out_at_the_morning_hour(story: Story) -> None:
    assert story.at("2026-12-11 07:30") == {}
    assert sorted(story.at("2026-12-11 08:00")) == ["an", "em"]


@pytest.mark.parametrize(
    "moment",
    ["2026-12-04 07:29", "2026-12-04 11:30", "2026-12-04 13:29", "2026-12-04 17:00", "2026-12-05 09:00"],
)
def test_nothing_is_planned_or_gathered_outside_working_time(story: Story, moment: str) -> None:
    story.tick(moment)
    assert counts(story) == (0, 0)


def test_on_a_public_holiday_nothing_is_said(story: Story) -> None:
    """1/1/2027 is a Friday."""
    story.at("2026-12-25 08:00")
    assert story.at("2027-01-01 09:00") == {}


def test_a_message_still_unsent_at_closing_time_is_gathered_anew(story: Story) -> None:
    """The messenger was down all day: nobody is written to in the evening, and in the morning there is one message."""
    story.tick("2026-12-10 16:50")
    assert story.sent("2026-12-10 17:05") == []
    assert [row.state for row in story.messages()] == ["cancelled", "cancelled"]
    assert {row.state for row in story.reminders()} == {"waiting"}
    told = story.at("2026-12-11 08:00")
    assert sorted(told) == ["an", "em"] and "còn 04 ngày" in told["an"]


def test_after_months_away_the_old_quarter_is_left_alone(story: Story) -> None:
    """Back on 8/3/2027: the next quarter's ladder has begun, and of it the latest rung is said."""
    told = story.at("2027-03-11 09:00")
    assert "quý I/2027" in told["an"] and "quý IV/2026" not in told["an"]
    assert {row.period for row in story.reminders()} == {"2027-Q1"}


def test_an_installation_in_the_middle_of_a_quarter_begins_with_the_next_rung(story: Story) -> None:
    """Whoever took up the post after a rung is not told of it."""
    for name in ("an", "em"):
        story.leaves(name, "2026-12-01 09:00")
    story.joins("giang", "an_hoa", "reporter", "2026-12-11 10:00")
    story.leaves("binh", "2026-12-01 09:00")
    assert story.at("2026-12-11 10:30") == {}
    assert list(story.at("2026-12-14 08:00")) == ["giang"]


def test_three_processes_tick_at_once(story: Story) -> None:
    doors = [Door(open_engine(story.door.engine.url.render_as_string(hide_password=False))) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda door: door.write(remind.tick, when("2026-12-04 08:00"), story.office), doors))
    for door in doors:
        door.close()
    assert counts(story) == (2, 2)
    assert {row.outbox_id for row in story.reminders()} == {row.id for row in story.messages()}


def test_an_account_that_is_lost_on_the_way_is_unreachable(story: Story) -> None:
    story.tick("2026-12-04 08:00")
    story.loses("an", "2026-12-04 08:00")
    parcels, _ = story.door.write(deliver.claim, "web", when("2026-12-04 08:01"), 10, story.wanted)
    assert len(parcels) == 1
    assert [row.state for row in story.reminders(officer_id=story.cast["an"])] == ["unreachable"]
    assert list(story.at("2026-12-04 08:02")) == ["binh"]
