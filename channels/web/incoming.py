"""What a browser sends: checked, stored as a bubble and as an update of the inbox, in one transaction.

A browser that got no acknowledgement sends the same thing again under the same key; it is kept once and acknowledged
again. The number of the row is the number of the update, so the inbox cannot hold it twice either.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from channels.web import transcript, updates
from channels.web.updates import Sender
from reporting.refusal import Refusal
from reporting.text import clean, utf16_len
from storage import inbox, officers
from storage.base import Json
from storage.webchat import WebMessage, by_client_key

BOT = "web"
CHANNEL = "web"
KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
# Telegram's limits, so that a handler never meets more here than there.
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA = 4096, 1024, 64


@dataclass(frozen=True)
class Text:
    """Words. `shown` replaces them in the bubble where they are a secret."""

    key: str
    text: str
    shown: str | None = None


@dataclass(frozen=True)
class Tap:
    """A tap on a button of a message."""

    key: str
    message: int
    data: str


@dataclass(frozen=True)
class Sent:
    """A file that was uploaded before. `file` is what the store says of it."""

    key: str
    stored: str
    caption: str
    file: Json | None = None


Said = Text | Tap | Sent


def read(frame: Json) -> Said:
    """What the browser says, cleaned. Raises Refusal where it is empty, too long or not understood."""
    kind, key = frame.get("kind"), frame.get("key")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise Refusal("page-not-understood")
    if kind == "text":
        text = _words(frame.get("text"), LONGEST_TEXT)
        if not text:
            raise Refusal("page-empty")
        return Text(key, text)
    if kind == "tap" and isinstance(frame.get("data"), str) and _is_number(frame.get("message")):
        return Tap(key, frame["message"], frame["data"])
    if kind == "file" and isinstance(frame.get("file"), str):
        return Sent(key, frame["file"], _words(frame.get("caption") or "", LONGEST_CAPTION))
    raise Refusal("page-not-understood")


def accept(session: Session, account_id: int, said: Said, language: str, bot_name: str, now: datetime) -> int:
    """Keep it and give its number; what was kept before under the same key gives the number it has.

    Raises Refusal: a button that the message does not have (any more), a file that is not the account's.
    """
    transcript.lock(session, account_id)
    before = by_client_key(session, account_id, said.key)
    if before is not None and before.id is not None:
        return before.id
    sender = _sender(session, account_id, language)
    if isinstance(said, Tap):
        row, raw = _tap(session, said, sender, bot_name, now)
    elif isinstance(said, Sent):
        row, raw = _file(session, said, sender, bot_name, now)
    else:
        row, raw = _text(session, said, sender, bot_name, now)
    if row.id is None or inbox.store(session, BOT, [(row.id, f"{CHANNEL}:{account_id}", raw)], now) != 1:
        # Two messages under one number would mean that one of them is never read: refuse aloud, keep neither.
        raise RuntimeError(f"update {row.id} of the page is in the inbox already")
    return row.id


def _text(session: Session, said: Text, sender: Sender, bot_name: str, now: datetime) -> tuple[WebMessage, Json]:
    content = {"text": said.shown if said.shown is not None else said.text}
    row = transcript.add(session, sender.account_id, content, now, from_bot=False, key=said.key)
    return row, updates.text_update(row, sender, bot_name, said.text)


def _tap(session: Session, said: Tap, sender: Sender, bot_name: str, now: datetime) -> tuple[WebMessage, Json]:
    under = session.get(WebMessage, said.message)
    if under is None or under.account_id != sender.account_id or not _has_button(under, said.data):
        raise Refusal("page-button-old")
    tap = {"message": said.message, "data": said.data}
    row = transcript.add_tap(session, sender.account_id, tap, said.key, now)
    return row, updates.tap_update(row, under, sender, bot_name)


def _file(session: Session, said: Sent, sender: Sender, bot_name: str, now: datetime) -> tuple[WebMessage, Json]:
    if said.file is None:
        raise Refusal("page-file-unknown")
    photo = said.file["mime"] in updates.PHOTOS and "width" in said.file
    content = {"text": said.caption, "file": said.file, "photo": photo}
    row = transcript.add(session, sender.account_id, content, now, from_bot=False, key=said.key)
    return row, updates.file_update(row, sender, bot_name)


def _sender(session: Session, account_id: int, language: str) -> Sender:
    found = officers.by_address(session, CHANNEL, str(account_id))
    return Sender(account_id, found[0].name if found else "", language)


def _has_button(row: WebMessage, data: str) -> bool:
    if not row.from_bot or row.deleted:
        return False
    return any(button.get("data") == data for buttons in row.content.get("buttons", ()) for button in buttons)


def _words(given: Any, longest: int) -> str:
    if not isinstance(given, str):
        raise Refusal("page-not-understood")
    text = clean(given).strip()
    if utf16_len(text) > longest:
        raise Refusal("page-too-long", limit=longest)
    return text


def _is_number(given: Any) -> bool:
    # True is an int in Python, and PostgreSQL refuses what does not fit into its integer.
    return isinstance(given, int) and not isinstance(given, bool) and 0 < given < 2**31
