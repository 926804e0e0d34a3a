"""What an officer can do with a chat, whatever the channel: write, tap, send a file, look, wait.

A story is told with this protocol alone, so that it runs on every channel.
"""

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

PATIENCE = 10.0
"""Real seconds after which what was waited for will not come any more."""
Passes = Callable[[], None]
"""Called before each act: a person takes a moment for it, and the story's clock goes on."""


class NotSeen(AssertionError):
    """The story waits for, or taps, something that is not on the screen."""


@dataclass(frozen=True)
class Shown:
    """One message of the bot as it stands on the screen: its words, the labels of its buttons, its file's name."""

    text: str
    labels: tuple[str, ...] = ()
    file: str = ""

    def __contains__(self, fragment: str) -> bool:
        return fragment in self.text

    def __str__(self) -> str:
        parts = [self.text, *([f"<{self.file}>"] if self.file else []), *(f"[{label}]" for label in self.labels)]
        return "\n".join(parts)


class Chat(Protocol):
    """One officer at one device. With `then`, an act waits until the bot shows these words.

    `acts` counts what the officer did: taps, texts and files together.
    """

    channel: str
    user_id: int
    acts: int

    async def says(self, text: str, then: str | None = None) -> Shown:
        """Send a text."""
        ...

    async def taps(self, label: str, then: str | None = None, on: str = "") -> Shown:
        """Tap the button with this label ("Sửa…": the one that begins so) on the message that changed last.

        With `on`, on the last message with these words, however old it is.
        """
        ...

    async def sends_photo(self, content: bytes, caption: str = "", then: str | None = None) -> Shown:
        """Send a picture."""
        ...

    async def sends_file(self, name: str, content: bytes, caption: str = "", then: str | None = None) -> Shown:
        """Send a file."""
        ...

    @property
    def screen(self) -> Shown:
        """The bot's message that came or changed last."""
        ...

    async def waits_for(self, fragment: str) -> Shown:
        """Wait for a message of the bot with these words, come or changed since the officer last did something."""
        ...

    async def waits_for_toast(self, fragment: str) -> str:
        """Wait for the bot's short answer to the last tap."""
        ...

    async def unread(self) -> list[Shown]:
        """What the bot wrote or changed since this was asked last, oldest first."""
        ...

    async def opens_file(self) -> bytes:
        """The bytes of the file that the bot sent last."""
        ...

    async def leaves(self) -> None:
        """Put the device away."""
        ...


def has(labels: Iterable[str], wanted: str) -> str | None:
    """The label that is meant: exactly this one, or with … at its end the one that begins so."""
    if wanted.endswith("…"):
        return next((label for label in labels if label.startswith(wanted[:-1])), None)
    return wanted if wanted in labels else None


def picture(color: int = 0) -> bytes:
    """A true PNG of 2 × 2 points, another one for every number up to 255."""
    rows = b"".join(b"\0" + bytes([color, 40, 40]) * 2 for _ in range(2))
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
