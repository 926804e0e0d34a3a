"""People and groups of the stand-in, and what their screens show; a plain HTTP client plays the bot."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.botapi.accounts import BotAccount
from tests.botapi.people import Person
from tests.botapi.screen import NotOnScreen, draw
from tests.botapi.server import BotApi

KEYBOARD = {"inline_keyboard": [[{"text": "Nộp", "callback_data": "send"}, {"text": "Web", "url": "https://a.vn"}]]}


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as running:
        yield running


@pytest.fixture
def bot(api: BotApi) -> BotAccount:
    return api.bot()


@pytest.fixture
async def an(api: BotApi, bot: BotAccount) -> Person:
    person = api.person(101, "An")
    await person.says(bot, "/start")
    return person


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as running:
        yield running


@pytest.fixture
def ask(api: BotApi, bot: BotAccount, session: aiohttp.ClientSession) -> Any:
    async def call(method: str, caller: BotAccount = bot, **values: Any) -> Any:
        async with session.post(f"{api.url}/bot{caller.token}/{method}", json=values) as answer:
            body = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body.get("result", body.get("description"))

    return call


async def test_the_screen_is_drawn_with_buttons_and_files(an: Person, bot: BotAccount, ask: Any) -> None:
    await an.sends_document(bot, "kế hoạch.docx", b"PK", caption="Kế hoạch")
    await ask("sendMessage", chat_id=101, text="Nộp chứ?", reply_markup=KEYBOARD)
    assert draw(an.chat(bot)).splitlines() == [
        "#1 An: /start",
        "#2 An: Kế hoạch",
        "    <document kế hoạch.docx, 2 bytes>",
        "#3 Tin cơ sở: Nộp chứ?",
        "    [Nộp] [Web]",
    ]


async def test_a_link_is_no_tap_but_a_stale_screen_can_tap_anything(an: Person, bot: BotAccount, ask: Any) -> None:
    await ask("sendMessage", chat_id=101, text="Nộp chứ?", reply_markup=KEYBOARD)
    asked = an.last(bot)
    with pytest.raises(NotOnScreen, match=r"opens https://a\.vn"):
        await an.taps(asked, "Web")
    await ask("editMessageReplyMarkup", chat_id=101, message_id=asked.message_id)
    with pytest.raises(NotOnScreen):
        await an.taps(asked, "Nộp")
    tap = await an.taps_anyway(asked, "send")
    assert (await ask("getUpdates"))[-1]["callback_query"]["data"] == "send"
    await ask("answerCallbackQuery", callback_query_id=tap.query_id, text="Nút đã cũ")
    assert (await an.answered(tap)).text == "Nút đã cũ"


async def test_a_snapshot_stays_and_the_screen_changes(an: Person, bot: BotAccount, ask: Any) -> None:
    await ask("sendMessage", chat_id=101, text="Nháp")
    before = an.last(bot)
    await ask("editMessageText", chat_id=101, message_id=before.message_id, text="Bản cuối")
    assert (before.text, an.last(bot).text) == ("Nháp", "Bản cuối")


async def test_what_waits_in_the_queue_does_not_change_with_a_later_edit(an: Person, bot: BotAccount, ask: Any) -> None:
    said = await an.says(bot, "15 hộ")
    await an.edits(said, "16 hộ")
    first, second = (await ask("getUpdates"))[-2:]
    assert (first["message"]["text"], second["edited_message"]["text"]) == ("15 hộ", "16 hộ")


async def test_waiting_for_what_never_comes_shows_the_screen(an: Person, bot: BotAccount) -> None:
    with pytest.raises(NotOnScreen, match=r"(?s)not seen within 0.01 s.*#1 An: /start"):
        await an.hears(bot, "Xin chào", timeout=0.01)


async def test_an_old_answer_is_not_heard_again(an: Person, bot: BotAccount, ask: Any) -> None:
    await ask("sendMessage", chat_id=101, text="Xin chào")
    assert await an.hears(bot, "Xin chào")
    await an.says(bot, "nữa")
    with pytest.raises(NotOnScreen):
        await an.hears(bot, "Xin chào", timeout=0.01)


async def test_the_reply_keyboard(an: Person, bot: BotAccount, ask: Any) -> None:
    keys = {"keyboard": [["Báo cáo"], [{"text": "Gửi số điện thoại", "request_contact": True}]]}
    await ask("sendMessage", chat_id=101, text="Chọn", reply_markup=keys)
    assert (await an.presses(bot, "Báo cáo")).text == "Báo cáo"
    await an.presses(bot, "Gửi số điện thoại")
    assert (await ask("getUpdates"))[-1]["message"]["contact"]["user_id"] == 101
    await ask("sendMessage", chat_id=101, text="Xong", reply_markup={"remove_keyboard": True})
    with pytest.raises(NotOnScreen):
        await an.presses(bot, "Báo cáo")


async def test_a_long_text_goes_in_parts_and_a_deep_link_is_a_start(api: BotApi, bot: BotAccount, ask: Any) -> None:
    binh = api.person(102, "Bình")
    await binh.opens(bot, "moi_AbC-123")
    await binh.says(bot, "ư" * 4097)
    assert [len(update["message"]["text"]) for update in await ask("getUpdates")] == [18, 4096, 1]
    with pytest.raises(AssertionError):
        await binh.opens(bot, "mời")


async def test_privacy_in_a_group(api: BotApi, an: Person, bot: BotAccount, ask: Any) -> None:
    group = api.group(-500, "Tổ công tác")
    await group.adds(bot, by=an)
    await ask("sendMessage", chat_id=-500, text="Chào cả tổ")
    for text in ("nói riêng", "/chuanop", "/chuanop@tincoso_bot", "/chuanop@other_bot", "hỏi @tincoso_bot"):
        await an.says(group, text)
    await an.says(group, "vâng", reply_to=an.last(group))
    heard = [update["message"]["text"] for update in await ask("getUpdates") if "message" in update]
    assert heard == ["/start", "/chuanop", "/chuanop@tincoso_bot", "hỏi @tincoso_bot", "vâng"]
    bot.reads_all_group_messages = True
    await an.says(group, "nói riêng")
    assert (await ask("getUpdates"))[-1]["message"]["text"] == "nói riêng"


async def test_thrown_out_of_a_group(api: BotApi, an: Person, bot: BotAccount, ask: Any) -> None:
    group = api.group(-500, "Tổ công tác")
    assert await ask("sendMessage", chat_id=-500, text="a") == "Forbidden: bot is not a member of the group chat"
    await group.adds(bot, by=an)
    await group.removes(bot, by=an)
    assert await ask("sendMessage", chat_id=-500, text="a") == "Forbidden: bot was kicked from the group chat"
    states = [u["my_chat_member"]["new_chat_member"]["status"] for u in (await ask("getUpdates"))[1:]]
    assert states == ["member", "kicked"]


async def test_a_group_moves_and_tells_both_ids(api: BotApi, an: Person, bot: BotAccount, ask: Any) -> None:
    group = api.group(-500, "Tổ công tác")
    await group.adds(bot, by=an)
    await group.migrates(-1_002_000_000_500, by=an)
    old, new = (update["message"] for update in (await ask("getUpdates"))[-2:])
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (-500, -1_002_000_000_500)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (-1_002_000_000_500, -500)


async def test_bots_are_kept_apart(api: BotApi, an: Person, bot: BotAccount, ask: Any) -> None:
    other = api.bot(username="other_bot", name="Bot khác")
    refused = await ask("sendMessage", other, chat_id=101, text="a")
    assert refused == "Forbidden: bot can't initiate conversation with a user"
    await an.says(other, "/start")
    await ask("sendMessage", other, chat_id=101, text="Chào từ bot khác")
    assert [message.text for message in an.chat(bot)] == ["/start"]
    assert [len(await ask("getUpdates", caller)) for caller in (bot, other)] == [1, 1]
    assert await ask("sendMessage", chat_id=other.user_id, text="a") == (
        "Forbidden: the bot can't send messages to the bot"
    )


@pytest.mark.parametrize("how", ["query", "form", "multipart", "json"])
async def test_arguments_in_every_form(
    api: BotApi, an: Person, bot: BotAccount, session: aiohttp.ClientSession, how: str
) -> None:
    values, url = {"chat_id": "101", "text": "Chào & hỏi ư?"}, f"{api.url}/bot{bot.token}/SENDmessage"
    parts = aiohttp.FormData(values, default_to_multipart=True)
    bodies: dict[str, dict[str, Any]] = {
        "query": {"params": values},
        "form": {"data": values},
        "multipart": {"data": parts},
        "json": {"json": values},
    }
    async with session.post(url, **bodies[how]) as answer:
        assert (await answer.json())["result"]["text"] == "Chào & hỏi ư?"
    assert api.requests == {"sendMessage": 1}


async def test_a_body_that_is_too_large_or_no_json(
    api: BotApi, an: Person, bot: BotAccount, session: aiohttp.ClientSession
) -> None:
    url = f"{api.url}/bot{bot.token}/sendMessage"
    async with session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as answer:
        assert (answer.status, (await answer.json())["error_code"]) == (400, 400)
    async with session.post(f"{api.url}/bot1:unknown/getMe") as answer:
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    async with session.get(f"{api.url}/nowhere") as answer:
        assert (await answer.json())["description"] == "Not Found"


async def test_faults_count_down_and_keep_to_their_chat(api: BotApi, an: Person, bot: BotAccount, ask: Any) -> None:
    await api.person(102, "Bình").says(bot, "/start")
    fault = api.fail(500, chat=102, times=2)
    answers = [await ask("sendMessage", chat_id=chat, text="a") for chat in (101, 102, 102, 102)]
    assert [isinstance(answer, str) for answer in answers] == [False, True, True, False]
    assert fault.hits == 2 and api.refusals == {500: 2}


async def test_a_held_answer_and_a_late_one(api: BotApi, an: Person, bot: BotAccount, ask: Any) -> None:
    held = api.hold(methods="sendMessage")
    late = asyncio.create_task(ask("sendMessage", chat_id=101, text="a"))
    await held.arrived.wait()
    assert api.sent == []
    held.release()
    assert (await late)["text"] == "a"
    api.answer_late(0.0, methods="sendMessage")
    assert (await ask("sendMessage", chat_id=101, text="b"))["text"] == "b"


async def test_refused_connections_end_when_the_stand_in_comes_back(api: BotApi, an: Person, ask: Any) -> None:
    poll = asyncio.create_task(ask("getUpdates", offset=870_000_002, timeout=30))
    await api.until(lambda: api.requests["getUpdates"] or api.bots[next(iter(api.bots))].poll)
    port = api.port
    await api.go_down()
    with pytest.raises(aiohttp.ClientError):
        await ask("getMe")
    await api.come_back()
    assert api.port == port and (await ask("getMe"))["is_bot"]
    await asyncio.wait([poll], timeout=5)
    assert poll.done()
    poll.exception()
