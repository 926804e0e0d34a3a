"""Obligations to report: who, to whom, how often, by when."""

from __future__ import annotations

import pytest

from reporting.plans.document import read_bytes
from reporting.plans.model import Obligation

HEAD = "An Hải, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nCông tác năm 2026\n\nI. TỔ CHỨC THỰC HIỆN\n"


def duties(sentence: str) -> tuple[Obligation, ...]:
    return read_bytes((HEAD + "1. " + sentence + "\n").encode(), "plan.txt").obligations


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        (
            "MTTQ các xã gửi báo cáo tình hình Nhân dân về Ban Thường trực tỉnh, "
            "trước ngày 16 tháng cuối quý và đột xuất.",
            [("quarterly", 16, "last_of_quarter"), ("adhoc", None, None)],
        ),
        (
            "Các xã báo cáo quý về Văn phòng chậm nhất ngày 10 của tháng cuối quý.",
            [("quarterly", 11, "last_of_quarter")],
        ),
        (
            "Các xã báo cáo quý về Văn phòng trước ngày 05 tháng đầu quý sau.",
            [("quarterly", 5, "first_of_next")],
        ),
        ("Các xã báo cáo về Văn phòng trước ngày 20 hằng tháng.", [("monthly", 20, "each")]),
        (
            "Các xã báo cáo 6 tháng (trước ngày 15/5/2026), báo cáo năm (trước ngày 15/11/2026) về Ban Thường trực.",
            [("half-yearly", 15, 5), ("yearly", 15, 11)],
        ),
        (
            "Định kỳ hàng tháng, quý, năm báo cáo kết quả về Ban Thường trực Ủy ban MTTQ tỉnh.",
            [("monthly", None, None), ("quarterly", None, None), ("yearly", None, None)],
        ),
        ("Các xã gửi báo cáo kết quả về Văn phòng chậm nhất ngày 31/12/2026.", [("once", 1, 1)]),
        ("Ban Dân vận theo dõi; tổng hợp báo cáo Ban Thường vụ Tỉnh ủy.", [("unspecified", None, None)]),
        ("Khi có vụ việc phức tạp phát sinh, các xã báo cáo nhanh về Ban Thường trực.", [("adhoc", None, None)]),
        # documents and approvals are work, not obligations
        ("Chuẩn bị báo cáo chính trị, báo cáo kiểm điểm trình Đại hội.", []),
        ("Báo cáo Ban Thường vụ Tỉnh ủy phê duyệt đề án trước ngày 15/3/2026.", []),
        ("Nâng cao chất lượng báo cáo; bồi dưỡng báo cáo viên.", []),
        ("Chọn hình thức phù hợp (bằng hội nghị hoặc báo cáo); hoàn thành trong tháng 9/2026.", []),
        ("Dự thảo đề cương báo cáo, hoàn thành trước 25/8/2026.", []),
        (
            "Các xã báo cáo 6 tháng, năm với Tỉnh Hội. Báo cáo 6 tháng gửi trước 10/6; báo cáo năm trước 10/12.",
            [("half-yearly", 10, 6), ("yearly", 10, 12)],
        ),
        # several days for several periods, and several reports on one line
        (
            "Văn phòng theo dõi; định kỳ 6 tháng, năm báo cáo Ban Thường trực trước ngày 10/6 và ngày 10/12.",
            [("half-yearly", 10, 6), ("yearly", 10, 12)],
        ),
        (
            "Ban Phong trào báo cáo Thường trực Tỉnh ủy kết quả 6 tháng (trước ngày 20/6/2026) và cả năm "
            "(trước ngày 20/11/2026).",
            [("half-yearly", 20, 6), ("yearly", 20, 11)],
        ),
        (
            "Các xã báo cáo kết quả từng hội nghị về tỉnh trong vòng 02 ngày; báo cáo tổng kết trước ngày 10/4/2026.",
            [("unspecified", None, None), ("once", 10, 4)],
        ),
        (
            "Các xã báo cáo nhanh ngày phát động và báo cáo kết quả về Ban Vận động tỉnh trước ngày 25/11/2026.",
            [("adhoc", None, None), ("once", 25, 11)],
        ),
        (
            "Các xã thực hiện chế độ báo cáo tháng, quý; báo cáo nêu rõ số liệu gửi về Ban Thường trực.",
            [("monthly", None, None), ("quarterly", None, None)],
        ),
        ("Tổng hợp tình hình Nhân dân gửi Tỉnh ủy hằng tháng, trước ngày 20.", [("monthly", 20, "each")]),
        ("Xây dựng báo cáo tổng kết năm, nộp về tỉnh trước ngày 15/11/2026.", [("yearly", 15, 11)]),
        ("Xây dựng báo cáo kết quả giám sát, lấy ý kiến thành viên đoàn.", []),
    ],
)
def test_what_is_owed(sentence: str, rules: list[tuple[object, ...]]) -> None:
    found = [(duty.frequency, duty.before_day, duty.month) for duty in duties(sentence)]
    assert sorted(found, key=str) == sorted(rules, key=str)


def test_who_to_whom_what_and_through_which_department() -> None:
    (duty,) = duties(
        "Ủy ban MTTQ Việt Nam các xã, phường gửi báo cáo tình hình Nhân dân về Ban Thường trực Ủy ban MTTQ Việt Nam "
        "tỉnh (qua Ban Phong trào) trước ngày 20 hằng tháng."
    )
    assert duty.who == "Ủy ban MTTQ Việt Nam các xã, phường"
    assert duty.to == "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh"
    assert duty.what == "báo cáo tình hình Nhân dân"
    assert duty.through == "Ban Phong trào"
    assert duty.phrase == "trước ngày 20 hằng tháng"


def test_the_day_of_a_report_is_not_the_day_of_the_work() -> None:
    plan = read_bytes(
        (
            HEAD + "1. MTTQ các xã triển khai Kế hoạch; báo cáo kết quả về Ban Thường trực trước ngày 20/11/2026.\n"
        ).encode(),
        "plan.txt",
    )
    assert [task.when.due for task in plan.tasks] == [None]
    assert [(duty.frequency, duty.before_day, duty.month, duty.year) for duty in plan.obligations] == [
        ("once", 20, 11, 2026)
    ]


def test_purposes_oblige_nobody() -> None:
    text = (
        "KẾ HOẠCH\n"
        "Công tác\n"
        "\n"
        "I. MỤC ĐÍCH\n"
        "1. Định kỳ hàng quý báo cáo kết quả với cấp ủy.\n"
        "II. NHIỆM VỤ\n"
        "1. Rà soát hộ nghèo.\n"
    )
    assert read_bytes(text.encode(), "plan.txt").obligations == ()
