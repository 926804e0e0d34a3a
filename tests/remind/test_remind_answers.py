"""What officers answer: later, or a difficulty."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlmodel import Session, select

from reporting import remind
from reporting.refusal import Refusal
from reporting.remind import Difficulty, Snoozed
from storage.audit import Audit
from storage.outbox import Outbox
from tests.remind.story import Story, when


def snoozes(story: Story, who: str, at: str, choice: str, what: int | Sequence[int] | None = None) -> Snoozed:
    """Tap "later" under the last message of this officer, or under another one."""
    tapped = what if what is not None else story.messages(officer_id=story.cast[who])[-1].id
    assert tapped is not None
    return story.door.write(remind.snooze, when(at), story.cast[who], tapped, choice, story.office)


def test_in_an_hour(story: Story) -> None:
    story.at("2026-12-04 08:00")
    assert snoozes(story, "an", "2026-12-04 08:10", "1h") == Snoozed(when("2026-12-04 09:10"), 1)
    assert story.at("2026-12-04 09:00") == {}
    told = story.at("2026-12-04 09:10")
    assert list(told) == ["an"] and "trước ngày 16/12/2026" in told["an"]
    assert story.at("2026-12-04 10:10") == {}


def test_an_hour_that_ends_in_the_lunch_break_ends_after_it(story: Story) -> None:
    story.at("2026-12-04 08:00")
    assert snoozes(story, "an", "2026-12-04 11:00", "1h").at == when("2026-12-04 13:30")


def test_tomorrow_is_the_next_working_day(story: Story) -> None:
    """4/12/2026 is a Friday."""
    story.at("2026-12-04 08:00")
    assert snoozes(story, "an", "2026-12-04 08:10", "tomorrow").at == when("2026-12-07 08:00")
    assert story.days("2026-12-05", "2026-12-09", ("08:00", "15:00")) == [("2026-12-07 08:00", ["an"])]


def test_until_the_day_before_the_last_day_is_quiet_until_then(story: Story) -> None:
    """The step in between is slept through, and that day's own step comes with it: one message."""
    story.at("2026-12-04 08:00")
    assert snoozes(story, "an", "2026-12-04 08:10", "before").at == when("2026-12-14 08:00")
    assert story.days("2026-12-05", "2026-12-14", ("08:00", "15:00")) == [
        ("2026-12-10 08:00", ["em"]),
        ("2026-12-14 08:00", ["an", "em"]),
    ]
    assert len(story.messages(officer_id=story.cast["an"], state="sent")) == 2


def test_the_last_day_cannot_be_slept_through(story: Story) -> None:
    story.at("2026-12-14 08:00")
    snoozes(story, "an", "2026-12-15 07:30", "1h")
    assert sorted(story.at("2026-12-15 08:00")) == ["an", "em"]


def test_the_last_choice_counts(story: Story) -> None:
    story.at("2026-12-04 08:00")
    snoozes(story, "an", "2026-12-04 08:10", "1h")
    snoozes(story, "an", "2026-12-04 08:11", "tomorrow")
    assert story.at("2026-12-04 09:30") == {}
    assert list(story.at("2026-12-07 08:00")) == ["an"]


def test_the_same_tap_twice_is_one_reminder(story: Story) -> None:
    story.at("2026-12-04 08:00")
    assert snoozes(story, "an", "2026-12-04 08:10", "tomorrow") == snoozes(story, "an", "2026-12-04 08:12", "tomorrow")
    assert [row.state for row in story.reminders(step="snooze")] == ["waiting"]


@pytest.mark.parametrize(
    ("at", "choice"),
    [
        ("2026-12-15 14:10", "1h"),  # 15:10 is past 15:00 of the last day
        ("2026-12-15 09:00", "tomorrow"),
        ("2026-12-15 09:00", "before"),
        ("2026-12-14 09:00", "before"),
    ],
)
def test_never_past_the_last_good_day(story: Story, at: str, choice: str) -> None:
    story.at("2026-12-14 08:00")
    story.at("2026-12-15 08:00")
    with pytest.raises(Refusal) as refused:
        snoozes(story, "an", at, choice)
    assert (refused.value.key, refused.value.values) == ("refused-snooze-past", {"last": "15/12/2026"})
    assert story.reminders(step="snooze") == []


def test_what_is_overdue_cannot_be_put_off(story: Story) -> None:
    story.at("2026-12-16 08:00")
    with pytest.raises(Refusal, match="refused-snooze-past"):
        snoozes(story, "an", "2026-12-16 08:10", "1h")


