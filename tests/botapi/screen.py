"""What a person sees: messages with their edits applied, their buttons and files, and a drawing for a failed test."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.botapi.errors import Json
from tests.botapi.files import StoredFile

if TYPE_CHECKING:
    from tests.botapi.rooms import Room


class NotOnScreen(AssertionError):
    """The test asks for something that the person does not see."""


@dataclass(frozen=True)
class Button:
    """An inline button: it carries `data` to the bot, or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Message:
    """One message as it stands on the screen now; `data` is the Message object of the Bot API."""

    room: "Room" = field(repr=False, compare=False)
    message_id: int
    from_bot: bool
    sender: str
    text: str
    """The text, or the caption of a file."""
    buttons: tuple[tuple[Button, ...], ...]
    files: tuple[StoredFile, ...] = field(repr=False)
    edited: bool
    change: int = field(repr=False)
    """The room's count of changes when this message last changed."""
    data: Json = field(repr=False)

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons, row by row."""
        return [button.text for row in self.buttons for button in row]

    @property
    def entities(self) -> list[Json]:
        """The entities of the text or caption."""
        return list(self.data.get("entities") or self.data.get("caption_entities") or [])

    def button(self, which: str) -> Button:
        """The one button with this label or callback data. Raises NotOnScreen when there is none, or several."""
        buttons = [button for row in self.buttons for button in row]
        found = [button for button in buttons if button.text == which] or [
            button for button in buttons if button.data == which
        ]
        if len(found) != 1:
            raise NotOnScreen(f"{len(found)} buttons {which!r} in:\n{draw([self])}")
        return found[0]

    def __contains__(self, fragment: str) -> bool:
        return fragment in self.text


def buttons_of(data: Json) -> tuple[tuple[Button, ...], ...]:
    """The inline keyboard of a Message object."""
    rows = data.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(tuple(Button(b["text"], b.get("callback_data"), _address(b)) for b in row) for row in rows)


def draw(messages: Iterable[Message]) -> str:
    """The screen as text: one message after the other, buttons in brackets, files by name."""
    return "\n".join(line for message in messages for line in _lines(message)) or "(an empty chat)"


def _lines(message: Message) -> Sequence[str]:
    mark = " (edited)" if message.edited else ""
    lines = [f"#{message.message_id} {message.sender}{mark}: {message.text}"]
    lines += [f"    <{stored.kind} {stored.name}, {stored.size} bytes>" for stored in message.files]
    lines += ["    " + " ".join(f"[{button.text}]" for button in row) for row in message.buttons]
    return lines


def _address(button: Json) -> str | None:
    web_app: Json = button.get("web_app") or {}
    address: str | None = button.get("url") or web_app.get("url")
    return address
