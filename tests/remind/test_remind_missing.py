"""Only those missing are told, and only those who hold the post: at planning, and again when the message leaves."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from reporting import remind, submit
from reporting.due import DueRule
from reporting.ladder import DEFAULT_LADDER, ladder_to_json
from reporting.periods import Cadence
from storage.duties import Duty
from storage.outbox import Outbox
from storage.reminders import Reminder
from storage.units import Unit
from tests.remind.story import Story, when


def test_who_has_filed_is_not_reminded(story: Story) -> None:
    story.files("an", "an_hoa", "2026-12-01 09:00")
    assert list(story.at("2026-12-04 08:00")) == ["em"]
    assert story.reminders(unit_id=story.cast["an_hoa"]) == []


def test_a_draft_is_not_a_report(story: Story) -> None:
    story.answers("an", "an_hoa", "2026-12-01 09:00", "stable")
    text = story.at("2026-12-04 08:00")["an"]
    assert "Bản nháp đã hoàn thành 1/5 mục" in text


def test_a_report_that_comes_while_the_message_waits_is_not_asked_for(story: Story) -> None:
    """Gathered at 8:00, filed at 8:01, the sender comes at 8:02."""
    story.tick("2026-12-04 08:00")
    story.files("an", "an_hoa", "2026-12-04 08:01")
    states = [row.state for row in story.reminders(officer_id=story.cast["an"])]
    assert states == ["cancelled"]
    assert [one.to for one in story.sent("2026-12-04 08:02")] == ["em"]
    assert [row.state for row in story.messages(officer_id=story.cast["an"])] == ["cancelled"]


def test_filing_and_cancelling_are_one_transaction(story: Story) -> None:
    """The report is handed in and the reminder cancelled together, or neither."""
    story.tick("2026-12-04 08:00")

    class Broken(Exception):
        pass

    def files_and_fails(session: Session, *args: Any) -> None:
        submit.hand_in(session, *args)
        states = session.exec(select(Reminder.state).where(Reminder.period == "2026-Q4")).all()
        assert sorted(states) == ["cancelled", "waiting"]
        raise Broken

    standing = story.fills_in("an", "an_hoa", "2026-12-04 08:01")
    about = (when("2026-12-04 08:01"), story.cast["an"], standing.report_id, standing.revision, story.office)
    with pytest.raises(Broken):
        story.door.write(files_and_fails, *about)
    assert sorted(one.to for one in story.sent("2026-12-04 08:02")) == ["an", "em"]


def test_who_left_the_post_meanwhile_is_not_written_to(story: Story) -> None:
    story.tick("2026-12-04 08:00")
    story.leaves("an", "2026-12-04 08:01")
    assert [one.to for one in story.sent("2026-12-04 08:02")] == ["em"]
    assert [row.state for row in story.reminders(officer_id=story.cast["an"])] == ["cancelled"]


def test_who_left_before_the_message_was_made_gets_none(story: Story) -> None:
    story.door.write(remind.plan, when("2026-12-04 08:00"), story.office)
    story.leaves("an", "2026-12-04 08:00")
    gathered = story.door.write(remind.gather, when("2026-12-04 08:00"), story.office)
    assert (gathered.messages, gathered.cancelled) == (1, 1)


def test_a_unit_that_has_ended_owes_nothing(story: Story) -> None:
    def ends(session: Session) -> None:
        unit = session.get(Unit, story.cast["an_hoa"])
        assert unit is not None
        unit.valid_to = date(2026, 12, 3)

    story.door.write(ends)
    assert list(story.at("2026-12-04 08:00")) == ["em"]


def test_a_unit_that_ends_while_the_message_waits_is_not_asked(story: Story) -> None:
    story.tick("2026-12-04 08:00")

    def ends(session: Session) -> None:
        unit = session.get(Unit, story.cast["an_hoa"])
        assert unit is not None
        unit.valid_to = date(2026, 12, 3)

    story.door.write(ends)
    assert [one.to for one in story.sent("2026-12-04 08:01")] == ["em"]


def test_the_head_stands_in_where_no_reporter_is(story: Story) -> None:
    story.leaves("an", "2026-12-01 09:00")
    told = story.at("2026-12-04 08:00")
    assert sorted(told) == ["binh", "em"]
    assert "đề nghị đơn vị gửi Báo cáo tình hình Nhân dân quý IV/2026" in told["binh"]


def test_the_head_stands_in_where_the_reporter_blocked_the_bot(story: Story) -> None:
    """The reporter's row is kept as unreachable, so that the office sees it."""
    story.loses("an", "2026-12-01 09:00")
    assert sorted(story.at("2026-12-04 08:00")) == ["binh", "em"]
    assert [row.state for row in story.reminders(officer_id=story.cast["an"])] == ["unreachable"]


def test_a_reporter_who_was_told_and_then_blocks_is_not_told_through_the_head(story: Story) -> None:
    story.at("2026-12-04 08:00")
    story.loses("an", "2026-12-04 09:00")
    assert story.at("2026-12-04 10:00") == {}
    assert sorted(story.at("2026-12-10 08:00")) == ["binh", "em"]


