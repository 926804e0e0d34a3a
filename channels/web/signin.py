"""Who is signed in at the page: sessions of 120 days, kept as hashes of the cookie.

The page signs nobody up: it opens an account without rights and shows the invite code to the bot as its first words.
The bot itself judges the code, asks for consent and binds the account to an officer.
"""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from sqlmodel import Session, col, delete, update

from channels.web import incoming
from storage.webchat import WebAccount, WebSession, session_of

# Counted from the last visit: the time is lengthened when a day of it is used up.
STAYS = timedelta(days=120)  # a quarterly rhythm: nobody should need a new code for each report
LENGTHENED_AFTER = timedelta(days=1)
# A code is typed in groups; a longer secret (from a link) may itself hold hyphens.
CODE = re.compile(r"[A-Za-z0-9]{12}")


def new_token() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is stored of a cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def tidy_code(typed: str) -> str:
    """The code without the spaces and hyphens between its groups; anything else only without spaces."""
    bare = re.sub(r"[\s\-–—.]+", "", typed)
    return bare if CODE.fullmatch(bare) else re.sub(r"\s+", "", typed)


def account_of(session: Session, token_hash: str, now: datetime) -> int | None:
    """The account behind this cookie, if its session lives."""
    found = session_of(session, token_hash, now)
    return found.account_id if found else None


def open_session(session: Session, account_id: int, token_hash: str, old_hash: str | None, now: datetime) -> None:
    """Sign this browser in; its old session ends, and so do those that ran out."""
    session.execute(delete(WebSession).where(col(WebSession.expires_at) <= now))
    if old_hash is not None:
        end_session(session, old_hash)
    session.add(WebSession(token_hash=token_hash, account_id=account_id, made_at=now, expires_at=now + STAYS))


def lengthen(session: Session, token_hash: str, now: datetime) -> bool:
    """Let the session live on from now where a day of it is used up. Says whether it was lengthened."""
    done = session.execute(
        update(WebSession)
        .where(
            col(WebSession.token_hash) == token_hash,
            col(WebSession.expires_at) > now,
            col(WebSession.expires_at) < now + STAYS - LENGTHENED_AFTER,
        )
        .values(expires_at=now + STAYS)
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def lengthen_all(session: Session, now: datetime) -> None:
    """For the demo, whose clock jumps over the end of every session while the people sit there."""
    session.execute(update(WebSession).values(expires_at=now + STAYS))


def end_session(session: Session, token_hash: str) -> None:
    """Sign out."""
    session.execute(delete(WebSession).where(col(WebSession.token_hash) == token_hash))


def enter(
    session: Session,
    code: str,
    token_hash: str,
    old_hash: str | None,
    shown: str,
    language: str,
    bot_name: str,
    now: datetime,
) -> int:
    """Sign in with a code: the account (the one this browser has, else a new one) says "/start <code>" to the bot.

    The bubble shows `shown`, so that the code does not stay on the screen. A browser keeps its account over wrong
    codes, and with it the count of wrong guesses.
    """
    account_id = account_of(session, old_hash, now) if old_hash else None
    if account_id is None:
        account = WebAccount(made_at=now)
        session.add(account)
        session.flush()
        account_id = account.id
    if account_id is None:
        raise RuntimeError("the database gave the account no number")
    open_session(session, account_id, token_hash, old_hash, now)
    said = incoming.Text(f"login-{uuid4().hex}", f"/start {code}", shown)
    incoming.accept(session, account_id, said, language, bot_name, now)
    return account_id
