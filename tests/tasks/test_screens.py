"""What is shown: the list, the page of a task, the overview, every page behind it, in words and within the limits."""

from pathlib import Path

import pytest
from sqlmodel import Session

from storage import talks
from storage.officers import Officer, Post
from storage.task_entries import TaskEntry
from storage.tasks import Task
from tests.office.phone import Phone
from tests.tasks.story import Story

# What is shown does not depend on the database; test_walks goes through both.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def busy(story: Story) -> Story:
    """Four tasks; a fortnight later one is done, one stuck, one overdue without a word."""
    story.adds_unit("cao", "Xã Cao Sơn")
    story.appoints("giang", "Giang", "cao")
    congress = story.gives("Tổ chức Đại hội", "An Hòa; Bình Hòa; Cao Sơn", "30/11/2026", "Ban Phong trào")
    poor = story.gives("Rà soát hộ nghèo", "An Hòa; Bình Hòa", "12/12/2026", marks="Tổng hợp: 1/12/2026")
    story.gives("Thăm hỏi thường xuyên", "An Hòa", None, "Ban Dân chủ")
    story.later(days=1)
    story.says("an", story.part(congress), "done")
    story.stuck("em", story.part(congress, "binh_hoa"))
    story.percent("an", story.part(poor), 50)
    story.answers("an", story.part(poor), "figures", "Số hộ: 1.240\nTỷ lệ: 85,7 %")
    story.later(days=14)
    return story


def phone(story: Story, folder: Path, who: str) -> Phone:
    return Phone(story, who, story.now, folder)  # type: ignore[arg-type]


def topic(story: Story, who: str = "an") -> str | None:
    """What the officer is in the middle of."""
    talk = story.door.read(talks.of, story.cast[who])
    return talk.topic if talk else None


async def test_the_own_list(busy: Story, tmp_path: Path) -> None:
    an = phone(busy, tmp_path, "an")
    assert await an.says("/nhiemvu") == (
        "Nhiệm vụ của đơn vị\n\n"
        "Đang mở 2, trong đó quá hạn 0; đã xong 1.\n\n"
        "1. Rà soát hộ nghèo\nhạn hết 12/12/2026 (còn 4 ngày); đang thực hiện 50 %\n\n"
        "2. Thăm hỏi thường xuyên\nthường xuyên, không có hạn; chưa bắt đầu"
    )
    assert an.labels == ["1", "2", "Đã xong (1)", "Menu"]
    em = phone(busy, tmp_path, "em")
    text = await em.says("việc được giao")
    assert "1. Tổ chức Đại hội\nQUÁ HẠN 8 ngày (hạn hết 30/11/2026); vướng mắc (kinh phí)" in text
    assert "Đang mở 2, trong đó quá hạn 1; đã xong 0." in text


async def test_what_is_done_has_a_list_of_its_own(busy: Story, tmp_path: Path) -> None:
    an = phone(busy, tmp_path, "an")
    await an.says("/nhiemvu")
    text = await an.taps("Đã xong (1)")
    assert "1. Tổ chức Đại hội\nhạn hết 30/11/2026; đã xong" in text
    await an.taps("1")
    text = await an.taps("‹ Quay lại")
    assert text.startswith("Nhiệm vụ đã xong")
    assert (await an.taps("Đang mở (2)")).startswith("Nhiệm vụ của đơn vị")


async def test_the_page_of_a_task(busy: Story, tmp_path: Path) -> None:
    an = phone(busy, tmp_path, "an")
    await an.says("/nhiemvu")
    assert await an.taps("1") == (
        "Rà soát hộ nghèo\n\n"
        "Đơn vị: Xã An Hòa\nChủ trì: Ban Phong trào\nThời hạn: hết thứ Bảy, 12/12/2026 (còn 4 ngày)\n\n"
        "Hiện trạng: đang thực hiện 50 %\nCập nhật lúc 09:00, 24/11/2026 (Nguyễn Văn An)\n\n"
        "Các mốc:\n1. Tổng hợp: 01/12/2026 (quá hạn 7 ngày)\n\n"
        "Số liệu:\nSố hộ: 1.240\nTỷ lệ: 85,7 %"
    )
    assert an.labels == [
        "• Đang thực hiện",
        "Đã xong",
        "Vướng mắc",
        "Chưa bắt đầu",
        "0 %",
        "25 %",
        "• 50 %",
        "75 %",
        "100 %",
        "Xong mốc 1",
        "Ghi chú",
        "Số liệu",
        "% khác",
        "Ảnh, tệp (0)",
        "Lịch sử (2)",
        "‹ Quay lại",
        "Menu",
    ]
    assert "1. Tổng hợp: 01/12/2026 (đã xong)" in await an.taps("Xong mốc 1")
    assert "Hoàn tác lần ghi cuối" in an.labels


