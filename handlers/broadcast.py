"""/thongbao: the office writes to units: the words, a file, to whom, when, a preview, then it is sent."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from handlers import broadcast_screens, broadcast_sent, delicate
from handlers.broadcast_buttons import Begin, Draft, Pick
from handlers.kit import About, Asked, Desk, Menu, Row, Screen, Speaker, page, show
from handlers.report_files import HasFile, fetch
from reporting import broadcast, broadcast_audience, broadcast_pick, broadcast_state, broadcast_time, missing, turns
from reporting.broadcast import READY, TEXT, TOPIC, UNITS, WHEN
from reporting.broadcast_audience import ALL, BRANCH, KIND, MISSING
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.warned import Delicate
from storage.broadcasts import Broadcast
from storage.files import FileStore

Event = Message | CallbackQuery
# After these the sender looks at the draft once more, as it is now.
RENEWED = ("refused-out-of-date", "refused-broadcast-past", "refused-broadcast-hours", "refused-broadcast-nobody")


def build_files() -> Router:
    """Pictures and files for the draft; stands before the router that tells of files nobody asked for."""
    router = Router(name="broadcast-files")
    router.message.register(file_came, HasFile(), About(TOPIC))
    return router


def build() -> Router:
    """The router of broadcasts."""
    router = Router(name="broadcast")
    for observer in (router.message, router.callback_query):
        observer.register(asked_for, Asked("thongbao"))
    router.callback_query.register(begun, Begin.filter())
    router.callback_query.register(acted, Draft.filter())
    router.callback_query.register(picked, Pick.filter())
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    router.include_router(broadcast_sent.build())
    return router


def build_typed() -> Router:
    """Words, names of units, and times, typed."""
    router = Router(name="broadcast-typed")
    router.message.register(typed, Typed(TOPIC))
    router.include_router(broadcast_sent.build_typed())
    return router


class Typed(About):
    """Something is typed for the draft; while nothing is asked, words are not ours."""

    async def __call__(self, event: Message | CallbackQuery, person: Person | None = None) -> bool:
        """Whether the draft waits for words."""
        return await super().__call__(event, person) and person is not None and bool(person.data.get("typed"))


async def asked_for(event: Event, desk: Desk, person: Person, say: Speaker) -> None:
    """/thongbao: what is being written, or a new one; and what was sent lately."""
    await _begin(event, desk, person, say, None)


async def begun(event: CallbackQuery, callback_data: Begin, desk: Desk, person: Person, say: Speaker) -> None:
    """To that branch."""
    await _begin(event, desk, person, say, callback_data.root)


async def _begin(event: Event, desk: Desk, person: Person, say: Speaker, root: int | None) -> None:
    draft = await desk(broadcast.begin, desk.now, person.id, root)
    if draft is None:
        tops = await desk.ask(turns.offered, desk.now, person.id, broadcast.ACT, desk.office)
        await show(event, broadcast_screens.roots(say, tops.roots))
        return
    await show(event, await _text(desk, person, say, draft))


async def _text(desk: Desk, person: Person, say: Speaker, draft: Broadcast, note: str = "") -> Screen:
    draft = await desk(broadcast.opened, desk.now, person.id, draft.id or 0, TEXT)
    latest = await desk.ask(broadcast_state.latest, person.id)
    return broadcast_screens.text_ask(say, draft, latest, note)


def _whom(person: Person, say: Speaker, draft: Broadcast, note: str = "") -> Screen:
    return broadcast_screens.whom(say, draft, missing.ACT in person.acts, note)


async def _next(desk: Desk, person: Person, say: Speaker, draft: Broadcast, note: str = "") -> Screen:
    """The preview; before it, whatever is still missing."""
    if not draft.text:
        return await _text(desk, person, say, draft, note)
    if not draft.audience:
        return _whom(person, say, draft, note)
    found = await desk(broadcast.preview, desk.now, person.id, draft.id or 0, desk.office)
    return broadcast_screens.preview(say, found, note)


async def file_came(message: Message, bot: Bot, desk: Desk, person: Person, say: Speaker, files: FileStore) -> None:
    """Keep it with the draft."""
    stored = await fetch(bot, message, files)
    draft = await desk(broadcast.attach, desk.now, person.id, int(person.data["broadcast"]), stored)
    await show(message, await _next(desk, person, say, draft, say("broadcast-file", name=draft.file_name)))


async def typed(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """What was asked for last: the words, names of units, or a time."""
    number, step, text = int(person.data["broadcast"]), person.data.get("step"), message.text or ""
    if step == UNITS:
        found = await desk(broadcast_pick.typed, desk.now, person.id, number, text, desk.office)
        await show(message, broadcast_screens.names(say, found))
        return
    if step == WHEN:
        at = broadcast_time.read(text, desk.now, desk.office)
        draft = await desk(broadcast.schedule, desk.now, person.id, number, at, desk.office)
    else:
        draft = await desk(broadcast.write, desk.now, person.id, number, text)
    await show(message, await _next(desk, person, say, draft))


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: nothing is sent, the draft is given up."""
    await desk(broadcast.discard, person.id, int(person.data["broadcast"]))
    await show(message, _dropped(say))


