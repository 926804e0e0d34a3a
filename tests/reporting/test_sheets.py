"""Lists of units and officers: what is read, what is refused, and that no file can harm the reader."""

import re
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from reporting.sheets import (
    Row,
    SheetError,
    parse_officers,
    parse_units,
    read_rows,
    safe_cell,
    safe_csv_cell,
    write_template,
)

MORNING = datetime(2025, 7, 1, 8)  # noqa: DTZ001  a cell of a spreadsheet knows no zone
UNITS = [
    ("Mã", "Tên đơn vị", "Loại", "Mã cấp trên", "Tên cấp trên", "Từ ngày"),
    ("12", "Tỉnh Lai Châu", "tỉnh", "", "", "01/07/2025"),
    ("03430", "Xã Khun Há", "xã", "12", "", "01/07/2025"),
    ("", "Bản Hon 1", "khu dân cư", "", "Khun Há", ""),
]
OFFICERS = [
    ("Mã đơn vị", "Tên đơn vị", "Họ và tên", "Chức vụ", "Vai trò"),
    ("03430", "", "Lò Văn An", "Phó Chủ tịch", "cán bộ báo cáo"),
]


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def rows_of(*rows: tuple[str, ...]) -> list[Row]:
    return [Row(number, cells) for number, cells in enumerate(rows, start=1)]


