"""What an officer is in the middle of, on whatever channel: the same row follows the person."""

from datetime import datetime

from sqlmodel import Field, Session

from storage.base import Json, SQLModel, json_column


class Talk(SQLModel, table=True):
    """`topic` names the conversation; `data` holds numbers of rows and the open question, never an answer."""

    officer_id: int = Field(foreign_key="officer.id", primary_key=True)
    topic: str = Field(max_length=32)
    data: Json = Field(default_factory=dict, sa_column=json_column())
    updated_at: datetime


def of(session: Session, officer_id: int) -> Talk | None:
    """What this officer is in the middle of."""
    return session.get(Talk, officer_id)


def put(session: Session, officer_id: int, topic: str, data: Json, now: datetime) -> None:
    """The officer is now in the middle of this."""
    talk = session.get(Talk, officer_id)
    if talk is None:
        session.add(Talk(officer_id=officer_id, topic=topic, data=data, updated_at=now))
    else:
        talk.topic, talk.data, talk.updated_at = topic, data, now
        session.add(talk)


def end(session: Session, officer_id: int) -> None:
    """The officer is in the middle of nothing."""
    talk = session.get(Talk, officer_id)
    if talk is not None:
        session.delete(talk)
