"""Tasks and milestones climb the ladder: only units that have not said done, one message a morning for everything."""

from datetime import date

import pytest

from reporting import remind, task_draft, task_moved, task_pick, task_publish, tasks
from storage.door import Door
from storage.reminders import Reminder
from tests.remind.story import Story as Reminding
from tests.remind.story import when
from tests.tasks.story import Story

HOURS = ("06:00", "07:30", "08:00", "11:45", "15:00", "18:30")
THIRD_DAY = ["an", "binh", "dung", "em"]
FRIDAY = "30/10/2026"
# Where the rows are made the database makes a difference; what is said of them it does not.
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Both(Story):
    """The province of the tasks, and its clock of reminders."""

    ladder: Reminding

    def at(self, moment: str) -> dict[str, str]:
        """Tick and send: who reads what."""
        self.now = when(moment)
        return self.ladder.at(moment)

    def taps(self, moment: str) -> dict[str, list[str]]:
        """Tick and send: whose buttons carry what."""
        self.now = when(moment)
        self.ladder.tick(moment)
        return {one.to: one.taps for one in self.ladder.sent(moment)}

    def moves(self, task: int, moment: str, to: str, what: str = "due") -> None:
        """The office corrects the day."""
        self.set(moment)
        self.call(task_draft.go, "chi", task, what)
        self.types(to)

    def set(self, moment: str) -> None:
        """It is that hour now."""
        self.now = when(moment)


@pytest.fixture
def both(door: Door) -> Both:
    """Monday 5/10/2026; reports are asked for only from December on."""
    ladder = Reminding(door, begins="2026-10-05 09:00")
    found = Both(door, ladder.cast, ladder.office, when("2026-10-05 09:00"))
    found.ladder = ladder
    return found


@SQLITE
def test_a_task_climbs_the_whole_ladder(both: Both) -> None:
    both.gives(units="An Hòa; Bình Hòa", due=FRIDAY)
    assert both.ladder.days("2026-10-06", "2026-11-19", HOURS) == [
        ("2026-10-21 08:00", ["an", "em"]),
        ("2026-10-27 08:00", ["an", "em"]),
        ("2026-10-29 08:00", ["an", "em"]),
        ("2026-10-30 08:00", ["an", "em"]),
        ("2026-10-30 15:00", ["an", "em"]),
        ("2026-11-02 08:00", ["an", "em"]),
        ("2026-11-04 08:00", THIRD_DAY),
        ("2026-11-11 08:00", THIRD_DAY),
        ("2026-11-18 08:00", THIRD_DAY),
    ]


@SQLITE
def test_who_has_said_done_hears_nothing_and_who_has_not_does(both: Both) -> None:
    task = both.gives(units="An Hòa; Bình Hòa", due=FRIDAY)
    both.at("2026-10-21 08:00")
    both.says("an", both.part(task), "done")
    assert list(both.at("2026-10-27 08:00")) == ["em"]
    upper = both.at("2026-11-04 08:00")["dung"]
    assert "01 đơn vị chưa báo xong nhiệm vụ “Tổ chức Đại hội”" in upper
    assert "- Xã Bình Hòa" in upper and "Xã An Hòa" not in upper


def test_done_cancels_what_waits_in_the_same_transaction(both: Both) -> None:
    part = both.part(both.gives(due=FRIDAY, marks="Dự thảo: 29/10/2026"))
    both.ladder.tick("2026-10-21 08:00")
    assert {row.state for row in both.rows(Reminder)} == {"waiting"}
    both.set("2026-10-21 08:00")
    both.says("an", part, "done")
    assert {row.state for row in both.rows(Reminder)} == {"cancelled"}
    assert both.ladder.sent("2026-10-21 08:00") == []


@SQLITE
def test_a_standing_task_is_never_spoken_of(both: Both) -> None:
    both.gives("Thăm hỏi thường xuyên", due=None)
    assert both.ladder.days("2026-10-06", "2026-11-20", ("08:00", "15:00")) == []
    assert both.rows(Reminder) == []


