"""The office asks who is missing, nudges them, and reads what the province says."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from locales import say
from reporting.summarise import summarise
from reporting.text import fold
from storage.outbox import Outbox
from storage.units import Unit
from tests.drivers.chat import picture
from tests.drivers.world import World, add_officer
from tests.walks.filing import IN_SEPTEMBER, hands_in
from tests.walks.steps import MOOD, files_shortest, files_with_hot_spot

Q4 = "Báo cáo tình hình Nhân dân quý IV/2026"
HOT = "Kênh thủy lợi ấp 3 bị ô nhiễm."


async def test_who_is_missing_and_why_then_a_nudge_to_all(world: World):
    await world.door(add_officer, world.clock.now(), "Đỗ Thị Gia", world.cast["trung_tam"], "reporter")
    an, em, chi = await world.of("an"), await world.of("em"), await world.of("chi")
    await files_shortest(an)
    await em.says("/baocao", MOOD)
    await em.taps("Ổn định, phấn khởi, tin tưởng", "1/5 mục")
    await world.at(9, 12, 9)
    listed = await chi.says("ai chua nop", "Đơn vị chưa nộp (3)")
    assert "chưa có cán bộ: 1; chưa tham gia: 1; liên hệ được: 1" in listed
    assert "Huyện Bắc: chưa có cán bộ phụ trách; còn 6 ngày" in listed
    assert "Phường Trung Tâm: cán bộ chưa tham gia; Đỗ Thị Gia; còn 6 ngày" in listed
    assert "Xã Bình Hòa: đang chờ báo cáo; Lê Văn Em; đã soạn 1/5 mục; còn 6 ngày" in listed
    assert "Xã An Hòa" not in listed

    await an.unread()
    await em.unread()
    preview = await chi.taps("Đôn đốc tất cả", "Xem trước tin đôn đốc (chưa gửi)")
    assert "Sẽ gửi đến 1 cán bộ của 1 đơn vị:\nXã Bình Hòa: Lê Văn Em" in preview
    assert "Không liên hệ được qua đây: 2 đơn vị" in preview
    await world.quiet()
    assert await em.unread() == [], "a preview sends nothing"
    sent = await chi.taps("Gửi đến 1 cán bộ", "Đã gửi đôn đốc lúc 09:00, 09/12/2026: 1 đơn vị, 1 tin")
    assert "Phường Trung Tâm: cán bộ chưa tham gia" in sent
    letter = await em.waits_for(f"Đề nghị gửi {Q4}")
    assert "Người gửi: Phạm Thị Chi." in letter
    await world.quiet()
    state = await chi.taps("Cập nhật", "Đã chuyển: 1")
    assert "Đang chờ chuyển: 0\nKhông chuyển được: 0" in state
    assert await an.unread() == [], "who has filed hears nothing"

    await em.taps("Lập báo cáo", "1/5 mục")
    await chi.taps("‹ Quay lại", "Đơn vị chưa nộp (3)")
    await chi.taps("3", "Trong 24 giờ qua đã đôn đốc 1 đơn vị")  # one by one, and nobody nudges twice unawares


@pytest.mark.parametrize("channel", ["telegram"])  # at the page nobody is out of reach
async def test_a_nudge_of_which_some_fail_and_some_wait(world: World):
    await world.joins("gia", "Đỗ Thị Gia", "trung_tam", "reporter")
    await world.joins("hai", "Bùi Văn Hải", "an_hoa", "reporter")
    an, em, gia, hai, chi = [await world.of(name) for name in ("an", "em", "gia", "hai", "chi")]
    await gia.person.blocks(world.bot)  # Telegram tells us of this one
    world.api.private_room(world.bot, em.person).blocked = True  # and of this one not yet
    held = world.api.hold(chat=an.user_id)
    await world.quiet()
    await world.at(24, 11, 9)
    listed = await chi.says("/chuanop", "Đơn vị chưa nộp (4)")
    assert "Phường Trung Tâm: cán bộ đã chặn trợ lý; Đỗ Thị Gia" in listed
    await chi.taps("Đôn đốc tất cả", "Sẽ gửi đến 3 cán bộ của 2 đơn vị")
    await chi.taps("Gửi đến 3 cán bộ", "2 đơn vị, 3 tin")
    await hai.waits_for(f"Đề nghị gửi {Q4}")
    await held.arrived.wait()
    await world.until(_settled, 2)
    await chi.taps("Cập nhật", "Đã chuyển: 1\nĐang chờ chuyển: 1\nKhông chuyển được: 1")
    assert "Lê Văn Em (Xã Bình Hòa): cán bộ đã chặn trợ lý" in chi.screen
    held.release()
    await an.waits_for(f"Đề nghị gửi {Q4}")
    await world.quiet()
    await chi.taps("Cập nhật", "Đã chuyển: 2\nĐang chờ chuyển: 0\nKhông chuyển được: 1")
    assert "Xã Bình Hòa: cán bộ đã chặn trợ lý" in await chi.says("/chuanop", "Đơn vị chưa nộp (4)")


async def _two_quarters(world: World) -> None:
    """The third quarter came on time from two communes; the fourth from An in time, with a picture, from Em late."""
    bridge = {"text": "Đề nghị sửa cầu ấp 2.", "addressee": "commune"}
    before = {"figures": "2 50 4 1 1 1 0 0 0 0", "recommendations": [bridge]}
    await hands_in(world, "an", "an_hoa", "2026-Q3", IN_SEPTEMBER, **before)
    rubbish = {"text": "Rác chưa được thu gom.", "topic": "MT", "attitude": "concerned", "level": "watch", "people": 12}
    before = {"figures": "4 90 6 0 0 0 0 0 0 0", "notable": "yes", "opinions": [rubbish]}
    await hands_in(world, "em", "binh_hoa", "2026-Q3", IN_SEPTEMBER, **before)
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await an.taps("Có lo lắng, bức xúc", "nhận xét thêm")
    await an.taps("Bỏ qua", "bức xúc cần phản ánh")
    await an.taps("Có vấn đề cần phản ánh", "nội dung ý kiến thứ 1")
    await an.says(HOT, "lĩnh vực nào")
    await an.taps("Môi trường, rác thải", "Thái độ")
    await an.taps("Bức xúc", "Mức độ")
    await an.taps("Điểm nóng", "Ở đâu")
    await an.sends_photo(picture(77), "Kênh ấp 3", "Đã nhận tệp")
    await an.taps("Xong ý kiến này", HOT)
    await an.taps("Xong", "Nhập 10 số")
    await an.says("3 60 5 1 2 1 1 0 0 1", "Đề nghị sửa cầu ấp 2.")
    await an.taps("Đã giải quyết", "thứ 1, hoặc bấm “Không có”")
    await an.says("Đề nghị nạo vét kênh.", "Gửi cấp nào")
    await an.taps("Cấp tỉnh", "1. Đề nghị nạo vét kênh.")
    await an.taps("Xong", "Bấm vào mục cần sửa")
    await an.taps("Gửi báo cáo", "Mã tiếp nhận")
    await world.at(17, 12, 9)
    await hands_in(world, "em", "binh_hoa", "2026-Q4", figures="1 20 2 0 0 0 0 0 0 0", mood="mostly")


def _said(found: dict[str, Any]) -> list[str]:
    """What the first page has to say, from the figures of the JSON."""
    now, before = found["reports"]["now"], found["reports"]["before"]
    moods = {say("vi", f"option-mood-{one['option']}"): one["reports"] for one in found["choices"][0]["options"]}
    return [
        f"Đã nhận {now['received']}/{now['owed']} đơn vị",
        f"Đúng hạn {now['on_time']} ",
        f"quá hạn {now['late']}, chưa nhận {now['missing']}.",
        f"Kỳ trước (quý III/2026): nhận {before['received']}/{before['owed']} ",
        f"Ý kiến của Nhân dân: {found['opinions']['opinions']} ",
        *(f"{spot['unit']} · Môi trường, rác thải: “{spot['text']}”" for spot in found["hot_spots"]),
        *(f"{mood}: {count}" for mood, count in moods.items() if count),
    ]


@pytest.mark.parametrize("first", ["2026-Q3"])
async def test_the_summary_says_what_the_json_says_and_leads_to_the_reports(world: World):
    await _two_quarters(world)
    chi = await world.of("chi")
    asked = (world.cast["chi"], "situation", "2026-Q4", world.cast["tinh"], world.app.office())
    found = (await world.door.ask(summarise, world.clock.now(), *asked)).to_json()
    wanted = {"owed": 4, "received": 2, "on_time": 1, "late": 1, "missing": 2, "overdue": 2}
    assert found["reports"]["now"] == {**wanted, "received_percent": 50.0, "on_time_percent": 25.0}
    top = await chi.says("/tonghop", "Tình hình đến 09:00, 17/12/2026")
    for told in _said(found):
        assert told in top

    await chi.taps("Theo đơn vị", "1. Huyện Bắc: nhận 2/3")
    await chi.taps("Từng đơn vị", "Xã An Hòa: đúng hạn, gửi lúc 09:00, 22/11/2026")
    units = chi.screen
    assert "Xã Bình Hòa: quá hạn 2 ngày, gửi lúc 09:00, 17/12/2026" in units
    assert "Huyện Bắc: chưa nhận được, đã qua hạn 2 ngày" in units
    number = next(line for line in units.text.split("\n") if "Xã An Hòa" in line).split(".")[0]
    await chi.taps(number, "người gửi: Nguyễn Văn An")
    await chi.taps("‹ Quay lại", "Xã An Hòa: đúng hạn")
    await chi.taps("‹ Quay lại", "Tình hình đến")

    figures = await chi.taps("Số liệu", "Hội nghị, buổi tiếp xúc")
    for line in found["figures"]:
        assert f"{say('vi', 'figure-' + line['code'])}: {line['total']}" in figures
    assert "Hội nghị, buổi tiếp xúc đã tổ chức: 4 (kỳ trước 6, giảm 33,3 %)" in figures
    await chi.taps("‹ Quay lại", "Tình hình đến")

    topics = await chi.taps("Ý kiến theo lĩnh vực", "Môi trường, rác thải: 1 ý kiến, 1 đơn vị")
    assert "(bằng kỳ trước)" in topics
    await chi.taps("1", f"Xã An Hòa · Điểm nóng · Bức xúc: “{HOT}”")
    await chi.taps("1", "người gửi: Nguyễn Văn An")
    await chi.taps("Tệp kèm theo (1)", "Kênh ấp 3")
    await chi.taps("1")
    await world.quiet()
    assert await chi.opens_file() == picture(77)

    await chi.says("/tonghop", "Tình hình đến")
    await chi.taps("Điểm nóng (1)", HOT)
    await chi.taps("‹ Quay lại", "Tình hình đến")
    asked_for = await chi.taps("Kiến nghị", "Cấp tỉnh: 1 kiến nghị, 1 đơn vị")
    assert "Đã giải quyết: 1" in asked_for, "what became of the last quarter's"
    await chi.taps("‹ Quay lại", "Tình hình đến")
    chosen = await chi.taps("Đánh giá chung", "Có lo lắng, bức xúc: 1 (50 %)")
    line = next(line for line in chosen.text.split("\n") if "Có lo lắng, bức xúc" in line)
    await chi.taps(line.split(".")[0], "Xã An Hòa")
    await chi.says("/tonghop", "Tình hình đến")
    await chi.taps("Quý III/2026", "Đã nhận 2/4 đơn vị (50 %)")


@pytest.mark.parametrize("first", ["2026-Q3"])
async def test_the_district_sees_its_own_branch(world: World):
    await _two_quarters(world)
    dung = await world.of("dung")
    top = await dung.says("tong hop", f"{Q4} · Huyện Bắc")
    assert "Đã nhận 2/3 đơn vị" in top
    assert "‹ Cấp trên" not in top.labels
    await dung.says("/chuanop", "Đơn vị chưa nộp (1)")
    assert "Phường Trung Tâm" not in dung.screen


async def test_long_lists_come_in_pages(world: World):
    await world.door(_twenty_communes, world.cast["bac"])
    chi = await world.of("chi")
    await world.at(9, 12, 9)
    first = await chi.says("/chuanop", "Đơn vị chưa nộp (24)")
    assert first.text.count("chưa có cán bộ phụ trách") == 8
    await chi.taps("Tiếp ›", "9. ")
    await chi.taps("Tiếp ›", "24. ")
    assert "Tiếp ›" not in chi.screen.labels
    await chi.taps("‹ Trước", "16. ")
    await chi.says("/donvi", "Gõ tên đơn vị để tìm")
    await chi.taps("Huyện Bắc (1/1)", "Võ Văn Dũng")
    await chi.taps("Tiếp ›")
    await chi.says("xa so 2", "Tìm thấy 2 đơn vị")
    assert await files_with_hot_spot(await world.of("an"), HOT)


def _twenty_communes(session: Session, parent_id: int) -> None:
    since = date(2020, 1, 1)
    names = [f"Xã Số {number}" for number in range(1, 21)]
    session.add_all(Unit(kind="xa", name=n, folded=fold(n), parent_id=parent_id, valid_from=since) for n in names)


def _settled(session: Session, count: int) -> bool:
    """Whether so many messages have left or have failed for good."""
    return len(session.exec(select(Outbox.id).where(col(Outbox.state).in_(("sent", "dead")))).all()) >= count