def test_somebody_elses_message_is_not_to_be_put_off(story: Story) -> None:
    story.at("2026-12-04 08:00")
    with pytest.raises(Refusal, match="refused-out-of-date"):
        snoozes(story, "em", "2026-12-04 08:10", "1h", story.messages(officer_id=story.cast["an"])[0].id)


def test_what_was_filed_meanwhile_needs_no_reminder(story: Story) -> None:
    story.at("2026-12-04 08:00")
    story.files("an", "an_hoa", "2026-12-04 08:05")
    with pytest.raises(Refusal, match="refused-out-of-date"):
        snoozes(story, "an", "2026-12-04 08:10", "1h")


def test_filing_cancels_what_was_put_off(story: Story) -> None:
    story.at("2026-12-04 08:00")
    snoozes(story, "an", "2026-12-04 08:10", "tomorrow")
    story.files("an", "an_hoa", "2026-12-04 08:20")
    assert story.at("2026-12-07 08:00") == {}


def test_several_reports_are_put_off_together(story: Story) -> None:
    story.joins("em", "an_hoa", "reporter", "2026-11-30 09:00")
    story.at("2026-12-04 08:00")
    assert snoozes(story, "em", "2026-12-04 08:10", "tomorrow").count == 2
    assert "2. Theo chế độ" in story.at("2026-12-07 08:00")["em"]


def test_reminders_can_be_named_one_by_one(story: Story) -> None:
    story.joins("em", "an_hoa", "reporter", "2026-11-30 09:00")
    story.at("2026-12-04 08:00")
    one = story.reminders(officer_id=story.cast["em"], unit_id=story.cast["an_hoa"])[0]
    assert one.id and snoozes(story, "em", "2026-12-04 08:10", "tomorrow", [one.id]).count == 1


def test_putting_off_leaves_an_audit_line(story: Story) -> None:
    story.at("2026-12-04 08:00")
    snoozes(story, "an", "2026-12-04 08:10", "1h")
    acts = story.door.read(lambda session: session.exec(select(Audit.act)).all())
    assert "reminder.snooze" in acts


def reports(story: Story, who: str, text: str, at: str = "2026-12-10 09:00", unit: str = "an_hoa") -> Difficulty:
    return story.door.write(
        remind.difficulty, when(at), story.cast[who], "situation", "2026-Q4", story.cast[unit], text, story.office
    )


def notices(story: Story) -> list[Outbox]:
    def use_case(session: Session) -> list[Outbox]:
        return list(session.exec(select(Outbox).where(Outbox.kind == "notice")).all())

    return story.door.read(use_case)


def test_a_difficulty_goes_to_the_level_above_with_an_audit_line(story: Story) -> None:
    told = reports(story, "an", "  Mất điện do bão, chưa họp được các ấp.  ")
    assert told == Difficulty(("Võ Văn Dũng",), 0)
    row = notices(story)[0]
    values: dict[str, Any] = row.content["values"]
    assert row.officer_id == story.cast["dung"]
    assert (row.content["text"], values["note"]) == ("difficulty", "Mất điện do bão, chưa họp được các ấp.")
    line = story.door.read(lambda session: session.exec(select(Audit).where(Audit.act == "report.difficulty")).one())
    assert line.unit_id == story.cast["an_hoa"] and line.officer_id == story.cast["an"]


def test_the_same_difficulty_twice_is_told_once(story: Story) -> None:
    for _ in range(2):
        reports(story, "an", "Mất điện")
    assert len(notices(story)) == 1


def test_a_difficulty_moves_no_deadline(story: Story) -> None:
    reports(story, "an", "Mất điện")
    assert "trước ngày 16/12/2026 (hết ngày 15/12/2026)" in story.at("2026-12-14 08:00")["an"]


def test_a_difficulty_that_nobody_above_can_read(story: Story) -> None:
    for name in ("dung", "chi"):
        story.loses(name, "2026-12-01 09:00")
    assert reports(story, "an", "Mất điện") == Difficulty((), 1)


@pytest.mark.parametrize(("text", "key"), [(" \n ", "refused-empty"), ("a" * 1001, "refused-long")])
def test_a_difficulty_must_be_short_and_not_empty(story: Story, text: str, key: str) -> None:
    with pytest.raises(Refusal, match=key):
        reports(story, "an", text)
    assert notices(story) == []


def test_only_the_units_own_officers_report_a_difficulty(story: Story) -> None:
    with pytest.raises(Refusal, match="refused-right"):
        reports(story, "em", "Mất điện")
