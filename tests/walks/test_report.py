"""An officer reports the quarter: the shortest way, with everything, with interruptions, and corrects it."""

from datetime import timedelta

import pytest

from storage import reports
from tests.drivers.chat import picture
from tests.drivers.world import World
from tests.walks.steps import (
    ADVICE,
    ALL_ZERO,
    FIGURES,
    MOOD,
    NOTABLE,
    NOTE,
    OPINION,
    PLACE,
    PREVIEW,
    TOPIC,
    answers_shortest,
    files_shortest,
    tells_opinion,
)


async def test_the_shortest_honest_report_takes_seven_acts(world: World):
    an = await world.of("an")
    receipt = await files_shortest(an)
    assert an.acts == 7
    for told in ("Xã An Hòa", "quý IV/2026", "THND-2026-Q4-00003", "(đúng hạn)", "Bản thứ 1", "09:00, 22/11/2026"):
        assert told in receipt
    assert "Đồng chí có thể sửa và gửi lại đến hết thứ Ba, 15/12/2026" in receipt, "what happens next"


@pytest.mark.parametrize("first", ["2026-Q3"])
async def test_with_an_older_report_overdue_it_takes_eight(world: World):
    an = await world.of("an")
    choice = await an.says("/baocao", "chọn báo cáo")
    assert "Báo cáo tình hình Nhân dân quý III/2026 · Xã An Hòa (quá hạn)" in choice.labels
    await an.taps("Báo cáo tình hình Nhân dân quý IV/2026 · Xã An Hòa", MOOD)
    await answers_shortest(an)
    await an.taps("Gửi báo cáo", "Mã tiếp nhận")
    assert an.acts == 8


async def test_everything_that_a_report_can_hold(world: World):
    an = await world.of("an")
    await an.says("bao cao", MOOD)  # plain words, without accents
    await an.taps("Có lo lắng, bức xúc", NOTE)
    await an.says("Bà con lo giá phân bón tăng.", NOTABLE)
    await an.taps("‹ Quay lại", "Hiện đang ghi: Bà con lo giá phân bón tăng.")
    await an.says("Bà con lo giá phân bón, giá điện tăng.", NOTABLE)
    await an.taps("Có vấn đề cần phản ánh", OPINION)

    await an.says("Kênh thủy lợi ấp 3 bị ô nhiễm.", TOPIC)
    await an.taps("Môi trường, rác thải", "Thái độ")
    await an.taps("Bức xúc", "Mức độ")
    await an.taps("Điểm nóng", PLACE)
    await an.says("Ấp 3", "bao nhiêu người")
    await an.says("khoảng 40 hộ", "nhập một số nguyên")
    await an.says("40", "Kiến nghị cấp nào")
    await an.taps("Cấp tỉnh", "1. Kênh thủy lợi ấp 3 bị ô nhiễm.")
    await tells_opinion(an, "Giá lúa xuống thấp.", "Nông nghiệp, nông thôn mới", "Băn khoăn", "Cần quan tâm")
    await an.taps("Xong", FIGURES)

    await an.says("12 480 35", "Cần 10 số")
    await an.says("12 2.480 35 4 10 6 2 1 0 1", "Tổng số kiến nghị là 10 nhưng các phần cộng lại là 9")
    await an.taps("9", "Kiến nghị chưa giải quyết?")
    await an.says("1", ADVICE)
    await an.says("Đề nghị nạo vét kênh ấp 3.", "Gửi cấp nào")
    await an.taps("Bỏ qua", "1. Đề nghị nạo vét kênh ấp 3.")
    await an.taps("Xong", PREVIEW)

    await an.taps("Tình hình chung", MOOD)
    await an.taps("Cơ bản ổn định, còn băn khoăn", "Tình hình chung: Cơ bản ổn định")
    await an.taps("Ý kiến của Nhân dân", "2. Giá lúa xuống thấp.")
    await an.taps("Sửa 2", "muốn sửa phần nào")
    await an.taps("Thái độ", "Thái độ của Nhân dân")
    await an.taps("Bức xúc", "(Nông nghiệp, nông thôn mới; Bức xúc; Cần quan tâm)")
    await an.taps("Dự báo, nhiệm vụ kỳ tới", "Nhập dự báo")
    await an.says("Theo dõi giá lúa vụ Đông Xuân.", PREVIEW)
    photo = picture(200)
    await an.sends_photo(photo, "Kênh ấp 3", "(1 tệp kèm báo cáo)")
    await an.sends_file("biên bản.docx", b"PK\x03\x04 noi dung", "", "(2 tệp kèm báo cáo)")
    await an.taps("Gửi báo cáo", "Mã tiếp nhận")

    read = await an.taps("Xem báo cáo đã gửi", "người gửi: Nguyễn Văn An")
    for told in (
        "Cơ bản ổn định, còn băn khoăn",
        "Bà con lo giá phân bón, giá điện tăng.",
        "Kênh thủy lợi ấp 3 bị ô nhiễm.\nLĩnh vực: Môi trường, rác thải; Thái độ: Bức xúc; Mức độ: Điểm nóng",
        "Địa điểm: Ấp 3; Số người: 40; Kiến nghị gửi: Cấp tỉnh",
        "Lượt người tham dự: 2.480",
        "Đề nghị nạo vét kênh ấp 3.",
        "Theo dõi giá lúa vụ Đông Xuân.",
    ):
        assert told in read
    await an.taps("Tệp kèm theo (2)", "biên bản.docx")
    await an.taps("2")
    await world.quiet()
    assert await an.opens_file() == b"PK\x03\x04 noi dung"
    await an.taps("1", on="biên bản.docx")
    await world.quiet()
    assert await an.opens_file() == photo


