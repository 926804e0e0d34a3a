"""A message ready to leave, and what a messenger says of it: above every channel."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True)
class Button:
    """One button under a message: `data` comes back when it is tapped (at most 64 bytes), or `url` is opened."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Letter:
    """Text with its styles as entities (UTF-16 offsets), buttons in rows, and perhaps a file."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    file: Path | None = None
    file_name: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    answers: bool = False
    """Whether it answers what the reader just did: such a letter goes ahead of a wave of reminders."""


class SendError(Exception):
    """It did not go. Two questions decide what follows: may it be tried again, and whose fault is it?

    `again`: trying later may help. `retry_after`: the messenger said when (seconds), and nothing else may leave
    before. `account_gone`: this person cannot be reached there. `new_id`: the chat has another number now.
    `stop`: the whole channel is down until a person mends it (a revoked token). `maybe_sent`: the messenger
    may have taken it although no answer came.
    """

    def __init__(
        self,
        why: str,
        *,
        again: bool = False,
        retry_after: float | None = None,
        account_gone: bool = False,
        new_id: str | None = None,
        stop: bool = False,
        maybe_sent: bool = False,
    ) -> None:
        super().__init__(why)
        self.why = why
        self.again = again
        self.retry_after = retry_after
        self.account_gone = account_gone
        self.new_id = new_id
        self.stop = stop
        self.maybe_sent = maybe_sent


class HeldBack(Exception):
    """What `go` raises when the message is not to leave any more: it was not tried."""


Go = Callable[[], Awaitable[None]]
"""Awaited right before a message goes over the wire; whatever it raises keeps the message here."""


class Messenger(Protocol):
    """One way out. `channel` is the name used in addresses."""

    channel: str

    async def open(self) -> None:
        """Get ready to send."""

    async def send(self, external_id: str, letter: Letter, go: Go | None = None) -> str:
        """Send it and give the messenger's own number of the message. Raises SendError, and what `go` raises."""

    async def close(self) -> None:
        """Let go of connections."""
