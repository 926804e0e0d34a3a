"""Until when each messenger's updates are known to have reached us, and the longest silence that was found last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists
from sqlmodel import Field, Session, col, or_, select

from storage.base import SQLModel
from storage.officers import Address, Post
from storage.outbox import Outbox
from storage.reports import Report
from storage.upsert import insert_new

GONE = ("dead", "cancelled")


class Heard(SQLModel, table=True):
    """`bot` as in the inbox. What was sent from `lost_from` to `lost_until` may be lost; `found_at`: when that was
    seen, `told`: how many officers are asked to send it again."""

    bot: str = Field(primary_key=True, max_length=40)
    at: datetime
    lost_from: datetime | None = None
    lost_until: datetime | None = None
    found_at: datetime | None = None
    told: int = 0


def of(session: Session, bot: str) -> Heard | None:
    """What is known of this bot."""
    return session.get(Heard, bot)


def first(session: Session, bot: str, at: datetime) -> None:
    """This bot was heard for the first time. Another process may say so at the same moment."""
    insert_new(session, Heard, [{"bot": bot, "at": at, "told": 0}])


def silences(session: Session, since: datetime) -> Sequence[Heard]:
    """The silences that were found after that moment."""
    return session.exec(select(Heard).where(col(Heard.found_at) > since).order_by(col(Heard.bot))).all()


def forget(session: Session) -> None:
    """Nothing is known: a backup does not say what was heard since."""
    session.execute(delete(Heard))


def may_have_written(
    session: Session, channel: str, roles: Sequence[str], lately: datetime, drafts: datetime
) -> Sequence[tuple[int, int]]:
    """(officer, address) on this channel of who may have written to us: they hold one of these roles, and since
    `lately` spoke there or were sent something, or their unit's draft was changed since `drafts`."""
    held = exists().where(_theirs(), col(Post.role).in_(roles))
    asked = exists().where(
        col(Outbox.address_id) == col(Address.id), col(Outbox.created_at) > lately, col(Outbox.state).not_in(GONE)
    )
    writing = exists().where(
        _theirs(),
        col(Report.unit_id) == col(Post.unit_id),
        col(Report.revision) != col(Report.handed_revision),
        col(Report.changed_at) > drafts,
    )
    rows = session.exec(
        select(Address.officer_id, Address.id)
        .where(Address.channel == channel, col(Address.unreachable_since).is_(None), held)
        .where(or_(col(Address.seen_at) > lately, asked, writing))
        .order_by(col(Address.id))
    )
    return [(officer, address or 0) for officer, address in rows]


def _theirs() -> ColumnElement[bool]:
    return (col(Post.officer_id) == col(Address.officer_id)) & col(Post.ended_at).is_(None)
