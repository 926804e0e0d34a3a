"""The methods about the bot itself and about chats: getMe, commands, menu, names, getChat, getFile, logOut."""

import json
import re
from typing import TYPE_CHECKING, Any

from tests.botapi.accounts import BotAccount
from tests.botapi.arguments import Arguments
from tests.botapi.errors import Json, bad_request
from tests.botapi.rooms import GroupRoom, PrivateRoom

if TYPE_CHECKING:
    from tests.botapi.world import World

WIDE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
MAX_COMMANDS = 100
LENGTHS = {"name": 64, "description": 512, "short_description": 120}
NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


async def get_me(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """getMe."""
    return bot.me


async def log_out(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """logOut: every later call is answered with 400 until `bot.logged_out` is set back."""
    bot.queue.clear()
    bot.logged_out = True
    return True


async def close(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """close: the next call opens the bot again."""
    return True


async def get_chat(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """getChat: a person is known only to a bot that the person wrote to."""
    room = world.open_room(bot, arguments.text("chat_id"), write=False)
    if isinstance(room, PrivateRoom) and not room.started:
        raise bad_request("chat not found")
    return {**room.chat, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}


async def leave_chat(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """leaveChat: a private chat cannot be left."""
    room = world.open_room(bot, arguments.text("chat_id"))
    if not isinstance(room, GroupRoom):
        raise bad_request("chat member status can't be changed in private chats")
    room.members.present.remove(bot)
    return True


async def get_file(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """getFile: up to 20 MB."""
    if not arguments.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.downloadable(arguments.text("file_id"), bot.token)
    return {**stored.describe(), "file_path": stored.path}


async def set_my_commands(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """setMyCommands, for a scope and a language."""
    commands = arguments.structure("commands", "bot commands") or []
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    bot.commands[_scope(world, bot, arguments)] = [_command(command) for command in commands]
    return True


async def get_my_commands(world: "World", bot: BotAccount, arguments: Arguments) -> list[Json]:
    """getMyCommands: exactly this scope and language, or nothing."""
    return bot.commands.get(_scope(world, bot, arguments), [])


async def delete_my_commands(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """deleteMyCommands."""
    bot.commands.pop(_scope(world, bot, arguments), None)
    return True


async def set_menu_button(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
    """setChatMenuButton, for one chat or (0) for all."""
    bot.menu_buttons[arguments.number("chat_id")] = arguments.structure("menu_button", "menu button") or {}
    return True


async def get_menu_button(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """getChatMenuButton."""
    return bot.menu_buttons.get(arguments.number("chat_id")) or bot.menu_buttons.get(0) or {"type": "commands"}


def profile_setter(field: str) -> Any:
    """setMyName, setMyDescription, setMyShortDescription."""

    async def set_field(world: "World", bot: BotAccount, arguments: Arguments) -> bool:
        text = arguments.text(field)
        if len(text) > LENGTHS[field]:
            raise bad_request(f"BOT_{field.upper()}_TOO_LONG")
        bot.profile[(field, _language(arguments))] = text
        return True

    return set_field


def profile_getter(field: str) -> Any:
    """getMyName, getMyDescription, getMyShortDescription: for the language, otherwise the general one."""

    async def get_field(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
        general = bot.profile.get((field, ""), bot.name if field == "name" else "")
        return {field: bot.profile.get((field, _language(arguments)), general)}

    return get_field


def _scope(world: "World", bot: BotAccount, arguments: Arguments) -> tuple[str, str]:
    scope = arguments.structure("scope", "BotCommandScope") or {"type": "default"}
    refused = "Can't parse BotCommandScope: "
    if not isinstance(scope, dict):
        raise bad_request(refused + "BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind in WIDE_SCOPES:
        return str(kind), _language(arguments)
    if kind not in CHAT_SCOPES:
        raise bad_request(refused + "Unsupported type specified")
    room = world.open_room(bot, str(scope.get("chat_id", "")), write=False)
    member = f" {scope['user_id']}" if kind == "chat_member" else ""
    return f"{kind} {room.chat_id}{member}", _language(arguments)


def _language(arguments: Arguments) -> str:
    language = arguments.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def _command(command: Any) -> Json:
    if not isinstance(command, dict) or not {"command", "description"} <= command.keys():
        raise bad_request(f"Can't parse BotCommand: {json.dumps(command)}")
    name = str(command["command"]).removeprefix("/")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"]) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": command["description"]}
