"""The buttons under a reminder: later, and a difficulty told to the level above."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers import delicate
from handlers.kit import About, Asked, Desk, Menu, Row, Screen, Speaker, page, send, show
from reporting import remind, rights, warned
from reporting.people import Person
from reporting.warned import Delicate
from storage import talks

TOPIC = "difficulty"


class Later(CallbackData, prefix="later"):
    """Ask when to be reminded again of that message."""

    outbox: int


class Snooze(CallbackData, prefix="zz"):
    """Remind again then."""

    outbox: int
    choice: str


class Difficulty(CallbackData, prefix="diff"):
    """Tell a difficulty with that report."""

    duty: str
    period: str
    unit: int


def build() -> Router:
    """The router of reminders' buttons."""
    router = Router(name="remind")
    router.callback_query.register(later, Later.filter())
    router.callback_query.register(snoozed, Snooze.filter())
    router.callback_query.register(difficulty, Difficulty.filter())
    delicate.register(router.callback_query, TOPIC, rewritten, as_is)
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    router.message.register(told, About(TOPIC), _PlainText())
    return router


class _PlainText(Asked):
    """Text that is no command."""

    def __init__(self) -> None:
        super().__init__()

    async def __call__(self, event: Message | CallbackQuery, person: Person | None = None) -> bool:
        return isinstance(event, Message) and bool(event.text) and not (event.text or "").startswith("/")


async def later(event: CallbackQuery, callback_data: Later, say: Speaker) -> None:
    """When?"""
    rows: list[Row] = [
        [(say(f"remind-later-{choice}"), Snooze(outbox=callback_data.outbox, choice=choice))]
        for choice in remind.CHOICES
    ]
    await send(event, Screen(page(say("remind-later-ask")), rows))


async def snoozed(event: CallbackQuery, callback_data: Snooze, desk: Desk, person: Person, say: Speaker) -> None:
    """Then."""
    put_off = await desk(remind.snooze, desk.now, person.id, callback_data.outbox, callback_data.choice, desk.office)
    await show(event, Screen(page(say("remind-later-done", moment=say.moment(put_off.at)))))


async def difficulty(event: CallbackQuery, callback_data: Difficulty, desk: Desk, person: Person, say: Speaker) -> None:
    """What is the difficulty?"""
    await desk.ask(rights.demand, person.id, "report.write", callback_data.unit)
    data = {"duty": callback_data.duty, "period": callback_data.period, "unit": callback_data.unit}
    await desk(talks.put, person.id, TOPIC, data, desk.now)
    await send(event, Screen(page(say("remind-difficulty-ask"))))


async def told(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """It goes to the level above; the report stays due."""
    text = message.text or ""
    try:
        await _tell(message, text, desk, person, say)
    except Delicate as found:
        await delicate.ask(message, found, TOPIC, text, desk, person, say)


async def as_is(event: CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """What was held back goes as it is."""
    text = await desk.ask(warned.held, person.id, TOPIC)
    await _tell(event, text, desk, person, say, verbatim=True)


async def rewritten(event: CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """What was held back goes nowhere; it is asked again."""
    text = await desk.ask(warned.held, person.id, TOPIC)
    data = {name: person.data[name] for name in ("duty", "period", "unit")}
    about = ("report.rewrite", "unit", data["unit"], warned.in_text(text), int(data["unit"]))
    await desk(warned.let_go, desk.now, person.id, TOPIC, data, *about)
    await show(event, Screen(page(say("remind-difficulty-ask"))))


async def _tell(
    event: Message | CallbackQuery, text: str, desk: Desk, person: Person, say: Speaker, verbatim: bool = False
) -> None:
    data = person.data
    done = await desk(
        remind.difficulty,
        desk.now,
        person.id,
        str(data["duty"]),
        str(data["period"]),
        int(data["unit"]),
        text,
        desk.office,
        verbatim=verbatim,
    )
    await desk(talks.end, person.id)
    names = ", ".join(done.told)
    words = say("remind-difficulty-done", names=names) if names else say("remind-difficulty-nobody")
    await show(event, Screen(page(words), [[(say("menu"), Menu(name="menu"))]]))


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: nothing is told."""
    await desk(talks.end, person.id)
    await show(message, Screen(page(say("report-nothing-open")), [[(say("menu"), Menu(name="menu"))]]))