def edited(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one of its parts changed."""
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(old.read(entry)) if entry.filename == part else old.read(entry))
    return content.getvalue()


def refusal(file_name: str, data: bytes) -> str:
    with pytest.raises(SheetError) as caught:
        read_rows(file_name, data)
    return caught.value.key


def problems_of(*rows: tuple[str, ...]) -> list[tuple[int, str]]:
    return [(found.row_number, found.key) for found in parse_units(rows_of(*rows)).problems]


# --- reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_csv_as_any_program_writes_it(delimiter: str, coding: str, line_end: str) -> None:
    text = line_end.join(delimiter.join(row) for row in UNITS)
    rows = read_rows("đơn vị.csv", text.encode(coding))
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert rows[0].cells == UNITS[0]
    assert rows[2].cells == ("03430", "Xã Khun Há", "xã", "12", "", "01/07/2025")


def test_commas_in_an_address_do_not_outvote_the_semicolons() -> None:
    rows = read_rows("a.csv", "Mã;Tên\n1;Ấp 1, xã A, huyện B, tỉnh C\n2;Ấp 2, xã A\n".encode())
    assert rows[1].cells == ("1", "Ấp 1, xã A, huyện B, tỉnh C")


def test_excels_hint_of_the_delimiter_is_no_row() -> None:
    rows = read_rows("a.csv", "sep=;\r\nMã;Tên\r\n1;Xã A\r\n".encode())
    assert rows == [Row(1, ("Mã", "Tên")), Row(2, ("1", "Xã A"))]


def test_quotes_and_line_ends_within_cells() -> None:
    rows = read_rows("a.csv", 'Mã,Tên\n1,"Xã ""A"",\nmới"\n2,Xã B\n'.encode())
    assert [row.number for row in rows] == [1, 2, 3]
    assert rows[1].cells == ("1", 'Xã "A",\nmới')


def test_row_numbers_are_those_that_the_person_sees() -> None:
    by_csv = read_rows("a.csv", "Tên\n\n  \nXã A\n,\nXã B\n".encode())
    by_excel = read_rows("a.xlsx", workbook(("Tên",), (), ("  ",), ("Xã A",), (None,), ("Xã B",)))
    assert by_csv == by_excel == [Row(1, ("Tên",)), Row(4, ("Xã A",)), Row(6, ("Xã B",))]


def test_excel_values_become_text() -> None:
    rows = read_rows(
        "a.XLSX",
        workbook(("Tên", 97, 97.0, 1.5, date(2025, 7, 1), MORNING, True, None, " cu\u0301ối ")),
    )
    assert rows[0].cells == ("Tên", "97", "97", "1.5", "2025-07-01", "2025-07-01", "True", "", "cúối")


def test_the_first_visible_sheet_that_holds_something_is_read() -> None:
    book = Workbook()
    book.active.title = "Trống"
    hidden = book.create_sheet("Ẩn")
    hidden.append(("Tên", "bí mật"))
    hidden.sheet_state = "hidden"
    book.create_sheet("Danh sách").append(("Tên", "Xã A"))
    assert read_rows("a.xlsx", saved(book)) == [Row(1, ("Tên", "Xã A"))]


def test_a_formula_counts_by_its_last_result_and_never_by_its_text() -> None:
    rows = read_rows("a.xlsx", workbook(("Tên", "=1+1"), ("Xã A", "")))
    assert rows[0].cells == ("Tên",)  # openpyxl stores no result


def test_cells_are_cleaned() -> None:
    rows = read_rows("a.csv", "Tên\nXã\u00a0A\u202e\x07\x00\n".encode())
    assert rows[1].cells == ("Xã A",)


def test_the_content_decides_before_the_name() -> None:
    assert read_rows("danh sách.csv", workbook(("Tên",)))[0].cells == ("Tên",)
    assert read_rows("không đuôi", workbook(("Tên",)))[0].cells == ("Tên",)


@pytest.mark.parametrize(
    ("file_name", "data", "key"),
    [
        ("a.csv", b"", "sheet-error-empty"),
        ("a.csv", b"\xef\xbb\xbf\n\n", "sheet-error-empty"),
        ("a.xlsx", workbook(), "sheet-error-empty"),
        ("a.docx", b"any words", "sheet-error-kind"),
        ("a\u202excsv.exe", b"any words", "sheet-error-kind"),
        ("a.csv", "Tên\nXã Ấp".encode("utf-16-le"), "sheet-error-coding"),
        ("a.csv", b"T\xean\nX\xe3 A", "sheet-error-coding"),
        ("a.csv", 'Mã,Tên\n1,"Xã A\n2,Xã B\n'.encode(), "sheet-error-quotes"),
        ("a.csv", b"a," + b"b" * 200_000, "sheet-error-quotes"),
        ("a.xlsx", b"not a zip", "sheet-error-damaged"),
        ("a.xlsx", workbook(("Tên",))[:-200], "sheet-error-damaged"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000), "sheet-error-old-excel"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "sheet-error-password"),
        ("a.csv", b"a" * (15 * 1024 * 1024 + 1), "sheet-error-size"),
        ("a.csv", b",".join([b"a"] * 51), "sheet-error-columns"),
        ("a.xlsx", workbook(("a",) * 51), "sheet-error-columns"),
        ("a.csv", b"a\n" * 20_001, "sheet-error-rows"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_its_reason(file_name: str, data: bytes, key: str) -> None:
    assert refusal(file_name, data) == key


def test_the_limits_themselves_are_allowed() -> None:
    assert len(read_rows("a.csv", b"a\n" * 20_000)) == 20_000
    assert len(read_rows("a.csv", b",".join([b"a"] * 50))[0].cells) == 50


def test_a_word_document_is_no_sheet() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal("a.xlsx", content.getvalue()) == "sheet-error-kind"


# --- bombs ---------------------------------------------------------------------------------------------------------

SHEET = "xl/worksheets/sheet1.xml"
SMALL = workbook(("Tên",), ("Xã A",))


def sheet_data(inside: str, dimension: str = "A1:XFD1048576") -> bytes:
    """Return a workbook whose only sheet holds this, and claims that size."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{inside}</sheetData></worksheet>'
    return edited(SMALL, SHEET, lambda _: xml.encode())


def far_cell() -> bytes:
    return sheet_data('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def endless_row_number() -> bytes:
    return sheet_data(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
    )


def coloured_rows() -> bytes:
    return sheet_data("".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(1, 4_001)))


def one_huge_row() -> bytes:
    return sheet_data('<row r="1">' + '<c r="A1"><v>1</v></c>' * 20_000 + "</row>")


def many_elements() -> bytes:
    rows = "".join(f'<row r="{n}">{"<c/>" * 900}</row>' for n in range(3_500))
    return sheet_data(rows)


def packed_zeros() -> bytes:
    return edited(SMALL, "docProps/app.xml", lambda old: old + b" " * 50_000_000)


def too_much_unpacked() -> bytes:
    content = BytesIO(SMALL)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(70):
            archive.writestr(f"xl/media/{number}.bin", bytes(range(256)) * 3_900)
    return content.getvalue()


def thousand_entries() -> bytes:
    content = BytesIO(SMALL)
    with zipfile.ZipFile(content, "a") as archive:
        for number in range(1_000):
            archive.writestr(f"xl/media/{number}.txt", "")
    return content.getvalue()


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def document_type() -> bytes:
    return edited(SMALL, SHEET, lambda old: old.replace(b"<worksheet", LAUGHS + b"<worksheet", 1))


def document_type_in_utf16() -> bytes:
    return edited(SMALL, "xl/styles.xml", lambda old: (LAUGHS.decode()[21:] + old.decode()).encode("utf-16"))


def document_type_in_a_strange_part() -> bytes:
    content = BytesIO(SMALL)
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/worksheets/sheet9.bin", LAUGHS + b"<worksheet/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("bomb", "keys"),
    [
        (far_cell, {"sheet-error-columns", "sheet-error-rows"}),
        (endless_row_number, {"sheet-error-unsafe"}),
        (coloured_rows, {"sheet-error-unsafe"}),
        (one_huge_row, {"sheet-error-unsafe"}),
        (many_elements, {"sheet-error-unsafe"}),
        (packed_zeros, {"sheet-error-unsafe"}),
        (too_much_unpacked, {"sheet-error-unsafe"}),
        (thousand_entries, {"sheet-error-unsafe"}),
        (document_type, {"sheet-error-unsafe"}),
        (document_type_in_utf16, {"sheet-error-unsafe"}),
        (document_type_in_a_strange_part, {"sheet-error-unsafe"}),
    ],
)
def test_a_bomb_is_refused_at_once(bomb: Callable[[], bytes], keys: set[str]) -> None:
    data = bomb()
    started = time.process_time()
    assert refusal("a.xlsx", data) in keys
    assert (
        time.process_time() - started < 5
    )  # measured: far below 2 s on two cores; the rest is room for a busy machine


