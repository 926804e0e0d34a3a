"""The office enters a task in chat, step by step: a draft that nobody sees, then published once, then corrected."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from reporting import task_draft, task_list, task_pick, task_publish
from storage import talks
from storage.audit import Audit
from storage.outbox import Outbox
from storage.tasks import Assignment, Milestone, Task, TaskStatus
from tests.tasks.story import Story, refused


def begun(story: Story) -> task_draft.Draft:
    return story.call(task_draft.begin, "chi")


def test_the_steps_follow_each_other_up_to_the_preview(story: Story) -> None:
    assert begun(story).ask == "title"
    assert story.types("Tổ chức Ngày hội Đại đoàn kết").ask == "due"
    assert story.types("30/11/2026").ask == "units"
    draft = story.types("An Hòa; xã Bình Hòa")
    assert (draft.ask, draft.unit_count, draft.units) == ("units", 2, ("Xã An Hòa", "Xã Bình Hòa"))
    assert story.call(task_pick.units_done, "chi", draft.task_id).ask == "lead"
    draft = story.types("Ban Phong trào")
    assert (draft.ask, draft.missing, draft.due, draft.lead) == ("preview", (), date(2026, 11, 30), "Ban Phong trào")


def test_nobody_sees_a_draft(story: Story) -> None:
    draft = begun(story)
    for text in ("Tổ chức Ngày hội", "30/11/2026", "Xã An Hòa"):
        story.types(text)
    part = story.part(draft.task_id)
    mine = story.door.read(task_list.mine, story.now, story.cast["an"], False, 0, story.office)
    assert (mine.todo, mine.lines) == (0, ())
    with refused("refused-out-of-date"):
        story.card(part)
    story.appoints("hoa", "Hòa", "tinh", "office")
    with refused("refused-out-of-date"):
        story.call(task_draft.go, "hoa", draft.task_id, "preview")


def test_it_goes_on_another_day_where_it_was_left(story: Story) -> None:
    first = begun(story)
    story.types("Tổ chức Ngày hội")
    story.later(days=3)
    again = begun(story)
    assert (again.task_id, again.title, again.ask) == (first.task_id, "Tổ chức Ngày hội", "units")


def test_a_name_that_several_units_have_is_asked_back(story: Story) -> None:
    story.adds_unit("tan1", "Xã Tân Thành")
    story.adds_unit("tan2", "Xã Tân Thành", above="tinh")
    begun(story)
    story.types("Rà soát hộ nghèo")
    story.types("30/11/2026")
    draft = story.types("Tân Thành; An Hòa; Xã Vô Danh Nào Đó")
    assert draft.question is not None and (draft.question.piece, draft.question.why) == ("Tân Thành", "unclear")
    assert {(one.name, one.above) for one in draft.candidates} == {
        ("Xã Tân Thành", "Huyện Bắc"),
        ("Xã Tân Thành", "Tỉnh Mẫu"),
    }
    draft = story.call(task_pick.pick_unit, "chi", draft.task_id, story.cast["tan2"])
    assert draft.question is not None and draft.question.why == "unknown"
    draft = story.call(task_pick.pass_over, "chi", draft.task_id)
    assert (draft.question, draft.unit_count) == (None, 2)
    assert set(draft.units) == {"Xã An Hòa", "Xã Tân Thành"}


def test_whole_kinds_are_given_by_one_tap_and_the_list_begun_anew(story: Story) -> None:
    draft = begun(story)
    story.types("Rà soát hộ nghèo")
    story.types("30/11/2026")
    draft = story.call(task_pick.pick_kind, "chi", draft.task_id, "xa")
    assert (draft.unit_count, draft.kinds) == (2, {"huyen": 1, "xa": 2, "phuong": 1})
    assert story.types("các xã").beside == {"phuong": 1}
    draft = story.call(task_pick.clear_units, "chi", draft.task_id)
    assert (draft.unit_count, story.rows(TaskStatus)) == (0, [])
    with refused("refused-needed"):
        story.call(task_pick.units_done, "chi", draft.task_id)
    with refused("refused-out-of-date"):
        story.call(task_pick.pick_kind, "chi", draft.task_id, "tinh' --")


@pytest.mark.parametrize(
    ("before", "typed", "key"),
    [
        ((), "   ", "refused-empty"),
        ((), "a" * 501, "refused-long"),
        (("Tên",), "cuối tháng", "task-refused-day"),
        (("Tên", "30/11/2026"), " ; ; ", "refused-empty"),
    ],
)
def test_what_cannot_be_taken_is_asked_again(story: Story, before: tuple[str, ...], typed: str, key: str) -> None:
    begun(story)
    for text in before:
        story.types(text)
    with refused(key):
        story.types(typed)
    talk = story.door.read(talks.of, story.cast["chi"])
    assert talk is not None and talk.data["ask"] == ("title", "due", "units")[len(before)]


def test_a_step_is_corrected_from_the_preview_and_leads_back_to_it(story: Story) -> None:
    task_id = begun(story).task_id
    for text in ("Tổ chức Ngày hội", "30/11/2026", "Xã An Hòa"):
        story.types(text)
    story.call(task_pick.units_done, "chi", task_id)
    story.types("Ban Phong trào")
    story.call(task_draft.go, "chi", task_id, "start")
    with refused("task-refused-turned"):
        story.types("1/12/2026")
    assert story.types("25/11/2026").ask == "preview"
    story.call(task_draft.go, "chi", task_id, "due")
    with refused("task-refused-turned"):
        story.types("20/11/2026")
    assert story.types("15/12/2026").ask == "preview"
    story.call(task_draft.go, "chi", task_id, "marks")
    draft = story.types("Dự thảo: 25/11/2026\nTrình duyệt: 28/11/2026")
    assert [(mark.title, mark.due) for mark in draft.marks] == [
        ("Dự thảo", date(2026, 11, 25)),
        ("Trình duyệt", date(2026, 11, 28)),
    ]
    assert (draft.due, draft.start) == (date(2026, 12, 15), date(2026, 11, 25))


def test_publishing_tells_the_officers_of_the_units_once(story: Story) -> None:
    draft = begun(story)
    for text in ("Tổ chức Ngày hội", "30/11/2026", "An Hòa; Phường Trung Tâm"):
        story.types(text)
    story.call(task_pick.units_done, "chi", draft.task_id)
    draft = story.types("Ban Phong trào")
    done = story.call(task_publish.publish, "chi", draft.task_id, draft.version)
    assert (done.units, done.fresh) == (2, True)
    again = story.call(task_publish.publish, "chi", draft.task_id, draft.version)
    assert (again.units, again.fresh) == (2, False)
    told = story.letters()
    assert {row.officer_id for row in told} == {story.cast["an"], story.cast["binh"]}
    assert told[0].content["text"] == "task-given-one"
    assert told[0].content["values"] == {"title": "Tổ chức Ngày hội", "lead": "Ban Phong trào", "due": "30/11/2026"}
    assert story.acts() == ["task.publish"]
    assert story.door.read(talks.of, story.cast["chi"]) is None


def test_two_taps_at_the_same_moment_publish_once(story: Story) -> None:
    draft = begun(story)
    for text in ("Tổ chức Ngày hội", "30/11/2026", "An Hòa"):
        story.types(text)
    draft = story.call(task_pick.units_done, "chi", draft.task_id)
    with ThreadPoolExecutor(2) as hands:
        tap = lambda _: story.call(task_publish.publish, "chi", draft.task_id, draft.version)  # noqa: E731
        done = list(hands.map(tap, range(2)))
    assert sorted(one.fresh for one in done) == [False, True]
    assert story.acts() == ["task.publish"]


def test_a_preview_that_is_old_publishes_nothing(story: Story) -> None:
    draft = begun(story)
    for text in ("Tổ chức Ngày hội", "30/11/2026", "An Hòa"):
        story.types(text)
    draft = story.call(task_pick.units_done, "chi", draft.task_id)
    story.call(task_draft.go, "chi", draft.task_id, "title")
    story.types("Tổ chức Ngày hội Đại đoàn kết")
    with refused("refused-out-of-date"):
        story.call(task_publish.publish, "chi", draft.task_id, draft.version)
    assert story.task(draft.task_id).state == "draft"


def test_outside_working_hours_the_officers_are_told_in_the_morning(story: Story) -> None:
    story.later(hours=12)
    story.gives()
    assert {row.not_before for row in story.letters()} == {story.office.next_working_time(story.now)}


def test_a_draft_is_thrown_away_without_a_trace(story: Story) -> None:
    draft = begun(story)
    for text in ("Tổ chức Ngày hội", "30/11/2026", "An Hòa"):
        story.types(text)
    story.door.write(task_publish.discard, story.cast["chi"], draft.task_id)
    for table in (Task, Assignment, TaskStatus, Milestone, Outbox):
        assert story.rows(table) == []


def test_a_task_that_runs_is_corrected_with_before_and_after(story: Story) -> None:
    task_id = story.gives()
    part = story.part(task_id)
    story.says("an", part, "doing")
    story.call(task_draft.go, "chi", task_id, "due")
    draft = story.types("15/12/2026")
    assert (draft.ask, draft.running) == ("preview", True)
    assert story.card(part).due == date(2026, 12, 15)
    assert story.card(part).stand.state == "doing"
    (line,) = [row for row in story.rows(Audit) if row.act == "task.edit"]
    assert (line.before["due"], line.after["due"]) == ("2026-11-30", "2026-12-15")
    with refused("refused-out-of-date"):
        story.call(task_pick.clear_units, "chi", task_id)


def test_more_units_can_be_given_a_task_that_runs(story: Story) -> None:
    task_id = story.gives()
    before = len(story.letters())
    story.call(task_draft.go, "chi", task_id, "units")
    story.types("An Hòa; Bình Hòa")
    assert [row.officer_id for row in story.letters()[before:]] == [story.cast["em"]]
    assert story.card(story.part(task_id, "binh_hoa"), "em").stand.state == "not_started"


def test_a_task_that_is_withdrawn_is_in_no_list(story: Story) -> None:
    task_id = story.gives()
    for _ in range(2):
        story.door.write(task_publish.withdraw, story.now, story.cast["chi"], task_id)
    mine = story.door.read(task_list.mine, story.now, story.cast["an"], False, 0, story.office)
    assert mine.todo == 0
    assert story.acts() == ["task.publish", "task.withdraw"]


def test_the_own_list_has_the_nearest_due_first_and_standing_tasks_last(story: Story) -> None:
    story.gives("Thường xuyên", due=None)
    story.gives("Tháng sau", due="20/12/2026")
    late = story.gives("Tuần này", due="24/11/2026")
    finished = story.gives("Xong rồi", due="25/11/2026")
    story.says("an", story.part(finished), "done")
    story.later(days=4)
    mine = story.door.read(task_list.mine, story.now, story.cast["an"], False, 0, story.office)
    assert [(line.title, line.days_late) for line in mine.lines] == [
        ("Tuần này", 3),
        ("Tháng sau", 0),
        ("Thường xuyên", 0),
    ]
    assert (mine.todo, mine.overdue, mine.done, mine.looks) == (3, 1, 1, False)
    done = story.door.read(task_list.mine, story.now, story.cast["an"], True, 0, story.office)
    assert [line.title for line in done.lines] == ["Xong rồi"]
    story.says("an", story.part(late), "done")
    mine = story.door.read(task_list.mine, story.now, story.cast["an"], False, 0, story.office)
    assert mine.overdue == 0
