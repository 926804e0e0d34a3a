"""The command menu that Telegram shows beside the text field, in both languages."""

from collections.abc import Sequence

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from locales import LANGUAGES, say


def described(language: str, commands: Sequence[str]) -> list[BotCommand]:
    """The commands with their descriptions. Raises KeyError for one without."""
    return [BotCommand(command=name, description=say(language, f"command-{name}")) for name in commands]


async def command_menu(bot: Bot, commands: Sequence[str]) -> None:
    """Show these commands in private chats: Vietnamese to everybody, English to whose Telegram is English."""
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(described(LANGUAGES[0], commands), scope=scope)
    for language in LANGUAGES[1:]:
        await bot.set_my_commands(described(language, commands), scope=scope, language_code=language)
