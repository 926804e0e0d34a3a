"""The switchboard only foresees which handlers can be meant; it must lead where aiogram's walk of the tree leads."""

from typing import Any

import pytest
from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import Update

from handlers import tree
from handlers.kit import COMMANDS, About
from handlers.switchboard import Switchboard, Way, flat, lean
from reporting.people import Person

BOT = Bot("7:x")
AN = {"id": 5, "is_bot": False, "first_name": "An"}
CHAT = {"id": 5, "type": "private"}
PLACE = {"message_id": 1, "date": 1_790_000_000, "chat": CHAT}
WORDS = ("báo cáo", "bao cao", "tong hpo", "xin chào", "12 3", "thôi", "/start abc", "/BaoCao@bot", "/" + "x" * 300, "")
FORGED = ("", ":", "m", "m:", "m:khong", "zzz:1", "baocao", "a", "a:1", "m:menu:1", "x" * 64)


@pytest.fixture(scope="module")
def board() -> Switchboard:
    """The whole tree; each handler only says its name."""
    made = tree.build()
    for kind in ("message", "callback_query", "edited_message"):
        for way in flat(made, kind):
            way.handler.call = _names(way)  # type: ignore[method-assign]
    return made


def _names(way: Way) -> Any:
    async def call(*_: Any, **__: Any) -> str:
        return f"{way.router.name}.{way.handler.callback.__name__}"

    return call


@pytest.fixture(scope="module")
def people(board: Switchboard) -> list[Person | None]:
    """A stranger, and an officer in the middle of each thing that there is to be in the middle of."""
    asked = [one.callback for kind in ("message", "callback_query") for way in flat(board, kind) for one in way.filters]
    topics = sorted({one.topic for one in asked if isinstance(one, About)})
    assert len(topics) > 5
    return [None, *(_officer(topic, typed) for topic in (None, "of-old", *topics) for typed in (True, False))]


def _officer(topic: str | None, typed: bool) -> Person:
    return Person(1, "An", "", "vi", 1, topic=topic, data={"typed": typed})


def _message(**content: Any) -> Any:
    return Update.model_validate({"update_id": 1, "message": {**PLACE, "from": AN, **content}}).event


def _tap(data: str) -> dict[str, Any]:
    under = {**PLACE, "text": "?", "reply_markup": {"inline_keyboard": [[{"text": "?", "callback_data": data}]]}}
    return {
        "update_id": 1,
        "callback_query": {"id": "9", "from": AN, "chat_instance": "1", "data": data, "message": under},
    }


def _buttons(board: Switchboard) -> list[str]:
    """One button of each kind, and of each command."""
    kinds = {one.callback.callback_data for way in flat(board, "callback_query") for one in way.filters
             if isinstance(one.callback, CallbackQueryFilter)}  # fmt: skip
    made = [
        ":".join([kind.__prefix__, *("x" if field.annotation is str else "1" for field in kind.model_fields.values())])
        for kind in sorted(kinds, key=str)
    ]
    return made + [f"m:{name}" for name in (*COMMANDS, "tieptuc")]


async def _both(board: Switchboard, kind: str, event: Any, person: Person | None) -> tuple[Any, Any]:
    return (
        await board.propagate_event(kind, event, person=person, bot=BOT),
        await Router.propagate_event(board, kind, event, person=person, bot=BOT),
    )


async def test_a_text_leads_where_the_whole_tree_leads(board: Switchboard, people: list[Person | None]) -> None:
    led = set()
    for text in (
        *WORDS,
        *(f"/{name}" for name in COMMANDS),
        *(words for all_of in COMMANDS.values() for words in all_of),
    ):
        event = _message(text=text) if text else _message(sticker=None)
        for person in people:
            found, whole = await _both(board, "message", event, person)
            assert found == whole, (text, person)
            led.add(found)
    assert len(led) > 20, "the texts reach many conversations"


async def test_a_tap_leads_where_the_whole_tree_leads(board: Switchboard, people: list[Person | None]) -> None:
    led = set()
    for data in (*_buttons(board), *FORGED):
        event = Update.model_validate(_tap(data)).event
        for person in people:
            found, whole = await _both(board, "callback_query", event, person)
            assert found == whole, (data, person)
            led.add(found)
    assert len(led) > 60, "every kind of button reaches its handler"


async def test_what_people_forge_does_not_fill_the_memory(board: Switchboard) -> None:
    for number in range(50):
        event = Update.model_validate(_tap(f"forged{number}:1")).event
        await board.propagate_event("callback_query", event, person=_officer(f"topic{number}", True), bot=BOT)
    before = len(board._lanes["callback_query"].found)
    for number in range(50, 100):
        event = Update.model_validate(_tap(f"forged{number}:1")).event
        await board.propagate_event("callback_query", event, person=_officer(f"topic{number}", True), bot=BOT)
    assert len(board._lanes["callback_query"].found) == before


async def test_the_first_that_says_yes_in_the_order_of_the_tree_answers() -> None:
    board, first, second = Switchboard(disable_fsm=True), Router(name="first"), Router(name="second")
    for router in (first, second):
        router.message.register(_named(router.name), About("report"))
    second.message.register(_named("anything"))
    board.include_routers(first, second)
    assert await board.propagate_event("message", _message(text="?"), person=_officer("report", True)) == "first"
    assert await board.propagate_event("message", _message(text="?"), person=_officer(None, True)) == "anything"


def _named(name: str) -> Any:
    async def handler(_: Any) -> str:
        return name

    return handler


async def test_a_middleware_that_would_not_be_called_is_refused() -> None:
    board, part = Switchboard(disable_fsm=True), Router(name="part")
    part.message.middleware(lambda handler, event, data: handler(event, data))
    board.include_router(part)
    with pytest.raises(ValueError, match="part"):
        await board.propagate_event("message", _message(text="?"), person=None)


def test_of_a_tapped_screen_only_its_place_is_read() -> None:
    raw = _tap("m:menu")
    message = Update.model_validate(lean(raw)).callback_query.message  # type: ignore[union-attr]
    assert message is not None and (message.message_id, message.chat.id) == (1, 5)
    assert message.text is None and message.reply_markup is None  # type: ignore[union-attr]
    assert raw["callback_query"]["message"]["text"] == "?", "what is stored stays whole"


@pytest.mark.parametrize("raw", [{"update_id": 1}, {"callback_query": {"id": "1"}}, {"callback_query": None}])
def test_an_update_without_a_screen_is_left_as_it_is(raw: dict[str, Any]) -> None:
    assert lean(raw) == raw
