"""S5, somebody else's contact card; S13, names of files as weapons; S22, ways to run what was stored."""

import ast
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote

import pytest
from sqlmodel import Session, select

from channels.web.names import clean_file_name, disposition
from reporting import attach
from reporting.refusal import Refusal
from storage.files import FileStore
from storage.officers import Address
from storage.reports import Attachment
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province
from tests.report.conftest import Writer

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "handlers", "channels", "reporting", "scheduler", "storage", "locales")


# --- S5 ---


@pytest.mark.parametrize("whose", ["somebody else's", "one's own"])
async def test_a_contact_card_claims_nothing(province: Province, tmp_path: Path, whose: str) -> None:
    """Telephones are no keys here: who an account is, is told by an invite alone, so a card cannot be forged."""
    stranger = Phone(province, "an", AUTUMN, tmp_path)
    stranger.user = {"id": 5005, "is_bot": False, "first_name": "Kẻ lạ"}
    number = 1001 if whose == "somebody else's" else 5005
    card = {"phone_number": "+84912345678", "first_name": "An", "user_id": number}
    chat = {"id": 5005, "type": "private"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": stranger.user, "contact": card}
    before = province.door.read(lambda s: s.exec(select(Address.officer_id, Address.external_id)).all())
    await stranger._feed({"message": message})
    assert province.door.read(lambda s: s.exec(select(Address.officer_id, Address.external_id)).all()) == before
    assert "mã mời" in stranger.text and "An" not in stranger.text.split()
    assert "0912" not in repr(stranger.screen.messages) and "84912345678" not in repr(stranger.screen.messages)


# --- S13 ---

NAMES = [
    "../../etc/cron.d/x",
    "..\\..\\Windows\\win.ini",
    "/etc/passwd",
    "C:\\boot.ini",
    "CON",
    "nul.txt",
    "COM1.docx",
    ".htaccess",
    "..",
    ".",
    "",
    " ",
    "x" * 300,
    "x" * 300 + ".docx",
    "\u202efdp.exe",
    "a\x00b.txt",
    "a\nSet-Cookie: x=1.txt",
    "a\r\nX: y",
    'a"b.txt',
    "a;b.txt",
    "a%00.txt",
    "%2e%2e%2fx",
    "báo cáo quý IV.docx",
    "ba\u0301o ca\u0301o.docx",
    "tệp 🙂.png",
    "<script>alert(1)</script>.html",
    "$(reboot).sh",
    "`id`.txt",
    "a|b.txt",
    "a&b.txt",
    "-rf",
    "--help",
    "~root",
    "a/b/c.txt",
    "a\\b\\c.txt",
    "file:///etc/passwd",
    "http://x/y.txt",
    "\ufeffx.txt",
    "\u200bx.txt",
    "x.txt ",
    "x.txt.",
    "x.tar.gz",
    "x.php.jpg",
    "x.jpg\x00.php",
    "số liệu 1.250 hộ.xlsx",
    "日本語.txt",
    "مرحبا.txt",
    "\ud800x.txt",
    "'; DROP TABLE report;--",
    "x" * 254 + "ế",
]


def test_there_are_fifty_of_them() -> None:
    assert len(NAMES) == len(set(NAMES)) == 50


def test_bytes_lie_under_a_name_of_ours_whatever_theirs_is(province: Province, tmp_path: Path) -> None:
    store, writer = FileStore(tmp_path / "store"), Writer(province.door, province.cast, "an", province.office)
    report = writer.opens(province.cast["an_hoa"]).report_id
    for name in NAMES:
        kept = store.keep(name.encode("utf-8", "surrogatepass"))
        told = {"stored": kept.stored, "mime": "text/plain", "size": kept.size, "sha256": kept.sha256}
        province.door.write(_attach, writer, report, name, told)
    lying = sorted(path.name for path in (tmp_path / "store").iterdir())
    assert len(lying) == 50 and all(len(name) == 32 and int(name, 16) for name in lying)
    beside = {path.name for path in tmp_path.iterdir() if not path.name.startswith("tincoso.db")}
    assert beside == {"store"}
    names = province.door.read(lambda s: s.exec(select(Attachment.name)).all())
    assert all(len(name) <= 255 and "\x00" not in name and "\n" not in name and "\u202e" not in name for name in names)


def _attach(session: Session, writer: Writer, report: int, name: str, told: dict[str, object]) -> None:
    stored = attach.Stored(name=name, caption="", **told)  # type: ignore[arg-type]
    try:
        attach.attach(session, writer.now, writer.officer, report, stored, writer.office)
    except Refusal as refusal:
        assert refusal.key == "refused-files", "only for their number"


@pytest.mark.parametrize("name", NAMES)
def test_the_header_of_a_download_is_one_header(name: str) -> None:
    cleaned = clean_file_name(name)
    header = disposition(cleaned, inline=False)
    assert header.isascii() and header.isprintable()
    read = EmailMessage()
    read["Content-Disposition"] = header
    assert read.get_content_disposition() == "attachment"
    star = header.partition("filename*=UTF-8''")[2]
    assert ";" not in star and unquote(star) == cleaned
    assert not set(cleaned) & set('/\\<>:"|?*\r\n\x00')


# --- S22 ---

BANNED_MODULES = {"pickle", "cPickle", "dill", "shelve", "marshal", "joblib", "jsonpickle"}
BANNED_CALLS = {"eval", "exec", "compile", "__import__"}
# What unpickles or starts a shell without saying so: a column type, job and state stores, ways into the system.
BANNED_NAMES = {"PickleType", "SQLAlchemyJobStore", "RedisJobStore", "MongoDBJobStore", "create_subprocess_shell"}
BANNED_FROM = {("os", "system"), ("os", "popen"), ("builtins", "eval"), ("builtins", "exec"), ("yaml", "load")}


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for folder in PRODUCT:
        for path in (ROOT / folder).rglob("*.py"):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_nothing_that_was_stored_is_ever_run() -> None:
    """JSON and TOML only: no pickle and its kin, no eval, no yaml.load, no shell."""
    found, looked_at = [], 0
    for path, tree in _trees():
        looked_at += 1
        found += [f"{path.relative_to(ROOT)}:{node.lineno}" for node in ast.walk(tree) if _is_banned(node)]
    assert looked_at > 200, "the search finds what it is meant to look at"
    assert found == []


def _is_banned(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(one.name.split(".")[0] in BANNED_MODULES for one in node.names)
    if isinstance(node, ast.ImportFrom):
        named = {(node.module or "", one.name) for one in node.names}
        bad = BANNED_FROM & named or BANNED_NAMES & {one.name for one in node.names}
        return bool(bad) or (node.module or "").split(".")[0] in BANNED_MODULES
    if isinstance(node, ast.Name | ast.Attribute):
        return (node.id if isinstance(node, ast.Name) else node.attr) in BANNED_NAMES
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in BANNED_CALLS
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        called = (node.func.value.id, node.func.attr)
        if called in {("yaml", "load"), ("yaml", "unsafe_load"), ("os", "system"), ("os", "popen")}:
            return True
    return any(
        one.arg == "shell" and isinstance(one.value, ast.Constant) and one.value.value is True for one in node.keywords
    )


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from marshal import loads",
        "from os import system",
        "eval('1')",
        "yaml.load(x)",
        "subprocess.run(x, shell=True)",
        "asyncio.create_subprocess_shell(x)",
        "Column(sqlalchemy.PickleType)",
        "from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore",
    ],
)
def test_the_search_would_find_it(code: str) -> None:
    assert any(_is_banned(node) for node in ast.walk(ast.parse(code)))
