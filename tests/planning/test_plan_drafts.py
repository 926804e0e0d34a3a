"""What was understood of a plan, corrected by the office before anything is published."""

from datetime import date

import pytest
from sqlmodel import select

from reporting import plan_edit, plan_import, plan_issue, plan_units, plan_view
from reporting.plan_import import Source
from reporting.plans.model import Plan
from reporting.refusal import Refusal
from storage.audit import Audit
from storage.plan_drafts import PlanDraft
from storage.tasks import Task
from tests.planning.office import PLAN, Desk, read


def test_what_was_understood_is_counted_and_nothing_is_published(desk: Desk):
    found = desk.reads(PLAN)
    assert (found.number, found.title) == ("15/KH-MTTQ-BTT", "Chăm lo người nghèo và chuẩn bị Đại hội năm 2027")
    assert found.tasks >= 6
    assert found.recurring == 1 and found.waiting == 1
    assert found.duties == 1
    assert desk.door.read(lambda s: s.exec(select(Task)).all()) == []
    told = desk.door.read(lambda s: s.exec(select(Audit).where(Audit.act == "plan.read")).one())
    assert told.after["sha256"] and told.officer_id == desk.officer


def test_the_doubtful_come_first_contradictions_before_all(desk: Desk):
    desk.reads(PLAN)
    lines, _, _, total = desk.door.read(plan_view.listed, desk.officer, desk.draft, "d", 0)
    assert lines[0].title.startswith("Vận động Quỹ"), "31/02 is no day"
    assert "impossible-date" in lines[0].doubts
    assert total == desk.sees().doubtful
    everything, page, pages, count = desk.door.read(plan_view.listed, desk.officer, desk.draft, "a", 99)
    assert len(everything) <= plan_view.PAGE and page == pages - 1 and count == desk.sees().tasks


def test_units_that_the_lead_names_are_given_and_departments_are_not_guessed(desk: Desk):
    desk.reads(PLAN)
    assert desk.line("Rà soát").units == 3, "two communes and a ward"
    assert "units-missing" in desk.line("Trao quà").doubts


def test_the_same_file_again_goes_on_where_it_was_left(desk: Desk):
    desk.reads(PLAN)
    desk.corrects("Trao quà", "title", "Trao 500 suất quà Tết")
    first = desk.draft
    desk.reads(PLAN)
    assert desk.draft == first
    assert desk.line("Trao 500").title == "Trao 500 suất quà Tết"


@pytest.mark.parametrize(
    ("typed", "start", "due", "often"),
    [
        ("30/11/2026", None, date(2026, 11, 30), None),
        ("trong quý II/2027", date(2027, 4, 1), date(2027, 6, 30), None),
        ("trước ngày 15 tháng 12 năm 2026", None, date(2026, 12, 14), None),
        ("không có hạn", None, None, None),
        ("hằng tháng, đến ngày 30/6/2027", None, date(2027, 6, 30), "monthly"),
    ],
)
def test_a_window_is_typed_as_plans_write_it(desk: Desk, typed, start, due, often):
    desk.reads(PLAN)
    line = desk.corrects("Vận động", "window", typed)
    assert (line.start, line.due, line.recurring) == (start, due, often)
    assert "impossible-date" not in line.doubts and "no-date" not in line.doubts
    assert line.standing == (due is None)


def test_a_window_that_says_nothing_is_asked_again(desk: Desk):
    desk.reads(PLAN)
    for typed in ("khi nào cũng được nhé", "31/02/2027"):
        with pytest.raises(Refusal, match="plan-refused-window"):
            desk.corrects("Vận động", "window", typed)
    assert "impossible-date" in desk.line("Vận động").doubts


def test_titles_leads_and_steps_are_corrected_tasks_dropped_and_added(desk: Desk):
    desk.reads(PLAN)
    desk.corrects("Trao quà", "lead", "  Ban   Dân chủ ")
    desk.corrects("Trao quà", "marks", "Dự thảo: 15/12/2026\nTrình duyệt: 30/12/2026")
    card = desk.door.read(plan_view.card, desk.officer, desk.line("Trao quà").item_id)
    assert card.line.lead == "Ban Dân chủ"
    assert [(title, due) for title, _, due in card.milestones] == [
        ("Dự thảo", date(2026, 12, 15)),
        ("Trình duyệt", date(2026, 12, 30)),
    ]
    before = desk.sees().tasks
    desk.acts(plan_edit.drop, desk.line("Tuyên truyền").item_id, True)
    assert desk.sees().tasks == before - 1 and desk.sees().dropped == 1
    desk.acts(plan_edit.add, desk.draft, "Tổng kết kế hoạch")
    added = desk.line("Tổng kết")
    assert set(added.doubts) == {"units-missing", "no-date"}


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("tất cả xã", 2),
        ("tat ca xa", 2),
        ("các huyện", 1),
        ("xa an hoa", 1),
        ("XA AN HOA; phuong trung tam", 2),
        ("Uỷ ban MTTQ Việt Nam xã Bình Hòa", 1),
        ("Ủy ban MTTQ xã Bình Hoà", 1),
        ("UBMTTQ phường Trung Tâm", 1),
        ("uy ban mttq viet nam cac xa, phuong", 3),
        ("MTTQ xã An Hòa\nMTTQ xã Bình Hòa", 2),
        ("2 xã", 2),
        ("P. Trung Tâm", 1),
    ],
)
def test_units_are_typed_as_people_type_them(desk: Desk, typed, count):
    desk.reads(PLAN)
    shown = desk.gives("Trao quà", typed)
    assert (shown.count, shown.question) == (count, None)


