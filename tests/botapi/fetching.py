"""How a bot gets its updates: getUpdates with its long poll and its conflicts, or a webhook."""

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.botapi.accounts import BotAccount
from tests.botapi.arguments import Arguments
from tests.botapi.errors import Json, bad_request, conflict
from tests.botapi.webhook import HERE, Act, Courier

if TYPE_CHECKING:
    from tests.botapi.world import World

LONGEST_POLL = 50
CONFLICT_HELD = 3.0
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
WEBHOOK_CAME = "terminated by setWebhook request"
STOPPED = "stopped"


@dataclass(frozen=True)
class Described:
    """A result that comes with a sentence of explanation."""

    result: Any
    description: str


async def get_updates(world: "World", bot: BotAccount, arguments: Arguments) -> list[Json]:
    """Confirm updates before `offset` and return the next, waiting up to `timeout` real seconds for one."""
    if bot.courier is not None:
        await _refuse(world, bot, WEBHOOK_IS_SET)
    offset, limit = arguments.number("offset"), arguments.number("limit", 100, 1, 100)
    timeout = arguments.number("timeout", 0, 0, LONGEST_POLL)
    _choose_kinds(bot, arguments)
    if world.pace.repeated_poll:
        timeout, limit = _slowed(world, bot, offset, timeout, limit)
    updates = bot.queue.take(offset, limit)
    if updates or not timeout:
        return updates
    bot.end_poll(OTHER_POLLER)
    reason = await _wait(world, bot, timeout)
    if reason and reason != STOPPED:
        await _refuse(world, bot, reason)
    return bot.queue.take(offset, limit)


async def set_webhook(world: "World", bot: BotAccount, arguments: Arguments, act: Act) -> Described:
    """Send updates to `url` from now on. Plain http is taken only for this machine."""
    url, secret = arguments.text("url"), arguments.text("secret_token")
    if not url:
        return await delete_webhook(world, bot, arguments)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.scheme == "http" and parts.hostname not in HERE:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    _choose_kinds(bot, arguments)
    await _close(bot)
    if arguments.flag("drop_pending_updates"):
        bot.queue.clear()
    bot.end_poll(WEBHOOK_CAME)
    bot.courier = Courier(world, bot, url, secret, arguments.number("max_connections", 40, 1, 100), act)
    bot.courier.routes = world.routes
    bot.wake()
    return Described(True, "Webhook was set")


async def delete_webhook(world: "World", bot: BotAccount, arguments: Arguments) -> Described:
    """Go back to getUpdates."""
    was_set = bot.courier is not None
    await _close(bot)
    if arguments.flag("drop_pending_updates"):
        bot.queue.clear()
    return Described(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


async def get_webhook_info(world: "World", bot: BotAccount, arguments: Arguments) -> Json:
    """Where updates go, how many wait, and what went wrong last."""
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(bot.queue.pending())}
    if bot.courier is not None:
        address = {"max_connections": bot.courier.connections, "ip_address": HERE[0]}
        info.update(url=bot.courier.url, **address)
        if bot.courier.last_error is not None:
            info["last_error_date"], info["last_error_message"] = bot.courier.last_error
    if bot.allowed_updates:
        info["allowed_updates"] = bot.allowed_updates
    return info


def _choose_kinds(bot: BotAccount, arguments: Arguments) -> None:
    chosen = arguments.structure("allowed_updates", "allowed updates")
    if isinstance(chosen, list):
        bot.allowed_updates = [str(kind) for kind in chosen]


def _slowed(world: "World", bot: BotAccount, offset: int, timeout: int, limit: int) -> tuple[int, int]:
    """A poller that hurries is slowed (Client.cpp, process_get_updates_query)."""
    last_offset, last_time = bot.polled
    bot.polled = (offset, world.now())
    if offset != last_offset:
        return timeout, limit
    age = world.now() - last_time
    return (3 if timeout < 3 and age < 3.0 else timeout), (1 if age < 0.5 else limit)


async def _wait(world: "World", bot: BotAccount, timeout: int) -> str:
    poll: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    bot.poll = poll
    await world.tell()
    try:
        async with asyncio.timeout(timeout):
            return await poll
    except TimeoutError:
        return ""
    finally:
        if bot.poll is poll:
            bot.poll = None


async def _refuse(world: "World", bot: BotAccount, reason: str) -> None:
    """409; one soon after another is held back, so that two pollers do not spin."""
    if world.now() < bot.conflict_at:
        await world.sleep(CONFLICT_HELD * world.pace.conflict)
    else:
        bot.conflict_at = world.now() + CONFLICT_HELD
    raise conflict(reason)


async def _close(bot: BotAccount) -> None:
    if bot.courier is not None:
        courier, bot.courier = bot.courier, None
        await courier.close()
