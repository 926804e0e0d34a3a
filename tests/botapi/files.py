"""Files that travelled: kept by id, described as Telegram describes them."""

import struct
from dataclasses import dataclass, field

from tests.botapi.errors import Json, bad_request

MEGABYTE = 1024 * 1024
MAX_PHOTO = 10 * MEGABYTE
MAX_UPLOAD = 50 * MEGABYTE
MAX_DOWNLOAD = 20 * MEGABYTE
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers", "video": "videos"}
THUMBNAIL_SIDE = 320
UNKNOWN_SIDES = (800, 600)


@dataclass
class StoredFile:
    """One file. `size` may be claimed larger than `content`, to stand for a file that nobody wants to make."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    content: bytes
    size: int
    path: str
    known_to: set[str] = field(default_factory=set)
    """Tokens of the bots that have met this file: the id means nothing to another bot."""

    def describe(self) -> Json:
        """The File object of the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


class FileStore:
    """Every file of the stand-in; ids are made up, unique, and say nothing of the content."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def add(self, kind: str, name: str, mime: str, content: bytes, size: int | None = None) -> StoredFile:
        """Keep a file; `size` in bytes replaces the true one when given."""
        number = len(self._by_id) + 1
        ending = "." + name.rpartition(".")[2] if "." in name else ""
        path = f"{FOLDERS.get(kind, 'documents')}/file_{number}{ending}"
        true_size = len(content) if size is None else size
        stored = StoredFile(f"FILE-{kind}-{number:06}", f"U{number:06}", kind, name, mime, content, true_size, path)
        self._by_id[stored.file_id] = stored
        return stored

    def known(self, file_id: str, token: str) -> StoredFile:
        """The file that a bot names by id. Raises ApiError 400 when the bot cannot know it."""
        stored = self._by_id.get(file_id)
        if stored is None or token not in stored.known_to:
            raise bad_request("Wrong file identifier/HTTP URL specified")
        return stored

    def downloadable(self, file_id: str, token: str) -> StoredFile:
        """The file of a getFile call. Raises ApiError 400 when it is unknown or larger than a bot may fetch."""
        stored = self._by_id.get(file_id)
        if stored is None or token not in stored.known_to:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if stored.size > MAX_DOWNLOAD:
            raise bad_request("file is too big")
        return stored

    def at(self, path: str, token: str) -> StoredFile | None:
        """The file at a path that getFile gave to this bot."""
        return next((f for f in self._by_id.values() if f.path == path and token in f.known_to), None)


def image_sides(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG in pixels; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_sides(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_sides(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None


def photo_sizes(stored: StoredFile) -> list[Json]:
    """The PhotoSize list of a photo, smallest first. The small one is the same file: nothing is scaled here."""
    width, height = image_sides(stored.content) or UNKNOWN_SIDES
    whole = {**stored.describe(), "width": width, "height": height}
    longest = max(width, height)
    if longest <= THUMBNAIL_SIDE:
        return [whole]
    sides = {"width": width * THUMBNAIL_SIDE // longest, "height": height * THUMBNAIL_SIDE // longest}
    return [{**whole, **sides, "file_unique_id": stored.unique_id + "s"}, whole]
