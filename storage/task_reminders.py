"""Reminders of tasks and milestones: rows of the same table, under codes of their own."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlmodel import Session, col

from storage.reminders import Reminder
from storage.reminding import MOVED, SNOOZE, Told
from storage.task_open import DUTY, mark_code, some, task_code


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


__all__ = ["DUTY", "cancel", "made", "mark_code", "revive", "spoken", "spoken_steps", "task_code", "waiting"]

NAMES = ("id", "key", "unit_id", "officer_id", "step", "to", "last_good_day", "at", "state")


def _told(session: Session, *where: Any) -> dict[str, list[Told]]:
    asked = select(col(Reminder.period), *(col(getattr(Reminder, name)) for name in NAMES))
    found: dict[str, list[Told]] = {}
    for row in session.execute(asked.where(col(Reminder.duty) == DUTY, *where)):
        found.setdefault(row[0], []).append(Told(*row[1:]))
    return found


def made(session: Session, steps: Collection[tuple[str, date]]) -> dict[str, list[Told]]:
    """The reminders of these steps of the ladders to these last good days, by code."""
    found: dict[str, list[Told]] = {}
    for few in some(steps):
        same = (and_(col(Reminder.step) == step, col(Reminder.last_good_day) == day) for step, day in few)
        for code, told in _told(session, or_(*same)).items():
            found.setdefault(code, []).extend(told)
    return found


def waiting(session: Session) -> dict[str, list[Told]]:
    """Those in no message yet, whenever they are due, by code; what a message carries is looked at when it leaves."""
    return _told(session, col(Reminder.state) == "waiting", col(Reminder.outbox_id).is_(None))


def spoken_steps(session: Session) -> dict[str, set[tuple[str, date]]]:
    """The steps and last good days of which anything was ever to be said, by code."""
    columns = (col(Reminder.period), col(Reminder.step), col(Reminder.last_good_day))
    found: dict[str, set[tuple[str, date]]] = {}
    for code, step, day in session.execute(select(*columns).where(col(Reminder.duty) == DUTY).distinct()):
        found.setdefault(code, set()).add((step, day))
    return found


def spoken(session: Session, codes: Collection[str]) -> dict[str, list[Told]]:
    """What was said or waits to be said under these codes, by code."""
    found: dict[str, list[Told]] = {}
    for few in some(codes):
        found |= _told(session, col(Reminder.period).in_(few), col(Reminder.state).in_(("waiting", "said")))
    return found


def revive(session: Session, codes: Collection[str], unit_id: int) -> int:
    """What was cancelled unsaid for that unit, except what an officer asked for, waits again; the planner drops what is
    no longer true."""
    back = session.execute(
        update(Reminder)
        .where(
            col(Reminder.duty) == DUTY,
            col(Reminder.period).in_(codes),
            col(Reminder.unit_id) == unit_id,
            col(Reminder.state) == "cancelled",
            col(Reminder.step).not_in((SNOOZE, MOVED)),
        )
        .values(state="waiting", outbox_id=None)
    )
    return int(back.rowcount)  # type: ignore[attr-defined]
