"""Polling: offsets, kinds, conflicts."""

import asyncio
from typing import Any

from tests.botapi.accounts import BotAccount
from tests.botapi.people import Person
from tests.botapi.receiver import Receiver, Waits
from tests.botapi.server import BotApi


async def texts(ask: Any, **values: Any) -> list[str]:
    return [update["message"]["text"] for update in (await ask("getUpdates", **values))["result"]]


async def test_offsets(bot: BotAccount, an: Person, ask: Any) -> None:
    for text in ("một", "hai", "ba", "bốn"):
        await an.says(bot, text)
    first = (await ask("getUpdates", limit=1))["result"][0]["update_id"]
    assert await texts(ask, offset=first + 1) == ["hai", "ba", "bốn"]
    assert await texts(ask, offset=-2) == ["ba", "bốn"]
    assert await texts(ask, offset=0) == ["ba", "bốn"]
    assert await texts(ask, offset=first + 1000) == ["ba", "bốn"]  # another numbering: confirms nothing
    assert await texts(ask, offset=first + 4) == []


async def test_the_numbering_may_start_again_lower(bot: BotAccount, an: Person, ask: Any) -> None:
    await an.says(bot, "cũ")
    last = (await ask("getUpdates"))["result"][-1]["update_id"]
    await ask("getUpdates", offset=last + 1)
    bot.queue.next_id = 5000
    await an.says(bot, "mới")
    assert await texts(ask, offset=last + 1) == ["mới"]


async def test_only_the_kinds_that_are_wanted(bot: BotAccount, an: Person, ask: Any) -> None:
    await ask("getUpdates", allowed_updates=["message"])
    said = await an.says(bot, "chào")
    await an.edits(said, "chào bạn")
    await an.blocks(bot)
    assert await texts(ask) == ["chào"]


async def test_the_same_offset_again_and_again_is_slowed(bot: BotAccount, an: Person, ask: Any) -> None:
    await an.says(bot, "một")
    await an.says(bot, "hai")
    assert await texts(ask) == ["một", "hai"]
    assert await texts(ask) == ["một"]


async def test_a_second_conflict_is_held_back(
    api: BotApi, bot: BotAccount, ask: Any, waits: Waits, receiver: Receiver
) -> None:
    await ask("setWebhook", url=receiver.url)
    assert [(await ask("getUpdates"))["error_code"] for _ in range(2)] == [409, 409]
    assert waits.seconds == [3.0]


async def test_setting_a_webhook_ends_the_poll(api: BotApi, bot: BotAccount, ask: Any, receiver: Receiver) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=30))
    await api.until(lambda: bot.poll)
    await ask("setWebhook", url=receiver.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"


async def test_raw_updates_go_through_as_they_are(bot: BotAccount, an: Person, ask: Any) -> None:
    await an.sends_raw(bot, {"update_id": 77, "message": {"no": "chat"}})
    await an.sends_raw(bot, {"poll_answer": {}})
    assert (await ask("getUpdates"))["result"] == [
        {"update_id": 77, "message": {"no": "chat"}},
        {"update_id": 78, "poll_answer": {}},
    ]