def test_a_far_row_alone_is_too_long_and_a_coloured_margin_is_not() -> None:
    far = sheet_data('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    assert refusal("a.xlsx", far) == "sheet-error-rows"
    margin = sheet_data('<row r="1"><c r="A1"><v>7</v></c><c r="XFD1" s="0"/></row><row r="1048576"/>')
    assert read_rows("a.xlsx", margin) == [Row(1, ("7",))]


def test_a_wrong_claim_of_the_size_loses_no_row() -> None:
    data = sheet_data('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>', dimension="A1")
    assert read_rows("a.xlsx", data) == [Row(1, ("1",)), Row(2, ("", "2"))]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_flipped_bytes_are_read_or_refused_but_never_crash(data: st.DataObject) -> None:
    bent = bytearray(SMALL)
    for place in data.draw(st.lists(st.integers(0, len(bent) - 1), min_size=1, max_size=8)):
        bent[place] = data.draw(st.integers(0, 255))
    try:
        rows = read_rows("a.xlsx", bytes(bent))
    except SheetError as error:
        assert error.key.startswith("sheet-error-")
    else:
        assert rows


@given(
    st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a", "\u202e.csv", "../../etc/cron.d/x", "x" * 300])
)
def test_any_bytes_are_read_or_refused(data: bytes, file_name: str) -> None:
    try:
        rows = read_rows(file_name, data)
    except SheetError as error:
        assert error.key.startswith("sheet-error-")
    else:
        assert all(row.number > 0 and any(row.cells) for row in rows)


# --- units ---------------------------------------------------------------------------------------------------------


def test_units_are_read_with_their_parents() -> None:
    sheet = parse_units(rows_of(*UNITS))
    assert sheet.problems == ()
    province, commune, hamlet = sheet.units
    assert (province.code, province.name, province.kind, province.parent_code) == ("12", "Tỉnh Lai Châu", "tinh", None)
    assert (commune.kind, commune.parent_code, commune.valid_from) == ("xa", "12", date(2025, 7, 1))
    assert (hamlet.code, hamlet.kind, hamlet.parent_name, hamlet.valid_from) == (None, "khu_dan_cu", "Khun Há", None)
    assert sheet.above == {3: 2, 4: 3}


@pytest.mark.parametrize(
    "header",
    [
        ("CODE", "name", "Kind", "Parent code", "parent_name", "Valid from"),
        ("ma", "TEN DON VI (*)", "loai", "ma cap tren", "truc thuoc", "tu ngay"),
        ("Mã đơn vị", "Tên", "Cấp", "Mã cấp trên (nếu có)", "Đơn vị cấp trên", "Hiệu lực từ"),
    ],
)
def test_headings_in_both_languages_with_or_without_accents(header: tuple[str, ...]) -> None:
    assert parse_units(rows_of(header, *UNITS[1:])).units == parse_units(rows_of(*UNITS)).units


def test_a_title_above_the_header_and_other_columns_do_not_matter() -> None:
    rows = [
        Row(1, ("DANH SÁCH ĐƠN VỊ",)),
        Row(3, ("STT", "Tên", "Ghi chú", "Loại")),
        Row(4, ("1", "Xã A", "mới", "xã")),
        Row(9, ("STT", "Tên", "Ghi chú", "Loại")),  # printed anew on the next page
        Row(10, ("2", "Xã B")),
    ]
    sheet = parse_units(rows)
    assert [(unit.row_number, unit.name) for unit in sheet.units] == [(4, "Xã A"), (10, "Xã B")]


@pytest.mark.parametrize(
    ("name", "kind", "full", "told"),
    [
        ("Khun Há", "xã", "Xã Khun Há", "xa"),
        ("Xã Khun Há", "", "Xã Khun Há", "xa"),
        ("Phương Liệt", "phường", "Phường Phương Liệt", "phuong"),
        ("Lai Châu", "Tỉnh", "Tỉnh Lai Châu", "tinh"),
        ("Tam Đường", "huyện", "Tam Đường", "huyen"),
        ("Thị xã Ngã Năm", "huyện", "Thị xã Ngã Năm", "huyen"),
        ("Thành phố Cần Thơ", "thành phố", "Thành phố Cần Thơ", "thanh_pho"),
        ("Ban Dân chủ - Pháp luật", "ban chuyên môn", "Ban Dân chủ - Pháp luật", "ban_chuyen_mon"),
        ("Hội Nông dân xã", "tổ chức thành viên", "Hội Nông dân xã", "to_chuc_thanh_vien"),
        ("Thị trấn Tam Đường", "TT", "Thị trấn Tam Đường", "thi_tran"),
        ("Phú Quốc", "đặc khu", "Đặc khu Phú Quốc", "dac_khu"),
        ("Ấp 3", "khu_dan_cu", "Ấp 3", "khu_dan_cu"),
    ],
)
def test_names_and_kinds(name: str, kind: str, full: str, told: str) -> None:
    (unit,) = parse_units(rows_of(("Tên", "Loại"), (name, kind))).units
    assert (unit.name, unit.kind) == (full, told)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (("A1", "", "xã"), "sheet-problem-name-missing"),
        (("A1", "=-+123", "xã"), "sheet-problem-name-letters"),
        (("A1", "Xã " + "A" * 200, "xã"), "sheet-problem-long"),
        (("A1", "Xã A", "làng"), "sheet-problem-kind"),
        (("A1", "Khun Há", ""), "sheet-problem-kind-missing"),
        (("A1", "Phường A", "xã"), "sheet-problem-kind-name"),
        (("A 1", "Xã A", "xã"), "sheet-problem-code"),
        (("Ấ1", "Xã A", "xã"), "sheet-problem-code"),
        (("A" * 33, "Xã A", "xã"), "sheet-problem-code"),
        (("A1", "Xã A", "xã", "cấp trên"), "sheet-problem-code"),
        (("A1", "Xã A", "xã", "", "", "31/02/2025"), "sheet-problem-date"),
        (("A1", "Xã A", "xã", "", "", "7/2025"), "sheet-problem-date"),
        (("A1", "Xã A", "xã", "", "", "01/07/25"), "sheet-problem-date"),
        (("A1", "Xã A", "xã", "", "", "2/7/2025", "1/7/2025"), "sheet-problem-days-turned"),
        (("A1", "Xã A", "xã", "A1"), "sheet-problem-parent-circle"),
        (("", "Xã A", "xã", "", "Xã A"), "sheet-problem-parent-circle"),
    ],
)
def test_one_bad_row_among_good_ones_is_named(row: tuple[str, ...], key: str) -> None:
    header = (*UNITS[0], "Đến ngày")
    sheet = parse_units(rows_of(header, ("G1", "Xã Tốt", "xã"), row, ("G2", "Xã Lành", "xã")))
    assert [(found.row_number, found.key) for found in sheet.problems] == [(3, key)]
    assert sheet.problems[0].values["row"] == 3
    assert [unit.name for unit in sheet.units] == ["Xã Tốt", "Xã Lành"]


