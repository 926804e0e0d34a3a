"""Who speaks, asked at every update: account, officer, posts with their units, and the open conversation, in one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session

from storage import prepared
from storage.base import Json
from storage.officers import Address, Officer, Post
from storage.talks import Talk
from storage.units import Unit

_ADDRESS, _OFFICER, _TALK = (prepared.columns(table) for table in (Address, Officer, Talk))
_POST, _UNIT = prepared.columns(Post), prepared.columns(Unit)
_WHO = (
    prepared.select(
        _OFFICER.id,
        _OFFICER.name,
        _OFFICER.title,
        _OFFICER.language,
        _ADDRESS.id.label("address_id"),
        _ADDRESS.seen_at,
        _ADDRESS.unreachable_since,
        _TALK.topic,
        _TALK.data,
        _POST.unit_id,
        _UNIT.name.label("unit"),
        _POST.role,
    )
    .select_from(
        prepared.table_of(Address)
        .join(prepared.table_of(Officer), _OFFICER.id == _ADDRESS.officer_id)
        .outerjoin(prepared.table_of(Talk), _TALK.officer_id == _OFFICER.id)
        .outerjoin(prepared.table_of(Post), (_POST.officer_id == _OFFICER.id) & _POST.ended_at.is_(None))
        .outerjoin(prepared.table_of(Unit), _UNIT.id == _POST.unit_id)
    )
    .where(_ADDRESS.channel == bindparam("on"), _ADDRESS.external_id == bindparam("account"))
    .order_by(_POST.id)
)


@dataclass(frozen=True)
class Speaker:
    """The officer behind an account; `posts` are (unit, its name, role), oldest first."""

    officer_id: int
    name: str
    title: str
    language: str
    address_id: int
    seen_at: datetime
    unreachable_since: datetime | None
    topic: str | None
    data: Json | None
    posts: tuple[tuple[int, str, str], ...]


def by_address(session: Session, channel: str, external_id: str) -> Speaker | None:
    """Who speaks from this account, if anyone we know."""
    found = prepared.rows(session, _WHO, on=channel, account=external_id)
    if not found:
        return None
    first = found[0]
    posts = tuple((row.unit_id, row.unit, row.role) for row in found if row.unit_id is not None)
    return Speaker(
        first.id,
        first.name,
        first.title,
        first.language,
        first.address_id,
        first.seen_at,
        first.unreachable_since,
        first.topic,
        first.data,
        posts,
    )
