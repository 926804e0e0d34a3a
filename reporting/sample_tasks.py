"""The demo's plan: tasks given to the sample's units, with what some of their officers said of them."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from reporting import task_give, tasks
from reporting.daysoff import Office
from reporting.sample import Sample
from reporting.task_state import REASONS
from storage import assigning
from storage.outbox import Outbox
from storage.tasks import OPEN, Milestone, Plan, Task

GIVEN_BY = "chi"  # the provincial office
FIRST_WORD, BETWEEN = timedelta(days=9), timedelta(hours=5)  # before the demo's first moment
BELOW = ("xa", "phuong", "dac_khu")


def hand_out(session: Session, now: datetime, sample: Sample, office: Office) -> int:
    """Give the sample's tasks and tell of them as officers would; gives how many. Nobody is told of it."""
    made_at = now + timedelta(days=sample.data["plan"]["since"])
    plan = _plan(session, sample, made_at)
    for position, row in enumerate(sample.data["tasks"]):
        task = _task(session, sample, row, plan, position, made_at, now, office)
        parts = {part.unit_id: part.id for part in assigning.parts(session, [task.id or 0])}
        for number, (who, said) in enumerate(row["said"].items()):
            at = now - FIRST_WORD + number * BETWEEN
            unit = next(one["unit"] for one in sample.data["people"] if one["key"] == who)
            _say(session, at, sample.officers[who], parts[sample.units[unit]], said, office)
    for letter in session.exec(select(Outbox)).all():
        session.delete(letter)
    return len(sample.data["tasks"])


def _plan(session: Session, sample: Sample, made_at: datetime) -> Plan:
    row = sample.data["plan"]
    plan = Plan(
        unit_id=sample.units["tinh"],
        number=row["number"],
        title=row["title"],
        issuer=row["issuer"],
        issued=made_at.date(),
        made_by=sample.officers[GIVEN_BY],
        made_at=made_at,
    )
    session.add(plan)
    session.flush()
    return plan


def _task(
    session: Session,
    sample: Sample,
    row: dict[str, Any],
    plan: Plan,
    position: int,
    made_at: datetime,
    now: datetime,
    office: Office,
) -> Task:
    today = office.today(now)
    task = Task(
        key=f"sample-{position}",
        unit_id=plan.unit_id,
        plan_id=plan.id,
        position=position,
        title=row["title"],
        lead=row["lead"],
        lead_key=task_give.lead_key(row["lead"]),
        due=today + timedelta(days=row["due"]) if "due" in row else None,
        time_phrase=row["phrase"],
        state=OPEN,
        made_by=plan.made_by,
        made_at=made_at,
        published_at=made_at,
    )
    session.add(task)
    session.flush()
    for number, step in enumerate(row.get("steps", [])):
        due = today + timedelta(days=step["due"])
        session.add(
            Milestone(task_id=task.id or 0, position=number, title=step["title"], time_phrase=step["phrase"], due=due)
        )
    session.flush()
    kinds = {unit["key"]: unit["kind"] for unit in sample.data["units"]}
    keys = [key for key, kind in kinds.items() if kind in BELOW] if row["units"] == "all" else row["units"]
    task_give.assign(session, made_at, plan.made_by, task.id or 0, [sample.units[key] for key in keys])
    return task


def _say(session: Session, at: datetime, officer_id: int, part_id: int, said: str, office: Office) -> None:
    if said in REASONS:
        tasks.set_stuck(session, at, officer_id, part_id, said, None, office)
    else:
        tasks.set_state(session, at, officer_id, part_id, said, None, office)
