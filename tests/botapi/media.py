"""What people send besides text: photos, documents, voice, stickers, albums, contacts, places."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.botapi.contents import contact_content, file_content, location_content
from tests.botapi.errors import Json
from tests.botapi.files import StoredFile
from tests.botapi.screen import Message
from tests.botapi.text import with_found_entities

if TYPE_CHECKING:
    from tests.botapi.people import Person
    from tests.botapi.watching import Where
    from tests.botapi.world import World


class MediaSender:
    """The part of a Person that sends files. Keyword arguments: reply_to, forwarded_from, as for `says`."""

    _world: "World"

    async def sends(
        self,
        where: "Where",
        content: Json,
        files: list[StoredFile] | None = None,
        *,
        reply_to: Message | None = None,
        forwarded_from: "Person | str | None" = None,
    ) -> Message:
        """Send a message with these fields of the Message object."""
        raise NotImplementedError

    async def sends_photo(self, where: "Where", content: bytes, caption: str = "", **how: Any) -> Message:
        """Send a photo. Bytes that are no picture get made-up sides."""
        return await self._sends_file(where, self._keep("photo", "photo.jpg", "image/jpeg", content), caption, how)

    async def sends_document(
        self,
        where: "Where",
        name: str,
        content: bytes,
        mime: str = "application/octet-stream",
        caption: str = "",
        size: int | None = None,
        **how: Any,
    ) -> Message:
        """Send a file. `size` in bytes claims a larger one without making it."""
        stored = self._keep("document", name, mime, content, size)
        return await self._sends_file(where, stored, caption, how)

    async def sends_voice(self, where: "Where", content: bytes = b"OggS", seconds: int = 3, **how: Any) -> Message:
        """Send a voice message."""
        stored = self._keep("voice", "voice.oga", "audio/ogg", content)
        return await self.sends(where, file_content(stored, seconds=seconds), [stored], **how)

    async def sends_video(self, where: "Where", content: bytes, caption: str = "", **how: Any) -> Message:
        """Send a video."""
        return await self._sends_file(where, self._keep("video", "video.mp4", "video/mp4", content), caption, how)

    async def sends_sticker(self, where: "Where", emoji: str = "👍", **how: Any) -> Message:
        """Send a sticker."""
        stored = self._keep("sticker", "sticker.webp", "image/webp", b"RIFF")
        return await self.sends(where, file_content(stored, emoji=emoji), [stored], **how)

    async def sends_album(
        self, where: "Where", photos: Sequence[bytes], caption: str = "", **how: Any
    ) -> list[Message]:
        """Send 2 to 10 photos at once: so many messages with one media_group_id, the caption on the first."""
        assert 2 <= len(photos) <= 10, "an album holds 2 to 10 photos"
        self._world.album_count += 1
        group = {"media_group_id": f"album-{self._world.album_count}"}
        sent = []
        for number, content in enumerate(photos):
            stored = self._keep("photo", "photo.jpg", "image/jpeg", content)
            words = with_found_entities("" if number else caption).as_fields("caption")
            sent.append(await self.sends(where, {**file_content(stored), **words, **group}, [stored], **how))
        return sent

    async def sends_contact(
        self, where: "Where", phone: str, first_name: str, user_id: int | None = None, **how: Any
    ) -> Message:
        """Send a contact card: one's own when `user_id` is one's own, otherwise somebody else's."""
        return await self.sends(where, contact_content(phone, first_name, user_id), **how)

    async def sends_location(self, where: "Where", latitude: float, longitude: float, **how: Any) -> Message:
        """Send a place, in degrees."""
        return await self.sends(where, location_content(latitude, longitude), **how)

    async def _sends_file(self, where: "Where", stored: StoredFile, caption: str, how: Json) -> Message:
        content = {**file_content(stored), **with_found_entities(caption).as_fields("caption")}
        return await self.sends(where, content, [stored], **how)

    def _keep(self, kind: str, name: str, mime: str, content: bytes, size: int | None = None) -> StoredFile:
        return self._world.files.add(kind, name, mime, content, size)