@pytest.mark.parametrize("typed", ["01/07/2025", "1/7/2025", "1-7-2025", "1.7.2025", "2025-07-01"])
def test_days_as_people_write_them(typed: str) -> None:
    (unit,) = parse_units(rows_of(("Tên", "Từ ngày"), ("Xã A", typed))).units
    assert unit.valid_from == date(2025, 7, 1)


def test_twins_within_the_file_are_named_with_the_first_row() -> None:
    header = ("Mã", "Tên", "Loại", "Mã cấp trên")
    sheet = parse_units(
        rows_of(header, ("a1", "Xã Hoà An", "xã", "T"), ("A1", "Xã B", "xã", "T"), ("", "hòa  an", "xã", "t"))
    )
    assert [(found.row_number, found.key, found.values["first"]) for found in sheet.problems] == [
        (3, "sheet-problem-code-twice", 2),
        (4, "sheet-problem-name-twice", 2),
    ]


def test_neighbours_are_no_twins() -> None:
    header = ("Tên", "Loại", "Tên cấp trên")
    assert (
        problems_of(
            header,
            ("Ấp Tân Thành", "khu dân cư", "Xã A"),
            ("Ấp Tân Thạnh", "khu dân cư", "Xã A"),  # another accent
            ("Ấp Tân Thành", "khu dân cư", "Xã B"),  # another parent
            ("Đông Tiến", "xã", ""),
            ("Đông Tiến", "phường", ""),  # another kind
        )
        == []
    )


