"""S12, PDFs made to hurt their reader: refused or read within limits, never more. (CVE-2026-40260 among them)"""

import os
import zlib
from collections.abc import Callable

import psutil
import pytest

from locales import known
from reporting.plans.model import PlanError
from reporting.plans.reader import read_data
from tests.reporting.plans.makers import _assembled

LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
XMP = (
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha">{LAUGHS}]><x:xmpmeta xmlns:x="adobe:ns:meta/">&i;</x:xmpmeta>'
)


def stream(content: bytes, more: str = "") -> str:
    packed = zlib.compress(content, 9).hex() + ">"
    return f"<< {more} /Length {len(packed)} /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n{packed}\nendstream"


def pdf(content: str, *more: str, catalog: str = "", kids: str = "3 0 R", font: str = "") -> bytes:
    """One page with that content; `more` are objects from number 5 on."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {font} >> >>"
    pages = f"<< /Type /Pages /Kids [{kids}] /Count 1 >>"
    return _assembled([f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", pages, page, content, *more])


def endless_table() -> bytes:
    """The table of contents says that the one before it is itself."""
    whole = pdf(stream(b"BT ET"))
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + str(whole.rindex(b"xref\n0")).encode())


HUGE_MAP = (
    b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"
)
BAD: dict[str, Callable[[], bytes]] = {
    "metadata that unfolds": lambda: pdf(
        stream(b"BT ET"), stream(XMP.encode(), "/Type /Metadata /Subtype /XML"), catalog="/Metadata 5 0 R"
    ),
    "pages within themselves": lambda: pdf(stream(b"BT ET"), kids="2 0 R 2 0 R"),
    "a page of a hundred megabytes": lambda: pdf(stream(b"q Q " * 25_000_000)),
    "brackets without an end": lambda: pdf(stream(b"BT " + b"[" * 300_000 + b" TJ ET")),
    "letters without an end": lambda: pdf(
        stream(b"BT /F1 12 Tf <0001> Tj ET"),
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [] /ToUnicode 6 0 R >>",
        stream(HUGE_MAP),
        font="/Font << /F1 5 0 R >>",
    ),
    "a table that comes before itself": endless_table,
}


@pytest.mark.parametrize("kind", BAD)
def test_a_pdf_made_to_hurt_is_refused_or_read_and_costs_us_nothing(kind: str) -> None:
    """The reader ends by its own limits of time and memory (test_files.py); here nothing else happens than a refusal
    that has its sentence, or a plan without tasks."""
    data = BAD[kind]()
    assert len(data) < 2_000_000, "small to send"
    before = psutil.Process(os.getpid()).memory_info().rss
    try:
        assert not read_data(data, "plan.pdf").tasks
    except PlanError as refusal:
        assert known(refusal.key)
    assert psutil.Process(os.getpid()).memory_info().rss - before < 50 * 1024 * 1024
