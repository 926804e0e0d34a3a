"""The nursery's own process: `python -m tests.faults.victim`. It imports the program once and forks a victim per order.

A victim is `python -m bot run` in every respect but these: its clock is a shared one that tests move (and a jump of it
is no silence of the messenger), it says when it serves, and a fuse may have been laid. Orders come as lines of JSON on
standard input, news leave as lines of JSON on standard output. When the input ends, every victim is killed.
"""

import json
import os
import selectors
import signal
import socket
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import alembic.autogenerate
import psycopg
import telegram.ext

import bot.__main__ as program
import bot.serve as serving
import bot.wiring as wiring
import channels.pump
import channels.sender
import channels.standby
from bot import check, intake
from bot.commands import database
from channels.health import Health
from reporting import silence
from tests.faults.fuse import Fuse, lay
from tests.faults.shared_time import SharedClock

LOADED = (alembic.autogenerate, psycopg, telegram.ext, check, database)
"""Imported here so that no victim has to."""
BRISK = 0.2
"""Seconds between two looks at the tables where a test does not want to wait for the true ones."""


def tell(out: int, **news: Any) -> None:
    """One line, whole: shorter than a pipe's buffer, so two processes never mix theirs."""
    os.write(out, json.dumps(news).encode() + b"\n")


def live(order: dict[str, Any], out: int) -> int:
    """What the forked process does; gives its exit code."""
    _redirect(order["log"])
    for name in [name for name in os.environ if name.startswith("TINCOSO_")]:
        del os.environ[name]
    os.environ.update(order["env"])
    os.chdir(order["folder"])
    serving.Clock = lambda: SharedClock(Path(order["clock"]))  # type: ignore[assignment,misc]
    silence.KEPT = timedelta(days=3660)
    serving.until_stopped = _announced(serving.until_stopped, order["id"], out)
    if order.get("tick"):
        _tick_every(order["tick"])
    if order.get("brisk"):
        _look_often()
    if order.get("fail"):
        lay(Fuse(order["fail"]))
    return program.main(["run"])


def _redirect(log: str) -> None:
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)


def _announced(until_stopped: Any, number: int, out: int) -> Any:
    async def wait() -> None:
        tell(out, id=number, news="ready")
        await until_stopped()

    return wait


def _tick_every(seconds: float) -> None:
    planned = wiring.timetable.planned

    def sooner(work: Any) -> Any:
        return [(replace(job, every=seconds), what) for job, what in planned(work)]

    wiring.timetable.planned = sooner


def _look_often() -> None:
    for module in (channels.pump, channels.sender, intake):
        module.LOOK = BRISK  # type: ignore[attr-defined]
    stand_by = channels.standby.StandBy.__init__
    stand_by.__defaults__ = (None, BRISK)
    ask = Health._back_off
    Health._back_off = lambda self, why, seconds=None: ask(self, why, BRISK if seconds is None else seconds)  # type: ignore[method-assign]


class Nursery:
    """Forks on order and tells who ended."""

    def __init__(self) -> None:
        self.out = os.dup(1)
        self.alive: dict[int, int] = {}
        self.ends, self.wakes = socket.socketpair()
        for one in (self.ends, self.wakes):
            one.setblocking(False)

    def run(self) -> None:
        """Until the input ends."""
        signal.set_wakeup_fd(self.wakes.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        waiting = selectors.DefaultSelector()
        waiting.register(0, selectors.EVENT_READ)
        waiting.register(self.ends, selectors.EVENT_READ)
        tell(self.out, id=0, news="ready")
        rest = b""
        while True:
            for key, _ in waiting.select():
                if key.fileobj == self.ends:
                    self.ends.recv(4096)
                    self._bury()
                    continue
                came = os.read(0, 1 << 16)
                if not came:
                    return self._end()
                *lines, rest = (rest + came).split(b"\n")
                for line in lines:
                    self._fork(json.loads(line))

    def _fork(self, order: dict[str, Any]) -> None:
        child = os.fork()
        if child == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.ends.close()
            self.wakes.close()
            code = 70
            try:
                code = live(order, self.out)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        self.alive[child] = order["id"]
        tell(self.out, id=order["id"], news="born", pid=child)

    def _bury(self) -> None:
        while self.alive:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child == 0:
                return
            tell(self.out, id=self.alive.pop(child), news="ended", code=os.waitstatus_to_exitcode(status))

    def _end(self) -> None:
        for child in self.alive:
            os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    Nursery().run()
