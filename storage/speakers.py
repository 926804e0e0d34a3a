"""Who speaks, asked at every update: account, officer, posts with their units, and the open conversation, in one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import bindparam
from sqlmodel import Session

from storage import prepared
from storage.base import Json
from storage.officers import Address, Officer, Post
from storage.talks import Talk
from storage.units import Unit

_ADDRESS, _OFFICER, _TALK = (prepared.columns(table) for table in (Address, Officer, Talk))
_POST, _UNIT = prepared.columns(Post), prepared.columns(Unit)
_KNOWN = (
    prepared.select(
        _ADDRESS.channel,
        _ADDRESS.external_id,
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
    .where(_ADDRESS.channel == bindparam("on"))
    .order_by(_ADDRESS.id, _POST.id)
)
_ONE = _KNOWN.where(_ADDRESS.external_id == bindparam("account"))
_SEVERAL = _KNOWN.where(prepared.among(_ADDRESS.external_id))


class Speaker(NamedTuple):
    """The officer behind an account; `posts` are (unit, its name, role), oldest first."""

    channel: str
    external_id: str
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
    found = prepared.rows(session, _ONE, on=channel, account=external_id)
    return _speaker(found) if found else None


def by_chats(session: Session, chats: Iterable[str]) -> dict[str, Speaker]:
    """Who speaks in these chats, by the chat's key (`telegram:1001`), where it is one officer's own chat with us: its
    number is the account's."""
    found: dict[str, Speaker] = {}
    for channel, keys in groupby(sorted(chats), lambda key: key.partition(":")[0]):
        rows = prepared.each(session, _SEVERAL, [key.partition(":")[2] for key in keys], on=channel)
        for account, of_one in groupby(rows, lambda row: row.external_id):
            found[f"{channel}:{account}"] = _speaker(list(of_one))
    return found


def _speaker(rows: Sequence[Any]) -> Speaker:
    posts = tuple((row.unit_id, row.unit, row.role) for row in rows if row.unit_id is not None)
    return Speaker._make((*rows[0][:-3], posts))
