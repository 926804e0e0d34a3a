"""/caidat: language, the morning's hour, notices. /dulieu: what is stored about me, and taking consent back."""

import json
from datetime import time

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers.kit import Asked, Desk, Menu, Row, Screen, Speaker, page, show
from reporting import mine
from reporting.people import Person
from storage.officers import Officer


class Morning(CallbackData, prefix="hr"):
    """Be reminded from that minute of the day on."""

    minute: int


class Switch(CallbackData, prefix="sw"):
    """A kind of notice, on or off."""

    notice: str


class Mine(CallbackData, prefix="my"):
    """The file, or taking consent back (asked twice)."""

    act: str


def build() -> Router:
    """The router of one's own settings and data."""
    router = Router(name="mine")
    for observer in (router.message, router.callback_query):
        observer.register(settings, Asked("caidat"))
        observer.register(data, Asked("dulieu"))
    router.callback_query.register(morning, Morning.filter())
    router.callback_query.register(switched, Switch.filter())
    router.callback_query.register(acted, Mine.filter())
    return router


async def settings(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """What can be settled."""
    await show(event, _screen(desk, say, await desk.ask(mine.settings, person.id)))


def _screen(desk: Desk, say: Speaker, officer: Officer) -> Screen:
    hours = mine.mornings(desk.office)
    chosen = officer.morning or hours[0]
    row: Row = [
        (("• " if hour == chosen else "") + f"{hour:%H:%M}", Morning(minute=hour.hour * 60 + hour.minute))
        for hour in hours
    ]
    notices: list[Row] = [
        [
            (
                say("setting-off" if notice in officer.quiet else "setting-on", notice=say(f"notice-{notice}")),
                Switch(notice=notice),
            )
        ]
        for notice in mine.QUIETABLE
    ]
    rest: Row = [(say("menu-ngonngu"), Menu(name="ngonngu")), (say("menu-dulieu"), Menu(name="dulieu"))]
    home: Row = [(say("menu"), Menu(name="menu"))]
    return Screen(page(say("setting-title"), say("setting-told", hour=f"{chosen:%H:%M}")), [row, *notices, rest, home])


async def morning(event: CallbackQuery, callback_data: Morning, desk: Desk, person: Person, say: Speaker) -> None:
    """Another hour."""
    minute = callback_data.minute % (24 * 60)
    officer = await desk(mine.choose_morning, desk.now, person.id, time(minute // 60, minute % 60), desk.office)
    await show(event, _screen(desk, say, officer))


async def switched(event: CallbackQuery, callback_data: Switch, desk: Desk, person: Person, say: Speaker) -> None:
    """On or off."""
    await show(event, _screen(desk, say, await desk(mine.switch, desk.now, person.id, callback_data.notice)))


async def data(event: Message | CallbackQuery, say: Speaker) -> None:
    """What can be done with one's data."""
    rows: list[Row] = [
        [(say("data-file"), Mine(act="file"))],
        [(say("data-withdraw"), Mine(act="ask"))],
        [(say("menu"), Menu(name="menu"))],
    ]
    await show(event, Screen(page(say("data-title"), say("data-told")), rows))


async def acted(event: CallbackQuery, callback_data: Mine, bot: Bot, desk: Desk, person: Person, say: Speaker) -> None:
    """The file; or the question whether consent is really taken back; or that it was."""
    if callback_data.act == "file":
        # Not through the desk: should the program die before the file has left, it is put together anew.
        found = await desk.door(mine.stored, desk.now, person.id)
        words = json.dumps(found, ensure_ascii=False, indent=2)
        await bot.send_document(event.from_user.id, BufferedInputFile(words.encode(), "du-lieu-cua-toi.json"))
    elif callback_data.act == "ask":
        rows: list[Row] = [[(say("data-withdraw-yes"), Mine(act="withdraw"))], [(say("back"), Menu(name="dulieu"))]]
        await show(event, Screen(page(say("data-withdraw"), say("data-withdraw-told")), rows))
    elif callback_data.act == "withdraw":
        await desk(mine.withdraw, desk.now, person.id)
        await show(event, Screen(page(say("data-withdrawn"))))