def test_a_child_may_stand_before_its_parent_in_the_sheet() -> None:
    header = ("Tên", "Loại", "Cấp trên")
    sheet = parse_units(rows_of(header, ("Ấp 1", "khu dân cư", "xã A"), ("A", "xã", "cà mau"), ("Cà Mau", "tỉnh")))
    assert [unit.name for unit in sheet.units] == ["Tỉnh Cà Mau", "Xã A", "Ấp 1"]
    assert sheet.above == {2: 3, 3: 4}


def test_a_parents_name_means_the_higher_unit_of_that_name() -> None:
    header = ("Tên", "Loại", "Cấp trên")
    sheet = parse_units(
        rows_of(
            header, ("Cà Mau", "tỉnh"), ("Phường Cà Mau", "phường", "Cà Mau"), ("Khóm 1", "khu dân cư", "p. Cà Mau")
        )
    )
    assert sheet.above == {3: 2, 4: 3}
    assert sheet.problems == ()


def test_a_parents_name_that_two_units_have_needs_a_code() -> None:
    header = ("Mã", "Tên", "Loại", "Mã cấp trên", "Cấp trên")
    communes = [("X1", "Xã Tân Tiến", "xã", "T1"), ("X2", "Xã Tân Tiến", "xã", "T2")]
    asked = parse_units(rows_of(header, *communes, ("", "Ấp 1", "khu dân cư", "", "Tân Tiến")))
    assert [(found.row_number, found.key, found.values["count"]) for found in asked.problems] == [
        (4, "sheet-problem-parent-unclear", 2)
    ]
    told = parse_units(rows_of(header, *communes, ("", "Ấp 1", "khu dân cư", "x2", "Tân Tiến")))
    assert told.above == {4: 3} and told.problems == ()


