"""The dry run tells what the tick will do, and the demo's clock knows where to go."""

import json

from sqlmodel import select

from reporting import remind
from storage.audit import Audit
from tests.remind.story import Story, when


def told(story: Story, at: str) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """(when, to whom, [(unit, step, as whom)])."""
    return [
        (
            f"{line.at.astimezone(story.office.zone):%Y-%m-%d %H:%M}",
            story.name(line.officer_id),
            [(item.unit, item.step, item.to) for item in line.items],
        )
        for line in story.preview(at).lines
    ]


def test_before_the_ladder_the_first_rung_is_shown(story: Story) -> None:
    """Nobody of Huyện Bắc and Phường Trung Tâm can be told: the first who hears of them is Chi."""
    assert told(story, "2026-11-25 09:00") == [
        ("2026-12-04 08:00", "em", [("Xã Bình Hòa", "-7", "reporter")]),
        ("2026-12-04 08:00", "an", [("Xã An Hòa", "-7", "reporter")]),
        ("2026-12-18 08:00", "chi", [("Huyện Bắc", "+3", "upper"), ("Phường Trung Tâm", "+3", "upper")]),
    ]


def test_what_is_due_now_and_what_comes_next(story: Story) -> None:
    assert [(at, who) for at, who, _ in told(story, "2026-12-04 09:00")] == [
        ("2026-12-04 09:00", "em"),
        ("2026-12-04 09:00", "an"),
        ("2026-12-10 08:00", "em"),
        ("2026-12-10 08:00", "an"),
        ("2026-12-18 08:00", "chi"),
    ]


def test_what_was_made_already_is_not_shown_again(story: Story) -> None:
    story.at("2026-12-04 08:00")
    assert told(story, "2026-12-04 09:00")[0][0] == "2026-12-10 08:00"


def test_outside_working_time_what_is_due_is_shown_at_the_next_morning(story: Story) -> None:
    run = story.preview("2026-12-05 20:00")  # a Saturday
    assert not run.open
    shown = [at for at, who, _ in told(story, "2026-12-05 20:00") if who == "an"]
    assert shown == ["2026-12-07 08:00", "2026-12-10 08:00"]


def test_the_escalation_is_shown_with_its_units(story: Story) -> None:
    shown = {who: items for _, who, items in told(story, "2026-12-17 17:30")}
    assert shown["dung"] == [("Xã An Hòa", "+3", "upper"), ("Xã Bình Hòa", "+3", "upper")]
    assert shown["chi"] == [("Huyện Bắc", "+3", "upper"), ("Phường Trung Tâm", "+3", "upper")]


def test_the_dry_run_and_the_tick_agree(story: Story) -> None:
    """At every rung of the quarter: those who are shown are those who are written to."""
    for at in ("2026-12-04 08:00", "2026-12-10 08:00", "2026-12-15 15:00", "2026-12-18 08:00", "2026-12-31 08:00"):
        shown = {who for moment, who, _ in told(story, at) if moment == at}
        assert shown == set(story.at(at))


def test_who_has_filed_is_shown_the_next_quarter(story: Story) -> None:
    story.files("an", "an_hoa", "2026-12-01 09:00")
    assert told(story, "2026-12-02 09:00") == [
        ("2026-12-04 08:00", "em", [("Xã Bình Hòa", "-7", "reporter")]),
        ("2026-12-18 08:00", "chi", [("Huyện Bắc", "+3", "upper"), ("Phường Trung Tâm", "+3", "upper")]),
        ("2027-03-04 08:00", "an", [("Xã An Hòa", "-7", "reporter")]),
    ]


def test_a_reminder_that_was_put_off_is_shown(story: Story) -> None:
    story.at("2026-12-04 08:00")
    message = story.messages(officer_id=story.cast["an"])[0].id
    assert message
    story.door.write(remind.snooze, when("2026-12-04 08:10"), story.cast["an"], message, "tomorrow", story.office)
    assert ("2026-12-07 08:00", "an", [("Xã An Hòa", "snooze", "reporter")]) in told(story, "2026-12-04 09:00")


def test_who_cannot_be_reached_and_why(story: Story) -> None:
    story.loses("an", "2026-12-01 09:00")
    story.loses("em", "2026-12-01 09:00", "user is deactivated")
    story.joins("giang", "trung_tam", "reporter", "2026-12-01 09:00", account=False)
    lost = {(one.unit, one.officer, one.why) for one in story.preview("2026-12-02 09:00").unreached}
    assert lost == {
        ("Xã An Hòa", "Nguyễn Văn An", "blocked"),
        ("Xã Bình Hòa", "Lê Văn Em", "gone"),
        ("Phường Trung Tâm", "Đồng chí giang", "never_joined"),
        ("Huyện Bắc", None, "no_officer"),
    }


def test_nothing_is_written(story: Story) -> None:
    acts = story.door.read(lambda session: len(session.exec(select(Audit)).all()))
    story.preview("2026-12-18 08:00")
    assert story.reminders() == [] and story.messages() == []
    assert story.door.read(lambda session: len(session.exec(select(Audit)).all())) == acts


def test_as_plain_json(story: Story) -> None:
    data = json.loads(json.dumps(story.preview("2026-12-04 09:00").to_json(story.office)))
    assert data["at"] == "2026-12-04T09:00:00+07:00" and data["office_open"] is True
    assert data["messages"][1]["items"] == [
        {
            "duty": "situation",
            "period": "2026-Q4",
            "unit_id": story.cast["an_hoa"],
            "unit": "Xã An Hòa",
            "step": "-7",
            "to": "reporter",
            "last_good_day": "2026-12-15",
        }
    ]
    assert {one["why"] for one in data["unreached"]} == {"no_officer"}


def test_the_demos_clock_goes_from_rung_to_rung(story: Story) -> None:
    at, seen = "2026-11-22 09:00", []
    for _ in range(8):
        moment = story.door.read(remind.next_moment, when(at), story.office)
        assert moment is not None
        at = f"{moment.astimezone(story.office.zone):%Y-%m-%d %H:%M}"
        assert story.at(at)
        seen.append(at)
    assert seen == [
        "2026-12-04 08:00",
        "2026-12-10 08:00",
        "2026-12-14 08:00",
        "2026-12-15 08:00",
        "2026-12-15 15:00",
        "2026-12-16 08:00",
        "2026-12-18 08:00",
        "2026-12-25 08:00",
    ]


def test_with_all_reporters_done_the_clock_goes_to_the_escalation(story: Story) -> None:
    for who, unit in (("an", "an_hoa"), ("em", "binh_hoa")):
        story.files(who, unit, "2026-12-01 09:00")
    moment = story.door.read(remind.next_moment, when("2026-12-02 09:00"), story.office)
    assert moment == when("2026-12-18 08:00")  # Huyện Bắc and Phường Trung Tâm, told to Chi


def test_where_nobody_can_be_told_the_clock_has_nowhere_to_go(story: Story) -> None:
    for name in ("an", "binh", "chi", "dung", "em"):
        story.loses(name, "2026-12-01 09:00")
    assert story.door.read(remind.next_moment, when("2026-12-02 09:00"), story.office) is None
