"""From the page of a unit: whom a reminder would not reach, so that the office calls or invites them."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.invites import PostCard, UnitCard
from handlers.kit import Desk, Row, Screen, Speaker, page, show
from handlers.listing import Entry, home, numbered, sliced, turning
from reporting import reach
from reporting.people import Person
from reporting.reach import Gap, Look


class Gaps(CallbackData, prefix="gp"):
    """Whom the office should look after at and below a unit; with `state` the list of those, else the figures."""

    unit: int
    state: str = ""
    page: int = 0


def build() -> Router:
    """The router of who is out of reach."""
    router = Router(name="reach")
    router.callback_query.register(opened, Gaps.filter())
    return router


async def opened(event: CallbackQuery, callback_data: Gaps, desk: Desk, person: Person, say: Speaker) -> None:
    """How many in each state; then who they are."""
    found = await desk.ask(reach.look, desk.now, person.id, callback_data.unit, desk.office)
    if callback_data.state in reach.STATES:
        await show(event, _list(say, found, callback_data))
    else:
        await show(event, _figures(say, found))


def _figures(say: Speaker, found: Look) -> Screen:
    lines, rows = [], []
    for state in reach.STATES:
        count = len(found.of(state))
        lines.append(say(f"gaps-{state}", count=count))
        if count:
            row: Row = [(say(f"gaps-see-{state}", count=count), Gaps(unit=found.unit_id, state=state))]
            rows.append(row)
    told = "\n".join(lines) if found.gaps else say("gaps-none")
    head = say("gaps-title", unit=found.unit)
    return Screen(
        page(head, say("gaps-posts", count=found.posts), told), [*rows, home(say, UnitCard(unit=found.unit_id))]
    )


def _list(say: Speaker, found: Look, asked: Gaps) -> Screen:
    gaps = found.of(asked.state)
    shown, number, pages = sliced(len(gaps), asked.page)
    entries = [Entry(_words(say, gaps[n]), _card(gaps[n])) for n in shown]
    lines, opens = numbered(entries, shown.start + 1)
    turn = turning(
        say,
        asked.model_copy(update={"page": number - 1}) if number else None,
        asked.model_copy(update={"page": number + 1}) if number + 1 < pages else None,
    )
    told = "\n".join(lines) or say("gaps-none")
    back = home(say, Gaps(unit=found.unit_id))
    return Screen(page(say(f"gaps-{asked.state}", count=len(gaps)), told), [*opens, turn, back])


def _words(say: Speaker, gap: Gap) -> str:
    if gap.post_id is None:
        return gap.unit
    words = say("gaps-person", unit=gap.unit, name=gap.name, role=say(f"role-{gap.role}"))
    return say("gaps-since", words=words, moment=say.moment(gap.seen_at)) if gap.seen_at else words


def _card(gap: Gap) -> CallbackData:
    return UnitCard(unit=gap.unit_id) if gap.post_id is None else PostCard(post=gap.post_id)
