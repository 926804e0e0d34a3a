"""Gia hạn: the office gives one unit more time, with a reason."""

from datetime import date

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.kit import About, Asked, Desk, Row, Screen, Speaker, page, show
from handlers.office_buttons import Lacking
from reporting import extend, rights, turns
from reporting.people import Person
from reporting.refusal import Refusal
from storage import talks, units

TOPIC = "extension"


class Extend(CallbackData, prefix="ex"):
    """Ask until when."""

    duty: str
    period: str
    unit: int


class Until(CallbackData, prefix="ed"):
    """Until the end of that day; the reason is asked next."""

    duty: str
    period: str
    unit: int
    day: str


def build() -> Router:
    """The router of extensions."""
    router = Router(name="extend")
    router.callback_query.register(asked_for, Extend.filter())
    router.callback_query.register(chosen, Until.filter())
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    return router


def build_typed() -> Router:
    """The reason, typed."""
    router = Router(name="extend-typed")
    router.message.register(reasoned, About(TOPIC))
    return router


async def asked_for(event: CallbackQuery, callback_data: Extend, desk: Desk, person: Person, say: Speaker) -> None:
    """The days that can be chosen."""
    about = callback_data
    await desk.ask(rights.demand, person.id, "extension.grant", about.unit)
    days = await desk.ask(extend.offers, about.duty, about.period, about.unit, desk.office, desk.now)
    rows: list[Row] = [
        [
            (
                say("extend-until", day=say.day(day)),
                Until(duty=about.duty, period=about.period, unit=about.unit, day=day.isoformat()),
            )
        ]
        for day in days
    ]
    unit = await desk.ask(units.by_id, about.unit)
    title = say("extend-title", report=say.report(about.duty, about.period), unit=unit.name if unit else "")
    await show(event, Screen(page(title, say("extend-ask")), [*rows, [await _back(desk, person, say, about)]]))


async def _back(desk: Desk, person: Person, say: Speaker, about: Extend | Until) -> tuple[str, Lacking]:
    top = await desk.ask(turns.top_above, person.id, "missing.read", about.unit)
    return say("back"), Lacking(duty=about.duty, period=about.period, root=top)


async def chosen(event: CallbackQuery, callback_data: Until, desk: Desk, person: Person, say: Speaker) -> None:
    """Why?"""
    day = _day(callback_data.day)
    await desk.ask(rights.demand, person.id, "extension.grant", callback_data.unit)
    await desk(talks.put, person.id, TOPIC, callback_data.model_dump(), desk.now)
    await show(event, Screen(page(say("extend-reason", day=say.day(day)))))


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise Refusal("refused-out-of-date") from None


async def reasoned(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """Granted, with the reason; the unit's officers are told by the clock."""
    about = Until(**person.data)
    done = await desk(
        extend.grant,
        desk.now,
        person.id,
        about.duty,
        about.period,
        about.unit,
        _day(about.day),
        message.text or "",
        desk.office,
    )
    back: Row = [await _back(desk, person, say, about)]
    await show(message, Screen(page(say("extend-done", unit=done.unit, day=say.day(done.last_good_day))), [back]))


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: nothing is granted."""
    await desk(talks.end, person.id)
    await show(message, Screen(page(say("report-nothing-open"))))
