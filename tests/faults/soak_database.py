"""The long faults of the database: `python -m tests.faults.soak_database [NAME …]`, also part of `make soak`.

`restarts`: PostgreSQL is restarted, as often by a crash as in order, while 3,321 reminders go out and officers write.
`drill`: backups under full write load, each restored and compared.
"""

import argparse
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from storage import backup, inbox, restore
from storage.door import Door, open_engine
from tests import schema
from tests.cast import START, settle
from tests.faults.nursery import nursery
from tests.faults.site import Site
from tests.faults.soak import LONGEST, SEED, _made, _open, _outcome, note, postgresql
from tests.faults.test_drill import Load, counts, lines, put_back

T = TypeVar("T")
SHORTEST, LONGEST_BETWEEN = 5.0, 40.0
RESTARTING = 600.0
"""Seconds for which the server is restarted; then what is left may go out."""
BACKUPS = 20
AWAY = 30.0
"""Seconds for which this script waits until a restarted server answers again."""


def main() -> int:
    """Run what was asked for, or everything; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak_database", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *SOAKS], metavar="NAME", help=", ".join(SOAKS))
    broken = 0
    for name in parser.parse_args().names or list(SOAKS):
        title, work = SOAKS[name]
        began = time.monotonic()
        kept, told = work()
        broken += not kept
        line = f"{told}; {time.monotonic() - began:.0f} s in all"
        print(f"{name}: {'kept' if kept else 'BROKEN'}: {line}", flush=True)
        note(name, title, kept, line)
    return 1 if broken else 0


def restarts() -> tuple[bool, str]:
    """Two processes; the server goes away again and again while messages go out."""
    with nursery() as forks, postgresql(forks) as one:
        for _ in range(2):
            one.runs(tick=5.0, brisk=False).serves()
        one.until(_made, LONGEST)
        chance, times, said = random.Random(SEED), 0, 0
        end = time.monotonic() + RESTARTING
        while _patiently(one, _open) and time.monotonic() < end:
            _restart(one.url, "immediate" if times % 2 else "fast")
            times += 1
            one.does(one.phone(chance.choice(("an", "binh", "em", "chi"))).says("/menu"))
            said += 1
            time.sleep(chance.uniform(SHORTEST, LONGEST_BETWEEN))
        one.until(lambda session: not _open(session) and set(inbox.counts(session)) == {"done"}, LONGEST)
        lost, repeated, states = _outcome(one)
        updates = one.door.read(inbox.counts)
        told = (
            f"{times} restarts, {SHORTEST:g} to {LONGEST_BETWEEN:g} s apart; lost {lost}, sent twice {repeated}, 429 "
            f"{one.standin.api.refusals[429]}; {said} officers wrote meanwhile, inbox {updates}; outbox {states}"
        )
        return lost == 0 and times > 0 and updates == {"done": said}, told


def _patiently(one: Site, question: Callable[[Session], T]) -> T:
    """Ask although the server may be starting."""
    end = time.monotonic() + AWAY
    while True:
        try:
            return one.door.read(question)
        except DBAPIError:
            if time.monotonic() > end:
                raise


def _restart(url: str, how: str) -> None:
    """pg_ctl restart, as the user to whom the server's data belongs."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        data = Path(str(connection.execute(text("SHOW data_directory")).scalar()))
    engine.dispose()
    server = int((data / "postmaster.pid").read_text().split()[0])
    program = Path(os.readlink(f"/proc/{server}/exe")).with_name("pg_ctl")
    asked: list[str | Path] = [
        program,
        "restart",
        "-D",
        data,
        "-m",
        how,
        "-w",
        "-t",
        "60",
        "-l",
        data / "restarted.log",
    ]
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL, user=data.stat().st_uid, cwd="/")


def drill() -> tuple[bool, str]:
    """BACKUPS backups of a SQLite database under the load of four writers, each restored into an empty one."""
    with tempfile.TemporaryDirectory(prefix="tincoso-drill-") as made:
        folder, took, back, bad = Path(made), list[float](), list[float](), 0
        engine = open_engine(f"sqlite:///{folder / 'office.db'}")
        schema.make(engine)
        door = Door(engine)
        door.write(settle)
        with Load(door).runs() as load:
            for number in range(BACKUPS):
                load.goes_on(200)
                began = time.monotonic()
                backup.write(engine, {}, folder / "kept.zip", START, "soak")
                took.append(time.monotonic() - began)
                began = time.monotonic()
                bad += not _is_whole(door, folder / f"{number}.db", folder / "kept.zip")
                back.append(time.monotonic() - began)
        rows = sum(part.rows for part in restore.verify(folder / "kept.zip").tables.values())
        written = load.done
        door.close()
    told = (
        f"{BACKUPS} backups while {written} transactions were written, the last of {rows} rows; not whole {bad}; a "
        f"backup took {statistics.median(took):.1f} s, restoring and comparing {statistics.median(back):.1f} s (median)"
    )
    return bad == 0, told


def _is_whole(source: Door, path: Path, kept: Path) -> bool:
    restored = Door(open_engine(f"sqlite:///{path}"))
    put_back(restored.engine, kept)
    same = len(set(restored.read(counts))) == 1 and restored.read(lines).items() <= source.read(lines).items()
    restored.close()
    with closing(sqlite3.connect(path)) as plain:
        sound = plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    path.unlink()
    return same and sound


SOAKS: dict[str, tuple[str, Callable[[], tuple[bool, str]]]] = {
    "restarts": ("PostgreSQL restarted for ten minutes while 3,321 reminders go out, two processes (row 59)", restarts),
    "drill": ("backups under full write load, each restored and compared, SQLite (row 62)", drill),
}


if __name__ == "__main__":
    sys.exit(main())
