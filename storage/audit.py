"""Who did what to what, when, before and after. The database refuses to change or delete a row."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Field, Session

from storage import prepared
from storage.base import Json, SQLModel, json_column


class Audit(SQLModel, table=True):
    """One act. `officer_id` null means the command line or the program itself."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    officer_id: int | None = Field(default=None, index=True)
    act: str = Field(max_length=40)
    object: str = Field(max_length=40)
    object_id: str | None = Field(default=None, max_length=64)
    unit_id: int | None = Field(default=None, index=True)
    before: Json | None = Field(default=None, sa_column=json_column(nullable=True))
    after: Json | None = Field(default=None, sa_column=json_column(nullable=True))


_NOTE = insert(prepared.table_of(Audit))


def note(
    session: Session,
    now: datetime,
    officer_id: int | None,
    act: str,
    object: str,
    object_id: object = None,
    *,
    unit_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write the line beside the act it tells of, in the same transaction."""
    line = {
        "at": now,
        "officer_id": officer_id,
        "act": act,
        "object": object,
        "object_id": None if object_id is None else str(object_id),
        "unit_id": unit_id,
        "before": before,
        "after": after,
    }
    prepared.run(session, _NOTE, line, flush=False)
