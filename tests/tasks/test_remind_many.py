"""Two tasks, each with a milestone, for 3,321 communes: bounded work at the tick and for each message."""

from datetime import date

import pytest
from sqlalchemy import insert
from sqlmodel import Session

from reporting import remind
from storage.door import Door
from storage.tasks import OPEN, Assignment, Milestone, Task, TaskStatus
from tests.remind.story import Story, when
from tests.remind.test_remind_many import COMMUNES, counted, crowd

TASKS = 2
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def burden(session: Session, above: int) -> None:
    """Every commune has these tasks, due on Friday 30/10/2026, each with a milestone the day before."""
    now = when("2026-10-05 09:00")
    for number in range(1, TASKS + 1):
        session.add(
            Task(
                id=number,
                key=f"k{number}",
                unit_id=above,
                title=f"Việc {number}",
                due=date(2026, 10, 30),
                state=OPEN,
                made_at=now,
            )
        )
        session.flush()
        session.add(Milestone(id=number, task_id=number, position=0, title="Dự thảo", due=date(2026, 10, 29)))
    parts = [
        {"id": number * 10_000 + one, "task_id": number, "unit_id": 10_000 + one, "since": now}
        for number in range(1, TASKS + 1)
        for one in range(COMMUNES)
    ]
    session.execute(insert(Assignment), parts)
    empty = TaskStatus(assignment_id=0).model_dump()
    session.execute(insert(TaskStatus), [empty | {"assignment_id": one["id"]} for one in parts])


@pytest.fixture
def laden(door: Door) -> Story:
    story = Story(door, begins="2026-10-05 09:00")
    story.door.write(crowd, story.cast["tinh"], COMMUNES, "2026-10-05 09:00")
    story.door.write(burden, story.cast["tinh"])
    return story


def test_two_tasks_for_3321_communes_cost_few_statements(laden: Story) -> None:
    with counted(laden.door) as first:
        ticked = laden.tick("2026-10-21 08:00")
    assert ticked.planned.made == 2 * TASKS * COMMUNES
    assert ticked.gathered.messages == COMMUNES, "one message an officer"
    assert len(first) <= 40
    with counted(laden.door) as again:
        assert laden.tick("2026-10-21 08:00").planned.made == 0
    assert len(again) <= 25
    row = laden.messages()[0]
    with counted(laden.door) as asked:
        content = laden.door.write(remind.wanted, row, when("2026-10-21 08:01"), laden.office)
    assert content is not None and len(content["values"]["tasks"]) == 2 * TASKS
    assert len(asked) <= 20
