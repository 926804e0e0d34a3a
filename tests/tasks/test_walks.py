"""Tasks from the office's word to the unit's answer, on Telegram and on the page, on both databases."""

import pytest
from sqlmodel import select

from storage.task_entries import TaskEntry, TaskEvidence
from tests.drivers.chat import picture
from tests.drivers.world import World
from tests.tasks.twins import add_twins

LIST = "Nhiệm vụ của đơn vị"
SHEET = (
    "Mã;Nhiệm vụ;Chủ trì;Hạn;Đơn vị thực hiện\n"
    "T1;Tổ chức Ngày hội Đại đoàn kết;Ban Phong trào;30/11/2026;tất cả xã\n"
    "T2;Rà soát hộ nghèo;Ban Dân chủ;15/12/2026;An Hòa\n"
).encode()


async def stored(world: World, table: type) -> list[object]:
    return list(await world.door.ask(lambda s: s.exec(select(table)).all()))


async def gives(world: World) -> None:
    """The office brings in two tasks from a sheet."""
    chi = await world.of("chi")
    await chi.says("/nhiemvu", "Nhiệm vụ · Tỉnh Mẫu")
    await chi.taps("Nhập từ tệp", "gửi tệp Excel")
    await chi.sends_file("nhiem-vu.csv", SHEET, then="Thêm 2 nhiệm vụ")
    await chi.taps("Nhập và ban hành", "Đã ghi: thêm 2 nhiệm vụ")
    await world.quiet()


async def test_a_plain_status_is_two_taps_and_stuck_three(world: World) -> None:
    await gives(world)
    an = await world.of("an")
    await an.waits_for("Đơn vị của đồng chí được giao 2 nhiệm vụ")
    listed = await an.says("nhiem vu", LIST)
    assert "1. Tổ chức Ngày hội Đại đoàn kết\nhạn hết 30/11/2026 (còn 7 ngày); chưa bắt đầu" in listed
    before = an.acts
    await an.taps("1", "Chưa cập nhật lần nào")
    await an.taps("Đã xong", "Đã ghi: đã xong.")
    assert an.acts - before == 2
    await an.says("/nhiemvu", "đã xong 1")
    before = an.acts
    await an.taps("1", "Rà soát hộ nghèo")
    await an.taps("Vướng mắc", "Nhiệm vụ vướng mắc vì sao?")
    await an.taps("Kinh phí", "Đã ghi: vướng mắc (kinh phí).")
    assert an.acts - before == 3
    await an.says("/nhiemvu", LIST)
    before = an.acts
    await an.taps("1", "Rà soát hộ nghèo")
    await an.taps("50 %", "Đã ghi: vướng mắc 50 % (kinh phí).")
    assert an.acts - before == 2


async def test_what_is_typed_after_a_restart_is_still_the_note(world: World) -> None:
    await gives(world)
    an = await world.of("an")
    await an.says("/nhiemvu", LIST)
    await an.taps("1", "Chưa cập nhật lần nào")
    await an.taps("Ghi chú", "gõ ghi chú")
    await world.quiet()
    await world.restarts()
    shown = await an.says("Báo cáo: đã họp Ban Thường trực", "Đã ghi nội dung của đồng chí.")
    assert "Ghi chú gần nhất: Báo cáo: đã họp Ban Thường trực" in shown
    await an.taps("Số liệu", "tên: số")
    shown = await an.says("Số hội nghị: 3\nLượt người dự: 1.240", "Đã ghi nội dung của đồng chí.")
    assert "Lượt người dự: 1.240" in shown
    await an.taps("% khác", "từ 0 đến 100")
    await an.says("rất nhiều", "số nguyên từ 0 đến 100")
    shown = await an.says("45%", "Đã ghi nội dung")
    assert "Hiện trạng: đang thực hiện 45 %" in shown


async def test_a_picture_is_evidence_that_the_office_can_open(world: World) -> None:
    await gives(world)
    an, chi = await world.of("an"), await world.of("chi")
    await an.says("/nhiemvu", LIST)
    await an.taps("1", "Chưa cập nhật lần nào")
    await an.taps("Ảnh, tệp (0)", "gửi ảnh hoặc tệp minh chứng")
    await an.sends_photo(picture(7), caption="Hội trường", then="1 tệp kèm nhiệm vụ")
    await an.sends_file("bien-ban.pdf", b"%PDF-1.4", then="2 tệp kèm nhiệm vụ")
    assert len(await stored(world, TaskEntry)) == 1
    assert len(await stored(world, TaskEvidence)) == 2
    await chi.says("/nhiemvu", "Nhiệm vụ · Tỉnh Mẫu")
    await chi.taps("Theo nhiệm vụ", "Tổ chức Ngày hội")
    await chi.taps("1", "Chủ trì: Ban Phong trào")
    await chi.taps("1", "Đơn vị: Xã An Hòa")
    await chi.taps("Ảnh, tệp (2)", "bien-ban.pdf")
    await chi.taps("2", "")
    await world.quiet()
    assert await chi.opens_file() == b"%PDF-1.4"


