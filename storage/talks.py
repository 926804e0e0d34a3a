"""What an officer is in the middle of, on whatever channel: the same row follows the person."""

from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlalchemy.orm.util import identity_key
from sqlmodel import Field, Session

from storage import prepared, upsert
from storage.base import Json, SQLModel, json_column


class Talk(SQLModel, table=True):
    """`topic` names the conversation; `data` holds numbers of rows and the open question, never an answer."""

    officer_id: int = Field(foreign_key="officer.id", primary_key=True)
    topic: str = Field(max_length=32)
    data: Json = Field(default_factory=dict, sa_column=json_column())
    updated_at: datetime


_TALK = prepared.columns(Talk)
_DATA = prepared.select(_TALK.data).where(_TALK.officer_id == bindparam("officer"))
_END = delete(prepared.table_of(Talk)).where(_TALK.officer_id == bindparam("officer"))


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
    row = {"officer_id": officer_id, "topic": topic, "data": data, "updated_at": now}
    upsert.put(session, Talk, ("officer_id",), row)


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
