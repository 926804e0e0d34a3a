"""Everything that Telegram knows: bots, people, groups, their chats and files, and a record of what was asked."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from tests.botapi.accounts import BotAccount
from tests.botapi.errors import bad_request, forbidden
from tests.botapi.faults import Faults
from tests.botapi.files import FileStore
from tests.botapi.groups import Group
from tests.botapi.limits import Limits
from tests.botapi.people import Person
from tests.botapi.records import Delivery, Request, Sent
from tests.botapi.rooms import PrivateRoom, Room

Found = TypeVar("Found")
FIRST_BOT = 7_000_000_001


@dataclass(frozen=True)
class Pace:
    """Real seconds for each second that Telegram makes a bot wait. The default hurries, `Pace.telegram()` does not."""

    webhook: float = 0.02
    """Between two attempts at a webhook."""
    conflict: float = 0.0
    """A second 409 within 3 s is held back for 3 s."""
    repeated_poll: bool = False
    """Asking again with the same offset within 3 s waits 3 s at least, within 0.5 s gets one update."""

    @classmethod
    def telegram(cls) -> "Pace":
        """As slow as the true server (Client.cpp, WebhookActor.cpp)."""
        return cls(webhook=1.0, conflict=1.0, repeated_poll=True)


class World:
    """The state behind the stand-in; knows nothing of HTTP."""

    def __init__(
        self,
        now: Callable[[], float] = time.time,
        *,
        strict: bool = True,
        limits: Limits | None = None,
        pace: Pace | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.now = now
        self.sleep = sleep
        self.limits = limits or (Limits() if strict else None)
        """None lets everything through."""
        self.pace = pace or Pace()
        self.faults = Faults(now)
        self.files = FileStore()
        self.bots: dict[str, BotAccount] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.private_rooms: dict[tuple[str, int], PrivateRoom] = {}
        self.sent: list[Sent] = []
        self.log: list[Request] = []
        self.requests: Counter[str] = Counter()
        """Calls by method."""
        self.refusals: Counter[int] = Counter()
        """Answers with ok = false by error code, those of faults too."""
        self.deliveries: list[Delivery] = []
        """Every attempt at a webhook."""
        self.routes: dict[str, str] = {}
        """Where webhook addresses lead on this machine: {"https://bot.example": "http://127.0.0.1:8081"}."""
        self.album_count = 0
        self._changed = asyncio.Condition()

    def bot(self, token: str = "", username: str = "tincoso_bot", name: str = "Tin cơ sở") -> BotAccount:
        """Register a bot; without a token one is made up."""
        number = FIRST_BOT + len(self.bots)
        token = token or f"{number}:AA-stand-in-token-of-bot-{number}"
        account = BotAccount(token, username, name, self.now)
        self.bots[token] = account
        return account

    def person(self, user_id: int, name: str, language: str = "vi", username: str = "") -> Person:
        """Register a person, who has written to no bot so far."""
        self.people[user_id] = Person(self, user_id, name, language, username)
        return self.people[user_id]

    def group(self, chat_id: int, title: str, kind: str = "group") -> Group:
        """Register a group, supergroup or channel (negative id) with nobody in it."""
        self.groups[chat_id] = Group(self, chat_id, title, kind)
        return self.groups[chat_id]

    def private_room(self, bot: BotAccount, person: Person) -> PrivateRoom:
        """The chat of a person with a bot."""
        key = (bot.token, person.user_id)
        if key not in self.private_rooms:
            self.private_rooms[key] = PrivateRoom(bot, person)
        return self.private_rooms[key]

    def open_room(self, bot: BotAccount, chat_id: str, *, write: bool = True) -> Room:
        """The chat that a bot names. Raises ApiError 400 when it cannot know it, 403 when it may not write there."""
        room = self._room(bot, chat_id)
        if write:
            room.check_writable(bot)
        return room

    def _room(self, bot: BotAccount, chat_id: str) -> Room:
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = int(chat_id) if chat_id.lstrip("-").isdigit() else 0
        if number in self.groups:
            return self.groups[number].room
        if number in self.people:
            return self.private_room(bot, self.people[number])
        if any(other.user_id == number for other in self.bots.values()):
            raise forbidden("the bot can't send messages to the bot")
        raise bad_request("chat not found")

    async def tell(self) -> None:
        """Wake everybody who waits for a change."""
        async with self._changed:
            self._changed.notify_all()

    async def until(self, predicate: Callable[[], Found], timeout: float = 5.0) -> Found:
        """Wait until predicate() is true and return what it returned; it is asked again after every change.

        Raises TimeoutError after `timeout` real seconds.
        """
        async with asyncio.timeout(timeout), self._changed:
            while not (found := predicate()):
                await self._changed.wait()
            return found
