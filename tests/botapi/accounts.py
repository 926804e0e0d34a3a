"""A bot's account: its token, its waiting updates, its webhook, its commands, the taps that await an answer."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.botapi.errors import Json
from tests.botapi.limits import LimitKeeper
from tests.botapi.queue import Queued, UpdateQueue

if TYPE_CHECKING:
    from tests.botapi.webhook import Courier

FIRST_UPDATE_ID = 870_000_001
BY_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds of updates that Telegram sends only to a bot that lists them in allowed_updates."""


@dataclass(frozen=True)
class Answer:
    """What answerCallbackQuery showed to the person who tapped."""

    text: str
    alert: bool
    url: str


@dataclass
class Tap:
    """A button that was tapped: the callback query, and the answers to it so far."""

    query_id: str
    data: str
    tapped_at: float
    answers: list[Answer] = field(default_factory=list)


class BotAccount:
    """One bot, known by its token."""

    def __init__(self, token: str, username: str, name: str, now: Callable[[], float]) -> None:
        self.token = token
        self.username = username
        self.name = name
        self.revoked = False
        """Set it to answer every call with 401, as after a revocation at BotFather."""
        self.logged_out = False
        """logOut was called: the bot belongs to another server."""
        self.reads_all_group_messages = False
        """Privacy mode is off: the bot hears everything in its groups."""
        self.queue = UpdateQueue(now, FIRST_UPDATE_ID)
        self.limiter = LimitKeeper(now)
        self.courier: Courier | None = None
        """Carries the updates to the webhook, when there is one."""
        self.allowed_updates: list[str] | None = None
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        """Name and descriptions by (field, language code)."""
        self.menu_buttons: dict[int, Json] = {}
        self.taps: dict[str, Tap] = {}
        self.poll: asyncio.Future[str] | None = None
        """The getUpdates call that is waiting: ends with "" for an update, otherwise with the reason of a 409."""
        self.polled: tuple[int, float] = (0, 0.0)
        self.conflict_at = 0.0

    @property
    def user_id(self) -> int:
        """The bot's user id, the first part of its token."""
        return int(self.token.partition(":")[0])

    @property
    def user(self) -> Json:
        """The User object that is seen in messages."""
        return {"id": self.user_id, "is_bot": True, "first_name": self.name, "username": self.username}

    @property
    def me(self) -> Json:
        """The answer to getMe."""
        rights = ("supports_inline_queries", "can_connect_to_business", "has_main_web_app", "has_topics_enabled")
        return {
            **self.user,
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all_group_messages,
            **dict.fromkeys(rights, False),
        }

    def wants(self, kind: str) -> bool:
        """Whether updates of this kind are made for the bot."""
        if not self.allowed_updates:
            return kind not in BY_REQUEST
        return kind in self.allowed_updates

    def hear(self, kind: str, payload: Json, lasts: float, lane: str) -> None:
        """Queue an update for the bot and wake whoever waits for it. `lasts` in seconds."""
        if lasts > 0 and self.wants(kind):
            # A copy by way of JSON: what waits must not change when the message is edited later.
            self.queue.put(kind, json.loads(json.dumps(payload)), lasts, lane)
            self.wake()

    def hear_raw(self, update: Json) -> Queued:
        """Queue an update just as it is."""
        chat = (update.get("message") or {}).get("chat") or {}
        queued = self.queue.put_raw(update, lane=f"chat {chat.get('id', 'raw')}")
        self.wake()
        return queued

    def wake(self) -> None:
        """Something is in the queue."""
        if self.courier is not None:
            self.courier.wake()
        self.end_poll("")

    def end_poll(self, reason: str) -> None:
        """End the waiting getUpdates call, if there is one."""
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(reason)