@SQLITE
def test_a_milestone_is_reminded_by_its_own_day_until_it_is_reached(both: Both) -> None:
    part = both.part(both.gives(due="20/11/2026", marks=f"Dự thảo: {FRIDAY}"))
    text = both.at("2026-10-21 08:00")["an"]
    assert text.startswith("Nhắc hạn: mốc “Dự thảo” của nhiệm vụ “Tổ chức Đại hội”")
    assert "chậm nhất hết ngày 30/10/2026" in text
    both.call(tasks.set_reached, "an", part, both.card(part).marks[0].id)
    days = both.ladder.days("2026-10-22", "2026-11-13", ("08:00", "15:00"))
    assert days == [("2026-11-11 08:00", ["an"])], "the milestone is silent, the task begins its own ladder"


def test_one_message_a_morning_for_reports_tasks_and_milestones(both: Both) -> None:
    both.set("2026-11-20 09:00")
    both.gives("Tổ chức Đại hội", due="15/12/2026", marks="Dự thảo: 15/12/2026")
    both.gives("Rà soát hộ nghèo", due="15/12/2026")
    told = both.at("2026-12-04 08:00")
    assert sorted(told) == ["an", "em"]
    text = told["an"]
    assert text.startswith("Nhắc hạn báo cáo, nhiệm vụ (4 nội dung)")
    assert "1. Theo chế độ thông tin, báo cáo, đề nghị Xã An Hòa gửi Báo cáo tình hình Nhân dân quý IV/2026" in text
    assert "2. Đề nghị Xã An Hòa hoàn thành nhiệm vụ “Rà soát hộ nghèo”" in text
    assert "3. Đề nghị Xã An Hòa hoàn thành nhiệm vụ “Tổ chức Đại hội”" in text
    assert "4. Đề nghị Xã An Hòa hoàn thành mốc “Dự thảo” của nhiệm vụ “Tổ chức Đại hội”" in text
    assert both.at("2026-12-04 08:01") == {}
    assert len(both.ladder.messages(officer_id=both.cast["an"])) == 1


@SQLITE
def test_what_is_done_before_the_message_leaves_is_left_out_of_it(both: Both) -> None:
    first = both.gives("Tổ chức Đại hội", due=FRIDAY)
    both.gives("Rà soát hộ nghèo", due=FRIDAY)
    both.set("2026-10-21 08:00")
    both.ladder.tick("2026-10-21 08:00")
    both.says("an", both.part(first), "done")
    (letter,) = both.ladder.sent("2026-10-21 08:01")
    assert letter.text.startswith("Nhắc hạn: nhiệm vụ “Rà soát hộ nghèo”")
    assert "Tổ chức Đại hội" not in letter.text


@SQLITE
def test_words_before_on_the_day_and_after_it(both: Both) -> None:
    part = both.part(both.gives(due=FRIDAY))
    both.set("2026-10-06 09:00")
    both.percent("an", part, 50)
    before = both.at("2026-10-27 08:00")["an"]
    assert "Kính gửi đồng chí Nguyễn Văn An, Xã An Hòa." in before
    assert "Ngày cuối là thứ Sáu, 30/10/2026, còn 03 ngày" in before
    assert "Hiện trạng: đang thực hiện 50 %." in before
    assert "là ngày cuối của nhiệm vụ “Tổ chức Đại hội”" in both.at("2026-10-30 08:00")["an"]
    late = both.at("2026-11-04 08:00")
    assert "chưa nhận được kết quả nhiệm vụ “Tổ chức Đại hội” của Xã An Hòa" in late["an"]
    assert "quá hạn 05 ngày" in late["an"]
    assert "Cán bộ lập báo cáo: Nguyễn Văn An." in late["binh"] and "quan tâm, chỉ đạo" in late["binh"]
    assert "- Xã An Hòa" in late["dung"] and "đôn đốc" in late["dung"]


@SQLITE
def test_overdue_goes_to_the_level_above_with_all_names(both: Both) -> None:
    both.gives(units="An Hòa; Bình Hòa; Phường Trung Tâm", due=FRIDAY)
    late = both.at("2026-11-04 08:00")
    assert late["dung"].startswith("Đơn vị chưa báo xong: nhiệm vụ “Tổ chức Đại hội”")
    assert "02 đơn vị chưa báo xong" in late["dung"]
    assert "- Xã An Hòa\n- Xã Bình Hòa" in late["dung"]
    assert "01 đơn vị chưa báo xong" in late["chi"] and "- Phường Trung Tâm" in late["chi"]