def test_a_circle_of_parents_is_found_and_the_rest_stays() -> None:
    header = ("Mã", "Tên", "Loại", "Mã cấp trên")
    sheet = parse_units(
        rows_of(
            header,
            ("1", "Xã A", "xã", "2"),
            ("2", "Xã B", "xã", "3"),
            ("3", "Xã C", "xã", "1"),
            ("4", "Xã D", "xã", "9"),
        )
    )
    assert [(found.row_number, found.key) for found in sheet.problems] == [
        (row, "sheet-problem-parent-circle") for row in (2, 3, 4)
    ]
    assert [unit.name for unit in sheet.units] == ["Xã D"]
    assert sheet.above == {}  # the parent 9 is not in the sheet: the table of units may have it


def test_who_stands_under_a_circle_is_not_blamed_for_it() -> None:
    header = ("Mã", "Tên", "Loại", "Mã cấp trên")
    sheet = parse_units(
        rows_of(header, ("1", "Xã A", "xã", "2"), ("2", "Xã B", "xã", "1"), ("3", "Ấp C", "khu dân cư", "1"))
    )
    assert [found.row_number for found in sheet.problems] == [2, 3]
    assert [unit.name for unit in sheet.units] == ["Ấp C"]


def test_ten_thousand_units_with_seven_bad_rows() -> None:
    header = ("Mã", "Tên", "Loại", "Mã cấp trên")
    good = [(f"X{number}", f"Ấp {number}", "khu dân cư", f"X{number // 50}") for number in range(1, 9_994)]
    bad = [("", "", "xã", "")] * 7
    started = time.process_time()
    sheet = parse_units(read_rows("a.xlsx", workbook(header, *good, *bad)))
    assert time.process_time() - started < 30
    assert len(sheet.units) == 9_993
    assert [found.row_number for found in sheet.problems] == list(range(9_995, 10_002))


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([], "sheet-error-empty"),
        ([Row(1, ("Xã A", "xã"))], "sheet-error-header-units"),
        ([Row(number, ("Xã A",)) for number in range(1, 21)] + [Row(21, ("Tên",))], "sheet-error-header-units"),
        ([Row(1, ("Tên", "Loại", "Tên đơn vị"))], "sheet-error-column-twice"),
    ],
)
def test_a_sheet_without_a_usable_header(rows: list[Row], key: str) -> None:
    with pytest.raises(SheetError) as caught:
        parse_units(rows)
    assert caught.value.key == key


# --- officers ------------------------------------------------------------------------------------------------------


