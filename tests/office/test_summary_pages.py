"""/tonghop on a phone: a screen that says how it stands, and a way from every line to the report behind it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from handlers.office_buttons import Lacking, Push, Read, See
from reporting import form as forms
from reporting import preview_token
from storage import reports
from storage.audit import Audit
from storage.officers import Officer, Post
from storage.reports import Attachment
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, LATE, SUMMER, Province, opinion

HOT = "Dân tập trung phản đối việc đền bù chậm ở khu tái định cư"


@pytest.fixture
def told(province: Province) -> Province:
    """Two units filed, one of them with a hot spot; last quarter one did."""
    province.files("an_hoa", SUMMER, "2026-Q3", opinions=[opinion("Lũ", "TT")], figures={"meetings": 4})
    province.files(
        "an_hoa",
        mood="worried",
        opinions=[opinion("Rác chưa thu gom", "MT"), opinion(HOT, "DD", "upset", "hot", place="Ấp 3", people=40)],
        figures={"meetings": 1234, "recommendations": 4, "resolved": 3, "unanswered": 1},
        recommendations=[("Đề nghị chi trả trước Tết", "province")],
        earlier=[("Nạo vét kênh", "commune", "resolved")],
    )
    province.files("binh_hoa", LATE, figures={"meetings": 2})
    return province


def phone(province: Province, tmp_path: Path, who: str = "chi") -> Phone:
    return Phone(province, who, LATE + timedelta(minutes=1), tmp_path)


async def test_the_first_screen_says_how_it_stands(told: Province, tmp_path: Path) -> None:
    chi = phone(told, tmp_path)
    text = await chi.says("/tonghop")
    assert text.startswith("Báo cáo tình hình Nhân dân quý IV/2026 · Tỉnh Mẫu")
    assert "Tình hình đến 09:01, 18/12/2026. Hạn gửi: hết thứ Ba, 15/12/2026." in text
    assert "Đã nhận 2/4 đơn vị (50 %)." in text
    assert "Đúng hạn 1 (25 %), quá hạn 1, chưa nhận 2." in text
    assert "Kỳ trước (quý III/2026): nhận 1/4 (25 %), đúng hạn 25 %." in text
    assert "Ý kiến của Nhân dân: 2 (kỳ trước 1, tăng 100 %), từ 1 đơn vị\nĐiểm nóng: 1 (kỳ trước 0)" in text
    assert f"Xã An Hòa · Đất đai, giải phóng mặt bằng: “{HOT}”" in text
    assert len(text) < 1000 and text.count("\n") <= 24
    assert chi.labels == [
        "Theo đơn vị",
        "Số liệu",
        "Ý kiến theo lĩnh vực",
        "Điểm nóng (1)",
        "Kiến nghị",
        "Đánh giá chung",
        "Chưa nộp (2)",
        "Quý I/2027",
        "Quý III/2026",
        "Menu",
    ]


async def test_plain_words_ask_for_it_too(told: Province, tmp_path: Path) -> None:
    assert "quý IV/2026" in await phone(told, tmp_path).says("Tổng hợp")


async def test_branch_by_branch_down_to_the_report_and_back(told: Province, tmp_path: Path) -> None:
    chi = phone(told, tmp_path)
    await chi.says("/tonghop")
    text = await chi.taps("Theo đơn vị")
    assert "1. Huyện Bắc: nhận 2/3 (66,7 %), đúng hạn 1, quá hạn 1, chưa nhận 1 (kỳ trước nhận 1/3)" in text
    text = await chi.taps("1")
    assert text.startswith("Báo cáo tình hình Nhân dân quý IV/2026 · Huyện Bắc") and "2/3" in text
    text = await chi.taps("Theo đơn vị")
    assert "2. Xã An Hòa: đúng hạn, gửi lúc 09:00, 10/12/2026 (kỳ trước: đúng hạn)" in text
    assert "3. Xã Bình Hòa: quá hạn 3 ngày, gửi lúc 09:00, 18/12/2026 (kỳ trước: chưa nhận được)" in text
    assert "1" not in chi.labels  # Huyện Bắc has no report to open
    text = await chi.taps("2")
    assert "đúng hạn, gửi lần đầu lúc 09:00, 10/12/2026" in text and "Có lo lắng, bức xúc" in text
    text = await chi.taps("‹ Quay lại")
    assert "Xã Bình Hòa: quá hạn 3 ngày" in text
    await chi.taps("‹ Quay lại")
    text = await chi.taps("‹ Cấp trên")
    assert text.startswith("Báo cáo tình hình Nhân dân quý IV/2026 · Tỉnh Mẫu")
    assert "‹ Cấp trên" not in chi.labels


async def test_everything_happens_in_one_message(told: Province, tmp_path: Path) -> None:
    chi = phone(told, tmp_path)
    await chi.says("/tonghop")
    for label in ("Theo đơn vị", "‹ Quay lại", "Số liệu", "‹ Quay lại", "Ý kiến theo lĩnh vực", "1", "1"):
        await chi.taps(label)
    assert len(chi.screen.messages) == 1


async def test_figures_lead_to_the_units_and_their_reports(told: Province, tmp_path: Path) -> None:
    chi = phone(told, tmp_path)
    await chi.says("/tonghop")
    text = await chi.taps("Số liệu")
    assert "1. Hội nghị, buổi tiếp xúc đã tổ chức: 1.236 (kỳ trước 4)" in text
    assert "Kiến nghị đã giải quyết so với Tổng số kiến nghị: 75 %" in text
    assert "2" not in chi.labels  # nobody attended anything: nothing behind that line
    text = await chi.taps("1")
    assert "1. Xã An Hòa: 1.234\n2. Xã Bình Hòa: 2" in text
    assert "Xã Bình Hòa" in await chi.taps("2")
    assert "1. Xã An Hòa: 1.234" in await chi.taps("‹ Quay lại")


async def test_topics_hot_spots_and_recommendations_lead_to_the_words(told: Province, tmp_path: Path) -> None:
    chi = phone(told, tmp_path)
    await chi.says("/tonghop")
    text = await chi.taps("Ý kiến theo lĩnh vực")
    assert text.index("1. Đất đai, giải phóng mặt bằng: 1 ý kiến, 1 đơn vị") < text.index("2. Môi trường, rác thải")
    assert "Điểm nóng 1; Bức xúc 1" in text
    assert "3. Thiên tai, cứu trợ: 0 ý kiến, 0 đơn vị (kỳ trước 1, giảm 100 %)" in text
    text = await chi.taps("1")
    assert f"1. Xã An Hòa · Điểm nóng · Bức xúc: “{HOT}” (Ấp 3; khoảng 40 người)" in text
    assert HOT in await chi.taps("1")
    await chi.taps("‹ Quay lại")
    await chi.taps("‹ Quay lại")
    await chi.taps("‹ Quay lại")
    assert HOT in await chi.taps("Điểm nóng (1)")
    await chi.taps("‹ Quay lại")
    text = await chi.taps("Kiến nghị")
    assert "1. Cấp tỉnh: 1 kiến nghị, 1 đơn vị" in text and "2. Đã giải quyết: 1 (100 %)" in text
    assert "Đề nghị chi trả trước Tết" in await chi.taps("1")
    await chi.taps("‹ Quay lại")
    assert "Nạo vét kênh" in await chi.taps("2")


async def test_the_mood_leads_to_the_units_that_said_so(told: Province, tmp_path: Path) -> None:
    chi = phone(told, tmp_path)
    await chi.says("/tonghop")
    text = await chi.taps("Đánh giá chung")
    assert "3. Có lo lắng, bức xúc: 1 (50 %)" in text
    text = await chi.taps("3")
    assert "Có lo lắng, bức xúc" in text and "1. Xã An Hòa: đúng hạn" in text
    assert "Xã Bình Hòa" not in text


async def test_an_earlier_turn_is_one_tap_away(told: Province, tmp_path: Path) -> None:
    chi = phone(told, tmp_path)
    await chi.says("/tonghop")
    text = await chi.taps("Quý III/2026")
    assert "Đã nhận 1/4 đơn vị" in text and "Kỳ trước" not in text
    assert "Quý IV/2026" in chi.labels


async def test_long_lists_come_in_pages_of_eight(province: Province, tmp_path: Path) -> None:
    province.files("an_hoa", opinions=[opinion(f"Ý kiến số {n} " + "rất dài " * 60, "DD") for n in range(1, 20)])
    chi = phone(province, tmp_path)
    await chi.says("/tonghop")
    await chi.taps("Ý kiến theo lĩnh vực")
    text = await chi.taps("1")
    assert "8. Xã An Hòa" in text and "9. Xã An Hòa" not in text and "‹ Trước" not in chi.labels
    await chi.taps("Tiếp ›")
    text = await chi.taps("Tiếp ›")
    assert "19. Xã An Hòa" in text and "Ý kiến số 19" in text and "Tiếp ›" not in chi.labels
    assert "17. Xã An Hòa" in await chi.taps("‹ Trước") or "16. Xã An Hòa" in chi.text


async def test_a_long_report_is_read_page_by_page_and_leaves_a_line(province: Province, tmp_path: Path) -> None:
    province.files("an_hoa", opinions=[opinion(f"Ý kiến số {n}. " + "dài " * 200, "DD") for n in range(1, 9)])
    chi = phone(province, tmp_path)
    await chi.says("/tonghop")
    await chi.taps("Ý kiến theo lĩnh vực")
    await chi.taps("1")
    pages = [await chi.taps("1")]
    while "Tiếp ›" in chi.labels:
        pages.append(await chi.taps("Tiếp ›"))
    assert len(pages) > 3
    for n in range(1, 9):
        assert sum(f"{n}. Ý kiến số {n}." in page for page in pages) == 1
    await chi.taps("‹ Quay lại")
    assert "Ý kiến số 1" in chi.text
    acts = province.door.read(lambda s: s.exec(select(Audit).where(Audit.act == "report.read")).all())
    assert acts and {row.officer_id for row in acts} == {province.cast["chi"]}


async def test_files_are_sent_on_demand_only(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path)
    kept = chi.store.keep("biên bản".encode())
    province.files("an_hoa", files=["bien-ban.txt"])

    def store(session: Session) -> None:
        session.exec(select(Attachment)).one().stored = kept.stored

    province.door.write(store)
    await chi.says("/tonghop")
    await chi.taps("Theo đơn vị")
    await chi.taps("Từng đơn vị")
    await chi.taps("3")
    assert chi.screen.files == []
    assert "1. bien-ban.txt (1 KB)" in await chi.taps("Tệp kèm theo (1)")
    await chi.taps("1")
    assert chi.screen.files == [("SendDocument", "bien-ban.txt", "biên bản".encode())]
    chi.store.path(kept.stored).unlink()
    await chi.taps("1")
    assert chi.screen.alerts == ["Tệp này hiện không lấy được từ kho lưu; đề nghị liên hệ Văn phòng."]


async def test_who_may_not_is_told_so_in_one_sentence(told: Province, tmp_path: Path) -> None:
    an = phone(told, tmp_path, "an")
    assert "không có quyền" in await an.says("/tonghop")


async def test_a_reviewer_gets_the_branch_and_a_head_the_own_unit(told: Province, tmp_path: Path) -> None:
    dung, binh = phone(told, tmp_path, "dung"), phone(told, tmp_path, "binh")
    assert "Huyện Bắc" in await dung.says("/tonghop") and "Đã nhận 2/3" in dung.text
    assert "‹ Cấp trên" not in dung.labels
    assert "Xã An Hòa" in await binh.says("/tonghop") and "Đã nhận 1/1" in binh.text


async def test_buttons_of_another_branch_do_nothing_in_foreign_hands(told: Province, tmp_path: Path) -> None:
    chi, binh = phone(told, tmp_path), phone(told, tmp_path, "binh")
    await chi.says("/tonghop")
    await chi.taps("Theo đơn vị")
    await binh.says("/tonghop")
    before = binh.text
    report = told.door.read(reports.of_unit, "situation", told.cast["binh_hoa"], "2026-Q4")
    assert report is not None and report.id is not None
    root = told.cast["tinh"]
    for button in (
        See(view="o", duty="situation", period="2026-Q4", root=root),
        See(view="h", duty="situation", period="2026-Q4", root=root, code="hot"),
        Read(report=report.id, page=0, view="u", root=root),
        Lacking(duty="situation", period="2026-Q4", root=root),
        Push(duty="situation", period="2026-Q4", root=root, one=False),
        Push(duty="situation", period="2026-Q4", root=root, one=False, token=preview_token.make(LATE)),
    ):
        assert await binh.taps_data(button.pack()) == before
        assert "không có quyền" in binh.screen.alerts[0], button


async def test_a_right_taken_away_counts_at_the_next_tap(told: Province, tmp_path: Path) -> None:
    chi = phone(told, tmp_path)
    await chi.says("/tonghop")

    def end(session: Session) -> None:
        session.exec(select(Post).where(Post.officer_id == told.cast["chi"])).one().ended_at = LATE

    told.door.write(end)
    await chi.taps("Số liệu")
    assert "không có quyền" in chi.screen.alerts[0]


@pytest.mark.parametrize(
    "data",
    [
        "su:o:situation:2026-Q9:1::0",
        "su:o:nothing:2026-Q4:1::0",
        "su:u:situation:2019-Q4:1::0",
        "su:o:situation:2026-Q4:999999::0",
    ],
)
async def test_an_old_button_gets_a_sentence_and_the_present_page(told: Province, tmp_path: Path, data: str) -> None:
    chi = phone(told, tmp_path)
    await chi.says("/tonghop")
    text = await chi.taps_data(data)
    assert "đề nghị chọn lại" in text and "Đã nhận 2/4 đơn vị" in text


@pytest.mark.parametrize(
    "data",
    [
        "su:zz:situation:2026-Q4:1::0",
        "su:T:situation:2026-Q4:1:NOTHING:7",
        "su:F:situation:2026-Q4:1:nothing:-3",
        "su:C:situation:2026-Q4:1:nothing.at:0",
        "su:C:situation:2026-Q4:1:all:0",
        "su:A:situation:2026-Q4:1::0",
        "su:u:situation:2026-Q4:1::999",
        "su:t:situation:2026-Q4:1::-9",
        "rd:1:99:u:1::0",
        "mi:situation:2026-Q4:1:999",
    ],
)
async def test_forged_codes_and_pages_show_something_sensible(told: Province, tmp_path: Path, data: str) -> None:
    chi = phone(told, tmp_path)
    await chi.says("/tonghop")
    text = await chi.taps_data(data)
    assert "Báo cáo tình hình Nhân dân" in text


async def test_several_branches_are_chosen_from(told: Province, tmp_path: Path) -> None:
    def appoint(session: Session) -> None:
        dung = told.cast["dung"]
        session.add(Post(officer_id=dung, unit_id=told.cast["trung_tam"], role="reviewer", since=AUTUMN))

    told.door.write(appoint)
    dung = phone(told, tmp_path, "dung")
    assert "chọn báo cáo và đơn vị" in await dung.says("/tonghop")
    text = await dung.taps("Báo cáo tình hình Nhân dân quý IV/2026 · Phường Trung Tâm")
    assert "Đã nhận 0/1 đơn vị" in text


async def test_every_page_speaks_english_as_well(told: Province, tmp_path: Path) -> None:
    def speak(session: Session) -> None:
        session.get_one(Officer, told.cast["chi"]).language = "en"

    told.door.write(speak)
    chi = phone(told, tmp_path)
    text = await chi.says("/tonghop")
    assert "Received from 2 of 4 units (50%)." in text
    root = told.cast["tinh"]
    for view, code in (
        ("b", ""),
        ("u", ""),
        ("c", ""),
        ("C", "mood.worried"),
        ("f", ""),
        ("F", "meetings"),
        ("t", ""),
        ("T", "DD"),
        ("h", "hot"),
        ("r", ""),
        ("A", "province"),
        ("R", "resolved"),
    ):
        page = See(view=view, duty="situation", period="2026-Q4", root=root, code=code)
        text = await chi.taps_data(page.pack())
        assert "Back" in " ".join(chi.labels) and "quý" not in text.lower(), view


def test_every_button_fits_into_64_bytes() -> None:
    """With a duty's code of 20 letters, units of seven digits, and the longest codes of the form."""
    form = forms.load("situation")
    codes = [code for question in form.questions for code in question.figures]
    codes += [f"{q.code}.{o}" for q in form.questions if q.kind == "choice" for o in form.options[q.options or ""]]
    codes += [code for name in ("topic", "level", "addressee", "result") for code in form.options[name]]
    duty, period, unit = "d" * 20, "2026-11-22", 9_999_999
    for code in codes:
        See(view="T", duty=duty, period=period, root=unit, code=code, page=999).pack()
        Read(report=unit, page=99, view="T", root=unit, code=code, at=999).pack()
    Lacking(duty=duty, period=period, root=unit, page=999).pack()
    Push(duty=duty, period=period, root=unit, one=True, token=preview_token.make(LATE)).pack()
