"""From Ban hành on: tasks that are followed, a corrected plan, events that get their day, turns, duties, the page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from reporting import plan_diff, plan_edit, plan_events, plan_progress, plan_turns, plan_units, task_list
from reporting import tasks as telling
from reporting.refusal import Refusal
from storage import plan_drafts, plan_tasks, tasks
from storage.audit import Audit
from storage.outbox import Outbox
from storage.tasks import Milestone, Task
from tests.planning.office import PLAN, Desk

CORRECTED = (
    PLAN.replace("trong tháng 01/2027", "chậm nhất ngày 20/01/2027")
    .replace(
        "6. Tuyên truyền trong Nhân dân\n- Đơn vị chủ trì: Ban Tuyên giáo.\n- Thời gian thực hiện: thường xuyên.\n", ""
    )
    .replace(
        "III. TỔ CHỨC",
        "6. Sơ kết công tác an sinh\n- Đơn vị chủ trì: Văn phòng.\n- Thời gian hoàn thành: 30/6/2027.\n\nIII. TỔ CHỨC",
    )
)


def part_of(desk: Desk, task: Task, unit: str) -> int:
    given = desk.door.read(tasks.assignments, [task.id])[task.id]
    return next(one.id for one in given if one.unit_id == desk.cast[unit])


def test_ban_hanh_publishes_once_with_one_word_to_each_officer(desk: Desk):
    done = desk.issues_all()
    assert done.fresh and done.tasks >= 6
    task = desk.task(done.plan_id, "Rà soát")
    assert (task.state, task.due, task.plan_id) == ("open", date(2026, 12, 15), done.plan_id)
    assert sorted(desk.units_of(task)) == sorted(desk.cast[one] for one in ("an_hoa", "binh_hoa", "trung_tam"))
    sent = desk.door.read(lambda s: s.exec(select(Outbox)).all())
    assert sorted(row.officer_id for row in sent) == sorted(desk.cast[one] for one in ("an", "binh", "em"))
    assert all(row.not_before >= datetime(2026, 11, 23, tzinfo=UTC) for row in sent), "it is Sunday"
    again = desk.issues()
    assert not again.fresh and again.plan_id == done.plan_id
    assert len(desk.door.read(lambda s: s.exec(select(Outbox)).all())) == len(sent)
    lines = desk.door.read(lambda s: s.exec(select(Audit).where(Audit.act == "plan.issue")).all())
    assert len(lines) == 1 and len(lines[0].after["tasks"]) == done.tasks


def test_a_standing_task_is_never_overdue(desk: Desk):
    done = desk.issues_all()
    desk.passes(timedelta(days=4000))
    assert desk.task(done.plan_id, "Tuyên truyền").due is None
    late, _, _, _ = desk.door.read(plan_progress.parts, desk.now, desk.officer, done.plan_id, "overdue", 0, desk.office)
    assert late and not [one for one in late if one.title.startswith("Tuyên truyền")]


def test_a_corrected_plan_shows_the_differences_and_keeps_what_was_reported(desk: Desk):
    done = desk.issues_all()
    gift = desk.task(done.plan_id, "Trao quà")
    part = part_of(desk, gift, "an_hoa")
    desk.door.write(telling.set_percent, desk.now, desk.cast["an"], part, 50, None, desk.office)
    told = part_of(desk, desk.task(done.plan_id, "Tuyên truyền"), "an_hoa")
    desk.door.write(telling.set_percent, desk.now, desk.cast["an"], told, 25, None, desk.office)

    found = desk.reads(CORRECTED)
    assert found.corrects == "15/KH-MTTQ-BTT"
    assert found.without_units == 1, "what is known keeps its units; only the new one has none"
    assert [title for _, title in found.diff.new] == ["Sơ kết công tác an sinh"]
    assert [(one.title, one.told) for one in found.diff.gone] == [("Tuyên truyền trong Nhân dân", 1)]
    changed = {one.title: one.changes for one in found.diff.changed}
    assert [(c.field, c.before, c.after) for c in changed["Trao quà Tết cho hộ nghèo"]] == [
        ("start", date(2027, 1, 1), None),
        ("due", date(2027, 1, 31), date(2027, 1, 20)),
    ]
    assert found.diff.same >= 4
    assert desk.task(done.plan_id, "Trao quà").due == date(2027, 1, 31), "nothing changes before Ban hành"

    desk.gives("Sơ kết", "tất cả xã")
    again = desk.issues()
    assert (again.plan_id, again.fresh) == (done.plan_id, True)
    after = desk.task(done.plan_id, "Trao quà")
    assert (after.id, after.due) == (gift.id, date(2027, 1, 20))
    status = desk.door.read(tasks.status, part)
    assert (status.state, status.percent) == ("doing", 50)
    gone = desk.door.read(lambda s: s.exec(select(Task).where(Task.title == "Tuyên truyền trong Nhân dân")).one())
    assert gone.state == "withdrawn"
    assert desk.door.read(tasks.status, told).percent == 25, "what was said is kept"


def test_what_the_office_corrected_by_hand_survives_the_next_document(desk: Desk):
    desk.reads(PLAN)
    desk.corrects("Vận động", "window", "30/4/2027")
    desk.corrects("Vận động", "title", "Vận động Quỹ đạt 2 tỷ đồng")
    desk.acts(plan_edit.drop, desk.line("Tuyên truyền").item_id, True)
    desk.acts(plan_edit.add, desk.draft, "Gặp mặt người có uy tín")
    desk.gives("Gặp mặt", "phường trung tâm")
    done = desk.issues_all()

    found = desk.reads(PLAN.replace("hộ nghèo trên địa bàn", "hộ nghèo trên toàn địa bàn"))
    assert desk.line("Vận động").title == "Vận động Quỹ đạt 2 tỷ đồng"
    assert desk.line("Vận động").due == date(2027, 4, 30)
    assert desk.line("Tuyên truyền").dropped
    assert desk.line("Gặp mặt").units == 1
    assert (found.diff.new, found.diff.gone) == ((), ())
    assert [one.title for one in found.diff.changed] == ["Rà soát hộ nghèo trên toàn địa bàn"]
    assert desk.issues().plan_id == done.plan_id


def test_the_office_chooses_which_plan_is_corrected_and_what_goes_on(desk: Desk):
    done = desk.issues_all()
    without_number = CORRECTED.replace("Số: 15/KH-MTTQ-BTT\n", "")
    assert desk.reads(without_number).corrects == ""
    with pytest.raises(Refusal, match="refused-out-of-date"):
        desk.acts(plan_edit.corrects, desk.draft, 999)
    desk.acts(plan_edit.corrects, desk.draft, done.plan_id)
    gone = desk.sees().diff.gone
    assert [one.title for one in gone] == ["Tuyên truyền trong Nhân dân"]
    desk.acts(plan_edit.keep, desk.draft, gone[0].task_id)
    assert desk.sees().diff.gone == ()
    desk.acts(plan_edit.corrects, desk.draft, 0)
    assert desk.sees().corrects == ""


def test_relative_dates_wait_for_the_event_and_may_differ_by_unit(desk: Desk):
    done = desk.issues_all()
    task = desk.task(done.plan_id, "Gửi văn kiện")
    assert task.due is None
    (event,) = desk.door.read(plan_events.of_plan, desk.officer, done.plan_id)
    assert event.day is None and event.tasks == 1

    def settled(day: date, unit: str | None = None) -> int:
        unit_id = desk.cast[unit] if unit else None
        return desk.writes(plan_events.settle, done.plan_id, event.folded, {unit_id: day})

    assert settled(date(2027, 3, 15)) == 1
    assert desk.task(done.plan_id, "Gửi văn kiện").due == date(2027, 2, 13)
    settled(date(2027, 4, 1), "an_hoa")
    part = desk.door.read(tasks.assignment, part_of(desk, task, "an_hoa"))
    assert part.due == date(2027, 3, 2)
    settled(date(2027, 3, 20))
    assert desk.task(done.plan_id, "Gửi văn kiện").due == date(2027, 2, 18)
    assert desk.door.read(tasks.assignment, part.id).due == date(2027, 3, 2), "a day of its own stays"
    found = desk.reads(CORRECTED)
    assert "Gửi văn kiện Đại hội" not in [one.title for one in found.diff.changed], "its day is known already"


def test_a_recurring_task_makes_each_turn_once(desk: Desk):
    done = desk.issues_all()
    series = desk.task(done.plan_id, "Họp giao ban")
    assert series.state == "series"

    def turns() -> list[Task]:
        return list(desk.door.read(plan_tasks.occurrences, series.id))

    assert [(one.turn, one.due) for one in turns()] == [("2026-M11", date(2026, 11, 30))]
    for _ in range(3):
        assert desk.door.write(plan_turns.tick, desk.now, desk.office) == 0
    desk.now = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # midnight in Hà Nội: January has begun
    assert desk.door.write(plan_turns.tick, desk.now, desk.office) == 1
    assert [one.turn for one in turns()] == ["2026-M11", "2027-M01"], "December was not asked while nobody was there"
    mine = desk.door.read(task_list.mine, desk.now, desk.cast["an"], False, 0, desk.office)
    seen = [one.title for one in mine.lines if one.title.startswith("Họp giao ban")]
    assert sorted(seen) == [
        "Họp giao ban với cơ sở (tháng 1/2027)",
        "Họp giao ban với cơ sở (tháng 11/2026)",
    ], "turns, never the recurring task itself"
    assert sorted(desk.units_of(turns()[1])) == sorted(desk.units_of(series))


def test_a_corrected_recurring_task_moves_its_present_turn_along(desk: Desk):
    done = desk.issues_all()
    desk.reads(PLAN + "\n")
    item = desk.line("Họp giao ban")
    desk.writes(plan_units.clear, item.item_id)
    desk.gives("Họp giao ban", "phường Trung Tâm")
    desk.issues()
    (turn,) = desk.door.read(plan_tasks.occurrences, desk.task(done.plan_id, "Họp giao ban").id)
    assert desk.units_of(turn) == [desk.cast["trung_tam"]]


@pytest.mark.parametrize(
    ("often", "code", "first", "last"),
    [
        ("weekly", "2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("monthly", "2026-M11", date(2026, 11, 1), date(2026, 11, 30)),
        ("quarterly", "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("half-yearly", "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("yearly", "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_turns_of_every_frequency(often, code, first, last):
    turn = plan_turns.turn_of(often, date(2026, 11, 22))
    assert (turn.code, turn.first, turn.last) == (code, first, last)


def test_the_plan_page_counts_by_branch_and_lead(desk: Desk):
    done = desk.issues_all()
    gift = desk.task(done.plan_id, "Trao quà")
    part = part_of(desk, gift, "an_hoa")
    desk.door.write(telling.set_state, desk.now, desk.cast["an"], part, "done", None, desk.office)
    stuck = part_of(desk, gift, "binh_hoa")
    desk.door.write(telling.set_stuck, desk.now, desk.cast["em"], stuck, "funding", None, desk.office)
    desk.now = datetime(2026, 12, 20, 2, 0, tzinfo=UTC)
    page = desk.door.read(plan_progress.progress, desk.now, desk.officer, done.plan_id, desk.office)
    assert (page.whole.done, page.whole.stuck, page.events, page.proposals) == (1, 1, 1, 1)
    assert page.whole.overdue == 5, "three of «Rà soát», two of November's meeting"
    bars = desk.door.read(plan_progress.by_branch, desk.now, desk.officer, done.plan_id, 0, desk.office)
    assert [one.name for one in bars] == ["Huyện Bắc", "Phường Trung Tâm"]
    assert sum(one.parts for one in bars) == page.whole.parts
    below = desk.door.read(plan_progress.by_branch, desk.now, desk.officer, done.plan_id, desk.cast["bac"], desk.office)
    assert {one.name for one in below} == {"Xã An Hòa", "Xã Bình Hòa"}
    leads = desk.door.read(plan_progress.by_lead, desk.now, desk.officer, done.plan_id, desk.office)
    assert sum(one.parts for one in leads) == page.whole.parts
    (named,) = desk.door.read(plan_progress.plans, desk.now, desk.officer, desk.office)
    assert (named.name, named.overdue) == ("15/KH-MTTQ-BTT", 5)


def test_milestones_keep_who_reached_them_when_the_plan_is_corrected(desk: Desk):
    desk.reads(PLAN)
    desk.corrects("Trao quà", "marks", "Lập danh sách: 10/12/2026\nTrao quà: 10/01/2027")
    done = desk.issues_all()
    gift = desk.task(done.plan_id, "Trao quà")
    first = desk.door.read(tasks.milestones, [gift.id])[gift.id][0]
    part = part_of(desk, gift, "an_hoa")
    desk.door.write(telling.set_reached, desk.now, desk.cast["an"], part, first.id, desk.office)
    desk.reads(CORRECTED)
    desk.gives("Sơ kết", "tất cả xã")
    desk.issues()
    kept = desk.door.read(lambda s: s.exec(select(Milestone).where(col(Milestone.task_id) == gift.id)).all())
    assert first.id in [one.id for one in kept] and len(kept) == 2
    assert desk.door.read(tasks.status, part).reached == [first.id]


def test_a_draft_that_changes_nothing_says_so(desk: Desk):
    desk.issues_all()
    desk.reads(PLAN + "\n\n")
    draft = desk.door.read(plan_drafts.by_id, desk.draft)
    found = desk.door.read(plan_diff.differences, draft)
    assert (found.new, found.changed, found.gone) == ((), (), ())