async def test_the_program_ends_on_the_way_and_nothing_is_lost(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)

    await world.restarts()
    await an.says("Bà con yên tâm sản xuất.", NOTABLE)  # text is still the answer to the open question
    await an.taps("Có vấn đề cần phản ánh", OPINION)
    await an.says("Đường liên ấp hư hỏng.", TOPIC)
    world.passes(timedelta(days=4))
    again = await an.says("/baocao", TOPIC)  # in the middle of an opinion, days later
    assert "3/6 mục" in again, "it says what is there"
    await an.taps("Hạ tầng: giao thông, điện, nước, đô thị", "Thái độ")
    await an.taps("Đồng tình", "Mức độ")
    await an.taps("Bình thường", PLACE)
    await an.taps("Xong ý kiến này", "1. Đường liên ấp hư hỏng.")
    await an.taps("Xong", FIGURES)
    await an.taps(ALL_ZERO, ADVICE)
    await an.taps("Không có", PREVIEW)

    await world.restarts()
    receipt = await an.taps("Gửi báo cáo", "Mã tiếp nhận")  # a button drawn before the restart
    assert "09:00, 26/11/2026" in receipt
    read = await an.taps("Xem báo cáo đã gửi", "người gửi")
    assert "Bà con yên tâm sản xuất." in read
    assert "Đường liên ấp hư hỏng." in read


