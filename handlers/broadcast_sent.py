"""What became of a broadcast: its state, the answers, stopping it; and the two buttons under the letter itself."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import delicate
from handlers.broadcast_buttons import Got, Sent
from handlers.kit import About, Asked, Desk, Menu, Row, Screen, Speaker, cut, page, send, show
from handlers.listing import turning
from handlers.missing_screens import failure
from reporting import broadcast_answers, broadcast_state, warned
from reporting.broadcast_answers import ANSWERING
from reporting.broadcast_state import State
from reporting.people import Person
from reporting.warned import Delicate

FAILED_SHOWN = 10
ANSWERS_A_PAGE = 5
TEXT_SHOWN = 600


def build() -> Router:
    """The router of what was sent."""
    router = Router(name="broadcast-sent")
    router.callback_query.register(looked_after, Sent.filter())
    router.callback_query.register(got, Got.filter())
    delicate.register(router.callback_query, ANSWERING, rewritten, as_is)
    router.message.register(no_answer, Asked("huy"), About(ANSWERING))
    return router


def build_typed() -> Router:
    """The answer, typed."""
    router = Router(name="broadcast-answer")
    router.message.register(answered, About(ANSWERING))
    return router


async def looked_after(event: CallbackQuery, callback_data: Sent, desk: Desk, person: Person, say: Speaker) -> None:
    """One of the pages about it, as it stands now."""
    number, view = callback_data.broadcast, callback_data.view
    if view == "answers":
        await show(event, await _answers(desk, person, say, number, callback_data.page))
        return
    if view == "stopped":
        await desk(broadcast_state.stop, desk.now, person.id, number)
    found = await desk.ask(broadcast_state.state, person.id, number)
    await show(event, stop_ask(say, found) if view == "stop" and found.pending else state(say, found))


def state(say: Speaker, found: State) -> Screen:
    """How many got it, read it, answered, and who did not get it and why."""
    sent = found.broadcast
    lines = [
        say("nudge-delivered", count=found.delivered),
        say("nudge-pending", count=found.pending),
        say("nudge-failed", count=len(found.failed)),
        say("broadcast-read", count=found.read),
        say("broadcast-answers", count=found.answers),
    ]
    if found.stopped:
        lines.append(say("broadcast-stopped-count", count=found.stopped))
    texts = [_head(say, found), cut(sent.text, TEXT_SHOWN)]
    texts += [say("broadcast-file", name=sent.file_name)] if sent.file_name else []
    texts += ["\n".join(lines), _failed(say, found), _unreached(say, found)]
    number = sent.id or 0
    rows: list[Row] = [[(say("nudge-refresh"), Sent(broadcast=number, view="state"))]]
    if found.answers:
        rows.append([(say("broadcast-see-answers", count=found.answers), Sent(broadcast=number, view="answers"))])
    if found.pending and sent.stopped_at is None:
        rows.append([(say("broadcast-stop", count=found.pending), Sent(broadcast=number, view="stop"))])
    rows.append([(say("back"), Menu(name="thongbao")), (say("menu"), Menu(name="menu"))])
    return Screen(page(say("broadcast-sent-title"), *texts), rows)


def _head(say: Speaker, found: State) -> str:
    sent = found.broadcast
    assert sent.at is not None and sent.sent_at is not None
    key = "broadcast-planned" if sent.at > sent.sent_at else "broadcast-sent"
    told = say(key, moment=say.moment(sent.at), by=found.by, officers=found.officers, units=sent.units)
    if sent.stopped_at is None:
        return told
    return "\n".join([told, say("broadcast-stopped", moment=say.moment(sent.stopped_at))])


def _failed(say: Speaker, found: State) -> str:
    if not found.failed:
        return ""
    lines = [f"{name}: {say(failure(why))}" for name, why in found.failed[:FAILED_SHOWN]]
    rest = len(found.failed) - FAILED_SHOWN
    return "\n".join([say("nudge-failed-title"), *lines, *([say("nudge-rest-people", count=rest)] if rest > 0 else [])])


def _unreached(say: Speaker, found: State) -> str:
    if not found.unreached:
        return ""
    lines = [f"{unit}: {say(f'missing-why-{why}')}" for unit, why in found.unreached[:FAILED_SHOWN]]
    rest = len(found.unreached) - FAILED_SHOWN
    told = say("nudge-unreached", count=len(found.unreached))
    return "\n".join([told, *lines, *([say("nudge-rest", count=rest)] if rest > 0 else [])])


def stop_ask(say: Speaker, found: State) -> Screen:
    """Stopping cannot be taken back: asked once."""
    number = found.broadcast.id or 0
    rows: list[Row] = [
        [(say("broadcast-stop", count=found.pending), Sent(broadcast=number, view="stopped"))],
        [(say("back"), Sent(broadcast=number, view="state"))],
    ]
    told = say("broadcast-stop-ask", pending=found.pending, delivered=found.delivered)
    return Screen(page(say("broadcast-sent-title"), told), rows)


async def _answers(desk: Desk, person: Person, say: Speaker, number: int, at: int) -> Screen:
    found = await desk.ask(broadcast_answers.answers, person.id, number)
    pages = max(1, -(-len(found) // ANSWERS_A_PAGE))
    at = min(max(at, 0), pages - 1)
    texts = [
        "\n".join((say("broadcast-answer-of", name=one.officer, unit=one.unit, moment=say.moment(one.at)), one.text))
        for one in found[at * ANSWERS_A_PAGE : (at + 1) * ANSWERS_A_PAGE]
    ]

    def to(there: int) -> Sent:
        return Sent(broadcast=number, view="answers", page=there)

    turn = turning(say, to(at - 1) if at else None, to(at + 1) if at + 1 < pages else None)
    # Five answers of a thousand letters would not fit into one message.
    texts = [cut(text, 700) if len(text) > 700 else text for text in texts]
    head = say("broadcast-answers", count=len(found))
    back: Row = [(say("back"), Sent(broadcast=number, view="state")), (say("menu"), Menu(name="menu"))]
    return Screen(page(head, *texts), [turn, back])


async def got(event: CallbackQuery, callback_data: Got, desk: Desk, person: Person, say: Speaker) -> None:
    """Under the letter: read, or an answer. The letter itself stays as it is."""
    if callback_data.act == "answer":
        await desk(broadcast_answers.begin_answer, desk.now, person.id, callback_data.broadcast)
        await send(event, Screen(page(say("broadcast-answer-ask"))))
    else:
        await desk(broadcast_answers.read, desk.now, person.id, callback_data.broadcast)
        await event.answer(say("broadcast-read-noted"))


async def answered(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """The answer goes to who sent the broadcast."""
    text = message.text or ""
    try:
        await _answer(message, text, desk, person, say)
    except Delicate as found:
        await delicate.ask(message, found, ANSWERING, text, desk, person, say)


async def as_is(event: CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """What was held back goes as it is."""
    await _answer(event, await desk.ask(warned.held, person.id, ANSWERING), desk, person, say, verbatim=True)


async def rewritten(event: CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """What was held back goes nowhere; it is asked again."""
    text = await desk.ask(warned.held, person.id, ANSWERING)
    data = {name: value for name, value in person.data.items() if name != warned.HELD}
    about = ("broadcast.rewrite", "broadcast", data["broadcast"], warned.in_text(text))
    await desk(warned.let_go, desk.now, person.id, ANSWERING, data, *about)
    await show(event, Screen(page(say("broadcast-answer-ask"))))


async def _answer(
    event: Message | CallbackQuery, text: str, desk: Desk, person: Person, say: Speaker, verbatim: bool = False
) -> None:
    number = int(person.data["broadcast"])
    await desk(broadcast_answers.answer, desk.now, person.id, number, text, desk.office, verbatim=verbatim)
    await show(event, Screen(page(say("broadcast-answer-done")), [_on(say, person)]))


async def no_answer(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """/huy: no answer."""
    await desk(broadcast_answers.end_answer, desk.now, person.id)
    await show(message, Screen(page(say("broadcast-answer-none")), [_on(say, person)]))


def _on(say: Speaker, person: Person) -> Row:
    """Back to the report that was being written, or to the menu."""
    then = person.data.get("then") or {}
    if then.get("topic") == "report":
        return [(say("menu-go-on"), Menu(name="tieptuc"))]
    return [(say("menu"), Menu(name="menu"))]
