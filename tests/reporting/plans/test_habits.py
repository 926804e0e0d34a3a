"""Habits of plans of 2025-2026: rounds with windows, counts among bullets, points of an inspection, annexed forms."""

from __future__ import annotations

from datetime import date

import pytest

from reporting.plans.document import read_bytes
from reporting.plans.model import Plan
from reporting.plans.subjects import subject_of, unit_heading

HEAD = "Số: 04/KH-MTTQ-BTT\nAn Hải, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nCông tác năm 2026\n\n"


def read(body: str) -> Plan:
    return read_bytes((HEAD + body).encode(), "plan.txt")


def seen(body: str) -> list[tuple[str, date | None, date | None]]:
    return [(task.title, task.when.start, task.when.due) for task in read(body).tasks]


def test_a_task_whose_steps_alone_are_dated_has_no_due_day_of_its_own() -> None:
    (task,) = read(
        "I. NHIỆM VỤ\n1. Xây dựng đề cương hội thi:\n- Lần 1: trước ngày 10/3/2026.\n- Lần 2: trước ngày 20/4/2026.\n"
    ).tasks
    assert task.when.due is None
    assert [step.when.due for step in task.milestones] == [date(2026, 3, 9), date(2026, 4, 19)]
    assert "only-steps-dated" in task.doubts


def test_a_round_gives_its_window_to_what_is_inspected_in_it() -> None:
    body = (
        "II. NỘI DUNG VÀ THỜI GIAN THỰC HIỆN\n"
        "1. Đợt 1: Từ ngày 02/3/2026 đến ngày 20/3/2026:\n"
        "a) Nội dung kiểm tra (đối với các thôn):\n"
        "- Kiểm tra sổ sách của Ban công tác Mặt trận.\n"
        "- Kiểm tra việc họp thôn (từ 09/3/2026 đến 13/3/2026).\n"
    )
    assert seen(body) == [
        ("Kiểm tra sổ sách của Ban công tác Mặt trận", date(2026, 3, 2), date(2026, 3, 20)),
        ("Kiểm tra việc họp thôn (từ 09/3/2026 đến 13/3/2026)", date(2026, 3, 9), date(2026, 3, 13)),
    ]


def test_the_points_of_an_inspection_are_one_task() -> None:
    body = (
        "II. NỘI DUNG GIÁM SÁT\n"
        "1. Giám sát việc lập danh sách hộ nghèo\n"
        "- Thành phần họp xét;\n"
        "- Việc niêm yết danh sách;\n"
        "- Bảo đảm công khai.\n"
        "* Thời gian thực hiện: Từ ngày 02/3/2026 đến ngày 20/3/2026.\n"
    )
    assert seen(body) == [("Giám sát việc lập danh sách hộ nghèo", date(2026, 3, 2), date(2026, 3, 20))]


def test_label_lines_after_a_count_belong_to_the_item_above_the_count() -> None:
    (task,) = read(
        "I. NHIỆM VỤ\n"
        "1.1. Tổ chức các vòng hội thi cấp xã.\n"
        "- Tài liệu phục vụ hội thi: do Văn phòng in.\n"
        "(1) Vòng thứ nhất: Chậm nhất ngày 10/3/2026.\n"
        "(2) Vòng thứ hai: Chậm nhất ngày 20/4/2026.\n"
        "- Thời gian hoàn thành: Quý II/2026.\n"
        "- Đơn vị chủ trì: Ban Phong trào.\n"
    ).tasks
    assert (task.lead, task.when.due) == ("Ban Phong trào", date(2026, 6, 30))
    assert [step.when.due for step in task.milestones] == [date(2026, 3, 10), date(2026, 4, 20)]


def test_an_item_that_begins_with_its_content_is_a_task_and_its_follow_up_stands_alone() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Hội nghị lần thứ nhất\n"
        "1.1. Nội dung: Thỏa thuận số lượng đại biểu.\n"
        "- Thời gian: ngày 05/3/2026.\n"
        "- Đơn vị chủ trì: Văn phòng.\n"
        "1.2. Báo cáo kết quả\n"
        "- Gửi biên bản về Ban Thường trực.\n"
    )
    assert [(t.lead, t.when.due) for t in read(body).tasks] == [("Văn phòng", date(2026, 3, 5)), (None, None)]


def test_forms_in_an_annex_are_nobodys_work() -> None:
    body = (
        "I. NHIỆM VỤ\n1. Rà soát hộ nghèo.\nNơi nhận:\n- Như trên.\nTM. BAN THƯỜNG TRỰC\n\n"
        "PHỤ LỤC\nMẫu số 01/BB\nBIÊN BẢN HỌP THÔN\n"
        "- Họ và tên người chủ trì: ……………\n1. Số người có mặt: ……………\n(2) Địa điểm tổ chức họp.\n"
    )
    assert [title for title, *_ in seen(body)] == ["Rà soát hộ nghèo"]


def test_a_heading_in_capitals_may_be_broken_anywhere() -> None:
    body = "I. ĐỐI\nTƯỢNG, PHẠM VI\n1. Người dân trong xã.\nII. NHIỆM\nVỤ\n1. Rà soát hộ nghèo.\n"
    assert [title for title, *_ in seen(body)] == ["Rà soát hộ nghèo"]


def test_where_blank_lines_part_paragraphs_a_line_without_one_goes_on() -> None:
    items = "".join(f"\n{i}. Văn phòng mời Chủ tịch\nỦy ban nhân dân xã\ndự họp thôn số {i}.\n" for i in range(1, 7))
    assert len(read("I. NHIỆM VỤ\n" + items).tasks) == 6


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Cán bộ phụ trách lĩnh vực giám sát", "Cán bộ phụ trách lĩnh vực giám sát"),
        ("Ban công tác Mặt trận các thôn trên địa bàn xã", "Ban công tác Mặt trận các thôn trên địa bàn xã"),
        ("Đề nghị Ủy ban nhân dân xã phối hợp", "Ủy ban nhân dân xã"),
        ("Thông báo cho các thôn", None),
    ],
)
def test_headings_that_are_units(heading: str, unit: str | None) -> None:
    assert unit_heading(heading) == unit


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Căn cứ Kế hoạch này, Giám đốc các Sở xây dựng kế hoạch.", "Giám đốc các Sở"),
        ("Kết thúc đợt thi đua, Văn phòng tổng hợp kết quả.", "Văn phòng"),
        ("Đoàn kiểm tra trong quá trình làm việc báo cáo kịp thời.", "Đoàn kiểm tra"),
    ],
)
def test_subjects_behind_grounds_and_moments(sentence: str, who: str) -> None:
    assert subject_of(sentence) == who


def test_periodic_without_a_period_and_ad_hoc_are_two_duties() -> None:
    body = "I. TỔ CHỨC THỰC HIỆN\n1. Văn phòng thực hiện chế độ báo cáo về Ban Thường trực định kỳ và đột xuất.\n"
    assert [duty.frequency for duty in read(body).obligations] == ["unspecified", "adhoc"]
