"""Connects an event with its handler: the tree of routers as one list, and of that only what can be meant.

aiogram walks the tree anew for every event: thirty routers and a hundred handlers, wrapped in functions made for the
occasion, and each filter called. What a button's data begins with, which command a text names and what the officer is
in the middle of say beforehand which handlers can be meant at all. The filters of these are then asked in the tree's
order, as aiogram asks them: they alone decide.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers.kit import About, Asked, Menu, named

SEPARATOR, MENU = Menu.__separator__, Menu.__prefix__ + Menu.__separator__
PLACE = frozenset(("message_id", "date", "chat", "message_thread_id", "is_topic_message", "business_connection_id"))
"""What is read of a message under whose button somebody tapped."""
Look = tuple[str | None, str | None]
"""What an event shows of itself: its sign (a command's name, or the beginning of a button's data), the open topic."""


@dataclass(frozen=True)
class Way:
    """A handler with every filter in front of it: those of its routers, then its own."""

    router: Router
    handler: HandlerObject
    filters: tuple[FilterObject, ...]

    async def passed(self, event: TelegramObject, given: dict[str, Any]) -> dict[str, Any] | None:
        """What the handler is given, with what the filters found; None where one of them says no."""
        given = {**given, "event_router": self.router, "handler": self.handler}
        for one in self.filters:
            found = await one.call(event, **given)
            if not found:
                return None
            if isinstance(found, dict):
                given.update(found)
        return given


@dataclass
class Lane:
    """All handlers of one kind of event, in the order of the tree."""

    ways: list[Way]
    signs: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    found: dict[Look, list[Way]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        asked = [one.callback for way in self.ways for one in way.filters]
        self.signs = frozenset(sign for one in asked for sign in _signs(one) or ())
        self.topics = frozenset(one.topic for one in asked if type(one) is About)

    def meant(self, sign: str | None, topic: str | None) -> list[Way]:
        """The handlers that an event of this look can mean; found once. A look that no filter knows is none: what
        people forge must not fill the memory."""
        look = (sign if sign in self.signs else None, topic if topic in self.topics else None)
        if look not in self.found:
            self.found[look] = [way for way in self.ways if all(_may_pass(one.callback, look) for one in way.filters)]
        return self.found[look]


class Switchboard(Dispatcher):
    """A Dispatcher for routers with filters and without middlewares, all of them included before the first event."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._lanes: dict[str, Lane] = {}

    async def feed_raw_update(self, bot: Bot, update: dict[str, Any], **kwargs: Any) -> Any:
        """Read an update and let a handler take it. Raises what the handler raises."""
        return await super().feed_raw_update(bot, lean(update), **kwargs)

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """Ask the handlers that can be meant; the first that takes it answers."""
        for way in self.meant(update_type, event, kwargs.get("person")):
            given = await way.passed(event, kwargs)
            if given is None:
                continue
            try:
                response = await way.handler.call(event, **given)
            except SkipHandler:
                continue
            if response is not UNHANDLED:
                return response
        return UNHANDLED

    def meant(self, update_type: str, event: TelegramObject, person: Any) -> list[Way]:
        """The handlers that such an event of this person can mean, in the order of the tree."""
        lane = self._lanes.get(update_type)
        if lane is None:
            lane = self._lanes[update_type] = Lane(list(flat(self, update_type)))
        if isinstance(event, CallbackQuery):
            data = event.data or ""
            sign: str | None = data if data.startswith(MENU) else data.partition(SEPARATOR)[0]
        elif isinstance(event, Message):
            sign = named(event, person)
        else:
            return lane.ways
        return lane.meant(sign, person.topic if person is not None else None)


def lean(update: dict[str, Any]) -> dict[str, Any]:
    """The update without the screen on which a button was tapped: its text and keyboard, which we wrote, would be half
    of the work of reading it. Where the message stands, and whether it can still be changed, is kept."""
    tap: Any = update.get("callback_query")
    message = tap.get("message") if isinstance(tap, dict) else None
    if not isinstance(message, dict):
        return update
    return {**update, "callback_query": {**tap, "message": {k: v for k, v in message.items() if k in PLACE}}}


def flat(router: Router, update_type: str, before: tuple[FilterObject, ...] = ()) -> Iterator[Way]:
    """Every handler of the tree for this kind of event. Raises ValueError for a router with middlewares: they would
    not be called."""
    observer = router.observers.get(update_type)
    if observer is not None:
        if len(observer.middleware) or len(observer.outer_middleware):
            raise ValueError(f"{router.name}: middlewares belong to the dispatcher's updates")
        before = (*before, *(observer._handler.filters or ()))
        for handler in observer.handlers:
            yield Way(router, handler, (*before, *(handler.filters or ())))
    for part in router.sub_routers:
        yield from flat(part, update_type, before)


def _signs(one: Any) -> frozenset[str] | None:
    """The signs of which an event must show one to pass this filter; None where it goes by something else."""
    if type(one) is Asked:
        return frozenset(one.names) | frozenset(MENU + name for name in one.names)
    if type(one) is CallbackQueryFilter and one.callback_data.__separator__ == SEPARATOR:
        prefix = one.callback_data.__prefix__
        return None if prefix + SEPARATOR == MENU else frozenset((prefix,))
    return None


def _may_pass(one: Any, look: Look) -> bool:
    if type(one) is About:
        return one.topic == look[1]
    signs = _signs(one)
    return signs is None or look[0] in signs
