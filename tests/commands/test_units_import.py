"""Lists of units from a sheet: all of it or nothing, and nothing twice."""

import time
from concurrent.futures import ThreadPoolExecutor

from openpyxl import Workbook
from sqlmodel import select

from reporting import import_units
from reporting.sheets import parse_units, read_rows
from storage.audit import Audit
from storage.door import Door
from storage.units import Unit
from tests.cast import START, Cast, settle
from tests.commands.conftest import Console
from tests.storage.rows import everything

HEADER = "Mã,Tên đơn vị,Loại,Mã cấp trên,Tên cấp trên,Từ ngày,Đến ngày\n"


def _sheet(console: Console, *lines: str, name: str = "units.csv") -> str:
    (console.folder / name).write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return name


def _units(console: Console) -> dict[str, Unit]:
    door = console.door()
    found = door.read(lambda session: {unit.name: unit for unit in session.exec(select(Unit))})
    door.close()
    return found


def test_an_import_adds_and_changes_and_a_second_one_does_nothing(console: Console, cast: Cast) -> None:
    name = _sheet(
        console,
        "NAM,Nam,huyện,TINH,,,",
        "TAN_LAP,Tân Lập,xã,NAM,,01/07/2025,",
        ",Khu dân cư số 1,khu dân cư,,Xã Tân Lập,,",
        "AN_HOA,Xã An Hòa Đông,xã,NAM,,,",
        "BINH_HOA,Xã Bình Hòa,xã,BAC,,,30/06/2027",
        "TRUNG_TAM,Phuong Trung Tam,phường,,,,",
    )
    preview = console.does("units", "import", name, "--preview")
    assert "thêm 3, sửa 3, giữ nguyên 1" in preview
    assert "từ “Xã An Hòa” thành “Xã An Hòa Đông”" in preview
    assert "Xã An Hòa" in _units(console), "a preview stores nothing"
    assert "Đã ghi: thêm 3, sửa 3, giữ nguyên 1" in console.does("units", "import", name)
    units = _units(console)
    assert units["Khu dân cư số 1"].parent_id == units["Xã Tân Lập"].id
    assert units["Xã Tân Lập"].parent_id == units["Nam"].id
    assert units["Xã An Hòa Đông"].parent_id == units["Nam"].id
    assert units["Xã An Hòa Đông"].folded == "xa an hoa dong"
    assert str(units["Xã Bình Hòa"].valid_to) == "2027-06-30"
    assert "Phường Trung Tâm" in units, "letters without accents take none away"
    door = console.door()
    before = everything(door.engine)
    assert "thêm 0, sửa 0, giữ nguyên 6" in console.does("units", "import", name)
    assert everything(door.engine) == before
    door.close()


def test_it_is_written_down(console: Console, cast: Cast) -> None:
    console.does("units", "import", _sheet(console, "NAM,Huyện Nam,huyện,TINH,,,", "BAC,Huyện Bắc Mới,huyện,,,,"))
    door = console.door()
    line = door.read(lambda session: session.exec(select(Audit).where(Audit.act == "units.import")).one())
    door.close()
    assert line.after is not None and line.after["added"] == 1
    assert line.after["rows"][0] == {
        "row": 3,
        "name": "Huyện Bắc",
        "field": "name",
        "before": "Huyện Bắc",
        "after": "Huyện Bắc Mới",
    }


def test_one_bad_row_and_nothing_is_stored_each_with_its_reason(console: Console, cast: Cast) -> None:
    name = _sheet(
        console,
        "NAM,Huyện Nam,huyện,TINH,,,",
        "X1,Xã Một,xã,KHONG_CO,,,",
        "X2,Xã Hai,xã,,Huyện Không Có,,",
        "X3,Xã Ba,xã,,,,",
        "X4,Xã An Hòa,xã,BAC,,,",
        "BAC,Huyện Bắc,huyện,AN_HOA,,,",
        "BINH_HOA,Xã An Hòa,xã,BAC,,,",
        "X5,,xã,BAC,,,",
        "X6,Xã Sáu,xã,BAC,,31/02/2026,",
        "TRUNG_TAM,Phường Trung Tâm,phường,,,,01/01/2019",
    )
    before = set(_units(console))
    ran = console("units", "import", name)
    assert (ran.code, ran.out) == (1, "")
    assert [line[:8].rstrip(": ") for line in ran.err.splitlines()] == [
        "Dòng 3",
        "Dòng 4",
        "Dòng 5",
        "Dòng 6",
        "Dòng 7",
        "Dòng 8",
        "Dòng 9",
        "Dòng 10",
        "Dòng 11",
        "Chưa ghi",
    ]
    assert "đang có mã AN_HOA, trong tệp ghi X4" in ran.err
    assert "được xếp dưới chính mình" in ran.err
    assert set(_units(console)) == before


