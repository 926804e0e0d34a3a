"""Invites from the command line: for one unit, or a table for every commune below."""

import csv
import io

import pytest
from sqlmodel import select

from reporting import joining
from storage.invites import Invite
from storage.officers import Address
from tests.cast import START, Cast
from tests.commands.conftest import Console


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def _invites(console: Console) -> list[Invite]:
    door = console.door()
    found = door.read(lambda session: list(session.exec(select(Invite).order_by(Invite.id))))  # type: ignore[arg-type]
    door.close()
    return found


@pytest.mark.parametrize("typed", ["AN_HOA", "an_hoa", "Xã An Hòa", "xa an hoa", "An Hòa"])
def test_the_unit_is_meant_by_code_or_name(console: Console, cast: Cast, typed: str) -> None:
    told = console.does("invite", typed, "--role", "reporter")
    assert "Mời vào Xã An Hòa với vai trò cán bộ báo cáo. Dùng một lần, hiệu lực đến 09:00, 25/11/2026." in told
    (made,) = _invites(console)
    assert (made.unit_id, made.role, made.made_by) == (cast["an_hoa"], "reporter", None)


def test_the_code_that_is_printed_lets_somebody_in(console: Console, cast: Cast) -> None:
    told = console.does("invite", "TRUNG_TAM", "--role", "reporter")
    code = next(line for line in told.splitlines() if "Mã nhập tay" in line).rpartition(" ")[2]
    secret = next(line for line in told.splitlines() if "/start " in line).rpartition(" ")[2]
    door = console.door()
    for shown in (code, secret):
        assert door.read(joining.show, START, "telegram", "77", shown).step == "consent"
    door.close()


def test_the_link_is_whole_where_the_bots_name_is_known(
    console: Console, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TINCOSO_TELEGRAM_BOT", "@mattran_bot")
    assert "https://t.me/mattran_bot?start=" in console.does("invite", "TRUNG_TAM", "--role", "head")


def test_a_name_that_may_mean_two_is_asked_back(console: Console, cast: Cast) -> None:
    (console.folder / "units.csv").write_text("Mã,Tên đơn vị,Mã cấp trên\nX9,Xã An Hòa,TINH\n", encoding="utf-8")
    console.does("units", "import", "units.csv")
    told = console.refuses("invite", "an hoa", "--role", "reporter")
    assert "Xã An Hòa (AN_HOA, Huyện Bắc); Xã An Hòa (X9, Tỉnh Mẫu)" in told
    assert _invites(console) == []


def test_a_name_that_nobody_has_brings_those_that_look_alike(console: Console, cast: Cast) -> None:
    assert "Xã An Hòa" in console.refuses("invite", "An Hoaf", "--role", "reporter")
    assert console.refuses("invite", "zzzzzz", "--role", "reporter") == "Không có đơn vị nào là “zzzzzz”."


def test_an_invite_for_an_officer_who_was_imported(console: Console, cast: Cast) -> None:
    told = console.does("invite", "AN_HOA", "--role", "reporter", "--officer", "nguyen van an")
    assert "Dành riêng cho đồng chí Nguyễn Văn An." in told
    assert [one.officer_id for one in _invites(console)] == [cast["an"]]
    told = console.refuses("invite", "AN_HOA", "--role", "reporter", "--officer", "Nguyễn Văn Bê")
    assert "Nguyễn Văn An" in told and "Trần Thị Bình" in told


def test_a_table_with_a_row_for_every_commune_below(console: Console, cast: Cast) -> None:
    header, *rows = _rows(console.does("invite", "TINH", "--role", "reporter", "--csv"))
    assert header == ["Mã đơn vị", "Đơn vị", "Vai trò", "Họ và tên", "Mã mời", "Liên kết Telegram", "Hiệu lực đến"]
    assert [row[:2] for row in rows] == [
        ["TRUNG_TAM", "Phường Trung Tâm"],
        ["AN_HOA", "Xã An Hòa"],
        ["BINH_HOA", "Xã Bình Hòa"],
    ]
    assert len({row[4] for row in rows}) == 3
    assert [row[3] for row in rows] == ["", "", ""], "who has joined needs no invite of their own"


def test_who_was_imported_and_has_not_joined_gets_an_own_row(console: Console, cast: Cast) -> None:
    door = console.door()
    door.write(lambda session: [session.delete(one) for one in session.exec(select(Address))])
    door.close()
    _, *rows = _rows(console.does("invite", "BAC", "--role", "reporter", "--csv"))
    assert [(row[0], row[3]) for row in rows] == [("AN_HOA", "Nguyễn Văn An"), ("BINH_HOA", "Lê Văn Em")]
    assert [one.officer_id for one in _invites(console)] == [cast["an"], cast["em"]]


def test_units_that_have_joined_can_be_left_out(console: Console, cast: Cast) -> None:
    _, *rows = _rows(console.does("invite", "TINH", "--role", "reporter", "--csv", "--unjoined"))
    assert [row[0] for row in rows] == ["TRUNG_TAM"]


def test_a_file_opens_in_excel_and_only_for_its_owner(console: Console, cast: Cast) -> None:
    assert console.does("invite", "TINH", "--role", "reporter", "--csv", "-o", "invites.csv") == ""
    path = console.folder / "invites.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(_rows(path.read_text(encoding="utf-8-sig"))) == 4


def test_below_a_commune_there_is_nobody_to_invite(console: Console, cast: Cast) -> None:
    assert "Xã An Hòa" in console.refuses("invite", "AN_HOA", "--role", "reporter", "--csv")
