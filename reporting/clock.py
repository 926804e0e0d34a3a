"""The clock that is handed to whoever needs to know the hour."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's clock; now() is aware and in UTC."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)


class MovableClock(Clock):
    """A clock that goes on from where it is put: for the demo and the tests, never in service."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = (start - super().now()) if start else timedelta()

    def now(self) -> datetime:
        """The moved moment, in UTC."""
        return super().now() + self._ahead

    def move_to(self, moment: datetime) -> None:
        """It is now that moment, and time goes on from there."""
        self._ahead = moment - super().now()


class StoppedClock(Clock):
    """A clock that stands until it is moved: a test decides what time it is."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The moment it was put at."""
        return self.at

    def move_to(self, moment: datetime) -> None:
        """It is now that moment."""
        self.at = moment
