"""/nhiemvu: my unit's tasks, and what is said of them. A plain status is two taps from the list."""

from collections.abc import Awaitable

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from handlers import delicate, task_give, task_list_screens, task_look, task_past, task_screens, task_sheets, task_words
from handlers.kit import About, Asked, Desk, Screen, Speaker, alert, show
from handlers.report_files import HasFile, fetch
from handlers.task_buttons import (
    TaskAsk,
    TaskFiles,
    TaskList,
    TaskMark,
    TaskOpen,
    TaskPercent,
    TaskSay,
    TaskStuck,
    TaskUndo,
)
from reporting import task_answer, task_card, task_entry, task_evidence, task_list, tasks, warned
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.task_answer import FILES, TOPIC
from reporting.task_card import Card
from reporting.task_state import PERCENTS
from reporting.warned import Delicate
from storage.files import FileStore

OLD = "refused-out-of-date"


def build() -> Router:
    """The router of tasks: the own list, what is said, what is looked at, what the office gives."""
    router = Router(name="tasks")
    taps = router.callback_query
    taps.register(said, TaskSay.filter())
    taps.register(opened, TaskOpen.filter())
    taps.register(advanced, TaskPercent.filter())
    taps.register(stuck, TaskStuck.filter())
    taps.register(listed, TaskList.filter())
    taps.register(reached, TaskMark.filter())
    taps.register(undone, TaskUndo.filter())
    taps.register(asked, TaskAsk.filter())
    delicate.register(taps, TOPIC, rewritten, as_is)
    for observer in (router.message, taps):
        observer.register(asked_for, Asked("nhiemvu"))
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    router.include_routers(task_past.build(), task_look.build(), task_give.build(), task_sheets.build())
    return router


def build_files() -> Router:
    """Pictures and files for a task, asked before the reports, which answer every other file."""
    router = Router(name="task-files")
    router.message.register(came, About(TOPIC), HasFile())
    router.include_router(task_sheets.build_files())
    return router


def build_typed() -> Router:
    """What is typed to an open question: asked last, after every command."""
    router = Router(name="tasks-typed")
    router.message.register(typed, About(TOPIC), HasText())
    router.include_router(task_give.build_typed())
    return router


class HasText(Asked):
    """Any text."""

    def __init__(self) -> None:
        super().__init__()

    async def __call__(self, event: Message | CallbackQuery, person: Person | None = None) -> bool:
        """Whether there are words."""
        return isinstance(event, Message) and bool(event.text)


# --- the list and the page ---