async def test_left_with_huy_it_waits(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    kept = await an.says("/huy", "Bản nháp đã được giữ nguyên (1/5 mục)")
    assert "Lập báo cáo" in kept.labels
    await an.says("Bà con yên tâm.", "chưa hiểu nội dung này")  # no longer an answer
    await an.says("lập báo cáo", NOTE)


async def test_tapped_twice_there_is_one_report_and_one_receipt(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await answers_shortest(an)
    await an.sends_photo(picture(), "", "(1 tệp kèm báo cáo)")
    await an.says("/baocao", PREVIEW)  # a second screen with the same button
    first = await an.taps("Gửi báo cáo", "Mã tiếp nhận")
    await an.unread()
    again = await an.taps("Gửi báo cáo", "Mã tiếp nhận", on="(1 tệp kèm báo cáo)")
    told = "Đã nhận Báo cáo tình hình Nhân dân quý IV/2026 của Xã An Hòa lúc 09:00, 22/11/2026 (đúng hạn)."
    for receipt in (first, again):
        assert told in receipt
        assert "THND-2026-Q4-00003. Bản thứ 1." in receipt
    await world.quiet()
    assert [str(one) for one in await an.unread()] == [str(again)], "no second receipt is sent"
    assert await world.door.ask(reports.version, 1, 2) is None


async def test_corrected_until_the_deadline_and_closed_after_it(world: World):
    an, binh = await world.of("an"), await world.of("binh")
    await files_shortest(an)
    await binh.waits_for("Nguyễn Văn An")  # the head of the unit is told

    await world.at(15, 12, 16)
    handed = await an.says("/baocao", "Báo cáo này đã gửi lúc 09:00, 22/11/2026")
    assert handed.labels[:2] == ("Xem báo cáo đã gửi", "Sửa báo cáo")
    await an.taps("Sửa báo cáo", "chưa có sửa đổi mới")
    await an.taps("Nhận xét thêm", NOTE)
    await an.says("Bà con phấn khởi sau vụ mùa.", PREVIEW)
    second = await an.taps("Gửi bản đã sửa", "Bản thứ 2")
    assert "THND-2026-Q4-00003" in second
    assert "lúc 16:00, 15/12/2026 (đúng hạn)" in second

    await an.says("/dagui", "1. Báo cáo tình hình Nhân dân quý IV/2026 · Xã An Hòa")
    assert "mã THND-2026-Q4-00003, bản thứ 2" in an.screen
    read = await an.taps("Xem 1", "Bản 2/2")
    assert "Bà con phấn khởi sau vụ mùa." in read
    assert "gửi lần đầu lúc 09:00, 22/11/2026" in read
    await an.taps("‹ Quay lại", "Báo cáo đơn vị đã gửi")

    await world.at(16, 12, 8, 1)
    await an.taps("Sửa báo cáo", on="Bản thứ 2")
    await an.waits_for_toast("Đã quá hạn chỉnh sửa báo cáo này")


@pytest.mark.parametrize("first", ["2026-Q3"])
async def test_a_late_report_is_taken_and_the_next_begins_from_it(world: World):
    an = await world.of("an")
    await an.says("/baocao", "chọn báo cáo")
    late = await an.taps("Báo cáo tình hình Nhân dân quý III/2026…", MOOD)
    assert "Đã quá hạn (hết thứ Ba, 15/09/2026)" in late
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    await an.says("Bà con phấn khởi.", NOTABLE)
    await an.taps("Không có vấn đề nổi cộm", FIGURES)
    await an.taps(ALL_ZERO, ADVICE)
    await an.says("Đề nghị sửa cầu ấp 2.", "Gửi cấp nào")
    await an.taps("Cấp xã", "1. Đề nghị sửa cầu ấp 2.")
    await an.taps("Xong", PREVIEW)
    receipt = await an.taps("Gửi báo cáo", "Mã tiếp nhận")
    assert "(quá hạn)" in receipt
    assert "có thể sửa" not in receipt

    await an.says("/baocao", MOOD)
    await an.taps("Bắt đầu từ báo cáo kỳ trước", "Đã chép nội dung kỳ trước")
    assert "Nhập 10 số" in an.screen, "figures are never copied"
    await an.taps(ALL_ZERO, "Kiến nghị kỳ trước: “Đề nghị sửa cầu ấp 2.”")
    await an.taps("Đang giải quyết", PREVIEW)
    assert "Bà con phấn khởi." in an.screen
    await an.taps("Gửi báo cáo", "(đúng hạn)")
    assert an.acts == 15
