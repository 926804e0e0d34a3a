"""Obligations to report that a plan states: the office completes them, and makes them duties or not."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import plan_duty_screens as screens
from handlers.kit import About, Asked, Desk, Menu, Row, Screen, Speaker, page, show
from handlers.plan_buttons import Owed
from reporting import plan_duties
from reporting.people import Person
from reporting.refusal import Refusal
from storage import talks

TOPIC = "plan-duty"


def build() -> Router:
    """The router of proposals for duties."""
    router = Router(name="plan-duties")
    router.callback_query.register(owed, Owed.filter())
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    return router


def build_typed() -> Router:
    """The day of a duty, typed."""
    router = Router(name="plan-duties-typed")
    router.message.register(typed, About(TOPIC))
    return router


async def owed(event: CallbackQuery, callback_data: Owed, desk: Desk, person: Person, say: Speaker) -> None:
    """A proposal for a duty: seen, completed, accepted or refused."""
    about = callback_data
    if person.topic == TOPIC:
        await desk(talks.end, person.id)
    if about.act == "day":
        data = {"duty": about.duty, "plan": about.plan, "typed": True}
        await desk(talks.put, person.id, TOPIC, data, desk.now)
        one = await desk.ask(plan_duties.detail, desk.now, person.id, about.duty, desk.office)
        await show(event, screens.asked(say, one))
        return
    note = await _act(about, desk, person, say)
    one = await desk.ask(plan_duties.detail, desk.now, person.id, about.duty, desk.office)
    await show(event, screens.duty(say, one, note))


async def _act(about: Owed, desk: Desk, person: Person, say: Speaker) -> str:
    """What a tap does; gives what is said of it."""
    act, _, what = about.act.partition("-")
    if act == "y":
        done = await desk(plan_duties.accept, desk.now, person.id, about.duty, desk.office)
        return say("plan-duty-on" if done.active else "plan-duty-off")
    if act == "n":
        await desk(plan_duties.refuse, desk.now, person.id, about.duty)
    elif act == "k":
        await desk(plan_duties.turn_kind, desk.now, person.id, about.duty, what, desk.office)
    elif act == "f":
        await desk(plan_duties.set_frequency, desk.now, person.id, about.duty, what, desk.office)
    elif act:
        raise Refusal("refused-out-of-date")
    return ""


async def typed(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """By which day it is due."""
    duty_id = int(person.data["duty"])
    await desk(plan_duties.set_day, desk.now, person.id, duty_id, message.text or "", desk.office)
    await desk(talks.end, person.id)
    one = await desk.ask(plan_duties.detail, desk.now, person.id, duty_id, desk.office)
    await show(message, screens.duty(say, one, say("plan-duty-day-set")))


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: no day is given."""
    await desk(talks.end, person.id)
    back = Owed(duty=int(person.data["duty"]), plan=int(person.data["plan"]))
    rows: list[Row] = [[(say("back"), back)], [(say("menu"), Menu(name="menu"))]]
    await show(message, Screen(page(say("plan-stopped")), rows))
