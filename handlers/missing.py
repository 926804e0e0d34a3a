"""/chuanop: who has not handed in and why; nudge one or all after a preview, then see what became of it."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import missing_screens
from handlers.kit import Asked, Desk, Screen, Speaker, show
from handlers.office_buttons import Lacking, Push, Pushed
from handlers.summary import OLD, OTHERS_SHOWN
from reporting import missing, nudge, nudge_state, turns
from reporting.missing import ACT
from reporting.people import Person
from reporting.refusal import Refusal
from storage import units


def build() -> Router:
    """The router of what is missing."""
    router = Router(name="missing")
    router.message.register(asked_for, Asked("chuanop"))
    router.callback_query.register(asked_for, Asked("chuanop"))
    router.callback_query.register(turned, Lacking.filter())
    router.callback_query.register(pushed, Push.filter())
    router.callback_query.register(looked_after, Pushed.filter())
    return router


async def asked_for(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """/chuanop: the turn in hand at once; a choice only where there are several duties or branches."""
    offered = await desk.ask(turns.offered, desk.now, person.id, ACT, desk.office)
    if len(offered.duties) == len(offered.roots) == 1:
        (duty, periods), (root, _) = offered.duties[0], offered.roots[0]
        await show(event, await _list(Lacking(duty=duty, period=periods[0].code, root=root), desk, person, say))
    else:
        await show(event, missing_screens.chooser(say, offered))


async def turned(event: CallbackQuery, callback_data: Lacking, desk: Desk, person: Person, say: Speaker) -> None:
    """A page of the list, as it stands now."""
    try:
        screen = await _list(callback_data, desk, person, say)
    except Refusal as refusal:
        if refusal.key not in OLD:
            raise
        await asked_for(event, desk, person, say)
        return
    await show(event, screen)


async def _list(lacking: Lacking, desk: Desk, person: Person, say: Speaker, note: str = "") -> Screen:
    found = await desk.ask(missing.who, desk.now, person.id, lacking.duty, lacking.period, lacking.root, desk.office)
    offered = await desk.ask(turns.offered, desk.now, person.id, ACT, desk.office)
    periods = next((periods for duty, periods in offered.duties if duty == lacking.duty), ())
    others = [period for period in periods if period.code != lacking.period][:OTHERS_SHOWN]
    may = nudge.ACT in person.acts
    return missing_screens.listed(say, found, await _name(desk, lacking.root), lacking, others, may, note)


async def _name(desk: Desk, unit_id: int) -> str:
    unit = await desk.ask(units.by_id, unit_id)
    return unit.name if unit else ""


async def pushed(event: CallbackQuery, callback_data: Push, desk: Desk, person: Person, say: Speaker) -> None:
    """First the preview; with its token the nudge itself. Who filed meanwhile is left alone."""
    push = callback_data
    only = [push.root] if push.one else None
    back = Lacking(duty=push.duty, period=push.period, root=await _root_of(push, desk, person))
    try:
        if push.token:
            sent = await desk(
                nudge.send, desk.now, person.id, push.duty, push.period, push.root, only, desk.office, push.token
            )
            state = await desk.ask(nudge_state.state, sent.id or 0, person.id)
            await show(event, missing_screens.state(say, state, back.root))
            return
        found = await desk.ask(nudge.preview, desk.now, person.id, push.duty, push.period, push.root, only, desk.office)
    except Refusal as refusal:
        if refusal.key not in (*OLD, "refused-nobody"):
            raise
        await show(event, await _list(back, desk, person, say, say(refusal.key)))
        return
    await show(event, missing_screens.preview(say, found, await _name(desk, push.root), push, back))


async def _root_of(push: Push, desk: Desk, person: Person) -> int:
    """Where the list begins to which a nudge of one unit leads back: at the top of the officer's own branch."""
    if not push.one:
        return push.root
    return await desk.ask(turns.top_above, person.id, ACT, push.root)


async def looked_after(event: CallbackQuery, callback_data: Pushed, desk: Desk, person: Person, say: Speaker) -> None:
    """What became of a nudge, as it stands now."""
    found = await desk.ask(nudge_state.state, callback_data.nudge, person.id)
    await show(event, missing_screens.state(say, found, callback_data.root))
