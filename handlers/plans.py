"""/kehoach: a plan document becomes tasks. What was understood is looked through, corrected and, last, issued."""

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from handlers import plan_card_screens, plan_diff_screens, plan_files, plan_follow, plan_screens
from handlers.kit import About, Asked, Desk, Menu, Row, Screen, Speaker, cut, page, show
from handlers.plan_buttons import Ask, Draft, Give, Issue, Item, Meant, Pair, See, Whole
from reporting import plan_edit, plan_issue, plan_pair, plan_progress, plan_units, plan_view
from reporting.people import Person
from reporting.plan_edit import ADD, NAME, REST, TOPIC, UNITS
from reporting.plan_view import ALL, DOUBTFUL, DROPPED
from reporting.refusal import Refusal
from storage import talks

PLANS_SHOWN = 8


class HasText(Filter):
    """A text came, and no command."""

    async def __call__(self, message: Message) -> bool:
        """Whether it can be an answer."""
        return bool(message.text) and not str(message.text).startswith("/")


def build() -> Router:
    """The router of plans that are not issued yet."""
    router = Router(name="plans")
    taps = router.callback_query
    for observer in (router.message, taps):
        observer.register(asked_for, Asked("kehoach"))
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    router.message.register(stopped, Asked("huy"), About(plan_files.TOPIC))
    taps.register(looked, Draft.filter())
    taps.register(opened, Item.filter())
    taps.register(asked, Ask.filter())
    taps.register(gave, Give.filter())
    taps.register(meant, Meant.filter())
    taps.register(paired, Pair.filter())
    taps.register(whole, Whole.filter())
    taps.register(issued, Issue.filter())
    router.include_router(plan_follow.build())
    return router


def build_typed() -> Router:
    """What is typed to a question about a plan."""
    router = Router(name="plans-typed")
    router.message.register(typed, About(TOPIC), HasText())
    router.include_router(plan_follow.build_typed())
    return router


