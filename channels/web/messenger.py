"""The program's own messages (reminders, notices) on the web page: the same transcript as the answers."""

import hashlib

from sqlalchemy.exc import DBAPIError

from channels.messenger import Button, Go, Letter, SendError
from channels.web import outgoing, transcript
from channels.web.files import FileStore, TooBig
from channels.web.hub import Hub
from channels.web.transcript import Rejected
from channels.web.updates import PHOTOS
from reporting.clock import Clock
from storage.base import Json
from storage.door import Door


class WebMessenger:
    """Messenger for addresses of the channel "web". A letter whose `extra` has a `key` is shown once, ever."""

    channel = "web"

    def __init__(self, door: Door, clock: Clock, hub: Hub, files: FileStore) -> None:
        self.door, self.clock, self.hub, self.files = door, clock, hub, files

    async def open(self) -> None:
        """Nothing to open."""

    async def send(self, external_id: str, letter: Letter, go: Go | None = None) -> str:
        """Put it on the screen and give the number of the message. Raises SendError, and what `go` raises."""
        if go is not None:
            await go()
        account_id = int(external_id) if external_id.isdecimal() and int(external_id) < 2**31 else 0
        try:
            await self.door.ask(transcript.known, account_id)
        except Rejected as rejected:
            raise SendError(rejected.description, account_gone=True) from rejected
        try:
            content = await self._content(account_id, letter)
            row = await self.door(
                transcript.add, account_id, content, self.clock.now(), from_bot=True, key=_key(letter)
            )
        except (Rejected, TooBig) as rejected:
            raise SendError(str(rejected)) from rejected
        except (DBAPIError, OSError) as error:
            raise SendError(type(error).__name__, again=True) from error
        self.hub.stir(account_id)
        return str(row.id)

    async def close(self) -> None:
        """Nothing to close."""

    async def _content(self, account_id: int, letter: Letter) -> Json:
        buttons = [[_button(button) for button in row] for row in letter.buttons]
        if letter.file is None:
            return outgoing.bubble(letter.text, letter.entities, buttons)
        content = outgoing.caption(letter.text, letter.entities, buttons)
        row = await self.files.put(account_id, letter.file_name or letter.file.name, letter.file, self.clock.now())
        file = await self.files.describe(row)
        return {**content, "file": file, "photo": row.mime in PHOTOS and "width" in file}


def _button(button: Button) -> Json:
    return {"text": button.text, "data": button.data, "url": button.url}


def _key(letter: Letter) -> str | None:
    key = letter.extra.get("key")
    # The colon keeps it apart from the browsers' keys, which cannot hold one.
    return f"letter:{hashlib.sha256(str(key).encode()).hexdigest()[:48]}" if key is not None else None
