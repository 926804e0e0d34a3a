"""The whole program as `python -m bot run` serves it, in a process of a benchmark: python -m benchmarks.serving

Settings come from the environment, as in service. Prints JSON when it serves; ends when standard input does.
`--at ISO` moves its clock (time goes on from there), `--still` leaves the ticking out, `--stages FILE` and
`--profile FILE` write at the end where the time went. A line on standard input asks for one tick.
"""

import argparse
import asyncio
import json
import logging
import socket
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot import settings
from bot.wiring import open_app
from reporting.clock import Clock, MovableClock


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


async def serve(given: argparse.Namespace, written: Any) -> None:
    """Open the program, say so, close it when standard input ends."""
    clock = MovableClock(datetime.fromisoformat(given.at)) if given.at else Clock()
    chosen = settings.load().model_copy(update={"web_port": free_port()})
    app = await open_app(chosen, clock, ticking=not given.still)
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str]()

    def listen() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, "")

    threading.Thread(target=listen, daemon=True).start()
    print(json.dumps({"web_port": app.web_port}), flush=True)
    while await lines.get():
        began = time.perf_counter()
        await app.tick()
        print(json.dumps({"tick": time.perf_counter() - began}), flush=True)
    if written is not None:
        written()
    await app.stop()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", default="")
    parser.add_argument("--still", action="store_true")
    parser.add_argument("--stages", type=Path)
    parser.add_argument("--profile", type=Path)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for name in ("httpx", "apscheduler", "aiogram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    written = None
    if given.stages:
        from benchmarks.stages import install

        written = install(given.stages)
    if given.profile:
        from benchmarks.sampling import start

        written = start(given.profile)
    asyncio.run(serve(given, written))


if __name__ == "__main__":
    main()
