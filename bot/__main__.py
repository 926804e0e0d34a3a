"""The command line: `python -m bot COMMAND`. See bot/commands/ for each of them."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from bot.commands.errors import explain
from bot.commands.kit import Parser, add_language, complain

COMMANDS = (
    "demo",
    "run",
    "check",
    "units",
    "officers",
    "invite",
    "calendar",
    "remind",
    "summary",
    "tasks",
    "audit",
    "plan",
    "migrate",
    "backup",
    "restore",
    "resume",
)


def build() -> Parser:
    """The parser of every command."""
    parser = Parser(
        prog="python -m bot",
        description="Field reporting by chat for the Vietnam Fatherland Front: reports, reminders, summaries.",
        epilog="Begin with: python -m bot demo\nIn service:  python -m bot units init --province NAME, then run",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    add_language(parser, "vi")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"bot.commands.{name}").add(commands)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from bot.version import version

        print(version())
        parser.exit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Gives the exit code: 0 done, 1 could not be done, 2 wrong arguments (by SystemExit)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a Windows pipe would take no Vietnamese
    os.umask(0o077)  # what the program writes is for its own user
    given = build().parse_args(arguments)
    try:
        return int(given.act(given))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has seen enough (`| head`); Python must not complain of it once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("TINCOSO_DEBUG"):
            raise
        complain(explain(error, given.lang))
        return 1


if __name__ == "__main__":
    sys.exit(main())
