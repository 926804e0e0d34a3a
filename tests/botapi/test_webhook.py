"""The webhook: order, retries, the secret, what rides in an answer."""

import asyncio
from typing import Any

from tests.botapi.accounts import BotAccount
from tests.botapi.people import Person
from tests.botapi.receiver import Receiver, Waits
from tests.botapi.server import BotApi


async def test_what_waited_and_what_comes_arrives_with_the_secret(
    api: BotApi, bot: BotAccount, an: Person, ask: Any, receiver: Receiver
) -> None:
    await an.says(bot, "một")
    answer = await ask("setWebhook", url=receiver.url, secret_token="bi-mat")
    assert answer == {"ok": True, "result": True, "description": "Webhook was set"}
    await an.says(bot, "hai")
    await api.until(lambda: len(receiver.updates) == 2)
    assert receiver.texts == ["một", "hai"] and set(receiver.secrets) == {"bi-mat"}
    await api.until(lambda: not bot.queue.pending())


async def test_a_failing_update_is_tried_again_at_once_then_ever_later_and_the_chat_waits_behind_it(
    api: BotApi, bot: BotAccount, an: Person, ask: Any, receiver: Receiver, waits: Waits
) -> None:
    receiver.statuses = [500] * 8
    await ask("setWebhook", url=receiver.url)
    await an.says(bot, "một")
    await an.says(bot, "hai")
    await api.until(lambda: len(receiver.updates) == 2)
    assert receiver.texts == ["một", "hai"]
    assert waits.seconds == [0, 2, 4, 8, 16, 32, 60, 60]
    info = (await ask("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["pending_update_count"] == 0


async def test_one_chat_does_not_wait_for_another(
    api: BotApi, bot: BotAccount, an: Person, ask: Any, receiver: Receiver
) -> None:
    binh = api.person(102, "Bình")
    receiver.gate.clear()
    await ask("setWebhook", url=receiver.url)
    await an.says(bot, "của An")
    await an.says(bot, "của An nữa")
    await binh.says(bot, "của Bình")
    await asyncio.wait_for(receiver.arrivals.acquire(), 5)
    await asyncio.wait_for(receiver.arrivals.acquire(), 5)
    assert len(receiver.secrets) == 2 and receiver.updates == []
    receiver.gate.set()
    await api.until(lambda: len(receiver.updates) == 3)


async def test_retry_after_is_obeyed_and_an_old_update_is_dropped(
    api: BotApi, bot: BotAccount, an: Person, ask: Any, receiver: Receiver, waits: Waits
) -> None:
    receiver.statuses = [503] * 1000
    receiver.headers = {"Retry-After": "3600"}
    await ask("setWebhook", url=receiver.url)
    await an.says(bot, "một")
    await api.until(lambda: not bot.queue.pending())
    assert waits.seconds == [3600] * 24 and receiver.updates == []


async def test_a_closed_webhook_is_tried_again(
    api: BotApi, bot: BotAccount, an: Person, ask: Any, waits: Waits
) -> None:
    await ask("setWebhook", url="http://127.0.0.1:9/hook")
    await an.says(bot, "một")
    await api.until(lambda: len(api.deliveries) == 3)
    assert [(attempt.status, attempt.wait) for attempt in api.deliveries[:3]] == [(0, 0), (0, 2), (0, 4)]
    assert (await ask("getWebhookInfo"))["result"]["last_error_message"] == "Connection refused"
    await ask("deleteWebhook")
    assert [update["message"]["text"] for update in (await ask("getUpdates"))["result"]] == ["một"]


async def test_nothing_leaves_this_machine_but_a_route_leads_back(
    api: BotApi, bot: BotAccount, an: Person, ask: Any, receiver: Receiver
) -> None:
    assert (await ask("setWebhook", url="http://bot.example/hook"))["error_code"] == 400
    api.routes["https://bot.example"] = receiver.url.removesuffix("/hook")
    await ask("setWebhook", url="https://bot.example/hook", drop_pending_updates=True)
    await an.says(bot, "một")
    await api.until(lambda: receiver.texts == ["một"])
    await ask("setWebhook", url="https://elsewhere.example/hook")
    await an.says(bot, "hai")
    await api.until(lambda: api.deliveries[-1].status == 0)
    assert receiver.texts == ["một"]


async def test_a_method_rides_in_the_answer(
    api: BotApi, bot: BotAccount, an: Person, ask: Any, receiver: Receiver
) -> None:
    receiver.reply = {"method": "sendMessage", "chat_id": 101, "text": "Đã nhận"}
    await ask("setWebhook", url=receiver.url)
    await an.says(bot, "chào")
    assert await an.hears(bot, "Đã nhận")


async def test_the_same_update_five_times_at_once(
    api: BotApi, bot: BotAccount, an: Person, ask: Any, receiver: Receiver
) -> None:
    await ask("setWebhook", url=receiver.url)
    assert bot.courier is not None
    courier, update = bot.courier, {"update_id": 9, "message": {"text": "Nộp"}}
    assert await asyncio.gather(*(courier.post(update) for _ in range(5))) == [200] * 5
    assert receiver.texts == ["Nộp"] * 5


async def test_gone_for_a_day_closes_the_webhook(
    api: BotApi, bot: BotAccount, an: Person, ask: Any, receiver: Receiver
) -> None:
    receiver.statuses = [410] * 10_000
    await ask("setWebhook", url=receiver.url)
    await an.says(bot, "một")
    await api.until(lambda: bot.courier is None, timeout=30)
    assert (await ask("getWebhookInfo"))["result"]["url"] == ""
    assert [update["message"]["text"] for update in (await ask("getUpdates"))["result"]] == ["một"]