def test_an_unclear_name_is_asked_back_and_then_settled(desk: Desk):
    from reporting.text import fold
    from storage.units import Unit

    def twin(session):
        session.add(
            Unit(kind="xa", name="Xã An Hòa", folded=fold("Xã An Hòa"), parent_id=desk.cast["tinh"], code="TWIN")
        )

    desk.door.write(twin)
    desk.reads(PLAN)
    shown = desk.gives("Trao quà", "xã bình hòa; an hoa")
    assert shown.count == 1 and shown.question.why == "unclear"
    assert sorted(one.above for one in shown.candidates) == ["Huyện Bắc", "Tỉnh Mẫu"]
    assert "units-unclear" in desk.line("Trao quà").doubts
    with pytest.raises(Refusal, match="plan-refused-unclear-units"):
        desk.issues()
    chosen = next(one.id for one in shown.candidates if one.above == "Huyện Bắc")
    settled = desk.writes(plan_units.pick, shown.item_id, chosen)
    assert settled.count == 2 and settled.question is None
    with pytest.raises(Refusal, match="plan-refused-unclear"):
        desk.writes(plan_units.typed_for_rest, desk.draft, "an hoa")


def test_a_number_of_units_that_does_not_fit_is_asked_back(desk: Desk):
    desk.reads(PLAN)
    shown = desk.gives("Trao quà", "11 huyện, thị xã, thành phố")
    assert (shown.count, shown.question.why, shown.question.said, shown.question.found) == (0, "count", 11, 1)


def test_only_who_manages_plans_sees_or_changes_a_draft(desk: Desk):
    desk.reads(PLAN)
    for name in ("an", "binh", "dung"):
        stranger = Desk(desk.door, desk.cast, name)
        stranger.draft = desk.draft
        with pytest.raises(Refusal, match="refused-right"):
            stranger.sees()
        with pytest.raises(Refusal, match="refused-right"):
            stranger.reads(PLAN)
        with pytest.raises(Refusal, match="refused-right"):
            stranger.issues(1)


def test_a_document_without_tasks_is_refused_and_leaves_nothing(desk: Desk):
    with pytest.raises(Refusal, match="plan-refused-nothing"):
        desk.writes(plan_import.take_in, Plan(title="Trống"), Source("x.txt", "0" * 64))
    assert desk.door.read(lambda s: s.exec(select(PlanDraft)).all()) == []


def test_an_old_preview_publishes_nothing(desk: Desk):
    desk.reads(PLAN)
    desk.writes(plan_units.typed_for_rest, desk.draft, "xã An Hòa")
    seen = desk.sees().version
    desk.corrects("Trao quà", "title", "Trao quà Tết Đinh Mùi")
    with pytest.raises(Refusal, match="refused-out-of-date"):
        desk.issues(seen)
    assert desk.door.read(lambda s: s.exec(select(Task)).all()) == []


def test_tasks_without_units_hold_the_plan_back(desk: Desk):
    desk.reads(PLAN)
    with pytest.raises(Refusal, match="plan-refused-no-units") as refused:
        desk.issues()
    assert refused.value.values["count"] == desk.sees().without_units > 0


def test_what_was_thrown_away_cannot_be_issued(desk: Desk):
    desk.reads(PLAN)
    desk.door.write(plan_edit.discard, desk.now, desk.officer, desk.draft)
    with pytest.raises(Refusal, match="refused-out-of-date"):
        desk.door.write(plan_issue.issue, desk.now, desk.officer, desk.draft, 1, desk.office)


def test_long_plans_are_taken_in_whole(desk: Desk):
    body = "\n".join(f"{n}. Kiểm tra cơ sở số {n}, hoàn thành trước ngày 16/12/2026." for n in range(1, 121))
    text = PLAN.partition("II. NHIỆM VỤ")[0] + "II. NHIỆM VỤ\n" + body
    assert len(read(text).tasks) == 120
    assert desk.reads(text).tasks == 120
