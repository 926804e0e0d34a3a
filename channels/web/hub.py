"""Which browsers are open, and how they are woken: several tabs and devices for one account.

The hub carries no messages. It stirs a connection, and the connection reads what is new from the database: so the
order is the database's, and a message can be neither lost nor doubled on the way. Only what nobody misses later
(typing, the answer to a tap) travels through the hub itself.
"""

import asyncio
from collections import deque

from storage.base import Json

# Passing events that wait for a slow browser; older ones are let go.
PASSING = 50
# Why a page is closed, as its WebSocket learns it: RFC 6455 has 1001, the range above 4000 is ours.
SIGNED_OUT, GOING_DOWN = 4401, 1001


class Connection:
    """One open page. Used only within the event loop."""

    def __init__(self, account_id: int, session_hash: str) -> None:
        self.account_id = account_id
        self.session_hash = session_hash
        self.dismissed = False
        self.code = GOING_DOWN
        self._stirred = False
        self._events: deque[Json] = deque(maxlen=PASSING)
        self._wake = asyncio.Event()

    def stir(self) -> None:
        """Something changed on this screen."""
        self._stirred = True
        self._wake.set()

    def tell(self, event: Json) -> None:
        """Pass this on."""
        self._events.append(event)
        self._wake.set()

    def dismiss(self, code: int) -> None:
        """The page is to be closed."""
        self.dismissed, self.code = True, code
        self._wake.set()

    async def wait(self) -> tuple[bool, list[Json]]:
        """Wait until there is something to do: whether the screen changed, and the passing events."""
        await self._wake.wait()
        self._wake.clear()
        stirred, self._stirred = self._stirred, False
        events = list(self._events)
        self._events.clear()
        return stirred, events


class Hub:
    """The open pages of every account."""

    def __init__(self) -> None:
        self._open: dict[int, set[Connection]] = {}

    def join(self, account_id: int, session_hash: str) -> Connection:
        """A page was opened; what happens from now on reaches it."""
        connection = Connection(account_id, session_hash)
        self._open.setdefault(account_id, set()).add(connection)
        return connection

    def leave(self, connection: Connection) -> None:
        """The page is gone."""
        pages = self._open.get(connection.account_id, set())
        pages.discard(connection)
        if not pages:
            self._open.pop(connection.account_id, None)

    def open_pages(self, account_id: int) -> int:
        """How many pages this account has open."""
        return len(self._open.get(account_id, ()))

    def accounts(self) -> list[int]:
        """The accounts that have a page open."""
        return list(self._open)

    def stir(self, account_id: int) -> None:
        """Messages of this account were added, changed or taken away."""
        for connection in self._open.get(account_id, ()):
            connection.stir()

    def tell(self, account_id: int, event: Json) -> None:
        """Pass an event on to the account's pages that are open now."""
        for connection in self._open.get(account_id, ()):
            connection.tell(event)

    def typing(self, account_id: int) -> None:
        """The bot is at work on an answer."""
        self.tell(account_id, {"type": "typing"})

    def tell_all(self, event: Json) -> None:
        """Pass an event on to every page."""
        for account_id in self._open:
            self.tell(account_id, event)

    def dismiss(self, session_hash: str) -> None:
        """Close the pages of this session: it was signed out."""
        for connection in self._everyone():
            if connection.session_hash == session_hash:
                connection.dismiss(SIGNED_OUT)

    def close(self) -> None:
        """Close every page: the server goes down."""
        for connection in self._everyone():
            connection.dismiss(GOING_DOWN)

    def _everyone(self) -> list[Connection]:
        return [connection for pages in self._open.values() for connection in pages]
