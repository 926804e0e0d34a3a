"""What no other conversation took: every kind of update gets a short, polite answer."""

import contextlib

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from handlers.kit import Desk, Menu, Screen, Speaker, alert, command_in, page, show
from handlers.menu import menu_screen
from reporting import people
from reporting.people import Person


class InGroup(Filter):
    """It was written, or tapped, in a group."""

    async def __call__(self, event: Message | CallbackQuery) -> bool:
        """Whether others read along; a tap that does not say where it was made is taken for one."""
        message = event.message if isinstance(event, CallbackQuery) else event
        return message is None or message.chat.type != ChatType.PRIVATE


def build_groups() -> Router:
    """Asked first: nothing is worked on in a group, where others read along."""
    router = Router(name="groups")
    router.message.register(in_group, InGroup())
    router.edited_message.register(nothing, InGroup())
    router.callback_query.register(tapped_in_group, InGroup())
    return router


def build() -> Router:
    """Asked last."""
    router = Router(name="other")
    router.message.register(not_understood)
    router.edited_message.register(edited)
    router.callback_query.register(old_button)
    router.my_chat_member.register(member)
    return router


async def nothing(message: Message) -> None:
    """Nothing to say."""


async def in_group(message: Message, say: Speaker) -> None:
    """A command in a group is answered once, politely; other talk there is not ours."""
    if command_in(message.text):
        await message.answer(say("other-group"))


async def tapped_in_group(event: CallbackQuery, say: Speaker) -> None:
    """Told to who tapped alone: the answer would stand where all read it."""
    await alert(event, say("other-group"))


async def not_understood(message: Message, person: Person, say: Speaker) -> None:
    """Voice, sticker, place, contact, or words that mean nothing here."""
    kind = "text" if message.text else message.content_type
    key = {"voice": "other-voice", "video": "other-video", "video_note": "other-video", "text": "other-text"}.get(
        kind, "other-kind"
    )
    home = menu_screen(say, person)
    await show(message, Screen(page(say(key)), home.rows))


async def edited(message: Message, say: Speaker) -> None:
    """Editing a message does not change what was stored: say how to correct."""
    await message.answer(say("other-edited"))


async def old_button(event: CallbackQuery, say: Speaker) -> None:
    """A button of an older version of the program, or a forged one."""
    await alert(event, say("refused-out-of-date"))
    await show(event, Screen(page(say("refused-out-of-date")), [[(say("menu"), Menu(name="menu"))]]))


async def member(event: ChatMemberUpdated, bot: Bot, channel: str, desk: Desk, say: Speaker) -> None:
    """Blocked or taken back by a person; put into a group, which is left politely."""
    now_is = event.new_chat_member.status
    if event.chat.type == ChatType.PRIVATE:
        if now_is == ChatMemberStatus.KICKED:
            await desk(people.gone, channel, str(event.from_user.id), "blocked", desk.now)
        return
    if now_is in (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR):
        with contextlib.suppress(TelegramForbiddenError, TelegramBadRequest):  # where nobody may write, just leave
            await bot.send_message(event.chat.id, say("other-group"))
        await bot.leave_chat(event.chat.id)
