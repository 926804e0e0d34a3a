"""The table of methods: the name in any case leads to the name as documented and to the function."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tests.botapi import editing, fetching, profile, sending
from tests.botapi.accounts import BotAccount
from tests.botapi.arguments import Arguments
from tests.botapi.errors import ApiError, not_found, unauthorized

if TYPE_CHECKING:
    from tests.botapi.world import World

Method = Callable[["World", BotAccount, Arguments], Awaitable[Any]]


async def _set_webhook(world: "World", bot: BotAccount, arguments: Arguments) -> fetching.Described:
    async def act(caller: BotAccount, method: str, given: Arguments) -> Any:
        return await perform(world, caller, method, given)

    return await fetching.set_webhook(world, bot, arguments, act)


DOCUMENTED: dict[str, Method] = {
    "getMe": profile.get_me,
    "logOut": profile.log_out,
    "close": profile.close,
    "getUpdates": fetching.get_updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": fetching.delete_webhook,
    "getWebhookInfo": fetching.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "sendLocation": sending.send_location,
    "sendContact": sending.send_contact,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_callback_query,
    "getFile": profile.get_file,
    "getChat": profile.get_chat,
    "leaveChat": profile.leave_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setChatMenuButton": profile.set_menu_button,
    "getChatMenuButton": profile.get_menu_button,
    "setMyName": profile.profile_setter("name"),
    "getMyName": profile.profile_getter("name"),
    "setMyDescription": profile.profile_setter("description"),
    "getMyDescription": profile.profile_getter("description"),
    "setMyShortDescription": profile.profile_setter("short_description"),
    "getMyShortDescription": profile.profile_getter("short_description"),
}
BY_NAME = {name.lower(): name for name in DOCUMENTED}


def documented(name: str) -> str:
    """The method's name as Telegram writes it; an unknown one as it came."""
    return BY_NAME.get(name.lower(), name)


async def perform(world: "World", bot: BotAccount, name: str, arguments: Arguments) -> Any:
    """Carry out one call of a bot. Raises ApiError with what Telegram would answer."""
    if bot.revoked:
        raise unauthorized()
    if bot.logged_out:
        raise ApiError(400, "Logged out")
    method = DOCUMENTED.get(documented(name))
    if method is None:
        raise not_found("method not found")
    result = await method(world, bot, arguments)
    await world.tell()
    return result
