"""Updates that Telegram brings: known by their secret, stored, and only then acknowledged."""

import asyncio
import gzip
import io
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.exc import OperationalError

from channels.telegram.api import ApiError
from channels.telegram.webhook import (
    PATH,
    SECRET_HEADER,
    drop_webhook,
    keep_asking,
    set_webhook,
    webhook_route,
)
from reporting.clock import StoppedClock
from storage import inbox
from storage.door import Door
from tests.botapi.accounts import BotAccount
from tests.botapi.people import Person
from tests.botapi.server import BotApi
from tests.transport.helpers import PATIENCE, PassingBell, Woken, updates

SECRET = "s3cret_-of-the-office"
KNOWN = {SECRET_HEADER: SECRET}
UPDATE = {"update_id": 7, "message": {"chat": {"id": 101}, "text": "Tình hình ổn định"}}


@pytest.fixture
def woken() -> Woken:
    return Woken()


@pytest.fixture
async def page(
    door: Door, clock: StoppedClock, woken: Woken, account: BotAccount
) -> AsyncIterator[TestClient[Any, Any]]:
    """Our own server, as Telegram reaches it. Its upload limit is larger than an update may be."""
    app = web.Application(client_max_size=50 * 1024 * 1024)
    app.add_routes([webhook_route(door, clock, f"telegram:{account.user_id}", SECRET, woken)])
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_an_update_is_stored_before_it_is_acknowledged(
    door: Door, page: TestClient[Any, Any], woken: Woken, account: BotAccount
) -> None:
    answer = await page.post(PATH, json=UPDATE, headers=KNOWN)
    assert answer.status == 200
    (row,) = updates(door)
    assert (row.bot, row.update_id, row.chat, row.raw) == (f"telegram:{account.user_id}", 7, "telegram:101", UPDATE)
    assert woken.times == 1


async def test_what_is_brought_five_times_at_once_is_kept_once(door: Door, page: TestClient[Any, Any]) -> None:
    answers = await asyncio.gather(*(page.post(PATH, json=UPDATE, headers=KNOWN) for _ in range(5)))
    assert [answer.status for answer in answers] == [200] * 5
    assert len(updates(door)) == 1


async def test_updates_may_come_out_of_order(door: Door, page: TestClient[Any, Any]) -> None:
    for number in (9, 8):
        assert (await page.post(PATH, json={**UPDATE, "update_id": number}, headers=KNOWN)).status == 200
    assert [row.update_id for row in updates(door)] == [9, 8]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: "wrong"},
        {SECRET_HEADER: SECRET + "x"},
        {SECRET_HEADER: "bí mật"},
        {SECRET_HEADER: "\udcff"},
        {"X-Forwarded-For": "149.154.160.1"},
    ],
)
async def test_without_the_secret_nothing_is_kept(
    door: Door, page: TestClient[Any, Any], headers: dict[str, str]
) -> None:
    answer = await page.post(PATH, json=UPDATE, headers=headers)
    assert answer.status == 401
    assert updates(door) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'{"message": {}}', b'{"update_id": "7"}', b"[" * 100_000])
async def test_what_is_no_update_is_refused(door: Door, page: TestClient[Any, Any], body: bytes) -> None:
    assert (await page.post(PATH, data=body, headers=KNOWN)).status == 400
    assert updates(door) == []


async def test_a_body_over_a_megabyte_is_refused_whether_or_not_it_says_its_length(
    door: Door, page: TestClient[Any, Any]
) -> None:
    large = json.dumps({**UPDATE, "filler": "x" * 1024 * 1024}).encode()

    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 65536):
            yield large[start : start + 65536]

    assert (await page.post(PATH, data=io.BytesIO(large), headers=KNOWN)).status == 413
    assert (await page.post(PATH, data=in_pieces(), headers=KNOWN)).status == 413
    assert updates(door) == []


async def test_a_compressed_body_is_refused_before_it_is_unpacked(door: Door, page: TestClient[Any, Any]) -> None:
    body = gzip.compress(json.dumps(UPDATE).encode())
    answer = await page.post(PATH, data=body, headers={**KNOWN, "Content-Encoding": "gzip"})
    assert answer.status == 415
    assert updates(door) == []


async def test_only_post_is_answered(page: TestClient[Any, Any]) -> None:
    assert (await page.get(PATH, headers=KNOWN)).status == 405


