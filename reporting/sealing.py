"""Evidence that the audit was not rewritten: a chain of seals, made by the clock, checked by anybody.

Triggers refuse to change the audit, but who holds the database file can take the triggers away. So the clock puts a
seal on all new lines every few minutes: a hash over the lines and over the seal before it. Who changes a line would
have to forge every seal from there on, and those were told: once a week the office gets the newest seal's
fingerprint in a message that lies on other machines. (OWASP ASVS 5.0, 16.4.2)

What is hashed, for who checks it without this program: SHA-256 over UTF-8 lines of JSON, keys sorted, no blanks, each
ended by a newline. First [previous hash, upto, rows, at of the seal], then each audit line as [id, at, officer_id,
act, object, object_id, unit_id, before, after]; moments are ISO 8601 in UTC. The first seal follows 64 zeros.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from reporting import mail, rights
from reporting.daysoff import ONE_DAY, Office
from storage import seals, undelivered
from storage.archive import to_plain
from storage.seals import Seal

ROOT = "0" * 64
MOST = 1_000
"""Lines under one seal: hashing them takes some hundredths of a second."""
KIND, KEY = "notice", "seal:"
SHOWN = 24
"""Letters of the hash that make a fingerprint: 96 bits."""
MESSAGE_LASTS = timedelta(days=5)


@dataclass(frozen=True)
class Broken:
    """The first seal that does not hold: its number, when it was made, the lines that it covers, how many it counted
    and how many are there now."""

    seal: int
    at: datetime
    first: int
    upto: int
    counted: int
    there: int


@dataclass(frozen=True)
class Verified:
    """What came of the check. `open` lines have no seal yet, the oldest since `open_since`; `known` is the seal with
    the fingerprint that was asked for."""

    seals: int
    lines: int
    open: int
    open_since: datetime | None
    last: Seal | None
    broken: Broken | None
    known: Seal | None


def digest(previous: str, upto: int, rows: int, at: datetime, lines: Iterable[Sequence[Any]]) -> str:
    """The hash of one seal, as the head of this file tells."""
    found = hashlib.sha256()
    for values in ([previous, upto, rows, at], *lines):
        plain = [to_plain(value) for value in values]
        told = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        found.update(told.encode("utf-8", "surrogatepass"))  # half a character must not end the sealing for good
    return found.hexdigest()


def fingerprint(value: str) -> str:
    """A hash in a form that can be read out: 3f2a-9c01-…"""
    return "-".join(value[i : i + 4] for i in range(0, SHOWN, 4))


def waits(session: Session) -> bool:
    """Whether there are lines that no seal covers yet."""
    before = seals.last(session)
    return seals.newest_line(session) > (before.upto if before else 0)


def next_seal(session: Session, now: datetime, upto: int) -> Seal | None:
    """The seal over the oldest lines that have none, at most MOST of them; None when all up to there have one.

    Reads only: `storage.seals.add` stores it. What it reads is never changed, so nobody has to wait meanwhile.
    """
    before = seals.last(session)
    previous, after = (before.hash, before.upto) if before else (ROOT, 0)
    lines = list(seals.lines(session, after, upto, MOST))
    if not lines:
        return None
    reach = int(lines[-1][0])
    made = digest(previous, reach, len(lines), now, lines)
    return Seal(upto=reach, rows=len(lines), previous=previous, hash=made, at=now)


def verify(session: Session, known: str | None = None) -> Verified:
    """Hash everything again and compare. Stops at the first seal that does not hold."""
    chain = seals.all_of(session)
    rest = _Peeking(seals.lines(session, 0))
    previous, after, held, sound = ROOT, 0, 0, 0
    broken = None
    for seal in chain:
        lines = rest.upto(seal.upto)
        made = digest(previous, seal.upto, len(lines), seal.at, lines)
        if (seal.previous, seal.hash, seal.rows) != (previous, made, len(lines)):
            broken = Broken(seal.id or 0, seal.at, after + 1, seal.upto, seal.rows, len(lines))
            break
        previous, after, held, sound = seal.hash, seal.upto, held + len(lines), sound + 1
    unsealed = [] if broken else [line[1] for line in rest]
    return Verified(
        seals=sound,
        lines=held,
        open=len(unsealed),
        open_since=min(unsealed, default=None),
        last=chain[-1] if chain else None,
        broken=broken,
        known=_with(chain[:sound], known) if known else None,
    )


class _Peeking:
    """The lines one after the other, with a look at the next one."""

    def __init__(self, lines: Iterable[tuple[Any, ...]]) -> None:
        self._lines = iter(lines)
        self._next = next(self._lines, None)

    def __iter__(self) -> "_Peeking":
        return self

    def __next__(self) -> tuple[Any, ...]:
        if self._next is None:
            raise StopIteration
        here, self._next = self._next, next(self._lines, None)
        return here

    def upto(self, number: int) -> list[tuple[Any, ...]]:
        """Those up to that number, which are taken away."""
        found = []
        while self._next is not None and self._next[0] <= number:
            found.append(next(self))
        return found


def _with(chain: Sequence[Seal], known: str) -> Seal | None:
    wanted = "".join(letter for letter in known.lower() if letter in "0123456789abcdef")
    if len(wanted) < SHOWN:
        return None
    return next((seal for seal in chain if seal.hash.startswith(wanted)), None)


def tell(session: Session, now: datetime, office: Office) -> bool:
    """Once a week, in the first working hours of its first working day, send the fingerprint to who may read the
    audit; gives whether it was queued now. A program that is in service for less than a week has nothing to tell.
    """
    today = office.today(now)
    monday = today - today.weekday() * ONE_DAY
    if not office.is_working_time(now) or today != office.working_day_on_or_after(monday):
        return False
    key = f"{KEY}{monday:%G-W%V}"
    if not seals.last(session, office.at(monday, time.min)) or undelivered.told_since(session, key, now - 7 * ONE_DAY):
        return False
    newest = seals.last(session)
    assert newest is not None
    values = {"line": newest.upto, "day": f"{office.today(newest.at):%d/%m/%Y}", "print": fingerprint(newest.hash)}
    content = {"title": "seal-title", "text": "seal-told", "values": values}
    whom = undelivered.holders(session, tuple(rights.ACTS["audit.read"]))
    mail.queue(session, now, KIND, key, whom, content, expires_at=now + MESSAGE_LASTS)
    return True
