"""The history of a task with one unit, and its pictures and files on demand."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, FSInputFile
from aiogram.utils.formatting import Text

from handlers.kit import Desk, Menu, Row, Screen, Speaker, cut, page, send, show
from handlers.listing import Entry as Numbered
from handlers.listing import numbered, turning
from handlers.reading import PHOTO_MOST, PHOTOS
from handlers.task_buttons import TaskAsk, TaskFiles, TaskOpen, TaskPast
from handlers.task_words import FIELD_MOST, NOTE_SHOWN, state_short
from reporting import task_card, task_past
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.task_figures import Amount
from reporting.task_past import Entry, File
from storage.files import FileStore

# Six of them and the title fit into one message.
ENTRY_MOST = 520


def build() -> Router:
    """The router of what was said before."""
    router = Router(name="task-past")
    router.callback_query.register(past, TaskPast.filter())
    router.callback_query.register(files_of, TaskFiles.filter())
    return router


async def past(event: CallbackQuery, callback_data: TaskPast, desk: Desk, person: Person, say: Speaker) -> None:
    """A page of the history, newest first."""
    asked = callback_data
    found = await desk.ask(task_card.card, desk.now, person.id, asked.part, desk.office)
    entries, number, pages = await desk(task_past.history, desk.now, person.id, asked.part, asked.at)

    def to(there: int) -> TaskPast:
        return asked.model_copy(update={"at": there})

    turn = turning(say, to(number - 1) if number else None, to(number + 1) if number + 1 < pages else None)
    lines = [_entry(say, one) for one in entries]
    text = page(say("task-history-title", title=cut(found.title, FIELD_MOST), unit=found.unit), *lines)
    where = asked.model_dump(include={"part", "view", "root", "only", "page"})
    rows: list[Row] = [turn, [(say("back"), TaskOpen(**where)), (say("menu"), Menu(name="menu"))]]
    await show(event, Screen(text, rows))


def _entry(say: Speaker, entry: Entry) -> Text:
    """Who, when, before and after, and what came with it."""
    parts = []
    before, after = state_short(say, entry.before), state_short(say, entry.after)
    if before != after:
        parts.append(say("task-history-moved", before=before, after=after))
    reached = len(entry.after.reached) - len(entry.before.reached)
    if reached > 0:
        parts.append(say("task-history-mark", count=reached))
    if entry.figures:
        told = "; ".join(f"{one.name}: {one.shown()}" for one in map(Amount.from_json, entry.figures))
        parts.append(say("task-history-figures", figures=cut(told, NOTE_SHOWN)))
    if entry.note:
        parts.append(say("task-history-note", note=cut(entry.note, NOTE_SHOWN)))
    if entry.files:
        parts.append(say("task-history-files", count=entry.files))
    if entry.undone_at is not None:
        parts.append(say("task-history-undone", moment=say.moment(entry.undone_at)))
    head = say("task-history-head", moment=say.moment(entry.at), name=entry.by)
    return Text(f"{head}: {cut('; '.join(parts), ENTRY_MOST)}")


async def files_of(
    event: CallbackQuery,
    callback_data: TaskFiles,
    bot: Bot,
    desk: Desk,
    person: Person,
    say: Speaker,
    files: FileStore,
) -> None:
    """The list, or one of them."""
    asked = callback_data
    if asked.file:
        # Not through the desk: should the program die before the file has left, it is sent all the same.
        one = await desk.door(task_past.file, desk.now, person.id, asked.part, asked.file)
        await _send(event, bot, one, files)
        return
    found = await desk.ask(task_card.card, desk.now, person.id, asked.part, desk.office)
    await send(event, await listed(desk, person, say, found, asked))


async def _send(event: CallbackQuery, bot: Bot, file: File, files: FileStore) -> None:
    path = files.path(file.stored)
    if not path.is_file():
        raise Refusal("refused-file-gone")
    content, chat, caption = FSInputFile(path, filename=file.name), event.from_user.id, file.caption or None
    if file.mime in PHOTOS and file.size <= PHOTO_MOST:
        await bot.send_photo(chat, content, caption=caption)
    else:
        await bot.send_document(chat, content, caption=caption)


async def listed(desk: Desk, person: Person, say: Speaker, found: task_card.Card, asked: TaskFiles) -> Screen:
    """The pictures and files that stand, a number for each; who reports may send more."""
    there = await desk.ask(task_past.files, person.id, asked.part)
    entries = [
        Numbered(
            say("task-file-line", name=cut(one.name, 80), by=one.by, moment=say.moment(one.at)),
            asked.model_copy(update={"file": one.id}),
        )
        for one in there
    ]
    lines, opens = numbered(entries)
    writes = found.may_write and found.running
    more = say("task-ask-files") if writes else ""
    where = asked.model_dump(include={"part", "view", "root", "only", "page"})
    end: Row = [(say("task-files-done"), TaskAsk(part=asked.part)) if writes else (say("back"), TaskOpen(**where))]
    none = "" if lines or writes else say("task-files-none")
    return Screen(page(cut(found.title, FIELD_MOST), "\n".join(lines), more, none), [*opens, end])
