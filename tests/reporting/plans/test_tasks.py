"""What is a task and what is not, in short plans made for one question each."""

from __future__ import annotations

from datetime import date

import pytest

from reporting.plans.document import read_bytes
from reporting.plans.lines import read_mark
from reporting.plans.model import Plan

HEAD = "Số: 01/KH-MTTQ\nAn Hải, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nCông tác năm 2026\n\n"


def read(body: str) -> Plan:
    return read_bytes((HEAD + body).encode(), "plan.txt")


def titles(body: str) -> list[str]:
    return [task.title for task in read(body).tasks]


@pytest.mark.parametrize(
    "heading",
    ["MỤC ĐÍCH, YÊU CẦU", "KHẨU HIỆU TUYÊN TRUYỀN", "CĂN CỨ", "THÀNH PHẦN THAM DỰ", "THỜI GIAN, ĐỊA ĐIỂM", "CHỈ TIÊU"],
)
def test_purposes_slogans_and_facts_hold_no_tasks(heading: str) -> None:
    body = (
        f"I. {heading}\n"
        f"1. Tổ chức tốt các hoạt động trong tháng 3/2026.\n"
        f"- Vận động Nhân dân tham gia.\n"
        f"II. NHIỆM VỤ\n"
        f"1. Rà soát hộ nghèo.\n"
    )
    assert titles(body) == ["Rà soát hộ nghèo"]


def test_grounds_before_the_first_heading_are_not_tasks() -> None:
    body = (
        "- Căn cứ Luật Mặt trận;\n"
        "- Thực hiện Kế hoạch số 5/KH-MTTQ ngày 02/01/2026, trước ngày 10/02/2026;\n"
        "Ban Thường trực xây dựng kế hoạch như sau:\n"
        "I. NHIỆM VỤ\n"
        "1. Rà soát hộ nghèo.\n"
    )
    assert titles(body) == ["Rà soát hộ nghèo"]


def test_figures_are_norms_not_tasks() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Phân bổ đại biểu dự Đại hội:\n"
        "- Tổ chức thành viên: 35 vị.\n"
        "- Các huyện cử: 186 người, trong đó:\n"
        "+ Tôn giáo: 22 người.\n"
        "2. Rà soát hộ nghèo.\n"
    )
    plan = read(body)
    assert [task.title for task in plan.tasks] == ["Phân bổ đại biểu dự Đại hội", "Rà soát hộ nghèo"]
    assert plan.tasks[0].milestones == ()


def test_what_a_meeting_discusses_is_not_work() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Nội dung hội nghị\n"
        "Hội nghị thảo luận và thông qua các nội dung:\n"
        "- Tổng kết nhiệm kỳ.\n"
        "- Thông qua nghị quyết.\n"
        "2. Rà soát hộ nghèo.\n"
    )
    assert titles(body) == ["Rà soát hộ nghèo"]


def test_the_closing_sentence_and_the_list_of_addressees_are_not_tasks() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Rà soát hộ nghèo.\n"
        "Trên đây là Kế hoạch, đề nghị các đơn vị thực hiện trước ngày 01/3/2026.\n"
        "Nơi nhận:\n"
        "- Ban Thường trực UBMTTQ tỉnh;\n"
        "- Lưu VT.\n"
        "TM. BAN THƯỜNG TRỰC\n"
    )
    assert titles(body) == ["Rà soát hộ nghèo"]


def test_an_annex_after_the_signature_counts() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Rà soát hộ nghèo.\n"
        "Nơi nhận:\n"
        "- Lưu VT.\n"
        "PHỤ LỤC\n"
        "TT | Nhiệm vụ | Chủ trì | Thời gian\n"
        "1 | Thăm gia đình chính sách | Văn phòng | trước 27/7/2026\n"
    )
    tasks = read(body).tasks
    assert [task.title for task in tasks] == ["Rà soát hộ nghèo", "Thăm gia đình chính sách"]
    assert (tasks[1].lead, tasks[1].when.due) == ("Văn phòng", date(2026, 7, 26))


def test_labels_after_the_bullets_belong_to_each_of_them() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Công tác tuyên truyền\n"
        "- Viết tin bài.\n"
        "- Treo băng rôn.\n"
        "Thời gian thực hiện: Từ tháng 10/2026.\n"
    )
    assert [(task.title, task.when.start, task.when.due) for task in read(body).tasks] == [
        ("Viết tin bài", date(2026, 10, 1), None),
        ("Treo băng rôn", date(2026, 10, 1), None),
    ]


