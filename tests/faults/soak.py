"""The long faults: `python -m tests.faults.soak [NAME …]`, or `make soak`. Figures go to docs/soak.md.

Everything is true but the hour: true processes, true kill -9, true HTTP to a stand-in that keeps Telegram's limits.
"""

import argparse
import os
import platform
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import NullPool, create_engine
from sqlmodel import Session, func, select

from storage import health
from storage.door import open_engine
from storage.outbox import Outbox
from storage.reminders import Reminder
from tests import postgres, schema
from tests.faults import crowd
from tests.faults.nursery import ROOT, Nursery, nursery
from tests.faults.site import Site, site

FIGURES = ROOT / "docs" / "soak.md"
MORNING = datetime(2026, 12, 4, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""Seven working days before the deadline: every commune is reminded."""
KILLS = 200
LONGEST = 1800.0
SEED = 20261123
STUCK = 8.0
"""Seconds after which the next is killed although nothing was sent: all may be held by leases of the dead."""


def main() -> int:
    """Run what was asked for, or everything; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *SOAKS], metavar="NAME", help=", ".join(SOAKS))
    parser.add_argument("--kills", type=int, default=KILLS, help="how often (for a machine that is busy: fewer)")
    given = parser.parse_args()
    asked = given.names or list(SOAKS)
    broken = 0
    with nursery() as forks:
        for name in asked:
            title, work = SOAKS[name]
            print(f"{name}: {title}", flush=True)
            began = time.monotonic()
            kept, told = work(forks, given.kills)
            broken += not kept
            line = f"{told}; {time.monotonic() - began:.0f} s in all"
            print(f"{name}: {'kept' if kept else 'BROKEN'}: {line}", flush=True)
            note(name, title, kept, line)
    return 1 if broken else 0


@contextmanager
def sqlite(forks: Nursery) -> Iterator[Site]:
    """An installation with the crowd on SQLite, a minute before eight."""
    folder = Path(tempfile.mkdtemp(prefix="tincoso-soak-"))
    url = f"sqlite:///{folder / 'tincoso.db'}"
    engine = open_engine(url)
    schema.make(engine)
    engine.dispose()
    yield from _crowded(folder, url, forks)


@contextmanager
def postgresql(forks: Nursery) -> Iterator[Site]:
    """The same on PostgreSQL; the server keeps what it was told (fsync on), unlike that of the quick tests."""
    postgres.IN_A_HURRY = ()
    with postgres.server() as address, postgres.database(address) as url:
        engine = create_engine(url, poolclass=NullPool)
        schema.make(engine)
        yield from _crowded(Path(tempfile.mkdtemp(prefix="tincoso-soak-")), url, forks)


def _crowded(folder: Path, url: str, forks: Nursery) -> Iterator[Site]:
    with site(folder, url, forks, MORNING - timedelta(seconds=20), strict=True) as one:
        one.standin.knows(one.door.write(crowd.settle, one.cast["tinh"], one.clock.now()))
        yield one
    shutil.rmtree(folder, ignore_errors=True)


def killed_on_sqlite(forks: Nursery, kills: int) -> tuple[bool, str]:
    """One process, killed so many times while it sends."""
    with sqlite(forks) as one:
        return _killed(one, kills, processes=1)


def killed_on_postgresql(forks: Nursery, kills: int) -> tuple[bool, str]:
    """Three processes, so many times one of them is killed."""
    with postgresql(forks) as one:
        return _killed(one, kills, processes=3)


def _killed(one: Site, kills: int, processes: int) -> tuple[bool, str]:
    chance = random.Random(SEED)
    living = [one.runs(tick=30.0, brisk=False).serves() for _ in range(processes)]
    one.until(_made, LONGEST)
    for _ in range(kills):
        _some_more_arrive(one, chance)
        place = chance.randrange(processes)
        living[place].dies()
        living[place] = one.runs(tick=30.0, brisk=False)
        if processes == 1:
            living[place].serves()
    still_to_go = one.door.read(_open)
    one.until(lambda session: not _open(session), LONGEST)
    lost, repeated, states = _outcome(one)
    told = (
        f"{kills} kills, {still_to_go} of {crowd.COMMUNES} still to go after the last; lost {lost}, sent twice "
        f"{repeated}, answered 429 {one.standin.api.refusals[429]}; outbox {states}"
    )
    return lost == 0 and repeated <= kills, told


