"""A plan that is issued: its progress by branch and lead, what needs a look, days of events, proposals for duties."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import plan_pages
from handlers.kit import About, Asked, Desk, Menu, Row, Screen, Speaker, page, show
from handlers.plan_buttons import Happens, Owed, See, mark
from reporting import plan_duties, plan_events, plan_progress, plan_words, task_words
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
    router.callback_query.register(owed, Owed.filter())
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    return router


def build_typed() -> Router:
    """The day of an event, typed."""
    router = Router(name="plan-follow-typed")
    router.message.register(typed, About(TOPIC))
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
        return plan_pages.duties(say, see, await desk.ask(plan_duties.proposals, person.id, see.plan))
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
    """A day; for one unit its name, a colon and the day."""
    plan_id, number, one = int(person.data["plan"]), int(person.data["event"]), bool(person.data["one"])
    found = await _event(plan_id, number, desk, person)
    raw, unit_id, name = message.text or "", None, ""
    if one:
        name, sign, raw = raw.rpartition(":")
        if not sign:
            raise Refusal("plan-refused-event")
        unit_id, name = await _unit(plan_id, name, desk, person)
    day = task_words.day_in(raw, desk.office.today(desk.now))
    if day is None:
        raise Refusal("plan-refused-event")
    count = await desk(plan_events.settle, desk.now, person.id, plan_id, found.folded, day, unit_id, desk.office)
    await desk(talks.end, person.id)
    told = say("plan-event-set", event=found.words, day=f"{day:%d/%m/%Y}", count=count)
    if unit_id is not None:
        told = say("plan-event-set-one", event=found.words, day=f"{day:%d/%m/%Y}", unit=name)
    events = await desk.ask(plan_events.of_plan, person.id, plan_id)
    await show(message, plan_pages.events(say, See(plan=plan_id, view="e"), events, told))


async def _unit(plan_id: int, raw: str, desk: Desk, person: Person) -> tuple[int, str]:
    """The one unit that is meant. Raises Refusal with those that it may be."""
    known = await desk.ask(plan_events.known_plan, person.id, plan_id)
    there = await desk.ask(assignable, desk.now, person.id, known.unit_id, desk.office)
    read = plan_words.read_units(raw, there)
    names = {unit.id: unit.name for unit in there}
    if read.questions or len(read.units) != 1:
        asked = read.questions[0] if read.questions else None
        alike = "; ".join(names[one] for one in (asked.candidates if asked else read.units[:6]))
        raise Refusal("plan-refused-unclear", piece=asked.piece if asked else raw.strip()[:80], units=alike or "–")
    return read.units[0], names[read.units[0]]


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: no day is given."""
    await desk(talks.end, person.id)
    rows: list[Row] = [[(say("back"), See(plan=int(person.data["plan"]), view="e"))]]
    await show(message, Screen(page(say("plan-stopped")), [*rows, [(say("menu"), Menu(name="menu"))]]))


async def owed(event: CallbackQuery, callback_data: Owed, desk: Desk, person: Person, say: Speaker) -> None:
    """A proposal for a duty: seen, accepted or refused."""
    about, note = callback_data, ""
    if about.act == "y":
        done = await desk(plan_duties.accept, desk.now, person.id, about.duty, desk.office)
        note = say("plan-duty-on" if done.active else "plan-duty-off")
    elif about.act == "n":
        await desk(plan_duties.refuse, desk.now, person.id, about.duty)
    found = await desk.ask(plan_duties.proposals, person.id, about.plan)
    one = next((one for one in found if one.id == about.duty), None)
    if one is None:
        raise Refusal("refused-out-of-date")
    await show(event, plan_pages.duty(say, one, note))
