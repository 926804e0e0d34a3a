"""The rows of the page as Telegram's JSON, so that one set of handlers serves both.

Shapes: https://core.telegram.org/bots/api (Update, Message, CallbackQuery, Document, PhotoSize). No aiogram here: the
same JSON goes into the inbox and, through `session.py`, back to a handler as the message that it sent.
"""

import re
from dataclasses import dataclass

from reporting.text import utf16_len
from storage.base import Json
from storage.webchat import WebMessage

# Far above every account number, which are user and chat numbers here.
BOT_ID = 9_000_000_001
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}")
# Kinds that Telegram, too, shows as photos; a GIF is a document there.
PHOTOS = ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True)
class Sender:
    """Who writes: the account, the officer's name ("" while unknown) and the language of the page."""

    account_id: int
    name: str = ""
    language: str = "vi"

    def user(self) -> Json:
        """As Telegram's User."""
        return {"id": self.account_id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    def chat(self) -> Json:
        """As Telegram's private Chat."""
        return {"id": self.account_id, "type": "private", "first_name": self.name}


def bot_user(name: str) -> Json:
    """The bot itself as Telegram's User."""
    return {"id": BOT_ID, "is_bot": True, "first_name": name, "username": "tincoso_web_bot"}


def message(row: WebMessage, sender: Sender, bot_name: str) -> Json:
    """One bubble as Telegram's Message."""
    content = row.content
    said: Json = {
        "message_id": row.id,
        "date": int(row.at.timestamp()),
        "chat": sender.chat(),
        "from": bot_user(bot_name) if row.from_bot else sender.user(),
    }
    said |= _file(content) if content.get("file") else {}
    words, marks = ("caption", "caption_entities") if content.get("file") else ("text", "entities")
    if content.get("text"):
        said[words] = content["text"]
    if content.get("entities"):
        said[marks] = content["entities"]
    if content.get("buttons"):
        said["reply_markup"] = {"inline_keyboard": [[_button(button) for button in row] for row in content["buttons"]]}
    if content.get("edited"):
        said["edit_date"] = content["edited"]
    if content.get("album"):
        said["media_group_id"] = content["album"]
    return said


def text_update(row: WebMessage, sender: Sender, bot_name: str, text: str) -> Json:
    """What the officer wrote. `text` is what the bot reads; the bubble may show less (a code stays secret)."""
    said = message(row, sender, bot_name) | {"text": text}
    if command := COMMAND.match(text):
        said["entities"] = [{"type": "bot_command", "offset": 0, "length": utf16_len(command[0])}]
    return {"update_id": row.id, "message": said}


def file_update(row: WebMessage, sender: Sender, bot_name: str) -> Json:
    """A photo or a document that the officer sent."""
    return {"update_id": row.id, "message": message(row, sender, bot_name)}


def tap_update(row: WebMessage, under: WebMessage, sender: Sender, bot_name: str) -> Json:
    """A tap on a button of the message `under`."""
    query = {
        "id": str(row.id),
        "from": sender.user(),
        "chat_instance": str(sender.account_id),
        "message": message(under, sender, bot_name),
        "data": row.content["tap"]["data"],
    }
    return {"update_id": row.id, "callback_query": query}


def _button(button: Json) -> Json:
    kind = "url" if "url" in button else "data"
    return {"text": button["text"], {"url": "url", "data": "callback_data"}[kind]: button[kind]}


def _file(content: Json) -> Json:
    file = content["file"]
    same = {"file_id": file["stored"], "file_unique_id": file["stored"], "file_size": file["size"]}
    if content.get("photo"):
        return {"photo": [{**same, "width": file.get("width", 1), "height": file.get("height", 1)}]}
    return {"document": {**same, "file_name": file["name"], "mime_type": file["mime"]}}
