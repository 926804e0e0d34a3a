"""What every conversation uses: the desk, screens, filters that cost nothing, and the commands' names.

aiogram runs every synchronous filter in a worker thread; the filters here are async, so that a big tree of
routers stays fast. Handlers use only what all channels can follow: text, buttons, edits, files.
"""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Bold, Text, as_list
from sqlmodel import Session

import locales
from locales import dates
from locales.periods import period_name, report_name
from reporting.daysoff import Office
from reporting.people import Person
from reporting.text import fold
from storage import inbox
from storage.door import Door

P = ParamSpec("P")
T = TypeVar("T")

# Shorter words are too like each other to guess at; "bao cso" is like "bao cao" by 0.86.
SLIP_FROM, SLIP_LIKENESS = 6, 0.85
TEXT_MOST = 4000  # a little under what one message may hold
ALERT_MOST = 200  # letters that a messenger shows over the screen


@dataclass(frozen=True)
class Desk:
    """The door as one update sees it: the moment it came, the office's calendar, and its inbox row.

    A use case that writes marks the row as applied in the same transaction: should the program die before the
    answer is said, the change is not made a second time.
    """

    door: Door
    now: datetime
    office: Office
    inbox_id: int | None = None

    async def __call__(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **values: P.kwargs) -> T:
        """Run a use case that writes."""

        def whole(session: Session) -> T:
            result = use_case(session, *args, **values)
            if self.inbox_id is not None:
                inbox.applied(session, self.inbox_id, self.now)
            return result

        return await self.door(whole)

    async def ask(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **values: P.kwargs) -> T:
        """Run a use case that only reads."""
        return await self.door.ask(use_case, *args, **values)


class Menu(CallbackData, prefix="m"):
    """A button that does what a command does."""

    name: str


class Go(CallbackData, prefix="go"):
    """Open the report of that duty, period and unit."""

    duty: str
    period: str
    unit: int


Row = Sequence[tuple[str, CallbackData | str]]


@dataclass
class Screen:
    """A message with its buttons, before any channel sees it."""

    text: Text
    rows: list[Row] = field(default_factory=list)

    def keyboard(self) -> InlineKeyboardMarkup | None:
        """The buttons as aiogram wants them."""
        if not self.rows:
            return None
        return InlineKeyboardMarkup(
            inline_keyboard=[
                [
                    InlineKeyboardButton(text=label, callback_data=data if isinstance(data, str) else data.pack())
                    for label, data in row
                ]
                for row in self.rows
                if row
            ]
        )


@dataclass(frozen=True)
class Speaker:
    """Says things in one language, at one place on earth."""

    language: str
    zone: ZoneInfo

    def __call__(self, key: str, /, **values: Any) -> str:
        """The sentence in the person's language."""
        return locales.say(self.language, key, **values)

    def period(self, code: str) -> str:
        """quý IV/2026, from its code."""
        return period_name(self.language, code)

    def report(self, duty: str, period: str) -> str:
        """Báo cáo tình hình Nhân dân quý IV/2026."""
        return report_name(self.language, duty, period)

    def day(self, value: date) -> str:
        """thứ Tư, 16/12/2026."""
        return dates.full_day(self.language, value)

    def moment(self, value: datetime) -> str:
        """09:12, 14/12/2026 by the office's clock."""
        return dates.moment(value.astimezone(self.zone))


def page(title: str, *paragraphs: str | Text) -> Text:
    """A bold title and paragraphs below it; what people wrote stays plain, whatever signs are in it."""
    return as_list(Bold(title), *(p for p in paragraphs if p), sep="\n\n")


