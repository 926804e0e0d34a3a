"""`audit verify`: whether the audit is as it was sealed. It only reads, so it may run on a copy."""

import argparse
from typing import TYPE_CHECKING, Any

from bot.commands.kit import Voice, print_json, voice

if TYPE_CHECKING:
    from reporting.sealing import Verified


def act(given: argparse.Namespace) -> int:
    """Compare and tell; 1 where a seal does not hold or the fingerprint is not known."""
    from bot.commands import database
    from bot.settings import load
    from reporting import sealing

    settings = load()
    with database.opened(settings) as door:
        found = door.read(sealing.verify, given.known)
    if given.json:
        print_json(_json(found))
    else:
        print("\n".join(told(voice(given, settings), found, bool(given.known))))
    return 1 if found.broken or (given.known and not found.known) else 0


def _json(found: "Verified") -> dict[str, Any]:
    from reporting.sealing import fingerprint

    broken, last, known = found.broken, found.last, found.known
    return {
        "holds": broken is None,
        "seals": found.seals,
        "lines": found.lines,
        "open": found.open,
        "fingerprint": fingerprint(last.hash) if last and not broken else None,
        "broken": broken
        and {
            "seal": broken.seal,
            "at": broken.at.isoformat(),
            "first": broken.first,
            "upto": broken.upto,
            "counted": broken.counted,
            "there": broken.there,
        },
        "known": known and {"seal": known.id, "at": known.at.isoformat(), "upto": known.upto},
    }


def told(say: Voice, found: "Verified", asked: bool = False) -> list[str]:
    """What came of it, in sentences; `asked`: a fingerprint was asked for."""
    from reporting.sealing import fingerprint

    broken, last, known = found.broken, found.last, found.known
    lines = []
    if broken:
        values = {"seal": broken.seal, "at": say.moment(broken.at), "first": broken.first, "upto": broken.upto}
        lines.append(say("console-audit-broken", **values, counted=broken.counted, there=broken.there))
    else:
        lines.append(say("console-audit-holds", seals=found.seals, lines=found.lines, open=found.open))
        if last:
            values = {"print": fingerprint(last.hash), "line": last.upto, "at": say.moment(last.at)}
            lines.append(say("console-audit-print", **values))
    if known:
        lines.append(say("console-audit-known", seal=known.id or 0, at=say.moment(known.at), line=known.upto))
    elif asked:
        lines.append(say("console-audit-unknown"))
    return lines
