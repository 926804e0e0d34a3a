"""Keeps the office's calendar at hand, so that no update has to read the table of days off."""

from zoneinfo import ZoneInfo

from reporting import office
from reporting.daysoff import Office
from storage.door import Door


class OfficeKeeper:
    """Calling it gives the Office as it was read last; `refresh()` reads it anew."""

    def __init__(self, door: Door, zone: ZoneInfo) -> None:
        self.door = door
        self.zone = zone
        self._office = Office(zone=zone)

    def __call__(self) -> Office:
        """The office as last read."""
        return self._office

    async def refresh(self) -> None:
        """Read the days off again: somebody may have edited the table."""
        self._office = await self.door.ask(office.load, self.zone)
