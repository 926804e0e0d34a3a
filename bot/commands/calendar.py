"""`calendar`: every deadline and reminder instant of every duty."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.commands.kit import Voice, add_json, command, day, print_json, voice

if TYPE_CHECKING:
    from bot.settings import Settings
    from reporting.calendar import Duty
    from reporting.daysoff import Office

    Rules = tuple[list[Duty], Office, dict[str, str]]


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "calendar",
        act,
        "List every deadline and reminder instant of every duty.",
        "calendar --from 2026-11-01 --to 2027-03-31 --json",
        "From the database's duties and days off if there is one, else from the defaults.",
    )
    parser.add_argument("--from", dest="start", type=day, metavar="DAY", help="first day, YYYY-MM-DD (default today)")
    parser.add_argument("--to", dest="end", type=day, metavar="DAY", help="last day (default a year on)")
    add_json(parser)


def act(given: argparse.Namespace) -> int:
    """Print the calendar."""
    from bot.settings import load
    from reporting.calendar import entries
    from reporting.clock import Clock
    from reporting.refusal import Refusal

    settings = load()
    start: date = given.start or Clock().now().astimezone(settings.zone).date()
    end: date = given.end or date(start.year + 1, start.month, min(start.day, 28))
    if end < start:
        raise Refusal("console-days-turned")
    duties, office, firsts = _rules(settings, start, end)
    found = [entry for entry in entries(duties, office, start, end) if _asked_for(entry, firsts)]
    if given.json:
        print_json(found)
    else:
        say = voice(given, settings)
        print("\n".join(_line(say, entry) for entry in found) or say("console-calendar-empty"))
    return 0


def _asked_for(entry: dict[str, Any], firsts: dict[str, str]) -> bool:
    """Nothing is said of a turn before the first that the office asks for."""
    from reporting.periods import Period

    first = firsts.get(entry["duty"])
    return first is None or Period.parse(entry["period"]) >= Period.parse(first)


def _rules(settings: "Settings", start: date, end: date) -> "Rules":
    """Duties, office and first turns that hold: the database's, or the defaults where it has none."""
    if settings.database_url or (settings.data_dir / "tincoso.db").exists():
        stored = _stored(settings)
        if stored is not None:
            return stored
    from reporting.daysoff import seeded_office
    from reporting.due import DEFAULT_RULES
    from reporting.ladder import DEFAULT_LADDER

    # The ladder of a January deadline begins in the year before, and what overdue steps lead to ends in the next.
    years = range(start.year - 1, end.year + 2)
    duties: list[Duty] = [(code.replace("_", "-"), rule, DEFAULT_LADDER) for code, rule in DEFAULT_RULES.items()]
    return duties, seeded_office(years, settings.zone), {}


def _stored(settings: "Settings") -> "Rules | None":
    from bot.commands import database
    from reporting import office
    from reporting.due import DueRule
    from reporting.ladder import ladder_from_json
    from storage import duties

    with database.opened_if_there(settings) as door:
        found = door.read(duties.active) if door else []
        if door is None or not found:
            return None
        held: list[Duty] = [(one.code, DueRule.from_json(one.rule), ladder_from_json(one.ladder)) for one in found]
        firsts = {one.code: one.first_period for one in found}
        return held, door.read(office.load, settings.zone), firsts


def _line(say: Voice, entry: dict[str, Any]) -> str:
    from datetime import datetime

    at = datetime.fromisoformat(entry["at"])
    report = say.report(entry["duty"], entry["period"])
    if entry["kind"] == "deadline":
        return say("console-calendar-deadline", moment=say.moment(at), report=report)
    to = ", ".join(say(f"console-to-{who}") for who in entry["to"])
    return say("console-calendar-reminder", moment=say.moment(at), report=report, step=entry["step"], to=to)
