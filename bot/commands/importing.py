"""What both imports do with a file: read it, check it, show it or store it, and tell every bad row."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import Session

from bot.commands import database
from bot.commands.kit import Voice, complain, print_json, voice
from bot.settings import load
from reporting.clock import Clock
from reporting.imports import Imported
from reporting.sheets import read_rows

S = TypeVar("S")
# A file of ten thousand changes is not read line by line on a terminal; --json has them all.
SHOWN = 200


def act(
    given: argparse.Namespace,
    parse: Callable[[Any], S],
    preview: Callable[[Session, date, S], Imported],
    bring_in: Callable[[Session, datetime, date, S], Imported],
) -> int:
    """Import the file of that kind. 1 when a row is bad: then nothing is stored."""
    settings = load()
    say = voice(given, settings)
    sheet = parse(read_rows(given.file.name, given.file.read_bytes()))
    now = Clock().now()
    today = now.astimezone(settings.zone).date()
    with database.opened(settings) as door:
        found = door.read(preview, today, sheet) if given.preview else door.write(bring_in, now, today, sheet)
    if given.json:
        print_json({"stored": not given.preview and not found.problems, **found.to_json()})
    for problem in found.problems:
        complain(say(problem.key, **problem.values))
    if found.problems:
        complain(say("import-refused", count=len(found.problems)))
        return 1
    if not given.json:
        print("\n".join(_lines(say, found, given.preview)))
    return 0


def _lines(say: Voice, found: Imported, only_preview: bool) -> list[str]:
    lines = [
        say(f"import-added-{one.what}", row=one.row, name=one.name, where=one.where or "–", role=_role(say, one.role))
        for one in found.added
    ]
    lines += [
        say(
            "import-changed",
            row=one.row,
            name=one.name,
            field=say(f"import-field-{one.field}"),
            before=one.before or "–",
            after=one.after or "–",
        )
        for one in found.changed
    ]
    left_out = len(lines) - SHOWN
    if left_out > 0:
        lines = [*lines[:SHOWN], say("import-more", count=left_out)]
    end = "import-preview" if only_preview else "import-done"
    return [*lines, say(end, added=len(found.added), changed=len(found.changed), same=found.same)]


def _role(say: Voice, role: str) -> str:
    return say(f"role-{role}") if role else "–"
