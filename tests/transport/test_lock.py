"""One holder at a time, whichever process."""

import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import text

from channels.standby import StandBy
from reporting.clock import StoppedClock
from storage.door import Door
from storage.lock import open_lock


def test_a_second_holder_waits_until_the_first_lets_go(door: Door) -> None:
    first, second = open_lock(door.engine, "sender-telegram"), open_lock(door.engine, "sender-telegram")
    assert first.take()
    assert first.take(), "it is ours still"
    assert not second.take()
    first.release()
    assert second.take()
    assert not first.take()
    second.release()


def test_each_name_is_a_lock_of_its_own(door: Door) -> None:
    first, other = open_lock(door.engine, "sender-telegram"), open_lock(door.engine, "sender-web")
    assert first.take() and other.take()
    first.release()
    other.release()


def test_a_killed_process_holds_nothing_any_more(door: Door) -> None:
    url = door.engine.url.render_as_string(hide_password=False)
    program = (
        "import sys, time; from storage.door import open_engine; from storage.lock import open_lock\n"
        f"lock = open_lock(open_engine({url!r}), 'sender'); print(lock.take(), flush=True); time.sleep(60)"
    )
    mine = open_lock(door.engine, "sender")
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline().strip() == "True"
        assert not mine.take()
        process.kill()
        process.wait()
    assert mine.take()
    mine.release()


async def test_who_is_at_work_asks_every_few_seconds_whether_it_still_is(clock: StoppedClock) -> None:
    class Taken:
        ours, asked = True, 0

        def take(self) -> bool:
            self.asked += 1
            return self.ours

        def release(self) -> None:
            self.ours = False

    lock = Taken()
    place = StandBy("sender", clock, lock)
    assert await place.ours() and await place.ours()
    assert lock.asked == 1, "not at every turn"
    lock.ours = False
    clock.move_to(clock.now() + timedelta(seconds=5))
    assert not await place.ours()
    lock.ours = True
    assert await place.ours(), "who stands by asks each time"


def test_who_lost_the_connection_to_the_database_lost_the_lock_and_knows_it(door: Door) -> None:
    if door.is_sqlite:
        pytest.skip("a file is locked without a connection")
    first, second = open_lock(door.engine, "sender"), open_lock(door.engine, "sender")
    assert first.take()
    with door.engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
    assert second.take()
    assert not first.take(), "it asks and does not merely remember"
    second.release()
    assert first.take()
    first.release()
