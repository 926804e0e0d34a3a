"""The office sends a sheet of tasks: read in a process of its own, previewed, then all of it brought in or nothing."""

import asyncio

from aiogram import Bot, Router
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers.kit import About, Asked, Desk, Menu, Row, Screen, Speaker, cut, page, show
from handlers.parsing import is_busy, parse
from handlers.report_files import HasFile, fetch
from handlers.task_buttons import Sheet
from reporting import sheet_tasks, task_import, task_upload
from reporting.imports import Imported
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.sheet_apart import read_apart
from reporting.sheet_rows import SheetError
from reporting.sheet_tasks import TaskSheet
from reporting.task_upload import TOPIC
from storage.files import FileStore

PROBLEMS_SHOWN, LINES_SHOWN, LINE_MOST = 12, 10, 200


def build() -> Router:
    """The router of sheets."""
    router = Router(name="task-sheets")
    router.callback_query.register(tapped, Sheet.filter())
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    return router


def build_files() -> Router:
    """The file that is waited for."""
    router = Router(name="task-sheet-files")
    router.message.register(came, About(TOPIC), HasFile())
    return router


async def tapped(
    event: CallbackQuery, callback_data: Sheet, bot: Bot, desk: Desk, person: Person, say: Speaker, files: FileStore
) -> None:
    """Ask for the file, give the form to fill, bring it in, or leave."""
    if callback_data.act == "store":
        await _store(event, callback_data.stored, desk, person, say, files)
    elif callback_data.act == "stop":
        await desk(task_upload.leave, person.id)
        await show(event, Screen(page(say("task-sheet-left")), _home(say)))
    else:
        if callback_data.act == "form":  # before the change: should the program die meanwhile, the file still comes
            form = await asyncio.to_thread(sheet_tasks.template)
            await bot.send_document(event.from_user.id, BufferedInputFile(form, "mau-nhiem-vu.xlsx"))
        await desk(task_upload.wait, desk.now, person.id, callback_data.root)
        await show(event, _waiting(say))


def _waiting(say: Speaker) -> Screen:
    rows: list[Row] = [[(say("task-sheet-form"), Sheet(act="form")), (say("cancel"), Sheet(act="stop"))]]
    return Screen(page(say("task-sheet-title"), say("task-sheet-ask")), rows)


def _home(say: Speaker) -> list[Row]:
    return [[(say("menu-nhiemvu"), Menu(name="nhiemvu")), (say("menu"), Menu(name="menu"))]]


async def came(message: Message, bot: Bot, desk: Desk, person: Person, say: Speaker, files: FileStore) -> None:
    """The sheet: what it would bring, or what keeps it out."""
    stored = await fetch(bot, message, files)
    if is_busy():
        await message.answer(say("parse-wait"))
    kept = await desk(task_upload.keep, desk.now, person.id, stored.stored, stored.name)
    try:
        sheet = await _read(stored.name, stored.stored, files)
        found = await desk.ask(task_import.preview, desk.now, person.id, kept.root_id, sheet, desk.office)
    except (SheetError, Refusal) as wrong:
        files.path(stored.stored).unlink(missing_ok=True)
        text = page(say("task-sheet-wrong", name=cut(stored.name, 80)), say(wrong.key, **wrong.values))
        await show(message, Screen(text, _waiting(say).rows))
        return
    await show(message, _preview(say, found, stored.name, stored.stored))


async def _read(name: str, stored: str, files: FileStore) -> TaskSheet:
    """The tasks in the file. Raises SheetError; outside every transaction."""
    data = await asyncio.to_thread(files.path(stored).read_bytes)
    rows = await parse(read_apart, name, data)
    return await asyncio.to_thread(sheet_tasks.parse_tasks, rows)


def _preview(say: Speaker, found: Imported, name: str, stored: str) -> Screen:
    """Every change, or every bad row; nothing is stored yet."""
    head = say("task-sheet-read", name=cut(name, 80))
    leave: Row = [(say("cancel"), Sheet(act="stop")), (say("task-sheet-form"), Sheet(act="form"))]
    if found.problems:
        lines = [cut(say(one.key, **one.values), LINE_MOST) for one in found.problems[:PROBLEMS_SHOWN]]
        rest = len(found.problems) - PROBLEMS_SHOWN
        more = [say("task-more", count=rest)] if rest > 0 else []
        told = say("task-sheet-problems", count=len(found.problems))
        return Screen(page(head, told, "\n".join([*lines, *more]), say("task-sheet-again")), [leave])
    if found.idle:
        return Screen(page(head, say("task-sheet-same", count=found.same)), [leave])
    told = say(
        "task-sheet-counts", added=len(found.added), changed=len({one.row for one in found.changed}), same=found.same
    )
    lines = [
        say("import-added-task", row=one.row, name=cut(one.name, 80), where=cut(one.where, 80)) for one in found.added
    ]
    lines += [
        say(
            "import-changed",
            row=one.row,
            name=cut(one.name, 60),
            field=say(f"import-field-{one.field}"),
            before=cut(_shown(say, one.field, one.before), 60),
            after=cut(_shown(say, one.field, one.after), 60),
        )
        for one in found.changed
    ]
    rest = len(lines) - LINES_SHOWN
    more = [say("task-more", count=rest)] if rest > 0 else []
    bring: Row = [(say("task-sheet-store"), Sheet(act="store", stored=stored))]
    return Screen(page(head, told, "\n".join([*lines[:LINES_SHOWN], *more])), [bring, leave])


def _shown(say: Speaker, field: str, value: str) -> str:
    if field == "state":
        return say(f"task-row-{value}")
    return value or "–"


async def _store(event: CallbackQuery, stored: str, desk: Desk, person: Person, say: Speaker, files: FileStore) -> None:
    """Read and checked once more, as the tasks are now; a second tap finds that all of it is there."""
    kept = await desk.ask(task_upload.kept, person.id, stored)
    try:
        sheet = await _read(kept.name, kept.stored, files)
    except FileNotFoundError:
        raise Refusal("refused-out-of-date") from None
    except SheetError as wrong:
        raise Refusal(wrong.key, **wrong.values) from None
    done = await desk(task_import.bring_in, desk.now, person.id, kept.root_id, sheet, desk.office)
    if done.problems:
        await show(event, _preview(say, done, kept.name, stored))
        return
    await desk(task_upload.leave, person.id)
    files.path(stored).unlink(missing_ok=True)
    changed = len({one.row for one in done.changed})
    told = say("task-sheet-stored", added=len(done.added), changed=changed, same=done.same)
    await show(event, Screen(page(say("task-sheet-title"), told), _home(say)))


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: no sheet is waited for."""
    await desk(task_upload.leave, person.id)
    await show(message, Screen(page(say("task-sheet-left")), _home(say)))
