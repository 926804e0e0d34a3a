"""Who is speaking, in which language, at which moment: found anew for every update and handed to the handlers."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User

from bot.flood import Flood, Held
from bot.idle import Idle, confirm_screen, reads
from handlers.kit import Desk, Menu, Screen, Speaker, alert, command_in, page, send, show, words_in
from handlers.menu import menu_screen
from handlers.report_screens import screen
from handlers.taps import possible
from reporting import denied, exports, people
from reporting import draft as drafts
from reporting.clock import Clock
from reporting.daysoff import Office
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.text import utf16_len
from reporting.trace import trace
from storage.door import Door
from storage.speakers import Speaker as Known

log = logging.getLogger(__name__)

PART = 4096  # UTF-16 units: apps send a longer text in parts, every one but the last as long as this
PARTS_APART = timedelta(seconds=3)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def speaker_of(update: Update) -> User | None:
    """The person behind an update, whatever kind it is."""
    event = update.event
    return getattr(event, "from_user", None)


class Who(BaseMiddleware):
    """Puts `person`, `desk` and `say` beside every update; speaks for Refusals; ends a lost answer."""

    def __init__(
        self,
        door: Door,
        clock: Clock,
        office: Callable[[], Office],
        zone: ZoneInfo,
        flood: Flood | None = None,
        idle: Idle | None = None,
        speaks: Callable[[str, str], None] | None = None,
    ) -> None:
        self.flood, self.idle, self._speaks = flood, idle, speaks
        self.door = door
        self.clock = clock
        self.office = office
        self.zone = zone
        self._last_part: dict[int, datetime] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Find the person, run the handler, turn a Refusal into its sentence."""
        assert isinstance(event, Update)
        user = speaker_of(event)
        if user is None or user.is_bot:
            return None
        channel, now = str(data["channel"]), self.clock.now()
        if self.flood is not None and not data.get("tried"):
            held = self.flood.held(channel, str(user.id), event.event, now)
            if held is not None:
                return await self._hold_back(held, channel, user, event.event, now)
        person = await self._person(channel, str(user.id), data.get("speaker"), now)
        unsure = self.idle is not None and person is not None and self.idle.is_unsure(person, now)
        if person is not None and person.stale and event.my_chat_member is None:
            await self.door(people.heard, person.address_id, now, not unsure)
        desk = Desk(self.door, now, self.office(), data.get("inbox_id"))
        say = Speaker(person.language if person else "vi", self.zone)
        if person is not None and self._speaks is not None:
            self._speaks(f"{channel}:{user.id}", person.language)
        data.update(person=person, desk=desk, say=say)
        inner = event.event
        if isinstance(inner, Message) and inner.chat.type == ChatType.PRIVATE and await self._is_part(inner, say):
            return None
        try:
            if isinstance(inner, CallbackQuery) and not possible(inner.data or ""):
                raise Refusal("refused-out-of-date")
            if unsure and person is not None and isinstance(inner, Message | CallbackQuery) and reads(inner, person):
                return await show(inner, confirm_screen(say))
            if data.get("again") and person is not None and isinstance(inner, Message | CallbackQuery):
                return await self._say_where(inner, person, desk, say)
            return await handler(event, data)
        except Refusal as refusal:
            await self._refuse(inner, refusal, person, say)
            return None
        finally:
            if isinstance(inner, CallbackQuery):
                await self._end_spinner(inner)

    async def _person(self, channel: str, account: str, known: Known | None, now: datetime) -> Person | None:
        """`known`: who was found when the update was taken, after all that came before it in that chat was done."""
        if known is not None and (known.channel, known.external_id) == (channel, account):
            return people.person(known, now)
        return await self.door.ask(people.who, channel, account, now)

    async def _hold_back(self, held: Held, channel: str, user: User, event: Any, now: datetime) -> None:
        """Nothing is done for it; the first is told so, and until when."""
        text = None
        if held.first:
            log.warning("%s: somebody sends too fast (%s)", channel, held.key)
            person = await self.door.ask(people.who, channel, str(user.id), now)
            say = Speaker(person.language if person else "vi", self.zone)
            text = say(held.key, moment=f"{held.until.astimezone(self.zone):%H:%M:%S}")
        if isinstance(event, CallbackQuery):
            await (alert(event, text) if text else self._end_spinner(event))
        elif isinstance(event, Message) and text and event.chat.type == ChatType.PRIVATE:
            await event.answer(text)

    async def _is_part(self, message: Message, say: Speaker) -> bool:
        """Whether this is a part of a text that was too long for one message. Its end alone would stand as the answer,
        so nothing of it is kept, which is said once."""
        before = self._last_part.pop(message.chat.id, None)
        follows = before is not None and message.date - before <= PARTS_APART and message.text is not None
        full = message.text is not None and utf16_len(message.text) >= PART
        if full:
            self._last_part[message.chat.id] = message.date
            if not follows:
                await message.answer(say("refused-parts"))
        return full or follows

    async def _say_where(self, event: Message | CallbackQuery, person: Person, desk: Desk, say: Speaker) -> None:
        """The change was stored before the program died; only the answer is missing: say where the person is."""
        if person.topic == drafts.TOPIC:
            standing = await self.door(drafts.resume, desk.now, person.id, int(person.data["report"]), desk.office)
            await send(event, screen(say, standing))
        else:
            await send(event, menu_screen(say, person))

    async def _refuse(self, event: Any, refusal: Refusal, person: Person | None, say: Speaker) -> None:
        text = say(refusal.key, **refusal.values)
        if refusal.key == "refused-right" and person is not None:
            await self._note_denied(event, person)
        if refusal.key == exports.KEY and person is not None:
            await self._note_export(person)
        if isinstance(event, CallbackQuery):
            await alert(event, text)
            if refusal.key == "refused-out-of-date" and person is not None:
                rows = [[(say("menu"), Menu(name="menu"))]]
                if person.topic == drafts.TOPIC:
                    rows.insert(0, [(say("menu-go-on"), Menu(name="tieptuc"))])
                await show(event, Screen(page(text), list(rows)))
        elif isinstance(event, Message):
            await event.answer(text)

    async def _note_denied(self, event: Any, person: Person) -> None:
        """The refusal itself is said whether or not it can be noted: nothing was done."""
        if isinstance(event, CallbackQuery):
            kind, what = denied.BUTTON, denied.tapped(event.data or "")
        else:
            text = getattr(event, "text", None)
            kind, what = denied.COMMAND, command_in(text) or words_in(text) or "?"
        try:
            await self.door(denied.note, self.clock.now(), person.id, kind, what)
        except Exception as error:
            log.error("a refusal could not be noted: %s", trace(error))

    async def _note_export(self, person: Person) -> None:
        """The office hears of it; what was refused is refused whether or not it can be told."""
        try:
            await self.door(exports.refused, self.clock.now(), person.id)
        except Exception as error:
            log.error("a refused export could not be told: %s", trace(error))

    async def _end_spinner(self, event: CallbackQuery) -> None:
        """A tap must be answered or the button keeps turning; one that is too old cannot be any more."""
        try:
            await event.answer()
        except TelegramBadRequest:
            log.debug("a tap was too old to be answered")
