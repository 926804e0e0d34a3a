"""The command `plan read FILE [--json]`: what the reader understood, for people or for scripts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from locales import say
from reporting.plans.model import Plan, PlanError, Task
from reporting.plans.reader import read_plan

LANGUAGE = "vi"


def read_command(path: Path, as_json: bool) -> int:
    """Print the plan in a file; a refusal is one line on stderr and exit code 1."""
    try:
        plan = read_plan(path)
    except PlanError as refusal:
        print(say(LANGUAGE, refusal.key, **refusal.values), file=sys.stderr)
        return 1
    print(json.dumps(plan.public(), ensure_ascii=False, indent=2) if as_json else "\n".join(_shown(plan)))
    return 0


def _shown(plan: Plan) -> list[str]:
    lines = [say(LANGUAGE, "plan-read-head", title=plan.title or "—", number=plan.number or "—")]
    lines += [_task_line(task) for task in plan.tasks]
    dated = sum(1 for task in plan.tasks if task.when.due)
    doubtful = sum(1 for task in plan.tasks if task.doubts)
    lines.append(
        say(
            LANGUAGE,
            "plan-read-count",
            tasks=len(plan.tasks),
            dated=dated,
            doubtful=doubtful,
            duties=len(plan.obligations),
        )
    )
    lines += [say(LANGUAGE, f"plan-notice-{key}", count=count) for key, count in plan.notices]
    return lines


def _task_line(task: Task) -> str:
    due = task.when.due.strftime("%d/%m/%Y") if task.when.due else task.when.phrase or "—"
    return say(
        LANGUAGE, "plan-read-task", code=task.code, title=task.title, lead=task.lead or "—", due=due, line=task.line
    )
