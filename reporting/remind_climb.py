"""Which rung of a ladder is current (bậc nhắc hạn hiện tại): the same for reports and for tasks. Pure.

A rung is current from its instant until the next one. Who was away meanwhile is told the current one, never those
that were missed: two reminders of one thing in one morning help nobody.
"""

from abc import ABC, abstractmethod
from datetime import date, datetime

from reporting.daysoff import Office
from reporting.ladder import NOON, Rung, current_rung, next_rung


class Climb(ABC):
    """Something with a ladder to each last good day."""

    office: Office

    @abstractmethod
    def rungs(self, day: date) -> list[Rung]:
        """The ladder that leads to that last good day, in time order."""

    @abstractmethod
    def ends(self, day: date, at: datetime) -> datetime:
        """Until when what was due at that instant is worth saying."""

    def current(self, day: date, now: datetime) -> Rung | None:
        """The rung that is to be said at `now` if it has not been, or None.

        One of an earlier half day gives way to one that comes later in this same morning.
        """
        rung = current_rung(self.rungs(day), now)
        if rung is None or now >= self.ends(day, rung.at) or self._gives_way(day, rung, now):
            return None
        return rung

    def following(self, day: date, now: datetime) -> Rung | None:
        """The rung that comes next."""
        return next_rung(self.rungs(day), now)

    def _gives_way(self, day: date, rung: Rung, now: datetime) -> bool:
        following, morning = self.following(day, now), self._morning(now)
        if following is None or morning is None:
            return False
        return self._morning(following.at) == morning != self._morning(rung.at)

    def _morning(self, at: datetime) -> date | None:
        local = self.office.local(at)
        return local.date() if local.time() < NOON else None
