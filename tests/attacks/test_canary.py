"""A whole walk with errors forced at every turn: neither the token nor a word of the report is in any log."""

import io
import json
import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from channels.telegram.secrets import REPEATING, TALKATIVE, guard_logging
from reporting import answering
from storage.inbox import Inbox
from tests.drivers.chat import picture
from tests.drivers.world import World, opened
from tests.walks.steps import MOOD, NOTABLE, NOTE

CANARY = "Chim hoàng yến 7391"
OURS = ("bot", "channels", "handlers", "reporting", "storage", "scheduler")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged: what is ours at DEBUG, libraries at INFO, the database's statements too."""
    page, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(page)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    names = (*OURS, "sqlalchemy.engine", *TALKATIVE, *REPEATING, "")
    levels = {name: logging.getLogger(name).level for name in names}
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)
    yield page
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(params=["telegram", "web"])
async def world(
    request: pytest.FixtureRequest, sqlite_schema: Path, tmp_path: Path, written: io.StringIO
) -> AsyncIterator[World]:
    path = shutil.copy(sqlite_schema, tmp_path / "tincoso.db")
    async with opened(str(request.param), f"sqlite:///{path}", tmp_path) as running:
        yield running


def fails(*_: Any, **__: Any) -> None:
    raise ValueError(f"could not keep {CANARY} 2")


def failed_once(session: Session) -> bool:
    return any(row.error for row in session.exec(select(Inbox)).all())


async def test_no_word_of_the_report_and_no_token_in_any_log(
    world: World, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard_logging(world.app.settings.secrets())  # as `run` does, for the handler that listens here too
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await an.sends_photo(picture(), f"{CANARY} 1", "Đã nhận tệp")
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    with monkeypatch.context() as broken:
        broken.setattr(answering, "keep", fails)
        await an.says(f"{CANARY} 2")
        await world.until(failed_once)
    await world.comes_to(world.clock.now().replace(minute=world.clock.now().minute + 5))
    await an.waits_for(NOTABLE)
    trouble = world.trouble(an)  # the messenger fails, with the words of the next question in its hands
    await an.says("/menu")
    await trouble.arrived.wait()
    await world.quiet()
    rows = await world.door.ask(lambda session: session.exec(select(Inbox)).all())
    told = written.getvalue()
    assert "ValueError" in told, "that it failed is told"
    for kept in (told, json.dumps([row.error for row in rows])):
        assert CANARY not in kept
        assert world.bot.token not in kept and world.bot.token.partition(":")[2] not in kept
    raised = [row.error for row in rows if row.error]
    assert all("yến" not in one for one in raised)