@SQLITE
def test_the_buttons_lead_to_the_task_and_to_later(both: Both) -> None:
    part = both.part(both.gives(due=FRIDAY))
    taps = both.taps("2026-10-21 08:00")["an"]
    assert taps[0] == f"tk:{part}::0::0"
    assert taps[1].startswith("later:")
    both.gives("Rà soát hộ nghèo", due=FRIDAY)
    taps = both.taps("2026-10-27 08:00")["an"]
    assert [one.split(":")[0] for one in taps] == ["tk", "tk", "m", "later"]
    assert both.taps("2026-11-04 08:00")["dung"] == ["m:nhiemvu"]


@SQLITE
def test_later_puts_a_task_off_and_done_ends_that_too(both: Both) -> None:
    task = both.gives(due=FRIDAY)
    message = int(both.taps("2026-10-27 08:00")["an"][1].split(":")[1])
    put_off = both.door.write(
        remind.snooze, when("2026-10-27 08:10"), both.cast["an"], message, remind.CHOICES[1], both.office
    )
    assert put_off.at == when("2026-10-28 08:00")
    assert list(both.at("2026-10-28 08:00")) == ["an"]
    message = int(both.taps("2026-10-29 08:00")["an"][1].split(":")[1])
    both.door.write(remind.snooze, when("2026-10-29 08:10"), both.cast["an"], message, "1h", both.office)
    both.says("an", both.part(task), "done")
    assert both.at("2026-10-29 09:30") == {}


@SQLITE
def test_who_is_given_a_task_late_enters_at_the_next_step(both: Both) -> None:
    both.set("2026-10-28 09:00")
    both.gives(due=FRIDAY)
    assert both.at("2026-10-28 10:00") == {}
    assert list(both.at("2026-10-29 08:00")) == ["an"]


@SQLITE
def test_an_import_of_old_tasks_does_not_shout_at_once(both: Both) -> None:
    both.imports("C1;Việc cũ;;;;01/09/2026;;;An Hòa")
    assert both.at("2026-10-06 08:00") == {}


@SQLITE
def test_after_a_weekend_of_downtime_only_the_present_step_is_said(both: Both) -> None:
    both.gives(due=FRIDAY)
    told = both.at("2026-11-02 10:20")
    assert list(told) == ["an"] and "quá hạn 03 ngày" in told["an"]
    assert len(both.rows(Reminder)) == 1


def test_planning_twice_or_in_two_processes_makes_the_same_rows(both: Both) -> None:
    both.gives(units="An Hòa; Bình Hòa", due=FRIDAY)
    first = both.ladder.tick("2026-10-21 08:00")
    again = both.ladder.tick("2026-10-21 08:00")
    assert (first.planned.made, again.planned.made) == (2, 0)
    assert (first.gathered.messages, again.gathered.messages) == (2, 0)


def test_a_moved_day_moves_the_ladder(both: Both) -> None:
    task = both.gives(due=FRIDAY)
    both.ladder.tick("2026-10-21 08:00")
    both.moves(task, "2026-10-21 08:01", "20/11/2026")
    assert both.ladder.sent("2026-10-21 08:02") == [], "nobody is told of a day that holds no more"
    assert both.at("2026-10-21 08:03") == {}, "and who was told nothing of it hears of no change"
    assert {row.state for row in both.rows(Reminder)} == {"cancelled"}
    assert list(both.at("2026-11-11 08:00")) == ["an"]


@SQLITE
def test_who_heard_the_old_day_hears_the_new_one_once(both: Both) -> None:
    task = both.gives(due=FRIDAY)
    both.at("2026-10-21 08:00")
    both.moves(task, "2026-10-22 09:00", "20/12/2026")
    (text,) = both.at("2026-10-22 09:01").values()
    assert text.startswith("Điều chỉnh thời hạn: nhiệm vụ “Tổ chức Đại hội”")
    assert "đã được điều chỉnh: chậm nhất hết ngày 20/12/2026. Hạn này thay cho hạn đã nhắc trước đây." in text
    assert both.ladder.days("2026-10-22", "2026-10-30", ("09:02", "15:00")) == []
    both.moves(task, "2026-11-02 09:00", "06/11/2026")
    assert "chậm nhất hết ngày 06/11/2026" in both.at("2026-11-02 09:01")["an"]
    assert both.ladder.days("2026-11-02", "2026-11-06", ("08:00", "15:00")) == [
        ("2026-11-03 08:00", ["an"]),
        ("2026-11-05 08:00", ["an"]),
        ("2026-11-06 08:00", ["an"]),
        ("2026-11-06 15:00", ["an"]),
    ]


