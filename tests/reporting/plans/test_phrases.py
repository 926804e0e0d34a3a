"""Phrases of time, as tables: the words, and what they mean for a plan issued on 6 September 2023."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from reporting.plans.model import Relative
from reporting.plans.phrases import Context, find_deadlines, find_recurring, heading_window, named_year, read_label

ISSUED = Context(date(2023, 9, 6))


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# Value of a time label → first day, last good day, approximate.
LABELS = [
    # months, quarters, halves, years
    ("Tháng 9/2023", "2023-09-01", "2023-09-30", False),
    ("Trong tháng 9 năm 2023.", "2023-09-01", "2023-09-30", False),
    ("Tháng 02/2024", "2024-02-01", "2024-02-29", False),
    ("ngày Tháng 11/2025", "2025-11-01", "2025-11-30", False),
    ("9/2024", "2024-09-01", "2024-09-30", False),
    ("trong quý IV/2023", "2023-10-01", "2023-12-31", False),
    ("Quý 1 năm 2024", "2024-01-01", "2024-03-31", False),
    ("quí II/2024", "2024-04-01", "2024-06-30", False),
    ("Quý IV/2025 và Quý I/2026", "2025-10-01", "2026-03-31", False),
    ("Quý II - III/2026", "2026-04-01", "2026-09-30", False),
    ("Các quý I, II năm 2026", "2026-01-01", "2026-06-30", False),
    ("tháng 9, 10 và 11/2026", "2026-09-01", "2026-11-30", False),
    ("Tháng 10-11/2023", "2023-10-01", "2023-11-30", False),
    ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", False),
    ("sáu tháng cuối năm 2024", "2024-07-01", "2024-12-31", False),
    ("Năm 2024", "2024-01-01", "2024-12-31", False),
    ("Giai đoạn 2024 - 2026", "2024-01-01", "2026-12-31", False),
    # parts
    ("Đầu tháng 10/2023", "2023-10-01", "2023-10-10", True),
    ("giữa tháng 10/2023", "2023-10-11", "2023-10-20", True),
    ("cuối tháng 02/2024", "2024-02-21", "2024-02-29", True),
    ("Thượng tuần tháng 5/2024", "2024-05-01", "2024-05-10", True),
    ("nửa đầu tháng 12/2023", "2023-12-01", "2023-12-15", True),
    ("nửa cuối tháng 12/2023", "2023-12-16", "2023-12-31", True),
    ("tuần 2 tháng 10/2023", "2023-10-08", "2023-10-14", True),
    ("tuần cuối của tháng 10/2023", "2023-10-25", "2023-10-31", True),
    ("giữa quý II/2024", "2024-05-01", "2024-05-31", True),
    ("Đầu năm 2024", "2024-01-01", "2024-03-31", True),
    ("cuối năm 2024", "2024-10-01", "2024-12-31", True),
    ("đến cuối tháng 10/2023", None, "2023-10-31", True),
    ("trước cuối tháng 10/2023", None, "2023-10-31", True),
    # approximate
    ("Dự kiến tháng 3/2024", "2024-03-01", "2024-03-31", True),
    ("dự kiến trình trong tháng 4/2024", "2024-04-01", "2024-04-30", True),
    ("Khoảng ngày 20/10/2023", "2023-10-20", "2023-10-20", True),
    ("trong khoảng thời gian từ ngày 01/12/2025 đến ngày 14/12/2025", "2025-12-01", "2025-12-14", False),
    # before: strict
    ("Trước ngày 10/3/2024", None, "2024-03-09", False),
    ("trước 15.01.2024", None, "2024-01-14", False),
    ("hoàn thành trước tháng 12/2023", None, "2023-11-30", False),
    ("trước quý III/2024", None, "2024-06-30", False),
    ("Hoàn thành chậm nhất trước ngày 20/10/2023", None, "2023-10-19", False),
    ("trước và trong ngày 15/3/2024", None, "2024-03-15", False),
    ("trước 17 giờ 00 ngày 15/3/2024", None, "2024-03-15", False),
    # at the latest, until: the day itself is good
    ("Chậm nhất là 17 giờ 00 ngày 01 tháng 2 năm 2026", None, "2026-02-01", False),
    ("Không quá ngày 20/10/2023", None, "2023-10-20", False),
    ("hạn chót ngày 18/10/2026", None, "2026-10-18", False),
    ("Từ nay đến hết tháng 11/2023", None, "2023-11-30", False),
    ("xong trong ngày 15/3/2026", "2026-03-15", "2026-03-15", False),
    ("07h30 ngày 15/11/2023", "2023-11-15", "2023-11-15", False),
    # from … to, open ends
    ("Từ tháng 12/2025 đến quý I/2026", "2025-12-01", "2026-03-31", False),
    ("từ tháng 11 đến tháng 2/2024", "2023-11-01", "2024-02-29", False),
    ("Từ ngày 10 đến ngày 18/11/2023", "2023-11-10", "2023-11-18", False),
    ("từ 25/12/2023 - 10/01/2024", "2023-12-25", "2024-01-10", False),
    ("Tháng 10/2023 - tháng 01/2024", "2023-10-01", "2024-01-31", False),
    ("trong 02 ngày 14 và 15/11/2023", "2023-11-14", "2023-11-15", False),
    ("bắt đầu thực hiện từ quý 01/2024", "2024-01-01", None, False),
    ("Từ tháng 9/2023 trở đi", "2023-09-01", None, False),
    ("Năm 2024 và những năm tiếp theo", "2024-01-01", None, False),
    # together
    ("Trong tháng 9 năm 2026 (hoàn thành trước ngày 30/9/2026)", "2026-09-01", "2026-09-29", False),
    ("Dự kiến ngày 05/12/2025 (Chậm nhất ngày 10/12/2025)", "2025-12-05", "2025-12-10", True),
    # lunar
    ("trước Tết Nguyên đán Giáp Thìn", None, "2024-02-09", False),
    ("Trước Tết Nguyên đán 15 ngày", None, "2024-01-26", False),
    ("Dịp Tết Nguyên đán Giáp Thìn năm 2024", None, "2024-02-09", True),
    ("mùng 10 tháng 3 âm lịch năm 2024", "2024-04-18", "2024-04-18", False),
    ("trước ngày 23 tháng Chạp", None, "2024-02-01", False),
    ("Rằm tháng Giêng", "2024-02-24", "2024-02-24", False),
    ("trước 28 Tết", None, "2024-02-06", False),
    # years that are not written: never before the issue
    ("trước 15/01", None, "2024-01-14", False),
    ("Quý I", "2024-01-01", "2024-03-31", False),
    ("Tháng 10", "2023-10-01", "2023-10-31", False),
    # no day
    ("Theo Công văn số 12/MTTQ-BTT ngày 15/9/2023", None, None, False),
    ("trước, trong và sau Đại hội", None, None, False),
    ("theo kế hoạch của cấp ủy", None, None, False),
    ("Thường xuyên trong năm 2024", None, None, False),
    ("Hằng tháng, trước ngày 25", None, None, False),
    ("trước ngày 30/02/2024", None, None, False),
    # rarer forms
    ("9 tháng đầu năm 2024", "2024-01-01", "2024-09-30", False),
    ("3 tháng cuối năm 2023", "2023-10-01", "2023-12-31", False),
    ("Q.I/2024", "2024-01-01", "2024-03-31", False),
    ("Q2/2024", "2024-04-01", "2024-06-30", False),
    ("tháng Tư năm 2024", "2024-04-01", "2024-04-30", False),
    ("tháng Năm năm 2024", "2024-05-01", "2024-05-31", False),
    ("Tuần thứ ba tháng 6 năm 2024", "2024-06-15", "2024-06-21", True),
    ("Cuối quý III/2024", "2024-09-01", "2024-09-30", True),
    ("từ 20 - 31/10/2023", "2023-10-20", "2023-10-31", False),
    ("ngày 05-06/11/2023", "2023-11-05", "2023-11-06", False),
    ("17/10 - 18/11/2023", "2023-10-17", "2023-11-18", False),
    ("từ ngày 25/12/2023 đến 05/01/2024", "2023-12-25", "2024-01-05", False),
    ("15.9.2024", "2024-09-15", "2024-09-15", False),
    ("không muộn hơn ngày 15/4/2024", None, "2024-04-15", False),
    ("không chậm quá ngày 15/4/2024", None, "2024-04-15", False),
    ("Từ nay đến cuối năm", None, "2023-12-31", True),
    ("trước ngày 10/6 và ngày 10/12/2024", None, "2024-12-09", False),
    ("rằm tháng Bảy năm 2024", "2024-08-18", "2024-08-18", False),
    ("mùng 10/3 âm lịch năm 2024", "2024-04-18", "2024-04-18", False),
    ("chậm nhất 02 ngày trước ngày khai mạc (dự kiến 30/9/2024)", None, "2024-09-28", True),
    ("Trước, trong và sau ngày bầu cử 15/3/2024", None, None, False),
    ("Trước kỳ họp giữa năm 2024", None, None, False),
    # typed without accents, as corrections are
    ("truoc ngay 15/3/2024", None, "2024-03-14", False),
    ("cuoi thang 9/2024", "2024-09-21", "2024-09-30", True),
    ("tu thang 10 den thang 12/2023", "2023-10-01", "2023-12-31", False),
]


@pytest.mark.parametrize(("words", "start", "due", "approximate"), LABELS)
def test_values_of_time(words: str, start: str | None, due: str | None, approximate: bool) -> None:
    when = read_label(words, ISSUED)
    assert (when.start, when.due, when.approximate) == (day(start), day(due), approximate)
    assert when.phrase == words.rstrip(".")


@pytest.mark.parametrize("words", [row[0] for row in LABELS[::7]])
def test_decomposed_text_means_the_same_once_cleaned(words: str) -> None:
    from reporting.plans.text import clean

    assert read_label(clean(unicodedata.normalize("NFD", words)), ISSUED) == read_label(words, ISSUED)


RECURRING = [
    ("Định kỳ hàng tháng, quý, năm", "monthly"),
    ("theo định kỳ hàng quý và đột xuất", "quarterly"),
    ("hằng tuần", "weekly"),
    ("03 tháng một lần", "quarterly"),
    ("6 tháng/lần", "half-yearly"),
    ("mỗi năm 01 lần", "yearly"),
    ("trước ngày 16 tháng cuối quý", "quarterly"),
    ("02 lần/tháng", "monthly"),
]


@pytest.mark.parametrize(("words", "often"), RECURRING)
def test_what_comes_back_has_no_due_day_of_its_own(words: str, often: str) -> None:
    when = read_label(words, ISSUED)
    assert (when.recurring, when.due) == (often, None)


@pytest.mark.parametrize("words", ["Thường xuyên", "kịp thời", "khi có tình huống", "Cả năm", "hàng ngày"])
def test_standing_work_is_never_overdue(words: str) -> None:
    when = read_label(words, ISSUED)
    assert when.standing
    assert when.due is None


RELATIVE = [
    ("trước 30 ngày tổ chức Đại hội", Relative("tổ chức Đại hội", days_before=30)),
    ("95 ngày trước bầu cử", Relative("bầu cử", days_before=95)),
    ("trước ngày bầu cử 95 ngày", Relative("bầu cử", days_before=95)),
    ("chậm nhất 05 ngày trước ngày khai mạc Hội nghị", Relative("khai mạc Hội nghị", days_before=5)),
    (
        "trước 05 ngày làm việc so với ngày khai mạc",
        Relative("khai mạc", days_before=5, working=True),
    ),
    ("15 ngày sau khi kết thúc Đại hội", Relative("kết thúc Đại hội", days_after=15)),
    ("trong vòng 02 tuần kể từ ngày kết thúc giám sát", Relative("kết thúc giám sát", days_after=14)),
    ("ngay sau khi kết thúc hội nghị", Relative("kết thúc hội nghị")),
    ("trước Đại hội", Relative("Đại hội", days_before=1)),
]


@pytest.mark.parametrize(("words", "relative"), RELATIVE)
def test_days_counted_from_an_event(words: str, relative: Relative) -> None:
    when = read_label(words, ISSUED)
    assert (when.relative, when.due) == (relative, None)


def test_an_event_gives_its_date_when_the_office_gives_its_day() -> None:
    election = date(2026, 3, 15)
    assert Relative("bầu cử", days_before=95).settle(election) == date(2025, 12, 10)
    assert Relative("bầu cử", days_before=40).settle(election) == date(2026, 2, 3)
    assert Relative("bầu cử", days_before=23).settle(election) == date(2026, 2, 20)
    assert Relative("hội nghị").settle(election) is None
    # Sunday 15 March; five working days back, the 11th off
    assert Relative("x", days_before=5, working=True).settle(election, frozenset({date(2026, 3, 11)})) == date(
        2026, 3, 6
    )
    assert Relative("x", days_after=1, working=True).settle(date(2026, 3, 13)) == date(2026, 3, 16)


def test_open_end_with_an_event_keeps_both() -> None:
    when = read_label("Từ tháng 10/2023 đến sau Đại hội", ISSUED)
    assert (when.start, when.due, when.relative) == (date(2023, 10, 1), None, Relative("Đại hội"))


def test_counted_from_the_plan_itself_it_is_a_date() -> None:
    when = read_label("trong 10 ngày kể từ ngày ban hành Kế hoạch", ISSUED)
    assert when.due == date(2023, 9, 16)


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("trước vào ngày 04/9/2024", "slip"),
        ("trước ngày 30/02/2024", "impossible-date"),
        ("trước 15/01", "year-guessed"),
        ("theo kế hoạch của cấp ủy", "time-not-understood"),
    ],
)
def test_what_a_person_should_look_at_is_said(words: str, doubt: str) -> None:
    assert doubt in read_label(words, ISSUED).doubts


# Running text → the days that are deadlines there.
RUNNING = [
    ("hoàn thành trước ngày 15/4/2024; xã điểm xong trong tháng 01/2024", ["2024-04-14", "2024-01-31"]),
    ("Quán triệt Chỉ thị số 22-CT/TW, ngày 25/5/2024 của Ban Bí thư; hoàn thành trước ngày 30/9/2024", ["2024-09-29"]),
    ("Nghị định 30/2020/NĐ-CP ngày 05/3/2020; Luật 72/2025/QH15; Kết luận 01 - KL/TW ngày 18/5/2025", []),
    (
        "theo Kế hoạch số 14/KH-UBND của Ủy ban nhân dân tỉnh ngày 12/02/2024 thực hiện trong quý II/2024",
        ["2024-06-30"],
    ),
    ("kỷ niệm 94 năm Ngày truyền thống Mặt trận (18/11/1930 - 18/11/2024), Quốc khánh 2/9/2024", []),
    ("nhiệm kỳ 2024-2029, giai đoạn 2021 - 2025, định hướng đến năm 2030, ngân sách năm 2024", []),
    ("số liệu tính đến ngày 14/12/2023, gửi trước ngày 16/12/2023", ["2023-12-15"]),
    ("Các đơn vị thành lập từ ngày 01/7/2025 kiện toàn tổ chức", []),
    ("đại diện 2/3 số hộ, đạt 1/2 chỉ tiêu trong 24/7", []),
    ("Tổ chức tập huấn (tháng 11/2023)", ["2023-11-30"]),
    ("Tháng 11/2023: tổ chức Ngày hội", ["2023-11-30"]),
    ("Hội nghị sơ kết, quý II/2024.", ["2024-06-30"]),
    ("đến hết năm 2024 đạt 100%; đến năm 2030 hoàn thành", ["2024-12-31"]),
    ("hoàn thành trước ngày 01/7/2021", []),  # before the plan itself: not its deadline
    ("Ngày hội Đại đoàn kết từ ngày 01/11 đến ngày 18/11/2023", ["2023-11-18"]),
    ("mừng xuân Giáp Thìn 2024; tiến trình bầu cử nhiệm kỳ 2022-2027", []),
]


@pytest.mark.parametrize(("text", "dues"), RUNNING)
def test_only_governed_dates_are_deadlines(text: str, dues: list[str]) -> None:
    found = [spot.when.due for spot in find_deadlines(text, ISSUED)]
    assert found == [day(due) for due in dues]


def test_the_phrase_begins_with_its_governing_word() -> None:
    text = "không quá 01 ngày, hoàn thành trước ngày 15/4/2024."
    assert [spot.when.phrase for spot in find_deadlines(text, ISSUED)] == ["hoàn thành trước ngày 15/4/2024"]


def test_yearly_money_is_not_recurring_work() -> None:
    assert find_recurring("từ kinh phí khen thưởng hàng năm") == []
    assert [spot.when.recurring for spot in find_recurring("định kỳ hàng năm sơ kết")] == ["yearly"]


@pytest.mark.parametrize(
    ("heading", "window"),
    [
        ("Nhiệm vụ trọng tâm quý I/2024", ("2024-01-01", "2024-03-31")),
        ("Công việc 6 tháng cuối năm 2024", ("2024-07-01", "2024-12-31")),
        ("Đợt 1 (từ ngày 01/11 đến 18/11/2023)", ("2023-11-01", "2023-11-18")),
        ("Một số nhiệm vụ thực hiện trong năm 2023", None),
        ("Chuẩn bị Đại hội nhiệm kỳ 2024 - 2029", None),
        ("Kỷ niệm 95 năm (18/11/1930-18/11/2025)", None),
    ],
)
def test_windows_that_headings_give(heading: str, window: tuple[str, str] | None) -> None:
    when = heading_window(heading, ISSUED)
    assert (when and (when.start, when.due)) == (window and (day(window[0]), day(window[1])))


def test_the_year_of_a_heading_serves_what_stands_below() -> None:
    assert named_year("Một số nhiệm vụ trọng tâm năm 2024") == 2024
    assert named_year("Đại hội nhiệm kỳ 2024-2029") is None
    assert read_label("trước ngày 15/5", ISSUED.within(2025)).due == date(2025, 5, 14)
    assert read_label("trước ngày 15/5", Context()).doubts == ("year-missing",)


# What looks like a date and is none of the work's: the day of a law, an anniversary, a term, a share, a count.
NO_DEADLINES = [
    "Quán triệt Chỉ thị số 46-CT/TW, ngày 16 tháng 5 năm 2025",
    "Sau khi sắp xếp đơn vị hành chính từ ngày 01/7/2025",
    "Rà soát số liệu tính đến ngày 31/12/2026 để phục vụ báo cáo",
    "Triển khai Luật số 97/2025/QH15 có hiệu lực từ ngày 01/7/2026",
    "Đại hội họp không quá 02 ngày",
    "Bầu cử đại biểu Quốc hội ngày 15/3/2026 là sự kiện chính trị quan trọng",
    "Thăm, tặng quà nhân dịp kỷ niệm Ngày Thương binh - Liệt sĩ 27/7",
    "Chào mừng Đại hội nhiệm kỳ 2026 - 2031",
    "Bố trí kinh phí trong dự toán ngân sách năm 2026",
    "Chấm điểm thi đua theo Quyết định số 15/QĐ-MTTQ ngày 20/3/2026",
    "Phát huy kết quả 6 tháng đầu năm",
    "Mỗi tổ 3/4 thành viên tham gia; hỗ trợ 1/2 kinh phí",
    "Đánh giá thực trạng từ năm 2021 đến năm 2025",
    "Tổng kết 10 năm thực hiện Cuộc vận động (2016 - 2026)",
    "Phấn đấu đến năm 2030 không còn hộ nghèo",
    "Kiểm tra thị trường, nhất là dịp Tết Trung thu và cuối năm",
    "Bình Giang, ngày    tháng   năm 2026",
]


@pytest.mark.parametrize("text", NO_DEADLINES)
def test_what_is_not_a_deadline(text: str) -> None:
    spots = find_deadlines(text, Context(date(2026, 1, 10), 2026))
    assert [spot.when for spot in spots if spot.when.due or spot.when.start] == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Ngày 01/7/2026: Phát động quyên góp", "2026-07-01"),
        ("Hoàn thành dự thảo: ngày 30/8/2026.", "2026-08-30"),
        ("Giám sát đợt ba trong ngày bầu cử 15/3/2026", "2026-03-15"),
        ("Nói chuyện truyền thống cho học sinh trong tháng 7/2026", "2026-07-31"),
        ("Sơ kết và công bố kết quả trong tháng 7/2026", "2026-07-31"),
        ("Lấy ý kiến từ 20 - 31/8/2026", "2026-08-31"),
    ],
)
def test_days_that_running_text_gives_to_the_work(text: str, due: str) -> None:
    spots = find_deadlines(text, Context(date(2026, 1, 10), 2026))
    assert [spot.when.due for spot in spots] == [day(due)]
