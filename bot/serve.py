"""In service: the program is opened, runs until it is told to stop, and ends in order."""

import asyncio
import contextlib
import logging
import signal
import sqlite3
from typing import Any

from bot.settings import Settings
from bot.wiring import open_app
from reporting.clock import Clock
from storage.sqlite import is_affected

log = logging.getLogger(__name__)


async def serve(settings: Settings) -> int:
    """Run in service until SIGTERM or Ctrl-C; then finish what runs."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if settings.url.startswith("sqlite") and is_affected(sqlite3.sqlite_version):
        log.warning("SQLite %s can damage data: one process writes at a time; please update", sqlite3.sqlite_version)
    app = await open_app(settings, Clock())
    log.info("serving on http://%s:%d", settings.web_host, app.web_port)
    await until_stopped()
    await app.stop()
    return 0


async def until_stopped() -> None:
    """Wait for SIGTERM or Ctrl-C."""
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers: Ctrl-C ends the loop there
            loop.add_signal_handler(number, over.set)
    await over.wait()


async def demo(port: int, at: Any, open_browser: bool) -> int:
    """The demo: see bot/demo.py."""
    from bot.demo import run_demo

    return await run_demo(port, at, open_browser)
