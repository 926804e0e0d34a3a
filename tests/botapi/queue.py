"""The updates that wait for a bot: numbered, kept for a time, gone when confirmed."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.botapi.errors import Json

DAY = 86_400.0
TAP_LASTS = 150.0
"""Seconds that Telegram keeps a tap of a button, and takes an answer to it (Client.cpp, add_update)."""
FUTURE_TOLERANCE = 10
"""An offset further ahead than this is taken for one of an older numbering, and ignored (tdlib TQueue.cpp)."""


@dataclass(frozen=True)
class Queued:
    """One waiting update. Updates of one lane reach a webhook in order, one at a time."""

    update_id: int
    body: Json
    expires_at: float
    lane: str


class UpdateQueue:
    """The queue of one bot; times are Unix seconds of the stand-in's clock."""

    def __init__(self, now: Callable[[], float], next_id: int) -> None:
        self._now = now
        self.next_id = next_id
        """The number of the next update; a test may set it lower, as Telegram does after a quiet week."""
        self._waiting: list[Queued] = []

    def put(self, kind: str, payload: Json, lasts: float, lane: str) -> Queued:
        """Add an update of the kind (message, callback_query …) that is kept `lasts` seconds."""
        return self.put_raw({"update_id": self.next_id, kind: payload}, lasts, lane)

    def put_raw(self, update: Json, lasts: float = DAY, lane: str = "raw") -> Queued:
        """Add an update as it is; without update_id it gets the next number."""
        update = {"update_id": self.next_id, **update}
        queued = Queued(update["update_id"], update, self._now() + lasts, lane)
        self.next_id = queued.update_id + 1
        self._waiting.append(queued)
        return queued

    def pending(self) -> list[Queued]:
        """What waits and has not expired, oldest first."""
        now = self._now()
        self._waiting = [queued for queued in self._waiting if queued.expires_at > now]
        return list(self._waiting)

    def take(self, offset: int, limit: int) -> list[Json]:
        """Confirm what lies before `offset` and return the next updates, as getUpdates does.

        A negative offset forgets all but the last -offset; zero confirms nothing.
        """
        waiting = self.pending()
        if offset < 0:
            self._waiting = waiting[offset:]
        elif 0 < offset <= self.next_id + FUTURE_TOLERANCE:
            self._waiting = [queued for queued in waiting if queued.update_id >= offset]
        return [queued.body for queued in self._waiting[:limit]]

    def forget(self, queued: Queued) -> None:
        """Drop one update: a webhook took it, or it grew too old."""
        self._waiting = [other for other in self._waiting if other is not queued]

    def clear(self) -> None:
        """Drop everything (drop_pending_updates)."""
        self._waiting.clear()

    def first_of(self, lane: str) -> Queued | None:
        """The oldest waiting update of a lane."""
        return next((queued for queued in self.pending() if queued.lane == lane), None)
