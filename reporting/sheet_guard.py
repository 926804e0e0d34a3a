"""What a spreadsheet must not be, judged before anything opens it: an XLSX is a ZIP of XML, and both can be bombs.

The limits hold for whoever opens the file afterwards; the time and memory of the check itself are bounded (streams of
64 KB, no tree). OWASP ASVS 5.0, 5.2.1, 5.2.3 and 1.5.1.
"""

import zipfile
from io import BytesIO
from xml.parsers import expat

from reporting.sheet_rows import SheetError

MAX_FILE_MB = 15
MAX_ENTRIES = 1_000
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 100
# Below this an entry's ratio says nothing: a small sheet of equal rows packs well and harms nobody.
RATIO_FROM = 1024 * 1024
# 20,000 rows of 50 cells are a million cells of two elements each, and what styles and strings add.
MAX_ELEMENTS = 3_000_000
# The last column of the format is XFD, the 16,384th: a row of more cells is made to fill memory.
MAX_CELLS_IN_ROW = 16_384

# The container of the old .xls, and of any XLSX that has a password.
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CHUNK = 64 * 1024


def check_size(data: bytes) -> None:
    """Raise SheetError when a file is empty or above MAX_FILE_MB."""
    if len(data) > MAX_FILE_MB * 1024 * 1024:
        raise SheetError("sheet-error-size", limit=MAX_FILE_MB)
    if not data.strip(b"\x00 \t\r\n"):
        raise SheetError("sheet-error-empty")


def check_workbook(data: bytes) -> None:
    """Raise SheetError unless the bytes are an XLSX within the limits, free of passwords and document types.

    Keys: sheet-error-password, sheet-error-old-excel, sheet-error-kind, sheet-error-damaged, sheet-error-unsafe.
    """
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise SheetError("sheet-error-password" if locked else "sheet-error-old-excel")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            _Walk().through(archive, entries)
    except SheetError:
        raise
    except Exception as damage:  # a bent ZIP or XML makes the libraries raise nearly anything
        raise SheetError("sheet-error-damaged") from damage


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Raise SheetError by the archive's table of contents. Nothing is ever unpacked to disk, so names are free."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise SheetError("sheet-error-unsafe")
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise SheetError("sheet-error-unsafe")
        if entry.flag_bits & 0x1:
            raise SheetError("sheet-error-password")
    if not any(entry.filename.lower().endswith("workbook.xml") for entry in entries):
        raise SheetError("sheet-error-kind")


class _Walk:
    """One pass over every XML part, counting, so that no tree is built of what is too much."""

    def __init__(self) -> None:
        self.elements = 0
        self.cells = 0

    def through(self, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
        """Raise SheetError for a document type or too many elements, ExpatError for a part that is not XML."""
        for entry in entries:
            must_be_xml = entry.filename.lower().endswith((".xml", ".rels"))
            try:
                self._through_part(archive, entry, must_be_xml)
            except expat.ExpatError:
                if must_be_xml:  # a drawing for old Excels may hold HTML, and nothing reads it
                    raise

    def _through_part(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, must_be_xml: bool) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._document_type
        parser.StartElementHandler = self._element
        with archive.open(entry) as part:
            chunk = part.read(_CHUNK)
            if not must_be_xml and b"<" not in chunk[:16]:
                return  # a picture
            while chunk:
                parser.Parse(chunk, False)
                chunk = part.read(_CHUNK)
        parser.Parse(b"", True)

    def _document_type(self, *_: object) -> None:
        raise SheetError("sheet-error-unsafe")

    def _element(self, tag: str, _: dict[str, str]) -> None:
        self.elements += 1
        name = tag.rpartition(":")[2]
        if name == "row":
            self.cells = 0
        elif name == "c":
            self.cells += 1
        if self.elements > MAX_ELEMENTS or self.cells > MAX_CELLS_IN_ROW:
            raise SheetError("sheet-error-unsafe")
