"""A draft in the hands of An, driven through the use cases alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reporting import answering, draft, office, submit
from reporting.daysoff import Office
from reporting.draft import Standing
from storage.door import Door
from tests.cast import START, Cast, settle

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Writer:
    """One officer at one report; `at` is where that officer stands."""

    def __init__(self, door: Door, cast: Cast, who: str, calendar: Office) -> None:
        self.door, self.officer, self.office = door, cast[who], calendar
        self.now: datetime = START
        self.at: Any = None

    def opens(self, unit: int, period: str = "2026-Q4") -> Standing:
        """Begin or go on."""
        self.at = self.door.write(draft.begin, self.now, self.officer, "situation", period, unit, self.office)
        return self.at

    def says(self, *answers: str) -> Any:
        """Answer the open questions one after the other."""
        for raw in answers:
            self.at = self.door.write(
                answering.give, self.now, self.officer, self.at.report_id, self.at.step, raw, self.at.seen, self.office
            )
        return self.at

    def skips(self, times: int = 1, rest: bool = False) -> Standing:
        """Pass over the open question."""
        for _ in range(times):
            self.at = self.door.write(
                answering.skip, self.now, self.officer, self.at.report_id, self.at.step, self.office, rest=rest
            )
        return self.at

    def goes(self, step: str) -> Standing:
        """Go to a step to correct it."""
        self.at = self.door.write(answering.go, self.now, self.officer, self.at.report_id, step, self.office)
        return self.at

    def hands_in(self, revision: int | None = None) -> submit.Receipt:
        """Hand in what the preview shows."""
        shown = self.at.revision if revision is None else revision
        return self.door.write(submit.hand_in, self.now, self.officer, self.at.report_id, shown, self.office)

    def nothing_notable(self, unit: int, period: str = "2026-Q4") -> Standing:
        """The shortest honest report, up to the preview."""
        self.opens(unit, period)
        self.says("stable")
        self.skips()
        self.says("no", "zero")
        return self.skips()

    def later(self, **span: float) -> None:
        """Time goes on."""
        self.now += timedelta(**span)


@pytest.fixture
def cast(door: Door) -> Cast:
    return door.write(settle)


@pytest.fixture
def writer(door: Door, cast: Cast) -> Callable[[str], Writer]:
    calendar = door.read(office.load, ZONE)
    return lambda who: Writer(door, cast, who, calendar)
