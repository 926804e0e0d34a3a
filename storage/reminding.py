"""The reminders, as the planner reads and writes them: in few statements, however many units there are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, inspect, or_, select, update
from sqlmodel import Session, col

from storage.outbox import Outbox
from storage.reminders import Reminder

# Reminders that are no rung of a ladder: one that the officer asked for, and word of another last good day.
SNOOZE, MOVED = "snooze", "moved"
KEYS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Told:
    """A reminder that was made: for whom, of what, and what became of it."""

    id: int
    key: str
    unit_id: int
    officer_id: int
    step: str
    to: str
    last_good_day: date
    at: datetime
    state: str


def drop_waiting(session: Session, officer_id: int, unit_id: int) -> None:
    """What was to be said to this officer about that unit is not said: the post is no longer theirs."""
    session.execute(
        update(Reminder)
        .where(
            col(Reminder.officer_id) == officer_id,
            col(Reminder.unit_id) == unit_id,
            col(Reminder.state) == "waiting",
        )
        .values(state="cancelled")
    )


def is_spoken_of(session: Session, duty: str, period: str) -> bool:
    """Whether any reminder was ever made for that period."""
    asked = select(col(Reminder.id)).where(col(Reminder.duty) == duty, col(Reminder.period) == period).limit(1)
    return session.scalar(asked) is not None


def _told() -> Any:
    names = ("id", "key", "unit_id", "officer_id", "step", "to", "last_good_day", "at", "state")
    return select(*(col(getattr(Reminder, name)) for name in names))


def made(session: Session, duty: str, period: str, step: str, last_good_day: date) -> list[Told]:
    """Those made for one step of one ladder."""
    rows = session.execute(
        _told().where(
            col(Reminder.duty) == duty,
            col(Reminder.period) == period,
            col(Reminder.step) == step,
            col(Reminder.last_good_day) == last_good_day,
        )
    )
    return [Told(*row) for row in rows]


def strays(session: Session, duty: str, period: str, usual: date, extended: Collection[int]) -> list[Told]:
    """Those said or waiting that may speak of a last good day that is no longer the unit's, and word of such moves."""
    rows = session.execute(
        _told().where(
            col(Reminder.duty) == duty,
            col(Reminder.period) == period,
            col(Reminder.state).in_(("waiting", "said")),
            or_(
                col(Reminder.last_good_day) != usual,
                col(Reminder.unit_id).in_(extended),
                col(Reminder.step) == MOVED,
            ),
        )
    )
    return [Told(*row) for row in rows]


def asked_for(session: Session, duty: str, period: str) -> list[Told]:
    """The reminders that officers asked for and that are still to be said."""
    rows = session.execute(
        _told().where(
            col(Reminder.duty) == duty,
            col(Reminder.period) == period,
            col(Reminder.step) == SNOOZE,
            col(Reminder.state) == "waiting",
        )
    )
    return [Told(*row) for row in rows]


def supersede(session: Session, duty: str, period: str, last_good_day: date, step: str, at: datetime) -> int:
    """A later step has come: what the same ladder has not said by then is never said."""
    gone = session.execute(
        update(Reminder)
        .where(
            col(Reminder.duty) == duty,
            col(Reminder.period) == period,
            col(Reminder.last_good_day) == last_good_day,
            col(Reminder.state) == "waiting",
            col(Reminder.at) <= at,
            col(Reminder.step) != step,
        )
        .values(state="cancelled")
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]


def due(session: Session, now: datetime) -> Sequence[Reminder]:
    """Those whose hour has come and that are in no message yet, each taken by one process only."""
    return session.scalars(
        select(Reminder)
        .where(col(Reminder.state) == "waiting", col(Reminder.at) <= now, col(Reminder.outbox_id).is_(None))
        .order_by(col(Reminder.officer_id), col(Reminder.at), col(Reminder.id))
        .with_for_update(skip_locked=True)
    ).all()


def waiting(session: Session) -> Sequence[Reminder]:
    """Those in no message yet, whenever they are due."""
    return session.scalars(
        select(Reminder)
        .where(col(Reminder.state) == "waiting", col(Reminder.outbox_id).is_(None))
        .order_by(col(Reminder.at), col(Reminder.id))
    ).all()


def by_ids(session: Session, ids: Sequence[int]) -> Sequence[Reminder]:
    """The reminders with these numbers."""
    return session.scalars(select(Reminder).where(col(Reminder.id).in_(ids)).order_by(col(Reminder.id))).all()


def messages(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """The number of each message with one of these keys."""
    found: dict[str, int] = {}
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[start : start + KEYS_AT_ONCE]
        rows = session.execute(select(col(Outbox.key), col(Outbox.id)).where(col(Outbox.key).in_(some)))
        found |= {row[0]: row[1] for row in rows}
    return found


def carry(session: Session, pairs: Iterable[tuple[int, int]]) -> None:
    """Note which message carries which reminder: (reminder, message)."""
    table: Any = inspect(Reminder).local_table
    values = [{"reminder": reminder, "message": message} for reminder, message in pairs]
    if values:
        put_in = update(table).where(table.c.id == bindparam("reminder")).values(outbox_id=bindparam("message"))
        session.connection().execute(put_in, values)


def settle(session: Session, ids: Collection[int], state: str) -> None:
    """Set the state of these reminders, however many."""
    table: Any = inspect(Reminder).local_table
    if ids:
        change = update(table).where(table.c.id == bindparam("reminder")).values(state=state)
        session.connection().execute(change, [{"reminder": one} for one in ids])


def release(session: Session, outbox_id: int) -> int:
    """What this message carried and has not said is free to go with another."""
    freed = session.execute(
        update(Reminder)
        .where(col(Reminder.outbox_id) == outbox_id, col(Reminder.state) == "waiting")
        .values(outbox_id=None)
    )
    return int(freed.rowcount)  # type: ignore[attr-defined]