def test_labels_on_one_line() -> None:
    body = "I. NHIỆM VỤ\n1. Tổ chức hội thi. Chủ trì: Ban Phong trào; phối hợp: Tỉnh đoàn; thời gian: tháng 9/2026.\n"
    task = read(body).tasks[0]
    assert (task.title, task.lead, task.partners) == ("Tổ chức hội thi", "Ban Phong trào", "Tỉnh đoàn")
    assert task.when.due == date(2026, 9, 30)


def test_a_label_ends_where_the_next_fact_begins() -> None:
    body = (
        "I. NHIỆM VỤ\n1. Tổ chức hội nghị; thời gian: tháng 11/2026; địa điểm: Trung tâm; thành phần: 200 đại biểu.\n"
    )
    task = read(body).tasks[0]
    assert (task.title, task.when.phrase) == ("Tổ chức hội nghị", "tháng 11/2026")


def test_a_bare_month_over_bullets_is_their_heading() -> None:
    body = "NHIỆM VỤ\nTháng 3/2026\n- Phát động thi đua.\nTháng 4/2026\n- Khảo sát nhu cầu vay vốn.\n"
    assert [task.when.due for task in read(body).tasks] == [date(2026, 3, 31), date(2026, 4, 30)]


@pytest.mark.parametrize(
    "words", ["Đ/c Minh lập danh sách", "V/v hỗ trợ hộ nghèo", "T/M BAN THƯỜNG VỤ", "2029 đại biểu"]
)
def test_words_that_begin_like_marks_are_not(words: str) -> None:
    assert read_mark(words) == ([], words)


def test_a_deadline_on_a_line_of_its_own_is_the_items() -> None:
    body = "I. NHIỆM VỤ\n1. Khảo sát nhà ở hộ nghèo\n- Đơn vị chủ trì: Văn phòng\n- Hoàn thành trước ngày 15/3/2026.\n"
    assert [(task.lead, task.when.due) for task in read(body).tasks] == [("Văn phòng", date(2026, 3, 14))]


def test_units_as_headings_give_the_lead_and_levels_inside_a_bullet_too() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n"
        "1. Đối với Ủy ban MTTQ Việt Nam các xã, phường:\n"
        "- Xây dựng kế hoạch;\n"
        "- Cấp thôn: họp dân trước ngày 10/3/2026.\n"
    )
    assert [task.lead for task in read(body).tasks] == ["Ủy ban MTTQ Việt Nam các xã, phường", "Cấp thôn"]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        (
            "Các tổ chức thành viên và Hội Nông dân tỉnh phối hợp triển khai.",
            "Các tổ chức thành viên và Hội Nông dân tỉnh",
        ),
        ("Giao Văn phòng tham mưu kế hoạch chi tiết.", "Văn phòng"),
        (
            "Đề nghị Ủy ban nhân dân các huyện, thị xã, thành phố quan tâm chỉ đạo.",
            "Ủy ban nhân dân các huyện, thị xã, thành phố",
        ),
        (
            "Các đồng chí được phân công phụ trách địa bàn theo dõi, đôn đốc.",
            "Các đồng chí được phân công phụ trách địa bàn",
        ),
        ("Hội Liên hiệp Phụ nữ xã xây nhà cho hội viên nghèo.", "Hội Liên hiệp Phụ nữ xã"),
        ("Tổ chức hội nghị tập huấn (Ban Tổ chức - Kiểm tra chủ trì).", "Ban Tổ chức - Kiểm tra"),
        ("Ban hành quyết định thành lập Ban Chỉ đạo.", None),
        ("Báo cáo chính trị: chuẩn bị công phu.", None),
        ("Phòng, chống dịch bệnh trên địa bàn.", None),
        ("Xã hội hóa nguồn lực chăm lo người nghèo.", None),
        ("Tổ chức hội thi cán bộ Mặt trận giỏi.", None),
    ],
)
def test_who_a_sentence_gives_the_work_to(sentence: str, lead: str | None) -> None:
    assert [task.lead for task in read(f"I. NHIỆM VỤ\n1. {sentence}\n").tasks] == [lead]


