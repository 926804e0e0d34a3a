"""What officers said of a task: the entries of its history, and the pictures and files that show it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Field, Session, col, select

from storage.base import Json, SQLModel, json_column


class TaskEntry(SQLModel, table=True):
    """One thing that was said of the task: by whom, when, and how it stood before and after. Never deleted.

    `undone_at` set: it was taken back, and what it changed is as it was before.
    """

    __tablename__ = "task_entry"

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime
    before: Json = Field(sa_column=json_column())
    after: Json = Field(sa_column=json_column())
    note: str = ""
    figures: list[Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    undone_at: datetime | None = None


class TaskEvidence(SQLModel, table=True):
    """A picture or file that shows it. The stored name is ours; theirs is kept as text only."""

    __tablename__ = "task_evidence"

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    entry_id: int = Field(foreign_key="task_entry.id", index=True)
    stored: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=255)
    mime: str = Field(max_length=100)
    size: int
    sha256: str = Field(max_length=64)
    caption: str = Field(default="", max_length=1024)
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime


def newest(session: Session, assignment_id: int, limit: int, offset: int = 0) -> Sequence[TaskEntry]:
    """What was said, newest first, what was taken back among it."""
    asked = select(TaskEntry).where(TaskEntry.assignment_id == assignment_id).order_by(col(TaskEntry.id).desc())
    return session.exec(asked.limit(limit).offset(offset)).all()


def count(session: Session, assignment_id: int) -> int:
    """How many things were said."""
    return session.exec(
        select(func.count()).select_from(TaskEntry).where(TaskEntry.assignment_id == assignment_id)
    ).one()


def by_id(session: Session, entry_id: int) -> TaskEntry | None:
    """One thing that was said."""
    return session.get(TaskEntry, entry_id)


def last(session: Session, assignment_id: int) -> TaskEntry | None:
    """The last thing said that was not taken back."""
    asked = select(TaskEntry).where(TaskEntry.assignment_id == assignment_id, col(TaskEntry.undone_at).is_(None))
    return session.exec(asked.order_by(col(TaskEntry.id).desc()).limit(1)).first()


def last_note(session: Session, assignment_id: int) -> TaskEntry | None:
    """The last note that was not taken back."""
    asked = select(TaskEntry).where(
        TaskEntry.assignment_id == assignment_id, col(TaskEntry.undone_at).is_(None), TaskEntry.note != ""
    )
    return session.exec(asked.order_by(col(TaskEntry.id).desc()).limit(1)).first()


def evidence(session: Session, assignment_id: int) -> Sequence[TaskEvidence]:
    """The pictures and files that stand, oldest first: not those of an entry that was taken back."""
    return session.exec(
        select(TaskEvidence)
        .join(TaskEntry, col(TaskEntry.id) == col(TaskEvidence.entry_id))
        .where(TaskEvidence.assignment_id == assignment_id, col(TaskEntry.undone_at).is_(None))
        .order_by(col(TaskEvidence.id))
    ).all()


def evidence_of(session: Session, entry_ids: Sequence[int]) -> dict[int, int]:
    """How many pictures and files came with each of these entries."""
    rows = session.execute(
        select(TaskEvidence.entry_id, func.count())
        .where(col(TaskEvidence.entry_id).in_(entry_ids))
        .group_by(col(TaskEvidence.entry_id))
    )
    return {entry_id: count for entry_id, count in rows}
