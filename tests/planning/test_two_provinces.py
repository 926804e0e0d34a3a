"""Two provinces in one installation: a plan, a task and a line of the audit belong to the office of who acts."""

from datetime import date

import pytest
from sqlmodel import Session, select

from reporting import journal, plan_import, plan_units, plan_view, task_draft, task_pick, task_upload
from reporting.plan_import import Source
from reporting.refusal import Refusal
from reporting.task_draft import UNITS
from reporting.text import fold
from storage.audit import Audit
from storage.officers import Officer, Post
from storage.plan_drafts import PlanDraft
from storage.units import Unit
from tests.cast import START
from tests.planning.office import PLAN, Desk, read

SOURCE = Source("ke-hoach.txt", "5" * 64)


@pytest.fixture
def other(table: Desk) -> int:
    """A second province with one commune; Chi works for its office too, Kia for it alone."""
    return table.door.write(_settle, table.cast["chi"], table.cast.people)


def _settle(session: Session, chi: int, people: dict[str, int]) -> int:
    top = Unit(kind="tinh", name="Tỉnh Khác", folded=fold("Tỉnh Khác"), valid_from=date(2020, 1, 1), code="KHAC")
    session.add(top)
    session.flush()
    name = "Xã Suối Lạ"
    session.add(Unit(kind="xa", name=name, folded=fold(name), parent_id=top.id, valid_from=date(2020, 1, 1)))
    kia = Officer(name="Đỗ Thị Kia", created_at=START, consent_version="test", consent_at=START)
    session.add(kia)
    session.flush()
    people["kia"] = kia.id or 0
    for officer_id in (chi, kia.id):
        session.add(Post(officer_id=officer_id, unit_id=top.id, role="office", since=START))
    session.flush()
    return top.id or 0


def test_who_works_for_one_office_need_not_say_for_which(table: Desk, other: int) -> None:
    kia = table.cast["kia"]
    draft = table.door.write(plan_import.take_in, table.now, kia, read(PLAN), SOURCE, table.office)
    assert table.door.read(lambda s: s.get(PlanDraft, draft).unit_id) == other  # type: ignore[union-attr]


def test_who_works_for_two_says_whose_plan_it_is_and_no_other_unit_gets_it(table: Desk, other: int) -> None:
    chi, mine = table.cast["chi"], table.cast["tinh"]
    assert table.door.read(plan_import.offices, chi) == [(mine, "Tỉnh Mẫu"), (other, "Tỉnh Khác")]
    with pytest.raises(Refusal, match="refused-right"):
        table.door.write(plan_import.take_in, table.now, chi, read(PLAN), SOURCE, table.office)
    with pytest.raises(Refusal, match="refused-right"):  # a forged button: inside the branch, but no office of hers
        table.door.write(plan_import.take_in, table.now, chi, read(PLAN), SOURCE, table.office, table.cast["bac"])
    for office, name, communes, units in ((mine, "Tỉnh Mẫu", 3, 4), (other, "Tỉnh Khác", 1, 1)):
        table.draft = table.door.write(plan_import.take_in, table.now, chi, read(PLAN), SOURCE, table.office, office)
        assert table.sees().own == name
        assert table.line("Rà soát").units == communes, "«các xã, phường» are those of the office that issues the plan"
        item = table.line("Trao quà").item_id
        assert sum(table.door.read(plan_units.given, table.now, chi, item, table.office).kinds.values()) == units
    drafts = table.door.read(lambda s: [one.unit_id for one in s.exec(select(PlanDraft).order_by(PlanDraft.id))])
    assert drafts == [mine, other]


def test_one_who_is_of_the_other_province_sees_nothing_of_it(table: Desk, other: int) -> None:
    args = (read(PLAN), SOURCE, table.office, table.cast["tinh"])
    draft = table.door.write(plan_import.take_in, table.now, table.cast["chi"], *args)
    with pytest.raises(Refusal, match="refused-right"):
        table.door.read(plan_view.overview, table.cast["kia"], draft)
    with pytest.raises(Refusal, match="refused-right"):
        table.door.write(plan_import.take_in, table.now, table.cast["kia"], *args)


def test_a_task_is_given_below_the_office_that_gives_it(table: Desk, other: int) -> None:
    chi = table.cast["chi"]
    with pytest.raises(Refusal, match="refused-out-of-date"):
        table.writes(task_draft.begin)
    with pytest.raises(Refusal, match="refused-out-of-date"):
        table.door.write(task_upload.wait, table.now, chi)
    assert table.door.write(task_upload.wait, table.now, chi, other) == other
    begun = table.door.write(task_draft.begin, table.now, chi, table.office, other)
    step = table.writes(task_draft.go, begun.task_id, UNITS)
    assert step.kinds == {"xa": 1}
    with pytest.raises(Refusal, match="refused-out-of-date"):
        table.writes(task_pick.pick_unit, begun.task_id, table.cast["an_hoa"])


def test_each_province_finds_in_its_audit_that_it_was_read(table: Desk, other: int) -> None:
    table.door.write(journal.open_, table.now, table.cast["chi"])
    noted = table.door.read(lambda s: s.exec(select(Audit.unit_id).where(Audit.act == "audit.read")).all())
    assert sorted(noted) == sorted([table.cast["tinh"], other])
