"""Where the time of one update goes, stage by stage, with nobody else at work: python benchmarks/stages.py

`install` puts a stopwatch around the steps of the running program (serving.py --stages). The stages follow one
another for one update; what is left between them is waiting for threads and for the loop.
"""

import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import kit, province
from benchmarks.kit import Row

NAMES = {
    "store": "fetched: stored in the inbox, with its commit",
    "settle": "claimed, and the one before marked done",
    "who": "who speaks (one read)",
    "ask": "reads of the handler",
    "write": "the use case (reads and writes, before its commit)",
    "commit": "commits of the use case and of the claim",
    "http": "answers over HTTP (edit, end of the spinner)",
    "handle": "all of the handling, from claim to done",
}


class Watch:
    """Seconds by stage, from any thread."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.times: dict[str, int] = defaultdict(int)
        self._lock = threading.Lock()

    def add(self, stage: str, seconds: float) -> None:
        """So long, once."""
        with self._lock:
            self.seconds[stage] += seconds
            self.times[stage] += 1

    def plain(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function under the stopwatch."""

        @wraps(work)
        def timed(*args: Any, **values: Any) -> Any:
            began = time.perf_counter()
            try:
                return work(*args, **values)
            finally:
                self.add(stage, time.perf_counter() - began)

        return timed

    def awaited(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The coroutine function under the stopwatch."""

        @wraps(work)
        async def timed(*args: Any, **values: Any) -> Any:
            began = time.perf_counter()
            try:
                return await work(*args, **values)
            finally:
                self.add(stage, time.perf_counter() - began)

        return timed


def install(into: Path) -> Callable[[], None]:
    """Put the stopwatches in place; calling what is returned writes the figures into the file."""
    from aiogram.client.session.aiohttp import AiohttpSession

    from bot import intake
    from channels.telegram.polling import Polling
    from handlers.kit import Desk
    from reporting import people
    from storage import door

    watch = Watch()
    Polling._store = watch.awaited("store", Polling._store)  # type: ignore[method-assign]
    intake.settle = watch.plain("settle", intake.settle)
    intake.Intake._handle = watch.awaited("handle", intake.Intake._handle)  # type: ignore[method-assign]
    people.who = watch.plain("who", people.who)
    door._commit = watch.plain("commit", door._commit)
    AiohttpSession.make_request = watch.awaited("http", AiohttpSession.make_request)  # type: ignore[method-assign]
    call, ask = Desk.__call__, Desk.ask

    async def write(self: Desk, use_case: Any, *args: Any, **values: Any) -> Any:
        return await call(self, watch.plain("write", use_case), *args, **values)

    async def read(self: Desk, use_case: Any, *args: Any, **values: Any) -> Any:
        return await ask(self, watch.plain("ask", use_case), *args, **values)

    Desk.__call__, Desk.ask = write, read  # type: ignore[assignment,method-assign]

    def written() -> None:
        into.write_text(json.dumps({"seconds": watch.seconds, "times": watch.times}))

    return written


def measure(quick: bool) -> list[Row]:
    """One officer after the other through the dialogue, on SQLite."""
    from benchmarks.replies import DIALOGUE

    people = 3 if quick else 12

    def fill(session: Any) -> None:
        province.found(session, people + 2)

    with kit.stand_in() as api, kit.sqlite(fill) as (url, folder):
        into = folder / "stages.json"
        with kit.bot(api, url, folder, "--stages", str(into)):
            api.crowd("file", first=province.FIRST_ACCOUNT, count=people, script=DIALOGUE, at_once=1)
            figures = api.wait("file", kit.everybody_ended, 120)
        found = json.loads(into.read_text())
    updates = found["times"]["handle"]
    rows = [Row("from the act to its answer, as felt (median)", f"{figures['p50'] * 1000:.1f} ms")]
    for stage, told in NAMES.items():
        each = found["seconds"].get(stage, 0.0) / updates * 1000
        times = found["times"].get(stage, 0) / updates
        rows.append(Row(told, f"{each:.2f} ms", note=f"{times:.1f} times an update"))
    return rows


if __name__ == "__main__":
    print(kit.shown("One update by stage", measure("--quick" in sys.argv)))
