"""Recurring tasks of a plan: seen, stopped by hand, taken up again."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.kit import Desk, Row, Screen, Speaker, cut, page, show
from handlers.listing import Entry, home, numbered, sliced, turning
from handlers.plan_buttons import See, Turns
from handlers.plan_words import day
from reporting import plan_series
from reporting.people import Person
from reporting.plan_series import Series
from reporting.refusal import Refusal


def build() -> Router:
    """The router of recurring tasks."""
    router = Router(name="plan-series")
    router.callback_query.register(looked, Turns.filter())
    return router


async def listed(see: See, desk: Desk, person: Person, say: Speaker) -> Screen:
    """Every recurring task of the plan."""
    found = await desk.ask(plan_series.of_plan, desk.now, person.id, see.plan, desk.office)
    shown, number, pages = sliced(len(found), see.page)
    entries = [Entry(_line(say, found[n]), Turns(task=found[n].task_id, plan=see.plan)) for n in shown]
    texts, opens = numbered(entries, shown.start + 1)
    turn = turning(
        say,
        see.model_copy(update={"page": number - 1}) if number else None,
        see.model_copy(update={"page": number + 1}) if number + 1 < pages else None,
    )
    text = page(say("plan-series"), "\n".join(texts) or say("plan-list-empty"))
    return Screen(text, [*opens, turn, home(say, See(plan=see.plan))])


def _line(say: Speaker, one: Series) -> str:
    return f"{cut(one.title, 110)}: {_often(say, one)}"


def _often(say: Speaker, one: Series) -> str:
    often = say(f"plan-often-{one.recurring}")
    if one.stopped:
        return say("plan-series-stopped", often=often, day=day(one.until))
    return say("plan-when-often-until", often=often, day=day(one.until)) if one.until else often


async def looked(event: CallbackQuery, callback_data: Turns, desk: Desk, person: Person, say: Speaker) -> None:
    """One of them; a tap stops it or takes it up again."""
    about, note = callback_data, ""
    if about.act == "stop":
        await desk(plan_series.stop, desk.now, person.id, about.task, desk.office)
        note = say("plan-series-noted-stopped")
    elif about.act == "on":
        await desk(plan_series.resume, desk.now, person.id, about.task, desk.office)
        note = say("plan-series-noted-on")
    found = await desk.ask(plan_series.of_plan, desk.now, person.id, about.plan, desk.office)
    one = next((one for one in found if one.task_id == about.task), None)
    if one is None:
        raise Refusal("refused-out-of-date")
    await show(event, _shown(say, one, note))


def _shown(say: Speaker, one: Series, note: str) -> Screen:
    last = say("plan-series-last", title=cut(one.turn, 200), day=day(one.due)) if one.turn else say("plan-series-none")
    facts = [say("plan-card-when", when=_often(say, one)), say("plan-series-turns", count=one.turns), last]
    act = "on" if one.stopped else "stop"
    rows: list[Row] = [[(say(f"plan-series-{act}"), Turns(task=one.task_id, plan=one.plan_id, act=act))]]
    text = page(cut(one.title, 300), note, "\n".join(facts), "" if one.stopped else say("plan-series-hint"))
    return Screen(text, [*rows, home(say, See(plan=one.plan_id, view="t"))])