async def test_while_the_database_cannot_be_used_telegram_is_asked_to_come_again(
    door: Door,
    page: TestClient[Any, Any],
    woken: Woken,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(*_: object) -> int:
        raise OperationalError("INSERT", UPDATE, Exception("disk full"))

    with monkeypatch.context() as trouble:
        trouble.setattr(inbox, "store", full)
        answer = await page.post(PATH, json=UPDATE, headers=KNOWN)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert woken.times == 0
    assert "ổn định" not in caplog.text, "a log holds no word of an officer"
    assert (await page.post(PATH, json=UPDATE, headers=KNOWN)).status == 200
    assert len(updates(door)) == 1


@pytest.mark.parametrize("secret", ["", " ", "có dấu", "a b", "x" * 257])
async def test_a_missing_or_impossible_secret_is_refused_at_the_start(
    door: Door, clock: StoppedClock, secret: str, api: BotApi, account: BotAccount
) -> None:
    with pytest.raises(ValueError, match="secret"):
        webhook_route(door, clock, "telegram:1", secret, Woken())
    with pytest.raises(ValueError, match="secret"):
        await set_webhook(account.token, "https://tincoso.example", secret, api=api.url)
    assert account.courier is None


async def test_the_way_from_the_officer_to_the_inbox_through_trouble(
    door: Door,
    page: TestClient[Any, Any],
    api: BotApi,
    account: BotAccount,
    an: Person,
    woken: Woken,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await set_webhook(account.token, f"http://127.0.0.1:{page.port}/", SECRET, api=api.url)
    fails, store = 2, inbox.store

    def sometimes(*given: Any) -> int:
        nonlocal fails
        fails -= 1
        if fails >= 0:
            raise OperationalError("INSERT", {}, Exception("locked"))
        return store(*given)

    monkeypatch.setattr(inbox, "store", sometimes)
    await an.says(account, "một")
    await an.says(account, "hai")
    await woken.until(lambda: len(updates(door)) == 2)
    assert [row.raw["message"]["text"] for row in updates(door)] == ["một", "hai"], "in the order of the chat"
    assert [delivery.status for delivery in api.deliveries][:2] == [503, 503]
    await drop_webhook(account.token, api=api.url)
    assert account.courier is None


async def test_the_webhook_is_asked_for_until_telegram_answers(api: BotApi, account: BotAccount) -> None:
    api.outage(times=2)
    api.fail(429, retry_after=33, methods="setWebhook")
    waits = PassingBell()
    async with asyncio.timeout(PATIENCE):
        await keep_asking(account.token, "http://127.0.0.1:9", SECRET, api=api.url, bell=waits)
    assert account.courier is not None and account.courier.secret == SECRET
    assert waits.waits == [2.0, 4.0, 33.0]


async def test_a_webhook_that_telegram_refuses_raises_an_alarm_and_is_not_asked_for_again(
    api: BotApi, account: BotAccount, caplog: pytest.LogCaptureFixture
) -> None:
    await keep_asking(account.token, "http://tincoso.example", SECRET, api=api.url)
    assert "HTTPS URL must be provided" in caplog.text and account.token not in caplog.text
    assert api.requests["setWebhook"] == 1


async def test_a_refusal_of_telegram_says_why_and_never_the_token(
    api: BotApi, account: BotAccount, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    with pytest.raises(ApiError, match="HTTPS URL must be provided") as refusal:
        await set_webhook(account.token, "http://tincoso.example", SECRET, api=api.url)
    assert refusal.value.code == 400
    account.revoked = True
    with pytest.raises(ApiError) as refusal:
        await drop_webhook(account.token, api=api.url)
    assert refusal.value.refuses_token
    await api.go_down()
    with pytest.raises(ApiError, match="ConnectError") as refusal:
        await drop_webhook(account.token, api=api.url)
    assert refusal.value.__cause__ is None and account.token not in repr(refusal.value)
    await api.come_back()


async def test_a_proxy_that_cannot_be_used_is_refused_in_plain_words(api: BotApi, account: BotAccount) -> None:
    with pytest.raises(ValueError, match="must be an http"):
        await drop_webhook(account.token, api=api.url, proxy="ftp://127.0.0.1")


async def test_it_goes_through_the_proxy(account: BotAccount, api: BotApi) -> None:
    asked = asyncio.Event()

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readline()
        if line.startswith(b"POST http://api.example/"):
            asked.set()
        writer.write(b'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"ok":true}')
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(proxy, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        await drop_webhook(account.token, api="http://api.example", proxy=f"http://127.0.0.1:{port}")
        async with asyncio.timeout(PATIENCE):
            await asked.wait()
