"""What a file is, by its bytes, and whether it is safe to open at all: size, archive bombs, document types in XML."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib

from reporting.plans.model import PlanError

MAX_BYTES = 15 * 1024 * 1024
MAX_ENTRIES = 1_000
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 100
# Below this size a high ratio is only a small, regular file.
RATIO_FROM = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def kind_of(data: bytes, name: str) -> str:
    """«docx», «pdf» or «txt». Raises PlanError for empty and oversized files, locked ones, old Word, other kinds."""
    if not data.strip():
        raise PlanError("refused-plan-empty")
    if len(data) > MAX_BYTES:
        raise PlanError("refused-plan-large", limit=MAX_BYTES // (1024 * 1024))
    if data.startswith(_OLE):
        raise PlanError("refused-plan-locked" if _ENCRYPTED in data else "refused-plan-old-word")
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.lstrip()[:5].lower() == b"{\\rtf":
        raise PlanError("refused-plan-old-word")
    ending = name.rpartition(".")[2].lower()
    if ending in ("docx", "pdf"):
        raise PlanError("refused-plan-corrupt")
    if ending not in ("txt", "text", "md"):
        raise PlanError("refused-plan-kind")
    return "txt"


def check_docx(data: bytes) -> None:
    """Look at the archive before any parser does. Raises PlanError when it is broken, a bomb, locked or not a DOCX."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive.infolist(), len(data))
            names = set(archive.namelist())
            if "word/document.xml" not in names and not any(re.fullmatch(r"word/document\d*\.xml", n) for n in names):
                raise PlanError("refused-plan-kind")
            for entry in archive.infolist():
                if _XML.search(entry.filename):
                    _check_xml(archive.read(entry))
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        ValueError,
        OSError,
        NotImplementedError,
        KeyError,
    ) as error:
        raise PlanError("refused-plan-corrupt") from error
    except RuntimeError as error:  # what zipfile raises for an encrypted entry
        raise PlanError("refused-plan-locked") from error
    except zlib.error as error:
        raise PlanError("refused-plan-corrupt") from error


def _check_entries(entries: list[zipfile.ZipInfo], packed: int) -> None:
    total = sum(entry.file_size for entry in entries)
    crowded = len(entries) > MAX_ENTRIES or total > MAX_UNPACKED
    dense = total > RATIO_FROM and total > MAX_RATIO * max(packed, 1)
    links = any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries)
    if crowded or dense or links:
        raise PlanError("refused-plan-bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise PlanError("refused-plan-locked")


def _check_xml(part: bytes) -> None:
    """Word writes UTF-8 without a document type; another encoding could hide one."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")) or _DECLARED.search(part):
        raise PlanError("refused-plan-unsafe")
