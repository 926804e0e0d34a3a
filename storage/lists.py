"""Whole lists, ended units among them: for set-up, imports and the command line, never for a chat. Reads only."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import CTE
from sqlmodel import Session, col, select

from storage.officers import Officer, Post
from storage.units import Unit, lives


def units(session: Session) -> Sequence[Unit]:
    """Every unit, living or not, in the order in which they were made."""
    return session.exec(select(Unit).order_by(col(Unit.id))).all()


def codes(session: Session) -> set[str]:
    """Every code that is taken."""
    return {code for code in session.exec(select(Unit.code)) if code is not None}


def posts(session: Session) -> Sequence[tuple[Post, Officer]]:
    """Every post that is held now, with who holds it, oldest first."""
    held = select(Post, Officer).join(Officer, col(Officer.id) == col(Post.officer_id))
    rows = session.exec(held.where(col(Post.ended_at).is_(None)).order_by(col(Post.id))).all()
    return [(row[0], row[1]) for row in rows]


def living_in(session: Session, inside: CTE, kinds: Sequence[str], day: date) -> Sequence[Unit]:
    """The units of these kinds in a branch (see `units.branch`) that live on that day."""
    asked = select(Unit).where(col(Unit.id).in_(select(inside.c.id)), col(Unit.kind).in_(kinds), lives(day))
    return session.exec(asked).all()
