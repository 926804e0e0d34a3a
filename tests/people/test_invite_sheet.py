"""The sheet of invites: who is on it, what is printed, and that it is made once, by who may."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from sqlmodel import select

from reporting import joining
from storage.audit import Audit
from storage.invites import Invite
from tests.cast import START, Cast
from tests.commands.conftest import Console
from tests.commands.conftest import cast as cast
from tests.commands.conftest import console as console
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def cards(content: bytes) -> list[str]:
    """The words of each card, in the order of reading; empty ones left out."""
    (table,) = Document(BytesIO(content)).tables
    found = []
    for row in table.rows:
        for cell in row.cells:
            inner = [p.text for t in cell.tables for c in t.rows[0].cells for p in c.paragraphs]
            words = "\n".join(part for part in [*inner, *(p.text for p in cell.paragraphs)] if part)
            found += [words] if words else []
    return found


def pictures(content: bytes) -> int:
    return len(Document(BytesIO(content)).part.package.image_parts._image_parts)


def acts(province: Province) -> list[Audit]:
    return list(province.door.read(lambda s: s.exec(select(Audit).where(Audit.act == "invite.sheet")).all()))


async def test_from_the_page_of_a_unit_to_the_file(province: Province, tmp_path: Path) -> None:
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    chi.dispatcher["bot_link"] = "https://t.me/tincoso_bot"
    await chi.says("/donvi")
    text = await chi.taps("Phiếu mời để in")
    assert "Tạo 1 mã mời vai trò cán bộ báo cáo cho 1/3 đơn vị cấp xã dưới Tỉnh Mẫu" in text
    assert "72 giờ" in text
    assert province.door.read(lambda s: s.exec(select(Invite)).all()) == []
    assert "Đã tạo 1 mã mời" in await chi.taps("Tạo 1 mã mời và nhận tệp")
    assert not any(label.startswith("Tạo") for label in chi.labels), "a second tap meets no button"
    ((kind, name, content),) = chi.screen.files
    assert (kind, name) == ("SendDocument", "phieu-moi.docx")
    (card,) = cards(content)
    assert "Phường Trung Tâm\nTỉnh Mẫu\nVai trò: cán bộ báo cáo" in card
    assert "Hiệu lực đến 09:00, 13/12/2026" in card and "bấm “Bắt đầu”" in card
    code = CODE.search(card)
    assert code and province.door.write(joining.show, AUTUMN, "telegram", "9", code[0]).step == "consent"
    assert pictures(content) == 1
    (line,) = acts(province)
    assert (line.officer_id, line.unit_id) == (province.cast["chi"], province.cast["tinh"])
    assert line.after == {"role": "reporter", "invites": 1}


async def test_a_sheet_for_heads_and_when_nobody_is_missing(province: Province, tmp_path: Path) -> None:
    province.appoints("Phúc", "trung_tam")
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    await chi.says("/donvi")
    assert "không còn đơn vị nào cần mã mời vai trò cán bộ báo cáo" in await chi.taps("Phiếu mời để in")
    assert not any(label.startswith("Tạo") for label in chi.labels)
    await chi.taps("Phiếu cho người đứng đầu")
    await chi.taps("Tạo 2 mã mời và nhận tệp")
    content = chi.screen.files[0][2]
    assert [card.splitlines()[1] for card in cards(content)] == ["Phường Trung Tâm", "Xã Bình Hòa"]
    assert pictures(content) == 0, "neither the bot nor the page has an address here"
    assert "hướng dẫn của Văn phòng" in cards(content)[0]


@pytest.mark.parametrize("who", ["an", "dung"])
async def test_only_the_office_makes_it(province: Province, tmp_path: Path, who: str) -> None:
    other = Phone(province, who, AUTUMN, tmp_path)
    for sure in (0, 1):
        await other.says("/trogiup")
        await other.taps_data(f"is:{province.cast['bac']}:reporter:{sure}")
        assert "không có quyền" in other.screen.alerts[0]
    assert acts(province) == [] and other.screen.files == []


def test_from_the_command_line(console: Console, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINCOSO_TELEGRAM_BOT", "mattran_bot")
    monkeypatch.setenv("TINCOSO_PUBLIC_URL", "https://baocao.example.vn")
    told = console.does("invite", "TINH", "--role", "reporter", "--sheet", "moi.docx")
    assert told == "Đã ghi 1 phiếu mời vào moi.docx. Mã chỉ có trên phiếu này; đề nghị giữ kín.\n"
    (card,) = cards((console.folder / "moi.docx").read_bytes())
    assert "Phường Trung Tâm" in card and "mở trang baocao.example.vn và nhập mã mời" in card
    console.does("invite", "TINH", "--role", "reporter", "--sheet", "all.docx", "--all")
    found = cards((console.folder / "all.docx").read_bytes())
    assert [one.splitlines()[1] for one in found] == ["Phường Trung Tâm", "Xã An Hòa", "Xã Bình Hòa"]
    codes = [CODE.findall(one) for one in found]
    assert all(len(one) == 1 for one in codes) and len({one[0] for one in codes}) == 3
    door = console.door()
    assert door.write(joining.show, START, "telegram", "77", codes[0][0]).step == "consent"
    door.close()


def test_a_file_that_cannot_be_written_makes_no_invite(console: Console, cast: Cast) -> None:
    console.refuses("invite", "TINH", "--role", "reporter", "--sheet", "nowhere/moi.docx")
    door = console.door()
    assert door.read(lambda s: s.exec(select(Invite)).all()) == []
    door.close()


def test_everybody_has_joined(console: Console, cast: Cast) -> None:
    console.does("invite", "BAC", "--role", "head", "--sheet", "a.docx")
    assert "đều đã có người tham gia" in console.refuses("invite", "BAC", "--role", "reporter", "--sheet", "b.docx")
