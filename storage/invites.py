"""Invites, the first steps of someone who joins, and the count of wrong guesses."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import UniqueConstraint, or_, update
from sqlmodel import Field, Session, col, select

from storage.base import Json, SQLModel, json_column
from storage.officers import Officer, Post


class Invite(SQLModel, table=True):
    """A single-use right to take a role in a unit. Only hashes of its two secrets are kept.

    With `officer_id` it lets that known officer in (an imported name, or a second device); `replaces` is the post
    that whoever comes takes over.
    """

    id: int | None = Field(default=None, primary_key=True)
    link_hash: str = Field(unique=True, max_length=64)
    code_hash: str = Field(unique=True, max_length=64)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: str = Field(max_length=16)
    officer_id: int | None = Field(default=None, foreign_key="officer.id")
    made_by: int | None = Field(default=None, foreign_key="officer.id")
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = Field(default=None, foreign_key="officer.id")
    revoked_at: datetime | None = None
    replaces: int | None = Field(default=None, foreign_key="post.id")


class Joining(SQLModel, table=True):
    """Someone showed a good invite and has not finished joining: what comes next for that account."""

    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(max_length=16)
    external_id: str = Field(max_length=64)
    invite_id: int = Field(foreign_key="invite.id")
    step: str = Field(max_length=16)
    data: Json = Field(default_factory=dict, sa_column=json_column())
    at: datetime


class Guess(SQLModel, table=True):
    """Wrong invites shown by one account since the last good one."""

    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(max_length=16)
    external_id: str = Field(max_length=64)
    failures: int = 0
    first_at: datetime
    locked_until: datetime | None = None


def by_secret(session: Session, hashed: str) -> Invite | None:
    """The invite whose link or code has this hash, in whatever state it is."""
    return session.exec(
        select(Invite).where(or_(col(Invite.link_hash) == hashed, col(Invite.code_hash) == hashed))
    ).one_or_none()


def use(session: Session, invite_id: int, officer_id: int, now: datetime) -> bool:
    """Mark it used, once: of many who try at the same moment exactly one gets True."""
    done = session.execute(
        update(Invite)
        .where(
            col(Invite.id) == invite_id,
            col(Invite.used_at).is_(None),
            col(Invite.revoked_at).is_(None),
            col(Invite.expires_at) > now,
        )
        .values(used_at=now, used_by=officer_id)
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def came(
    session: Session,
    *,
    invite_id: int | None = None,
    made_by: int | None = None,
    roles: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[tuple[Post, Officer]]:
    """Who joined by that invite, or by this officer's invites to these roles between the two instants, and still holds
    the post."""
    asked = (
        select(Post, Officer)
        .join(Officer, col(Officer.id) == Post.officer_id)
        .join(
            Invite,
            (col(Invite.used_by) == Post.officer_id)
            & (col(Invite.unit_id) == Post.unit_id)
            & (col(Invite.role) == Post.role),
        )
        .where(col(Post.ended_at).is_(None))
        .order_by(col(Invite.used_at), col(Post.id))
    )
    if invite_id is not None:
        asked = asked.where(Invite.id == invite_id)
    else:
        asked = asked.where(Invite.made_by == made_by, col(Invite.role).in_(roles))
        asked = asked.where(col(Invite.used_at) >= since, col(Invite.used_at) < until)
    return list({post.id: (post, officer) for post, officer in session.exec(asked)}.values())


def revoke(session: Session, officer_id: int, unit_id: int, role: str, now: datetime) -> None:
    """Invites by which this officer could come (back) into that post count no longer."""
    session.execute(
        update(Invite)
        .where(
            col(Invite.officer_id) == officer_id,
            col(Invite.unit_id) == unit_id,
            col(Invite.role) == role,
            col(Invite.used_at).is_(None),
            col(Invite.revoked_at).is_(None),
        )
        .values(revoked_at=now)
    )


def joining(session: Session, channel: str, external_id: str) -> Joining | None:
    """The unfinished joining of this account."""
    return session.exec(
        select(Joining).where(Joining.channel == channel, Joining.external_id == external_id)
    ).one_or_none()


def guesses(session: Session, channel: str, external_id: str) -> Guess | None:
    """The wrong guesses of this account."""
    return session.exec(select(Guess).where(Guess.channel == channel, Guess.external_id == external_id)).one_or_none()
