"""Several processes serve pages: what one of them writes on a screen, another one's open page shows within a second.

The hub of each process knows its own pages only. Where processes share a database, each asks it what is new for the
pages that are open here: one question for all of them, and none while no page is open.
"""

import asyncio
import logging

from channels.web import transcript
from channels.web.hub import Hub
from reporting.trace import trace
from storage.door import Door

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two questions: about as long as an answer may take anyway."""
AFTER_TROUBLE = 15.0


class Neighbours:
    """`run()` looks until cancelled. Needed on PostgreSQL only: SQLite is served by one process."""

    def __init__(self, door: Door, hub: Hub) -> None:
        self._door, self._hub = door, hub
        self._seen: dict[int, int] = {}

    async def run(self) -> None:
        """Look every second; while the database is away, less often."""
        while True:
            try:
                await self.look()
                wait = EVERY
            except Exception as error:
                log.warning("open pages are not looked after for %g s: %s", AFTER_TROUBLE, trace(error))
                wait = AFTER_TROUBLE
            await asyncio.sleep(wait)

    async def look(self) -> None:
        """Stir the pages on whose screen something changed since the last look."""
        accounts = self._hub.accounts()
        newest = await self._door.ask(transcript.newest, accounts) if accounts else {}
        for account_id, revision in newest.items():
            if self._seen.get(account_id) != revision:
                self._hub.stir(account_id)
        self._seen = newest
