"""Joining by invite: single use, 128 random bits, stored hashed, bound to unit and role; guessing locks."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import newcomers, rights
from reporting.refusal import Refusal
from reporting.text import clean_name
from storage import audit, invites, officers, units
from storage.invites import Guess, Invite, Joining
from storage.officers import Address, Officer, Post

LIFE = timedelta(hours=72)
DEVICE_LIFE = timedelta(minutes=15)  # a second device is at hand: its code need not live long
GUESSES = 5
GUESS_WINDOW = timedelta(minutes=10)
LOCK = timedelta(minutes=30)
CONSENT = "2026-11"  # the version of the consent text: change it with the text
# Letters that are not mistaken for each other when read aloud or typed (Crockford's base 32).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12  # 60 bits: for typing, within 72 hours and under the guess lock


@dataclass(frozen=True)
class Made:
    """An invite as it is handed over, once: the secrets themselves are not kept anywhere."""

    invite_id: int
    link: str
    code: str
    unit: str
    role: str
    name: str | None
    expires_at: datetime


@dataclass(frozen=True)
class Step:
    """What comes next for somebody who joins: consent, name, done; or the neutral no."""

    step: str
    unit: str = ""
    role: str = ""
    name: str = ""


NO = Step("no")


def digest(secret: str) -> str:
    """What is stored in the place of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def plain_code(typed: str) -> str:
    """A code as typed (spaces, dashes, small letters, O for 0, I or L for 1) in its one spelling."""
    return typed.upper().translate(str.maketrans("OIL", "011", " -–.\t\n"))


def looks_like_code(typed: str) -> bool:
    """Whether this could be a code at all."""
    plain = plain_code(typed)
    return len(plain) == CODE_LENGTH and all(letter in ALPHABET for letter in plain)


def invite(
    session: Session,
    now: datetime,
    by: int | None,
    unit_id: int,
    role: str,
    officer_id: int | None = None,
    life: timedelta = LIFE,
    replaces: int | None = None,
) -> Made:
    """Make an invite to that role in that unit. `by` None is the command line. Raises Refusal without the right."""
    unit = units.by_id(session, unit_id)
    if unit is None or role not in officers.ROLES:
        raise Refusal("refused-out-of-date")
    if by is not None and by != officer_id:
        rights.demand(session, by, "invite.make", unit_id)
    elif by is not None and officers.held_post(session, by, unit_id, role) is None:
        raise Refusal("refused-right")  # another device of one's own needs no right but the post itself
    link = secrets.token_urlsafe(16)  # 128 bits
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    row = Invite(
        link_hash=digest(link),
        code_hash=digest(code),
        unit_id=unit_id,
        role=role,
        officer_id=officer_id,
        made_by=by,
        made_at=now,
        expires_at=now + life,
        replaces=replaces,
    )
    session.add(row)
    session.flush()
    invited = officers.by_id(session, officer_id) if officer_id else None
    audit.note(session, now, by, "invite.make", "invite", row.id, unit_id=unit_id, after={"role": role})
    shown = "-".join(code[i : i + 4] for i in range(0, CODE_LENGTH, 4))
    return Made(row.id or 0, link, shown, unit.name, role, invited.name if invited else None, row.expires_at)


def show(session: Session, now: datetime, channel: str, external_id: str, secret: str) -> Step:
    """A stranger shows a link's secret or a code. Wrong, used, expired, locked: the same neutral NO."""
    guess = invites.guesses(session, channel, external_id)
    if guess and guess.locked_until and guess.locked_until > now:
        return NO
    spelled = plain_code(secret) if looks_like_code(secret) else secret
    found = invites.by_secret(session, digest(spelled))
    if not found or found.used_at or found.revoked_at or found.expires_at <= now or found.id is None:
        _count_wrong(session, now, channel, external_id, guess)
        return NO
    known = officers.by_address(session, channel, external_id)
    if known and known[0].id is not None:
        taken = _add_post(session, now, known[0], found)
        if taken is not NO:
            known[1].seen_at = now  # somebody who may invite knows who sits there: an idle account is sure again
            session.add(known[1])
        return taken
    waiting = invites.joining(session, channel, external_id) or Joining(
        channel=channel, external_id=external_id, invite_id=found.id, step="consent", at=now
    )
    waiting.invite_id, waiting.step, waiting.data, waiting.at = found.id, "consent", {}, now
    session.add(waiting)
    return _step(session, waiting)


