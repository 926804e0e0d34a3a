"""Telegram's sending limits, kept the way a bot feels them: a 429 with the seconds to wait.

Sources: core.telegram.org/bots/faq (30 a second overall, 1 a second in one chat with short bursts tolerated,
20 a minute in one group), sendMessage.allow_paid_broadcast (1000 a second).
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from tests.botapi.errors import too_many

MINUTE = 60.0


@dataclass(frozen=True)
class Limits:
    """How much a bot may send. Telegram publishes no exact figures for `chat_burst` and `overall_pause`."""

    overall_per_second: int = 30
    paid_per_second: int = 1000
    overall_pause: int = 3
    """Seconds for which everything is refused once the overall limit was broken."""
    chat_per_second: float = 1.0
    chat_burst: int = 3
    """Messages that one private chat takes at once; what the person does there fills it up again."""
    group_per_minute: int = 20


class LimitKeeper:
    """Counts the accepted sends of one bot and refuses those that come too fast."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._recent: dict[bool, deque[float]] = {False: deque(), True: deque()}
        self._groups: dict[int, deque[float]] = defaultdict(deque)
        self._chats: dict[int, tuple[float, float]] = {}
        self._closed_until = 0.0

    def admit(self, limits: Limits, chat_id: int, *, paid: bool = False, messages: int = 1) -> None:
        """Count `messages` sends to the chat; raises ApiError 429 (and counts nothing) if that is too many now."""
        now = self._now()
        self._check_overall(limits, now, paid, messages)
        if chat_id < 0:
            self._check_group(limits, now, chat_id, messages)
        else:
            self._check_chat(limits, now, chat_id, messages)
        self._recent[paid].extend([now] * messages)

    def person_acted(self, limits: Limits, chat_id: int) -> None:
        """A message or a tap of the person: answering is no broadcast, so the chat's burst is whole again."""
        self._chats[chat_id] = (float(limits.chat_burst), self._now())

    def _check_overall(self, limits: Limits, now: float, paid: bool, messages: int) -> None:
        if now < self._closed_until and not paid:
            raise too_many(math.ceil(self._closed_until - now))
        recent = _younger(self._recent[paid], now - 1.0)
        if len(recent) + messages > (limits.paid_per_second if paid else limits.overall_per_second):
            if not paid:
                self._closed_until = now + limits.overall_pause
            raise too_many(limits.overall_pause)

    def _check_group(self, limits: Limits, now: float, chat_id: int, messages: int) -> None:
        recent = _younger(self._groups[chat_id], now - MINUTE)
        if len(recent) + messages > limits.group_per_minute:
            raise too_many(max(1, math.ceil(recent[0] + MINUTE - now)) if recent else int(MINUTE))
        recent.extend([now] * messages)

    def _check_chat(self, limits: Limits, now: float, chat_id: int, messages: int) -> None:
        tokens, counted = self._chats.get(chat_id, (float(limits.chat_burst), now))
        tokens = min(float(limits.chat_burst), tokens + (now - counted) * limits.chat_per_second)
        # An album is one action of the bot: it may leave the chat in debt, but never starts from an empty one.
        if tokens < 1.0:
            raise too_many(max(1, math.ceil((1.0 - tokens) / limits.chat_per_second)))
        self._chats[chat_id] = (tokens - messages, now)


def _younger(times: deque[float], than: float) -> deque[float]:
    while times and times[0] <= than:
        times.popleft()
    return times