@SQLITE
def test_a_day_that_another_letter_put_right_is_not_put_right_again(both: Both) -> None:
    """A plan that is issued again tells its units itself."""
    task = both.gives(due=FRIDAY, units="An Hòa; Bình Hòa")
    both.at("2026-10-27 08:00")
    both.moves(task, "2026-10-27 09:00", "06/11/2026")
    assert both.door.write(task_moved.answered, both.now, both.office, [task]) == 2
    assert both.door.write(task_moved.answered, both.now, both.office, [task]) == 0
    assert both.at("2026-10-27 09:01") == {}
    assert sorted(both.at("2026-10-28 08:00")) == ["an", "em"], "seven working days before the new day"


@SQLITE
def test_a_milestone_that_moves_is_told_by_its_name(both: Both) -> None:
    task = both.gives(due="20/12/2026", marks=f"Dự thảo: {FRIDAY}")
    both.at("2026-10-21 08:00")
    both.moves(task, "2026-10-21 09:00", "Dự thảo: 06/11/2026", what="marks")
    text = both.at("2026-10-21 09:01")["an"]
    assert "Thời hạn mốc “Dự thảo” của nhiệm vụ “Tổ chức Đại hội” của Xã An Hòa đã được điều chỉnh" in text


@SQLITE
def test_a_day_that_is_taken_away_ends_the_reminding(both: Both) -> None:
    task = both.gives(due=FRIDAY)
    both.ladder.tick("2026-10-21 08:00")
    both.moves(task, "2026-10-21 08:00", "không có hạn")
    assert both.ladder.sent("2026-10-21 08:01") == []
    assert both.ladder.days("2026-10-22", "2026-11-04", ("08:00", "15:00")) == []


@SQLITE
def test_done_by_mistake_and_taken_back_is_reminded_again(both: Both) -> None:
    part = both.part(both.gives(due=FRIDAY, marks="Dự thảo: 29/10/2026"))
    both.ladder.tick("2026-10-21 08:00")
    both.set("2026-10-21 08:01")
    both.says("an", part, "done")
    assert both.ladder.sent("2026-10-21 08:02") == []
    both.undoes("an", both.card(part).undo)
    text = both.at("2026-10-21 08:03")["an"]
    assert "hoàn thành nhiệm vụ “Tổ chức Đại hội”" in text and "mốc “Dự thảo”" in text
    both.set("2026-10-28 09:00")
    both.says("an", part, "done")
    both.says("an", part, "doing")
    assert list(both.at("2026-10-29 08:00")) == ["an"], "open again: what is still ahead is said"


@SQLITE
def test_a_milestone_taken_back_is_reminded_again(both: Both) -> None:
    part = both.part(both.gives(due="20/12/2026", marks=f"Dự thảo: {FRIDAY}"))
    both.ladder.tick("2026-10-21 08:00")
    both.set("2026-10-21 08:01")
    both.call(tasks.set_reached, "an", part, both.card(part).marks[0].id)
    assert both.at("2026-10-21 08:02") == {}
    both.undoes("an", both.card(part).undo)
    assert list(both.at("2026-10-21 08:03")) == ["an"]


@SQLITE
def test_what_was_said_is_not_said_again_after_an_undo(both: Both) -> None:
    part = both.part(both.gives(due=FRIDAY))
    both.at("2026-10-21 08:00")
    both.set("2026-10-21 08:30")
    both.says("an", part, "done")
    both.undoes("an", both.card(part).undo)
    assert both.ladder.days("2026-10-21", "2026-10-26", ("08:40", "15:00")) == []


@SQLITE
def test_a_unit_that_is_given_the_task_again_enters_at_the_next_step(both: Both) -> None:
    task = both.gives(units="An Hòa; Bình Hòa", due=FRIDAY)
    both.set("2026-10-28 09:00")
    unit = both.adds_unit("cao", "Xã Cao Sơn")
    both.appoints("giang", "Giang", "cao")
    both.call(task_draft.go, "chi", task, "units")
    both.call(task_pick.pick_unit, "chi", task, unit)
    assert "giang" not in both.at("2026-10-28 09:01")
    assert "giang" in both.at("2026-10-29 08:00")


