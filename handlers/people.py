"""An officer's card: end the post, hand it over, change the role, leave it to a substitute."""

from datetime import timedelta

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.invites import PostCard, UnitCard, invite_lines
from handlers.kit import Desk, Row, Screen, Speaker, page, show
from reporting import staffing
from reporting.people import Person
from reporting.refusal import Refusal
from reporting.staffing import Card
from storage.officers import ROLES

LEAVES = (3, 7, 14, 30)  # days
ACTS = ("replace", "revoke", "role", "back", "leave")


class Manage(CallbackData, prefix="pm"):
    """An act on a post; `sure` after it was asked back."""

    post: int
    act: str
    sure: bool = False


class Role(CallbackData, prefix="pr"):
    """Another role."""

    post: int
    role: str


class Leave(CallbackData, prefix="pl"):
    """On leave for so many days, with that substitute (0: nobody; -1: not asked yet)."""

    post: int
    days: int
    substitute: int = -1


def build() -> Router:
    """The router of officers' cards."""
    router = Router(name="people")
    taps = router.callback_query
    taps.register(opened, PostCard.filter())
    taps.register(managed, Manage.filter())
    taps.register(role_chosen, Role.filter())
    taps.register(leave_chosen, Leave.filter())
    return router


async def opened(event: CallbackQuery, callback_data: PostCard, desk: Desk, person: Person, say: Speaker) -> None:
    """The card."""
    await show(event, await _card(desk, person, say, callback_data.post))


async def _card(desk: Desk, person: Person, say: Speaker, post: int, note: str = "") -> Screen:
    found = await desk.ask(staffing.card, desk.now, person.id, post)
    lines = [say("person-post", unit=found.unit, role=say(f"role-{found.role}")), say(f"reach-{found.reach}")]
    if found.seen_at:
        lines.append(say("person-seen", moment=say.moment(found.seen_at)))
    away = found.away_until is not None and found.away_until >= desk.office.today(desk.now)
    if away and found.away_until:
        lines.append(say("person-away", day=say.day(found.away_until)))
    acts = ["replace", "revoke", "role", "back" if away else "leave"]
    buttons: Row = [(say(f"person-{act}"), Manage(post=post, act=act)) for act in acts]
    rows: list[Row] = [buttons[:2], buttons[2:], [(say("back"), UnitCard(unit=found.unit_id))]]
    return Screen(page(_name(found), note, "\n".join(lines)), rows)


def _name(found: Card) -> str:
    return f"{found.name}, {found.title}" if found.title else found.name


async def managed(
    event: CallbackQuery, callback_data: Manage, bot_link: str, desk: Desk, person: Person, say: Speaker
) -> None:
    """What ends something is asked back first."""
    if callback_data.act not in ACTS:
        raise Refusal("refused-out-of-date")
    post, act = callback_data.post, callback_data.act
    found = await desk.ask(staffing.card, desk.now, person.id, post)
    back: Row = [(say("back"), PostCard(post=post))]
    if act in ("revoke", "replace") and not callback_data.sure:
        sure = Manage(post=post, act=act, sure=True)
        words = say(f"person-{act}-sure", name=found.name, unit=found.unit, role=say(f"role-{found.role}"))
        await show(event, Screen(page(_name(found), words), [[(say("yes"), sure)], back]))
    elif act == "revoke":
        await desk(staffing.revoke, desk.now, person.id, post)
        home: Row = [(say("back"), UnitCard(unit=found.unit_id))]
        await show(event, Screen(page(_name(found), say("person-revoked", unit=found.unit)), [home]))
    elif act == "replace":
        made = await desk(staffing.replace, desk.now, person.id, post)
        home = [(say("back"), UnitCard(unit=found.unit_id))]
        words = say("person-replaced", name=found.name, unit=found.unit)
        await show(event, Screen(page(say("invite-title"), words, *invite_lines(say, made, bot_link)), [home]))
    elif act == "back":
        await desk(staffing.come_back, desk.now, person.id, post)
        await show(event, await _card(desk, person, say, post, say("person-is-back")))
    else:
        rows = _roles(say, found) if act == "role" else _leaves(say, post)
        await show(event, Screen(page(_name(found), say(f"person-{act}-ask")), [*rows, back]))


def _roles(say: Speaker, found: Card) -> list[Row]:
    others = [role for role in ROLES if role != found.role]
    return [[(say(f"role-{role}"), Role(post=found.post_id, role=role))] for role in others]


def _leaves(say: Speaker, post: int) -> list[Row]:
    return [[(say("person-days", days=days), Leave(post=post, days=days)) for days in LEAVES]]


async def role_chosen(event: CallbackQuery, callback_data: Role, desk: Desk, person: Person, say: Speaker) -> None:
    """The role is another one from now on."""
    found = await desk.ask(staffing.card, desk.now, person.id, callback_data.post)
    await desk(staffing.change_role, desk.now, person.id, callback_data.post, callback_data.role)
    words = say("person-changed", name=found.name, role=say(f"role-{callback_data.role}"), unit=found.unit)
    await show(event, Screen(page(_name(found), words), [[(say("back"), UnitCard(unit=found.unit_id))]]))


async def leave_chosen(event: CallbackQuery, callback_data: Leave, desk: Desk, person: Person, say: Speaker) -> None:
    """Until when is known: who stands in?"""
    if callback_data.days not in LEAVES:
        raise Refusal("refused-out-of-date")
    post, last = callback_data.post, desk.office.today(desk.now) + timedelta(days=callback_data.days)
    back: Row = [(say("back"), PostCard(post=post))]
    if callback_data.substitute < 0:
        near = await desk.ask(staffing.substitutes, person.id, post)
        rows: list[Row] = [
            [(name, callback_data.model_copy(update={"substitute": officer_id}))] for officer_id, name in near[:8]
        ]
        rows.append([(say("person-no-substitute"), callback_data.model_copy(update={"substitute": 0}))])
        await show(event, Screen(page(say("person-substitute-ask", day=say.day(last))), [*rows, back]))
        return
    await desk(staffing.leave, desk.now, person.id, post, last, callback_data.substitute or None, desk.office)
    await show(event, await _card(desk, person, say, post, say("person-leave-done", day=say.day(last))))
