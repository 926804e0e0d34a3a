"""The stand-in of Telegram's Bot API, driven over true HTTP by both libraries that the product uses."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp.web
import pytest
import telegram
import telegram.error
from aiogram import Bot, Dispatcher
from aiogram import exceptions as refused
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SendMessage
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MessageEntity,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from tests.botapi.accounts import BotAccount
from tests.botapi.clock import Clock
from tests.botapi.limits import Limits
from tests.botapi.people import Person
from tests.botapi.screen import NotOnScreen
from tests.botapi.server import BotApi

NOON = 1_765_260_000.0  # 9 December 2025, 13:00 in Hanoi
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000003200000025800000000")  # says 800 x 600
YES_NO = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Có", callback_data="yes"), InlineKeyboardButton(text="Không", callback_data="no")]
    ]
)


@pytest.fixture(autouse=True)
def _python_telegram_bot_counts_in_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it RetryAfter warns, and warnings are errors here


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[BotApi]:
    async with BotApi(clock) as running:
        yield running


@pytest.fixture
def account(api: BotApi) -> BotAccount:
    return api.bot()


@pytest.fixture
async def an(api: BotApi, account: BotAccount) -> Person:
    person = api.person(101, "An")
    await person.says(account, "/start")
    return person


@pytest.fixture
async def aiobot(api: BotApi, account: BotAccount) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
    yield Bot(account.token, session)
    await (await session.create_session()).close()  # aiogram's own close() sleeps a quarter of a second


@pytest.fixture
async def ptbot(api: BotApi, account: BotAccount) -> AsyncIterator[ExtBot[None]]:
    request = HTTPXRequest(connection_pool_size=40, read_timeout=5.0)
    bot: ExtBot[None] = ExtBot(
        account.token, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file/bot", request=request
    )
    async with bot:
        yield bot


Send = Callable[..., Any]


@pytest.fixture(params=["aiogram", "telegram"])
def send(request: pytest.FixtureRequest) -> Send:
    """send_message of one library after the other: both take (chat id, text)."""
    bot: Any = request.getfixturevalue("aiobot" if request.param == "aiogram" else "ptbot")
    return bot.send_message


def same_error(*kinds: type[Exception]) -> Any:
    return pytest.raises(kinds)


class TestConversation:
    async def test_a_conversation_with_aiogram(self, an: Person, account: BotAccount, aiobot: Bot) -> None:
        assert (await aiobot.me()).username == "tincoso_bot"
        (update,) = await aiobot.get_updates()
        assert update.message.text == "/start" and update.message.from_user.language_code == "vi"
        assert [entity.type for entity in update.message.entities] == ["bot_command"]

        asked = await aiobot.send_message(101, "Nộp báo cáo chứ?", reply_markup=YES_NO)
        tap = await an.taps(an.last(account), "Có")
        (update,) = await aiobot.get_updates(offset=update.update_id + 1)
        query = update.callback_query
        assert (query.data, query.message.message_id) == ("yes", asked.message_id)
        await query.answer("Đã nhận", show_alert=True).as_(aiobot)
        await query.message.edit_text("Đã nộp").as_(aiobot)

        assert [answer.text for answer in tap.answers] == ["Đã nhận"] and tap.answers[0].alert
        shown = an.last(account)
        assert (shown.text, shown.labels, shown.edited) == ("Đã nộp", [], True)
        with pytest.raises(NotOnScreen, match="0 buttons 'Có'"):
            await an.taps(shown, "Có")

    async def test_a_conversation_with_python_telegram_bot(
        self, an: Person, account: BotAccount, ptbot: ExtBot[None]
    ) -> None:
        (update,) = await ptbot.get_updates(timeout=0)
        assert update.message.text == "/start"
        buttons = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Xem", callback_data="see:1")]])
        await ptbot.send_message(101, "Nhắc hạn", reply_markup=buttons)
        await an.taps(await an.hears(account, "Nhắc"), "see:1")
        (update,) = await ptbot.get_updates(offset=update.update_id + 1)
        assert await update.callback_query.answer()
        await update.callback_query.edit_message_reply_markup(None)
        assert an.last(account).labels == []
        with pytest.raises(telegram.error.BadRequest, match="Message is not modified"):
            await update.callback_query.edit_message_text("Nhắc hạn")

    async def test_a_person_waits_for_the_answer_without_looking_again(
        self, an: Person, account: BotAccount, aiobot: Bot
    ) -> None:
        offset = (await aiobot.get_updates())[-1].update_id + 1

        async def bot_answers() -> None:
            (update,) = await aiobot.get_updates(offset=offset, timeout=30)
            await aiobot.send_message(101, f"Bạn nói: {update.message.text}")

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(bot_answers())
            await an.says(account, "chào")
            assert "chào" in await an.hears(account, "Bạn nói")

    async def test_updates_return_until_confirmed(self, an: Person, account: BotAccount, aiobot: Bot) -> None:
        await an.says(account, "hai")
        await an.says(account, "ba")
        first = await aiobot.get_updates(limit=2)
        assert [update.message.text for update in await aiobot.get_updates()] == ["/start", "hai", "ba"]
        rest = await aiobot.get_updates(offset=first[-1].update_id + 1)
        assert [update.message.text for update in rest] == ["ba"]
        assert await aiobot.get_updates(offset=rest[-1].update_id + 1) == []

    async def test_every_kind_of_message_can_be_read(
        self, api: BotApi, an: Person, account: BotAccount, aiobot: Bot
    ) -> None:
        binh = api.person(102, "Bình")
        said = await an.says(account, "chào")
        await an.edits(said, "chào bạn")
        await an.says(account, "tin cũ", forwarded_from=binh)
        await an.says(account, "tin lạ", forwarded_from="Người ẩn danh", reply_to=said)
        await an.sends_voice(account)
        await an.sends_video(account, b"mp4")
        await an.sends_sticker(account)
        await an.sends_location(account, 21.03, 105.85)
        await an.sends_contact(account, "+84912345678", "An", 101)
        await an.sends_album(account, [PNG] * 10, "Ảnh")
        await an.sends(account, {"dice": {"emoji": "🎲", "value": 6}})
        await an.blocks(account)
        await an.unblocks(account)
        updates = await aiobot.get_updates()
        kinds = [update.event_type for update in updates]
        assert kinds == ["message"] * 2 + ["edited_message"] + ["message"] * 18 + ["my_chat_member"] * 2
        contents = [update.message.content_type.value for update in updates if update.message]
        assert contents[4:9] == ["voice", "video", "sticker", "location", "contact"]
        assert len({update.message.media_group_id for update in updates[10:20]}) == 1
        assert [update.my_chat_member.new_chat_member.status for update in updates[-2:]] == ["kicked", "member"]


class TestFiles:
    async def test_a_document_goes_up_and_down_with_aiogram(self, an: Person, account: BotAccount, aiobot: Bot) -> None:
        await aiobot.send_document(101, BufferedInputFile(b"PK bang", "Bảng tổng hợp quý IV.xlsx"), caption="Quý IV")
        shown = an.last(account)
        assert (shown.text, shown.files[0].name) == ("Quý IV", "Bảng tổng hợp quý IV.xlsx")
        assert shown.files[0].content == b"PK bang"
        sent = await an.sends_document(account, "Kế hoạch.docx", b"PK ke hoach", "application/msword")
        update = (await aiobot.get_updates())[-1]
        assert update.message.document.file_name == "Kế hoạch.docx"
        fetched = await aiobot.download(update.message.document)
        assert fetched.read() == sent.files[0].content

    async def test_a_photo_goes_up_and_down_with_python_telegram_bot(
        self, an: Person, account: BotAccount, ptbot: ExtBot[None]
    ) -> None:
        sent = await ptbot.send_photo(101, PNG, caption="Biểu đồ", filename="Biểu đồ.png")
        assert (sent.photo[-1].width, sent.photo[-1].height) == (800, 600)
        assert an.last(account).files[0].name == "Biểu đồ.png"
        again = await ptbot.send_photo(101, sent.photo[-1].file_id)
        assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
        fetched = await (await ptbot.get_file(sent.photo[-1].file_id)).download_as_bytearray()
        assert bytes(fetched) == PNG

    async def test_an_album(self, an: Person, account: BotAccount, aiobot: Bot) -> None:
        photos = [InputMediaPhoto(media=BufferedInputFile(PNG, f"{n}.png"), caption=f"Ảnh {n}") for n in (1, 2)]
        await aiobot.send_media_group(101, photos)
        assert [message.text for message in an.chat(account) if message.from_bot] == ["Ảnh 1", "Ảnh 2"]
        with pytest.raises(refused.TelegramBadRequest, match="too few media"):
            await aiobot.send_media_group(101, photos[:1])

    async def test_files_that_telegram_does_not_take(self, an: Person, account: BotAccount, aiobot: Bot) -> None:
        with pytest.raises(refused.TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
            await aiobot.send_photo(101, BufferedInputFile(b"no picture", "a.png"))
        with pytest.raises(refused.TelegramBadRequest, match="wrong file identifier"):
            await aiobot.send_document(101, "FILE-of-somebody-else")
        with pytest.raises(refused.TelegramBadRequest, match="failed to get HTTP URL content"):
            await aiobot.send_document(101, "https://example.org/a.pdf")
        big = await an.sends_document(account, "phim.mkv", b"", size=20 * 1024 * 1024 + 1)
        with pytest.raises(refused.TelegramBadRequest, match="file is too big"):
            await aiobot.get_file(big.files[0].file_id)

    async def test_a_file_id_means_nothing_to_another_bot(
        self, api: BotApi, an: Person, account: BotAccount, aiobot: Bot
    ) -> None:
        other = api.bot(username="other_bot")
        sent = await an.sends_document(other, "a.txt", b"a")
        with pytest.raises(refused.TelegramBadRequest, match="wrong file_id"):
            await aiobot.get_file(sent.files[0].file_id)


class TestRefusals:
    @pytest.mark.parametrize(
        ("chat", "sentence"),
        [(102, "blocked by the user"), (103, "user is deactivated"), (104, "can't initiate conversation")],
    )
    async def test_403(self, api: BotApi, account: BotAccount, send: Send, chat: int, sentence: str) -> None:
        binh, chi, _ = api.person(102, "Bình"), api.person(103, "Chi"), api.person(104, "Dũng")
        await binh.says(account, "/start")
        await binh.blocks(account)
        await chi.says(account, "/start")
        chi.deactivated = True
        with same_error(refused.TelegramForbiddenError, telegram.error.Forbidden) as error:
            await send(chat, "Nhắc hạn")
        assert sentence in str(error.value)
        assert api.sent == []

    async def test_unblocking_opens_the_chat_again(self, an: Person, account: BotAccount, send: Send) -> None:
        await an.blocks(account)
        with pytest.raises(NotOnScreen):
            await an.says(account, "alô")
        await an.unblocks(account)
        await send(101, "Chào bạn trở lại")
        assert "trở lại" in an.last(account)

    async def test_400_chat_not_found(self, an: Person, send: Send) -> None:
        with same_error(refused.TelegramBadRequest, telegram.error.BadRequest) as error:
            await send(999, "Nhắc hạn")
        assert "chat not found" in str(error.value).lower()

    async def test_401_and_404(self, api: BotApi, an: Person, account: BotAccount, aiobot: Bot) -> None:
        class SendPigeon(SendMessage):
            __api_method__ = "sendPigeon"

        with pytest.raises(refused.TelegramNotFound, match="Not Found: method not found"):
            await aiobot(SendPigeon(chat_id=101, text="a"))
        account.revoked = True
        with pytest.raises(refused.TelegramUnauthorizedError):
            await aiobot.send_message(101, "a")
        stranger: ExtBot[None] = ExtBot("1:unknown", base_url=f"{api.url}/bot")
        with pytest.raises(telegram.error.InvalidToken):
            await stranger.initialize()
        await stranger.shutdown()

    async def test_texts_that_telegram_does_not_take(self, an: Person, account: BotAccount, aiobot: Bot) -> None:
        for text, sentence, how in (
            ("", "message text is empty", {}),
            (" \n ", "text must be non-empty", {}),
            ("ư" * 4097, "message is too long", {}),
            ("<a href='http://x'>Kết quả", "can't parse entities: Can't find end tag", {"parse_mode": "HTML"}),
            ("Xã *Hoà", "can't parse entities", {"parse_mode": "Markdown"}),
            ("Hết 15/12.", "Character '.' is reserved", {"parse_mode": "MarkdownV2"}),
            ("ngắn", "ends after the end of the text", {"entities": [MessageEntity(type="bold", offset=2, length=9)]}),
            ("😀 vui", "middle of a UTF-16 symbol", {"entities": [MessageEntity(type="bold", offset=1, length=2)]}),
        ):
            with pytest.raises(refused.TelegramBadRequest, match=sentence):
                await aiobot.send_message(101, text, **how)
        assert len((await aiobot.send_message(101, "😀" * 4096)).text) == 4096
        assert an.last(account).text == "😀" * 4096

    async def test_buttons_that_telegram_does_not_take(self, an: Person, aiobot: Bot) -> None:
        def keyboard(rows: int, columns: int, data: str = "x") -> InlineKeyboardMarkup:
            row = [InlineKeyboardButton(text="Nút", callback_data=data)] * columns
            return InlineKeyboardMarkup(inline_keyboard=[row] * rows)

        for markup, sentence in (
            (keyboard(1, 1, "đ" * 33), "BUTTON_DATA_INVALID"),
            (keyboard(101, 1), "reply markup is too long"),
            (keyboard(1, 9), "reply markup is too long"),
            (keyboard(1, 1, ""), "Text buttons are unallowed"),
        ):
            with pytest.raises(refused.TelegramBadRequest, match=sentence):
                await aiobot.send_message(101, "a", reply_markup=markup)
        assert (await aiobot.send_message(101, "a", reply_markup=keyboard(20, 5, "đ" * 32))).message_id

    async def test_edits_that_come_to_nothing(self, clock: Clock, an: Person, aiobot: Bot) -> None:
        sent = await aiobot.send_message(101, "Nháp", reply_markup=YES_NO)
        where = {"chat_id": 101, "message_id": sent.message_id}
        for text, other, sentence in (
            ("Nháp", {"reply_markup": YES_NO}, "message is not modified"),
            ("Khác", {"message_id": 99}, "message to edit not found"),
            ("Khác", {"message_id": 1}, "message can't be edited"),
        ):
            with pytest.raises(refused.TelegramBadRequest, match=sentence):
                await aiobot.edit_message_text(text, **{**where, **other})
        with pytest.raises(refused.TelegramBadRequest, match="message is not modified"):
            await aiobot.edit_message_reply_markup(**where, reply_markup=YES_NO)
        clock.advance(49 * 3600)
        with pytest.raises(refused.TelegramBadRequest, match="can't be deleted for everyone"):
            await aiobot.delete_message(**where)

    async def test_a_deleted_message_is_gone(self, an: Person, account: BotAccount, aiobot: Bot) -> None:
        sent = await aiobot.send_message(101, "Mật khẩu tạm", reply_markup=YES_NO)
        seen = an.last(account)
        assert await aiobot.delete_message(101, sent.message_id)
        assert [message.text for message in an.chat(account)] == ["/start"]
        with pytest.raises(NotOnScreen):
            await an.taps(seen, "Có")
        with pytest.raises(refused.TelegramBadRequest, match="message to delete not found"):
            await aiobot.delete_message(101, sent.message_id)

    async def test_a_tap_is_gone_after_150_seconds(
        self, clock: Clock, an: Person, account: BotAccount, aiobot: Bot
    ) -> None:
        await aiobot.send_message(101, "Nộp?", reply_markup=YES_NO)
        tap = await an.taps(an.last(account), "yes")
        clock.advance(149)
        assert [update.event_type for update in await aiobot.get_updates()] == ["message", "callback_query"]
        assert await aiobot.answer_callback_query(tap.query_id)
        clock.advance(2)
        assert [update.event_type for update in await aiobot.get_updates()] == ["message"]
        with pytest.raises(refused.TelegramBadRequest, match="query is too old"):
            await aiobot.answer_callback_query(tap.query_id)
        clock.advance(86_400)
        assert await aiobot.get_updates() == []


class TestLimits:
    async def test_thirty_a_second_overall(self, api: BotApi, clock: Clock, account: BotAccount, send: Send) -> None:
        for number in range(201, 232):
            await api.person(number, f"Cán bộ {number}").says(account, "/start")
        for number in range(201, 231):
            await send(number, "Nhắc hạn")
        with same_error(refused.TelegramRetryAfter, telegram.error.RetryAfter) as error:
            await send(231, "Nhắc hạn")
        assert seconds(error.value) == 3
        clock.advance(2)
        with same_error(refused.TelegramRetryAfter, telegram.error.RetryAfter) as error:
            await send(231, "Nhắc hạn")
        assert seconds(error.value) == 1
        clock.advance(1)
        await send(231, "Nhắc hạn")
        assert api.refusals == {429: 2} and len(api.sent) == 31

    async def test_one_chat_takes_a_burst_and_then_one_a_second(
        self, api: BotApi, clock: Clock, an: Person, account: BotAccount, send: Send
    ) -> None:
        api.limits = Limits(chat_burst=2)
        await an.says(account, "chào")
        await send(101, "một")
        await send(101, "hai")
        with same_error(refused.TelegramRetryAfter, telegram.error.RetryAfter):
            await send(101, "ba")
        clock.advance(1)
        await send(101, "ba")
        await an.says(account, "tiếp")  # answering is no broadcast
        await send(101, "bốn")
        assert [sent.text for sent in api.sent] == ["một", "hai", "ba", "bốn"]

    async def test_twenty_a_minute_in_a_group(
        self, api: BotApi, clock: Clock, an: Person, account: BotAccount, send: Send
    ) -> None:
        group = api.group(-500, "Tổ công tác")
        await group.adds(account, by=an)
        for _ in range(20):
            await send(-500, "Nhắc hạn")
            clock.advance(1)
        with same_error(refused.TelegramRetryAfter, telegram.error.RetryAfter) as error:
            await send(-500, "Nhắc hạn")
        assert seconds(error.value) == 40

    async def test_no_limits_when_lenient(self, clock: Clock) -> None:
        async with BotApi(clock, strict=False) as api:
            account, an = api.bot(), api.person(101, "An")
            await an.says(account, "/start")
            async with Bot(account.token, AiohttpSession(api=TelegramAPIServer.from_base(api.url))) as bot:
                await asyncio.gather(*(bot.send_message(101, str(number)) for number in range(50)))
            assert len(an.chat(account)) == 51


class TestFaults:
    async def test_a_429_on_demand(self, api: BotApi, an: Person, send: Send) -> None:
        api.fail(429, retry_after=17, methods="sendMessage", chat=101)
        with same_error(refused.TelegramRetryAfter, telegram.error.RetryAfter) as error:
            await send(101, "Nhắc hạn")
        assert seconds(error.value) == 17
        await send(101, "Nhắc hạn")
        assert [call.status for call in api.log if call.method == "sendMessage"] == [429, 200]

    async def test_5xx_for_a_time(self, api: BotApi, clock: Clock, an: Person, send: Send) -> None:
        fault = api.fail(502, seconds=30)
        for _ in range(2):
            with same_error(refused.TelegramServerError, telegram.error.NetworkError):
                await send(101, "Nhắc hạn")
        clock.advance(30)
        await send(101, "Nhắc hạn")
        assert fault.hits == 2 and len(api.sent) == 1

    async def test_a_page_of_a_proxy(self, api: BotApi, an: Person, send: Send) -> None:
        api.fail(502, html=True)
        with same_error(refused.AiogramError, telegram.error.TelegramError):
            await send(101, "Nhắc hạn")

    async def test_an_answer_that_is_lost(self, api: BotApi, an: Person, account: BotAccount, send: Send) -> None:
        api.lose_answer(methods="sendMessage")
        with same_error(refused.TelegramNetworkError, telegram.error.NetworkError):
            await send(101, "Nhắc hạn")
        assert "Nhắc hạn" in an.last(account) and len(api.sent) == 1
        assert api.log[-1].status == 0

    async def test_an_outage(self, api: BotApi, clock: Clock, an: Person, send: Send) -> None:
        api.outage(seconds=1800)
        with same_error(refused.TelegramNetworkError, telegram.error.NetworkError):
            await send(101, "Nhắc hạn")
        clock.advance(1800)
        await send(101, "Nhắc hạn")
        assert len(api.sent) == 1

    async def test_a_refused_connection(self, api: BotApi, an: Person, send: Send) -> None:
        await send(101, "một")
        await api.go_down()
        with same_error(refused.TelegramNetworkError, telegram.error.NetworkError):
            await send(101, "hai")
        await api.come_back()
        await send(101, "ba")
        assert [sent.text for sent in api.sent] == ["một", "ba"]

    async def test_a_slow_answer_that_the_client_does_not_await(
        self, api: BotApi, an: Person, account: BotAccount, aiobot: Bot
    ) -> None:
        held = api.hold(methods="sendMessage")
        with pytest.raises(refused.TelegramNetworkError, match="timeout"):
            await aiobot.send_message(101, "Nhắc hạn", request_timeout=0.1)
        assert held.arrived.is_set() and api.sent == []
        held.release()
        assert "Nhắc hạn" in await an.hears(account, "Nhắc hạn")

    async def test_a_group_that_became_a_supergroup(
        self, api: BotApi, an: Person, account: BotAccount, send: Send
    ) -> None:
        group = api.group(-500, "Tổ công tác")
        await group.adds(account, by=an)
        await group.migrates(-1_002_000_000_500, by=an)
        with same_error(refused.TelegramMigrateToChat, telegram.error.ChatMigrated) as error:
            await send(-500, "Nhắc hạn")
        new = getattr(error.value, "migrate_to_chat_id", None) or getattr(error.value, "new_chat_id", None)
        await send(new, "Nhắc hạn")
        assert api.sent[-1].chat == -1_002_000_000_500


class TestFetching:
    async def test_a_second_poller_ends_the_first_with_409(
        self, api: BotApi, an: Person, account: BotAccount, aiobot: Bot, ptbot: ExtBot[None]
    ) -> None:
        seen = (await aiobot.get_updates())[-1].update_id
        first = asyncio.create_task(aiobot.get_updates(offset=seen + 1, timeout=30))
        await api.until(lambda: account.poll)
        second = asyncio.create_task(ptbot.get_updates(offset=seen + 1, timeout=30))
        with pytest.raises(refused.TelegramConflictError, match="terminated by other getUpdates request"):
            await first
        await an.says(account, "chào")
        assert [update.message.text for update in await second] == ["chào"]

    async def test_no_polling_beside_a_webhook(self, account: BotAccount, ptbot: ExtBot[None]) -> None:
        await ptbot.set_webhook("https://bot.example/telegram", secret_token="bi-mat")
        with pytest.raises(telegram.error.Conflict, match="webhook is active"):
            await ptbot.get_updates()
        assert (await ptbot.get_webhook_info()).url == "https://bot.example/telegram"
        with pytest.raises(telegram.error.BadRequest, match="unallowed characters"):
            await ptbot.set_webhook("https://bot.example/telegram", secret_token="bí mật")
        await ptbot.delete_webhook()
        assert await ptbot.get_updates() == ()

    async def test_aiograms_webhook_handler_gets_the_update_and_its_answer_is_carried_out(
        self, api: BotApi, account: BotAccount, aiobot: Bot
    ) -> None:
        dispatcher = Dispatcher()

        @dispatcher.message()
        async def echo(message: Any) -> Any:
            return message.answer(f"Đã nhận: {message.text}")

        handler = SimpleRequestHandler(dispatcher, aiobot, handle_in_background=False, secret_token="bi-mat")
        app = aiohttp.web.Application()
        handler.register(app, path="/telegram")
        runner = aiohttp.web.AppRunner(app)
        await runner.setup()
        site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        await aiobot.set_webhook(f"http://127.0.0.1:{port}/telegram", secret_token="bi-mat")
        an = api.person(101, "An")
        await an.says(account, "báo cáo quý IV")
        assert "báo cáo quý IV" in await an.hears(account, "Đã nhận")
        assert account.courier is not None
        update = {"update_id": 5, "message": an.last(account).data}
        assert [await account.courier.post(update, secret) for secret in ("", "wrong")] == [401, 401]
        await api.stop()
        await runner.cleanup()


class TestProfile:
    async def test_commands_by_scope_and_language(self, an: Person, account: BotAccount, aiobot: Bot) -> None:
        menu, own = [BotCommand(command="menu", description="Menu")], [BotCommand(command="duyet", description="Duyệt")]
        await aiobot.set_my_commands(menu)
        await aiobot.set_my_commands(own, BotCommandScopeChat(chat_id=101), language_code="vi")
        assert [command.command for command in await aiobot.get_my_commands()] == ["menu"]
        assert await aiobot.get_my_commands(BotCommandScopeChat(chat_id=101)) == []
        assert [command["command"] for command in an.commands(account)] == ["duyet"]
        an.language = "en"
        assert [command["command"] for command in an.commands(account)] == ["menu"]
        with pytest.raises(refused.TelegramBadRequest, match="BOT_COMMAND_INVALID"):
            await aiobot.set_my_commands([BotCommand(command="Báo-cáo", description="x")])

    async def test_the_rest(self, an: Person, account: BotAccount, aiobot: Bot, ptbot: ExtBot[None]) -> None:
        assert (await aiobot.get_chat(101)).first_name == "An"
        assert (await ptbot.get_chat(101)).first_name == "An"
        assert await aiobot.send_chat_action(101, "typing")
        await ptbot.set_my_short_description("Báo cáo cơ sở", language_code="vi")
        assert (await ptbot.get_my_short_description("vi")).short_description == "Báo cáo cơ sở"
        assert await ptbot.log_out()
        with pytest.raises(refused.TelegramBadRequest, match="Logged out"):
            await aiobot.get_chat(101)


def seconds(error: Any) -> float:
    """retry_after of either library: aiogram counts seconds, python-telegram-bot a timedelta."""
    value = error.retry_after
    return float(value) if isinstance(value, int) else value.total_seconds()
