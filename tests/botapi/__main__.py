"""The stand-in in a process of its own: python -m tests.botapi --port 8081

Prints its address as one line of JSON and serves until its standard input is closed or it gets SIGTERM, so that it
never outlives the test that started it.
"""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import threading

from tests.botapi.clock import Clock
from tests.botapi.server import BotApi
from tests.botapi.world import Pace


async def serve(port: int, *, strict: bool, true_pace: bool) -> None:
    """Run until standard input ends or SIGTERM comes."""
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: closing the input still ends it
            loop.add_signal_handler(number, over.set)
    api = BotApi(Clock(), strict=strict, pace=Pace.telegram() if true_pace else None)
    await api.start(port)
    print(json.dumps({"url": api.url}), flush=True)
    threading.Thread(target=_await_end_of_input, args=(loop, over), daemon=True).start()
    await over.wait()
    await api.stop()


def _await_end_of_input(loop: asyncio.AbstractEventLoop, over: asyncio.Event) -> None:
    # Unbuffered: a daemon thread inside sys.stdin would make the interpreter abort when SIGTERM ends it first.
    while os.read(0, 1 << 16):
        pass
    with contextlib.suppress(RuntimeError):  # the loop is already closed
        loop.call_soon_threadsafe(over.set)


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--lenient", action="store_true", help="no sending limits")
    parser.add_argument("--true-pace", action="store_true", help="as slow as Telegram with retries and conflicts")
    given = parser.parse_args()
    asyncio.run(serve(given.port, strict=not given.lenient, true_pace=given.true_pace))


if __name__ == "__main__":
    main()