async def asked_for(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """/nhiemvu: the own list; who reports for no unit looks at those below."""
    mine = await desk.ask(task_list.mine, desk.now, person.id, False, 0, desk.office)
    if mine.writes:
        await show(event, task_list_screens.listed(say, mine, False))
    elif mine.looks:
        await task_look.first(event, desk, person, say)
    else:
        await show(event, task_list_screens.nobody(say))


async def listed(event: CallbackQuery, callback_data: TaskList, desk: Desk, person: Person, say: Speaker) -> None:
    """A page of the list."""
    done, number = callback_data.done, callback_data.page
    mine = await desk.ask(task_list.mine, desk.now, person.id, done, number, desk.office)
    await show(event, task_list_screens.listed(say, mine, done) if mine.writes else task_list_screens.nobody(say))


async def opened(event: CallbackQuery, callback_data: TaskOpen, desk: Desk, person: Person, say: Speaker) -> None:
    """The page of a task. Looking changes nothing: a report that is being written stays open."""
    found = await desk.ask(task_card.card, desk.now, person.id, callback_data.part, desk.office)
    await show(event, task_screens.card(say, found, callback_data))


# --- what is said by a tap ---


async def said(event: CallbackQuery, callback_data: TaskSay, desk: Desk, person: Person, say: Speaker) -> None:
    """A plain status."""
    tap = callback_data
    act = desk(tasks.set_state, desk.now, person.id, tap.part, tap.state, tap.seen, desk.office)
    await _told(event, act, tap.part, desk, person, say)


async def stuck(event: CallbackQuery, callback_data: TaskStuck, desk: Desk, person: Person, say: Speaker) -> None:
    """Stuck: why? Then the reason."""
    tap = callback_data
    if not tap.reason:
        found = await desk.ask(task_card.card, desk.now, person.id, tap.part, desk.office)
        await show(event, task_screens.reasons(say, found))
        return
    act = desk(tasks.set_stuck, desk.now, person.id, tap.part, tap.reason, tap.seen, desk.office)
    await _told(event, act, tap.part, desk, person, say)


async def advanced(event: CallbackQuery, callback_data: TaskPercent, desk: Desk, person: Person, say: Speaker) -> None:
    """Progress by a button: the place in the row is carried, the figure is ours."""
    tap = callback_data
    if not 0 <= tap.step < len(PERCENTS):
        raise Refusal(OLD)
    act = desk(tasks.set_percent, desk.now, person.id, tap.part, PERCENTS[tap.step], tap.seen, desk.office)
    await _told(event, act, tap.part, desk, person, say)


async def reached(event: CallbackQuery, callback_data: TaskMark, desk: Desk, person: Person, say: Speaker) -> None:
    """A milestone is done."""
    tap = callback_data
    act = desk(tasks.set_reached, desk.now, person.id, tap.part, tap.mark, desk.office)
    await _told(event, act, tap.part, desk, person, say)


async def undone(event: CallbackQuery, callback_data: TaskUndo, desk: Desk, person: Person, say: Speaker) -> None:
    """The last thing is taken back."""
    found = await desk(task_entry.undo, desk.now, person.id, callback_data.entry, desk.office)
    await show(event, _card(say, found, say("task-undone")))


async def _told(
    event: CallbackQuery, act: Awaitable[Card], part: int, desk: Desk, person: Person, say: Speaker
) -> None:
    """The page with what was kept; for a tap on an old screen the page as it is now, and a word that it was old."""
    try:
        found = await act
    except Refusal as refusal:
        if refusal.key != OLD:
            raise
        await alert(event, say(OLD))
        found = await desk.ask(task_card.card, desk.now, person.id, part, desk.office)
        await show(event, _card(say, found, say("task-old")))
        return
    await show(event, _card(say, found, _kept(say, found)))


def _kept(say: Speaker, found: Card) -> str:
    return say("task-kept", state=task_words.state_short(say, found.stand))


def _card(say: Speaker, found: Card, note: str) -> Screen:
    return task_screens.card(say, found, TaskOpen(part=found.assignment_id), note)


# --- what is typed or sent ---


async def asked(event: CallbackQuery, callback_data: TaskAsk, desk: Desk, person: Person, say: Speaker) -> None:
    """The next text or file is the answer; without a question, back to the page."""
    part, what = callback_data.part, callback_data.what
    if not what:
        await desk(task_answer.stop, person.id)
        found = await desk.ask(task_card.card, desk.now, person.id, part, desk.office)
        await show(event, _card(say, found, ""))
        return
    found = await desk(task_answer.ask, desk.now, person.id, part, what, desk.office)
    if what == FILES:
        await show(event, await task_past.listed(desk, person, say, found, TaskFiles(part=part)))
    else:
        await show(event, task_screens.asked(say, found, what))


async def typed(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """The answer to what is asked; where files are asked for, words are a note."""
    part, what, text = int(person.data["assignment"]), str(person.data["ask"]), message.text or ""
    try:
        found = await desk(task_answer.answer, desk.now, person.id, part, what, text, desk.office)
    except Delicate as told:
        await delicate.ask(message, told, TOPIC, text, desk, person, say)
        return
    await show(message, _card(say, found, say("task-kept-words")))


async def as_is(event: CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """What was held back is kept as it is."""
    text = await desk.ask(warned.held, person.id, TOPIC)
    part, what = int(person.data["assignment"]), str(person.data["ask"])
    found = await desk(task_answer.answer, desk.now, person.id, part, what, text, desk.office, verbatim=True)
    await show(event, _card(say, found, say("task-kept-words")))


async def rewritten(event: CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """What was held back is not kept; the same is asked again."""
    text = await desk.ask(warned.held, person.id, TOPIC)
    part, what = int(person.data["assignment"]), str(person.data["ask"])
    found = await desk(task_answer.rewrite, desk.now, person.id, part, what, text, desk.office)
    await show(event, task_screens.asked(say, found, task_answer.NOTE if what == FILES else what))


async def came(message: Message, bot: Bot, desk: Desk, person: Person, say: Speaker, files: FileStore) -> None:
    """Evidence; of an album the first is answered, the others are counted."""
    part = int(person.data["assignment"])
    stored = await fetch(bot, message, files)
    found, first = await desk(
        task_evidence.attach, desk.now, person.id, part, stored, desk.office, album=message.media_group_id
    )
    if first:
        await show(message, _card(say, found, say("task-kept-file", name=stored.name, count=found.files)))


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: nothing is asked any more."""
    part = await desk(task_answer.stop, person.id)
    if part is None:
        await asked_for(message, desk, person, say)
        return
    found = await desk.ask(task_card.card, desk.now, person.id, part, desk.office)
    await show(message, _card(say, found, say("task-stopped")))