@SQLITE
def test_a_task_that_is_withdrawn_or_taken_away_is_not_spoken_of(both: Both) -> None:
    task = both.gives(units="An Hòa; Bình Hòa", due=FRIDAY)
    both.ladder.tick("2026-10-21 08:00")
    both.set("2026-10-21 08:00")
    both.door.write(task_publish.withdraw, both.now, both.cast["chi"], task)
    assert both.ladder.sent("2026-10-21 08:00") == []
    assert both.ladder.days("2026-10-22", "2026-11-12", ("08:00",)) == []


@SQLITE
def test_nothing_is_said_on_days_off_and_outside_hours(both: Both) -> None:
    both.gives(due="25/11/2026")  # 24/11 is a holiday
    told = both.ladder.days("2026-11-12", "2026-11-27", HOURS)
    assert [moment for moment, _ in told] == [
        "2026-11-13 08:00",
        "2026-11-19 08:00",
        "2026-11-23 08:00",
        "2026-11-25 08:00",
        "2026-11-25 15:00",
        "2026-11-26 08:00",
    ]


@SQLITE
def test_a_unit_with_a_day_of_its_own_has_a_ladder_of_its_own(both: Both) -> None:
    from sqlmodel import Session

    from storage.tasks import Assignment

    part = both.part(both.gives(units="An Hòa; Bình Hòa", due=FRIDAY))

    def more_time(session: Session) -> None:
        row = session.get_one(Assignment, part)
        row.due = date(2026, 11, 20)
        session.add(row)

    both.door.write(more_time)
    assert both.ladder.days("2026-10-21", "2026-10-31", ("08:00",)) == [
        ("2026-10-21 08:00", ["em"]),
        ("2026-10-27 08:00", ["em"]),
        ("2026-10-29 08:00", ["em"]),
        ("2026-10-30 08:00", ["em"]),
    ]
    assert sorted(both.at("2026-11-11 08:00")) == ["an", "dung", "em"], "seven working days before the 20th"


@SQLITE
def test_the_dry_run_names_the_task_and_who_cannot_be_reached(both: Both) -> None:
    both.gives(units="An Hòa; Phường Trung Tâm", due=FRIDAY, marks="Dự thảo: 29/10/2026")
    told = both.ladder.preview("2026-10-21 08:00")
    said = {
        (line.officer, item.title, item.unit) for line in told.lines for item in line.items if item.step in ("-7", "+3")
    }
    assert {one for one in said if one[1]} == {
        ("Nguyễn Văn An", "Tổ chức Đại hội: Dự thảo", "Xã An Hòa"),
        ("Nguyễn Văn An", "Tổ chức Đại hội", "Xã An Hòa"),
        ("Phạm Thị Chi", "Tổ chức Đại hội: Dự thảo", "Phường Trung Tâm"),
        ("Phạm Thị Chi", "Tổ chức Đại hội", "Phường Trung Tâm"),
    }
    lost = {(one.title, one.unit, one.why) for one in told.unreached}
    assert ("Tổ chức Đại hội", "Phường Trung Tâm", "no_officer") in lost
    plain = told.to_json(both.office)
    assert plain["messages"][0]["items"][0]["title"].startswith("Tổ chức Đại hội")
    assert both.rows(Reminder) == []
    following = both.door.read(remind.next_moment, when("2026-10-19 08:00"), both.office)
    assert following == when("2026-10-20 08:00"), "the milestone's first step, a day before the task's"


@SQLITE
def test_many_tasks_are_counted_and_the_first_are_spelled_out(both: Both) -> None:
    rows = [f"T{n};Việc số {n:02};;;;{FRIDAY};;;An Hòa" for n in range(1, 15)]
    both.imports(*rows)
    text = both.at("2026-10-21 08:00")["an"]
    assert text.startswith("Nhắc hạn nhiệm vụ (14 nội dung)")
    assert "10. Đề nghị Xã An Hòa hoàn thành nhiệm vụ “Việc số 10”" in text
    assert "Và 4 nhiệm vụ khác: xem /nhiemvu." in text
    assert "Việc số 11" not in text