def _dropped(say: Speaker) -> Screen:
    return Screen(page(say("broadcast-dropped")), [[(say("menu"), Menu(name="menu"))]])


async def picked(event: CallbackQuery, callback_data: Pick, desk: Desk, person: Person, say: Speaker) -> None:
    """A branch or a kind in or out, or another page of them."""
    pick = callback_data
    if pick.value:
        await desk(broadcast_pick.toggle, desk.now, person.id, pick.broadcast, pick.rule, pick.value)
    await show(event, await _choices(desk, person, say, pick.broadcast, pick.rule, pick.page))


async def _choices(desk: Desk, person: Person, say: Speaker, number: int, rule: str, at: int = 0) -> Screen:
    draft = await desk(broadcast.opened, desk.now, person.id, number, READY)
    if rule == KIND:
        there = await desk.ask(broadcast_audience.kinds, desk.now, person.id, draft, desk.office)
        return broadcast_screens.kinds(say, draft, there)
    below = await desk.ask(broadcast_audience.branches, desk.now, person.id, draft, desk.office)
    return broadcast_screens.branches(say, draft, below, at)


async def acted(event: CallbackQuery, callback_data: Draft, desk: Desk, person: Person, say: Speaker) -> None:
    """One of the acts on a draft. One that was sent meanwhile shows what became of it."""
    act = ACTS.get(callback_data.act)
    if act is None:
        raise Refusal("refused-out-of-date")
    await show(event, await act(callback_data, desk, person, say))


async def _open(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    draft = await desk(broadcast.opened, desk.now, person.id, about.broadcast, READY)
    return await _next(desk, person, say, draft)


async def _edit(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return await _text(desk, person, say, await desk(broadcast.opened, desk.now, person.id, about.broadcast, TEXT))


async def _to(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return _whom(person, say, await desk(broadcast.opened, desk.now, person.id, about.broadcast, READY))


async def _to_all(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    draft = await desk(broadcast.address, desk.now, person.id, about.broadcast, {"rule": ALL})
    return await _next(desk, person, say, draft)


async def _to_branch(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return await _choices(desk, person, say, about.broadcast, BRANCH)


async def _to_kind(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return await _choices(desk, person, say, about.broadcast, KIND)


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
    return await _next(desk, person, say, draft)


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
    return await _next(desk, person, say, draft)


async def _file(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    draft = await desk(broadcast.detach, desk.now, person.id, about.broadcast)
    return await _next(desk, person, say, draft)


async def _drop(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    await desk(broadcast.discard, person.id, about.broadcast)
    return _dropped(say)


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
        return await _next(desk, person, say, draft, say(refusal.key, **refusal.values))
    return broadcast_sent.state(say, await desk.ask(broadcast_state.state, person.id, sent.id or 0))


async def _rewrite(about: Draft, desk: Desk, person: Person, say: Speaker) -> Screen:
    return await _text(desk, person, say, await desk(broadcast.rewrite, desk.now, person.id, about.broadcast))


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