async def test_the_same_button_twice_says_the_same_and_keeps_one(busy: Story, tmp_path: Path) -> None:
    an = phone(busy, tmp_path, "an")
    await an.says("/nhiemvu")
    await an.taps("2")
    data = an.screen.messages[an.at][1]["25 %"]
    first = await an.taps_data(data)
    before = len(busy.rows(TaskEntry))
    assert await an.taps_data(data) == first
    assert len(busy.rows(TaskEntry)) == before
    assert an.screen.alerts == []
    await an.taps_data(an.screen.messages[an.at][1]["Đã xong"])
    await an.taps_data(data)
    assert an.screen.alerts == ["Nút hoặc màn hình này đã cũ, nội dung đã thay đổi; chưa có gì bị mất."]
    assert "Màn hình vừa rồi đã cũ" in an.text and "Hiện trạng: đã xong" in an.text


async def test_huy_leaves_what_was_asked(busy: Story, tmp_path: Path) -> None:
    an = phone(busy, tmp_path, "an")
    await an.says("/nhiemvu")
    await an.taps("1")
    await an.taps("Ghi chú")
    assert "Đã dừng, không ghi gì thêm." in await an.says("/huy")
    await an.taps("Số liệu")
    assert "Rà soát hộ nghèo" in await an.taps("Hủy")
    assert "Trợ lý chưa hiểu" in await an.says("không phải ghi chú")


async def test_looking_at_a_task_leaves_a_report_open(busy: Story, tmp_path: Path) -> None:
    an = phone(busy, tmp_path, "an")
    await an.says("/baocao")
    await an.taps_data(next(iter(an.screen.messages[an.at][1].values())))
    assert topic(busy) == "report"
    await an.says("/nhiemvu")
    await an.taps("1")
    assert topic(busy) == "report"


async def test_the_one_screen_of_the_office(busy: Story, tmp_path: Path) -> None:
    chi = phone(busy, tmp_path, "chi")
    assert await chi.says("/nhiemvu") == (
        "Nhiệm vụ · Tỉnh Mẫu\n\n"
        "Tình hình đến 09:00, 08/12/2026.\n\n"
        "3 nhiệm vụ, 3 đơn vị, 6 lượt giao.\n"
        "Đã xong 1, đang thực hiện 1, vướng mắc 1, chưa bắt đầu 3; tiến độ chung 25 %.\n"
        "Quá hạn 2; im lặng từ 14 ngày: 3.\n"
        "Đến hạn trong 7 ngày tới: 2.\n\n"
        "Cần xem trước:\n"
        "1. Xã Bình Hòa – Tổ chức Đại hội\nQUÁ HẠN 8 ngày (hạn hết 30/11/2026); vướng mắc (kinh phí)\n\n"
        "2. Xã Cao Sơn – Tổ chức Đại hội\nQUÁ HẠN 8 ngày (hạn hết 30/11/2026); chưa bắt đầu\n\n"
        "3. Xã Bình Hòa – Rà soát hộ nghèo\nhạn hết 12/12/2026 (còn 4 ngày); chưa bắt đầu; chưa có tin lần nào\n\n"
        "4. Xã An Hòa – Thăm hỏi thường xuyên\nthường xuyên, không có hạn; chưa bắt đầu; chưa có tin lần nào"
    )
    assert chi.labels == [
        *("1", "2", "3", "4"),
        *("Quá hạn (2)", "Vướng mắc (1)", "Im lặng (3)"),
        *("Theo nhiệm vụ", "Theo đơn vị", "Theo chủ trì"),
        *("Im lặng 7 ngày", "• Im lặng 14 ngày", "Im lặng 30 ngày"),
        *("Thêm nhiệm vụ", "Nhập từ tệp", "Menu"),
    ]
    text = await chi.taps("Im lặng 7 ngày")
    assert "im lặng từ 7 ngày: 5." in text
    assert "Xã An Hòa – Rà soát hộ nghèo" in text and "chưa có tin từ 24/11/2026" in text


