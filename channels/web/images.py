"""What a picture says of itself in its first bytes: its kind and its size in pixels.

Read from the bytes, never from the name: only what is truly one of these four kinds is shown inside the page.
Sources: PNG (ISO/IEC 15948 §11.2.2), JPEG (ITU-T T.81 Annex B), GIF89a §18, WebP container (RFC 9649 §2).
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# Frame headers SOF0-SOF15 without DHT (C4), JPG (C8) and DAC (CC).
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
MOST_SEGMENTS = 500


@dataclass(frozen=True)
class Picture:
    """A picture that every browser can show."""

    mime: str
    width: int
    height: int


def look(path: Path) -> Picture | None:
    """The picture in this file, or None where it is something else or its header is broken."""
    with path.open("rb") as file:
        head = file.read(32)
        try:
            return _png(head) or _gif(head) or _webp(head) or _jpeg(file, head)
        except struct.error:
            return None


def _png(head: bytes) -> Picture | None:
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or head[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", head[16:24])
    return Picture("image/png", width, height)


def _gif(head: bytes) -> Picture | None:
    if head[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    width, height = struct.unpack("<HH", head[6:10])
    return Picture("image/gif", width, height)


def _webp(head: bytes) -> Picture | None:
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return None
    kind = head[12:16]
    if kind == b"VP8X":
        width, height = (1 + int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        return Picture("image/webp", width, height)
    if kind == b"VP8L":
        bits = struct.unpack("<I", head[21:25])[0]
        return Picture("image/webp", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return Picture("image/webp", width & 0x3FFF, height & 0x3FFF)
    return None


def _jpeg(file: BinaryIO, head: bytes) -> Picture | None:
    if head[:3] != b"\xff\xd8\xff":
        return None
    file.seek(2)
    for _ in range(MOST_SEGMENTS):
        mark, kind, length = struct.unpack(">BBH", file.read(4))
        if mark != 0xFF:
            return None
        if kind in JPEG_FRAMES:
            height, width = struct.unpack(">xHH", file.read(5))
            return Picture("image/jpeg", width, height)
        file.seek(length - 2, 1)
    return None
