"""The office gives a task in chat: title, last day, units by their names, lead; then a preview, and only then out."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import task_give_screens as screens
from handlers.kit import About, Asked, Desk, Menu, Screen, Speaker, alert, page, show
from handlers.task_buttons import Give
from reporting import task_draft, task_page, task_pick, task_publish, task_steps
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.task_draft import PREVIEW, TOPIC, Draft

OLD = "refused-out-of-date"


def build() -> Router:
    """The router of giving."""
    router = Router(name="task-give")
    router.callback_query.register(tapped, Give.filter())
    router.message.register(stopped, Asked("huy"), About(TOPIC))
    return router


def build_typed() -> Router:
    """What is typed to an open step."""
    router = Router(name="task-give-typed")
    router.message.register(typed, About(TOPIC), _Words())
    return router


class _Words(Asked):
    """Any text, unless the preview is shown: there only its buttons count."""

    def __init__(self) -> None:
        super().__init__()

    async def __call__(self, event: Message | CallbackQuery, person: Person | None = None) -> bool:
        open_step = person is not None and person.data.get("ask") != PREVIEW
        return open_step and isinstance(event, Message) and bool(event.text)


async def typed(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """The answer to the open step."""
    draft = await desk(task_steps.answer, desk.now, person.id, message.text or "", desk.office)
    await show(message, screens.step(say, draft))


async def tapped(event: CallbackQuery, callback_data: Give, desk: Desk, person: Person, say: Speaker) -> None:
    """A button of the dialogue."""
    if callback_data.act in ("publish", "drop", "stop", "back", "gone"):
        await _ends(event, callback_data, desk, person, say)
        return
    await show(event, screens.step(say, await _step(callback_data, desk, person)))


async def _step(give: Give, desk: Desk, person: Person) -> Draft:
    """The step to which the button leads."""
    common, office = (desk.now, person.id), desk.office
    match give.act:
        case "new":
            return await desk(task_draft.begin, *common, office, give.number)
        case "go":
            return await desk(task_draft.go, *common, give.task, give.code, office)
        case "skip":
            return await desk(task_steps.skip, *common, give.task, give.code, office)
        case "unit":
            return await desk(task_pick.pick_unit, *common, give.task, give.number, office)
        case "kind":
            return await desk(task_pick.pick_kind, *common, give.task, give.code, office)
        case "pass":
            return await desk(task_pick.pass_over, *common, give.task, office)
        case "clear":
            return await desk(task_pick.clear_units, *common, give.task, office)
        case "done":
            return await desk(task_pick.units_done, *common, give.task, office)
    raise Refusal(OLD)


async def _ends(event: CallbackQuery, give: Give, desk: Desk, person: Person, say: Speaker) -> None:
    """Out, thrown away, left, or taken back after a question."""
    if give.act == "publish":
        await _publish(event, give, desk, person, say)
    elif give.act == "drop":
        await desk(task_publish.discard, person.id, give.task)
        await show(event, screens.ended(say, say("task-dropped")))
    elif give.act == "stop":
        await desk(task_draft.leave, person.id)
        await show(event, screens.ended(say, say("task-draft-kept")))
    elif give.act == "back":
        title = await desk.ask(task_page.managed_title, person.id, give.task)
        await show(event, screens.sure(say, give.task, title))
    else:
        task = await desk(task_publish.withdraw, desk.now, person.id, give.task)
        await show(event, screens.ended(say, say("task-withdrawn", title=task.title)))


async def _publish(event: CallbackQuery, give: Give, desk: Desk, person: Person, say: Speaker) -> None:
    """For a preview that is old the preview as it is now."""
    try:
        done = await desk(task_publish.publish, desk.now, person.id, give.task, give.number, desk.office)
    except Refusal as refusal:
        if refusal.key != OLD:
            raise
        await alert(event, say(OLD))
        draft = await desk(task_draft.go, desk.now, person.id, give.task, PREVIEW, desk.office)
        await show(event, screens.step(say, draft, say("task-old")))
        return
    await show(event, screens.published(say, done))


async def stopped(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: the draft stays."""
    await desk(task_draft.leave, person.id)
    await show(message, Screen(page(say("task-draft-kept")), [[(say("menu"), Menu(name="menu"))]]))
