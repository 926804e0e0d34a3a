"""`invite UNIT --role R`: codes and links by which officers join."""

import argparse
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands.kit import Voice, command, output, voice

if TYPE_CHECKING:
    from bot.settings import Settings
    from reporting.joining import Made
    from storage.units import Unit

ROLES = ("reporter", "head", "reviewer", "office", "admin")
EXCEL = "utf-8-sig"  # without the mark Excel takes a CSV for an old code page


def add(commands: Any) -> None:
    """Offer the command."""
    parser = command(
        commands,
        "invite",
        act,
        "Make an invite: single use, 72 hours, shown once.",
        'invite "Xã Phong Điền" --role reporter',
        "UNIT is a code or a name, with or without accents. With --csv: one for every commune below UNIT.",
    )
    parser.add_argument("unit", metavar="UNIT")
    parser.add_argument("--role", required=True, choices=ROLES)
    parser.add_argument("--officer", metavar="NAME", help="an imported officer of the unit, by name or number")
    parser.add_argument("--csv", action="store_true", help="a table with one row for every commune below UNIT")
    parser.add_argument(
        "--sheet", type=Path, metavar="FILE", help="cards with QR codes to print and cut (DOCX), one a unit"
    )
    parser.add_argument("--all", action="store_true", help="with --sheet: also for units that have joined")
    parser.add_argument("--unjoined", action="store_true", help="with --csv: leave out units that have joined")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the table to a file")


def act(given: argparse.Namespace) -> int:
    """Make invites and print them."""
    from bot.commands import database
    from bot.settings import load
    from reporting import invite_many, joining, unit_find
    from reporting.clock import Clock

    settings = load()
    say, now = voice(given, settings), Clock().now()
    today = now.astimezone(settings.zone).date()

    def alone(session: Any) -> "list[tuple[Unit, Made]]":
        unit = unit_find.one(session, today, given.unit)
        officer = invite_many.officer_of(session, unit, given.officer) if given.officer else None
        return [(unit, joining.invite(session, now, None, unit.id or 0, given.role, officer))]

    def many(session: Any) -> "list[tuple[Unit, Made]]":
        unit = unit_find.one(session, today, given.unit)
        return invite_many.below(session, now, today, unit, given.role, given.unjoined)

    if given.sheet:
        return _sheet(given, settings, now)
    with database.opened(settings) as door:
        made = door.write(many if given.csv else alone)
    if given.csv:
        output(_table(say, settings, made), given.output, EXCEL)
    else:
        output("\n".join(_told(say, settings, made[0][1])), given.output)
    return 0


def _sheet(given: argparse.Namespace, settings: "Settings", now: Any) -> int:
    """The DOCX: drawn and written before the invites are stored, so that none is lost with a full disk."""
    from bot.commands import database
    from reporting import invite_cards, invite_sheet, unit_find

    say, today = voice(given, settings), now.astimezone(settings.zone).date()
    name = settings.telegram_bot.removeprefix("@")

    def whole(session: Any) -> int:
        unit = unit_find.one(session, today, given.unit)
        sheet = invite_sheet.draw(session, now, today, unit, given.role, given.all)
        bot_link = f"https://t.me/{name}" if name else ""
        given.sheet.write_bytes(invite_cards.worded(sheet, say, say.moment, bot_link, settings.public_url))
        return len(sheet.made)

    with database.opened(settings) as door:
        count = door.write(whole)
    print(say("sheet-written", count=count, path=str(given.sheet)))
    return 0


def link(settings: "Settings", made: "Made") -> str:
    """The link for Telegram; what is typed there instead while the bot's name is not known."""
    name = settings.telegram_bot.removeprefix("@")
    return f"https://t.me/{name}?start={made.link}" if name else f"/start {made.link}"


def _told(say: Voice, settings: "Settings", made: "Made") -> list[str]:
    until = say.moment(made.expires_at)
    lines = [say("invite-told", unit=made.unit, role=say(f"role-{made.role}"), moment=until)]
    if made.name:
        lines.append(say("console-invite-officer", officer=made.name))
    by_telegram = "invite-link" if settings.telegram_bot else "invite-typed"
    lines += [say(by_telegram, link=link(settings, made)), say("invite-code", code=made.code), say("invite-once")]
    return lines


def _table(say: Voice, settings: "Settings", made: "list[tuple[Unit, Made]]") -> str:
    from reporting.sheets import safe_csv_cell

    content = io.StringIO()
    rows = csv.writer(content, lineterminator="\n")
    rows.writerow(
        [say(f"console-invite-{name}") for name in ("unit-code", "unit", "role", "name", "code", "link", "until")]
    )
    for unit, one in made:
        held = (unit.code, one.unit, say(f"role-{one.role}"), one.name, one.code)
        # The link is ours; an apostrophe before "/start" would be typed along.
        rows.writerow([*(safe_csv_cell(value) for value in held), link(settings, one), say.moment(one.expires_at)])
    return content.getvalue().rstrip("\n")