def test_officers_are_read_with_their_posts() -> None:
    sheet = parse_officers(rows_of(*OFFICERS))
    (officer,) = sheet.officers
    assert sheet.problems == ()
    assert (officer.row_number, officer.unit_code, officer.unit_name) == (2, "03430", None)
    assert (officer.full_name, officer.title, officer.role) == ("Lò Văn An", "Phó Chủ tịch", "reporter")


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("cán bộ báo cáo", "reporter"),
        ("Can bo bao cao", "reporter"),
        ("Trưởng", "head"),
        ("Chủ tịch", "head"),
        ("cấp trên", "reviewer"),
        ("VĂN PHÒNG", "office"),
        ("Quản trị", "admin"),
        ("reporter", "reporter"),
        ("Admin", "admin"),
    ],
)
def test_roles_as_people_name_them(word: str, role: str) -> None:
    (officer,) = parse_officers(rows_of(("Unit", "Full name", "Role"), ("Xã A", "Bình", word))).officers
    assert officer.role == role


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        (("", "", "An", "", "trưởng"), ["sheet-problem-unit-missing"]),
        (("X", "", "", "", "trưởng"), ["sheet-problem-person-missing"]),
        (("X", "", "0912345678", "", "trưởng"), ["sheet-problem-name-letters"]),
        (("X", "", "An", "Chủ tịch", ""), ["sheet-problem-role-missing"]),  # a right is not read from a title
        (("X", "", "An", "", "Phó Chủ tịch"), ["sheet-problem-role"]),
        (("X", "", "A" * 121, "", "trưởng"), ["sheet-problem-long"]),
        (("X", "", "An", "A" * 161, "trưởng"), ["sheet-problem-long"]),
        (
            ("", "", "", "", ""),
            ["sheet-problem-unit-missing", "sheet-problem-person-missing", "sheet-problem-role-missing"],
        ),
        (("03430", "", "lò văn an", "phó chủ tịch", "reporter"), ["sheet-problem-person-twice"]),
    ],
)
def test_a_bad_officer_row_is_named(row: tuple[str, ...], keys: list[str]) -> None:
    sheet = parse_officers(rows_of(*OFFICERS, row))
    assert [(found.row_number, found.key) for found in sheet.problems] == [(3, key) for key in keys]
    assert len(sheet.officers) == 1


def test_one_person_may_hold_two_posts() -> None:
    again = (
        ("03430", "", "Lò Văn An", "Phó Chủ tịch", "trưởng"),
        ("03431", "", "Lò Văn An", "Phó Chủ tịch", "cán bộ báo cáo"),
    )
    assert len(parse_officers(rows_of(*OFFICERS, *again)).officers) == 3


@pytest.mark.parametrize("header", [("Họ tên", "Vai trò"), ("Đơn vị", "Vai trò"), ("Đơn vị", "Họ tên", "Chức vụ")])
def test_officers_need_unit_name_and_role(header: tuple[str, ...]) -> None:
    with pytest.raises(SheetError) as caught:
        parse_officers(rows_of(header, ("Xã A", "An", "trưởng")))
    assert caught.value.key == "sheet-error-header-officers"


# --- writing -------------------------------------------------------------------------------------------------------


def test_a_template_read_back_as_it_is_holds_nobody() -> None:
    units = parse_units(read_rows("a.xlsx", write_template("units")))
    officers = parse_officers(read_rows("a.xlsx", write_template("officers")))
    assert (units.units, units.problems) == ((), ())
    assert (officers.officers, officers.problems) == ((), ())


def test_a_filled_template_is_read() -> None:
    book = load_workbook(BytesIO(write_template("units")))
    book.active["A3"], book.active["B3"], book.active["C3"] = "00097", "Hồng Hà", "phường"
    (unit,) = parse_units(read_rows("a.xlsx", saved(book))).units
    assert (unit.code, unit.name) == ("00097", "Phường Hồng Hà")


