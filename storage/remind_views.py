"""Who and what stands, as reminders need it: units, posts, addresses, reports, each in few statements for all units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from storage.duties import Extension
from storage.officers import Address, Officer, Post
from storage.reports import Report
from storage.units import Unit, branch, lives


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the planner needs it. `living`: it exists on the day asked about."""

    id: int
    name: str
    folded: str
    kind: str
    parent_id: int | None
    living: bool


def every_unit(session: Session, day: date) -> list[UnitRow]:
    """All units, those of the past too: a living commune may still stand under a district that has ended."""
    asked = select(
        col(Unit.id), col(Unit.name), col(Unit.folded), col(Unit.kind), col(Unit.parent_id), lives(day)
    ).order_by(col(Unit.folded), col(Unit.id))
    return [UnitRow(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in session.execute(asked)]


def every_post(session: Session, roles: Sequence[str], day: date) -> Sequence[Any]:
    """(unit, role, since, officer, name, title) of every post of these roles whose holder is not on leave that day."""
    away = (col(Post.away_from) <= day) & (col(Post.away_until) >= day)
    return session.execute(
        select(
            col(Post.unit_id), col(Post.role), col(Post.since), col(Officer.id), col(Officer.name), col(Officer.title)
        )
        .join(Officer, col(Post.officer_id) == col(Officer.id))
        .where(col(Post.role).in_(roles), col(Post.ended_at).is_(None), or_(col(Post.away_from).is_(None), ~away))
        .order_by(col(Post.id))
    ).all()


def mornings(session: Session) -> dict[int, time]:
    """The officers who want to hear nothing before an hour of their own."""
    rows = session.execute(select(col(Officer.id), col(Officer.morning)).where(col(Officer.morning).is_not(None)))
    return {officer_id: morning for officer_id, morning in rows}


def every_address(session: Session) -> Sequence[Any]:
    """(officer, address, channel, unreachable since, why) of everybody, the one heard from last first."""
    return session.execute(
        select(
            col(Address.officer_id),
            col(Address.id),
            col(Address.channel),
            col(Address.unreachable_since),
            col(Address.unreachable_why),
        ).order_by(col(Address.seen_at).desc(), col(Address.id))
    ).all()


def handed(session: Session, duty: str, period: str) -> set[int]:
    """The units that handed that report in."""
    return set(
        session.scalars(
            select(col(Report.unit_id)).where(
                col(Report.duty) == duty, col(Report.period) == period, col(Report.versions) > 0
            )
        )
    )


def drafts(session: Session, duty: str, period: str, unit_ids: Sequence[int]) -> dict[int, Report]:
    """What these units wrote for that period, handed in or not, by unit."""
    rows = session.scalars(
        select(Report).where(col(Report.duty) == duty, col(Report.period) == period, col(Report.unit_id).in_(unit_ids))
    )
    return {row.unit_id: row for row in rows}


def extended_since(session: Session, duty: str, day: date) -> set[str]:
    """The periods in which some unit was given a last good day not earlier than this one."""
    return set(
        session.scalars(
            select(col(Extension.period)).where(col(Extension.duty) == duty, col(Extension.last_good_day) >= day)
        )
    )


def below(session: Session, tops: Sequence[int]) -> set[int]:
    """Every unit that stands below one of these."""
    inside = branch(tops)
    return set(session.scalars(select(col(Unit.id)).join(inside, inside.c.id == col(Unit.parent_id))))
