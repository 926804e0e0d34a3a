"""The machine may stand in any zone: the instants of reminders are the office's."""

import os
import time

import pytest

from tests.commands.conftest import Console

DECEMBER = ("calendar", "--from", "2026-12-01", "--to", "2026-12-31", "--json")


@pytest.mark.skipif(os.name != "posix", reason="only POSIX lets a process change its zone")
def test_the_servers_zone_moves_no_deadline(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    try:
        for zone in ("UTC", "US/Pacific", "Asia/Ho_Chi_Minh"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            found.append(console(*DECEMBER).json)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found[0] == found[1] == found[2]
    assert "2026-12-15T23:59:59+07:00" in {one["at"] for one in found[0]}
