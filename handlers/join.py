"""Joining: an invite, the consent text, the name. A stranger gets one polite sentence and nothing else."""

from aiogram import Router
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.kit import Desk, Row, Screen, Speaker, alert, command_in, page, show
from handlers.menu import menu_screen
from reporting import joining, people
from reporting.joining import Step
from reporting.people import Person


class Consent(CallbackData, prefix="ok"):
    """The answer to the consent text."""

    given: bool


class Stranger(Filter):
    """The sender is nobody we know."""

    async def __call__(self, event: Message | CallbackQuery, person: Person | None = None) -> bool:
        """Whether nobody we know speaks."""
        return person is None


class ShowsInvite(Filter):
    """/start with a link's secret, or a code typed where nothing else is asked."""

    async def __call__(self, message: Message, person: Person | None = None) -> bool | dict[str, str]:
        """The secret, if there is one."""
        text = (message.text or "").strip()
        if command_in(text) == "start" and len(text.split(maxsplit=1)) == 2:
            return {"secret": text.split(maxsplit=1)[1].strip()}
        free = person is None or person.topic is None
        return {"secret": text} if free and joining.looks_like_code(text) else False


def build() -> Router:
    """Invites for all; for strangers everything."""
    router = Router(name="join")
    router.message.register(shown, ShowsInvite())
    strangers = Router(name="strangers")
    strangers.message.filter(Stranger())
    strangers.callback_query.filter(Stranger())
    strangers.callback_query.register(consented, Consent.filter())
    strangers.callback_query.register(anything)
    strangers.message.register(named)
    router.include_router(strangers)
    return router


async def shown(
    message: Message, secret: str, channel: str, desk: Desk, say: Speaker, person: Person | None = None
) -> None:
    """Somebody shows an invite."""
    assert message.from_user is not None
    step = await desk(joining.show, desk.now, channel, str(message.from_user.id), secret)
    if person is not None and step.step == "no":
        await show(message, await _home(desk, channel, message.from_user.id, say))
        return
    await _answer(message, step, channel, desk, say)


async def consented(event: CallbackQuery, callback_data: Consent, channel: str, desk: Desk, say: Speaker) -> None:
    """Two separate buttons; refusing leaves the paper way open and keeps nothing."""
    who = str(event.from_user.id)
    if not callback_data.given:
        await desk(joining.refuse, channel, who)
        await show(event, Screen(page(say("join-refused"))))
        return
    await _answer(event, await desk(joining.agree, desk.now, channel, who), channel, desk, say)


async def named(message: Message, channel: str, desk: Desk, say: Speaker) -> None:
    """A stranger's text is the name where one is asked for; else the one polite sentence."""
    assert message.from_user is not None
    who = str(message.from_user.id)
    waiting = await desk.ask(joining.waiting, channel, who)
    if waiting is None:
        await message.answer(say("join-stranger"))
    elif waiting.step == "name" and message.text and command_in(message.text) is None:
        await _answer(message, await desk(joining.name, desk.now, channel, who, message.text), channel, desk, say)
    else:
        await _answer(message, waiting, channel, desk, say)


async def anything(event: CallbackQuery, say: Speaker) -> None:
    """A button tapped by somebody who is no officer (any more)."""
    await alert(event, say("join-stranger"))


async def _answer(event: Message | CallbackQuery, step: Step, channel: str, desk: Desk, say: Speaker) -> None:
    user = event.from_user
    assert user is not None
    if step.step == "no":
        await show(event, Screen(page(say("join-stranger"))))
    elif step.step == "consent":
        role = say(f"role-{step.role}")
        offered = say("join-offered", unit=step.unit, role=role)
        consent = say("join-consent", channel=say(f"channel-{channel}"), unit=step.unit)
        rows: list[Row] = [
            [(say("join-agree"), Consent(given=True))],
            [(say("join-disagree"), Consent(given=False))],
        ]
        await show(event, Screen(page(say("bot-name"), offered, consent), rows))
    elif step.step == "name":
        await show(event, Screen(page(say("join-name"))))
    else:
        home = await _home(desk, channel, user.id, say)
        welcome = page(
            say("join-welcome", name=step.name), say("join-done", unit=step.unit, role=say(f"role-{step.role}"))
        )
        await show(event, Screen(welcome, home.rows))


async def _home(desk: Desk, channel: str, user_id: int, say: Speaker) -> Screen:
    person = await desk.ask(people.who, channel, str(user_id), desk.now)
    assert person is not None
    return menu_screen(say, person)
