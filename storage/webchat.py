"""What the web chat keeps, being its own messenger: accounts, sessions, the messages on the screen, files."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint, delete
from sqlmodel import Field, Session, col, select

from storage.base import Json, SQLModel, json_column
from storage.officers import Address

CHANNEL = "web"


class WebAccount(SQLModel, table=True):
    """Someone at the web page; its number is both chat and user number there."""

    __tablename__ = "web_account"

    id: int | None = Field(default=None, primary_key=True)
    made_at: datetime


class WebSession(SQLModel, table=True):
    """A signed-in browser. The cookie's value itself is never stored."""

    __tablename__ = "web_session"

    token_hash: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="web_account.id", index=True)
    made_at: datetime
    expires_at: datetime


class WebMessage(SQLModel, table=True):
    """One bubble. `client_key` is the browser's own number, so that a message sent again is kept once."""

    __tablename__ = "web_message"
    __table_args__ = (UniqueConstraint("account_id", "client_key"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="web_account.id", index=True)
    from_bot: bool
    content: Json = Field(sa_column=json_column())
    client_key: str | None = Field(default=None, max_length=64)
    revision: int = 0
    deleted: bool = False
    at: datetime


class WebFile(SQLModel, table=True):
    """A file that went through the page, up or down. `stored` is the name on disk."""

    __tablename__ = "web_file"

    stored: str = Field(primary_key=True, max_length=40)
    account_id: int = Field(foreign_key="web_account.id", index=True)
    name: str = Field(max_length=255)
    mime: str = Field(max_length=100)
    size: int
    at: datetime


def session_of(session: Session, token_hash: str, now: datetime) -> WebSession | None:
    """The live session behind this cookie."""
    found = session.get(WebSession, token_hash)
    return found if found and found.expires_at > now else None


def end_sessions(session: Session, officer_id: int) -> None:
    """Sign this officer out of every browser."""
    mine = select(Address.external_id).where(Address.officer_id == officer_id, Address.channel == CHANNEL)
    accounts = [int(account) for account in session.exec(mine).all() if account.isdecimal()]
    session.execute(delete(WebSession).where(col(WebSession.account_id).in_(accounts)))


def messages(session: Session, account_id: int, before: int | None = None, limit: int = 50) -> Sequence[WebMessage]:
    """The newest messages on this screen, oldest first; with `before`, those older than that number."""
    asked = select(WebMessage).where(WebMessage.account_id == account_id, col(WebMessage.deleted).is_(False))
    if before is not None:
        asked = asked.where(col(WebMessage.id) < before)
    return list(reversed(session.exec(asked.order_by(col(WebMessage.id).desc()).limit(limit)).all()))


def by_client_key(session: Session, account_id: int, client_key: str) -> WebMessage | None:
    """The message that the browser sent under this number, if it came before."""
    return session.exec(
        select(WebMessage).where(WebMessage.account_id == account_id, WebMessage.client_key == client_key)
    ).one_or_none()
