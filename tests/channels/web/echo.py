"""A small bot for the tests of the page: it answers in every way that the page must follow."""

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.formatting import Bold, Italic, Text, as_list
from aiogram.utils.keyboard import InlineKeyboardBuilder


def keyboard(*rows: list[tuple[str, str]]) -> InlineKeyboardBuilder:
    """Rows of (text, data)."""
    made = InlineKeyboardBuilder()
    for row in rows:
        made.row(
            *[
                button
                for text, data in row
                for button in InlineKeyboardBuilder().button(text=text, callback_data=data).buttons
            ]
        )
    return made


async def start(message: Message, command: CommandObject) -> None:
    await message.answer(f"Chào đồng chí. Mã: {command.args or 'không có'}")


async def menu(message: Message) -> None:
    text = as_list(
        Bold("Bảng chọn việc"), Text("Xã ", Italic("Phong Nẫm <b>"), ": báo cáo quý IV/2026, hạn ", Bold("15/12"), ".")
    )
    rows = [("Báo cáo đến hạn", "report")], [("Đã gửi", "sent"), ("Nhiệm vụ", "tasks")]
    await message.answer(**text.as_kwargs(), reply_markup=keyboard(*rows).as_markup())


async def report(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    rows = [("Ổn định", "mood:good")], [("Có băn khoăn", "mood:some"), ("Bức xúc", "mood:bad")]
    await query.message.edit_text("Tình hình chung trong Nhân dân?", reply_markup=keyboard(*rows).as_markup())
    await query.answer()


async def mood(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    await query.message.edit_reply_markup(reply_markup=None)
    await query.answer("Đã lưu.")


async def warn(query: CallbackQuery) -> None:
    await query.answer("Báo cáo đã khóa.", show_alert=True)


async def photo(message: Message, bot: Bot) -> None:
    assert message.photo
    data = await bot.download(message.photo[-1])
    assert data is not None
    await message.answer_photo(
        BufferedInputFile(data.read(), "ảnh.png"), caption=f"Đã nhận ảnh. {message.caption or ''}"
    )


async def document(message: Message, bot: Bot) -> None:
    assert message.document
    data = await bot.download(message.document)
    assert data is not None
    copy = BufferedInputFile(data.read(), f"bản sao – {message.document.file_name}")
    await message.answer_document(copy, caption="Đã nhận tệp.")


async def echo(message: Message) -> None:
    await message.answer(f"Đồng chí viết: {message.text}")


def build() -> Router:
    """The bot's router."""
    router = Router()
    router.message.register(start, CommandStart())
    router.message.register(menu, Command("menu"))
    router.message.register(photo, F.photo)
    router.message.register(document, F.document)
    router.message.register(echo)
    router.callback_query.register(report, F.data == "report")
    router.callback_query.register(mood, F.data.startswith("mood:"))
    router.callback_query.register(warn, F.data == "sent")
    return router
