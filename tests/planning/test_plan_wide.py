"""A plan for 122 units: written in a few statements, however many tasks it has."""

from sqlmodel import func, select

from reporting import plan_progress
from storage.outbox import Outbox
from storage.tasks import Assignment, TaskStatus
from tests.planning import wide
from tests.planning.office import Desk
from tests.statements import counted


def _writes(seen: list[str]) -> list[str]:
    """All but one insert a task: a database that cannot tell the numbers of many new rows wants them one by one."""
    return [one for one in seen if not one.startswith("INSERT INTO task (")]


def _count(desk: Desk, table: type) -> int:
    return desk.door.read(lambda s: s.exec(select(func.count()).select_from(table)).one())


def test_issuing_takes_as_many_statements_for_sixty_tasks_as_for_six(wide_desk: Desk) -> None:
    counts = []
    for tasks in (6, 60):
        wide_desk.reads(wide.plan(tasks).replace("80/KH", f"{tasks}/KH"))
        with counted(wide_desk.door) as seen:
            done = wide_desk.issues()
        assert (done.tasks, done.units, done.unreached) == (tasks, wide.UNITS, 0)
        counts.append(len(_writes(seen)))
    assert counts[0] == counts[1] < 60, counts
    assert _count(wide_desk, Assignment) == _count(wide_desk, TaskStatus) == 66 * wide.UNITS
    assert _count(wide_desk, Outbox) == 2 * wide.UNITS, "one message an officer, for each plan"

    wide_desk.reads(wide.plan(60).replace("80/KH", "60/KH").replace("/2027.", "/2028."))
    with counted(wide_desk.door) as seen:
        wide_desk.issues()
    assert len(_writes(seen)) < 60
    assert _count(wide_desk, Assignment) == 66 * wide.UNITS
    assert _count(wide_desk, Outbox) == 3 * wide.UNITS


def test_the_plan_page_at_122_units(wide_desk: Desk) -> None:
    wide_desk.reads(wide.plan(12))
    done = wide_desk.issues()
    desk, now, office = wide_desk, wide_desk.now, wide_desk.office
    with counted(desk.door) as seen:
        page = desk.door.read(plan_progress.progress, now, desk.officer, done.plan_id, office)
        bars = desk.door.read(plan_progress.by_branch, now, desk.officer, done.plan_id, 0, office)
        leads = desk.door.read(plan_progress.by_lead, now, desk.officer, done.plan_id, office)
    assert (page.tasks, page.units, page.whole.parts) == (12, 122, 12 * 122)
    assert len(bars) == 122 and {one.parts for one in bars} == {12}
    assert [one.parts for one in leads] == [12 * 122]
    assert len(seen) < 40
