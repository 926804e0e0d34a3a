"""Yesterday's backup is restored: nobody is reminded again of what came this morning, until the office says so."""

import asyncio
from pathlib import Path

from sqlmodel import Session, col, select

from reporting import resume
from storage import backup, health, migrate, restore
from storage.door import open_engine
from storage.outbox import Outbox
from tests.drivers.world import World

REMINDED = "Nhắc hạn"


async def yesterdays_backup_is_restored(world: World, kept: Path) -> None:
    """As `restore` does it while the program is stopped."""
    await world.stops()

    def put() -> None:
        engine = open_engine(world.url)
        with migrate.alone(engine) as connection:
            restore.rows(connection, kept, restore.verify(kept), world.clock.now())
        engine.dispose()

    await asyncio.to_thread(put)
    await world.starts()


def states(session: Session) -> set[str]:
    return set(session.exec(select(Outbox.state).where(col(Outbox.kind) == "reminder")))


async def test_this_mornings_reminders_are_not_sent_again_before_somebody_says_so(world: World, tmp_path: Path) -> None:
    em, kept = await world.of("em"), tmp_path / "kept.zip"
    await asyncio.to_thread(backup.write, world.door.engine, {}, kept, world.clock.now(), "0.1.0")
    await world.at(4, 12, 8)
    await em.waits_for(REMINDED)
    await em.unread()

    await yesterdays_backup_is_restored(world, kept)
    world.clock.move_to(world.clock.now())
    await world.app.tick()
    assert await em.unread() == [], "planned anew, but it stays"
    assert (await world.door.ask(health.pending))["telegram"] > 0, "and the office sees that it waits"
    await em.says("/menu", "Đồng chí chọn việc cần làm")
    assert [REMINDED in one for one in await em.unread()] == [False], "who asks is answered all the same"

    done = await world.door(resume.resume, world.clock.now(), None, True)
    assert {one.channel: one.cancelled > 0 for one in done}["telegram"]
    await world.at(4, 12, 9)
    assert await em.unread() == [], "called off, as it has been read"
    assert await world.door.ask(states) == {"cancelled"}
    await world.at(10, 12, 8)
    await em.waits_for(REMINDED)


async def test_without_calling_off_what_waited_leaves_at_the_word_of_the_office(world: World, tmp_path: Path) -> None:
    em, kept = await world.of("em"), tmp_path / "kept.zip"
    await asyncio.to_thread(backup.write, world.door.engine, {}, kept, world.clock.now(), "0.1.0")
    await yesterdays_backup_is_restored(world, kept)
    world.clock.move_to(world.clock.now().replace(month=12, day=4, hour=1))
    await world.app.tick()
    assert await em.unread() == []
    await world.door(resume.resume, world.clock.now(), None, False)
    world.app.wake_senders()
    await em.waits_for(REMINDED)
