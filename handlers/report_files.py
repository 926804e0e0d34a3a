"""Pictures and files for the report that is open; a whole album is answered once."""

import asyncio
from io import BytesIO
from typing import Any

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from handlers import plan_files
from handlers.kit import About, Desk, Filter, Menu, Row, Screen, Speaker, page, show
from handlers.report_buttons import Files, Fix
from handlers.report_screens import screen
from reporting import answering, attach
from reporting import draft as drafts
from reporting.attach import SIZE_MOST, Stored
from reporting.people import Person
from reporting.progress import PREVIEW
from reporting.refusal import Refusal
from storage import reports
from storage.files import FileStore
from storage.trouble import DISK

FETCH_SECONDS = 30


class HasFile(Filter):
    """A picture or a file came."""

    async def __call__(self, message: Message) -> bool:
        """Whether there is something to keep."""
        return bool(message.photo or message.document)


def build() -> Router:
    """Files of the report conversation."""
    router = Router(name="report-files")
    router.message.register(came, HasFile(), About(drafts.TOPIC))
    router.message.register(nowhere, HasFile())
    router.callback_query.register(listed, Files.filter())
    return router


async def fetch(bot: Bot, message: Message, files: FileStore) -> Stored:
    """Get the file from the messenger and keep it. Raises Refusal: too big, it does not come, the disk is full."""
    if message.document:
        found: Any = message.document
        name, mime = found.file_name or "tep", found.mime_type or "application/octet-stream"
    else:
        found = (message.photo or [])[-1]
        name, mime = f"anh-{message.message_id}.jpg", "image/jpeg"
    if (found.file_size or 0) > SIZE_MOST:
        raise Refusal("refused-file-big", most=SIZE_MOST // 1024 // 1024)
    into = BytesIO()
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            await bot.download(found.file_id, destination=_Capped(into))  # type: ignore[arg-type]
    except TooBig:
        raise Refusal("refused-file-big", most=SIZE_MOST // 1024 // 1024) from None
    except TimeoutError:
        raise Refusal("refused-file-lost") from None
    try:
        kept = await asyncio.to_thread(files.keep, into.getvalue())
    except OSError as error:
        if error.errno not in DISK:
            raise
        raise Refusal("refused-file-room") from None
    return Stored(kept.stored, name, mime, kept.size, kept.sha256, message.caption or "")


class TooBig(Exception):
    """More bytes came than were announced."""


class _Capped:
    """A file to write into that takes no more than the limit, whatever size was announced."""

    def __init__(self, into: BytesIO) -> None:
        self.into = into

    def write(self, data: bytes) -> int:
        if self.into.tell() + len(data) > SIZE_MOST:
            raise TooBig
        return self.into.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.into, name)


async def came(message: Message, bot: Bot, desk: Desk, person: Person, say: Speaker, files: FileStore) -> None:
    """Attach it and stay at the open question."""
    stored = await fetch(bot, message, files)
    standing, first = await desk(
        attach.attach,
        desk.now,
        person.id,
        int(person.data["report"]),
        stored,
        desk.office,
        album=message.media_group_id,
    )
    if not first:
        return  # an album is answered once; the count stands in the preview
    note = say("report-attached", name=stored.name, count=standing.files)
    await show(message, screen(say, standing, note))


async def nowhere(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """A file came while no report is open: say where it could go; the office's document may be a plan."""
    if plan_files.offered(message, person):
        await plan_files.offer(message, desk, person, say)
        return
    await show(message, Screen(page(say("report-attach-where")), [[(say("menu-baocao"), Menu(name="baocao"))]]))


async def listed(event: CallbackQuery, callback_data: Files, desk: Desk, person: Person, say: Speaker) -> None:
    """What is attached, with a way to take each out."""
    if callback_data.remove:
        await desk(attach.detach, desk.now, person.id, callback_data.report, callback_data.remove, desk.office)
    await desk(answering.go, desk.now, person.id, callback_data.report, PREVIEW, desk.office)
    there = await desk.ask(reports.attachments, callback_data.report)
    lines = [f"{n}. {file.name}" for n, file in enumerate(there, start=1)]
    rows: list[Row] = [
        [(say("report-file-remove", number=n), Files(report=callback_data.report, remove=file.id or 0))]
        for n, file in enumerate(there, start=1)
    ]
    rows.append([(say("preview"), Fix(report=callback_data.report, step=PREVIEW))])
    head = say("report-files-list") if lines else say("report-files-empty")
    await show(event, Screen(page(head, "\n".join(lines)), rows))
