"""/dagui: everything that the unit has handed in, newest first."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from aiogram.utils.formatting import Text

from handlers.kit import Asked, Desk, Menu, Row, Screen, Speaker, page, show
from reporting import rights
from reporting.people import Person
from storage import reports

SHOWN = 6


class Sent(CallbackData, prefix="sent"):
    """A page of the list."""

    offset: int


def build() -> Router:
    """The router of the list."""
    router = Router(name="sent")
    router.message.register(asked_for, Asked("dagui"))
    router.callback_query.register(asked_for, Asked("dagui"))
    router.callback_query.register(turned, Sent.filter())
    return router


async def asked_for(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """The first page."""
    await _show(event, desk, person, say, 0)


async def turned(event: CallbackQuery, callback_data: Sent, desk: Desk, person: Person, say: Speaker) -> None:
    """Another page."""
    await _show(event, desk, person, say, max(callback_data.offset, 0))


async def _show(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker, offset: int) -> None:
    units = (await desk.ask(rights.reach, person.id, "report.write"))[rights.OWN]
    total = await desk.ask(reports.count_sent, units)
    there = await desk.ask(reports.sent_by_unit, units, SHOWN, offset)
    rows: list[Row] = [[(say("menu"), Menu(name="menu"))]]
    if not there:
        await show(event, Screen(page(say("sent-title"), say("sent-none")), rows))
        return
    lines: list[Text | str] = []
    for number, report in enumerate(there, start=offset + 1):
        assert report.handed_at is not None
        lines.append(
            say(
                "sent-line",
                number=number,
                report=say.report(report.duty, report.period),
                unit=report.unit_name,
                moment=say.moment(report.handed_at),
                state=say("receipt-on-time" if report.on_time else "receipt-late"),
                receipt=report.receipt or "",
                versions=report.versions,
            )
        )
    view: Row = [
        (say("sent-see", number=number), f"rv:{report.id}:{report.versions}")
        for number, report in enumerate(there, start=offset + 1)
    ]
    turn: list[tuple[str, CallbackData | str]] = []
    if offset:
        turn.append((say("previous"), Sent(offset=max(offset - SHOWN, 0))))
    if offset + SHOWN < total:
        turn.append((say("next"), Sent(offset=offset + SHOWN)))
    await show(event, Screen(page(say("sent-title"), *lines), [view[:3], view[3:], turn, *rows]))
