"""A plan that is issued: its progress by branch and lead, what needs a look, days of events, proposals for duties."""

from collections.abc import Mapping
from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import plan_duties as duties
from handlers import plan_duty_screens, plan_pages, plan_series
from handlers.kit import About, Asked, Desk, Menu, Row, Screen, Speaker, page, show
from handlers.plan_buttons import Happens, See, mark
from reporting import plan_duties, plan_events, plan_progress, plan_units, plan_words, task_words
from reporting.people import Person
from reporting.plan_events import Event
from reporting.plan_import import assignable
from reporting.refusal import Refusal
from storage import talks, task_views, units

TOPIC = "plan-event"


def build() -> Router:
    """The router of plans that are issued."""
    router = Router(name="plan-follow")
    router.callback_query.register(seen, See.filter())
    router.callback_query.register(asked_when, Happens.filter())
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    router.include_routers(duties.build(), plan_series.build())
    return router


def build_typed() -> Router:
    """The day of an event, typed."""
    router = Router(name="plan-follow-typed")
    router.message.register(typed, About(TOPIC))
    router.include_router(duties.build_typed())
    return router


async def plan(plan_id: int, desk: Desk, person: Person, say: Speaker, note: str = "") -> Screen:
    """The plan's own page."""
    found = await desk.ask(plan_progress.progress, desk.now, person.id, plan_id, desk.office)
    return plan_pages.plan(say, found, note)


async def seen(event: CallbackQuery, callback_data: See, desk: Desk, person: Person, say: Speaker) -> None:
    """One of its pages."""
    if person.topic == TOPIC:
        await desk(talks.end, person.id)
    await show(event, await _page(callback_data, desk, person, say))


async def _page(see: See, desk: Desk, person: Person, say: Speaker) -> Screen:
    if see.view == "b":
        bars = await desk.ask(plan_progress.by_branch, desk.now, person.id, see.plan, see.of, desk.office)
        top = await desk.ask(units.by_id, see.of) if see.of else None
        return plan_pages.bars(
            say, see, bars, say("plan-by-branch-of", unit=top.name) if top else say("plan-by-branch")
        )
    if see.view == "l":
        bars = await desk.ask(plan_progress.by_lead, desk.now, person.id, see.plan, desk.office)
        return plan_pages.bars(say, see, bars, say("plan-by-lead"))
    if see.view in (task_views.OVERDUE, task_views.STUCK, task_views.SILENT):
        found = await desk.ask(plan_progress.parts, desk.now, person.id, see.plan, see.view, see.page, desk.office)
        return plan_pages.parts(say, see, found)
    if see.view == "e":
        return plan_pages.events(say, see, await desk.ask(plan_events.of_plan, person.id, see.plan))
    if see.view == "r":
        return plan_duty_screens.duties(say, see, await desk.ask(plan_duties.proposals, person.id, see.plan))
    if see.view == "t":
        return await plan_series.listed(see, desk, person, say)
    return await plan(see.plan, desk, person, say)


async def _event(plan_id: int, number: int, desk: Desk, person: Person) -> Event:
    events = await desk.ask(plan_events.of_plan, person.id, plan_id)
    found = next((one for one in events if mark(one.folded) == number), None)
    if found is None:
        raise Refusal("refused-out-of-date")
    return found


async def asked_when(event: CallbackQuery, callback_data: Happens, desk: Desk, person: Person, say: Speaker) -> None:
    """On which day is it: for all units, or for one?"""
    about = callback_data
    found = await _event(about.plan, about.event, desk, person)
    data = {"plan": about.plan, "event": about.event, "one": about.one, "typed": True}
    await desk(talks.put, person.id, TOPIC, data, desk.now)
    names = await desk.ask(units.by_ids, list(found.units))
    await show(event, plan_pages.event(say, about, found, {key: unit.name for key, unit in names.items()}))


async def typed(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """A day for all; or lines of «units: day»."""
    plan_id, number, one = int(person.data["plan"]), int(person.data["event"]), bool(person.data["one"])
    found, raw, today = await _event(plan_id, number, desk, person), message.text or "", desk.office.today(desk.now)
    days: dict[int | None, date | None] = {}
    days |= await _own_days(raw, plan_id, desk, person) if one else {None: task_words.day_in(raw, today)}
    count = await desk(plan_events.settle, desk.now, person.id, plan_id, found.folded, days, desk.office)
    await desk(talks.end, person.id)
    events = await desk.ask(plan_events.of_plan, person.id, plan_id)
    told = await _settled(say, found, days, count, desk)
    await show(message, plan_pages.events(say, See(plan=plan_id, view="e"), events, told))


async def _settled(say: Speaker, found: Event, days: Mapping[int | None, date | None], count: int, desk: Desk) -> str:
    units_told = [unit_id for unit_id in days if unit_id is not None]
    if len(units_told) > 1:
        return say("plan-event-set-some", event=found.words, count=len(units_told))
    value = next(iter(days.values()))
    shown = f"{value:%d/%m/%Y}" if value else ""
    if not units_told:
        key = "plan-event-set" if value else "plan-event-unset"
        return say(key, event=found.words, day=shown, count=count)
    unit = await desk.ask(units.by_id, units_told[0])
    key = "plan-event-set-one" if value else "plan-event-unset-one"
    return say(key, event=found.words, day=shown, unit=unit.name if unit else "–")


async def _own_days(raw: str, plan_id: int, desk: Desk, person: Person) -> dict[int | None, date | None]:
    """Unit → day. Raises Refusal with those units that an unclear name may be: nothing is kept."""
    known = await desk.ask(plan_events.known_plan, person.id, plan_id)
    there = await desk.ask(assignable, desk.now, known.unit_id, desk.office)
    days: dict[int | None, date | None] = {}
    for meant, day in plan_words.days_of_units(raw, there, desk.office.today(desk.now)):
        if meant.questions:
            raise await desk.ask(plan_units.unclear, meant.questions[0], there)
        days |= dict.fromkeys(meant.units, day)
    return days


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: no day is given."""
    await desk(talks.end, person.id)
    rows: list[Row] = [[(say("back"), See(plan=int(person.data["plan"]), view="e"))]]
    await show(message, Screen(page(say("plan-stopped")), [*rows, [(say("menu"), Menu(name="menu"))]]))
