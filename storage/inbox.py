"""The inbox: every update as it came, stored before it is acknowledged and before it is acted on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    UniqueConstraint,
    bindparam,
    delete,
    exists,
    func,
    update,
)
from sqlmodel import Field, Session, col, or_, select

from storage import prepared
from storage.base import Json, SQLModel, json_column
from storage.speakers import Speaker
from storage.upsert import insert_new

LEASE = timedelta(seconds=120)
TRIES = 5
# Telegram keeps an update for a day; its numbers may start anew after a quiet week.
KEEP_DONE = timedelta(days=3)
# A person may want to look into what was given up; what people wrote is not kept for ever.
KEEP_PARKED = timedelta(days=90)


class Inbox(SQLModel, table=True):
    """One update. `state`: new, doing, done, parked. `applied_at`: its change is stored, whatever became of the answer.
    `lease_until` of a parked one: when the office was told of it.

    Rows of one chat are worked on one after the other, in the order of `id`.
    """

    __table_args__ = (UniqueConstraint("bot", "update_id"), Index("ix_inbox_state_chat", "state", "chat", "id"))

    id: int | None = Field(default=None, primary_key=True)
    bot: str = Field(max_length=40)
    update_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    chat: str = Field(max_length=80)
    raw: Json = Field(sa_column=json_column())
    state: str = Field(default="new", max_length=8)
    attempts: int = 0
    not_before: datetime
    lease_until: datetime | None = None
    received_at: datetime
    applied_at: datetime | None = None
    done_at: datetime | None = None
    error: str | None = Field(default=None, max_length=200)


@dataclass(slots=True)
class Claimed:
    """An update that was taken. `attempts` counts this time too; `speaker`: who writes in that chat, as far as the
    claim has looked for it (see `bot.intake.settle`)."""

    id: int
    bot: str
    update_id: int
    chat: str
    raw: Json
    attempts: int
    received_at: datetime
    applied_at: datetime | None
    error: str | None
    speaker: Speaker | None = None


_COLUMNS, _TABLE = prepared.columns(Inbox), prepared.table_of(Inbox)
_APPLIED = update(_TABLE).where(_COLUMNS.id == bindparam("row")).values(applied_at=bindparam("at"))
_AHEAD = prepared.select(func.min(_COLUMNS.not_before)).where(
    _COLUMNS.state == "new", _COLUMNS.not_before > bindparam("now")
)
_DONE = (
    update(_TABLE)
    .where(_COLUMNS.id == bindparam("row"))
    .values(state="done", done_at=bindparam("at"), lease_until=None, error=None)
)


def store(session: Session, bot: str, updates: Iterable[tuple[int, str, Json]], now: datetime) -> int:
    """Keep these updates (number, chat, raw); one that is there already is left as it is."""
    rows: list[dict[str, Any]] = [
        {
            "bot": bot,
            "update_id": number,
            "chat": chat,
            "raw": raw,
            "state": "new",
            "attempts": 0,
            "not_before": now,
            "received_at": now,
        }
        for number, chat, raw in updates
    ]
    return insert_new(session, Inbox, rows)


def _ready() -> Any:
    earlier = _TABLE.alias("earlier")
    fresh = (_COLUMNS.state == "new") & (_COLUMNS.not_before <= bindparam("now"))
    dropped = (_COLUMNS.state == "doing") & (_COLUMNS.lease_until < bindparam("now"))
    held_back = exists().where(
        earlier.c.chat == _COLUMNS.chat,
        earlier.c.id < _COLUMNS.id,
        or_(earlier.c.state == "new", earlier.c.state == "doing"),
    )
    return (
        prepared.select(
            _COLUMNS.id,
            _COLUMNS.bot,
            _COLUMNS.update_id,
            _COLUMNS.chat,
            _COLUMNS.raw,
            _COLUMNS.attempts + 1,
            _COLUMNS.received_at,
            _COLUMNS.applied_at,
            _COLUMNS.error,
        )
        .where(or_(fresh, dropped), ~held_back)
        .order_by(_COLUMNS.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=_TABLE)
    )


_READY = _ready()
_TAKEN = (
    update(_TABLE)
    .where(_COLUMNS.id == bindparam("row"))
    .values(state="doing", lease_until=bindparam("until"), attempts=_COLUMNS.attempts + 1)
)


def claim(session: Session, now: datetime, limit: int) -> Sequence[Claimed]:
    """Take the oldest open update of each chat that is ready: nobody else gets it before the lease ends."""
    taken = [Claimed(*row) for row in prepared.rows(session, _READY, now=now, most=limit)]
    if taken:
        prepared.run(session, _TAKEN, [{"row": row.id, "until": now + LEASE} for row in taken])
    return taken


def applied(session: Session, inbox_id: int, now: datetime) -> None:
    """Note, in the transaction of the change itself, that this update's change is stored."""
    prepared.run(session, _APPLIED, {"row": inbox_id, "at": now})


def done(session: Session, inbox_ids: Iterable[int], now: datetime) -> None:
    """These updates were acted on and answered."""
    ended = [{"row": inbox_id, "at": now} for inbox_id in inbox_ids]
    if ended:
        prepared.run(session, _DONE, ended)


def failed(session: Session, inbox_id: int, error: str, again_at: datetime, counts: bool = True) -> bool:
    """Try it again at that moment; after TRIES that count it is parked. Says whether it was parked."""
    row = session.get(Inbox, inbox_id)
    if row is None:
        return False
    if not counts:
        row.attempts = max(row.attempts - 1, 0)
    parked = row.attempts >= TRIES
    row.state, row.error, row.not_before, row.lease_until = "parked" if parked else "new", error[:200], again_at, None
    session.add(row)
    return parked


def counts(session: Session) -> dict[str, int]:
    """How many updates are in each state."""
    rows = session.execute(select(Inbox.state, func.count()).group_by(col(Inbox.state)))
    return {state: number for state, number in rows}


def next_due(session: Session, now: datetime) -> datetime | None:
    """When the next update may be taken of those that may not be taken yet; what is ready waits for its chat only."""
    found: datetime | None = prepared.rows(session, _AHEAD, now=now)[0][0]
    return found


def last_number(session: Session, bot: str) -> int | None:
    """The highest update number stored for this bot: polling goes on behind it."""
    newest = select(Inbox.update_id).where(Inbox.bot == bot).order_by(col(Inbox.id).desc()).limit(1)
    return session.exec(newest).one_or_none()


def purge(session: Session, now: datetime) -> int:
    """Forget what was done long enough ago that no messenger sends it again, and what was given up long ago."""
    done = (col(Inbox.state) == "done") & (col(Inbox.done_at) < now - KEEP_DONE)
    parked = (col(Inbox.state) == "parked") & (col(Inbox.received_at) < now - KEEP_PARKED)
    gone = session.execute(delete(Inbox).where(done | parked))
    return int(gone.rowcount)  # type: ignore[attr-defined]
