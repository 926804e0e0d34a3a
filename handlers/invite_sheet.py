"""Phiếu mời: from the page of a unit, a sheet of invites for the units below, to print and hand out."""

import asyncio

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import BufferedInputFile, CallbackQuery

from handlers.invites import UnitCard
from handlers.kit import Desk, Row, Screen, Speaker, page, show
from reporting import invite_cards, invite_sheet
from reporting.people import Person

ROLES = ("reporter", "head")
FILE_NAME = "phieu-moi.docx"


class Print(CallbackData, prefix="is"):
    """A sheet for that role; `sure` after it was asked back."""

    unit: int
    role: str
    sure: bool = False


def build() -> Router:
    """The router of the sheet."""
    router = Router(name="invite-sheet")
    router.callback_query.register(tapped, Print.filter())
    return router


async def tapped(
    event: CallbackQuery,
    callback_data: Print,
    bot: Bot,
    bot_link: str,
    desk: Desk,
    person: Person,
    say: Speaker,
    public_url: str = "",
    tried: bool = False,
) -> None:
    """First how many invites that makes; then the file. `tried`: this tap was worked on before, and that failed."""
    asked = callback_data
    if not asked.sure:
        await show(event, await _ask(asked, desk, person, say))
        return
    # The screen changes first: a second tap meets no button that would make the invites twice. Not through the desk:
    # should the program die before the file has left, the sheet is made anew; nobody has seen the codes of the first.
    sheet = await desk.door(invite_sheet.make, desk.now, person.id, asked.unit, asked.role, desk.office, again=tried)
    drawn = await asyncio.to_thread(invite_cards.worded, sheet, say, say.moment, bot_link, public_url)
    back: Row = [(say("back"), UnitCard(unit=asked.unit))]
    told = say("sheet-done", count=len(sheet.made), unit=sheet.unit)
    await show(event, Screen(page(say("sheet-title"), told), [back]))
    await bot.send_document(event.from_user.id, BufferedInputFile(drawn, FILE_NAME))


async def _ask(asked: Print, desk: Desk, person: Person, say: Speaker) -> Screen:
    found = await desk.ask(invite_sheet.coming, desk.now, person.id, asked.unit, asked.role, desk.office)
    role = say(f"role-{asked.role}")
    rows: list[Row] = []
    if found.waiting:
        sure = asked.model_copy(update={"sure": True})
        rows.append([(say("sheet-sure", count=found.waiting), sure)])
    others = [one for one in ROLES if one != asked.role]
    rows += [
        [(say("sheet-for", role=say(f"role-{one}")), asked.model_copy(update={"role": one, "sure": False}))]
        for one in others
    ]
    rows.append([(say("back"), UnitCard(unit=asked.unit))])
    key = "sheet-ask" if found.waiting else "sheet-none"
    told = say(key, role=role, unit=found.unit, waiting=found.waiting, units=found.units)
    return Screen(page(say("sheet-title"), told), rows)