ATTACKS = [
    '=HYPERLINK("http://x","a")',
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\x00=1",
    "＝1+1",
    " =1",
    "\n=1",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_never_becomes_a_formula(text: str) -> None:
    book = Workbook()
    safe_cell(book.active["A1"], text)
    cell = load_workbook(BytesIO(saved(book))).active["A1"]
    assert cell.data_type != "f"
    assert cell.value.strip() == re.sub("[\x00\r]", "", text).strip()
    assert safe_csv_cell(text).startswith("'")


@given(st.text(max_size=50))
def test_no_csv_cell_begins_with_a_formula_sign(text: str) -> None:
    assert not safe_csv_cell(text).lstrip().startswith(tuple("=+-@＝＋－＠"))


def test_harmless_values_stay_what_they_are() -> None:
    book = Workbook()
    values = [28, 1.5, Decimal("85.7"), date(2026, 12, 15), None, True, "Xã A"]
    for place, value in enumerate(values, start=1):
        safe_cell(book.active.cell(row=1, column=place), value)
    row = [cell.value for cell in load_workbook(BytesIO(saved(book))).active[1]]
    assert row == [28, 1.5, 85.7, datetime.combine(date(2026, 12, 15), datetime.min.time()), None, True, "Xã A"]
    assert [safe_csv_cell(value) for value in (-5, Decimal("-0.5"), None, "Xã A")] == ["-5", "-0.5", "", "Xã A"]


def test_a_long_text_is_kept_whole_or_refused_never_cut() -> None:
    cell = Workbook().active["A1"]
    safe_cell(cell, "ă" * 32_767)
    assert len(cell.value) == 32_767
    with pytest.raises(ValueError, match="32767"):
        safe_cell(cell, "ă" * 40_000)
    with pytest.raises(ValueError, match="32767"):
        safe_cell(cell, "😀" * 20_000)


# --- sentences -----------------------------------------------------------------------------------------------------

ROOT = Path(__file__).resolve().parents[2]


def sentences(language: str) -> dict[str, set[str]]:
    """Return each sentence's key with the names of the values that it needs."""
    text = (ROOT / "locales" / language / "sheet.ftl").read_text(encoding="utf-8")
    resource = FluentParser(with_spans=False).parse(text)
    assert not [entry for entry in resource.body if isinstance(entry, ast.Junk)]
    return {
        entry.id.name: set(re.findall(r"\{ (?:NUMBER\()?\$(\w+)", line))
        for entry, line in zip(
            [entry for entry in resource.body if isinstance(entry, ast.Message)],
            [line for line in text.splitlines() if line.startswith("sheet-")],
            strict=True,
        )
    }


def test_every_key_has_a_sentence_and_every_sentence_a_key() -> None:
    # What is said of sheets of tasks stands among the sentences of tasks.
    paths = [path for path in (ROOT / "reporting").glob("sheet*.py") if path.stem not in ("sheet_tasks", "sheet_apart")]
    code = "".join(path.read_text(encoding="utf-8") for path in paths)
    used = set(re.findall(r'"(sheet-(?:error|problem)-[a-z-]+)"', code))
    assert used == set(sentences("vi")) == set(sentences("en"))


def test_both_languages_ask_for_the_same_values() -> None:
    assert sentences("vi") == sentences("en")


def test_problems_bring_the_values_that_their_sentences_need() -> None:
    needed = sentences("vi")
    header = ("Mã", "Tên", "Loại", "Mã cấp trên", "Cấp trên", "Từ ngày", "Đến ngày")
    bad = [
        ("1", "", "xã"), ("2", "9", "xã"), ("3", "A" * 201, "xã"), ("4", "B", "làng"), ("5", "C", ""),
        ("6", "Phường D", "xã"), ("7 7", "Xã E", "xã"), ("8", "Xã F", "xã", "", "", "x"),
        ("9", "Xã G", "xã", "", "", "2/1/2026", "1/1/2026"), ("10", "Xã H", "xã", "10"),
        ("11", "Xã I", "xã", "T1"), ("11", "Xã J", "xã", "T1"), ("12", "Xã I", "xã", "T1"),
        ("13", "Xã I", "xã", "T2"), ("14", "Ấp 1", "khu dân cư", "", "Xã I"),
    ]  # fmt: skip
    people = [("", "", "", ""), ("X", "9", "y", "z"), ("X", "A", "", "trưởng"), ("X", "A", "", "trưởng")]
    found = [
        *parse_units(rows_of(header, *bad)).problems,
        *parse_officers(rows_of(("Mã", "Họ tên", "Chức vụ", "Vai trò"), *people)).problems,
    ]
    assert {one.key for one in found} == {key for key in needed if key.startswith("sheet-problem-")}
    for one in found:
        assert set(one.values) == needed[one.key], one.key
