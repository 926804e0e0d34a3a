"""aiogram's methods at the web chat: what they leave on the screen, and what is refused as Telegram refuses it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge, TelegramNotFound
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    FSInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    URLInputFile,
    WebAppInfo,
)
from aiogram.utils.formatting import BlockQuote, Bold, Text, TextLink

from channels.web import transcript
from channels.web.markup import Beyond
from channels.web.session import TOKEN, WebSession, web_bot
from tests.channels.web.echo import keyboard
from tests.channels.web.harness import MORNING, Bench
from tests.channels.web.pictures import png


@pytest.fixture
def an(bench: Bench) -> int:
    return bench.account()


def screen(bench: Bench, account: int) -> list[dict]:
    return bench.door.read(transcript.screen, account)[0]


async def test_a_message_keeps_its_styles_beside_its_text(bench: Bench, an: int):
    text = Text(Bold("Xã 😀"), " – ", TextLink("văn bản", url="https://example.gov.vn"), BlockQuote("trích"))
    sent = await bench.bot.send_message(an, **text.as_kwargs(), reply_markup=keyboard([("Có", "yes")]).as_markup())
    [bubble] = screen(bench, an)
    assert bubble["text"] == "Xã 😀 – văn bảntrích"
    assert bubble["entities"] == [
        {"type": "bold", "offset": 0, "length": 5},
        {"type": "text_link", "offset": 8, "length": 7, "url": "https://example.gov.vn"},
        {"type": "blockquote", "offset": 15, "length": 5},
    ]
    assert bubble["buttons"] == [[{"text": "Có", "data": "yes"}]]
    assert (sent.message_id, sent.chat.id, sent.date) == (bubble["id"], an, MORNING)
    assert sent.from_user and sent.from_user.is_bot
    assert sent.reply_markup and sent.reply_markup.inline_keyboard[0][0].callback_data == "yes"


async def test_a_link_that_is_a_script_loses_its_address(bench: Bench, an: int):
    await bench.bot.send_message(an, **Text(TextLink("bấm", url="javascript:alert(1)")).as_kwargs())
    [bubble] = screen(bench, an)
    assert bubble["entities"] == []
    button = InlineKeyboardButton(text="Mở", url="javascript:alert(1)")
    with pytest.raises(TelegramBadRequest, match="URL is invalid"):
        await bench.bot.send_message(an, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))


@pytest.mark.parametrize(
    ("text", "error"),
    [("", "message text is empty"), (" \n ", "message text is empty"), ("x" * 4097, "message is too long")],
)
async def test_a_text_that_telegram_refuses_is_refused(bench: Bench, an: int, text: str, error: str):
    with pytest.raises(TelegramBadRequest, match=error):
        await bench.bot.send_message(an, text)
    assert screen(bench, an) == []


@pytest.mark.parametrize("data", ["x" * 65, "ạ" * 22])
async def test_button_data_is_at_most_64_bytes(bench: Bench, an: int, data: str):
    button = InlineKeyboardButton(text="Có", callback_data=data)
    with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
        await bench.bot.send_message(an, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))


@pytest.mark.parametrize("chat", [4711, -5, "@channel", 2**31, 2**60])
async def test_a_chat_that_does_not_exist_is_not_found(bench: Bench, chat: int | str):
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bench.bot.send_message(chat, "x")


async def test_an_edit_changes_the_message_in_place(bench: Bench, an: int):
    sent = await bench.bot.send_message(an, "Câu 1", reply_markup=keyboard([("Có", "yes")]).as_markup())
    edited = await sent.edit_text("Câu 2")
    [bubble] = screen(bench, an)
    assert (bubble["text"], bubble["buttons"], bubble["revision"]) == ("Câu 2", [], 2)
    assert edited.edit_date == int(MORNING.timestamp())


async def test_an_edit_that_changes_nothing_is_refused_as_telegram_does(bench: Bench, an: int):
    markup = keyboard([("Có", "yes")]).as_markup()
    sent = await bench.bot.send_message(an, "Câu 1", reply_markup=markup)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await sent.edit_text("Câu 1", reply_markup=markup)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await sent.edit_reply_markup(reply_markup=markup)
    assert screen(bench, an)[0]["revision"] == 1


async def test_what_is_not_there_or_not_the_bots_cannot_be_edited(bench: Bench, an: int):
    other = await bench.bot.send_message(bench.account(), "Của người khác")
    gone = await bench.bot.send_message(an, "Sẽ xóa")
    assert await gone.delete() is True
    for message_id in (99999, other.message_id, gone.message_id):
        with pytest.raises(TelegramBadRequest, match="message to edit not found"):
            await bench.bot.edit_message_text("x", chat_id=an, message_id=message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await gone.delete()
    own = bench.door.write(transcript.add, an, {"text": "của tôi"}, MORNING, from_bot=False)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bench.bot.edit_message_text("x", chat_id=an, message_id=own.id)


async def test_a_deleted_message_keeps_nothing_of_what_it_said(bench: Bench, an: int):
    sent = await bench.bot.send_message(an, "Bí mật")
    await sent.delete()
    rows, _ = bench.door.read(transcript.changes, an, 0)
    assert [(row.deleted, row.content) for row in rows] == [(True, {})]


async def test_an_old_or_foreign_query_cannot_be_answered(bench: Bench, an: int):
    message = await bench.bot.send_message(an, "x")
    for query in ("4711", "abc", str(message.message_id)):
        with pytest.raises(TelegramBadRequest, match="query is too old"):
            await bench.bot.answer_callback_query(query)


async def test_a_document_lies_in_the_store_under_a_name_of_its_own(bench: Bench, an: int, tmp_path: Path):
    path = tmp_path / "tổng hợp.docx"
    path.write_bytes(b"PK\x03\x04 noi dung")
    sent = await bench.bot.send_document(an, FSInputFile(path), caption="Kèm đây")
    [bubble] = screen(bench, an)
    assert bubble["file"]["name"] == "tổng hợp.docx"
    assert bench.files.path(bubble["file"]["stored"]).read_bytes() == path.read_bytes()
    assert sent.document and sent.caption == "Kèm đây"
    data = await bench.bot.download(sent.document)
    assert data is not None and data.read() == path.read_bytes()


async def test_a_photo_carries_its_size_and_what_is_none_is_refused(bench: Bench, an: int):
    sent = await bench.bot.send_photo(an, BufferedInputFile(png(40, 30), "biểu đồ.png"))
    assert sent.photo and (sent.photo[0].width, sent.photo[0].height) == (40, 30)
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bench.bot.send_photo(an, BufferedInputFile(b"<svg onload=alert(1)>", "x.png"))


async def test_an_album_is_several_bubbles_of_one_group(bench: Bench, an: int):
    media = [
        InputMediaPhoto(media=BufferedInputFile(png(), "một.png"), caption="Hai tệp"),
        InputMediaDocument(media=BufferedInputFile(b"PK", "hai.xlsx")),
    ]
    sent = await bench.bot.send_media_group(an, media)
    assert [bool(message.photo) for message in sent] == [True, False]
    assert len({message.media_group_id for message in sent}) == 1
    with pytest.raises(TelegramBadRequest, match="from 2 to 10"):
        await bench.bot.send_media_group(an, media[:1])


async def test_another_accounts_file_is_shown_as_a_copy_of_ones_own(bench: Bench, an: int):
    chi = bench.account()
    sent = await bench.bot.send_document(an, BufferedInputFile(b"chung cu", "minh chứng.pdf"))
    assert sent.document
    shown = await bench.bot.send_document(chi, sent.document.file_id)
    assert shown.document and shown.document.file_id != sent.document.file_id
    assert shown.document.file_name == "minh chứng.pdf"
    assert await bench.files.owned(shown.document.file_id, chi) is not None
    assert await bench.files.owned(sent.document.file_id, chi) is None
    again = await bench.bot.send_document(an, sent.document.file_id)
    assert again.document and again.document.file_id == sent.document.file_id


@pytest.mark.parametrize(
    "given", ["https://example.com/x.pdf", "../../etc/passwd", "0" * 32, URLInputFile("https://x.vn/a.pdf")]
)
async def test_a_file_that_is_not_ours_is_refused_and_no_address_is_fetched(bench: Bench, an: int, given):
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await bench.bot.send_document(an, given)


async def test_a_file_above_the_limit_leaves_nothing_behind(bench: Bench, an: int):
    bench.files.limit = 1000
    with pytest.raises(TelegramEntityTooLarge):
        await bench.bot.send_document(an, BufferedInputFile(b"x" * 1001, "to.bin"))
    assert [path for path in bench.files.folder.rglob("*") if path.is_file()] == []


async def test_a_file_whose_bytes_are_gone_is_unavailable(bench: Bench, an: int):
    sent = await bench.bot.send_document(an, BufferedInputFile(b"x", "a.txt"))
    assert sent.document
    bench.files.path(sent.document.file_id).unlink()
    with pytest.raises(TelegramBadRequest, match="temporarily unavailable"):
        await bench.bot.get_file(sent.document.file_id)


async def test_only_the_store_can_be_read_as_a_file(bench: Bench):
    with pytest.raises(ValueError, match="not a name of this store"):
        await bench.bot.download_file("../chat.db")


async def test_the_small_methods_answer(bench: Bench, an: int):
    me = await bench.bot.me()
    assert (me.id, me.is_bot, me.first_name) == (bench.bot.id, True, "Tin cơ sở")
    assert await bench.bot.set_my_commands([BotCommand(command="menu", description="Bảng chọn việc")])
    assert await bench.bot.delete_my_commands()
    assert await bench.bot.send_chat_action(an, "typing")
    assert screen(bench, an) == []


async def test_what_is_beyond_the_list_raises_in_strict_mode(bench: Bench, an: int):
    with pytest.raises(Beyond, match="SendPoll"):
        await bench.bot.send_poll(an, "?", ["a", "b"])
    with pytest.raises(Beyond, match=r"parse_mode .*HTML"):
        await bench.bot.send_message(an, "<b>x</b>", parse_mode=ParseMode.HTML)
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="x")]])
    with pytest.raises(Beyond, match="ReplyKeyboardMarkup"):
        await bench.bot.send_message(an, "x", reply_markup=keys)


@pytest.fixture
async def lenient(bench: Bench) -> AsyncIterator[Bot]:
    yield web_bot(bench.door, bench.clock, bench.hub, bench.files)


async def test_in_service_it_is_counted_and_the_rest_goes_on(bench: Bench, an: int, lenient: Bot):
    for _ in range(2):
        with pytest.raises(TelegramNotFound, match="does not follow"):
            await lenient.send_poll(an, "?", ["a", "b"])
    app = InlineKeyboardButton(text="Mini app", web_app=WebAppInfo(url="https://x.vn"))
    kept = InlineKeyboardButton(text="Có", callback_data="yes")
    await lenient.send_message(an, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[app, kept], [app]]))
    await lenient.send_message(an, "y", reply_markup=ReplyKeyboardRemove())
    assert screen(bench, an)[0]["buttons"] == [[{"text": "Có", "data": "yes"}]]
    assert isinstance(lenient.session, WebSession)
    assert lenient.session.markup.beyond == {"SendPoll": 2, "a button without callback_data or url": 2}


async def test_a_default_parse_mode_would_not_go_unnoticed(bench: Bench, an: int):
    session = WebSession(bench.door, bench.clock, bench.hub, bench.files, strict=True)
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    with pytest.raises(Beyond, match=r"parse_mode .*HTML"):
        await bot.send_message(an, "<b>x</b>")
