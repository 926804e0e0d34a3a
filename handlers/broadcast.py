"""/thongbao: the office writes to units: the words, a file, to whom, when, a preview, then it is sent."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from handlers import broadcast_screens, broadcast_sent
from handlers.broadcast_acts import ACTS, choices, dropped, next_screen, text_screen
from handlers.broadcast_buttons import Begin, Draft, Pick
from handlers.kit import About, Asked, Desk, Speaker, show
from handlers.report_files import HasFile, fetch
from reporting import broadcast, broadcast_pick, broadcast_time, turns
from reporting.broadcast import TOPIC, UNITS, WHEN
from reporting.people import Person
from reporting.refusal import Refusal
from storage.files import FileStore

Event = Message | CallbackQuery


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
    await show(event, await text_screen(desk, person, say, draft))


async def file_came(message: Message, bot: Bot, desk: Desk, person: Person, say: Speaker, files: FileStore) -> None:
    """Keep it with the draft."""
    stored = await fetch(bot, message, files)
    draft = await desk(broadcast.attach, desk.now, person.id, int(person.data["broadcast"]), stored)
    await show(message, await next_screen(desk, person, say, draft, say("broadcast-file", name=draft.file_name)))


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
    await show(message, await next_screen(desk, person, say, draft))


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: nothing is sent, the draft is given up."""
    await desk(broadcast.discard, person.id, int(person.data["broadcast"]))
    await show(message, dropped(say))


async def picked(event: CallbackQuery, callback_data: Pick, desk: Desk, person: Person, say: Speaker) -> None:
    """A branch or a kind in or out, or another page of them."""
    pick = callback_data
    if pick.value:
        await desk(broadcast_pick.toggle, desk.now, person.id, pick.broadcast, pick.rule, pick.value)
    await show(event, await choices(desk, person, say, pick.broadcast, pick.rule, pick.page))


async def acted(event: CallbackQuery, callback_data: Draft, desk: Desk, person: Person, say: Speaker) -> None:
    """One of the acts on a draft. One that was sent meanwhile shows what became of it."""
    act = ACTS.get(callback_data.act)
    if act is None:
        raise Refusal("refused-out-of-date")
    await show(event, await act(callback_data, desk, person, say))