def _count_wrong(session: Session, now: datetime, channel: str, external_id: str, guess: Guess | None) -> None:
    if guess is None:
        guess = Guess(channel=channel, external_id=external_id, first_at=now)
    if now - guess.first_at > GUESS_WINDOW and not (guess.locked_until and guess.locked_until > now):
        guess.first_at, guess.failures = now, 0
    guess.failures += 1
    if guess.failures >= GUESSES:
        guess.locked_until = now + LOCK
        audit.note(session, now, None, "invite.locked", channel, external_id)
    session.add(guess)


def _add_post(session: Session, now: datetime, officer: Officer, found: Invite) -> Step:
    """Somebody whom we know takes a further post: consent stands, the name is known."""
    assert officer.id is not None and found.id is not None
    if found.officer_id is not None and found.officer_id != officer.id:
        return NO
    if not invites.use(session, found.id, officer.id, now):
        return NO
    _take_post(session, now, officer.id, found)
    unit = units.by_id(session, found.unit_id)
    return Step("done", unit.name if unit else "", found.role, officer.name)


def _take_post(session: Session, now: datetime, officer_id: int, found: Invite) -> None:
    held = {(post.unit_id, post.role) for post in officers.posts(session, officer_id)}
    if (found.unit_id, found.role) not in held:
        # Who takes over a post is no late joiner: what was pending for the unit is theirs at once.
        old = officers.post(session, found.replaces) if found.replaces else None
        since = old.since if old else now
        session.add(Post(officer_id=officer_id, unit_id=found.unit_id, role=found.role, since=since))
        session.flush()
    audit.note(
        session, now, officer_id, "invite.use", "invite", found.id, unit_id=found.unit_id, after={"role": found.role}
    )
    newcomers.came(session, now, found, officer_id)


def waiting(session: Session, channel: str, external_id: str) -> Step | None:
    """What an unfinished joining waits for."""
    row = invites.joining(session, channel, external_id)
    return _step(session, row) if row else None


def _step(session: Session, row: Joining) -> Step:
    found = session.get(Invite, row.invite_id)
    assert found is not None
    unit = units.by_id(session, found.unit_id)
    invited = officers.by_id(session, found.officer_id) if found.officer_id else None
    return Step(row.step, unit.name if unit else "", found.role, invited.name if invited else "")


def agree(session: Session, now: datetime, channel: str, external_id: str) -> Step:
    """Consent was given: its version and time are kept. Next comes the name, unless it is known."""
    row = invites.joining(session, channel, external_id)
    if row is None:
        return NO
    row.data = {"consent": CONSENT, "consent_at": now.isoformat()}
    found = session.get(Invite, row.invite_id)
    assert found is not None
    row.step = "name"
    session.add(row)
    if found.officer_id is not None:
        return _finish(session, now, row, found, None)
    return _step(session, row)


def refuse(session: Session, channel: str, external_id: str) -> None:
    """Consent was not given: nothing is kept of this account; the invite stays good."""
    row = invites.joining(session, channel, external_id)
    if row is not None:
        session.delete(row)


def name(session: Session, now: datetime, channel: str, external_id: str, typed: str) -> Step:
    """The name by which the officer is written to; with it joining is done. Raises Refusal."""
    row = invites.joining(session, channel, external_id)
    if row is None or row.step != "name":
        return NO
    called = clean_name(typed)
    if not 2 <= len(called) <= 80 or any(letter.isdigit() for letter in called):
        raise Refusal("refused-name")
    found = session.get(Invite, row.invite_id)
    assert found is not None
    return _finish(session, now, row, found, called)


def _finish(session: Session, now: datetime, row: Joining, found: Invite, called: str | None) -> Step:
    assert found.id is not None
    officer = officers.by_id(session, found.officer_id) if found.officer_id else None
    if officer is None:
        officer = Officer(name=called or "", created_at=now)
        session.add(officer)
        session.flush()
    assert officer.id is not None
    if not invites.use(session, found.id, officer.id, now):
        session.delete(row)
        if found.officer_id is None:
            session.delete(officer)
        return NO
    officer.consent_version = row.data["consent"]
    officer.consent_at = datetime.fromisoformat(row.data["consent_at"])
    session.add(officer)
    session.add(
        Address(officer_id=officer.id, channel=row.channel, external_id=row.external_id, joined_at=now, seen_at=now)
    )
    _take_post(session, now, officer.id, found)
    _forget_guesses(session, row)
    session.delete(row)
    unit = units.by_id(session, found.unit_id)
    return Step("done", unit.name if unit else "", found.role, officer.name)


def _forget_guesses(session: Session, row: Joining) -> None:
    guess = invites.guesses(session, row.channel, row.external_id)
    if guess is not None:
        session.delete(guess)
