"""Chats: the messages in them, and who may write there."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.botapi.errors import Json, bad_request, forbidden
from tests.botapi.files import StoredFile
from tests.botapi.screen import Message, buttons_of

if TYPE_CHECKING:
    from tests.botapi.accounts import BotAccount
    from tests.botapi.people import Person


@dataclass
class Entry:
    """A message as it is kept: the Message object, its author's user id, its files."""

    data: Json
    author: int
    files: list[StoredFile]
    change: int
    deleted: bool = False


class Room:
    """A chat. Message ids count from 1 in every chat: Telegram promises no more than that they differ inside one."""

    def __init__(self, chat: Json) -> None:
        self.chat = chat
        self.changes = 0
        self.keyboard: Json | None = None
        """The reply keyboard that people see under the input line."""
        self.actions: list[str] = []
        """Chat actions shown here: typing, upload_document …"""
        self._entries: dict[int, Entry] = {}

    @property
    def chat_id(self) -> int:
        """The chat's id: the person's in a private chat, negative in a group."""
        return int(self.chat["id"])

    @property
    def is_private(self) -> bool:
        """Whether this is a chat of one person with one bot."""
        return self.chat_id > 0

    def add(self, author: Json, date: int, content: Json, files: list[StoredFile]) -> Entry:
        """Put a message into the chat. `date` in Unix seconds."""
        message_id = len(self._entries) + 1
        data = {"message_id": message_id, "from": author, "chat": self.chat, "date": date, **content}
        entry = Entry(data, author["id"], files, 0)
        self._entries[message_id] = entry
        self.touch(entry)
        return entry

    def touch(self, entry: Entry) -> None:
        """Note that this message changed now."""
        self.changes += 1
        entry.change = self.changes

    def find(self, message_id: int) -> Entry | None:
        """The message, unless it was deleted or never was."""
        entry = self._entries.get(message_id)
        return None if entry is None or entry.deleted else entry

    def screen(self) -> list[Message]:
        """Every message that is to be seen, oldest first."""
        return [self.shown(entry) for entry in self._entries.values() if not entry.deleted]

    def shown(self, entry: Entry) -> Message:
        """A message as it stands now."""
        data, author = entry.data, entry.data["from"]
        return Message(
            room=self,
            message_id=data["message_id"],
            from_bot=author["is_bot"],
            sender=author["first_name"],
            text=data.get("text") or data.get("caption") or "",
            buttons=buttons_of(data),
            files=tuple(entry.files),
            edited="edit_date" in data,
            change=entry.change,
            data=dict(data),
        )

    def bots(self) -> "list[BotAccount]":
        """The bots that are in this chat now."""
        raise NotImplementedError

    def check_writable(self, bot: "BotAccount") -> None:
        """Raises ApiError when the bot may not write here."""
        raise NotImplementedError


class PrivateRoom(Room):
    """A person's chat with one bot."""

    def __init__(self, bot: "BotAccount", person: "Person") -> None:
        super().__init__(person.private_chat)
        self.bot = bot
        self.person = person
        self.started = False
        """The person wrote at least once: before that a bot cannot begin."""
        self.blocked = False

    def bots(self) -> "list[BotAccount]":
        return [] if self.blocked else [self.bot]

    def check_writable(self, bot: "BotAccount") -> None:
        if self.person.deactivated:
            raise forbidden("user is deactivated")
        if not self.started:
            raise forbidden("bot can't initiate conversation with a user")
        if self.blocked:
            raise forbidden("bot was blocked by the user")


@dataclass(eq=False)
class Membership:
    """Who of the bots is in a group, and who was thrown out."""

    present: "list[BotAccount]" = field(default_factory=list)
    kicked: "list[BotAccount]" = field(default_factory=list)


class GroupRoom(Room):
    """A group, supergroup or channel. A group may be upgraded: then it has a successor with another id."""

    def __init__(self, chat_id: int, title: str, kind: str) -> None:
        super().__init__({"id": chat_id, "title": title, "type": kind})
        self.members = Membership()
        self.successor: GroupRoom | None = None

    def bots(self) -> "list[BotAccount]":
        return list(self.members.present)

    def check_writable(self, bot: "BotAccount") -> None:
        if self.successor is not None:
            new_id = self.successor.chat_id
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=new_id)
        if bot in self.members.kicked:
            raise forbidden(f"bot was kicked from the {self.chat['type']} chat")
        if bot not in self.members.present:
            raise forbidden(f"bot is not a member of the {self.chat['type']} chat")
