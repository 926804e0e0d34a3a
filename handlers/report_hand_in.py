"""Handing in: the receipt, what is still open, and the question before delicate words leave."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers import delicate
from handlers.kit import Desk, Menu, Row, Screen, Speaker, page, show
from handlers.report_buttons import Files, Fix, HandIn
from handlers.report_screens import screen
from reporting import answering, submit, warned
from reporting.draft import Standing
from reporting.people import Person
from reporting.place import place
from reporting.progress import PREVIEW
from reporting.warned import Delicate


class AsItIs(CallbackData, prefix="hv"):
    """Hand in that revision although something in it is delicate: the officer has seen it."""

    report: int
    revision: int


class Rewrite(CallbackData, prefix="rw"):
    """Go to the answer that holds something delicate."""

    report: int
    step: str


def build() -> Router:
    """The last step of the report conversation."""
    router = Router(name="report-hand-in")
    taps = router.callback_query
    taps.register(handed, HandIn.filter())
    taps.register(handed_as_it_is, AsItIs.filter())
    taps.register(rewritten, Rewrite.filter())
    return router


async def handed(event: CallbackQuery, callback_data: HandIn, desk: Desk, person: Person, say: Speaker) -> None:
    """Hand in. The receipt leaves through the outbox; a second tap says it again here."""
    await _hand_in(event, callback_data, desk, person, say, verbatim=False)


async def handed_as_it_is(
    event: CallbackQuery, callback_data: AsItIs, desk: Desk, person: Person, say: Speaker
) -> None:
    """The officer has seen what is delicate and sends it so."""
    await _hand_in(event, callback_data, desk, person, say, verbatim=True)


async def rewritten(event: CallbackQuery, callback_data: Rewrite, desk: Desk, person: Person, say: Speaker) -> None:
    """To the answer that holds something delicate; the rest stays."""
    standing = await desk(submit.rewrite, desk.now, person.id, callback_data.report, callback_data.step, desk.office)
    await show(event, screen(say, standing))


async def _hand_in(
    event: CallbackQuery, about: HandIn | AsItIs, desk: Desk, person: Person, say: Speaker, *, verbatim: bool
) -> None:
    try:
        receipt = await desk(
            submit.hand_in, desk.now, person.id, about.report, about.revision, desk.office, verbatim=verbatim
        )
    except (submit.Incomplete, Delicate) as found:
        standing = await desk(answering.go, desk.now, person.id, about.report, PREVIEW, desk.office)
        if isinstance(found, Delicate):
            await show(event, delicate_screen(say, standing, found))
        else:
            await show(event, screen(say, standing, say(found.key, **found.values)))
        return
    if receipt.fresh:
        await show(event, Screen(page(say.report(receipt.duty, receipt.period), say("report-sending"))))
        return
    state = say("receipt-on-time" if receipt.on_time else "receipt-late")
    told = say(
        "receipt-told",
        report=say.report(receipt.duty, receipt.period),
        unit=receipt.unit,
        moment=say.moment(receipt.handed_at),
        state=state,
        number=receipt.number,
        version=receipt.version,
    )
    await show(event, Screen(page(say("receipt-title"), told), [[(say("menu"), Menu(name="menu"))]]))


def delicate_screen(say: Speaker, standing: Standing, told: Delicate) -> Screen:
    """What is delicate in the report, answer by answer, each with a way to rewrite it."""
    report = standing.report_id
    steps = list(dict.fromkeys(seen.step for seen in told.found if seen.step != warned.FILES))[: delicate.REWRITES]
    if len(steps) == 1:
        rewrites: list[Row] = [[(say("delicate-rewrite"), Rewrite(report=report, step=steps[0]))]]
    else:
        rewrites = [
            [(say("delicate-rewrite-at", name=_step_name(say, standing, step)), Rewrite(report=report, step=step))]
            for step in steps
        ]
    if warned.FILES in [seen.step for seen in told.found]:
        rewrites.append([(say("report-files"), Files(report=report))])
    rewrites.append([(say("preview"), Fix(report=report, step=PREVIEW))])
    as_is = AsItIs(report=report, revision=standing.revision)
    return delicate.screen(say, told, rewrites, as_is, lambda seen: _step_name(say, standing, seen.step))


def _step_name(say: Speaker, standing: Standing, step: str) -> str:
    """Ý kiến, kiến nghị 2: the question's name, with the entry's number where it holds several."""
    if step == warned.FILES:
        return say("report-files")
    at = place(standing.draft.form, step)
    name = say(f"name-{standing.draft.form.code}-{at.question.code}")
    if at.line_id is None:
        return name
    there = [entry.id for entry in standing.draft.entries.get(at.question.code, ())]
    return say("delicate-at-entry", name=name, number=there.index(at.line_id) + 1)