def cut(text: str, most: int) -> str:
    """The beginning of a long text, with … where something is left out."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


async def show(event: Message | CallbackQuery, screen: Screen) -> None:
    """Answer a message with a new one; answer a tap by changing the message that was tapped."""
    content = screen.text.as_kwargs()
    if isinstance(event, Message):
        await event.answer(**content, reply_markup=screen.keyboard())
        return
    if isinstance(event.message, Message):
        try:
            await event.message.edit_text(**content, reply_markup=screen.keyboard())
            return
        except TelegramBadRequest as error:
            if "not modified" in error.message:
                return
    await send(event, screen)


async def send(event: Message | CallbackQuery, screen: Screen) -> None:
    """Say it in a new message, whatever the event was."""
    bot: Bot | None = event.bot
    assert bot is not None
    chat = event.chat.id if isinstance(event, Message) else event.from_user.id
    await bot.send_message(chat, **screen.text.as_kwargs(), reply_markup=screen.keyboard())


async def alert(event: CallbackQuery, text: str) -> None:
    """Say it over the screen; in a message where the tap is too old (it waited for us) to be answered so."""
    try:
        await event.answer(text[:ALERT_MOST], show_alert=True)
    except TelegramBadRequest:
        await send(event, Screen(Text(text)))


# Commands by name, with the plain words (folded) that mean the same.
COMMANDS: dict[str, tuple[str, ...]] = {
    "start": ("bat dau",),
    "menu": ("menu", "thuc don"),
    "nhiemvu": ("nhiem vu", "viec duoc giao", "nhiem vu cua toi", "theo doi nhiem vu"),
    "baocao": ("bao cao", "lap bao cao", "nop bao cao", "gui bao cao"),
    "dagui": ("da gui", "bao cao da gui", "lich su"),
    "tonghop": ("tong hop", "xem tong hop", "thong ke"),
    "chuanop": ("chua nop", "ai chua nop", "don vi chua nop", "don doc"),
    "thongbao": ("thong bao", "gui thong bao"),
    "nhatky": ("nhat ky", "nhat ky thao tac"),
    "kehoach": ("ke hoach", "nhap ke hoach", "doc ke hoach"),
    "donvi": ("don vi", "moi can bo", "can bo"),
    "thietbi": ("thiet bi", "them thiet bi", "mo tren may khac"),
    "ngonngu": ("ngon ngu", "language", "english", "tieng viet"),
    "caidat": ("cai dat", "thiet lap"),
    "dulieu": ("du lieu", "du lieu cua toi"),
    "huy": ("huy", "thoi", "dung lai"),
    "trogiup": ("tro giup", "giup", "huong dan", "help"),
}
BY_WORDS = {words: name for name, all_words in COMMANDS.items() for words in (name, *all_words)}


def command_in(text: str | None) -> str | None:
    """The command that a message names with a slash: /baocao, /BaoCao@bot, /báocáo."""
    if not text or not text.startswith("/"):
        return None
    name = fold(text[1:].partition(" ")[0].partition("@")[0])
    return BY_WORDS.get(name)


def words_in(text: str | None) -> str | None:
    """The command that plain words name, with or without accents and with a small slip of the thumb."""
    if not text or len(text) > 40:
        return None
    words = fold(text)
    if words in BY_WORDS or len(words) < SLIP_FROM:
        return BY_WORDS.get(words)
    near = difflib.get_close_matches(words, BY_WORDS, n=2, cutoff=SLIP_LIKENESS)
    meant = {BY_WORDS[one] for one in near}
    return meant.pop() if len(meant) == 1 else None


class Asked(Filter):
    """The person asks for this command: by slash, by its button, or (when nothing is being typed) in plain words."""

    def __init__(self, *names: str) -> None:
        self.names = names

    async def __call__(self, event: Message | CallbackQuery, person: Person | None = None) -> bool:
        """Whether it is one of the names."""
        if isinstance(event, CallbackQuery):
            prefix, _, name = (event.data or "").partition(":")
            return prefix == "m" and name in self.names
        return named(event, person) in self.names


def named(message: Message, person: Person | None) -> str | None:
    """The command that a message means: plain words mean one only when nothing is being typed."""
    return command_in(message.text) or (None if typing(person) else words_in(message.text))


def typing(person: Person | None) -> bool:
    """Whether the next text of this person is an answer, whatever its words are."""
    return person is not None and person.topic is not None and bool(person.data.get("typed", True))


class Known(Filter):
    """The sender is an officer."""

    async def __call__(self, event: Any, person: Person | None = None) -> bool:
        """Whether somebody we know speaks."""
        return person is not None


class About(Filter):
    """The officer is in the middle of this conversation."""

    def __init__(self, topic: str) -> None:
        self.topic = topic

    async def __call__(self, event: Any, person: Person | None = None) -> bool:
        """Whether this is what is going on."""
        return person is not None and person.topic == self.topic
