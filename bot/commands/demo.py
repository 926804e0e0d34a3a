"""`demo`: try it, without a token and without a server."""

import argparse
import asyncio
from typing import Any

from bot.commands.kit import command, moment


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "demo",
        act,
        "Try it on this machine: a sample province, the chat page, a clock that can be moved.",
        "demo --port 8081 --at 2026-12-01T08:00",
        "Needs no token and no server, and begins anew at every start. Ctrl-C ends it.",
    )
    parser.add_argument("--port", type=_port, default=8080, help="port of the page (default 8080)")
    parser.add_argument("--at", type=moment, metavar="ISO", help="the moment at which the demo's clock starts")
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"not a port: {text!r}")
    return int(text)


def act(given: argparse.Namespace) -> int:
    """Serve the demo until Ctrl-C."""
    from bot.serve import demo
    from reporting.daysoff import VIETNAM

    at = given.at.replace(tzinfo=VIETNAM) if given.at and given.at.tzinfo is None else given.at
    return asyncio.run(demo(given.port, at, not given.no_browser))
