"""The store of files of the web chat, up and down: bytes in a folder, one row each.

The name on disk is a random number; what the person called the file is text in the row. Only the account that a row
names may read it.
"""

import asyncio
import mimetypes
import os
import re
from collections.abc import AsyncIterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from sqlmodel import Session

from channels.web import images
from channels.web.names import clean_file_name
from storage.base import Json
from storage.door import Door
from storage.webchat import WebFile

LIMIT = 15 * 1024 * 1024
INLINE = ("image/jpeg", "image/png", "image/webp", "image/gif")
STORED = re.compile(r"[0-9a-f]{32}")
UNKNOWN = "application/octet-stream"


class TooBig(Exception):
    """The file has more bytes than are allowed; nothing of it was kept."""


class FileStore:
    """Keeps files under a folder (made when first needed), at most `limit` bytes each."""

    def __init__(self, folder: Path, door: Door, limit: int = LIMIT) -> None:
        self.folder = folder
        self.door = door
        self.limit = limit

    async def take(self, account_id: int, name: str, chunks: AsyncIterable[bytes], now: datetime) -> WebFile:
        """Keep a file that comes in pieces. Raises TooBig, and OSError where the disk does not take it."""
        stored = uuid4().hex
        path = self.path(stored)
        file = await asyncio.to_thread(self._create, path)
        try:
            size = 0
            async for chunk in chunks:
                size += len(chunk)
                if size > self.limit:
                    raise TooBig(f"more than {self.limit} bytes")
                await asyncio.to_thread(file.write, chunk)
            await asyncio.to_thread(_settle, file)
            return await self._row(stored, account_id, name, size, now)
        except BaseException:
            # Closing writes what is left, which a full disk refuses again.
            for undo in (file.close, path.unlink):
                with suppress(OSError):
                    undo()
            raise

    async def put(self, account_id: int, name: str, source: Path, now: datetime) -> WebFile:
        """Keep a copy of a file that lies on this machine. Raises TooBig and OSError."""
        return await self.take(account_id, name, _pieces(source), now)

    async def share(self, stored: str, account_id: int, now: datetime) -> WebFile | None:
        """The same file for this account: its own row as it is, or a copy of somebody else's. None: no such file.

        For the bot alone, which shows a unit's attachment to those who review it; a browser never gets here.
        """
        row = await self.find(stored)
        if row is None or row.account_id == account_id:
            return row
        return await self.put(account_id, row.name, self.path(row.stored), now)

    async def owned(self, stored: str, account_id: int) -> WebFile | None:
        """The row of this file where the account owns it and the bytes are there."""
        row = await self.find(stored)
        return row if row and row.account_id == account_id else None

    async def find(self, stored: str) -> WebFile | None:
        """The row of this file, whoever owns it, where the bytes are there. For the bot alone."""
        row = await self.door.ask(_row_of, stored)
        there = row is not None and await asyncio.to_thread(self.path(row.stored).is_file)
        return row if there else None

    def path(self, stored: str) -> Path:
        """Where the bytes are. Raises ValueError for anything but a name that the store gave."""
        if not STORED.fullmatch(stored):
            raise ValueError("not a name of this store")
        return self.folder / stored[:2] / stored

    async def describe(self, row: WebFile) -> Json:
        """What a message says of the file: name, kind, size, and the pixels of a picture."""
        said: Json = {"stored": row.stored, "name": row.name, "mime": row.mime, "size": row.size}
        if row.mime in INLINE and (seen := await asyncio.to_thread(images.look, self.path(row.stored))):
            said |= {"width": seen.width, "height": seen.height}
        return said

    def _create(self, path: Path) -> BinaryIO:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    async def _row(self, stored: str, account_id: int, name: str, size: int, now: datetime) -> WebFile:
        seen = await asyncio.to_thread(images.look, self.path(stored))
        cleaned = clean_file_name(name)
        row = WebFile(
            stored=stored,
            account_id=account_id,
            name=cleaned,
            mime=seen.mime if seen else _kind_by_name(cleaned),
            size=size,
            at=now,
        )
        return await self.door(_add, row)


def _settle(file: BinaryIO) -> None:
    """The bytes are on the disk before a row speaks of them."""
    file.flush()
    os.fsync(file.fileno())
    file.close()


async def _pieces(source: Path) -> AsyncIterable[bytes]:
    file = await asyncio.to_thread(source.open, "rb")
    with file:
        while chunk := await asyncio.to_thread(file.read, 1 << 18):
            yield chunk


def _kind_by_name(name: str) -> str:
    guessed = mimetypes.guess_type(name)[0] or UNKNOWN
    return UNKNOWN if guessed.startswith("image/") or len(guessed) > 100 else guessed


def _add(session: Session, row: WebFile) -> WebFile:
    session.add(row)
    return row


def _row_of(session: Session, stored: str) -> WebFile | None:
    return session.get(WebFile, stored) if STORED.fullmatch(stored) else None