def test_a_unit_without_anybody_is_counted_and_makes_no_row(story: Story) -> None:
    planned = story.tick("2026-12-04 08:00").planned
    assert (planned.made, planned.nobody) == (2, 2)  # Phường Trung Tâm and Huyện Bắc
    assert {row.unit_id for row in story.reminders()} == {story.cast["an_hoa"], story.cast["binh_hoa"]}


def test_an_officer_of_two_units_gets_one_message(story: Story) -> None:
    story.joins("em", "an_hoa", "reporter", "2026-11-30 09:00")
    told = story.at("2026-12-04 08:00")
    assert sorted(told) == ["an", "em"]
    assert "1. Theo chế độ thông tin, báo cáo, đề nghị Xã An Hòa gửi" in told["em"]
    assert "2. Theo chế độ thông tin, báo cáo, đề nghị Xã Bình Hòa gửi" in told["em"]
    assert len(story.messages(officer_id=story.cast["em"])) == 1


def test_two_duties_of_one_morning_are_one_message(story: Story) -> None:
    """A monthly report before the 16th of December stands beside the quarter's."""

    def also_monthly(session: Session) -> None:
        session.add(
            Duty(
                code="monthly",
                form="situation",
                first_period="2026-M12",
                rule=DueRule(Cadence.MONTHLY, day=16).to_json(),
                ladder=ladder_to_json(DEFAULT_LADDER),
                owed_by=["xa"],
            )
        )

    story.door.write(also_monthly)
    told = story.at("2026-12-04 08:00")
    assert sorted(told) == ["an", "em"] and len(story.messages()) == 2
    assert "Báo cáo tình hình Nhân dân quý IV/2026" in told["an"] and "tháng 12/2026" in told["an"]
    story.files("an", "an_hoa", "2026-12-04 09:00")
    left = story.at("2026-12-10 08:00")["an"]
    assert "quý IV/2026" not in left and "tháng 12/2026" in left


def test_one_of_two_units_files_and_the_other_is_still_asked_for(story: Story) -> None:
    story.joins("em", "an_hoa", "reporter", "2026-11-30 09:00")
    story.tick("2026-12-04 08:00")
    story.files("an", "an_hoa", "2026-12-04 08:01")
    letters = {one.to: one.text for one in story.sent("2026-12-04 08:02")}
    assert list(letters) == ["em"]
    assert "An Hòa" not in letters["em"]


def test_who_files_and_looks_after_others_reads_both_in_one_message(story: Story) -> None:
    """Dũng also reports for Xã Bình Hòa: overdue there, and reviewer of the units below Huyện Bắc."""
    story.joins("dung", "binh_hoa", "reporter", "2026-11-30 09:00")
    text = story.at("2026-12-18 08:00")["dung"]
    assert "chưa nhận được Báo cáo tình hình Nhân dân quý IV/2026 của Xã Bình Hòa (quá hạn 03 ngày)" in text
    assert "của 01 đơn vị (quá hạn 03 ngày):\n- Xã An Hòa\n" in text
    assert len(story.messages(officer_id=story.cast["dung"])) == 1


def test_above_a_district_without_anybody_the_province_hears(story: Story) -> None:
    story.leaves("dung", "2026-12-01 09:00")
    text = story.at("2026-12-18 08:00")["chi"]
    assert "của 04 đơn vị" in text
    assert "- Huyện Bắc\n- Phường Trung Tâm\n- Xã An Hòa\n- Xã Bình Hòa\n" in text


def test_the_list_for_the_level_above_names_those_missing_when_it_leaves(story: Story) -> None:
    story.tick("2026-12-18 08:00")
    story.files("em", "binh_hoa", "2026-12-18 08:01")
    letters = {one.to: one.text for one in story.sent("2026-12-18 08:02")}
    assert "của 01 đơn vị" in letters["dung"] and "Bình Hòa" not in letters["dung"]


def test_a_district_that_no_longer_stands_between(story: Story) -> None:
    """Districts ended: the communes under one still find who is above."""

    def ends(session: Session) -> None:
        unit = session.get(Unit, story.cast["bac"])
        assert unit is not None
        unit.valid_to = date(2026, 12, 1)

    story.door.write(ends)
    story.leaves("dung", "2026-12-01 09:00")
    assert "của 03 đơn vị" in story.at("2026-12-18 08:00")["chi"]


def test_other_kinds_of_message_are_wanted_as_they_are(story: Story) -> None:
    row = Outbox(
        id=1,
        key="x",
        kind="receipt",
        channel="web",
        officer_id=1,
        address_id=1,
        content={"text": "receipt", "values": {}},
        not_before=when("2026-12-05 20:00"),
        created_at=when("2026-12-05 20:00"),
    )
    assert story.door.read(story.wanted, row, when("2026-12-05 20:00")) == row.content
