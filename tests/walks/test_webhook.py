"""The same report where Telegram brings the updates: by webhook, with the secret."""

import aiohttp
import pytest

from channels.telegram.webhook import PATH, SECRET_HEADER
from storage import inbox
from tests.drivers.world import World
from tests.walks.steps import MOOD, NOTE, answers_from_the_note

pytestmark = [pytest.mark.parametrize("channel", ["telegram"]), pytest.mark.parametrize("mode", ["webhook"])]


async def test_a_report_by_webhook_with_the_program_away_in_between(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await world.quiet()
    await world.stops()
    await an.taps("Ổn định, phấn khởi, tin tưởng")  # Telegram keeps it and brings it again
    await world.starts()
    await an.waits_for(NOTE)
    await answers_from_the_note(an)
    await an.taps("Gửi báo cáo", "Mã tiếp nhận")
    await world.quiet()
    em = await world.of("em")
    await world.at(4, 12, 8)
    await em.waits_for("Nhắc hạn")
    assert not world.api.requests["getUpdates"], "nothing was fetched"


async def test_without_the_secret_nothing_is_taken(world: World):
    address = f"http://127.0.0.1:{world.app.web_port}{PATH}"
    said = {"message_id": 9, "date": 0, "chat": {"id": 1004, "type": "private"}, "text": "/chuanop"}
    update = {"update_id": 1, "message": {**said, "from": {"id": 1004, "is_bot": False, "first_name": "Chi"}}}
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {SECRET_HEADER: ""}, {SECRET_HEADER: "a-secret-of-another"}):
            async with session.post(address, json=update, headers=headers) as answer:
                assert answer.status == 401
    assert await world.door.ask(inbox.counts) == {}
