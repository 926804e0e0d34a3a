"""People: they write, tap, block, and wait until they see something."""

import re
from typing import TYPE_CHECKING

from tests.botapi.accounts import BotAccount, Tap
from tests.botapi.contents import forward_content
from tests.botapi.errors import Json
from tests.botapi.files import StoredFile
from tests.botapi.groups import member_change
from tests.botapi.media import MediaSender
from tests.botapi.queue import DAY, TAP_LASTS
from tests.botapi.rooms import Entry, PrivateRoom, Room
from tests.botapi.screen import Message, NotOnScreen, draw
from tests.botapi.text import MAX_TEXT, with_found_entities
from tests.botapi.watching import Watcher, Where

if TYPE_CHECKING:
    from tests.botapi.world import World

DEEP_LINK = re.compile(r"[A-Za-z0-9_-]{0,64}")


class Person(MediaSender, Watcher):
    """Somebody with Telegram on the phone."""

    def __init__(self, world: "World", user_id: int, name: str, language: str, username: str) -> None:
        self._world = world
        self.user_id = user_id
        self.name = name
        self.language = language
        self.username = username
        self.deactivated = False
        """The account was deleted: whoever writes to it gets 403."""
        self._marks = {}

    @property
    def user(self) -> Json:
        """The User object."""
        known = {"id": self.user_id, "is_bot": False, "first_name": self.name, "language_code": self.language}
        return {**known, "username": self.username} if self.username else known

    @property
    def private_chat(self) -> Json:
        """The Chat object of a private chat with this person."""
        chat = {"id": self.user_id, "first_name": self.name, "type": "private"}
        return {**chat, "username": self.username} if self.username else chat

    async def says(
        self, where: Where, text: str, *, reply_to: Message | None = None, forwarded_from: "Person | str | None" = None
    ) -> Message:
        """Send a text; one above 4096 characters goes in parts, as the apps do. Returns the last part.

        The text travels as it is, control characters too: a hostile client may send them.
        """
        parts = [text[start : start + MAX_TEXT] for start in range(0, len(text), MAX_TEXT)]
        assert parts, "nobody can send an empty text"
        for part in parts:
            content = with_found_entities(part).as_fields("text")
            said = await self.sends(where, content, reply_to=reply_to, forwarded_from=forwarded_from)
        return said

    async def opens(self, bot: BotAccount, payload: str = "") -> Message:
        """Follow a link t.me/bot?start=payload and press Start."""
        assert DEEP_LINK.fullmatch(payload), f"Telegram takes no such start parameter: {payload!r}"
        return await self.says(bot, f"/start {payload}".strip())

    async def sends(
        self,
        where: Where,
        content: Json,
        files: list[StoredFile] | None = None,
        *,
        reply_to: Message | None = None,
        forwarded_from: "Person | str | None" = None,
    ) -> Message:
        """Send a message with these fields of the Message object (text, poll, venue …)."""
        room, date = self._enter(where), int(self._world.now())
        if reply_to is not None:
            content = {**content, "reply_to_message": reply_to.data}
        if forwarded_from is not None:
            origin = forwarded_from.user if isinstance(forwarded_from, Person) else forwarded_from
            content = {**content, **forward_content(origin, date)}
        entry = room.add(self.user, date, content, files or [])
        await self._announce(room, entry, "message")
        return room.shown(entry)

    async def sends_raw(self, bot: BotAccount, update: Json) -> None:
        """Put an update into the bot's queue just as it is; without update_id it gets the next one."""
        bot.hear_raw(update)
        await self._world.tell()

    async def edits(self, message: Message, text: str) -> Message:
        """Change an own message."""
        entry = message.room.find(message.message_id)
        if entry is None or entry.author != self.user_id:
            raise NotOnScreen(f"{self.name} can edit no such message:\n{draw([message])}")
        field = "text" if "text" in entry.data else "caption"
        for name in (field, "entities", "caption_entities"):
            entry.data.pop(name, None)
        entry.data.update(with_found_entities(text).as_fields(field), edit_date=int(self._world.now()))
        message.room.touch(entry)
        self._mark(message.room)
        await self._announce(message.room, entry, "edited_message")
        return message.room.shown(entry)

    async def taps(self, message: Message, which: str) -> Tap:
        """Tap the button with this label or callback data. Raises NotOnScreen when it is no longer there."""
        entry = message.room.find(message.message_id)
        if entry is None:
            raise NotOnScreen(f"{self.name} no longer sees this message:\n{draw([message])}")
        button = message.room.shown(entry).button(which)
        if button.data is None:
            raise NotOnScreen(f"this button tells the bot nothing, it opens {button.url}")
        return await self.taps_anyway(message, button.data)

    async def taps_anyway(self, message: Message, data: str) -> Tap:
        """Send any callback data for the message: a stale screen, a second device, or a forger."""
        bot = self._author(message)
        entry = message.room.find(message.message_id)
        tap = Tap(str(5_000_000 + len(bot.taps)), data, self._world.now())
        bot.taps[tap.query_id] = tap
        chat = {"chat": message.room.chat, "message_id": message.message_id, "date": 0}
        instance = str(-(message.room.chat_id * 31 + bot.user_id))
        query = {"id": tap.query_id, "from": self.user, "chat_instance": instance, "data": data}
        self._mark(message.room)
        self._acted(bot, message.room)
        bot.hear(
            "callback_query", {**query, "message": entry.data if entry else chat}, TAP_LASTS, f"taps {self.user_id}"
        )
        await self._world.tell()
        return tap

    async def presses(self, where: Where, label: str) -> Message:
        """Press a button of the reply keyboard: sends its label, or the contact or place that it asks for."""
        rows = (self._room(where).keyboard or {}).get("keyboard", [])
        button = next((button for row in rows for button in row if button["text"] == label), None)
        if button is None:
            raise NotOnScreen(f"no button {label!r} on the reply keyboard: {rows}")
        if button.get("request_contact"):
            return await self.sends_contact(where, "+84900000000", self.name, self.user_id)
        if button.get("request_location"):
            return await self.sends_location(where, 21.0285, 105.8542)
        return await self.says(where, label)

    async def blocks(self, bot: BotAccount) -> None:
        """Stop the bot: it hears of it, and its messages are answered with 403."""
        await self._block(bot, True)

    async def unblocks(self, bot: BotAccount) -> None:
        """Start the bot again."""
        await self._block(bot, False)

    def commands(self, bot: BotAccount) -> list[Json]:
        """The command menu that this person's app shows in the private chat with the bot."""
        scopes = (f"chat {self.user_id}", "all_private_chats", "default")
        keys = [(scope, language) for scope in scopes for language in (self.language, "")]
        return next((bot.commands[key] for key in keys if bot.commands.get(key)), [])

    def _me(self) -> "Person":
        return self

    def _enter(self, where: Where) -> Room:
        """The chat to write into. A first message starts a private chat."""
        room = self._room(where)
        if isinstance(room, PrivateRoom):
            if room.blocked or self.deactivated:
                raise NotOnScreen(f"{self.name} has stopped this bot, or has left Telegram")
            room.started = True
        self._mark(room)
        return room

    async def _announce(self, room: Room, entry: Entry, kind: str) -> None:
        for bot in room.bots():
            for stored in entry.files:
                stored.known_to.add(bot.token)
            self._acted(bot, room)
            if room.is_private or _reaches(bot, entry.data):
                bot.hear(kind, entry.data, DAY, f"chat {room.chat_id}")
        self._mark(room)
        await self._world.tell()

    def _acted(self, bot: BotAccount, room: Room) -> None:
        if self._world.limits is not None and room.is_private:
            bot.limiter.person_acted(self._world.limits, room.chat_id)

    def _author(self, message: Message) -> BotAccount:
        author = message.data["from"]["id"]
        bot = next((bot for bot in message.room.bots() if bot.user_id == author), None)
        if bot is None:
            raise NotOnScreen(f"no bot here hears a tap on:\n{draw([message])}")
        return bot

    async def _block(self, bot: BotAccount, blocked: bool) -> None:
        room = self._world.private_room(bot, self)
        room.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        change = member_change(room.chat, self.user, int(self._world.now()), bot.user, old, new)
        bot.hear("my_chat_member", change, DAY, f"member {room.chat_id}")
        await self._world.tell()


def _reaches(bot: BotAccount, data: Json) -> bool:
    """Privacy mode: in a group a bot hears commands, mentions of itself, and answers to its own messages."""
    if bot.reads_all_group_messages or data.get("reply_to_message", {}).get("from", {}).get("id") == bot.user_id:
        return True
    text = data.get("text") or data.get("caption") or ""
    command = re.match(r"/\w+(?:@(\w+))?(?!\S)", text)
    return command[1] in (None, bot.username) if command else f"@{bot.username}" in text
