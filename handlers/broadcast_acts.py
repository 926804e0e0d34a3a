"""What the buttons do to a draft of a broadcast: one act each, and the screen that comes next."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from handlers import broadcast_screens, broadcast_sent, delicate
from handlers.broadcast_buttons import Draft
from handlers.kit import Desk, Menu, Row, Screen, Speaker, page
from reporting import broadcast, broadcast_audience, broadcast_pick, broadcast_state, broadcast_time, missing, turns
from reporting.broadcast import READY, TEXT, WHEN
from reporting.broadcast_audience import ALL, BRANCH, KIND, MISSING
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.warned import Delicate
from storage.broadcasts import Broadcast

# After these the sender looks at the draft once more, as it is now.
RENEWED = ("refused-out-of-date", "refused-broadcast-past", "refused-broadcast-hours", "refused-broadcast-nobody")


async def text_screen(desk: Desk, person: Person, say: Speaker, draft: Broadcast, note: str = "") -> Screen:
    """The words are asked for, beside what was sent lately."""
    draft = await desk(broadcast.opened, desk.now, person.id, draft.id or 0, TEXT)
    latest = await desk.ask(broadcast_state.latest, person.id)
    return broadcast_screens.text_ask(say, draft, latest, note)


def _whom(person: Person, say: Speaker, draft: Broadcast, note: str = "") -> Screen:
    return broadcast_screens.whom(say, draft, missing.ACT in person.acts, note)


async def next_screen(desk: Desk, person: Person, say: Speaker, draft: Broadcast, note: str = "") -> Screen:
    """The preview; before it, whatever is still missing."""
    if not draft.text:
        return await text_screen(desk, person, say, draft, note)
    if not draft.audience:
        return _whom(person, say, draft, note)
    found = await desk(broadcast.preview, desk.now, person.id, draft.id or 0, desk.office)
    return broadcast_screens.preview(say, found, note)


def dropped(say: Speaker) -> Screen:
    """The draft is given up."""
    return Screen(page(say("broadcast-dropped")), [[(say("menu"), Menu(name="menu"))]])


async def choices(desk: Desk, person: Person, say: Speaker, number: int, rule: str, at: int = 0) -> Screen:
    """The branches or the kinds that can be chosen; `at`: which page of them."""
    draft = await desk(broadcast.opened, desk.now, person.id, number, READY)
    if rule == KIND:
        there = await desk.ask(broadcast_audience.kinds, desk.now, person.id, draft, desk.office)
        return broadcast_screens.kinds(say, draft, there)
    below = await desk.ask(broadcast_audience.branches, desk.now, person.id, draft, desk.office)
    return broadcast_screens.branches(say, draft, below, at)


async def _open(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    draft = await desk(broadcast.opened, desk.now, person.id, about.broadcast, READY)
    return await next_screen(desk, person, say, draft)


async def _edit(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return await text_screen(
        desk, person, say, await desk(broadcast.opened, desk.now, person.id, about.broadcast, TEXT)
    )


async def _to(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return _whom(person, say, await desk(broadcast.opened, desk.now, person.id, about.broadcast, READY))


async def _to_all(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    draft = await desk(broadcast.address, desk.now, person.id, about.broadcast, {"rule": ALL})
    return await next_screen(desk, person, say, draft)


async def _to_branch(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return await choices(desk, person, say, about.broadcast, BRANCH)


async def _to_kind(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return await choices(desk, person, say, about.broadcast, KIND)


async def _to_missing(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    """Those missing in the turn in hand; a choice only where there are several duties."""
    offered = await desk.ask(turns.offered, desk.now, person.id, missing.ACT, desk.office)
    if len(offered.duties) != 1:
        draft = await desk(broadcast.opened, desk.now, person.id, about.broadcast, READY)
        return broadcast_screens.turns(say, draft, offered)
    duty, periods = offered.duties[0]
    return await _missing(about.model_copy(update={"value": f"{duty}/{periods[0].code}"}), desk, person, say)


async def _missing(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    duty, _, period = about.value.partition("/")
    audience = {"rule": MISSING, "duty": duty, "period": period}
    draft = await desk(broadcast.address, desk.now, person.id, about.broadcast, audience)
    return await next_screen(desk, person, say, draft)


async def _to_hand(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    found = await desk(broadcast_pick.names, desk.now, person.id, about.broadcast, desk.office)
    return broadcast_screens.names(say, found)


async def _take(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    unit = int(about.value) if about.value.isdigit() else -1
    found = await desk(broadcast_pick.take, desk.now, person.id, about.broadcast, unit, desk.office)
    return broadcast_screens.names(say, found)


async def _when(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    draft = await desk(broadcast.opened, desk.now, person.id, about.broadcast, WHEN)
    return broadcast_screens.when(say, draft, broadcast_time.offers(desk.now, desk.office))


async def _at(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    seconds = int(about.value) if about.value.isdigit() else 0
    at = datetime.fromtimestamp(min(seconds, 2**33), UTC) if seconds else None
    draft = await desk(broadcast.schedule, desk.now, person.id, about.broadcast, at, desk.office)
    return await next_screen(desk, person, say, draft)


async def _file(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    draft = await desk(broadcast.detach, desk.now, person.id, about.broadcast)
    return await next_screen(desk, person, say, draft)


async def _drop(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    await desk(broadcast.discard, person.id, about.broadcast)
    return dropped(say)


async def _send(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    """Sent; an old preview, or a moment that is over by now, leads to the present preview instead.

    Delicate words are shown before they leave; "as-is" is the act of who has seen them.
    """
    verbatim = about.act == "as-is"
    try:
        sent = await desk(
            broadcast.send, desk.now, person.id, about.broadcast, about.value, desk.office, verbatim=verbatim
        )
    except Delicate as told:
        rewrite: Row = [(say("delicate-rewrite"), about.model_copy(update={"act": "rewrite", "value": ""}))]
        look: Row = [(say("back"), about.model_copy(update={"act": "open", "value": ""}))]
        return delicate.screen(say, told, [rewrite, look], about.model_copy(update={"act": "as-is"}))
    except Refusal as refusal:
        if refusal.key not in RENEWED:
            raise
        draft = await desk(broadcast.opened, desk.now, person.id, about.broadcast, READY)
        return await next_screen(desk, person, say, draft, say(refusal.key, **refusal.values))
    return broadcast_sent.state(say, await desk.ask(broadcast_state.state, person.id, sent.id or 0))


async def _rewrite(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return await text_screen(desk, person, say, await desk(broadcast.rewrite, desk.now, person.id, about.broadcast))


ACTS: dict[str, Callable[[Draft, Desk, Person, Speaker], Awaitable[Screen]]] = {
    "open": _open,
    "text": _edit,
    "whom": _to,
    "to-all": _to_all,
    "to-branch": _to_branch,
    "to-kind": _to_kind,
    "to-missing": _to_missing,
    "to-hand": _to_hand,
    "missing": _missing,
    "take": _take,
    "when": _when,
    "at": _at,
    "file": _file,
    "drop": _drop,
    "send": _send,
    "as-is": _send,
    "rewrite": _rewrite,
}
