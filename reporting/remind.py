"""Reminders (nhắc hạn): the clock's tick, and the doors to what belongs to it.

The tick is one transaction: it makes what is due (remind_plan; of tasks: task_remind) and puts it into one message an
officer (remind_gather). The sender asks `wanted` before each message leaves (remind_wanted). Officers answer with
`snooze` and `difficulty` (remind_answer); the office looks ahead with `dry_run` (remind_preview).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting import task_remind
from reporting.daysoff import Office
from reporting.remind_answer import CHOICES, Difficulty, Snoozed, difficulty, snooze
from reporting.remind_gather import KIND, Gathered, gather
from reporting.remind_plan import Planned, plan
from reporting.remind_preview import DryRun, dry_run, next_moment
from reporting.remind_wanted import said, wanted

__all__ = [
    "CHOICES",
    "KIND",
    "Difficulty",
    "DryRun",
    "Gathered",
    "Planned",
    "Snoozed",
    "Ticked",
    "difficulty",
    "dry_run",
    "gather",
    "next_moment",
    "plan",
    "said",
    "snooze",
    "tick",
    "wanted",
]


@dataclass(frozen=True)
class Ticked:
    """What one tick did."""

    planned: Planned
    gathered: Gathered


def tick(session: Session, now: datetime, office: Office) -> Ticked:
    """Make what is due and queue it. Idempotent: the same instant again, or after a restart, does nothing."""
    planned = plan(session, now, office) + task_remind.plan(session, now, office)
    return Ticked(planned, gather(session, now, office))
