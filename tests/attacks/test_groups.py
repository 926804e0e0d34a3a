"""S2, a button tapped where others read along: nothing is done and nothing is shown there. (ASVS 8.2.1)"""

from pathlib import Path
from typing import Any

import pytest

from reporting import office as offices
from reporting.daysoff import VIETNAM
from storage.door import Door
from tests.cast import settle
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province
from tests.storage.rows import everything

GROUP = {"id": -100200, "type": "supergroup", "title": "MTTQ xã An Hòa"}


@pytest.fixture
def province(door: Door) -> Province:
    cast = door.write(settle)
    return Province(door, cast, door.read(offices.load, VIETNAM))


@pytest.mark.parametrize("where", ["in a group", "nowhere"])
async def test_a_tap_in_a_group_shows_nothing_there_and_changes_nothing(
    province: Province, tmp_path: Path, where: str
) -> None:
    receipt = province.files("an_hoa")
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    await chi.says("/menu")
    shown, before = dict(chi.screen.messages), everything(province.door.engine)
    message = {"message_id": 1, "date": 0, "chat": GROUP, "text": "…"}
    for data in ("m:menu", "m:chuanop", f"rv:{receipt.report_id}", f"is:{province.cast['tinh']}:reporter:1"):
        tap: dict[str, Any] = {"id": "1", "from": chi.user, "chat_instance": "1", "data": data}
        await chi._feed({"callback_query": tap | ({"message": message} if where == "in a group" else {})})
        assert "trò chuyện riêng" in chi.screen.alerts[-1]
    assert chi.screen.messages == shown and chi.screen.files == []
    assert everything(province.door.engine) == before