def _some_more_arrive(one: Site, chance: random.Random) -> None:
    """Wait for so many messages that the kills spread over the whole wave; a while longer, to hit any point."""
    end = time.monotonic() + STUCK
    enough = len(one.standin.api.sent) + chance.randint(0, 2 * crowd.COMMUNES // KILLS)
    while len(one.standin.api.sent) < enough and time.monotonic() < end:
        time.sleep(0.005)
    time.sleep(chance.uniform(0.0, 0.05))


def outage(forks: Nursery, kills: int) -> tuple[bool, str]:
    """The Bot API refuses connections from 07:59 to 08:30 on reminder day."""
    with sqlite(forks) as one:
        one.standin.does(one.standin.api.go_down())
        victim = one.runs(tick=5.0, brisk=False).serves()
        one.until(_made, LONGEST)
        late_seen = None
        while one.clock.now() < MORNING + timedelta(minutes=30):
            time.sleep(0.5)
            one.passes(seconds=14.5)
            if late_seen is None and _told_of_delay(one):
                late_seen = one.clock.now()
        one.standin.does(one.standin.api.come_back())
        back = time.monotonic()
        one.until(lambda session: not _open(session), LONGEST)
        seconds = time.monotonic() - back
        victim.dies()
        lost, repeated, states = _outcome(one)
        seen = "never" if late_seen is None else f"{(late_seen - MORNING).total_seconds() / 60:.0f} min after eight"
        told = (
            f"all out {seconds:.0f} s after the Bot API was back; lost {lost}, sent twice {repeated}, 429 "
            f"{one.standin.api.refusals[429]}; the office could see the delay {seen}; outbox {states}"
        )
        return lost == 0 and repeated == 0 and seconds <= 900 and late_seen is not None, told


def _told_of_delay(one: Site) -> bool:
    oldest = one.door.read(lambda session: health.oldest_due(session, one.clock.now()))
    return oldest is not None and one.clock.now() - oldest >= timedelta(minutes=15)


def _made(session: Session) -> bool:
    """Every commune has its reminder in the outbox."""
    asked = select(func.count()).select_from(Outbox).where(Outbox.kind == "reminder")
    return session.exec(asked).one() >= crowd.COMMUNES


def _open(session: Session) -> int:
    asked = select(func.count()).select_from(Outbox).where(Outbox.state.in_(("new", "sending")))  # type: ignore[attr-defined]
    return session.exec(asked).one()


def _outcome(one: Site) -> tuple[int, int, dict[str, int]]:
    """Communes that heard nothing, letters said once more, and how many messages are in each state."""
    got = one.standin.received()
    chats = range(crowd.FIRST, crowd.FIRST + crowd.COMMUNES)
    unsaid = one.door.read(
        lambda session: session.exec(select(func.count()).select_from(Reminder).where(Reminder.state != "said")).one()
    )
    states = one.door.read(
        lambda session: dict(session.exec(select(Outbox.state, func.count()).group_by(Outbox.state)).all())
    )
    lost = sum(got[chat] == 0 for chat in chats)
    return max(lost, unsaid), sum(max(0, got[chat] - 1) for chat in chats), states


def note(name: str, title: str, kept: bool, line: str) -> None:
    """Put the figures into the table of docs/soak.md, in the place of the last ones."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    row = (
        f"| {name} | {title} | {'kept' if kept else '**broken**'} | {line} | {datetime.now(UTC):%Y-%m-%d}, {machine} |"
    )
    lines = FIGURES.read_text(encoding="utf-8").splitlines()
    there = [number for number, old in enumerate(lines) if old.startswith(f"| {name} |")]
    if there:
        lines[there[0]] = row
    else:
        lines.append(row)
    FIGURES.write_text("\n".join(lines) + "\n", encoding="utf-8")


SOAKS: dict[str, tuple[str, Callable[[Nursery, int], tuple[bool, str]]]] = {
    "kill-sqlite": ("3,321 reminders, one process on SQLite, random kill -9 (row 10)", killed_on_sqlite),
    "kill-postgresql": (
        "3,321 reminders, three processes on PostgreSQL, random kill -9 (row 10)",
        killed_on_postgresql,
    ),
    "outage": ("Bot API down from 07:59 to 08:30 on reminder day, 3,321 reminders (row 23)", outage),
}


if __name__ == "__main__":
    sys.exit(main())
