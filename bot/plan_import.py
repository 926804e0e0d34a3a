"""The command `plan import FILE`: a document becomes a draft of the office, or only shows what it would be."""

from __future__ import annotations

import argparse
import hashlib
from typing import TYPE_CHECKING, Any

from bot.commands import database
from bot.commands.kit import Voice, print_json, voice
from bot.settings import load
from reporting import office as offices
from reporting import plan_import, plan_view, unit_find
from reporting.clock import Clock
from reporting.plan_import import Source
from reporting.plans.model import PlanError
from reporting.plans.reader import read_plan

if TYPE_CHECKING:
    from reporting.plan_view import Line, Overview


def import_command(given: argparse.Namespace) -> int:
    """Take the plan in for the office at the top (or --unit); with --preview nothing is stored. Raises Refusal."""
    settings = load()
    plan = read_plan(given.file)  # in a process of its own, before any transaction
    try:
        source = Source(given.file.name, hashlib.sha256(given.file.read_bytes()).hexdigest())
    except OSError as error:
        raise PlanError("refused-plan-missing", name=given.file.name) from error
    now = Clock().now()
    with database.opened(settings) as door:
        office = door.read(offices.load, settings.zone)
        root = door.read(unit_find.top, office.today(now), given.unit)
        if given.preview:
            found, lines = door.write(plan_view.preview, now, plan, source, office, root)
        else:
            draft_id = door.write(plan_import.take_in, now, None, plan, source, office, root)
            found = door.read(plan_view.overview, None, draft_id)
            lines = door.read(plan_view.lines_of, draft_id)
    if given.json:
        print_json(_plain(found, lines, stored=not given.preview))
    else:
        print("\n".join(_told(voice(given, settings), found, lines, given.preview)))
    return 0


def _told(say: Voice, found: Overview, lines: list[Line], preview: bool) -> list[str]:
    told = [say("plan-read-head", title=found.title, number=found.number or "—")]
    for line in sorted(lines, key=lambda one: (not one.doubts, one.number)):
        due = say.day(line.due) if line.due else line.phrase or "—"
        told.append(f"{line.number}. {line.title} | {line.lead or '—'} | {due} | {line.units}")
        if line.doubts:
            doubts = "; ".join(say(f"plan-doubt-{key}") for key in line.doubts)
            told.append("   " + say("plan-line-doubts", doubts=doubts))
    told.append(say("plan-count", tasks=found.tasks, dated=found.dated, milestones=found.milestones))
    if found.corrects:
        diff = found.diff
        told.append(say("plan-corrects", plan=found.corrects))
        counts = {"new": len(diff.new), "changed": len(diff.changed), "gone": len(diff.gone), "same": diff.same}
        told.append(say("plan-diff-count", **counts))
    end = "plan-import-preview" if preview else "plan-import-stored"
    return [*told, say(end) if preview else say(end, draft=found.draft_id)]


def _plain(found: Overview, lines: list[Line], stored: bool) -> dict[str, Any]:
    diff = found.diff
    return {
        "stored": stored,
        "draft": found.draft_id if stored else None,
        "number": found.number,
        "title": found.title,
        "corrects": found.corrects or None,
        "differences": {
            "new": [title for _, title in diff.new],
            "changed": [one.title for one in diff.changed],
            "gone": [one.title for one in diff.gone],
            "same": diff.same,
        },
        "duties": found.duties,
        "tasks": [
            {
                "number": line.number,
                "code": line.code,
                "title": line.title,
                "lead": line.lead,
                "start": line.start.isoformat() if line.start else None,
                "due": line.due.isoformat() if line.due else None,
                "recurring": line.recurring,
                "event": line.event or None,
                "units": line.units,
                "doubts": list(line.doubts),
            }
            for line in lines
        ],
    }
