"""What every command uses: arguments, words, and what is printed. Imports nothing that takes time."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.settings import Settings

Act = Callable[[argparse.Namespace], int]
LANGUAGES = ("vi", "en")


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, and exits with 2."""

    def error(self, message: str) -> NoReturn:
        """End the program."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def command(commands: Any, name: str, act: Act | None, summary: str, example: str, more: str = "") -> Parser:
    """A command with its help, an example, and --lang. Without `act` it only has commands below it."""
    parser: Parser = commands.add_parser(
        name,
        help=summary[0].lower() + summary[1:].rstrip("."),
        description="\n\n".join(part for part in (summary, more) if part),
        epilog=f"example:\n  python -m bot {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_language(parser, argparse.SUPPRESS)
    if act is not None:
        parser.set_defaults(act=act)
    return parser


def add_language(parser: argparse.ArgumentParser, default: str) -> None:
    """--lang, before or after the command's name."""
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help="language of what is printed (default vi)")


def add_json(parser: argparse.ArgumentParser) -> None:
    """--json, for scripts."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def day(text: str) -> date:
    """A day as YYYY-MM-DD. Raises argparse's error."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a day like 2026-12-16: {text!r}") from None


def moment(text: str) -> datetime:
    """A moment such as 2026-12-15T08:00, with or without its offset. Raises argparse's error."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a moment like 2026-12-15T08:00: {text!r}") from None


def at_office(at: datetime | None, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that is meant: one without an offset is the office's clock, none is now."""
    if at is None:
        return now
    return at if at.tzinfo else at.replace(tzinfo=zone)


class Voice:
    """Says things in one language, hours by the office's clock."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language, self.zone = language, zone

    def __call__(self, key: str, /, **values: Any) -> str:
        """The sentence."""
        from locales import say

        return say(self.language, key, **values)

    def day(self, value: date) -> str:
        """16/12/2026."""
        from locales import dates

        return dates.day(value)

    def moment(self, value: datetime) -> str:
        """09:12, 14/12/2026."""
        from locales import dates

        return dates.moment(value.astimezone(self.zone))

    def period(self, code: str) -> str:
        """quý IV/2026."""
        from locales.periods import period_name

        return period_name(self.language, code)

    def report(self, duty: str, period: str) -> str:
        """Báo cáo tình hình Nhân dân quý IV/2026; the duty's code where the office made it itself."""
        import locales
        from locales.periods import period_name, report_name

        if locales.known(f"duty-{duty}"):
            return report_name(self.language, duty, period)
        return f"{duty} {period_name(self.language, period)}"


def voice(args: argparse.Namespace, settings: "Settings") -> Voice:
    """The words of this command."""
    return Voice(args.lang, settings.zone)


def print_json(value: Any) -> None:
    """JSON for scripts: letters as they are, keys in their order."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def complain(line: str) -> None:
    """One line to whoever started the command, whatever was put into it."""
    print(" ".join(line.split()), file=sys.stderr)


def output(text: str, path: Path | None, coding: str = "utf-8") -> None:
    """Print it, or write it to a file that only the owner can read."""
    if path is None:
        print(text)
        return
    path.write_text(text if text.endswith("\n") else text + "\n", encoding=coding)
