"""A clock, a bell and the stand-in of Telegram for the stories of the transport; the database is everybody's."""

from collections.abc import AsyncIterator

import pytest

from reporting.clock import StoppedClock
from tests.botapi.accounts import BotAccount
from tests.botapi.clock import Clock as BotClock
from tests.botapi.people import Person
from tests.botapi.server import BotApi
from tests.transport.helpers import MORNING, QuietBell


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(MORNING)


@pytest.fixture
def bell() -> QuietBell:
    return QuietBell()


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """The stand-in of Telegram; its clock stands, too."""
    async with BotApi(BotClock(MORNING.timestamp())) as running:
        yield running


@pytest.fixture
def account(api: BotApi) -> BotAccount:
    return api.bot()


@pytest.fixture
async def an(api: BotApi, account: BotAccount) -> Person:
    return api.person(101, "An")
