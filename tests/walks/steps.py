"""What several walks tell in the same words."""

from typing import Any

MOOD, NOTE, NOTABLE = "Đánh giá chung", "nhận xét thêm", "bức xúc cần phản ánh"
OPINION, TOPIC, PLACE = "nội dung ý kiến thứ", "lĩnh vực nào", "Ở đâu"
FIGURES, ADVICE, PREVIEW = "Nhập 10 số", "kiến nghị, đề xuất thứ 1", "Bấm vào mục cần sửa"
ALL_ZERO = "Không phát sinh (tất cả bằng 0)"


async def answers_shortest(officer: Any) -> None:
    """From the first question to the preview by the shortest honest way."""
    await officer.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    await answers_from_the_note(officer)


async def answers_from_the_note(officer: Any) -> None:
    """The same from the second question on."""
    await officer.taps("Bỏ qua", NOTABLE)
    await officer.taps("Không có vấn đề nổi cộm", FIGURES)
    await officer.taps(ALL_ZERO, ADVICE)
    await officer.taps("Không có", PREVIEW)


async def files_shortest(officer: Any) -> Any:
    """The whole report, the shortest way; gives the receipt."""
    await officer.says("/baocao", MOOD)
    await answers_shortest(officer)
    return await officer.taps("Gửi báo cáo", "Mã tiếp nhận")


async def tells_opinion(officer: Any, text: str, topic: str, attitude: str, level: str) -> None:
    """One opinion, its optional parts left out; ends at the list of opinions."""
    await officer.says(text, TOPIC)
    await officer.taps(topic, "Thái độ")
    await officer.taps(attitude, "Mức độ")
    await officer.taps(level, PLACE)
    await officer.taps("Xong ý kiến này", text)


async def files_with_hot_spot(officer: Any, text: str, figures: str = "3 60 5 1 2 1 1 0 0 1") -> Any:
    """A report with one opinion that is a hot spot; gives the receipt."""
    await officer.says("/baocao", MOOD)
    await officer.taps("Có lo lắng, bức xúc", NOTE)
    await officer.taps("Bỏ qua", NOTABLE)
    await officer.taps("Có vấn đề cần phản ánh", OPINION)
    await tells_opinion(officer, text, "Môi trường, rác thải", "Bức xúc", "Điểm nóng")
    await officer.taps("Xong", FIGURES)
    await officer.says(figures, ADVICE)
    await officer.taps("Không có", PREVIEW)
    return await officer.taps("Gửi báo cáo", "Mã tiếp nhận")
