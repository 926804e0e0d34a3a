"""Whatever Telegram brings is answered politely and shortly, or left alone; nothing stops the program."""

from collections.abc import Awaitable
from typing import Any

import pytest

from storage import inbox
from tests.drivers.chat import Shown, picture
from tests.drivers.telegram import TelegramChat
from tests.drivers.world import World
from tests.walks.steps import MOOD, NOTABLE, NOTE, files_shortest

pytestmark = pytest.mark.parametrize("channel", ["telegram"])

POLL = {
    **{"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True},
    **{"type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False},
}
OLD = "Nút hoặc màn hình này đã cũ"


async def answer(world: World, an: TelegramChat, act: Awaitable[Any]) -> list[Shown]:
    """What the bot says to this."""
    await an.unread()
    world.passes()
    await act
    await world.quiet()
    return await an.unread()


async def all_done(world: World) -> bool:
    """Whether every update was acted on, and none is tried again or parked."""
    await world.quiet()
    return set(await world.door.ask(inbox.counts)) == {"done"}


async def test_every_kind_of_message(world: World):
    an, bot = await world.of("an"), world.bot
    person = an.person
    for act, told in (
        (person.sends_voice(bot), "Trợ lý chưa đọc được tin thoại"),
        (person.sends_video(bot, b"video"), "Trợ lý chưa nhận video"),
        (person.sends_sticker(bot), "Trợ lý chỉ nhận chữ, ảnh và tệp"),
        (person.sends_location(bot, 10.03, 105.78), "Trợ lý chỉ nhận chữ, ảnh và tệp"),
        (person.sends_contact(bot, "+84900000000", "Ai đó"), "Trợ lý chỉ nhận chữ, ảnh và tệp"),
        (person.sends(bot, {"poll": POLL}), "Trợ lý chỉ nhận chữ, ảnh và tệp"),
        (person.sends(bot, {"dice": {"emoji": "🎲", "value": 3}}), "Trợ lý chỉ nhận chữ, ảnh và tệp"),
        (person.sends(bot, {"of_a_later_version": {"x": 1}}), "Trợ lý chỉ nhận chữ, ảnh và tệp"),
        (person.says(bot, "Kính chuyển các đồng chí", forwarded_from="Ai đó"), "Trợ lý chưa hiểu nội dung này"),
        (person.says(bot, "/khongco"), "Trợ lý chưa hiểu nội dung này"),
        (person.sends_photo(bot, picture()), "Đồng chí chưa mở báo cáo nào để đính kèm"),
    ):
        [said] = await answer(world, an, act)
        assert told in said
        assert said.labels, "there is always a way on"
    assert await all_done(world)


async def test_in_the_middle_of_a_report(world: World):
    an, bot = await world.of("an"), world.bot
    await an.says("/baocao", MOOD)
    [said] = await answer(world, an, an.person.sends_voice(bot))
    assert said.labels[0] == "Làm tiếp báo cáo đang soạn"
    await an.taps("Làm tiếp báo cáo đang soạn", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    [said] = await answer(world, an, an.person.says(bot, "Bà con yên tâm.", forwarded_from="Ai đó"))
    assert "Đã ghi “Nhận xét thêm”: Bà con yên tâm." in said, "a forwarded text is an answer like any other"
    mine = an.person.chat(bot)[-2]
    [said] = await answer(world, an, an.person.edits(mine, "Bà con lo lắng."))
    assert "Sửa tin nhắn cũ không làm thay đổi nội dung đã ghi" in said
    await an.says("/baocao", NOTABLE)
    await an.taps("Xem lại báo cáo", "Nhận xét thêm: Bà con yên tâm.")


async def test_an_album_is_attached_whole_and_answered_once(world: World):
    an, bot = await world.of("an"), world.bot
    await an.says("/baocao", MOOD)
    album = an.person.sends_album(bot, [picture(number) for number in range(3)], "Kênh ấp 3")
    [said] = await answer(world, an, album)
    assert "Đã nhận tệp" in said
    [said] = await answer(world, an, an.person.sends_album(bot, [picture(number) for number in (7, 8)]))
    assert "4 tệp kèm báo cáo" in said or "5 tệp kèm báo cáo" in said
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    await an.taps("Xem lại báo cáo", "Tệp, ảnh kèm theo: 5")


async def test_a_text_too_long_for_one_message_is_not_kept_by_its_end(world: World):
    an, bot = await world.of("an"), world.bot
    await an.says("/baocao", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    long = "Bà con đề nghị xem xét. " * 417
    assert len(long) > 10_000
    [said] = await answer(world, an, an.person.says(bot, long))
    assert "chưa phần nào được ghi" in said
    world.passes()
    await an.says("Bà con đề nghị xem xét giá nước.", "Đã ghi “Nhận xét thêm”: Bà con đề nghị xem xét giá nước.")


async def test_buttons_that_nobody_drew(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    for data in ("zz", "a:1", "a:1:0:mood:stable:more", "go:situation", "f:x:mood", "\u0000", "m:khongco", "a" * 64):
        await an.forges(data)
        await an.waits_for_toast(OLD)
    await an.taps("Menu", "Đồng chí chọn việc cần làm", on=OLD)
    assert await all_done(world)


async def test_a_button_on_a_message_that_is_too_old_to_be_shown(world: World):
    an, bot = await world.of("an"), world.bot
    await an.says("/baocao", MOOD)
    old = an.person.last(bot)
    await an.says("/menu", "Đồng chí chọn việc cần làm")
    entry = old.room.find(old.message_id)
    assert entry is not None
    entry.deleted = True  # Telegram then brings the message without its content
    await an.unread()
    await an.person.taps_anyway(old, "m:trogiup")
    await world.quiet()
    [said] = await an.unread()
    assert "Đồng chí có thể dùng" in said, "said in a new message, the old one cannot be changed"
    assert await all_done(world)


async def test_a_tap_that_waited_so_long_that_it_cannot_be_answered(world: World):
    an = await world.of("an")
    await files_shortest(an)
    await world.at(16, 12, 9)
    late = world.api.fail(
        400, "Bad Request: query is too old and response timeout expired", methods="answerCallbackQuery", times=2
    )
    await an.unread()
    await an.taps("Sửa báo cáo")
    await world.quiet()
    assert late.hits == 2
    [said] = await an.unread()
    assert "Đã quá hạn chỉnh sửa báo cáo này" in said
    assert await all_done(world)


async def test_a_group_is_left_politely(world: World):
    an, bot = await world.of("an"), world.bot
    group = world.api.group(-100200, "MTTQ xã An Hòa")
    await group.adds(bot, an.person)
    await world.quiet()
    [said] = an.person.chat(group)
    assert "Trợ lý chỉ làm việc trong trò chuyện riêng" in said.text
    assert bot not in group.room.members.present, "and it goes"
    await an.unread()
    await an.person.says(group, "/baocao")
    await world.quiet()
    assert await an.unread() == []


async def test_blocked_and_taken_back(world: World):
    em = await world.of("em")
    await em.person.blocks(world.bot)
    await world.at(4, 12, 8)
    chi = await world.of("chi")
    assert "Xã Bình Hòa: cán bộ đã chặn trợ lý" in await chi.says("/chuanop", "Đơn vị chưa nộp")
    await em.person.unblocks(world.bot)
    await em.says("/start", "Đồng chí chọn việc cần làm")
    await chi.says("/chuanop", "Xã Bình Hòa: đang chờ báo cáo")
