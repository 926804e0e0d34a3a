"""Files up and down: kept under names of our own, read by their owner alone, never run by a browser."""

import io
from email.message import Message as Headers
from urllib.parse import unquote

import pytest
from aiohttp import FormData

from channels.web import images
from channels.web.images import Picture
from channels.web.names import clean_file_name, disposition
from tests.channels.web import pictures
from tests.channels.web.harness import Bench, Browser, opened

HOSTILE = [
    "../../etc/cron.d/x", "..\\..\\Windows\\win.ini", "/etc/passwd", "C:\\boot.ini", "con", "CON.txt",
    "nul.docx", "lpt1.pdf", "a/b/c.txt", "...", ".", "..", "", " ", "a\0b.txt", "x\r\nSet-Cookie: a=b.txt",
    'a"b.txt', "a;b.txt", "a%00b.txt", "%2e%2e%2f", "báo cáo quý IV.docx", "b\u00e1o c\u00e1o.pdf",
    "ba\u0301o ca\u0301o.pdf", "Uỷ ban.xlsx", "Đơn thư.pdf", "\u202efdp.exe", "a\u200bb.txt", "x" * 300,
    "x" * 300 + ".docx", "tệp.tar.gz", "-rf.txt", "~root", "$(id).txt", "`id`.txt", "a|b.txt", "<script>.html",
    "a*b?.txt", "file:name.txt", "x.php;.jpg", "x.svg", "x.html", "😀.png", "a" + "\u0301" * 500 + ".txt",
    "\ud800.txt", "tab\there.txt", "aux.", "com9.zip", " .htaccess", "desktop.ini", "name.", "name ", "a//b",
    "\\\\server\\share\\x.txt",
]  # fmt: skip


@pytest.mark.parametrize("given", HOSTILE)
def test_a_name_is_text_on_one_line_and_never_a_path(given: str):
    name = clean_file_name(given)
    assert 0 < len(name) <= 120
    assert not set(name) & set('/\\<>:"|?*\0\r\n\t\u202e')
    assert name not in (".", "..") and not name.endswith((".", " "))
    assert name.split(".")[0].casefold() not in {"con", "nul", "aux", "lpt1", "com9"}
    assert clean_file_name(name) == name


@pytest.mark.parametrize("given", HOSTILE)
def test_the_download_header_can_be_read_by_old_programs_and_new(given: str):
    name = clean_file_name(given)
    header = disposition(name, inline=False)
    assert header.isascii() and "\n" not in header and "\r" not in header
    read = Headers()
    read["Content-Disposition"] = header
    assert read.get_content_disposition() == "attachment"
    assert unquote(header.split("filename*=UTF-8''")[1]) == name


def test_the_ending_survives_when_a_name_is_cut():
    assert clean_file_name("x" * 300 + ".docx") == "x" * 115 + ".docx"


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (pictures.png(7, 9), Picture("image/png", 7, 9)),
        (pictures.gif(640, 480), Picture("image/gif", 640, 480)),
        (pictures.jpeg(4032, 3024), Picture("image/jpeg", 4032, 3024)),
        (pictures.webp(b"VP8X", 1000, 500), Picture("image/webp", 1000, 500)),
        (pictures.webp(b"VP8L", 1000, 500), Picture("image/webp", 1000, 500)),
        (pictures.webp(b"VP8 ", 1000, 500), Picture("image/webp", 1000, 500)),
        (b"", None),
        (b"\xff\xd8\xff", None),
        (pictures.jpeg(10, 10)[:100], None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"RIFF\0\0\0\0WEBPVP8?", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", None),
    ],
)
def test_a_picture_is_known_by_its_bytes(tmp_path, data: bytes, seen: Picture | None):
    path = tmp_path / "x"
    path.write_bytes(data)
    assert images.look(path) == seen


