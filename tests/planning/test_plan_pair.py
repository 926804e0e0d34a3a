"""Which task of a corrected plan is which task that runs: what is not clear is asked, and can be said by hand."""

import pytest

from reporting import plan_pair, plan_view, task_card
from reporting import tasks as telling
from reporting.plan_match import Named, doubtful, match
from reporting.refusal import Refusal
from tests.planning.office import PLAN, Desk
from tests.planning.test_plan_issue import part_of

# It moved, and half of its words are others: a person asks.
REWORDED = PLAN.replace(
    "3. Trao quà Tết cho hộ nghèo", "3. Thăm hỏi, trao quà Tết cho hộ nghèo, hộ cận nghèo, người già"
)


def reported(desk: Desk) -> tuple[int, int]:
    """The plan is issued and An has said 50 % of «Trao quà»: the task and An's part in it."""
    task = desk.task(desk.issues_all().plan_id, "Trao quà")
    part = part_of(desk, task, "an_hoa")
    desk.door.write(telling.set_percent, desk.now, desk.cast["an"], part, 50, None, desk.office)
    return task.id or 0, part


def test_what_is_a_little_alike_is_asked_and_holds_the_plan_back(table: Desk) -> None:
    task, part = reported(table)
    found = table.reads(REWORDED)
    line = table.line("Thăm hỏi")
    assert found.unpaired == 1 and line.doubts[0] == "which-task"
    first = table.door.read(plan_view.listed, table.officer, table.draft, "d", 0)[0]
    assert line.item_id in [one.item_id for one in first[:2]], "it comes first, with what contradicts itself"
    card = table.door.read(plan_view.card, table.officer, line.item_id)
    assert card.maybe == (task, "Trao quà Tết cho hộ nghèo")
    with pytest.raises(Refusal, match="plan-refused-unpaired"):
        table.issues()

    table.acts(plan_pair.pair, line.item_id, task)
    assert table.sees().unpaired == 0
    assert [one.title for one in table.sees().diff.changed] == [line.title], "it is the old task, called otherwise"
    assert table.line("Thăm hỏi").units == 2, "its units go along"
    table.issues()
    seen = table.door.read(task_card.card, table.now, table.officer, part, table.office)
    assert (seen.task_id, seen.title, seen.stand.percent) == (task, line.title, 50)


def test_the_office_says_that_it_is_new(table: Desk) -> None:
    task, _ = reported(table)
    table.reads(REWORDED)
    line = table.line("Thăm hỏi")
    table.acts(plan_pair.pair, line.item_id, 0)
    diff = table.sees().diff
    assert [title for _, title in diff.new] == [line.title]
    assert [(one.task_id, one.told) for one in diff.gone] == [(task, 1)]


def test_any_task_that_is_left_can_be_paired_by_hand(table: Desk) -> None:
    task, _ = reported(table)
    table.reads(PLAN.replace("3. Trao quà Tết cho hộ nghèo", "3. Chương trình Xuân yêu thương"))
    line = table.line("Chương trình Xuân")
    assert "which-task" not in line.doubts
    (old,) = table.door.read(plan_pair.candidates, table.officer, line.item_id)
    assert (old.task_id, old.told) == (task, 1)
    table.acts(plan_pair.pair, line.item_id, old.task_id)
    assert table.sees().diff.gone == ()
    other = table.line("Rà soát")
    with pytest.raises(Refusal, match="refused-out-of-date"):
        table.acts(plan_pair.pair, other.item_id, task)  # it is taken


def test_what_match_leaves_and_what_is_asked() -> None:
    old = [Named(1, "Tổ chức hội nghị tổng kết công tác Mặt trận", "1"), Named(2, "Mua sắm trang thiết bị", "2")]
    new = [Named(11, "Hội nghị tổng kết công tác năm", "4"), Named(12, "Khám sức khỏe định kỳ", "5")]
    assert match(new, old) == {}
    assert doubtful(new, old) == {11: 1}
