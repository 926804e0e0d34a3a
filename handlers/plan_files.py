"""A plan comes as a file: fetched, read in a process of its own while the office sees that it is, and understood."""

import asyncio
import hashlib
from io import BytesIO

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message
from aiogram.utils.formatting import Text

from handlers import plan_screens
from handlers.kit import About, Desk, Menu, Row, Screen, Speaker, cut, page, show
from handlers.parsing import is_busy, parse
from handlers.plan_buttons import ReadIt
from reporting import plan_import, plan_view
from reporting.people import Person
from reporting.plan_import import ACT, Source
from reporting.plans.container import MAX_BYTES
from reporting.plans.model import PlanError
from reporting.plans.reader import read_data
from reporting.refusal import Refusal
from storage import talks

TOPIC, OFFER = "plan-file", "plan-offer"
FETCH_SECONDS = 30


class HasDocument(Filter):
    """A file came."""

    async def __call__(self, message: Message) -> bool:
        """Whether there is a document in it."""
        return message.document is not None


def build_files() -> Router:
    """Documents for a plan; asked before the reports, which answer every other file."""
    router = Router(name="plan-files")
    router.message.register(came, HasDocument(), About(TOPIC))
    router.callback_query.register(wanted, ReadIt.filter())
    return router


async def came(message: Message, bot: Bot, desk: Desk, person: Person, say: Speaker) -> None:
    """The document that was asked for; who works for several offices says for which it is."""
    assert message.document is not None
    if len(await desk.ask(plan_import.offices, person.id)) > 1:
        await offer(message, desk, person, say)
        return
    name = message.document.file_name or "tep"
    sent = await message.answer(**_reading(say, name).as_kwargs())
    screen = await _read(bot, desk, person, say, message.document.file_id, name, message.document.file_size)
    await _replace(bot, message.chat.id, sent.message_id, screen)


def offered(message: Message, person: Person) -> bool:
    """Whether this file could be a plan of somebody who manages plans and is in the middle of nothing else."""
    return message.document is not None and ACT in person.acts and person.topic in (None, OFFER)


async def offer(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """A document came out of nothing: it can be read as a plan."""
    assert message.document is not None
    name = message.document.file_name or "tep"
    about = {"file": message.document.file_id, "name": name, "size": message.document.file_size, "typed": False}
    await desk(talks.put, person.id, OFFER, about, desk.now)
    own = await desk.ask(plan_import.offices, person.id)
    several = len(own) > 1
    rows: list[Row] = (
        [[(say("plan-read-for", unit=cut(unit, 40)), ReadIt(root=root))] for root, unit in own]
        if several
        else [[(say("plan-read-it"), ReadIt())]]
    )
    text = page(say("plan-offer", name=name), say("plan-whose") if several else "")
    await show(message, Screen(text, [*rows, [(say("menu"), Menu(name="menu"))]]))


async def wanted(
    event: CallbackQuery, callback_data: ReadIt, bot: Bot, desk: Desk, person: Person, say: Speaker
) -> None:
    """Read the document that was sent a moment ago."""
    if person.topic != OFFER:
        raise Refusal("refused-out-of-date")
    about = person.data
    await show(event, Screen(_reading(say, about["name"])))
    await show(
        event, await _read(bot, desk, person, say, about["file"], about["name"], about["size"], callback_data.root)
    )


def _reading(say: Speaker, name: str) -> Text:
    return page(say("plan-reading", name=name), say("parse-wait") if is_busy() else "")


async def _read(
    bot: Bot, desk: Desk, person: Person, say: Speaker, file_id: str, name: str, size: int | None, root: int = 0
) -> Screen:
    """What was understood; or why the file cannot be read, and how to send another one."""
    try:
        data = await _fetch(bot, file_id, size or 0)
        plan = await parse(read_data, data, name)
        source = Source(name, hashlib.sha256(data).hexdigest())
        draft_id = await desk(plan_import.take_in, desk.now, person.id, plan, source, desk.office, root or None)
    except Refusal as refusal:
        rows: list[Row] = [[(say("plan-send-other"), Menu(name="kehoach"))], [(say("menu"), Menu(name="menu"))]]
        return Screen(page(say("plan-not-read", name=name), say(refusal.key, **refusal.values)), rows)
    await desk(talks.end, person.id)
    found = await desk.ask(plan_view.overview, person.id, draft_id)
    return plan_screens.overview(say, found)


class _Capped(BytesIO):
    """Takes no more than a plan may have, whatever size was announced."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(data) > MAX_BYTES:
            raise _too_large()
        return super().write(data)


def _too_large() -> PlanError:
    return PlanError("refused-plan-large", limit=MAX_BYTES // 1024 // 1024)


async def _fetch(bot: Bot, file_id: str, size: int) -> bytes:
    if size > MAX_BYTES:
        raise _too_large()
    into = _Capped()
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            await bot.download(file_id, destination=into)
    except TimeoutError:
        raise Refusal("refused-file-lost") from None
    return into.getvalue()


async def _replace(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> None:
    """The news takes the place of «Đang đọc …»."""
    content, keyboard = screen.text.as_kwargs(), screen.keyboard()
    try:
        await bot.edit_message_text(chat_id=chat_id, message_id=message_id, **content, reply_markup=keyboard)
    except TelegramBadRequest:
        await bot.send_message(chat_id, **content, reply_markup=keyboard)
