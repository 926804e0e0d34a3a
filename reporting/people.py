"""Who is speaking: read from the database at every update."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import rights
from reporting.refusal import Refusal
from storage import officers, talks, units
from storage.base import Json

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


def who(session: Session, channel: str, external_id: str, now: datetime) -> Person | None:
    """The officer behind this account, or None for a stranger. Reads only.

    `stale` says that the account's last word is old enough to be written anew (see `heard`).
    """
    found = officers.by_address(session, channel, external_id)
    if found is None or found[0].id is None or found[1].id is None:
        return None
    officer, address = found
    held = officers.posts(session, found[0].id)
    names = units.by_ids(session, [post.unit_id for post in held])
    talk = talks.of(session, found[0].id)
    return Person(
        id=found[0].id,
        name=officer.name,
        title=officer.title,
        language=officer.language,
        address_id=found[1].id,
        places=tuple(Place(post.unit_id, names[post.unit_id].name, post.role) for post in held),
        acts=frozenset(rights.acts_of(held)),
        topic=talk.topic if talk else None,
        data=dict(talk.data) if talk else {},
        stale=address.unreachable_since is not None or now - address.seen_at > SEEN_EVERY,
    )


def heard(session: Session, address_id: int, now: datetime) -> None:
    """The account wrote to us: it can be reached again."""
    address = session.get(officers.Address, address_id)
    if address is not None:
        address.seen_at, address.unreachable_since, address.unreachable_why = now, None, None
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
    person = who(session, channel, external_id, now)
    assert person is not None
    return person
