"""Row 6: kill -9 while a file is built that somebody asked for: after the restart it arrives whole, never half."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlmodel import Session, func, select

from storage.audit import Audit
from storage.inbox import Inbox
from tests.faults.nanny import Nanny, watched
from tests.faults.site import Site

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""The database makes no difference: what is built is built in memory."""

OURS = ("tincoso.db", "clock", "victim-", "claim-", "sender-", "polling-")


def _idle(session: Session) -> bool:
    return set(session.exec(select(Inbox.state)).all()) == {"done"}


def _burnt(nanny: Nanny, *fuses: str) -> None:
    assert nanny.deaths == list(fuses), "each of the kills came where it was meant"


def _files(site: Site) -> list[bytes]:
    """Every file that reached the office so far; each can be unpacked to its end."""
    got = [file.content for message in site.phone("chi")._newest() for file in message.files]
    for content in got:
        with ZipFile(BytesIO(content)) as packed:
            assert packed.testzip() is None
    return got


def _kept(site: Site) -> list[str]:
    """What lies in the folders of the installation."""
    found = [path.relative_to(site.folder) for path in site.folder.rglob("*") if path.is_file()]
    return sorted(str(one) for one in found if not _is_known(one))


def _is_known(path: Path) -> bool:
    return path.name.startswith(OURS) or ".db" in path.name or path.name.endswith(".lock")


async def _asks_for_the_form(chi) -> None:  # type: ignore[no-untyped-def]
    await chi.says("/nhiemvu", "Nhiệm vụ · Tỉnh Mẫu")
    await chi.taps("Nhập từ tệp", "gửi tệp Excel")
    await chi.taps("Tải tệp mẫu")


async def _asks_for_invites(chi) -> None:  # type: ignore[no-untyped-def]
    await chi.says("/donvi", "Tỉnh Mẫu")
    await chi.taps("Phiếu mời để in", "Tạo 1 mã mời")
    await chi.taps("Tạo 1 mã mời và nhận tệp")


def test_a_workbook_is_built_anew_and_arrives_whole(installed: Site) -> None:
    fuses = ("half-built:2", "before-answer:SendDocument")
    with watched(installed, *fuses) as nanny:
        installed.does(_asks_for_the_form(installed.phone("chi")))
        installed.until(_idle, 60)
        _burnt(nanny, *fuses)
    (content,) = _files(installed)
    assert load_workbook(BytesIO(content)).active["A1"].value
    assert _kept(installed) == []


def test_a_sheet_of_invites_is_made_anew_and_arrives_whole(installed: Site) -> None:
    fuses = ("half-built:3", "after-answer:SendDocument")
    with watched(installed, *fuses) as nanny:
        installed.does(_asks_for_invites(installed.phone("chi")))
        installed.until(_idle, 60)
        _burnt(nanny, *fuses)
    got = _files(installed)
    assert 1 <= len(got) <= 2, "it had arrived before the second kill, and may come again"
    assert all(len(Document(BytesIO(content)).tables) == 1 for content in got)
    assert _kept(installed) == []
    # The invites of a sheet that never left are known to nobody and run out; each sheet is in the audit.
    made = installed.door.read(
        lambda session: session.exec(select(func.count()).where(Audit.act == "invite.sheet")).one()
    )
    assert made == 3
