"""Whether the officers of a branch can be reached: each post with what is known of its holder's accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from storage import units
from storage.officers import Address, Officer, Post
from storage.units import Unit


@dataclass(frozen=True)
class Reached:
    """A post that is held now; `seen_at` is the holder's last word on any channel, `ways` how many accounts work."""

    unit_id: int
    unit: str
    post_id: int
    name: str
    role: str
    accounts: int
    ways: int
    seen_at: datetime | None


def posts_in_branch(session: Session, root_id: int, roles: Sequence[str]) -> list[Reached]:
    """Every post with one of these roles at or below the unit, by the unit's name."""
    works = case((col(Address.unreachable_since).is_(None), 1), else_=0)
    known = (
        select(
            col(Address.officer_id).label("officer_id"),
            func.count().label("accounts"),
            func.sum(works).label("ways"),
            func.max(Address.seen_at).label("seen_at"),
        )
        .group_by(col(Address.officer_id))
        .subquery()
    )
    inside = units.branch([root_id])
    asked = (
        select(
            col(Unit.id),
            col(Unit.name),
            col(Post.id),
            col(Officer.name),
            col(Post.role),
            func.coalesce(known.c.accounts, 0),
            func.coalesce(known.c.ways, 0),
            known.c.seen_at,
        )
        .join(Post, col(Post.unit_id) == col(Unit.id))
        .join(Officer, col(Officer.id) == col(Post.officer_id))
        .join(inside, inside.c.id == col(Unit.id))
        .outerjoin(known, known.c.officer_id == col(Officer.id))
        .where(col(Post.role).in_(roles), col(Post.ended_at).is_(None))
        .order_by(col(Unit.folded), col(Unit.id), col(Post.id))
    )
    return [Reached(*row) for row in session.execute(asked)]
