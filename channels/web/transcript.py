"""The messages on one account's screen: written and read here, and nowhere else in the channel.

Every change gives the message the account's next revision. A browser says up to which revision it has seen, and gets
what is above it: so nothing is missed or shown twice, however often the connection drops. Writers of one account wait
for each other (a lock on its row), so that nobody reads revision 8 before 7 is stored.

`content` of a bubble: `text`, `entities`, `buttons` (rows of {text, data} or {text, url}), `file`, `photo` (the file
is shown as a picture), `album`, `edited` (Unix seconds). A tap is a row without a bubble: `{"tap": …}`, revision 0.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.base import Json
from storage.webchat import WebAccount, WebMessage, messages

# A browser that missed more than this gets a fresh screen instead.
CATCH_UP = 200
SCREEN = 50


class Rejected(Exception):
    """The messenger does not do that. The description is worded as Telegram's, so that one handler reads both."""

    def __init__(self, description: str) -> None:
        super().__init__(description)
        self.description = description


def lock(session: Session, account_id: int) -> None:
    """Nobody else writes on this screen until the transaction ends. Raises Rejected where there is no such account."""
    if session.get(WebAccount, account_id, with_for_update=True) is None:
        raise Rejected("Bad Request: chat not found")


def known(session: Session, account_id: int) -> None:
    """Raises Rejected where there is no such account."""
    if session.get(WebAccount, account_id) is None:
        raise Rejected("Bad Request: chat not found")


def last_revision(session: Session, account_id: int) -> int:
    """The revision of the newest change on this screen; 0 where nothing happened yet."""
    asked = select(func.coalesce(func.max(WebMessage.revision), 0)).where(WebMessage.account_id == account_id)
    return int(session.exec(asked).one())


def add(
    session: Session, account_id: int, content: Json, now: datetime, *, from_bot: bool, key: str | None = None
) -> WebMessage:
    """A new bubble. With a key that was used before it is the bubble made then. Raises Rejected (no such account)."""
    lock(session, account_id)
    if key is not None and (before := _under_key(session, account_id, key)):
        return before
    row = WebMessage(
        account_id=account_id,
        from_bot=from_bot,
        content=content,
        client_key=key,
        revision=last_revision(session, account_id) + 1,
        at=now,
    )
    return _stored(session, row)


def add_tap(session: Session, account_id: int, tap: Json, key: str, now: datetime) -> WebMessage:
    """A tap on a button: a row with a number of its own and without a bubble. The account is locked by the caller."""
    row = WebMessage(
        account_id=account_id, from_bot=False, content={"tap": tap}, client_key=key, deleted=True, revision=0, at=now
    )
    return _stored(session, row)


def edit(session: Session, account_id: int, message_id: int, parts: Json, now: datetime) -> WebMessage:
    """Put these parts in the place of the old ones. Raises Rejected: no such message, not the bot's, nothing new."""
    lock(session, account_id)
    row = _bubble(session, account_id, message_id, "edit")
    if not row.from_bot:
        raise Rejected("Bad Request: message can't be edited")
    if "text" in parts and row.content.get("file"):
        raise Rejected("Bad Request: there is no text in the message to edit")
    if all(row.content.get(name) == value for name, value in parts.items()):
        raise Rejected(
            "Bad Request: message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    row.content = {**row.content, **parts, "edited": int(now.timestamp())}
    row.revision = last_revision(session, account_id) + 1
    return _stored(session, row)


def remove(session: Session, account_id: int, message_id: int) -> None:
    """Take the bubble off the screen and forget what it said. Raises Rejected where there is none."""
    lock(session, account_id)
    row = _bubble(session, account_id, message_id, "delete")
    row.content, row.deleted, row.revision = {}, True, last_revision(session, account_id) + 1
    _stored(session, row)


def changes(session: Session, account_id: int, since: int) -> tuple[Sequence[WebMessage], int]:
    """What changed above that revision, in the order of the screen, and the revision reached."""
    asked = select(WebMessage).where(WebMessage.account_id == account_id, WebMessage.revision > since)
    rows = session.exec(asked.order_by(col(WebMessage.id))).all()
    return rows, max((row.revision for row in rows), default=since)


def newest(session: Session, accounts: Collection[int]) -> dict[int, int]:
    """The revision of the newest change on each of these screens; one without any is not among them."""
    asked = select(WebMessage.account_id, func.max(WebMessage.revision)).where(col(WebMessage.account_id).in_(accounts))
    return dict(session.exec(asked.group_by(col(WebMessage.account_id))).all())


def missed(session: Session, account_id: int, since: int) -> int:
    """How many messages changed above that revision."""
    asked = select(func.count()).where(WebMessage.account_id == account_id, WebMessage.revision > since)
    return int(session.exec(asked).one())


def screen(session: Session, account_id: int, before: int | None = None) -> tuple[list[Json], bool]:
    """The newest messages (or those before that number), as the page reads them, and whether there are older ones."""
    rows = messages(session, account_id, before, SCREEN + 1)
    return [view(row) for row in rows[-SCREEN:]], len(rows) > SCREEN


def tap(session: Session, tap_id: int) -> WebMessage | None:
    """The tap with this number."""
    row = session.get(WebMessage, tap_id)
    return row if row is not None and "tap" in row.content else None


def answered(session: Session, tap_id: int, answer: Json) -> WebMessage:
    """Keep what the bot answered to a tap, for a browser that was away at that moment. Raises Rejected."""
    row = tap(session, tap_id)
    if row is None:
        raise Rejected("Bad Request: query is too old and response timeout expired or query ID is invalid")
    row.content = {**row.content, "answer": answer}
    return _stored(session, row)


def answers(session: Session, account_id: int, keys: Sequence[str]) -> list[Json]:
    """The answers to these taps of the account, as far as the bot gave them."""
    asked = select(WebMessage).where(WebMessage.account_id == account_id, col(WebMessage.client_key).in_(keys))
    return [{"key": row.client_key, **row.content["answer"]} for row in session.exec(asked) if "answer" in row.content]


def view(row: WebMessage) -> Json:
    """The message as the page reads it."""
    if row.deleted:
        return {"id": row.id, "revision": row.revision, "deleted": True}
    base = {"id": row.id, "revision": row.revision, "own": not row.from_bot, "at": row.at.isoformat()}
    return {**row.content, **base, **({} if row.from_bot else {"key": row.client_key})}


def _under_key(session: Session, account_id: int, key: str) -> WebMessage | None:
    asked = select(WebMessage).where(WebMessage.account_id == account_id, WebMessage.client_key == key)
    return session.exec(asked).one_or_none()


def _bubble(session: Session, account_id: int, message_id: int, act: str) -> WebMessage:
    row = session.get(WebMessage, message_id)
    if row is None or row.account_id != account_id or row.deleted:
        raise Rejected(f"Bad Request: message to {act} not found")
    return row


def _stored(session: Session, row: WebMessage) -> WebMessage:
    session.add(row)
    session.flush()
    return row
