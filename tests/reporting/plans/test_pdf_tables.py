"""Tables in a printed PDF: the ruled lines give back the columns, over pages too."""

from __future__ import annotations

from datetime import date

from reporting.plans.document import read_bytes
from tests.reporting.plans.makers import pdf_with_table

HEAD = ["Số: 08/KH-MTTQ-BTT", "An Hải, ngày 12 tháng 01 năm 2026", "KẾ HOẠCH", "Giám sát năm 2026", "I. NHIỆM VỤ"]
COLUMNS = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành"]
WIDTHS = [40, 200, 130, 120]


def seen(data: bytes) -> list[tuple[object, ...]]:
    return [(task.title, task.lead, task.when.due) for task in read_bytes(data, "plan.pdf").tasks]


def test_cells_of_several_lines_come_back_whole() -> None:
    rows = [
        COLUMNS,
        [
            "1",
            "Giám sát việc chi trả chế độ cho người không chuyên trách",
            "Ban Dân chủ và Giám sát",
            "Trước ngày 10/3/2026",
        ],
        ["2", "Thăm gia đình chính sách", "Văn phòng", "Quý III/2026"],
    ]
    assert seen(pdf_with_table([(HEAD, rows)], WIDTHS)) == [
        ("Giám sát việc chi trả chế độ cho người không chuyên trách", "Ban Dân chủ và Giám sát", date(2026, 3, 9)),
        ("Thăm gia đình chính sách", "Văn phòng", date(2026, 9, 30)),
    ]


def test_a_row_over_the_whole_width_is_a_heading() -> None:
    rows = [COLUMNS, ["NHIỆM VỤ QUÝ II", "|", "|", "|"], ["1", "Rà soát hộ nghèo", "Văn phòng", ""]]
    assert seen(pdf_with_table([(HEAD, rows)], WIDTHS)) == [("Rà soát hộ nghèo", "Văn phòng", date(2026, 6, 30))]


def test_a_table_goes_on_over_pages_and_so_does_a_row_that_the_page_cut() -> None:
    first = [
        COLUMNS,
        ["1", "Tổ chức hội nghị", "Ban Phong trào", "Tháng 5/2026"],
        ["2", "Giám sát các khoản thu", "Ban Dân chủ", "Trước ngày"],
    ]
    second = [["", "tại trường học", "và Văn phòng", "01/10/2026"], ["3", "Tổng kết", "Văn phòng", "Tháng 12/2026"]]
    pages = [(HEAD, first), ([], second)]
    assert seen(pdf_with_table(pages, WIDTHS)) == [
        ("Tổ chức hội nghị", "Ban Phong trào", date(2026, 5, 31)),
        ("Giám sát các khoản thu tại trường học", "Ban Dân chủ và Văn phòng", date(2026, 9, 30)),
        ("Tổng kết", "Văn phòng", date(2026, 12, 31)),
    ]


def test_a_ruled_box_that_is_no_table_of_tasks_is_read_as_text() -> None:
    rows = [["Nơi", "Người", "Số"], ["A", "B", "12"]]
    lines = [*HEAD, "1. Văn phòng rà soát hộ nghèo trước ngày 10/3/2026."]
    assert seen(pdf_with_table([(lines, rows)], [60, 60, 60]))[0] == (
        "Văn phòng rà soát hộ nghèo trước ngày 10/3/2026",
        "Văn phòng",
        date(2026, 3, 9),
    )
