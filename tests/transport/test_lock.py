"""One holder at a time, whichever process."""

import subprocess
import sys

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
