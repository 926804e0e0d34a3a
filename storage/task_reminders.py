"""Reminders of tasks and milestones: rows of the same table, under codes of their own."""

from collections.abc import Collection

from sqlalchemy import update
from sqlmodel import Session, col

from storage.reminders import Reminder

DUTY = "task"
"""What stands in a reminder's `duty`; its `period` is one of the codes below."""


def task_code(task_id: int) -> str:
    """The task itself."""
    return f"t{task_id}"


def mark_code(milestone_id: int) -> str:
    """One of its milestones."""
    return f"m{milestone_id}"


def cancel(session: Session, codes: Collection[str], unit_ids: Collection[int]) -> int:
    """What waits under these codes for these units is not said."""
    gone = session.execute(
        update(Reminder)
        .where(
            col(Reminder.duty) == DUTY,
            col(Reminder.period).in_(codes),
            col(Reminder.unit_id).in_(unit_ids),
            col(Reminder.state) == "waiting",
        )
        .values(state="cancelled")
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]
