"""The quarterly report, question by question."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import report_files, report_hand_in
from handlers.kit import About, Asked, Desk, Go, Menu, Row, Screen, Speaker, page, show
from handlers.report_buttons import Back, Fix, FromLast, Pass, Remove, Settle, Tap
from handlers.report_screens import conflict, screen
from handlers.report_words import shown
from reporting import answering, copying, owed
from reporting import draft as drafts
from reporting.conflict import Conflict
from reporting.draft import Standing
from reporting.owed import Owed
from reporting.people import Person
from reporting.place import place
from reporting.progress import PREVIEW
from storage import talks

WRITERS = ("reporter", "head")


def build() -> Router:
    """The router of this conversation."""
    router = Router(name="report")
    taps = router.callback_query
    taps.register(tapped, Tap.filter())
    taps.register(passed, Pass.filter())
    taps.register(fixed, Fix.filter())
    taps.register(went_back, Back.filter())
    taps.register(opened, Go.filter())
    taps.register(removed, Remove.filter())
    taps.register(copied, FromLast.filter())
    taps.register(settled, Settle.filter())
    router.message.register(asked_for, Asked("baocao"))
    taps.register(asked_for, Asked("baocao"))
    taps.register(went_on, Asked("tieptuc"))
    router.message.register(stopped, Asked("huy"), About(drafts.TOPIC))
    taps.register(stopped, Asked("huy"))
    router.include_routers(report_hand_in.build(), report_files.build())
    return router


def build_typed() -> Router:
    """What is typed while a report is open: asked last, after every command."""
    router = Router(name="report-typed")
    router.message.register(typed, About(drafts.TOPIC), _Text())
    return router


class _Text(Asked):
    """Any text."""

    def __init__(self) -> None:
        super().__init__()

    async def __call__(self, event: Message | CallbackQuery, person: Person | None = None) -> bool:
        return isinstance(event, Message) and bool(event.text)


async def asked_for(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """/baocao: straight to the open question; a choice only where there is one."""
    mine = list(dict.fromkeys(p.unit_id for p in person.places if p.role in WRITERS))
    if not mine:
        await show(event, Screen(page(say("report-not-yours")), [[(say("menu"), Menu(name="menu"))]]))
        return
    turns = [turn for unit in mine for turn in await desk.ask(owed.open_for, unit, desk.office, desk.now)]
    if not turns:
        await show(event, Screen(page(say("report-nothing-owed")), [[(say("menu"), Menu(name="menu"))]]))
    elif len(turns) == 1:
        await _open(event, desk, person, say, turns[0])
    else:
        rows: list[Row] = [[(_choice(say, desk, turn), _go(turn))] for turn in turns]
        await show(event, Screen(page(say("report-choose")), rows))


async def went_on(event: CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """The report that is open, at the question that is open."""
    if person.topic != drafts.TOPIC:
        await asked_for(event, desk, person, say)
        return
    standing = await desk(drafts.resume, desk.now, person.id, int(person.data["report"]), desk.office)
    await show(event, screen(say, standing))


def _go(turn: Owed) -> Go:
    return Go(duty=turn.duty, period=turn.period.code, unit=turn.unit_id)


def _choice(say: Speaker, desk: Desk, turn: Owed) -> str:
    late = desk.office.today(desk.now) > turn.last_good_day
    key = "report-choice-handed" if turn.handed_in else "report-choice-late" if late else "report-choice-missing"
    return say(key, report=say.report(turn.duty, turn.period.code), unit=turn.unit)


async def opened(event: CallbackQuery, callback_data: Go, desk: Desk, person: Person, say: Speaker) -> None:
    """A button that names the report: from a reminder, from a choice."""
    turn = await desk.ask(owed.find, callback_data.duty, callback_data.period, callback_data.unit, desk.office)
    await _open(event, desk, person, say, turn)


async def _open(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker, turn: Owed) -> None:
    report = turn.report
    if report is not None and report.versions and report.revision == report.handed_revision:
        await show(event, _handed_screen(say, turn))
        return
    standing = await desk(drafts.begin, desk.now, person.id, turn.duty, turn.period.code, turn.unit_id, desk.office)
    await show(event, screen(say, standing))


def _handed_screen(say: Speaker, turn: Owed) -> Screen:
    report = turn.report
    assert report is not None and report.handed_at is not None and report.id is not None
    told = say("report-handed", moment=say.moment(report.handed_at), receipt=report.receipt or "")
    rows: list[Row] = [
        [(say("report-see"), f"rv:{report.id}:{report.versions}")],
        [(say("report-correct"), Fix(report=report.id, step="preview"))],
        [(say("menu"), Menu(name="menu"))],
    ]
    return Screen(page(say.report(turn.duty, turn.period.code), told), rows)


async def _shown(
    event: Message | CallbackQuery, say: Speaker, result: Standing | Conflict, report_id: int, note: str = ""
) -> None:
    if isinstance(result, Conflict):
        await show(event, conflict(say, report_id, result))
    else:
        await show(event, screen(say, result, note))


def _saved(say: Speaker, standing: Standing | Conflict, step: str) -> str:
    """What was stored, said above the next question, so that a slip is seen at once."""
    if isinstance(standing, Conflict):
        return ""
    at = place(standing.draft.form, step)
    name = say(f"name-{standing.draft.form.code}-{at.question.code}")
    if at.figure or at.question.kind == "figures" or at.new or at.part:
        return ""
    given = standing.draft.answers.get(at.question.code)
    if given is None or given.skipped:
        return say("report-saved-skip", name=name) if given else ""
    if at.question.is_list:
        return ""
    return say("report-saved", name=name, value=shown(say, at.question, None, given.value)[:200])


async def tapped(event: CallbackQuery, callback_data: Tap, desk: Desk, person: Person, say: Speaker) -> None:
    """An option was tapped."""
    result = await desk(
        answering.give,
        desk.now,
        person.id,
        callback_data.report,
        callback_data.step,
        callback_data.option,
        callback_data.seen,
        desk.office,
    )
    await _shown(event, say, result, callback_data.report, _saved(say, result, callback_data.step))


async def typed(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """Text is the answer to the open question."""
    report_id, step = int(person.data["report"]), str(person.data["step"])
    if step == PREVIEW:
        standing = await desk(answering.go, desk.now, person.id, report_id, PREVIEW, desk.office)
        await show(message, screen(say, standing, say("refused-choose")))
        return
    result = await desk(
        answering.give,
        desk.now,
        person.id,
        report_id,
        step,
        message.text or "",
        int(person.data["seen"]),
        desk.office,
    )
    await _shown(message, say, result, report_id, _saved(say, result, step))


async def passed(event: CallbackQuery, callback_data: Pass, desk: Desk, person: Person, say: Speaker) -> None:
    """Skip, none, done."""
    standing = await desk(
        answering.skip,
        desk.now,
        person.id,
        callback_data.report,
        callback_data.step,
        desk.office,
        rest=callback_data.rest,
    )
    await show(event, screen(say, standing, _saved(say, standing, callback_data.step)))


async def fixed(event: CallbackQuery, callback_data: Fix, desk: Desk, person: Person, say: Speaker) -> None:
    """Go to a section, or to the preview."""
    standing = await desk(answering.go, desk.now, person.id, callback_data.report, callback_data.step, desk.office)
    await show(event, screen(say, standing))


async def went_back(event: CallbackQuery, callback_data: Back, desk: Desk, person: Person, say: Speaker) -> None:
    """The question before."""
    standing = await desk(answering.back, desk.now, person.id, callback_data.report, callback_data.step, desk.office)
    await show(event, screen(say, standing))


async def removed(event: CallbackQuery, callback_data: Remove, desk: Desk, person: Person, say: Speaker) -> None:
    """Take an entry out."""
    standing = await desk(answering.remove, desk.now, person.id, callback_data.report, callback_data.line, desk.office)
    await show(event, screen(say, standing, say("report-removed")))


async def copied(event: CallbackQuery, callback_data: FromLast, desk: Desk, person: Person, say: Speaker) -> None:
    """Start from last quarter's report."""
    standing = await desk(copying.start_from_last, desk.now, person.id, callback_data.report, desk.office)
    await show(event, screen(say, standing, say("report-copied")))


async def settled(event: CallbackQuery, callback_data: Settle, desk: Desk, person: Person, say: Speaker) -> None:
    """A conflict is ended."""
    standing = await desk(
        answering.resolve,
        desk.now,
        person.id,
        callback_data.report,
        callback_data.kept,
        callback_data.how,
        desk.office,
    )
    await show(event, screen(say, standing))


async def stopped(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: leave the conversation; the draft stays."""
    report_id = person.data.get("report")
    if report_id is None:
        await show(event, Screen(page(say("report-nothing-open")), [[(say("menu"), Menu(name="menu"))]]))
        return
    standing = await desk(drafts.resume, desk.now, person.id, int(report_id), desk.office)
    await desk(talks.end, person.id)
    told = say("report-kept", done=standing.done, asked=standing.asked)
    go = Go(duty=standing.owed.duty, period=standing.owed.period.code, unit=standing.owed.unit_id)
    await show(event, Screen(page(told), [[(say("menu-baocao"), go)], [(say("menu"), Menu(name="menu"))]]))
