"""What every table shares: constraint names, JSON columns, and the meaning of a moment.

Every datetime is aware and stored in UTC: SQLModel refuses a naive one at the door.
"""

from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import SQLModel

# Names are fixed so that Alembic can drop a constraint on SQLite, where it must rebuild the table.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Json = dict[str, Any]
STIRRED = "outbox"
"""Noted at a session that queued a message: who opened it may wake the senders after the commit."""


def json_column(nullable: bool = False) -> Any:
    """A column that holds plain JSON values (objects, lists, strings, whole numbers)."""
    return Column(JSON(none_as_null=True), nullable=nullable)
