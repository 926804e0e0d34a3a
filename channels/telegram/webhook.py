"""Updates that Telegram brings: the secret is checked, the update stored, and only then is it acknowledged."""

import asyncio
import hmac
import json
import logging
import re
from collections.abc import Callable, Iterable

from aiohttp import web

from channels.bell import Bell
from channels.telegram.api import API, ApiError, BotApi
from channels.telegram.updates import KINDS, Stored, stored
from reporting.clock import Clock
from reporting.trace import trace
from storage import inbox
from storage.door import Door

log = logging.getLogger(__name__)

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the name of a header)
LONGEST_BODY = 1024 * 1024
LONGEST_STORE = 20.0
"""Telegram waits 60 s for an answer; what is stored after we gave up comes again and is found stored."""
RETRY_AFTER = "5"
CONNECTIONS = 40
LONGEST_BACKOFF = 60.0


def check_secret(secret: str) -> bytes:
    """The secret as bytes. Raises ValueError when it is empty or not what Telegram can send back."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise ValueError("the webhook's secret must be 1 to 256 of A-Z a-z 0-9 _ -")
    return secret.encode()


def webhook_route(
    door: Door,
    clock: Clock,
    bot_name: str,
    secret: str,
    wake: Callable[[], None],
    *,
    path: str = PATH,
    not_kept: Callable[[Iterable[str]], None] | None = None,
) -> web.RouteDef:
    """The route for the web application: POST only.

    200 stored (or stored before), 401 wrong secret, 413 over 1 MB, 415 compressed, 400 no update, 503 with
    Retry-After when the database cannot be used: Telegram brings it again, and `not_kept` is told whose
    message waits. Raises ValueError for a bad secret.
    """
    expected = check_secret(secret)

    async def receive(request: web.Request) -> web.Response:
        if not _is_known(request, expected):
            return web.Response(status=401)
        update = await _read(request)
        try:
            async with asyncio.timeout(LONGEST_STORE):
                await door(inbox.store, bot_name, [update], clock.now())
        except Exception as error:
            log.error("%s: an update could not be stored, Telegram will bring it again: %s", bot_name, trace(error))
            if not_kept is not None:
                not_kept([update[1]])
            return web.Response(status=503, headers={"Retry-After": RETRY_AFTER})
        wake()
        return web.Response()

    return web.post(path, receive)


async def set_webhook(
    token: str, url: str, secret: str, *, api: str = API, proxy: str | None = None, path: str = PATH
) -> None:
    """Ask Telegram to bring updates to `url` + `path` with this secret. Raises ApiError, ValueError."""
    check_secret(secret)
    bot = BotApi(token, api, proxy)
    try:
        address = url.rstrip("/") + path
        asked = {"url": address, "secret_token": secret, "allowed_updates": KINDS, "max_connections": CONNECTIONS}
        await bot.call("setWebhook", asked)
    finally:
        await bot.close()


async def keep_asking(
    token: str, url: str, secret: str, *, api: str = API, proxy: str | None = None, bell: Bell | None = None
) -> None:
    """`set_webhook` until Telegram answers; ends with an alarm when it refuses. Raises ValueError for a bad secret."""
    bell, seconds = bell or Bell(), 2.0
    while True:
        try:
            return await set_webhook(token, url, secret, api=api, proxy=proxy)
        except ApiError as error:
            if 400 <= error.code < 500 and error.retry_after is None:
                log.critical("Telegram refuses the webhook, no updates will come: %s", error)
                return
            log.warning("the webhook is not set yet, again in %g s: %s", error.retry_after or seconds, error)
            await bell.wait(error.retry_after or seconds)
            seconds = min(LONGEST_BACKOFF, 2 * seconds)


async def nothing_waits(token: str, *, api: str = API, proxy: str | None = None) -> bool:
    """Whether all that was sent has been brought to our webhook, or is lost. Raises ApiError.

    What cannot be brought waits at Telegram for a day: as long as something waits, nothing is known.
    """
    bot = BotApi(token, api, proxy)
    try:
        told = await bot.call("getWebhookInfo", {})
    finally:
        await bot.close()
    return isinstance(told, dict) and bool(told.get("url")) and told.get("pending_update_count") == 0


async def drop_webhook(token: str, *, api: str = API, proxy: str | None = None) -> None:
    """Ask Telegram to bring nothing more; what waits is kept for fetching. Raises ApiError."""
    bot = BotApi(token, api, proxy)
    try:
        await bot.call("deleteWebhook", {"drop_pending_updates": False})
    finally:
        await bot.close()


def _is_known(request: web.Request, expected: bytes) -> bool:
    given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
    return hmac.compare_digest(given, expected)


async def _read(request: web.Request) -> Stored:
    """The update in the body. Raises an HTTP error."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise web.HTTPUnsupportedMediaType
    body = bytearray()
    async for chunk in request.content.iter_chunked(65536):
        body += chunk
        if len(body) > LONGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(LONGEST_BODY, len(body))
    try:
        update = stored(json.loads(body.decode("utf-8", "replace"), parse_constant=lambda _: None))
    except (ValueError, RecursionError):
        update = None
    if update is None:
        raise web.HTTPBadRequest
    return update
