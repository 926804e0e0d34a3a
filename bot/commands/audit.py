"""`audit`: who did what to what, when, before and after; `audit verify`: whether any of it was changed."""

import argparse
from typing import TYPE_CHECKING, Any

from bot.commands.kit import Voice, add_json, command, day, print_json, voice

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlmodel import Session

    from storage.audit_views import Line


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "audit",
        act,
        "Show who did what to what, when, before and after; newest first.",
        "audit --from 2026-12-01 --act report.hand-in --json",
        "That it was read is a line of the audit itself.\n"
        "`audit verify` hashes every line anew and names the first seal that does not hold; with --known also\n"
        "whether a fingerprint that was sent once still belongs to it.",
    )
    parser.add_argument("doing", nargs="?", choices=["verify"], metavar="verify", help="compare with the seals")
    parser.add_argument("--known", metavar="F", help="with verify: a fingerprint as it was sent, 3f2a-9c01-…")
    parser.add_argument("--from", dest="first", type=day, metavar="D", help="from the beginning of that day")
    parser.add_argument("--to", dest="last", type=day, metavar="D", help="to the end of that day")
    parser.add_argument("--unit", metavar="UNIT", help="code or name: acts about this unit and those below it")
    parser.add_argument("--officer", type=int, metavar="N", help="acts of the officer with that number")
    parser.add_argument(
        "--act", dest="what", metavar="A", help="an act such as report.hand-in, or a group such as report."
    )
    parser.add_argument("--limit", type=_count, metavar="N", help="the newest N lines (default: all)")
    add_json(parser)


def _count(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"not a number of lines: {text!r}")
    return int(text)


def act(given: argparse.Namespace) -> int:
    """Print the lines."""
    from bot.commands import database
    from bot.settings import load
    from reporting.clock import Clock
    from reporting.refusal import Refusal

    if given.doing or given.known:
        from bot.commands import audit_verify

        return audit_verify.act(given)
    if given.first and given.last and given.last < given.first:
        raise Refusal("console-days-turned")
    settings = load()
    with database.opened(settings) as door:
        lines = door.write(_read, given, Clock().now(), settings.zone)
    if given.json:
        print_json([_json(line, settings.zone) for line in lines])
    else:
        print("\n".join(_told(voice(given, settings), lines)))
    return 0


def _read(session: "Session", given: argparse.Namespace, now: Any, zone: "ZoneInfo") -> "list[Line]":
    from reporting import journal, unit_find
    from reporting.daysoff import Office
    from storage import audit_views
    from storage.audit_views import Wanted

    office = Office(zone=zone)
    unit = unit_find.one(session, office.today(now), given.unit) if given.unit else None
    since, before = journal.between(given.first, given.last, office)
    asked = {"from": given.first, "to": given.last, "unit": given.unit, "officer": given.officer, "act": given.what}
    told = {name: str(value) for name, value in asked.items() if value}
    return audit_views.lines(
        session,
        Wanted(
            since=since,
            before=before,
            upto=journal.open_(session, now, None, told),
            roots=(unit.id or 0,) if unit else None,
            officer_id=given.officer,
            acts=(given.what,) if given.what else (),
        ),
        given.limit,
    )


def _json(line: "Line", zone: "ZoneInfo") -> dict[str, Any]:
    row = line.audit
    return {
        "id": row.id,
        "at": row.at.astimezone(zone).isoformat(),
        "officer": row.officer_id,
        "name": line.officer,
        "act": row.act,
        "object": row.object,
        "object_id": row.object_id,
        "unit": line.unit_code,
        "unit_name": line.unit,
        "before": row.before,
        "after": row.after,
    }


def _told(say: Voice, lines: "list[Line]") -> list[str]:
    import json

    import locales

    told = []
    for line in lines:
        row, key = line.audit, f"audit-{line.audit.act.replace('.', '-')}"
        who = line.officer or (say("audit-nobody", number=row.officer_id) if row.officer_id else say("audit-program"))
        what = say(key) if locales.known(key) else row.act
        thing = " ".join(part for part in (row.object, row.object_id) if part)
        told.append("  ".join(part for part in (say.moment(row.at), who, what, thing, line.unit) if part))
        for name, values in (("before", row.before), ("after", row.after)):
            if values:
                told.append(f"    {say(f'audit-{name}')} {json.dumps(values, ensure_ascii=False)}")
    return told or [say("audit-none")]
