"""Start true processes of the program, and end them: what the tests and the soak hold in their hands."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 240.0
"""Seconds for anything that should come at once: this machine may be busy."""


@dataclass
class Victim:
    """One process. `code`: how it ended (-9: killed)."""

    number: int
    log: Path
    port: int
    pid: int = 0
    code: int | None = None
    _born: threading.Event = field(default_factory=threading.Event)
    _ready: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def lives(self) -> bool:
        """Whether it has not ended yet."""
        return not self._ended.is_set()

    def hears(self, news: dict[str, Any]) -> None:
        """What the nursery tells of it."""
        if news["news"] == "born":
            self.pid = news["pid"]
            self._born.set()
        elif news["news"] == "ready":
            self._ready.set()
        else:
            self.code = news["code"]
            for event in (self._ended, self._ready, self._born):
                event.set()

    def serves(self) -> "Victim":
        """Wait until it serves. Raises AssertionError when it ended before."""
        assert self._ready.wait(PATIENCE) and self.lives, f"it does not serve:\n{self.said()}"
        return self

    def begins(self) -> "Victim":
        """Wait until it serves or has burnt up on the way there."""
        assert self._ready.wait(PATIENCE), f"it does not begin:\n{self.said()}"
        return self

    def gets(self, number: signal.Signals) -> None:
        """A signal, if it still lives."""
        assert self._born.wait(PATIENCE)
        if self.lives:
            os.kill(self.pid, number)

    def dies(self) -> None:
        """kill -9, and wait until it is gone."""
        self.gets(signal.SIGKILL)
        self.ends()

    def ends(self, patience: float = PATIENCE) -> int:
        """Wait until it has ended by itself or by its fuse; gives the exit code."""
        assert self._ended.wait(None if patience == float("inf") else patience), f"it still lives:\n{self.said()}"
        assert self.code is not None
        return self.code

    def said(self, last: int = 4000) -> str:
        """The end of its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-last:] if self.log.exists() else ""


class Nursery:
    """The forking process and the victims that came out of it."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._victims: dict[int, Victim] = {}
        self._ready = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def serves(self) -> None:
        """Wait until everything is imported."""
        assert self._ready.wait(PATIENCE) and self._process.poll() is None, "the nursery did not begin"

    def starts(self, folder: Path, env: dict[str, str], clock: Path, **more: Any) -> Victim:
        """Fork a victim. `fail`: see fuse.py; `tick`: seconds between two ticks; `brisk`: look at tables often."""
        number = len(self._victims) + 1
        victim = Victim(number, folder / f"victim-{number}.log", free_port())
        self._victims[number] = victim
        order = {
            "id": number,
            "folder": str(folder),
            "log": str(victim.log),
            "clock": str(clock),
            "env": {**env, "TINCOSO_WEB_PORT": str(victim.port)},
            **more,
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return victim

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            news = json.loads(line)
            if news["id"] == 0:
                self._ready.set()
            else:
                self._victims[news["id"]].hears(news)
        self._ready.set()


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery for the length of the block; whoever still lives in it is killed at the end."""
    command = [sys.executable, "-m", "tests.faults.victim"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None and process.stdout is not None
    running = Nursery(process)
    try:
        running.serves()
        yield running
    finally:
        with contextlib.suppress(BrokenPipeError):  # it ended before
            process.stdin.close()
        process.wait(PATIENCE)
        running._listener.join(PATIENCE)
        process.stdout.close()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
