"""/thietbi: the same officer on another device or channel; /ngonngu: the other language."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.kit import Asked, Desk, Menu, Row, Screen, Speaker, page, show
from handlers.menu import menu_screen
from reporting import joining, people
from reporting.people import Person


class Language(CallbackData, prefix="lang"):
    """The language to speak from now on."""

    code: str


def build() -> Router:
    """The router of these settings."""
    router = Router(name="devices")
    for observer in (router.message, router.callback_query):
        observer.register(another, Asked("thietbi"))
        observer.register(languages, Asked("ngonngu"))
    router.callback_query.register(chosen, Language.filter())
    return router


async def another(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """A short code for a device at hand."""
    rows: list[Row] = [[(say("menu"), Menu(name="menu"))]]
    if not person.places:
        await show(event, Screen(page(say("menu-no-post")), rows))
        return
    place = person.places[0]
    made = await desk(
        joining.invite,
        desk.now,
        person.id,
        place.unit_id,
        place.role,
        officer_id=person.id,
        life=joining.DEVICE_LIFE,
    )
    minutes = int(joining.DEVICE_LIFE.total_seconds() // 60)
    await show(event, Screen(page(say("device-title"), say("device-code", code=made.code, minutes=minutes)), rows))


async def languages(event: Message | CallbackQuery, say: Speaker) -> None:
    """Which language?"""
    rows: list[Row] = [[("Tiếng Việt", Language(code="vi")), ("English", Language(code="en"))]]
    await show(event, Screen(page(say("language-ask")), rows))


async def chosen(event: CallbackQuery, callback_data: Language, channel: str, desk: Desk, say: Speaker) -> None:
    """The new language holds from this very answer on."""
    person = await desk(people.speak, channel, str(event.from_user.id), callback_data.code, desk.now)
    await show(event, menu_screen(Speaker(person.language, say.zone), person))
