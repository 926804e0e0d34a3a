"""Joining: invited in chat, by link or code, with consent; guessing locks; a second device goes on with the draft."""

import re
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from storage.officers import Officer
from tests.drivers.chat import Shown
from tests.drivers.world import World
from tests.walks.steps import FIGURES, MOOD, NOTABLE, NOTE

STRANGER = "Đây là trợ lý báo cáo nội bộ của Mặt trận"
NAME = "Nguyễn Thị Giang"


async def invited_by_chi(world: World) -> Shown:
    """Chi looks the unit up as one types it on a phone, and makes an invite."""
    chi = await world.of("chi")
    await chi.says("/donvi", "Gõ tên đơn vị để tìm")
    await chi.says("trung tam", "Chưa có cán bộ nào")
    return await chi.taps("Mời cán bộ báo cáo", "Mã chỉ hiển thị một lần")


def code_in(shown: Shown) -> str:
    return str(re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", shown.text)[0])  # type: ignore[index]


async def shows(world: World, officer: Any, code: str, then: str) -> Shown:
    """At the page's door while one is nobody there, else typed into the chat."""
    if officer.channel == "web" and not officer.user_id:
        return await officer.logs_in(world.app.web_port, code, then)
    return await officer.says(code, then)


async def test_from_the_invite_to_the_menu(world: World):
    invite = await invited_by_chi(world)
    assert "hiệu lực đến 09:00, 25/11/2026" in invite, "72 hours"
    giang = await world.stranger("Giang")
    if world.channel == "telegram":
        refused = await giang.says("Xin chào, tôi muốn xem báo cáo của xã An Hòa", STRANGER)
        assert refused.labels == ()
        link = re.search(r"https://t\.me/tincoso_bot\?start=([\w-]{22})", invite.text)
        consent = await giang.opens(link[1], "Đồng chí có đồng ý không?")  # type: ignore[index]
    else:
        consent = await shows(world, giang, code_in(invite).lower().replace("-", " "), "Đồng chí có đồng ý không?")
    assert "vai trò cán bộ báo cáo của Phường Trung Tâm" in consent
    assert consent.labels == ("Đồng ý", "Không đồng ý"), "two separate buttons"

    await giang.says("/baocao", "Đồng chí có đồng ý không?")  # nothing else before consent
    await giang.taps("Không đồng ý", "Trợ lý không lưu thông tin nào của đồng chí")
    await giang.says(code_in(invite), "Đồng chí có đồng ý không?")  # the invite is still good
    await giang.taps("Đồng ý", "nhập họ và tên")
    await giang.says("0912 345 678", "không có chữ số")
    menu = await giang.says(f"  {NAME} ", f"Chào mừng đồng chí {NAME}")
    assert "cán bộ báo cáo của Phường Trung Tâm" in menu
    assert {"Lập báo cáo", "Báo cáo đã gửi"} <= set(menu.labels)
    assert "Tổng hợp" not in menu.labels, "no more than the role has"

    officer = await world.door.ask(_by_name, NAME)
    assert officer.consent_version
    assert abs(officer.consent_at - world.clock.now()) < timedelta(minutes=1)
    other = await world.stranger("Hải")
    await shows(world, other, code_in(invite), STRANGER)  # used: it opens nothing a second time
    chi = await world.of("chi")
    await chi.taps("‹ Quay lại", f"{NAME} · cán bộ báo cáo · đã tham gia")


async def test_guessing_locks_and_the_right_code_works_after_the_lock(world: World):
    code = code_in(await invited_by_chi(world))
    giang = await world.stranger("Giang")
    for number in range(5):
        await shows(world, giang, f"AAAA-BBBB-CCC{number}", STRANGER)
    await shows(world, giang, code, STRANGER)  # locked: even the right one says nothing else
    world.passes(timedelta(minutes=29))
    await shows(world, giang, code, STRANGER)
    world.passes(timedelta(minutes=2))
    await shows(world, giang, code, "Đồng chí có đồng ý không?")


async def test_a_code_grows_old(world: World):
    code = code_in(await invited_by_chi(world))
    world.passes(timedelta(hours=72))
    await shows(world, await world.stranger("Giang"), code, STRANGER)


async def test_a_second_device_on_the_other_channel_goes_on_with_the_draft(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    code = code_in(await an.says("/thietbi", "Có hiệu lực trong 15 phút"))

    other = await world.stranger("An, máy khác", channel="web" if world.channel == "telegram" else "telegram")
    await shows(world, other, code, "Đồng chí có đồng ý không?")
    welcome = await other.taps("Đồng ý", "Chào mừng đồng chí Nguyễn Văn An")  # the name is known
    assert welcome.labels[0] == "Làm tiếp báo cáo đang soạn"
    there = await other.taps("Làm tiếp báo cáo đang soạn", NOTE)
    assert "1/5 mục" in there
    await other.says("Bà con yên tâm sản xuất.", NOTABLE)

    await an.says("/baocao", NOTABLE)  # and back on the first one
    await an.taps("Không có vấn đề nổi cộm", FIGURES)
    await other.says("0 0 0 0 0 0 0 0 0 0", "thứ 1, hoặc bấm “Không có”")  # typed where the first one stands
    await other.taps("Không có", "Nhận xét thêm: Bà con yên tâm sản xuất.")
    await other.taps("Gửi báo cáo", "Mã tiếp nhận")
    await world.quiet()
    assert not [one for one in await an.unread() if "Mã tiếp nhận" in one], "the receipt goes where An is"
    await shows(world, await world.stranger("Ai đó"), code, STRANGER)


def _by_name(session: Session, name: str) -> Officer:
    return session.exec(select(Officer).where(Officer.name == name)).one()
