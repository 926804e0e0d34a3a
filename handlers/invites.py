"""/donvi: the office looks up a unit and invites an officer to it."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.kit import About, Asked, Desk, Menu, Row, Screen, Speaker, page, show
from reporting import joining, roster
from reporting.joining import Made
from reporting.people import Person
from reporting.roster import UnitPage

TOPIC = "find-unit"
SHOWN = 8


class UnitCard(CallbackData, prefix="u"):
    """Open the page of a unit."""

    unit: int
    offset: int = 0


class PostCard(CallbackData, prefix="p"):
    """Open the card of an officer in a post."""

    post: int


class InviteTo(CallbackData, prefix="iv"):
    """Make an invite to that role in that unit."""

    unit: int
    role: str


def build() -> Router:
    """The router of units and invites."""
    router = Router(name="invites")
    for observer in (router.message, router.callback_query):
        observer.register(asked_for, Asked("donvi"))
    router.callback_query.register(card, UnitCard.filter())
    router.callback_query.register(invited, InviteTo.filter())
    return router


def build_typed() -> Router:
    """A unit's name, typed."""
    router = Router(name="invites-typed")
    router.message.register(sought, About(TOPIC))
    return router


async def asked_for(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """The top of one's own branch, a choice where there are several; a name typed now looks a unit up."""
    tops = await desk(roster.begin_search, desk.now, person.id, TOPIC)
    if len(tops) == 1:
        await show(event, _card(say, await desk.ask(roster.unit_page, desk.now, person.id, tops[0][0], desk.office), 0))
        return
    rows: list[Row] = [[(name, UnitCard(unit=top))] for top, name in tops]
    rows.append([(say("menu"), Menu(name="menu"))])
    await show(event, Screen(page(say("unit-title"), say("unit-which"), say("unit-search")), rows))


async def card(event: CallbackQuery, callback_data: UnitCard, desk: Desk, person: Person, say: Speaker) -> None:
    """One unit: its people and the units below."""
    found = await desk.ask(roster.unit_page, desk.now, person.id, callback_data.unit, desk.office)
    await show(event, _card(say, found, max(callback_data.offset, 0)))


async def sought(message: Message, desk: Desk, person: Person, say: Speaker) -> None:
    """Units by name, with or without accents; one opens at once, several are asked back, never guessed."""
    found = await desk.ask(roster.find_units, desk.now, person.id, message.text or "", desk.office)
    if len(found) == 1:
        only = await desk.ask(roster.unit_page, desk.now, person.id, found[0].id, desk.office)
        await show(message, _card(say, only, 0))
        return
    rows: list[Row] = [[(f"{unit.name} ({unit.above})", UnitCard(unit=unit.id))] for unit in found[:SHOWN]]
    rows.append([(say("menu"), Menu(name="menu"))])
    head = say("unit-found", count=len(found)) if found else say("unit-not-found")
    await show(message, Screen(page(say("unit-title"), head), rows))


def _card(say: Speaker, unit: UnitPage, offset: int) -> Screen:
    people = [
        say(
            "unit-person",
            name=p.name,
            role=say(f"role-{p.role}"),
            state=say("reach-away" if p.away else f"reach-{p.reach}"),
        )
        for p in unit.people
    ]
    names = [p.name for p in unit.people]
    rows: list[Row] = [
        # Who stands in holds two posts here: their buttons are told apart by the role.
        [(p.name if names.count(p.name) == 1 else f"{p.name} · {say(f'role-{p.role}')}", PostCard(post=p.post_id))]
        for p in unit.people
    ]
    if unit.may_invite:
        roles = [(say("unit-invite", role=say(f"role-{r}")), InviteTo(unit=unit.id, role=r)) for r in unit.roles]
        rows += [roles[i : i + 2] for i in range(0, len(roles), 2)]
    if unit.may_invite and unit.below:
        rows.append([(say("gaps-button"), f"gp:{unit.id}::0")])
        rows.append([(say("sheet-button"), f"is:{unit.id}:reporter:0")])
    below = unit.below[offset : offset + SHOWN]
    rows += [[(say("unit-below", name=b.name, people=b.people, joined=b.joined), UnitCard(unit=b.id))] for b in below]
    turn: list[tuple[str, CallbackData | str]] = []
    if offset:
        turn.append((say("previous"), UnitCard(unit=unit.id, offset=max(offset - SHOWN, 0))))
    if offset + SHOWN < len(unit.below):
        turn.append((say("next"), UnitCard(unit=unit.id, offset=offset + SHOWN)))
    if unit.above_id is not None:
        turn.append((say("back"), UnitCard(unit=unit.above_id)))
    rows += [turn, [(say("menu"), Menu(name="menu"))]]
    told = "\n".join(people) or say("unit-nobody")
    return Screen(page(unit.name, told, say("unit-search")), rows)


async def invited(
    event: CallbackQuery, callback_data: InviteTo, bot_link: str, desk: Desk, person: Person, say: Speaker
) -> None:
    """The link and the code, shown once; the office passes them on."""
    made = await desk(joining.invite, desk.now, person.id, callback_data.unit, callback_data.role)
    back: Row = [(say("back"), UnitCard(unit=callback_data.unit))]
    await show(event, Screen(page(say("invite-title"), *invite_lines(say, made, bot_link)), [back]))


def invite_lines(say: Speaker, made: Made, bot_link: str) -> list[str]:
    """The link and the code, as they are passed on."""
    lines = [say("invite-told", unit=made.unit, role=say(f"role-{made.role}"), moment=say.moment(made.expires_at))]
    if bot_link:
        lines.append(say("invite-link", link=f"{bot_link}?start={made.link}"))
    return [*lines, say("invite-code", code=made.code), say("invite-once")]
