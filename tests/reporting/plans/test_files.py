"""Files that are no plan: locked, broken, bombs, scans. Each gets its own sentence, and the bot does not notice."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import psutil
import pytest
from pypdf import PdfReader, PdfWriter

from locales import known, say
from reporting.plans import container, sandbox
from reporting.plans.document import read_bytes
from reporting.plans.model import Plan, PlanError
from reporting.plans.reader import read_data, read_plan
from reporting.plans.wire import pack, unpack
from tests.reporting.plans.makers import build_pdf, docx_of, pdf_of

TEXT = "KẾ HOẠCH\nCông tác năm 2026\n\nI. NHIỆM VỤ\n1. Văn phòng rà soát hộ nghèo trước ngày 20/10/2026.\n"
ROOT = Path(__file__).resolve().parents[3]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(data: bytes, name: str = "plan.docx") -> str:
    with pytest.raises(PlanError) as caught:
        read_bytes(data, name)
    assert known(caught.value.key)
    assert say("vi", caught.value.key, **caught.value.values)
    return caught.value.key.removeprefix("refused-plan-")


def zipped(parts: dict[str, bytes], docx: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if docx:
            with zipfile.ZipFile(io.BytesIO(docx)) as old:
                for name in old.namelist():
                    if name not in parts:
                        archive.writestr(name, old.read(name))
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_empty_files() -> None:
    assert refusal(b"") == "empty"
    assert refusal(b" \r\n\t", "plan.txt") == "empty"


def test_old_and_locked_word() -> None:
    assert refusal(OLE + b"\0" * 600) == "old-word"
    assert refusal(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")) == "locked"
    assert refusal(rb"{\rtf1 abc}", "plan.doc") == "old-word"


def test_other_kinds_whatever_their_name_says() -> None:
    assert refusal(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "plan.png") == "kind"
    assert refusal(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "plan.docx") == "corrupt"
    assert refusal(b"MZ\0\0", "plan.txt") == "not-text"
    assert refusal(zipped({"xl/workbook.xml": b"<a/>"}), "plan.docx") == "kind"


def test_text_that_is_not_unicode() -> None:
    assert refusal("Kế hoạch".encode("cp1258", "ignore") + b"\xec\xff", "plan.txt") == "not-text"
    assert read_bytes(TEXT.encode("utf-16"), "plan.txt") == read_bytes(TEXT.encode(), "plan.txt")


def test_a_docx_under_another_name_is_still_one() -> None:
    assert read_bytes(docx_of(TEXT), "plan.pdf").tasks == read_bytes(TEXT.encode(), "plan.txt").tasks


def test_a_small_archive_that_unpacks_to_a_lot() -> None:
    bomb = b"<w:p>" + b"<w:t>a</w:t>" * 400_000 + b"</w:p>"
    assert refusal(zipped({"word/document.xml": bomb})) == "bomb"


def test_an_archive_of_too_many_entries_or_with_links() -> None:
    assert refusal(zipped({f"word/{i}.xml": b"<a/>" for i in range(1_100)} | {"word/document.xml": b"<a/>"})) == "bomb"
    buffer = io.BytesIO(docx_of(TEXT))
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal(buffer.getvalue()) == "bomb"


@pytest.mark.parametrize(
    "part",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document>&x;</w:document>',
        b'<?xml version="1.0"?>\n<!doctype a><a/>',
        '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"),
    ],
)
def test_document_types_in_any_part(part: bytes) -> None:
    assert refusal(zipped({"word/document.xml": part}, docx_of(TEXT))) == "unsafe"
    assert refusal(zipped({"docProps/core.xml": part}, docx_of(TEXT))) == "unsafe"


def test_broken_archives() -> None:
    whole = docx_of(TEXT)
    assert refusal(whole[: len(whole) // 2]) == "corrupt"
    assert refusal(zipped({"word/document.xml": b"<w:p"}, whole)) == "corrupt"


def test_locked_archives() -> None:
    data = bytearray(docx_of(TEXT))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert refusal(bytes(data)) == "locked"


def locked_pdf(password: str) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf_of(TEXT))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_locked_and_merely_signed_pdf() -> None:
    assert refusal(locked_pdf("bí mật"), "plan.pdf") == "locked"
    # An owner's password only forbids printing: such a file opens for everyone.
    assert len(read_bytes(locked_pdf(""), "plan.pdf").tasks) == 1


def test_scans_and_half_scans() -> None:
    assert refusal(build_pdf([["1"], ["2"]]), "plan.pdf") == "scan"
    plan = read_bytes(build_pdf([TEXT.split("\n"), ["7"]]), "plan.pdf")
    assert (len(plan.tasks), plan.notices) == (1, (("pages-without-text", 1),))


def test_three_hundred_pages() -> None:
    with pytest.raises(PlanError) as caught:
        read_bytes(build_pdf([["a"]] * 300), "plan.pdf")
    assert (caught.value.key, caught.value.values) == ("refused-plan-pages", {"pages": 300, "limit": 200})


def test_broken_pdf() -> None:
    whole = pdf_of(TEXT)
    assert refusal(b"%PDF-1.7\nnothing more", "plan.pdf") == "corrupt"
    assert refusal(whole[: len(whole) // 3], "plan.pdf") in ("corrupt", "scan")


def test_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporting.plans.reader.MAX_BYTES", 100)
    path = tmp_path / "plan.txt"
    path.write_bytes(b"a" * 101)
    with pytest.raises(PlanError, match="refused-plan-large"):
        read_plan(path)
    with pytest.raises(PlanError, match="refused-plan-large"):
        read_data(b"a" * 101, "plan.txt")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="refused-plan-missing"):
        read_plan(tmp_path / "none.docx")


def test_flipped_bytes_never_raise_anything_but_a_refusal() -> None:
    """A hundred damaged files of each kind, the same every time."""
    chance = random.Random(54)
    for name, whole in (("plan.docx", docx_of(TEXT)), ("plan.pdf", pdf_of(TEXT)), ("plan.txt", TEXT.encode())):
        for _ in range(100):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 3, 20))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                read_bytes(bytes(data), name)
            except PlanError as caught:
                assert known(caught.key)


# --- the process of its own ------------------------------------------------------------------------------------------


def test_through_the_sandbox_a_plan_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.docx"
    path.write_bytes(docx_of(TEXT))
    assert read_plan(path) == read_bytes(path.read_bytes(), "plan.docx")


def test_through_the_sandbox_a_refusal_is_the_same() -> None:
    with pytest.raises(PlanError) as caught:
        read_data(build_pdf([["a"]] * 300), "../../x\0; rm -rf .pdf")
    assert (caught.value.key, caught.value.values) == ("refused-plan-pages", {"pages": 300, "limit": 200})


def test_nothing_is_lost_on_the_wire() -> None:
    for path in sorted((ROOT / "tests" / "fixtures" / "plans").glob("*.txt")):
        plan = read_bytes(path.read_bytes(), path.name)
        assert unpack(json.loads(json.dumps(pack(plan)))) == plan


FOREIGN = {"aiogram", "telegram", "sqlmodel", "sqlalchemy", "apscheduler", "locales", "storage", "pydantic"}


def run_worker(code: str) -> subprocess.CompletedProcess[str]:
    program = f"import sys; sys.argv = ['w']\nfrom reporting.plans import worker\n{code}"
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_the_worker_loads_neither_messenger_nor_database() -> None:
    done = run_worker(
        "from reporting.plans import document, docx_lines, pdf_lines, text_lines\n"
        f"print(sorted({{m.partition('.')[0] for m in sys.modules}} & {FOREIGN}))"
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")
def test_the_worker_cannot_take_more_memory_than_it_is_given() -> None:
    done = run_worker(
        "worker.limit_self()\ntry:\n    bytearray(700 * 1024 * 1024)\nexcept MemoryError:\n    print('refused')"
    )
    assert done.stdout.strip() == "refused", done.stderr


def test_the_worker_sees_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    def run(command: list[str], *, env: dict[str, str], **rest: object) -> subprocess.CompletedProcess[bytes]:
        seen.update(env)
        return subprocess.CompletedProcess(command, 0, json.dumps({"plan": pack(Plan())}).encode(), b"")

    monkeypatch.setenv("TINCOSO_TELEGRAM_TOKEN", "secret")
    monkeypatch.setattr(sandbox.subprocess, "run", run)
    assert sandbox.read_apart(b"a", "plan.txt") == Plan()
    assert not [key for key in seen if key.startswith("TINCOSO")]


def test_a_reading_that_never_ends_is_stopped() -> None:
    begin = time.monotonic()
    with pytest.raises(PlanError, match="refused-plan-slow"):
        sandbox.read_apart(TEXT.encode(), "plan.txt", wall_seconds=0.01)
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(("code", "err", "key"), [(-9, b"", "bomb"), (1, b"MemoryError", "bomb"), (1, b"", "corrupt")])
def test_a_worker_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch, code: int, err: bytes, key: str) -> None:
    monkeypatch.setattr(sandbox.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], code, b"", err))
    with pytest.raises(PlanError, match=f"refused-plan-{key}"):
        sandbox.read_apart(b"a", "plan.txt")


def test_a_bomb_leaves_our_memory_alone() -> None:
    """Within the archive's limits, and still far too much for a parser: elements by the hundred thousand."""
    chance = random.Random(7)
    noise = b"".join(b"<w:p><w:r/><w:r/><w:r/></w:p><!--%016x-->" % chance.getrandbits(64) for _ in range(110_000))
    names = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = b"<w:document " + names + b"><w:body>" + noise + b"</w:body></w:document>"
    data = zipped({"word/document.xml": xml}, docx_of(TEXT))
    process = psutil.Process(os.getpid())
    before, most, done = process.memory_info().rss, 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            most = max(most, process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with pytest.raises(PlanError, match=r"refused-plan-(bomb|too-long|corrupt)"):
            read_data(data, "plan.docx")
    finally:
        done.set()
        watcher.join()
    assert most - before < 50 * 1024 * 1024
    assert len(data) < container.MAX_BYTES
