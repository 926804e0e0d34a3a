"""What an officer is in the middle of, on whatever channel: the same row follows the person."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm.util import identity_key
from sqlmodel import Field, Session

from storage import prepared
from storage.base import Json, SQLModel, json_column


class Talk(SQLModel, table=True):
    """`topic` names the conversation; `data` holds numbers of rows and the open question, never an answer."""

    officer_id: int = Field(foreign_key="officer.id", primary_key=True)
    topic: str = Field(max_length=32)
    data: Json = Field(default_factory=dict, sa_column=json_column())
    updated_at: datetime


def _upsert(insert: Any) -> Any:
    fresh = insert(prepared.table_of(Talk))
    kept = {name: fresh.excluded[name] for name in ("topic", "data", "updated_at")}
    return fresh.on_conflict_do_update(index_elements=["officer_id"], set_=kept)


_TALK = prepared.columns(Talk)
_DATA = prepared.select(_TALK.data).where(_TALK.officer_id == bindparam("officer"))
_END = delete(prepared.table_of(Talk)).where(_TALK.officer_id == bindparam("officer"))
_PUT_SQLITE, _PUT_POSTGRESQL = _upsert(sqlite_insert), _upsert(postgresql_insert)


def of(session: Session, officer_id: int) -> Talk | None:
    """What this officer is in the middle of."""
    return session.get(Talk, officer_id)


def put(session: Session, officer_id: int, topic: str, data: Json, now: datetime) -> None:
    """The officer is now in the middle of this."""
    talk = session.identity_map.get(identity_key(Talk, officer_id))
    if talk is not None:
        talk.topic, talk.data, talk.updated_at = topic, data, now
        session.add(talk)
        return
    session.flush()
    put_anew = _PUT_SQLITE if session.get_bind().dialect.name == "sqlite" else _PUT_POSTGRESQL
    prepared.run(session, put_anew, {"officer_id": officer_id, "topic": topic, "data": data, "updated_at": now})


def data(session: Session, officer_id: int) -> Json:
    """The numbers of what this officer is in the middle of; nothing in them where it is nothing."""
    found = prepared.rows(session, _DATA, officer=officer_id)
    return dict(found[0][0]) if found else {}


def end(session: Session, officer_id: int) -> None:
    """The officer is in the middle of nothing."""
    talk = session.identity_map.get(identity_key(Talk, officer_id))
    if talk is not None:
        session.delete(talk)
        return
    prepared.run(session, _END, {"officer": officer_id})