def test_json_tells_the_same(console: Console, cast: Cast) -> None:
    ran = console("units", "import", _sheet(console, "X1,Xã Một,xã,KHONG_CO,,,"), "--json")
    assert ran.code == 1
    assert ran.json["stored"] is False
    assert ran.json["problems"] == [
        {"row": 2, "key": "import-parent-unknown", "values": {"row": 2, "name": "KHONG_CO"}}
    ]
    done = console("units", "import", _sheet(console, "X1,Xã Một,xã,BAC,,,"), "--json").json
    assert done["stored"] is True
    assert done["added"] == [{"row": 2, "what": "unit", "name": "Xã Một", "where": "Huyện Bắc", "role": ""}]


def test_a_code_that_lost_its_zeros_is_known_by_its_name(console: Console) -> None:
    console.does("units", "init", "--province", "Cao Bằng")
    name = _sheet(console, "1273,Phường Thục Phán,phường,,,,", "4,Tỉnh Cao Bằng,tỉnh,,,,")
    assert "thêm 0, sửa 0, giữ nguyên 2" in console.does("units", "import", name)


def test_a_unit_that_ended_makes_room_for_its_namesake(console: Console, cast: Cast) -> None:
    name = _sheet(console, "AN_HOA,Xã An Hòa,xã,BAC,,,30/06/2025", name="ended.csv")
    console.does("units", "import", name)
    again = _sheet(console, "31999,Xã An Hòa,xã,,Tỉnh Mẫu,01/07/2025,", name="new.csv")
    assert "thêm 1, sửa 0" in console.does("units", "import", again)
    assert "thêm 0, sửa 0, giữ nguyên 1" in console.does("units", "import", again)


def test_two_upper_units_of_one_name_are_asked_back(console: Console, cast: Cast) -> None:
    console.does("units", "import", _sheet(console, "X9,Xã An Hòa,xã,TINH,,,", name="twin.csv"))
    told = console("units", "import", _sheet(console, ",Khu dân cư số 1,khu dân cư,,Xã An Hòa,,")).err
    assert "có 2 đơn vị tên “Xã An Hòa”" in told


def test_a_workbook_does_as_well(console: Console, cast: Cast) -> None:
    book = Workbook()
    for row in (("DANH SÁCH ĐƠN VỊ",), ("Mã", "Tên đơn vị", "Mã cấp trên"), ("X1", "Xã Một", "BAC")):
        book.active.append(row)
    book.save(console.folder / "units.xlsx")
    assert "Dòng 3: thêm đơn vị Xã Một, thuộc Huyện Bắc" in console.does("units", "import", "units.xlsx")


def test_a_file_that_is_none_is_refused(console: Console, cast: Cast) -> None:
    (console.folder / "letter.docx").write_bytes(b"dear colleague")
    assert "Excel" in console.refuses("units", "import", "letter.docx")


def test_ten_thousand_rows_take_seconds(door: Door) -> None:
    door.write(settle)
    lines = [f"K{number},Khu dân cư số {number},khu dân cư,AN_HOA,,," for number in range(9_993)]
    bad = [f"B{number},Khu dân cư {number},khu dân cư,KHONG_CO,,," for number in range(7)]
    began = time.process_time()
    refused = _bring_in(door, lines + bad)
    assert [one.row_number for one in refused.problems] == list(range(9_995, 10_002))
    assert len(_bring_in(door, lines).added) == 9_993
    assert time.process_time() - began < 30
    assert door.read(lambda session: len(session.exec(select(Unit)).all())) == 9_998


def _bring_in(door: Door, lines: list[str]) -> import_units.Imported:
    sheet = parse_units(read_rows("units.csv", (HEADER + "\n".join(lines)).encode()))
    return door.write(import_units.bring_in, START, START.date(), sheet)


def test_two_who_import_the_same_at_once_make_nothing_twice(engine: object, door: Door) -> None:
    door.write(settle)
    lines = [f"K{number},Khu dân cư số {number},khu dân cư,AN_HOA,,," for number in range(50)]

    def brings(_: int) -> str:
        try:
            return "stored" if _bring_in(door, lines).added else "there"
        except Exception as refused:
            return type(refused).__name__

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(pool.map(brings, range(2)))
    assert ends in (["stored", "there"], ["IntegrityError", "stored"])
    assert door.read(lambda session: len(session.exec(select(Unit)).all())) == 55