async def test_the_last_entry_is_undone_and_an_old_button_says_so(world: World) -> None:
    await gives(world)
    an = await world.of("an")
    await an.says("/nhiemvu", LIST)
    await an.taps("1", "Chưa cập nhật lần nào")
    await an.says("/nhiemvu", LIST)
    await an.taps("1", "Chưa cập nhật lần nào")
    await an.taps("Đã xong", "Đã ghi: đã xong.")
    await an.taps("Hoàn tác lần ghi cuối", "Đã hoàn tác; lịch sử vẫn lưu lần ghi đó.")
    shown = await an.taps("Lịch sử (1)", "từ “chưa bắt đầu” thành “đã xong”; ĐÃ HOÀN TÁC lúc")
    assert "Nguyễn Văn An" in shown
    await an.taps("Đang thực hiện", "Màn hình vừa rồi đã cũ", on="Chưa cập nhật lần nào")
    assert "Hiện trạng: chưa bắt đầu" in an.screen


async def test_the_office_gives_a_task_in_chat_and_is_asked_which_unit(world: World) -> None:
    await world.door(add_twins, world.cast)
    chi, em = await world.of("chi"), await world.of("em")
    await chi.says("/nhiemvu", "Chưa có nhiệm vụ nào được giao")
    await chi.taps("Thêm nhiệm vụ", "gõ tên nhiệm vụ")
    await chi.says("Báo cáo", "Hạn cuối là ngày nào?")  # words of a command are an answer here
    await chi.says("cuối tháng", "Chưa đọc được ngày.")
    await chi.says("30/11", "Giao cho đơn vị nào?")
    asked = await chi.says("tan thanh; xa binh hoa", "“tan thanh” có thể là 2 đơn vị")
    assert asked.labels[:2] == ("1. Xã Tân Thành (Huyện Bắc)", "2. Xã Tân Thành (Tỉnh Mẫu)")
    await world.quiet()
    await world.restarts()
    await chi.taps("2. Xã Tân Thành (Tỉnh Mẫu)", "2 đơn vị: Xã Bình Hòa; Xã Tân Thành")
    await chi.taps("Xong đơn vị", "Ai chủ trì?")
    preview = await chi.says("Ban Dân chủ", "Xem trước, chưa ban hành")
    assert "Hạn: thứ Hai, 30/11/2026" in preview
    await world.quiet()
    assert not [one for one in await em.unread() if "được giao nhiệm vụ" in one]
    await chi.taps("Ban hành (2 đơn vị)", "Đã ban hành nhiệm vụ cho 2 đơn vị.")
    await em.waits_for("được giao nhiệm vụ “Báo cáo”, chủ trì: Ban Dân chủ, hạn hết ngày 30/11/2026")


async def test_a_bad_row_keeps_the_whole_sheet_out(world: World) -> None:
    chi = await world.of("chi")
    await chi.says("/nhiemvu", "Nhiệm vụ · Tỉnh Mẫu")
    await chi.taps("Nhập từ tệp", "gửi tệp Excel")
    bad = SHEET + "T3;;;hôm nào đó;An Hòa\nT4;Việc khác;;;Vĩnh Quỳnh\n".encode()
    shown = await chi.sends_file("nhiem-vu.csv", bad, then="Có 3 lỗi nên không ghi dòng nào")
    assert "Dòng 4: chưa có tên nhiệm vụ." in shown
    assert "Dòng 4: ngày “hôm nào đó” chưa đúng." in shown
    assert "Nhập và ban hành" not in shown.labels
    await chi.sends_file("nhiem-vu.xlsx", b"PK not a workbook", then="Chưa nhận được tệp")
    await chi.sends_file("nhiem-vu.csv", SHEET, then="Thêm 2 nhiệm vụ")
    await chi.taps("Nhập và ban hành", "Đã ghi: thêm 2 nhiệm vụ")
    await chi.says("/nhiemvu", "2 nhiệm vụ, 2 đơn vị, 3 lượt giao")
    await chi.taps("Nhập từ tệp", "gửi tệp Excel")
    await chi.sends_file("nhiem-vu.csv", SHEET, then="Tất cả 2 nhiệm vụ trong tệp đã có và không thay đổi.")


@pytest.mark.parametrize("who", ["em", "dung"])
async def test_forged_buttons_of_another_unit_do_nothing(world: World, who: str) -> None:
    await gives(world)
    stranger = await world.of(who)
    await stranger.says("/menu", "Kính chào")
    part = 3  # An Hòa's part in the second task
    for data in (f"ts:{part}:done:0", f"tp:{part}:4:0", f"ta:{part}:note", f"tr:{part}:0:funding", f"tm:{part}:1"):
        await world.forges(stranger, data)
        await stranger.waits_for_toast("không có quyền")
    for data in (f"ts:{part}:rubbish:0", f"tp:{part}:99:0", "tu:99999", "tk:99999", "tn:publish:1::1", "tn:gone:1::0"):
        await world.forges(stranger, data)
        await world.quiet()
    assert await stored(world, TaskEntry) == []
