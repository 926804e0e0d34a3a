"""Duties, extensions for single units, and the editable table of days off."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, col, select

from storage import prepared
from storage.base import Json, SQLModel, json_column


class Duty(SQLModel, table=True):
    """Who owes which report how often and by when. Rule, ladder and the kinds of unit that owe it are data.

    `first_period` is the first turn that is asked for: nothing before it is ever called missing.
    """

    code: str = Field(primary_key=True, max_length=32)
    form: str = Field(max_length=32)
    active: bool = True
    first_period: str = Field(max_length=16)
    rule: Json = Field(sa_column=json_column())
    ladder: list[Any] = Field(sa_column=json_column())
    owed_by: list[Any] = Field(sa_column=json_column())


class Extension(SQLModel, table=True):
    """One unit may file one period later: moves its on-time line, its ladder and its place in every list."""

    __table_args__ = (UniqueConstraint("duty", "unit_id", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    duty: str = Field(foreign_key="duty.code", max_length=32)
    unit_id: int = Field(foreign_key="unit.id")
    period: str = Field(max_length=16)
    last_good_day: date
    reason: str = Field(max_length=500)
    granted_by: int | None = Field(default=None, foreign_key="officer.id")
    granted_at: datetime


class DayOff(SQLModel, table=True):
    """A day that differs from its weekday: a public holiday, or a Saturday that is worked instead."""

    __tablename__ = "day_off"

    day: date = Field(primary_key=True)
    name: str = Field(max_length=120)
    worked: bool = False


def active(session: Session) -> Sequence[Duty]:
    """The duties that are switched on."""
    return session.exec(select(Duty).where(col(Duty.active).is_(True)).order_by(col(Duty.code))).all()


def by_code(session: Session, code: str) -> Duty | None:
    """The duty with this code."""
    return session.get(Duty, code)


def extensions(session: Session, duty: str, period: str) -> dict[int, date]:
    """The last good day of each unit that was given more time."""
    rows = session.exec(select(Extension).where(Extension.duty == duty, Extension.period == period))
    return {row.unit_id: row.last_good_day for row in rows}


_EXTENSION = prepared.columns(Extension)
_EXTENDED = prepared.select(_EXTENSION.last_good_day).where(
    _EXTENSION.duty == bindparam("duty"),
    _EXTENSION.unit_id == bindparam("unit"),
    _EXTENSION.period == bindparam("period"),
)


def extended_to(session: Session, duty: str, unit_id: int, period: str) -> date | None:
    """The last good day of that unit, if it was given more time."""
    found = prepared.rows(session, _EXTENDED, duty=duty, unit=unit_id, period=period)
    return found[0][0] if found else None


def extension(session: Session, duty: str, unit_id: int, period: str) -> Extension | None:
    """The time that this unit was given for that period."""
    return session.exec(
        select(Extension).where(Extension.duty == duty, Extension.unit_id == unit_id, Extension.period == period)
    ).one_or_none()


def days(session: Session) -> Sequence[DayOff]:
    """Every day that differs from its weekday."""
    return session.exec(select(DayOff).order_by(col(DayOff.day))).all()
