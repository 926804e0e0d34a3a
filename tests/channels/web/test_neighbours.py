"""What another process writes on a screen reaches the page that is open here."""

import asyncio
from typing import Any

import pytest
from sqlmodel import Session

from channels.web import transcript
from channels.web.hub import Hub
from channels.web.neighbours import Neighbours
from storage.door import Door
from storage.webchat import WebAccount
from tests.cast import START

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
AN, EM = 1, 2


@pytest.fixture
def accounts(door: Door) -> None:
    door.write(lambda session: session.add_all([WebAccount(id=AN, made_at=START), WebAccount(id=EM, made_at=START)]))


def another_process_writes(door: Door, account_id: int) -> None:
    def add(session: Session) -> None:
        transcript.add(session, account_id, {"text": "Nhắc hạn"}, START, from_bot=True)

    door.write(add)


async def is_stirred(page: Any) -> bool:
    """Whether the page has something to do; what it had is taken away."""
    try:
        async with asyncio.timeout(0):
            return (await page.wait())[0]
    except TimeoutError:
        return False


async def test_a_page_is_stirred_by_what_another_process_wrote_and_only_by_that(door: Door, accounts: None) -> None:
    hub = Hub()
    page, other = hub.join(AN, "a"), hub.join(EM, "e")
    neighbours = Neighbours(door, hub)
    await neighbours.look()
    assert not await is_stirred(page)
    another_process_writes(door, AN)
    await neighbours.look()
    assert await is_stirred(page) and not await is_stirred(other)
    await neighbours.look()
    assert not await is_stirred(page), "nothing new"


async def test_while_no_page_is_open_the_database_is_not_asked(
    door: Door, accounts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub()
    hub.leave(hub.join(AN, "a"))
    monkeypatch.setattr(transcript, "newest", lambda *_: pytest.fail("asked"))
    await Neighbours(door, hub).look()