async def asked_for(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """The plans there are, what was read and not issued yet, and: send the file."""
    plans = await desk.ask(plan_progress.plans, desk.now, person.id, desk.office)
    drafts = await desk.ask(plan_progress.drafts, person.id)
    await desk(talks.put, person.id, plan_files.TOPIC, {"typed": False}, desk.now)
    rows: list[Row] = [
        [(say("plan-go-on", name=cut(name, 50)), Draft(draft=draft_id))] for draft_id, name in drafts[:PLANS_SHOWN]
    ]
    rows += [[(cut(one.name, 60), See(plan=one.plan_id))] for one in plans[:PLANS_SHOWN]]
    told = [
        say("plan-named", name=cut(one.name, 60), parts=one.parts, done=one.done, overdue=one.overdue)
        for one in plans[:PLANS_SHOWN]
    ]
    text = page(say("menu-kehoach"), "\n".join(told), say("plan-send"))
    await show(event, Screen(text, [*rows, [(say("menu"), Menu(name="menu"))]]))


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: nothing is asked any more; what was read is kept."""
    await desk(talks.end, person.id)
    draft_id = int(person.data.get("draft", 0))
    rows: list[Row] = [[(say("back"), Draft(draft=draft_id))]] if draft_id else []
    await show(message, Screen(page(say("plan-stopped")), [*rows, [(say("menu"), Menu(name="menu"))]]))


async def looked(event: CallbackQuery, callback_data: Draft, desk: Desk, person: Person, say: Speaker) -> None:
    """A page of what was understood."""
    if person.topic == TOPIC:
        await desk(plan_edit.leave, person.id)
    await show(event, await _screen(callback_data, desk, person, say))


async def _screen(at: Draft, desk: Desk, person: Person, say: Speaker, note: str = "") -> Screen:
    if at.view in (DOUBTFUL, ALL, DROPPED):
        found = await desk.ask(plan_view.listed, person.id, at.draft, at.view, at.page)
        return plan_screens.listed(say, at.draft, at.view, found)
    overview = await desk.ask(plan_view.overview, person.id, at.draft)
    if overview.state == "issued" and overview.plan_id:
        return await plan_follow.plan(overview.plan_id, desk, person, say)
    if overview.state != "reading":
        raise Refusal("refused-out-of-date")
    if at.view == "f":
        return plan_diff_screens.differences(say, overview)
    if at.view == "i":
        return plan_screens.preview(say, overview)
    if at.view == "c":
        plans = await desk.ask(plan_progress.others, person.id, at.draft)
        return plan_screens.which(say, overview, plans)
    return plan_screens.really(say, overview) if at.view == "q" else plan_screens.overview(say, overview, note)


async def opened(event: CallbackQuery, callback_data: Item, desk: Desk, person: Person, say: Speaker) -> None:
    """One task, and what a single tap does to it."""
    act, item_id, note = callback_data.act, callback_data.item, ""
    if act == "units":
        await desk(plan_edit.ask, desk.now, person.id, 0, item_id, UNITS)
        found = await desk.ask(plan_units.given, desk.now, person.id, item_id, desk.office)
        await show(event, plan_card_screens.units(say, found))
        return
    if act == "ok":
        await desk(plan_edit.confirm, person.id, item_id)
        note = say("plan-noted-right")
    elif act == "stand":
        await desk(plan_edit.make_standing, person.id, item_id)
        note = say("plan-noted-standing")
    elif act in ("drop", "back"):
        await desk(plan_edit.drop, person.id, item_id, act == "drop")
    elif person.topic == TOPIC:
        await desk(plan_edit.leave, person.id)
    await show(event, plan_card_screens.card(say, await desk.ask(plan_view.card, person.id, item_id), note))


async def asked(event: CallbackQuery, callback_data: Ask, desk: Desk, person: Person, say: Speaker) -> None:
    """What is to be typed next."""
    about = callback_data
    await desk(plan_edit.ask, desk.now, person.id, about.draft, about.item, about.what)
    if about.item:
        line = (await desk.ask(plan_view.card, person.id, about.item)).line
        await show(event, plan_card_screens.asked(say, about.what, Item(item=about.item), line.title))
    else:
        await show(event, plan_card_screens.asked(say, about.what, Draft(draft=about.draft)))


async def typed(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """The answer to what was asked: of one task, or of the draft as a whole."""
    raw, what = message.text or "", str(person.data["ask"])
    draft_id, item_id = int(person.data["draft"]), int(person.data["item"])
    if item_id and what == UNITS:
        found = await desk(plan_units.typed, desk.now, person.id, item_id, raw, desk.office)
        if found.question is None:
            await desk(plan_edit.ask, desk.now, person.id, 0, item_id, UNITS)
        await show(message, plan_card_screens.units(say, found))
    elif item_id:
        await desk(plan_edit.correct, desk.now, person.id, item_id, what, raw, desk.office)
        card = await desk.ask(plan_view.card, person.id, item_id)
        await show(message, plan_card_screens.card(say, card, say("plan-noted")))
    elif what == ADD:
        item = await desk(plan_edit.add, person.id, draft_id, raw)
        card = await desk.ask(plan_view.card, person.id, item.id or 0)
        await show(message, plan_card_screens.card(say, card, say("plan-noted-added")))
    else:
        await show(message, await _typed_of_draft(what, raw, draft_id, desk, person, say))


async def _typed_of_draft(what: str, raw: str, draft_id: int, desk: Desk, person: Person, say: Speaker) -> Screen:
    if what == REST:
        tasks, count = await desk(plan_units.typed_for_rest, desk.now, person.id, draft_id, raw, desk.office)
        return await _screen(Draft(draft=draft_id), desk, person, say, say("plan-noted-rest", tasks=tasks, units=count))
    if what != NAME:
        raise Refusal("refused-out-of-date")
    await desk(plan_edit.rename, person.id, draft_id, raw)
    return await _screen(Draft(draft=draft_id), desk, person, say, say("plan-noted"))


async def gave(event: CallbackQuery, callback_data: Give, desk: Desk, person: Person, say: Speaker) -> None:
    """A whole kind of units, the office itself, or the list anew."""
    if callback_data.kind == "clear":
        found = await desk(plan_units.clear, desk.now, person.id, callback_data.item, desk.office)
    else:
        found = await desk(
            plan_units.pick_kind, desk.now, person.id, callback_data.item, callback_data.kind, desk.office
        )
    await show(event, plan_card_screens.units(say, found))


async def meant(event: CallbackQuery, callback_data: Meant, desk: Desk, person: Person, say: Speaker) -> None:
    """Which unit a name meant."""
    found = await desk(plan_units.pick, desk.now, person.id, callback_data.item, callback_data.unit, desk.office)
    await show(event, plan_card_screens.units(say, found))


async def paired(event: CallbackQuery, callback_data: Pair, desk: Desk, person: Person, say: Speaker) -> None:
    """Which task of the plan that runs it is."""
    about = callback_data
    if about.task < 0:
        line = (await desk.ask(plan_view.card, person.id, about.item)).line
        there = await desk.ask(plan_pair.candidates, person.id, about.item)
        await show(event, plan_card_screens.which(say, about.item, line.title, there))
        return
    await desk(plan_pair.pair, person.id, about.item, about.task)
    note = say("plan-noted-paired" if about.task else "plan-noted-new")
    await show(event, plan_card_screens.card(say, await desk.ask(plan_view.card, person.id, about.item), note))


async def whole(event: CallbackQuery, callback_data: Whole, desk: Desk, person: Person, say: Speaker) -> None:
    """What a single tap does to the draft."""
    about, view = callback_data, "o"
    if about.act == "own":
        await desk(plan_units.own_for_rest, person.id, about.draft)
        view = "i"
    elif about.act == "link":
        await desk(plan_edit.corrects, person.id, about.draft, about.of)
    elif about.act == "keep":
        await desk(plan_edit.keep, person.id, about.draft, about.of)
        view = "f"
    elif about.act == "discard":
        await desk(plan_edit.discard, desk.now, person.id, about.draft)
        await show(event, Screen(page(say("plan-discarded")), [[(say("menu-kehoach"), Menu(name="kehoach"))]]))
        return
    else:
        raise Refusal("refused-out-of-date")
    await show(event, await _screen(Draft(draft=about.draft, view=view), desk, person, say))


async def issued(event: CallbackQuery, callback_data: Issue, desk: Desk, person: Person, say: Speaker) -> None:
    """Ban hành: from now on the units have it."""
    about = callback_data
    try:
        done = await desk(plan_issue.issue, desk.now, person.id, about.draft, about.version, desk.office)
    except Refusal as refusal:
        if refusal.key != "refused-out-of-date":
            raise
        # Somebody changed it meanwhile: the preview as it is now, never a publication that nobody saw.
        await show(event, await _screen(Draft(draft=about.draft, view="i"), desk, person, say))
        return
    note = say("plan-issued" if done.fresh else "plan-issued-before", tasks=done.tasks, units=done.units)
    if done.unreached:
        note += "\n" + say("plan-issued-unreached", count=done.unreached)
    await show(event, await plan_follow.plan(done.plan_id, desk, person, say, note))
