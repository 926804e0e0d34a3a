"""How much one person may send in a while: a bucket that fills again slowly."""

from datetime import datetime, timedelta
from typing import Any

# Buckets of people who were not heard from for long are full again, and forgotten when there are this many.
MOST_BUCKETS = 10_000


class Limit:
    """At most `times` in `span`, counted for each key (an account, an address).

    `burst`: how many at once after a rest, `times` unless another is given.
    """

    def __init__(self, times: int, span: timedelta, burst: int | None = None) -> None:
        self.times = times
        self.room = times if burst is None else burst
        self.each = span / times
        self._buckets: dict[Any, tuple[float, datetime]] = {}

    def spend(self, key: Any, now: datetime) -> float:
        """Take one. Gives 0.0 where there was one, else the seconds until there is one again (nothing is taken)."""
        left, at = self._buckets.get(key, (float(self.room), now))
        left = min(self.room, left + max(now - at, timedelta()) / self.each)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, max(now, at))
        if len(self._buckets) > MOST_BUCKETS:
            self._forget_the_full(now)
        return 0.0 if allowed else (1 - left) * self.each.total_seconds()

    def _forget_the_full(self, now: datetime) -> None:
        filling = self.each * self.room
        self._buckets = {key: kept for key, kept in self._buckets.items() if now - kept[1] < filling}
