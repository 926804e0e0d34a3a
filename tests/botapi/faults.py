"""What goes wrong on the way to Telegram, on demand: once, a number of times, or for a time."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal

from tests.botapi.errors import ApiError

Kind = Literal["fail", "drop", "slow", "lose_answer", "answer_late", "hold"]
EVERYTHING = "*"
POLLING = "getUpdates"
DOWNLOAD = "file"
"""The name under which a file download can be chosen as a method."""


@dataclass
class Fault:
    """One thing that goes wrong, and where; `hits` counts how often it did."""

    kind: Kind
    methods: Collection[str] | None = None
    """None means every method but getUpdates, ("*",) everything."""
    chat: int | None = None
    bot: str | None = None
    """The token of the one bot that is concerned."""
    times: int | None = None
    until: float | None = None
    """Unix seconds of the stand-in's clock."""
    error: ApiError | None = None
    html: bool = False
    """Answer with a page instead of JSON, as a proxy in front of Telegram does."""
    seconds: float = 0.0
    hits: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the first request met this fault: a test waits for it before it goes on."""

    def release(self) -> None:
        """Let go the requests that are held, and those to come."""
        self.times = 0
        self.released.set()

    def matches(self, token: str, method: str, chat: int | None) -> bool:
        """Whether this fault concerns the call."""
        if self.times == 0 or (self.bot is not None and self.bot != token):
            return False
        if self.chat is not None and self.chat != chat:
            return False
        if self.methods is None:
            return method != POLLING
        return EVERYTHING in self.methods or method in self.methods


class Faults:
    """The faults in force, oldest first; the first that matches a call is played."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force."""
        self._faults.append(fault)
        return fault

    def meet(self, token: str, method: str, chat: int | None) -> Fault | None:
        """The fault that this call meets, counted; None when all is well."""
        self._faults = [fault for fault in self._faults if fault.until is None or self._now() < fault.until]
        for fault in self._faults:
            if fault.matches(token, method, chat):
                fault.hits += 1
                fault.arrived.set()
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def clear(self) -> None:
        """All is well again; what was held goes on."""
        for fault in self._faults:
            fault.release()
        self._faults.clear()
