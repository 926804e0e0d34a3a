"""Officers, the posts they hold in units, and the addresses at which they are reached."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, col, select

from storage import prepared, units
from storage.base import SQLModel, json_column

ROLES = ("reporter", "head", "reviewer", "office", "admin")
CHANNELS = ("telegram", "zalo", "web")


class Officer(SQLModel, table=True):
    """A person. Name and post only: no private data is asked for.

    `morning`: not reminded before that hour of the office's day. `quiet`: kinds of notices that are not wanted.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    title: str = Field(default="", max_length=160)
    language: str = Field(default="vi", max_length=2)
    morning: time | None = None
    quiet: list[Any] = Field(default_factory=list, sa_column=json_column())
    created_at: datetime
    consent_version: str | None = Field(default=None, max_length=16)
    consent_at: datetime | None = None


class Post(SQLModel, table=True):
    """An officer's role in a unit; `ended_at` set means held no longer.

    On leave from `away_from` to `away_until` (both days included) somebody else is reminded; the substitute's own
    post says until which day it is held (`until`), and the clock ends it after that day.
    """

    id: int | None = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: str = Field(max_length=16)
    since: datetime
    ended_at: datetime | None = None
    until: date | None = None
    away_from: date | None = None
    away_until: date | None = None


class Address(SQLModel, table=True):
    """Where an officer is reached: a channel and the account's number there.

    `unreachable_since` is set when the messenger says that the account blocked the bot or is gone,
    and cleared by the next word from it.
    """

    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    channel: str = Field(max_length=16)
    external_id: str = Field(max_length=64)
    joined_at: datetime
    seen_at: datetime
    unreachable_since: datetime | None = None
    unreachable_why: str | None = Field(default=None, max_length=40)


_POST = prepared.columns(Post)
_ROLES = (
    prepared.select(_POST.unit_id, _POST.role)
    .where(_POST.officer_id == bindparam("officer"), _POST.ended_at.is_(None))
    .order_by(_POST.id)
)


_ADDRESS, _OFFICER = prepared.columns(Address), prepared.columns(Officer)
_REACHED = (
    prepared.select(_ADDRESS.officer_id, _ADDRESS.channel, _ADDRESS.id)
    .where(_ADDRESS.unreachable_since.is_(None))
    .order_by(_ADDRESS.seen_at)
)
_REACHABLE = _REACHED.where(prepared.among(_ADDRESS.officer_id))
_REACHABLE_OF = _REACHED.where(_ADDRESS.officer_id.in_(bindparam("wanted", expanding=True)))
_WRITERS = (
    prepared.select(_OFFICER.id, _OFFICER.name, _OFFICER.quiet)
    .select_from(prepared.table_of(Post).join(prepared.table_of(Officer), _OFFICER.id == _POST.officer_id))
    .where(_POST.unit_id == bindparam("unit"), _POST.ended_at.is_(None))
    .where((_POST.role == "reporter") | (_POST.role == "head"))
    .order_by(_POST.id)
)


def by_id(session: Session, officer_id: int) -> Officer | None:
    """The officer with this number."""
    return session.get(Officer, officer_id)


def by_address(session: Session, channel: str, external_id: str) -> tuple[Officer, Address] | None:
    """Who speaks from this account, if anyone we know."""
    found = session.exec(
        select(Officer, Address)
        .join(Address, col(Address.officer_id) == Officer.id)
        .where(Address.channel == channel, Address.external_id == external_id)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def posts(session: Session, officer_id: int) -> Sequence[Post]:
    """The posts that the officer holds now, oldest first."""
    held = select(Post).where(Post.officer_id == officer_id, col(Post.ended_at).is_(None))
    return session.exec(held.order_by(col(Post.id))).all()


def roles(session: Session, officer_id: int) -> list[tuple[int, str]]:
    """(unit, role) of each post that the officer holds now, oldest first."""
    return [(unit_id, role) for unit_id, role in prepared.rows(session, _ROLES, officer=officer_id)]


def holders(
    session: Session, unit_ids: Sequence[int], roles: Sequence[str]
) -> Sequence[tuple[int, str, datetime, Officer]]:
    """Who holds one of these roles in one of these units: (unit, role, since, officer)."""
    rows = session.exec(
        select(Post.unit_id, Post.role, Post.since, Officer)
        .join(Officer, col(Post.officer_id) == Officer.id)
        .where(col(Post.unit_id).in_(unit_ids), col(Post.role).in_(roles), col(Post.ended_at).is_(None))
        .order_by(col(Post.unit_id), col(Post.id))
    ).all()
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def holders_in_branch(session: Session, root_id: int, roles: Sequence[str]) -> Sequence[tuple[int, str, Officer]]:
    """Who holds one of these roles at or below this unit: (unit, role, officer)."""
    inside = units.branch([root_id])
    rows = session.exec(
        select(Post.unit_id, Post.role, Officer)
        .join(Officer, col(Post.officer_id) == Officer.id)
        .join(inside, inside.c.id == Post.unit_id)
        .where(col(Post.role).in_(roles), col(Post.ended_at).is_(None))
        .order_by(col(Post.id))
    ).all()
    return [(row[0], row[1], row[2]) for row in rows]


def addresses(session: Session, officer_ids: Sequence[int]) -> dict[int, list[Address]]:
    """Each officer's addresses, the one heard from last first."""
    found: dict[int, list[Address]] = {}
    rows = session.exec(
        select(Address).where(col(Address.officer_id).in_(officer_ids)).order_by(col(Address.seen_at).desc())
    )
    for row in rows:
        found.setdefault(row.officer_id, []).append(row)
    return found


def reachable(session: Session, officer_ids: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Where to write to each officer (channel, the address's number): the reachable address heard from last."""
    wanted = list(officer_ids)
    few = len(wanted) <= prepared.AT_ONCE
    found = prepared.each(session, _REACHABLE, wanted) if few else session.execute(_REACHABLE_OF, {"wanted": wanted})
    return {officer_id: (channel, address_id) for officer_id, channel, address_id in found}


def writers(session: Session, unit_id: int) -> Sequence[Any]:
    """Who writes that unit's reports, its reporters and heads: (id, name, quiet)."""
    return prepared.rows(session, _WRITERS, unit=unit_id)


def best_address(candidates: Sequence[Address]) -> Address | None:
    """The address to write to: reachable, and heard from last."""
    return next((a for a in candidates if a.unreachable_since is None), None)


def post(session: Session, post_id: int) -> Post | None:
    """One post."""
    return session.get(Post, post_id)


def held_post(session: Session, officer_id: int, unit_id: int, role: str) -> Post | None:
    """The post that the officer holds in that unit with that role."""
    return session.exec(
        select(Post).where(
            Post.officer_id == officer_id, Post.unit_id == unit_id, Post.role == role, col(Post.ended_at).is_(None)
        )
    ).first()


def run_out(session: Session, day: date) -> Sequence[Post]:
    """Posts that were given until a day before this one and are still held."""
    return session.exec(select(Post).where(col(Post.until) < day, col(Post.ended_at).is_(None))).all()


def posts_of_unit(session: Session, unit_id: int) -> Sequence[tuple[Post, Officer]]:
    """Every post of the unit that is held now, with who holds it."""
    rows = session.exec(
        select(Post, Officer)
        .join(Officer, col(Post.officer_id) == Officer.id)
        .where(Post.unit_id == unit_id, col(Post.ended_at).is_(None))
        .order_by(col(Post.id))
    ).all()
    return [(row[0], row[1]) for row in rows]