def test_clauses_with_their_own_days_are_milestones() -> None:
    body = (
        "I. NHIỆM VỤ\n1. Đại hội cấp xã hoàn thành trước ngày 15/4/2026. Xã điểm Lộc Thủy xong trong tháng 01/2026.\n"
    )
    task = read(body).tasks[0]
    assert task.when.due == date(2026, 4, 14)
    assert [(step.title, step.when.due) for step in task.milestones] == [
        ("Xã điểm Lộc Thủy xong trong tháng 01/2026", date(2026, 1, 31))
    ]


def test_contradictory_dates_are_kept_and_said() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Xây dựng văn kiện.\n"
        "- Chủ trì: Văn phòng.\n"
        "- Thời gian: trước ngày 10/3/2026.\n"
        "* Lưu ý: tiến độ như sau:\n"
        "- Bản cuối trình trước ngày 20/4/2026.\n"
    )
    task = read(body).tasks[0]
    assert (task.when.due, task.milestones[0].when.due) == (date(2026, 3, 9), date(2026, 4, 19))
    assert "step-after-due" in task.doubts


def test_numbering_of_any_depth_makes_the_code() -> None:
    body = (
        "A. PHẦN CHUNG\n"
        "I. NHIỆM VỤ\n"
        "1. Tuyên truyền\n"
        "1.1. Báo chí\n"
        "a) Viết bài về gương tốt.\n"
        "b) Đăng tin hằng tuần.\n"
        "1.2. Treo pa nô tại trụ sở.\n"
        "B. PHẦN RIÊNG\n"
        "I. NHIỆM VỤ\n"
        "1. Rà soát hộ nghèo.\n"
    )
    assert [task.code for task in read(body).tasks] == ["A.I.1.1.a", "A.I.1.1.b", "A.I.1.2", "B.I.1"]


def test_letters_that_could_be_roman_numbers_follow_their_count() -> None:
    body = (
        "A. MỘT\n"
        "1. Việc thứ nhất cần làm.\n"
        "B. HAI\n"
        "1. Việc thứ hai cần làm.\n"
        "C. BA\n"
        "1. Việc thứ ba cần làm.\n"
        "D. BỐN\n"
        "1. Việc thứ tư cần làm.\n"
    )
    assert [task.code for task in read(body).tasks] == ["A.1", "B.1", "C.1", "D.1"]


def test_a_year_alone_is_no_window_but_its_tasks_take_it() -> None:
    body = "I. NHIỆM VỤ NĂM 2027\n1. Rà soát hộ nghèo.\n2. Khảo sát nhà ở trước ngày 15/5.\n"
    assert [task.when.due for task in read(body).tasks] == [None, date(2027, 5, 14)]


def test_a_plan_without_headings_is_read_too() -> None:
    body = (
        "Ban Thường trực xây dựng kế hoạch như sau:\n"
        "Văn phòng chuẩn bị hội trường trước ngày 02/3/2026.\n"
        "Ban Phong trào mời đại biểu.\n"
    )
    assert [(task.lead, task.when.due) for task in read(body).tasks] == [
        ("Văn phòng", date(2026, 3, 1)),
        ("Ban Phong trào", None),
    ]


def test_stray_text_that_is_no_plan_yields_nothing() -> None:
    plan = read_bytes("Xin chào\nHôm nay trời đẹp\n".encode(), "plan.txt")
    assert (plan.tasks, plan.obligations) == ((), ())


def test_two_facts_named_together_are_no_heading_of_work() -> None:
    body = (
        "I. HÌNH THỨC, THỜI GIAN GIÁM SÁT\n"
        "1. Hình thức: nghiên cứu báo cáo.\n"
        "2. Thời gian: Quý II/2026.\n"
        "II. NỘI DUNG\n"
        "1. Thời gian, số lượng đại biểu\n"
        "- Thời gian Đại hội: 01 ngày, trước ngày 30/9/2026.\n"
        "2. Phạm vi, thời kỳ giám sát: từ ngày 01/7/2026 đến ngày 31/8/2026.\n"
        "3. Hồ sơ đề nghị khen thưởng gồm:\n"
        "- Tờ trình kèm danh sách.\n"
        "4. Rà soát hộ nghèo.\n"
    )
    assert titles(body) == ["Rà soát hộ nghèo"]


