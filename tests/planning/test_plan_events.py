"""Dates that are counted from an event: its day for all units or for single ones, given, moved, taken back."""

from datetime import date

import pytest
from sqlmodel import Session

from reporting import plan_dates, plan_events, plan_words, task_card
from reporting.refusal import Refusal
from storage import mark_days, plan_drafts, task_open, task_views, tasks
from storage.tasks import Task
from tests.planning.office import PLAN, Desk


class Congress:
    """A plan with a task and a milestone of it that are counted from «Đại hội»."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.reads(PLAN)
        item = desk.line("Gửi văn kiện").item_id
        desk.door.write(_add_mark, item)
        self.plan = desk.issues_all().plan_id
        (self.event,) = desk.door.read(plan_events.of_plan, desk.officer, self.plan)

    def is_on(self, days: dict[str, date | None]) -> int:
        """The office gives days; "" is the common one."""
        wanted = {self.desk.cast[name] if name else None: day for name, day in days.items()}
        return self.desk.writes(plan_events.settle, self.plan, self.event.folded, wanted)

    def task(self) -> Task:
        return self.desk.task(self.plan, "Gửi văn kiện")

    def days(self, unit: str) -> tuple[date | None, date | None]:
        """The unit's last good day of the task and of its milestone, as its page shows them."""
        parts = self.desk.door.read(tasks.assignments, [self.task().id])[self.task().id]
        part = next(one.id for one in parts if one.unit_id == self.desk.cast[unit])
        card = self.desk.door.read(task_card.card, self.desk.now, self.desk.officer, part, self.desk.office)
        return card.due, card.marks[0].due


def _add_mark(session: Session, item_id: int) -> None:
    item = plan_drafts.item(session, item_id)
    relative = {**item.relative, "days_before": 60}
    item.milestones = [{"title": "Dự thảo văn kiện", "phrase": "trước 60 ngày", "due": None, "relative": relative}]
    session.add(item)


@pytest.fixture
def congress(table: Desk) -> Congress:
    return Congress(table)


def test_the_common_day_dates_task_and_milestone_for_all(congress: Congress) -> None:
    assert congress.days("an_hoa") == (None, None)
    assert congress.is_on({"": date(2027, 3, 15)}) == 1
    for unit in ("an_hoa", "binh_hoa", "trung_tam"):
        assert congress.days(unit) == (date(2027, 2, 13), date(2027, 1, 14))


def test_units_whose_congress_is_on_another_day_have_their_own_dates(congress: Congress) -> None:
    congress.is_on({"": date(2027, 3, 15), "an_hoa": date(2027, 4, 1), "binh_hoa": date(2027, 4, 2)})
    assert congress.days("an_hoa") == (date(2027, 3, 2), date(2027, 1, 31))
    assert congress.days("binh_hoa") == (date(2027, 3, 3), date(2027, 2, 1))
    assert congress.days("trung_tam") == (date(2027, 2, 13), date(2027, 1, 14))
    parts = congress.desk.door.read(task_open.open_parts, date(2027, 1, 1), date(2027, 3, 31))
    asked = {(one.unit_id, one.mark, one.due) for one in parts if one.title.startswith("Gửi văn kiện")}
    assert (congress.desk.cast["an_hoa"], "Dự thảo văn kiện", date(2027, 1, 31)) in asked, "reminders count by it"
    assert (congress.desk.cast["trung_tam"], "Dự thảo văn kiện", date(2027, 1, 14)) in asked


def test_days_are_moved_and_taken_back(congress: Congress) -> None:
    congress.is_on({"an_hoa": date(2027, 4, 1)})
    assert congress.days("an_hoa") == (date(2027, 3, 2), date(2027, 1, 31))
    assert congress.days("binh_hoa") == (None, None), "the others wait still"
    congress.is_on({"": date(2027, 3, 15)})
    congress.is_on({"an_hoa": date(2027, 4, 11)})
    assert congress.days("an_hoa") == (date(2027, 3, 12), date(2027, 2, 10))
    congress.is_on({"an_hoa": None})
    assert congress.days("an_hoa") == congress.days("binh_hoa") == (date(2027, 2, 13), date(2027, 1, 14))
    congress.is_on({"": None})
    assert congress.days("an_hoa") == (None, None)
    assert congress.desk.door.read(mark_days.of_tasks, [congress.task().id]) == {}


def test_a_corrected_plan_keeps_the_days_and_counts_anew(congress: Congress) -> None:
    congress.is_on({"": date(2027, 3, 15), "an_hoa": date(2027, 4, 1)})
    congress.desk.reads(PLAN.replace("trước 30 ngày", "trước 45 ngày"))
    (changed,) = congress.desk.sees().diff.changed
    assert [one.field for one in changed.changes] == ["relative"], "no date is lost: it is counted anew"
    congress.desk.issues()
    assert congress.days("binh_hoa")[0] == date(2027, 1, 29)
    assert congress.days("an_hoa")[0] == date(2027, 2, 15)
    congress.desk.reads(PLAN.replace("trước 30 ngày tổ chức Đại hội", "30/6/2027"))
    congress.desk.issues()
    assert congress.days("an_hoa")[0] == congress.days("binh_hoa")[0] == date(2027, 6, 30)


def test_the_day_of_a_unit_is_typed_with_its_name(congress: Congress) -> None:
    desk = congress.desk
    there = desk.door.read(task_views.living_below, [desk.cast["tinh"]], date(2026, 11, 22))

    def read(raw: str) -> list[tuple[tuple[int, ...], date | None]]:
        found = plan_words.days_of_units(raw, there, date(2026, 11, 22))
        return [(meant.units, day) for meant, day in found]

    an_hoa, binh_hoa, ward = (desk.cast[one] for one in ("an_hoa", "binh_hoa", "trung_tam"))
    assert read("xa an hoa: 15/03/2027") == [((an_hoa,), date(2027, 3, 15))]
    assert read("xã An Hòa; xã Bình Hòa: 15/3/2027\nP. Trung Tâm: không có") == [
        ((an_hoa, binh_hoa), date(2027, 3, 15)),
        ((ward,), None),
    ]
    for raw in ("xã An Hòa", "15/03/2027", "xã An Hòa: 1/4/2027; xã Bình Hòa"):
        with pytest.raises(Refusal, match="plan-refused-event"):
            read(raw)


def test_nothing_is_counted_without_an_event(table: Desk) -> None:
    done = table.issues_all()
    assert table.door.write(plan_dates.apply, done.plan_id, table.office) == 0
