"""/tonghop: the office asks, and every line leads to the report behind it."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from aiogram.utils.formatting import as_list

from handlers import passage_screens, summary_lines, summary_screens, summary_units
from handlers.kit import Asked, Desk, Menu, Row, Screen, Speaker, page, show
from handlers.listing import at
from handlers.office_buttons import See
from reporting import passages, turns
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.summarise import ACT, summarise
from storage import units

OTHERS_SHOWN = 3

PAGES = {
    "b": summary_units.branches,
    "u": summary_units.units,
    "C": summary_units.choosers,
    "c": summary_lines.choices,
    "f": summary_lines.figures,
    "t": summary_lines.topics,
    "r": summary_lines.recommendations,
}
# What makes a button an old one: then the person gets the present page instead of a dead end.
OLD = ("refused-out-of-date", "refused-turn", "refused-unit")


def build() -> Router:
    """The router of the summary."""
    router = Router(name="summary")
    router.message.register(asked_for, Asked("tonghop"))
    router.callback_query.register(asked_for, Asked("tonghop"))
    router.callback_query.register(seen, See.filter())
    return router


async def asked_for(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker, note: str = "") -> None:
    """/tonghop: the turn in hand at once; a choice only where there are several duties or branches."""
    offered = await desk.ask(turns.offered, desk.now, person.id, ACT, desk.office)
    found = [
        (See(view="o", duty=duty, period=periods[0].code, root=root), f"{say.report(duty, periods[0].code)} · {unit}")
        for duty, periods in offered.duties
        for root, unit in offered.roots
    ]
    if len(found) == 1:
        await show(event, _noted(await _screen(found[0][0], desk, person, say), note))
        return
    rows: list[Row] = [[(label, see)] for see, label in found]
    told = say("summary-choose" if found else "summary-no-duty")
    await show(event, Screen(page(say("menu-tonghop"), note, told), [*rows, [(say("menu"), Menu(name="menu"))]]))


async def seen(event: CallbackQuery, callback_data: See, desk: Desk, person: Person, say: Speaker) -> None:
    """A page of the summary, in the place of the one that was tapped."""
    try:
        screen = await _screen(callback_data, desk, person, say)
    except Refusal as refusal:
        if refusal.key not in OLD:
            raise
        await asked_for(event, desk, person, say, say(refusal.key))
        return
    await show(event, screen)


async def _screen(see: See, desk: Desk, person: Person, say: Speaker) -> Screen:
    if see.view in passage_screens.LINES:
        return await _passages(see, desk, person, say)
    found = await desk.ask(summarise, desk.now, person.id, see.duty, see.period, see.root, desk.office)
    if see.view in PAGES:
        return PAGES[see.view](say, found, see)
    offered = await desk.ask(turns.offered, desk.now, person.id, ACT, desk.office)
    periods = next((periods for duty, periods in offered.duties if duty == see.duty), ())
    others = [period for period in periods if period.code != see.period][:OTHERS_SHOWN]
    top = see.root in {root for root, _ in offered.roots}
    return summary_screens.overview(say, found, at(see, "o"), others, top)


async def _passages(see: See, desk: Desk, person: Person, say: Speaker) -> Screen:
    line, _ = passage_screens.LINES[see.view]
    code = see.code
    found = await desk.ask(
        passages.behind, desk.now, person.id, see.duty, see.period, see.root, desk.office, line, code, see.page
    )
    root = await desk.ask(units.by_id, see.root)
    return passage_screens.screen(say, found, root.name if root else "", see)


def _noted(screen: Screen, note: str) -> Screen:
    return Screen(as_list(note, screen.text, sep="\n\n"), screen.rows) if note else screen