async def test_a_picture_goes_up_to_the_bot_and_comes_back(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        kept = await upload(browser, "ảnh họp.png", pictures.png(40, 30))
        assert (kept["name"], kept["mime"], kept["width"], kept["height"]) == ("ảnh họp.png", "image/png", 40, 30)
        async with browser.line() as line:
            await line.send(kind="file", key="photo-key", file=kept["stored"], caption="Họp ấp 3")
            answer = await line.bubble("Đã nhận ảnh. Họp ấp 3")
        async with browser.client.get(f"/files/{answer['file']['stored']}") as shown:
            assert await shown.read() == pictures.png(40, 30)
            assert shown.headers["Content-Type"] == "image/png"
            assert shown.headers["Content-Disposition"].startswith("inline; ")
            assert shown.headers["Cache-Control"] == "no-store"
            assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_a_document_goes_up_as_a_document_and_is_only_saved(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        kept = await upload(browser, "Phụ lục.docx", b"PK\x03\x04" + b"x" * 2_000_000)
        async with browser.line() as line:
            await line.send(kind="file", key="doc-key-1", file=kept["stored"])
            await line.bubble("Đã nhận tệp.")
        sent = bench.fed[-1]["message"]["document"]
        assert sent == {
            "file_id": kept["stored"],
            "file_unique_id": kept["stored"],
            "file_size": 2_000_004,
            "file_name": "Phụ lục.docx",
            "mime_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
        async with browser.client.get(f"/files/{kept['stored']}") as saved:
            assert saved.headers["Content-Disposition"].startswith('attachment; filename="Ph_ l_c.docx"')
            assert saved.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.html", b"<script>alert(1)</script>"),
        ("x.svg", b"<svg onload='alert(1)'/>"),
        ("x.png", b"<script>alert(1)</script>"),
        ("x.pdf", b"%PDF-1.7"),
    ],
)
async def test_nothing_but_a_true_picture_is_shown_in_the_page(bench: Bench, name: str, data: bytes):
    async with opened(bench) as browser:
        await browser.login()
        kept = await upload(browser, name, data)
        async with browser.client.get(f"/files/{kept['stored']}") as given:
            assert given.headers["Content-Disposition"].startswith("attachment; ")
            assert given.headers["Content-Type"] == "application/octet-stream"
            assert given.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("given", ["../../etc/cron.d/x", "CON", "x" * 300, "\u202efdp.exe"])
async def test_whatever_the_name_the_bytes_lie_in_the_store(bench: Bench, given: str):
    async with opened(bench) as browser:
        await browser.login()
        kept = await upload(browser, given, b"noi dung")
    [path] = [path for path in bench.files.folder.rglob("*") if path.is_file()]
    assert path.name == kept["stored"]
    assert path.read_bytes() == b"noi dung"
    assert path.stat().st_mode & 0o077 == 0, "nobody else on the machine reads it"


async def test_a_file_is_its_owners_alone(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        kept = await upload(browser, "riêng.txt", b"rieng")
        async with browser.post("/logout") as answer:
            assert answer.status == 204
        await browser.login()
        async with browser.client.get(f"/files/{kept['stored']}") as given:
            assert given.status == 404
        async with browser.line() as line:
            await line.send(kind="file", key="stolen-file", file=kept["stored"])
            assert (await line.until("refused"))["reason"] == "page-file-unknown"


@pytest.mark.parametrize(
    "path", ["/files/../chat.db", "/files/..%2fchat.db", "/files/" + "g" * 32, "/files/" + "0" * 31]
)
async def test_what_is_no_name_of_the_store_is_not_found(bench: Bench, path: str):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.client.get(path) as answer:
            assert answer.status == 404


async def test_a_file_above_the_limit_is_refused_while_it_comes(bench: Bench):
    bench.files.limit = 1 << 20
    async with opened(bench) as browser:
        await browser.login()
        async with browser.post("/files", data=form("to.bin", b"x" * ((1 << 20) + 1))) as answer:
            assert answer.status == 413
            assert await answer.text() == "Tệp lớn hơn 1 MB nên chưa gửi được. Đề nghị đồng chí chọn tệp nhỏ hơn."
    assert [path for path in bench.files.folder.rglob("*") if path.is_file()] == []


async def test_a_full_disk_is_told_and_leaves_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("channels.web.files._settle", full)
    async with opened(bench) as browser:
        await browser.login()
        async with browser.post("/files", data=form("a.txt", b"x")) as answer:
            assert answer.status == 507
            assert (await answer.text()).startswith("Máy chủ sắp hết dung lượng nên tạm thời chưa nhận tệp")
    assert [path for path in bench.files.folder.rglob("*") if path.is_file()] == []


async def test_what_is_no_upload_is_refused(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        wrong = FormData()
        wrong.add_field("other", b"x", filename="a.txt")
        for given in (
            {"data": b"x"},
            {"json": {}},
            {"data": wrong},
            {"data": b"", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        ):
            async with browser.post("/files", **given) as answer:
                assert answer.status == 400


async def test_uploads_are_counted(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        for number in range(10):
            await upload(browser, f"{number}.txt", b"x")
        async with browser.post("/files", data=form("nữa.txt", b"x")) as answer:
            assert answer.status == 429
            assert answer.headers["Retry-After"] == "61"


def form(name: str, data: bytes) -> FormData:
    made = FormData(quote_fields=False)
    made.add_field("file", io.BytesIO(data), filename=name, content_type="application/octet-stream")
    return made


async def upload(browser: Browser, name: str, data: bytes) -> dict:
    async with browser.post("/files", data=form(name, data)) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()
