"""Who hears what when a plan is issued, corrected, or gets the day of its event: one message an officer."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from channels.letters import render
from reporting import plan_edit, plan_events, plan_units, task_remind
from reporting.daysoff import VIETNAM
from storage.base import Json
from storage.outbox import Outbox
from storage.reminders import Reminder
from tests.planning.office import PLAN, Desk
from tests.planning.test_plan_issue import CORRECTED


def words(desk: Desk) -> dict[str, list[Json]]:
    """What was queued for each officer about plans, oldest first."""
    rows = desk.door.read(
        lambda s: s.exec(select(Outbox).where(col(Outbox.key).startswith("plan:")).order_by(col(Outbox.id))).all()
    )
    names = {number: name for name, number in desk.cast.people.items()}
    found: dict[str, list[Json]] = {}
    for row in rows:
        assert row.content["text"] == "plan-word"
        found.setdefault(names[row.officer_id], []).append(row.content)
    return found


def read(content: Json, language: str = "vi") -> str:
    return render(content, language, datetime(2026, 11, 23, 1, 0, tzinfo=UTC), VIETNAM).text


def test_the_first_word_names_the_tasks_the_nearest_day_first(table: Desk) -> None:
    table.issues_all()
    told = words(table)
    assert sorted(told) == ["an", "binh", "em"]
    assert [len(one) for one in told.values()] == [1, 1, 1]
    text = read(told["an"][0])
    assert text.startswith("Nhiệm vụ mới theo kế hoạch 15/KH-MTTQ-BTT")
    assert text.index("Họp giao ban với cơ sở (tháng 11/2026): hạn hết ngày 30/11/2026") < text.index(
        "Rà soát hộ nghèo trên địa bàn: hạn hết ngày 15/12/2026"
    )
    assert "Tuyên truyền trong Nhân dân: thường xuyên hoặc chưa định ngày" in text
    assert "Plan" not in text and "New tasks of plan 15/KH-MTTQ-BTT" in read(told["an"][0], "en")


def test_a_corrected_plan_tells_what_is_new_changed_and_gone(table: Desk) -> None:
    table.issues_all()
    table.reads(CORRECTED)
    table.corrects("Rà soát", "title", "Rà soát hộ nghèo, hộ cận nghèo")
    table.gives("Sơ kết", "xã An Hòa")
    table.issues()
    told = words(table)
    assert [len(told[name]) for name in ("an", "binh", "em")] == [2, 2, 2]
    an, em = read(told["an"][1]), read(told["em"][1])
    assert an.startswith("Kế hoạch 15/KH-MTTQ-BTT có thay đổi")
    assert "Đơn vị của đồng chí được giao 1 nhiệm vụ:\n• Sơ kết công tác an sinh: hạn hết ngày 30/06/2027" in an
    assert "Sơ kết" not in em, "it was not given to that unit"
    for text in (an, em):
        assert "Trao quà Tết cho hộ nghèo: hạn hết ngày 20/01/2027 (trước đây 31/01/2027); ngày bắt đầu" in text
        assert "Rà soát hộ nghèo, hộ cận nghèo: tên trước đây: “Rà soát hộ nghèo trên địa bàn”" in text
        assert "1 nhiệm vụ thôi không theo dõi nữa:\n• Tuyên truyền trong Nhân dân" in text
        assert "đã báo cáo được giữ nguyên" in text
        assert "Vận động Quỹ" not in text and "Họp giao ban" not in text, "nothing changed there"
    assert "What your unit has reported is kept." in read(told["em"][1], "en")


def test_who_has_nothing_new_hears_nothing(table: Desk) -> None:
    table.issues_all()
    table.reads(PLAN + "\n")
    item = table.line("Trao quà").item_id
    table.writes(plan_units.clear, item)
    table.gives("Trao quà", "xã An Hòa")
    table.issues()
    told = words(table)
    assert [len(told[name]) for name in ("an", "binh", "em")] == [1, 1, 2]
    assert "thôi không theo dõi nữa:\n• Trao quà Tết cho hộ nghèo" in read(told["em"][1])
    table.reads(PLAN + "\n\n")
    table.issues()
    assert [len(one) for one in words(table).values()] == [1, 1, 2], "the same plan once more is no news"


def test_long_lists_are_cut_and_counted(table: Desk) -> None:
    body = "".join(f"{n}. Kiểm tra cơ sở số {n}, hoàn thành trước ngày {n:02}/12/2026.\n" for n in range(1, 21))
    table.issues_all(PLAN.partition("II. NHIỆM VỤ")[0] + "II. NHIỆM VỤ\n" + body)
    text = read(words(table)["an"][0])
    assert "được giao 20 nhiệm vụ" in text and "… và 12 nhiệm vụ nữa" in text
    assert len(text) < 1500


def test_another_day_cancels_the_old_reminder_and_plans_the_new_one(table: Desk) -> None:
    """«Rà soát» is due 15/12/2026: its first reminder comes on Friday 4/12."""
    table.issues_all()
    table.now = datetime(2026, 12, 4, 1, 0, tzinfo=UTC)

    def waiting() -> dict[date, set[str]]:
        rows = table.door.read(lambda s: s.exec(select(Reminder).where(Reminder.state == "waiting")).all())
        found: dict[date, set[str]] = {}
        for row in rows:
            found.setdefault(row.last_good_day, set()).add(row.period)
        return found

    table.door.write(task_remind.plan, table.now, table.office)
    task = table.task(1, "Rà soát")
    assert f"t{task.id}" in waiting()[date(2026, 12, 15)]
    table.reads(PLAN.replace("16/12/2026", "26/12/2026"))
    table.issues()
    assert f"t{task.id}" not in waiting().get(date(2026, 12, 15), set())
    table.now = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
    table.door.write(task_remind.plan, table.now, table.office)
    assert f"t{task.id}" in waiting()[date(2026, 12, 25)]


def test_units_hear_of_the_day_that_an_event_gives_their_task(table: Desk) -> None:
    done = table.issues_all()
    (event,) = table.door.read(plan_events.of_plan, table.officer, done.plan_id)
    table.writes(plan_events.settle, done.plan_id, event.folded, {None: date(2027, 3, 15)})
    assert "Gửi văn kiện Đại hội: hạn hết ngày 13/02/2027" in read(words(table)["em"][1])
    table.writes(plan_events.settle, done.plan_id, event.folded, {table.cast["an_hoa"]: date(2027, 4, 1)})
    told = words(table)
    assert [len(told[name]) for name in ("an", "binh", "em")] == [3, 3, 2], "only the unit whose day moved"
    assert "hạn hết ngày 02/03/2027 (trước đây 13/02/2027)" in read(told["an"][2])


@pytest.mark.parametrize("dropped", [True, False])
def test_a_task_that_comes_back_has_what_was_said_of_it(table: Desk, dropped: bool) -> None:
    done = table.issues_all()
    before = table.task(done.plan_id, "Tuyên truyền")
    table.reads(CORRECTED)
    if dropped:
        table.acts(plan_edit.drop, table.line("Sơ kết").item_id, True)
    else:
        table.gives("Sơ kết", "xã An Hòa")
    table.issues()
    found = table.reads(PLAN + "\n")
    assert [title for _, title in found.diff.new] == ["Tuyên truyền trong Nhân dân"]
    assert found.without_units == 0, "it goes to those who had it"
    table.issues()
    assert table.task(done.plan_id, "Tuyên truyền").id == before.id