def test_topics_of_a_course_are_not_tasks() -> None:
    body = (
        "I. NỘI DUNG TẬP HUẤN\n- Chuyên đề 1: Kỹ năng nắm bắt tình hình.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Văn phòng chuẩn bị hội trường.\n"
    )
    assert titles(body) == ["Văn phòng chuẩn bị hội trường"]


def test_a_short_heading_over_dated_work_is_a_heading_and_over_stages_a_task() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Xây dựng văn kiện\n"
        "- Thành lập Tiểu ban: trước ngày 22/8/2026.\n"
        "- Trình duyệt văn kiện: trước ngày 10/9/2026.\n"
        "2. Giám sát theo hai đợt:\n"
        "- Đợt 1: từ ngày 05/3/2026 đến ngày 20/3/2026.\n"
        "- Đợt 2: từ ngày 05/4/2026 đến ngày 20/4/2026.\n"
    )
    plan = read(body)
    assert [task.title for task in plan.tasks] == [
        "Thành lập Tiểu ban: trước ngày 22/8/2026",
        "Trình duyệt văn kiện: trước ngày 10/9/2026",
        "Giám sát theo hai đợt",
    ]
    assert [step.when.due for step in plan.tasks[2].milestones] == [date(2026, 3, 20), date(2026, 4, 20)]


def test_a_wish_to_everybody_closes_the_plan() -> None:
    for wish in (
        "Ban Thường trực đề nghị các đơn vị nghiêm túc triển khai thực hiện.",
        "Yêu cầu các ban, Văn phòng và các đơn vị liên quan tổ chức thực hiện nghiêm túc Kế hoạch này./.",
    ):
        assert titles(f"I. NHIỆM VỤ\n1. Rà soát hộ nghèo.\n\n{wish}\n") == ["Rà soát hộ nghèo"]


def test_the_title_of_an_annex_and_names_under_signatures_are_not_tasks() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Rà soát hộ nghèo.\n"
        "Nơi nhận:\n"
        "- Lưu VT.\n"
        "PHỤ LỤC\n"
        "Phân công nhiệm vụ năm 2026\n"
        "(Kèm theo Kế hoạch số 01/KH-MTTQ)\n"
        "TT | Nhiệm vụ | Chủ trì | Thời gian\n"
        "1 | Thăm gia đình chính sách | Văn phòng | trước 27/7/2026\n"
    )
    assert titles(body) == ["Rà soát hộ nghèo", "Thăm gia đình chính sách"]
    assert titles("I. NHIỆM VỤ\n1. Rà soát hộ nghèo.\n\nỦY BAN MTTQ          SỞ Y TẾ\n") == ["Rà soát hộ nghèo"]


def test_only_the_lead_is_the_lead() -> None:
    body = (
        "I. NHIỆM VỤ\n"
        "1. Kiện toàn Tổ công nghệ (Chủ trì: Ban Tổ chức - Kiểm tra; hoàn thành trước ngày 28/02/2026).\n"
        "2. Triển khai ứng dụng\n"
        "- Đơn vị thực hiện: Ban Tuyên giáo phối hợp Văn phòng.\n"
        "- Thời gian: tháng 4/2026.\n"
        "3. Các tiểu ban căn cứ nhiệm vụ được phân công xây dựng kế hoạch chi tiết.\n"
        "4. Sau mỗi cuộc giám sát, chậm nhất 10 ngày, đơn vị chủ trì thông báo kết quả.\n"
    )
    leads = [task.lead for task in read(body).tasks]
    assert leads == ["Ban Tổ chức - Kiểm tra", "Ban Tuyên giáo", "Các tiểu ban", "đơn vị chủ trì"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. Học tập, quán triệt Kết luận số", "01 - KL/TW của Bộ Chính trị trong tháng 3/2026."),
        ("1. Khởi công nhà Đại đoàn kết trong quý I, bàn giao trước\n", "Tết Nguyên đán Đinh Mùi."),
        ("1. Chuẩn bị hội trường (Chủ trì:", "Văn phòng; thời gian: tháng 3/2026)."),
        ("1.\n", "Rà soát hộ nghèo trong tháng 3/2026."),
    ],
)
def test_broken_sentences_are_mended(first: str, second: str) -> None:
    tasks = read(f"I. NHIỆM VỤ\n{first}\n{second}\n2. Thăm gia đình chính sách.\n").tasks
    assert [task.code for task in tasks] == ["I.1", "I.2"]
    assert tasks[0].when.due is not None
