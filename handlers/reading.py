"""A report, page by page, and its files on demand: from a line of the summary, or from one's own list."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, FSInputFile

from handlers import reading_screens
from handlers.kit import Desk, Menu, Row, Screen, Speaker, send, show
from handlers.listing import Entry, Target, numbered, turning
from handlers.office_buttons import Attached, Leaf, Read, See, Version
from reporting import reading
from reporting.people import Person
from reporting.reading import File, Reading
from reporting.refusal import Refusal
from storage.files import FileStore

# Pictures go as pictures up to Telegram's limit for photos; anything else goes as the file that it is.
PHOTO_MOST = 10 * 1024 * 1024
PHOTOS = ("image/jpeg", "image/png")


def build() -> Router:
    """The router of reading."""
    router = Router(name="reading")
    router.callback_query.register(opened, Read.filter())
    router.callback_query.register(own, Version.filter())
    router.callback_query.register(turned, Leaf.filter())
    router.callback_query.register(attached, Attached.filter())
    return router


async def opened(event: CallbackQuery, callback_data: Read, desk: Desk, person: Person, say: Speaker) -> None:
    """A report behind a line of the summary: back leads to that line."""
    read = callback_data
    found = await desk(reading.report, desk.now, person.id, read.report)
    back = See(view=read.view, duty=found.duty, period=found.period, root=read.root, code=read.code, page=read.at)

    def to(number: int) -> Read:
        return read.model_copy(update={"page": number})

    await _show(event, say, found, read.page, to(read.page - 1), to(read.page + 1), back)


async def own(event: CallbackQuery, callback_data: Version, desk: Desk, person: Person, say: Speaker) -> None:
    """A version of a report that one's own unit sent."""
    await _own(event, callback_data.report, callback_data.version, 0, desk, person, say)


async def turned(event: CallbackQuery, callback_data: Leaf, desk: Desk, person: Person, say: Speaker) -> None:
    """Another page of it."""
    await _own(event, callback_data.report, callback_data.version, callback_data.page, desk, person, say)


async def _own(
    event: CallbackQuery, report: int, version: int, number: int, desk: Desk, person: Person, say: Speaker
) -> None:
    found = await desk(reading.report, desk.now, person.id, report, version)

    def to(number: int) -> Leaf:
        return Leaf(report=report, version=version, page=number)

    await _show(event, say, found, number, to(number - 1), to(number + 1), Menu(name="dagui"))


async def _show(
    event: CallbackQuery, say: Speaker, found: Reading, number: int, earlier: Target, later: Target, back: Target
) -> None:
    pages = reading_screens.pages(say, found)
    number = min(max(number, 0), len(pages) - 1)
    turn = turning(say, earlier if number else None, later if number + 1 < len(pages) else None)
    rows: list[Row] = [turn]
    if found.files:
        files = Attached(report=found.report_id, version=found.version)
        rows.append([(say("reading-files", count=len(found.files)), files)])
    rows.append([(say("back"), back), (say("menu"), Menu(name="menu"))])
    await show(event, Screen(pages[number], rows))


async def attached(
    event: CallbackQuery,
    callback_data: Attached,
    bot: Bot,
    desk: Desk,
    person: Person,
    say: Speaker,
    files: FileStore,
) -> None:
    """The list of files in a message of its own, so that the report stays where it is; a number sends that file."""
    wanted = callback_data
    if wanted.file:
        # Not through the desk: should the program die before the file has left, it is sent all the same.
        file = await desk.door(reading.file, desk.now, person.id, wanted.report, wanted.file, wanted.version)
        await _send(event, bot, file, files)
        return
    found = await desk(reading.report, desk.now, person.id, wanted.report, wanted.version)
    entries = [Entry(file.name, wanted.model_copy(update={"file": file.id})) for file in found.files]
    _, rows = numbered(entries)
    await send(event, Screen(reading_screens.files_text(say, found), rows))


async def _send(event: CallbackQuery, bot: Bot, file: File, files: FileStore) -> None:
    path = files.path(file.stored)
    if not path.is_file():
        raise Refusal("refused-file-gone")
    content = FSInputFile(path, filename=file.name)
    caption = file.caption or None
    if file.mime in PHOTOS and file.size <= PHOTO_MOST:
        await bot.send_photo(event.from_user.id, content, caption=caption)
    else:
        await bot.send_document(event.from_user.id, content, caption=caption)
