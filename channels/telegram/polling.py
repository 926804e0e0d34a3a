"""Fetching updates: a batch is stored in one transaction, only then does the offset move, which confirms it.

Our own loop on raw JSON: aiogram confirms a batch before its handlers ended (or after all of them), and one update
that it cannot read would stop it for ever.
"""

import logging
import random
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import DataError

from channels.bell import Bell
from channels.standby import StandBy
from channels.telegram.api import API, WEBHOOK_SET, ApiError, BotApi
from channels.telegram.updates import KINDS, Stored, stored
from reporting.clock import Clock
from reporting.trace import trace
from storage import inbox
from storage.door import Door
from storage.lock import Lock

log = logging.getLogger(__name__)

BATCH = 100
LONGEST_BACKOFF = 60.0
AFTER_CONFLICT = 15.0
"""Telegram holds the next request back for 3 s after a 409; the other poller may be a restart that is just ending."""
READ_MARGIN = 15.0
SHORTEST_EMPTY = 1.0
"""An empty answer that comes sooner (a cache on the way, say) must not make us ask without a pause."""


class Polling:
    """`run()` fetches until cancelled. `hold`: seconds that Telegram keeps an empty request open (at most 50).

    With a `lock` only one process fetches, the others stand by. `wake` is called when something was stored,
    `not_kept` with the chats whose messages could not be stored yet.
    """

    def __init__(
        self,
        door: Door,
        clock: Clock,
        bot_name: str,
        token: str,
        wake: Callable[[], None],
        *,
        api: str = API,
        proxy: str | None = None,
        hold: int = 30,
        lock: Lock | None = None,
        bell: Bell | None = None,
        not_kept: Callable[[Iterable[str]], None] | None = None,
    ) -> None:
        self._door, self._clock, self._bot_name, self._wake = door, clock, bot_name, wake
        self._not_kept = not_kept
        self._api = BotApi(token, api, proxy)
        self._hold = hold
        self._place = StandBy(f"polling {bot_name}", clock, lock)
        self._bell = bell or Bell()
        self._offset: int | None = None
        self._failures = 0
        self._in_conflict = False
        self._webhook_dropped = False
        self.refused = ""
        """Why Telegram refuses the token; fetching has ended then."""
        self.heard_at: datetime | None = None
        """When the last fetch succeeded and its batch was stored: what was sent before that is here."""

    async def run(self) -> None:
        """Fetch until cancelled; ends by itself, with an alarm, only when Telegram refuses the token."""
        try:
            while not self.refused:
                if await self._place.ours():
                    await self._bell.wait(await self._round())
                else:
                    self._offset = None  # meanwhile another process goes on from here
                    await self._bell.wait(self._place.every)
        finally:
            await self._api.close()
            await self._place.leave()

    async def _round(self) -> float:
        """Fetch and store one batch; gives the seconds to wait before the next."""
        try:
            await self._drop_webhook()
            if self._offset is None:
                last = await self._door.ask(inbox.last_number, self._bot_name)
                self._offset = 0 if last is None else last + 1
            asked_at = time.monotonic()
            updates = await self._fetch(self._offset)
            await self._keep(updates)
        except ApiError as error:
            return self._wait_after(error)
        except Exception as error:
            # Mostly the database. Not stored is not confirmed, so Telegram gives the same batch again.
            return self._back_off(f"the batch cannot be kept: {trace(error)}")
        self._failures, self._in_conflict, self.heard_at = 0, False, self._clock.now()
        return 0.0 if updates or time.monotonic() - asked_at >= SHORTEST_EMPTY else SHORTEST_EMPTY

    async def _drop_webhook(self) -> None:
        """Once at the start: who chose polling wants no webhook. One that is set later is somebody's decision."""
        if not self._webhook_dropped:
            await self._api.call("deleteWebhook", {"drop_pending_updates": False})
            self._webhook_dropped = True

    async def _fetch(self, offset: int) -> list[Any]:
        asked = {"offset": offset, "limit": BATCH, "timeout": self._hold, "allowed_updates": KINDS}
        updates = await self._api.call("getUpdates", asked, self._hold + READ_MARGIN)
        if not isinstance(updates, list):
            raise ApiError(0, "unreadable updates")
        return updates

    async def _keep(self, updates: list[Any]) -> None:
        rows = [row for update in updates if (row := stored(update)) is not None]
        if len(rows) < len(updates):
            log.error("%s: %d updates without a number are passed over", self._bot_name, len(updates) - len(rows))
        if rows:
            try:
                await self._store(rows)
            except Exception:
                if self._not_kept is not None:
                    self._not_kept(chat for _, chat, _ in rows)
                raise
            # Numbers may start lower after a quiet week: the last one counts, not the highest so far.
            self._offset = rows[-1][0] + 1
            self._wake()

    async def _store(self, rows: list[Stored]) -> None:
        try:
            await self._door(inbox.store, self._bot_name, rows, self._clock.now())
        except DataError as error:
            if len(rows) == 1:
                log.critical("%s: update %d cannot be stored: %s", self._bot_name, rows[0][0], trace(error))
                return
            for row in rows:  # one that the database refuses does not hold back the others
                await self._store([row])

    def _wait_after(self, error: ApiError) -> float:
        if error.refuses_token:
            self.refused = error.why or "token refused"
            log.critical("%s: Telegram refuses the token, fetching has ended: %s", self._bot_name, error)
            return 0.0
        if error.code == 409:
            if not self._in_conflict:
                what = "a webhook is set" if WEBHOOK_SET in error.why else "another program fetches with this token"
                log.error("%s: %s; waiting until it ends: %s", self._bot_name, what, error)
            self._in_conflict = True
            return AFTER_CONFLICT
        if error.retry_after is not None:
            log.warning("%s: Telegram asks for a pause of %g s", self._bot_name, error.retry_after)
            return error.retry_after
        return self._back_off(str(error))

    def _back_off(self, why: str) -> float:
        spread = 0.75 + random.random() / 2  # noqa: S311  (spreads retries, keeps no secret)
        seconds = min(LONGEST_BACKOFF, 2.0**self._failures) * spread
        self._failures += 1
        log.warning("%s: no updates, again in %.0f s: %s", self._bot_name, seconds, why)
        return seconds
