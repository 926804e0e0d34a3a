"""A broadcast with a file, from the office's phone to the officers' and back, on each channel and database."""

from tests.drivers.world import World

WORDS = "Đề nghị các xã báo cáo tình hình mưa lũ."


async def test_a_broadcast_with_a_file_is_delivered_read_and_answered(world: World):
    chi, an, em = await world.of("chi"), await world.of("an"), await world.of("em")
    await chi.says("/thongbao", "nhập nội dung thông báo")
    await chi.says(WORDS, "Gửi thông báo đến ai?")
    await chi.sends_file("công văn.pdf", b"%PDF-1.7 cong van 12", "", "Tệp kèm theo: công văn.pdf")
    await chi.taps("Theo loại đơn vị", "bấm lần nữa để bỏ chọn")
    await chi.taps("Xã (2)", "bấm lần nữa")
    await chi.taps("Xong (1)", "Sẽ gửi đến 3 cán bộ của 2 đơn vị: Xã An Hòa, Xã Bình Hòa")
    await chi.taps("Gửi đến 3 cán bộ", "Nơi nhận: 3 cán bộ của 2 đơn vị")
    await world.quiet()

    for officer in (an, em):
        await officer.waits_for(WORDS)
        assert "Người gửi: Phạm Thị Chi, Tỉnh Mẫu." in officer.screen
        assert await officer.opens_file() == b"%PDF-1.7 cong van 12"
    await em.taps("Đã đọc", on=WORDS)
    await em.waits_for_toast("Đã ghi nhận")
    await an.taps("Trả lời", "nhập nội dung trả lời", on=WORDS)
    await an.says("Xã An Hòa: 12 hộ đã sơ tán.", "Đã chuyển câu trả lời")
    await world.quiet()

    state = await chi.taps("Cập nhật", "Đã chuyển: 3")
    assert "Đang chờ chuyển: 0" in state and "Đã đọc: 2" in state
    await chi.taps("Xem trả lời (1)", "Nguyễn Văn An · Xã An Hòa")
    await world.at(23, 11, 7, 30)
    await chi.waits_for("Có 1 trả lời thông báo")
    assert "Nguyễn Văn An (Xã An Hòa): Xã An Hòa: 12 hộ đã sơ tán." in chi.screen
