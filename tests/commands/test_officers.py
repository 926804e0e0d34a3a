"""Officers from a sheet: found again by unit and name, never two of one, never one of two."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from storage.door import Door
from storage.officers import Officer, Post
from tests.cast import Cast
from tests.commands.conftest import Console
from tests.storage.rows import everything

HEADER = "Mã đơn vị,Tên đơn vị,Họ và tên,Chức vụ,Vai trò\n"


@pytest.fixture
def door(console: Console, cast: Cast) -> Iterator[Door]:
    opened = console.door()
    yield opened
    opened.close()


def _sheet(console: Console, *lines: str) -> str:
    (console.folder / "officers.csv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return "officers.csv"


def _posts(door: Door, unit: int) -> set[tuple[str, str, str]]:
    rows = door.read(
        lambda session: session.exec(
            select(Officer.name, Officer.title, Post.role).where(Post.officer_id == Officer.id, Post.unit_id == unit)
        ).all()
    )
    return {tuple(row) for row in rows}


def test_new_people_new_posts_new_titles_and_then_nothing(console: Console, cast: Cast, door: Door) -> None:
    name = _sheet(
        console,
        "AN_HOA,,Nguyễn Văn An,Phó Chủ tịch,cán bộ báo cáo",
        "AN_HOA,,Nguyễn Văn An,Phó Chủ tịch,trưởng",
        ",phuong trung tam,Đỗ Thị Giang,Chủ tịch,trưởng",
        "TRUNG_TAM,Phường Trung Tâm,Đỗ Thị Giang,Chủ tịch,cán bộ báo cáo",
    )
    preview = console.does("officers", "import", name, "--preview")
    assert "thêm 3, sửa 1, giữ nguyên 0" in preview
    assert _posts(door, cast["trung_tam"]) == set()
    assert "Dòng 4: thêm cán bộ Đỗ Thị Giang, người đứng đầu, Phường Trung Tâm" in console.does(
        "officers", "import", name
    )
    assert _posts(door, cast["trung_tam"]) == {
        ("Đỗ Thị Giang", "Chủ tịch", "head"),
        ("Đỗ Thị Giang", "Chủ tịch", "reporter"),
    }
    assert ("Nguyễn Văn An", "Phó Chủ tịch", "head") in _posts(door, cast["an_hoa"])
    before = everything(door.engine)
    assert len(before["officer"]) == 6
    assert "thêm 0, sửa 0, giữ nguyên 4" in console.does("officers", "import", name)
    assert everything(door.engine) == before


def test_namesakes_with_other_titles_are_two_and_stay_two(console: Console, cast: Cast, door: Door) -> None:
    name = _sheet(
        console,
        "TRUNG_TAM,,Lê Văn Hùng,Phó Chủ tịch,cán bộ báo cáo",
        "TRUNG_TAM,,Lê Văn Hùng,Chuyên viên,cán bộ báo cáo",
        "TRUNG_TAM,,Lê Văn Hưng,Chuyên viên,cán bộ báo cáo",
    )
    console.does("officers", "import", name)
    assert len(_posts(door, cast["trung_tam"])) == 3
    assert "thêm 0, sửa 0, giữ nguyên 3" in console.does("officers", "import", name)


def test_a_name_without_accents_is_the_same_person_and_takes_none_away(
    console: Console, cast: Cast, door: Door
) -> None:
    assert "giữ nguyên 1" in console.does(
        "officers", "import", _sheet(console, "AN_HOA,,nguyen van an,,cán bộ báo cáo")
    )
    assert ("Nguyễn Văn An", "", "reporter") in _posts(door, cast["an_hoa"])


def test_one_bad_row_and_nothing_is_stored(console: Console, cast: Cast, door: Door) -> None:
    before = everything(door.engine)
    ran = console(
        "officers",
        "import",
        _sheet(
            console,
            "TRUNG_TAM,,Đỗ Thị Giang,,trưởng",
            "KHONG_CO,,Đỗ Thị Giang,,trưởng",
            ",Xã Không Có,Đỗ Thị Giang,,trưởng",
            "AN_HOA,Xã Bình Hòa,Đỗ Thị Giang,,trưởng",
            "AN_HOA,,Đỗ Thị Giang,,vua",
            "AN_HOA,,,,trưởng",
        ),
    )
    assert (ran.code, ran.out) == (1, "")
    assert [line.split(":")[0] for line in ran.err.splitlines()] == [
        "Dòng 3",
        "Dòng 4",
        "Dòng 5",
        "Dòng 6",
        "Dòng 7",
        "Chưa ghi gì",
    ]
    assert "mã AN_HOA là của “Xã An Hòa”, không phải “Xã Bình Hòa”" in ran.err
    assert everything(door.engine) == before


def test_a_unit_of_which_there_are_two_is_asked_back(console: Console, cast: Cast) -> None:
    (console.folder / "units.csv").write_text("Mã,Tên đơn vị,Mã cấp trên\nX9,Xã An Hòa,TINH\n", encoding="utf-8")
    console.does("units", "import", "units.csv")
    told = console("officers", "import", _sheet(console, ",Xã An Hòa,Đỗ Thị Giang,,trưởng")).err
    assert "Xã An Hòa (AN_HOA, Huyện Bắc); Xã An Hòa (X9, Tỉnh Mẫu)" in told


def test_whoever_is_not_in_the_sheet_keeps_the_post(console: Console, cast: Cast, door: Door) -> None:
    console.does("officers", "import", _sheet(console, "AN_HOA,,Đỗ Thị Giang,,cán bộ báo cáo"))
    assert {name for name, _, _ in _posts(door, cast["an_hoa"])} == {"Nguyễn Văn An", "Trần Thị Bình", "Đỗ Thị Giang"}