async def test_the_way_down_and_back_keeps_the_filter(busy: Story, tmp_path: Path) -> None:
    chi = phone(busy, tmp_path, "chi")
    before = await chi.says("/nhiemvu")
    text = await chi.taps("Quá hạn (2)")
    assert text.startswith("Từng nhiệm vụ · quá hạn\n\n2 lượt giao\n\n1. Xã Bình Hòa – Tổ chức Đại hội")
    text = await chi.taps("1")
    assert "Đơn vị: Xã Bình Hòa" in text
    assert "Đã xong" not in chi.labels, "who only looks says nothing"
    text = await chi.taps("Lịch sử (1)")
    assert "Lê Văn Em: từ “chưa bắt đầu” thành “vướng mắc (kinh phí)”" in text
    await chi.taps("‹ Quay lại")
    assert (await chi.taps("‹ Quay lại")).startswith("Từng nhiệm vụ · quá hạn")
    assert await chi.taps("‹ Quay lại") == before


async def test_by_task_by_unit_and_by_lead(busy: Story, tmp_path: Path) -> None:
    chi = phone(busy, tmp_path, "chi")
    await chi.says("/nhiemvu")
    text = await chi.taps("Theo nhiệm vụ")
    assert "1. Tổ chức Đại hội (hạn hết 30/11/2026): xong 1/3, tiến độ 33 %; quá hạn 2; vướng 1; im lặng 1" in text
    text = await chi.taps("1")
    assert "Chủ trì: Ban Phong trào\nThời hạn: hết thứ Hai, 30/11/2026" in text
    assert "3. Xã An Hòa\nhạn hết 30/11/2026; đã xong" in text
    assert "Xã Cao Sơn" not in await chi.taps("Vướng mắc")
    await chi.taps("‹ Quay lại")
    await chi.taps("‹ Quay lại")
    text = await chi.taps("Theo đơn vị")
    assert "1. Xã Bình Hòa: xong 0/2, tiến độ 0 %; quá hạn 1; vướng 1; im lặng 1" in text
    text = await chi.taps("1")
    assert text.startswith("Xã Bình Hòa\n\n2 lượt giao\n\n1. Tổ chức Đại hội\nQUÁ HẠN 8 ngày")
    await chi.taps("‹ Quay lại")
    await chi.taps("‹ Quay lại")
    text = await chi.taps("Theo chủ trì")
    assert "1. Ban Phong trào (2 nhiệm vụ): xong 1/5, tiến độ 30 %; quá hạn 2; vướng 1; im lặng 2" in text
    assert "Xã Cao Sơn – Tổ chức Đại hội" in await chi.taps("1")


async def test_a_district_looks_and_gives_nothing(busy: Story, tmp_path: Path) -> None:
    dung = phone(busy, tmp_path, "dung")
    assert (await dung.says("/nhiemvu")).startswith("Nhiệm vụ · Huyện Bắc")
    assert "Thêm nhiệm vụ" not in dung.labels
    await dung.taps("Theo nhiệm vụ")
    await dung.taps("1")
    assert "Sửa nhiệm vụ" not in dung.labels


async def test_the_office_corrects_and_withdraws(busy: Story, tmp_path: Path) -> None:
    chi = phone(busy, tmp_path, "chi")
    await chi.says("/nhiemvu")
    await chi.taps("Theo nhiệm vụ")
    await chi.taps("1")
    assert (await chi.taps("Sửa nhiệm vụ")).startswith("Nhiệm vụ đang thực hiện")
    await chi.taps("Hạn")
    assert "Hạn: thứ Ba, 15/12/2026" in await chi.says("15/12/2026")
    await chi.says("/nhiemvu")
    await chi.taps("Theo nhiệm vụ")
    text = await chi.taps("1")
    await chi.taps("Thu hồi")
    assert "Thu hồi nhiệm vụ này?" in chi.text
    title = chi.text.splitlines()[0]
    assert f"Đã thu hồi nhiệm vụ “{title}”." in await chi.taps("Thu hồi nhiệm vụ")
    assert title in text
    assert "2 nhiệm vụ" in await chi.says("/nhiemvu")


