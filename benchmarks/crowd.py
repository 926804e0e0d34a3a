"""Officers who follow a script, inside the stand-in's process: each waits for the answer, then acts again.

A script is a list of acts: ["say", text], ["tap", beginning of a button's label]. The time from an act to the
message that answers it is measured here, where a person would feel it.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.botapi import BotApi

Json = dict[str, Any]
PATIENCE = 60.0
"""Seconds without an answer after which a person counts as stuck (and goes on with nothing)."""


@dataclass
class Member:
    """One person: the next act, since when an answer is awaited, the last screen, when each script ended."""

    at: int = 0
    round: int = 0
    since: float | None = None
    screen: Json | None = None
    ended: float | None = None
    heard_after: list[float] = field(default_factory=list)


class Crowd:
    """`at_once` people act side by side; when one is through the script `rounds` times, the next begins.

    `over` spreads the beginnings over so many seconds instead (0: as soon as there is room); `pause` is waited
    between an answer and the next act. Who has no script only listens. `only` and `without` name the beginning of a
    button's data: messages with no such button, or with one, are not heeded (so a reminder is told from an answer).
    """

    def __init__(
        self,
        api: "BotApi",
        first: int,
        count: int,
        script: list[list[str]],
        rounds: int = 1,
        at_once: int = 100,
        over: float = 0.0,
        pause: float = 0.0,
        only: str = "",
        without: str = "",
    ) -> None:
        self._api, self._script, self._rounds, self._at_once = api, script, rounds, at_once
        self._over, self._pause, self._only, self._without = over, pause, only, without
        self.members = {number: Member() for number in range(first, first + count)}
        self._to_begin = list(self.members)
        self._begun: float | None = None
        self._last = 0.0
        self._latencies: list[float] = []
        self._stuck: list[str] = []

    def start(self) -> None:
        """Let the first ones begin."""
        loop = asyncio.get_running_loop()
        self._begun = time.perf_counter()
        if not self._script:
            for member in self.members.values():
                member.ended = self._begun
            return
        if self._over:
            for place, number in enumerate(self._to_begin):
                loop.call_later(self._over * place / len(self._to_begin), self._act, number)
            self._to_begin = []
            return
        for number in self._to_begin[: self._at_once]:
            self._act(number)
        self._to_begin = self._to_begin[self._at_once :]

    def heard(self, chat: int, message: Json) -> None:
        """The bot said something to this person: the awaited answer, or something of its own (a receipt, say)."""
        if (self._only and not _has(message, self._only)) or (self._without and _has(message, self._without)):
            return
        member, now = self.members[chat], time.perf_counter()
        if member.since is None:
            if member.ended is not None:
                member.heard_after.append(now - member.ended)
                self._last = now
            return
        self._latencies.append(now - member.since)
        self._last = now
        member.since, member.screen = None, message
        member.at += 1
        if member.at == len(self._script):
            member.at, member.round = 0, member.round + 1
        if member.round == self._rounds:
            member.ended = now
            if self._to_begin:
                self._act(self._to_begin.pop(0))
        elif self._pause:
            asyncio.get_running_loop().call_later(self._pause, self._act, chat)
        else:
            self._act(chat)

    def _act(self, chat: int) -> None:
        member = self.members[chat]
        what, words = self._script[member.at]
        person = {"id": chat, "is_bot": False, "first_name": f"Cán bộ {chat}", "language_code": "vi"}
        self._api.acted(chat)
        if what == "say":
            member.since = time.perf_counter()
            self._api.deliver("message", self._api.message(chat, words, person))
            return
        screen = member.screen or {}
        buttons = [b for row in screen.get("reply_markup", {}).get("inline_keyboard", []) for b in row]
        button = next((b for b in buttons if b["text"].startswith(words)), None)
        if button is None:
            labels = [b["text"] for b in buttons]
            self._stuck.append(f"{chat}: no {words!r} under {screen.get('text', '')[:200]!r} {labels}")
            return
        member.since = time.perf_counter()
        tap = {
            "id": str(self._api.next_update),
            "from": person,
            "message": screen,
            "chat_instance": "1",
            "data": button["callback_data"],
        }
        self._api.deliver("callback_query", tap)

    def figures(self) -> Json:
        """What has happened so far; seconds everywhere."""
        now = time.perf_counter()
        waits = sorted(self._latencies)
        after = sorted(m.heard_after[0] for m in self.members.values() if m.heard_after)
        stuck = [m for m in self.members.values() if m.since is not None and now - m.since > PATIENCE]
        return {
            "replies": len(waits),
            "seconds": self._last - (self._begun or now),
            "since_last": now - self._last,
            "ended": sum(m.ended is not None for m in self.members.values()),
            "members": len(self.members),
            "stuck": self._stuck[:3] + [f"{len(stuck)} without an answer"] * bool(stuck),
            "p50": _part(waits, 0.5),
            "p95": _part(waits, 0.95),
            "most": waits[-1] if waits else 0.0,
            "told": len(after),
            "told_p50": _part(after, 0.5),
            "told_p95": _part(after, 0.95),
            "told_twice": sum(len(m.heard_after) > 1 for m in self.members.values()),
        }


def _has(message: Json, data: str) -> bool:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return any(button.get("callback_data", "").startswith(data) for row in rows for button in row)


def _part(ordered: list[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0
