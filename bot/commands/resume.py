"""`resume`: messages may leave again after a restore."""

import argparse
from typing import Any

from bot.commands.kit import command, voice


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "resume",
        act,
        "Let messages leave again on the channels that are paused, as they are after a restore.",
        "resume --cancel-pending",
        "Messages that waited when the backup was made were perhaps sent afterwards: look with --dry-run first.",
    )
    parser.add_argument("--channel", choices=("telegram", "zalo", "web"), help="only this one (default every one)")
    parser.add_argument("--cancel-pending", action="store_true", help="call off what would leave at once")
    parser.add_argument("--dry-run", action="store_true", help="only show what would leave")


def act(given: argparse.Namespace) -> int:
    """Lift the pauses, or show them."""
    from bot.commands import database
    from bot.settings import load
    from reporting import resume
    from reporting.clock import Clock
    from reporting.refusal import Refusal

    settings = load()
    say, now = voice(given, settings), Clock().now()
    with database.opened(settings) as door:
        if given.dry_run:
            found = door.read(resume.preview, now, given.channel)
        else:
            found = door.write(resume.resume, now, given.channel, given.cancel_pending)
    if not found:
        raise Refusal("resume-nothing")
    for one in found:
        key = "console-resume-would" if given.dry_run else "console-resumed"
        name = say(f"channel-{one.channel}")
        print(say(key, channel=name, why=one.why or "–", leaving=one.leaving, cancelled=one.cancelled))
    return 0