async def test_who_has_no_part_in_tasks_is_told_so(story: Story, tmp_path: Path) -> None:
    an = phone(story, tmp_path, "an")
    assert "Đơn vị không còn nhiệm vụ nào đang mở." in await an.says("/nhiemvu")
    assert "/nhiemvu: nhiệm vụ được giao" in await an.says("/trogiup")
    for old in ("tk:999", "ts:999:done:0", "tv:T:1:999::14:0", "tv:zzz:1:0::14:0", "tv:o:1:0::5:0", "tn:rubbish:1::0"):
        await an.taps_data(old)
        assert an.screen.alerts or "đã cũ" in an.text or "không có quyền" in an.text


async def test_the_longest_words_fit_into_a_message(story: Story, tmp_path: Path) -> None:
    long = "Tổ chức thật chu đáo " * 30
    for number in range(9):
        marks = "\n".join(f"Mốc {n} {long[:200]}: {n + 1}/11/2026" for n in range(1, 16))
        task = story.gives(f"{number} {long}"[:499], "An Hòa; Bình Hòa", "30/11/2026", long[:290], marks=marks)
        part = story.part(task)
        figures = "\n".join(f"Số liệu thứ {n} {long[:90]}: {n}" for n in range(1, 30))
        story.answers("an", part, "figures", figures)
        story.answers("an", part, "note", long * 3)
        story.answers("an", part, "reason", long[:490])
        for _ in range(8):
            story.answers("an", part, "note", long * 3)
    an, chi = phone(story, tmp_path, "an"), phone(story, tmp_path, "chi")
    await an.says("/nhiemvu")
    await an.taps("Tiếp ›")
    await an.taps("9")
    await an.taps("Lịch sử (11)")
    await an.taps("Tiếp ›")
    for label in ("Theo nhiệm vụ", "Theo đơn vị", "Theo chủ trì"):
        await chi.says("/nhiemvu")
        await chi.taps(label)
        await chi.taps("1")
        await chi.taps("1")


async def test_who_reports_and_looks_has_both(story: Story, tmp_path: Path) -> None:
    story.gives(units="Huyện Bắc; An Hòa")

    def also_reports(session: Session) -> None:
        session.add(Post(officer_id=story.cast["dung"], unit_id=story.cast["bac"], role="reporter", since=story.now))

    story.door.write(also_reports)
    dung = phone(story, tmp_path, "dung")
    assert (await dung.says("/nhiemvu")).startswith("Nhiệm vụ của đơn vị")
    assert (await dung.taps("Theo dõi đơn vị cấp dưới")).startswith("Nhiệm vụ · Huyện Bắc")


async def test_who_is_of_two_offices_gives_for_the_one_that_is_looked_at(story: Story, tmp_path: Path) -> None:
    def second_office(session: Session) -> None:
        session.add(Post(officer_id=story.cast["chi"], unit_id=story.cast["bac"], role="office", since=story.now))

    story.door.write(second_office)
    chi = phone(story, tmp_path, "chi")
    await chi.says("/nhiemvu")
    assert chi.labels == ["Tỉnh Mẫu", "Huyện Bắc", "Menu"], "which branch is meant is asked"
    await chi.taps("Huyện Bắc")
    await chi.taps("Thêm nhiệm vụ")
    for words in ("Họp Ban Thường trực", "30/11/2026", "An Hòa"):
        await chi.says(words)
    await chi.taps("Xong đơn vị")
    await chi.says("Huyện")
    await chi.taps("Ban hành (1 đơn vị)")
    (task,) = story.rows(Task)
    assert task.unit_id == story.cast["bac"]


async def test_english_is_complete(busy: Story, tmp_path: Path) -> None:
    def speaks(session: Session) -> None:
        for who in ("an", "chi"):
            session.get_one(Officer, busy.cast[who]).language = "en"

    busy.door.write(speaks)
    an, chi = phone(busy, tmp_path, "an"), phone(busy, tmp_path, "chi")
    assert "1. Rà soát hộ nghèo\ndue by the end of 12/12/2026 (4 days left); doing 50 %" in await an.says("/nhiemvu")
    await an.taps("1")
    await an.taps("Stuck")
    await an.taps("Funding")
    assert "Look here first:" in await chi.says("/nhiemvu")
    await chi.taps("By unit")
    await chi.taps("1")
    await chi.says("/nhiemvu")
    await chi.taps("Add a task")
    await chi.says("Hold the congress")
    await chi.says("30/12/2026")
    await chi.taps("All communes (3)")
    await chi.taps("Units are complete")
    await chi.taps("No lead")
    assert "The task is published to 3 units." in await chi.taps("Publish (3 units)")
