"""Who is speaking: read from the database at every update."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import rights
from reporting.refusal import Refusal
from storage import officers, speakers
from storage.base import Json
from storage.speakers import Speaker

# The hour of the last word is written at most this often: it decides only which address is used.
SEEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Place:
    """A post as the handlers see it."""

    unit_id: int
    unit: str
    role: str


@dataclass(frozen=True)
class Person:
    """The officer who speaks, with posts, what they allow to somebody, and what is going on."""

    id: int
    name: str
    title: str
    language: str
    address_id: int
    places: tuple[Place, ...] = ()
    acts: frozenset[str] = frozenset()
    topic: str | None = None
    data: Json = field(default_factory=dict)
    stale: bool = False
    seen_at: datetime | None = None


def who(session: Session, channel: str, external_id: str, now: datetime) -> Person | None:
    """The officer behind this account, or None for a stranger. Reads only.

    `stale` says that the account's last word is old enough to be written anew (see `heard`); `seen_at` is when it was.
    """
    found = speakers.by_address(session, channel, external_id)
    return None if found is None else person(found, now)


def person(found: Speaker, now: datetime) -> Person:
    """The officer as the handlers see them (see `who`)."""
    return Person(
        id=found.officer_id,
        name=found.name,
        title=found.title,
        language=found.language,
        address_id=found.address_id,
        places=tuple(Place(*post) for post in found.posts),
        acts=frozenset(rights.acts_of([role for _, _, role in found.posts])),
        topic=found.topic,
        data=dict(found.data or {}),
        stale=found.unreachable_since is not None or now - found.seen_at > SEEN_EVERY,
        seen_at=found.seen_at,
    )


def heard(session: Session, address_id: int, now: datetime, sure: bool = True) -> None:
    """The account wrote to us: it can be reached again. Not `sure` that it is still that officer's: it stays idle."""
    address = session.get(officers.Address, address_id)
    if address is not None:
        address.seen_at = now if sure else address.seen_at
        address.unreachable_since = address.unreachable_why = None
        session.add(address)


def gone(session: Session, channel: str, external_id: str, why: str, now: datetime) -> None:
    """The messenger says that the account blocked the bot or is no more."""
    found = officers.by_address(session, channel, external_id)
    if found is not None and found[1].unreachable_since is None:
        found[1].unreachable_since, found[1].unreachable_why = now, why[:40]
        session.add(found[1])


def speak(session: Session, channel: str, external_id: str, language: str, now: datetime) -> Person:
    """Set the officer's language; gives the person as they are from then on."""
    found = officers.by_address(session, channel, external_id)
    if found is None or language not in ("vi", "en"):
        raise Refusal("refused-out-of-date")
    found[0].language = language
    session.add(found[0])
    session.flush()
    known = who(session, channel, external_id, now)
    assert known is not None
    return known
