"""What the office and the levels above look at: where to look first, then by task, by unit, by lead."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import task_look_screens as screens
from handlers.kit import Desk, Menu, Screen, Speaker, page, show
from handlers.task_buttons import Look
from reporting import task_groups, task_look, task_page
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.task_look import SILENCES
from storage.task_views import Narrow

GROUPS = {"t": "task", "u": "unit", "l": "lead"}
OLD = "refused-out-of-date"


def build() -> Router:
    """The router of looking."""
    router = Router(name="task-look")
    router.callback_query.register(looked, Look.filter())
    return router


async def first(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """The one screen; a choice only where the officer looks after several branches."""
    roots = await desk.ask(task_look.roots, person.id)
    if not roots:
        raise Refusal("refused-right")
    if len(roots) > 1:
        await show(event, screens.chooser(say, roots))
        return
    await show(event, await _overview(Look(view="o", root=roots[0][0]), desk, person, say))


async def looked(event: CallbackQuery, callback_data: Look, desk: Desk, person: Person, say: Speaker) -> None:
    """A page of it, as it stands now. What a line led to may be gone: then the overview."""
    if not callback_data.root:
        await first(event, desk, person, say)
        return
    try:
        screen = await _screen(callback_data, desk, person, say)
    except Refusal as refusal:
        if refusal.key != OLD:
            raise
        rows = [[(say("menu-nhiemvu"), Menu(name="nhiemvu")), (say("menu"), Menu(name="menu"))]]
        await show(event, Screen(page(say(OLD)), list(rows)))
        return
    await show(event, screen)


async def _screen(asked: Look, desk: Desk, person: Person, say: Speaker) -> Screen:
    if asked.days not in SILENCES:
        raise Refusal(OLD)
    if asked.view == "o":
        return await _overview(asked, desk, person, say)
    only, who, root = asked.only or None, person.id, asked.root
    if asked.view in GROUPS:
        what = GROUPS[asked.view]
        groups = await desk.ask(
            task_groups.by, desk.now, who, root, what, only, asked.page, desk.office, silent_days=asked.days
        )
        return screens.groups(say, groups, asked)
    if asked.view == "T":
        task = await desk.ask(
            task_page.page_of, desk.now, who, root, asked.code, only, asked.page, desk.office, silent_days=asked.days
        )
        return screens.task(say, task, asked)
    return await _parts(asked, desk, person, say)


async def _overview(asked: Look, desk: Desk, person: Person, say: Speaker) -> Screen:
    found = await desk.ask(task_look.look, desk.now, person.id, asked.root, desk.office, silent_days=asked.days)
    return screens.overview(say, found, asked)


async def _parts(asked: Look, desk: Desk, person: Person, say: Speaker) -> Screen:
    """Single tasks of single units: of one unit, of one lead, or of the whole branch."""
    only, name, who, root = asked.only or None, "", person.id, asked.root
    if asked.view == "U":
        narrow, name = Narrow(unit_id=asked.code, only=only), await desk.ask(task_groups.unit_name, root, asked.code)
    elif asked.view == "L":
        key, name = await desk.ask(task_groups.lead_below, desk.now, who, root, asked.code, desk.office)
        narrow, name = Narrow(lead_key=key, only=only), name or say("task-no-lead")
    elif asked.view == "x":
        narrow = Narrow(only=only, open_only=True)
    else:
        raise Refusal(OLD)
    found = await desk.ask(
        task_look.parts,
        desk.now,
        person.id,
        asked.root,
        narrow,
        asked.page,
        desk.office,
        silent_days=asked.days,
    )
    return screens.parts(say, found, asked, name)
