"""The aiogram side: a bot of ours, the closed list, the command menu. What must not pay for aiogram does not."""

import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest

from channels.closed import CLOSED, ClosedList, OutsideTheList
from locales import LANGUAGES, say
from tests.botapi.accounts import BotAccount
from tests.botapi.people import Person
from tests.botapi.server import BotApi

LIGHT = (
    "bot.intake",
    "channels.sender",
    "channels.closed",
    "channels.telegram.polling",
    "channels.telegram.webhook",
    "channels.telegram.messenger",
    "channels.telegram.secrets",
)


@pytest.fixture
async def bot(api: BotApi, account: BotAccount) -> AsyncIterator[Any]:
    from channels.telegram.bot import telegram_bot

    made = telegram_bot(account.token, api.url, closed=ClosedList(strict=True))
    yield made
    await (await made.session.create_session()).close()  # aiogram's own close() sleeps a quarter of a second


async def test_it_answers_through_the_api_server_that_was_set(bot: Any, account: BotAccount, api: BotApi) -> None:
    an = api.person(101, "An")
    await an.says(account, "/start")
    await bot.send_message(101, "Xin chào <b>đồng chí</b>")
    assert an.last(account).text == "Xin chào <b>đồng chí</b>", "no parse_mode"


async def test_what_not_every_channel_can_do_is_refused_in_tests(bot: Any, api: BotApi) -> None:
    api.person(101, "An")
    with pytest.raises(OutsideTheList, match="SendDice"):
        await bot.send_dice(101)
    assert api.requests["sendDice"] == 0


async def test_in_service_it_is_counted_and_told_and_goes_on(
    api: BotApi, account: BotAccount, caplog: pytest.LogCaptureFixture
) -> None:
    from channels.telegram.bot import telegram_bot

    closed = ClosedList()
    bot = telegram_bot(account.token, api.url, closed=closed)
    await bot.get_my_commands()
    await (await bot.session.create_session()).close()
    assert closed.outside == {"GetMyCommands": 1}
    assert "GetMyCommands is outside the closed list" in caplog.text


def test_the_closed_list_names_methods_that_exist() -> None:
    from aiogram import methods

    assert {name for name in CLOSED if hasattr(methods, name)} == CLOSED


async def test_the_menu_speaks_both_languages_and_shows_only_what_it_is_told(
    bot: Any, api: BotApi, account: BotAccount
) -> None:
    from channels.telegram.menu import command_menu

    await command_menu(bot, ["baocao", "trogiup"])
    an, guest = api.person(101, "An", language="vi"), api.person(102, "Guest", language="en")
    assert an.commands(account) == [
        {"command": "baocao", "description": "Lập báo cáo đến hạn"},
        {"command": "trogiup", "description": "Hướng dẫn sử dụng"},
    ]
    assert [entry["description"] for entry in guest.commands(account)] == ["Write the report that is due", "Help"]
    french: Person = api.person(103, "Invité", language="fr")
    assert french.commands(account) == an.commands(account)


async def test_a_command_without_a_description_is_refused(bot: Any) -> None:
    from channels.telegram.menu import command_menu

    with pytest.raises(KeyError):
        await command_menu(bot, ["khong"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_program_has_a_description_that_fits(language: str) -> None:
    from bot.wiring import COMMANDS

    for name in COMMANDS:
        assert 1 <= len(say(language, f"command-{name}")) <= 256


def test_the_transport_does_not_import_aiogram() -> None:
    program = f"import sys, importlib; [importlib.import_module(m) for m in {LIGHT!r}]; print('aiogram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
