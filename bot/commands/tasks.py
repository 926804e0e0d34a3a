"""`tasks` and `tasks import FILE`: how every task stands, and tasks from a sheet."""

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.commands.kit import Voice, add_json, command, print_json, voice

if TYPE_CHECKING:
    from sqlmodel import Session

    from reporting.imports import Imported
    from reporting.sheet_tasks import TaskSheet

BY = ("task", "unit", "lead")


def add(commands: Any) -> None:
    """Offer the commands."""
    parser = command(
        commands,
        "tasks",
        act,
        "Show how every task stands with every unit that has it; below it, import tasks.",
        'tasks --json --overdue --unit "Huyện Bắc"',
        "Silent: nothing was reported for N days on a task that has begun and is not done (without --silent: 14).\n"
        "With --json all three views are printed: tasks with their units, by_unit, by_lead.",
    )
    parser.add_argument("--unit", metavar="UNIT", help="only this unit and those below it: code or name (default all)")
    parser.add_argument("--plan", metavar="PLAN", help="only tasks of this plan: its number, or its title")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--overdue", dest="only", action="store_const", const="overdue", help="only what is overdue")
    only.add_argument("--stuck", dest="only", action="store_const", const="stuck", help="only what is stuck")
    only.add_argument("--silent", type=_days, metavar="N", help="only what nobody said anything of for N days")
    parser.add_argument("--by", choices=BY, default="task", help="the view that is printed as text (default task)")
    add_json(parser)
    below = parser.add_subparsers(metavar="COMMAND")
    bring = command(
        below,
        "import",
        act_import,
        "Import tasks from a CSV or XLSX file and publish them: all of it or nothing.",
        "tasks import nhiem-vu.xlsx --preview",
        "Columns: Kế hoạch, Mã nhiệm vụ, Nhiệm vụ, Chủ trì, Chỉ đạo, Phối hợp, Bắt đầu, Hạn, Thời gian, Các mốc,\n"
        "Kết quả, Đơn vị thực hiện (codes, names or “tất cả xã”, several parted by ;).\n"
        "Every bad row is told with its number; the same file again changes nothing.",
    )
    from bot.commands.units import add_import

    add_import(bring)
    bring.add_argument("--unit", metavar="UNIT", help="whose office gives them (default: the unit at the top)")


def _days(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 366:
        raise argparse.ArgumentTypeError(f"not a number of days from 1 to 366: {text!r}")
    return int(text)


def act(given: argparse.Namespace) -> int:
    """Print the tasks."""
    from bot.commands import database
    from bot.settings import load
    from reporting import journal, task_export, task_look, task_plans, unit_find
    from reporting import office as offices
    from reporting.clock import Clock

    settings = load()
    now = Clock().now()
    with database.opened(settings) as door:
        office = door.read(offices.load, settings.zone)
        root = door.read(unit_find.top, office.today(now), given.unit)
        plan_id = door.read(task_plans.one, root, given.plan) if given.plan else None
        only = "silent" if given.silent else given.only
        days = given.silent or task_look.SILENT_DAYS
        told = door.read(task_export.export, now, root, office, only, days, plan_id)
        door.write(journal.tasks_exported, now, root, {"only": only, "plan": given.plan})
    if given.json:
        print_json(told)
    else:
        print("\n".join(_lines(voice(given, settings), told, given.by)))
    return 0


def _lines(say: Voice, told: dict[str, Any], by: str) -> list[str]:
    lines = [say("console-tasks-head", unit=told["unit"], moment=say.moment(datetime.fromisoformat(told["at"])))]
    lines.append(say("console-tasks-totals", **_counts(told)))
    found = _by_task(say, told["tasks"]) if by == "task" else [_group(say, one, by) for one in told[f"by_{by}"]]
    return [*lines, *(found or [say("task-filter-nothing")])]


def _by_task(say: Voice, tasks: list[dict[str, Any]]) -> list[str]:
    lines = []
    for task in tasks:
        due = say.day(date.fromisoformat(task["due"])) if task["due"] else say("task-standing")
        lines.append(say("console-tasks-task", title=task["title"], lead=task["lead"] or "–", due=due))
        lines += [_part(say, one) for one in task["units"]]
    return lines


def _group(say: Voice, one: dict[str, Any], by: str) -> str:
    """A unit or a lead with its counts, those in need named."""
    name = one["unit"] if by == "unit" else one["lead"] or say("task-no-lead")
    told = [say("task-group", done=one["done"], parts=one["parts"], percent=one["percent"])]
    told += [say(f"task-group-{what}", count=one[what]) for what in ("overdue", "stuck", "silent") if one[what]]
    return f"{name}: {'; '.join(told)}"


def _counts(told: dict[str, Any]) -> dict[str, int]:
    wanted = ("tasks", "parts", "done", "doing", "stuck", "not_started", "overdue", "silent")
    return {name: told["totals"][name] for name in wanted} | {"days": told["silent_days"]}


def _part(say: Voice, one: dict[str, Any]) -> str:
    state = say(f"task-state-{one['state']}")
    if one["reason"]:
        why = one["reason_text"] or say(f"task-reason-{one['reason']}")
        state = f"{state} ({why})"
    percent = "" if one["percent"] is None else f" {one['percent']} %"
    late = say("console-tasks-late", days=one["days_late"]) if one["days_late"] else ""
    at = say.moment(datetime.fromisoformat(one["told_at"])) if one["told_at"] else say("task-never-told")
    return "  " + "; ".join(part for part in (f"{one['unit']}: {state}{percent}", late, at) if part)


def act_import(given: argparse.Namespace) -> int:
    """Import a sheet of tasks for the office of one unit."""
    from bot.commands import database, importing
    from bot.settings import load
    from reporting import office as offices
    from reporting import task_import, unit_find
    from reporting.clock import Clock
    from reporting.sheet_tasks import parse_tasks

    settings, now = load(), Clock().now()
    with database.opened(settings) as door:
        office = door.read(offices.load, settings.zone)
        root = door.read(unit_find.top, office.today(now), given.unit)

    def preview(session: "Session", today: date, sheet: "TaskSheet") -> "Imported":
        return task_import.preview(session, now, None, root, sheet, office)

    def bring_in(session: "Session", at: datetime, today: date, sheet: "TaskSheet") -> "Imported":
        return task_import.bring_in(session, at, None, root, sheet, office)

    return importing.act(given, parse_tasks, preview, bring_in)
