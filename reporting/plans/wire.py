"""A plan as JSON between the process that reads it and ours, nothing lost; scripts get `Plan.public`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from reporting.plans.model import Obligation, Plan, Relative, Step, Task, When


def pack(plan: Plan) -> dict[str, Any]:
    """The plan as values that JSON knows; dates become text."""
    return {name: _plain(value) for name, value in asdict(plan).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def unpack(values: dict[str, Any]) -> Plan:
    """The plan that `pack` made these values from. Raises KeyError, TypeError or ValueError for anything else."""
    return Plan(
        number=values["number"],
        issued=_day(values["issued"]),
        issuer=values["issuer"],
        title=values["title"],
        tasks=tuple(_task(task) for task in values["tasks"]),
        obligations=tuple(Obligation(**obligation) for obligation in values["obligations"]),
        notices=tuple((str(key), int(count)) for key, count in values["notices"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _when(values: dict[str, Any]) -> When:
    relative = values["relative"]
    return When(
        **values
        | {
            "start": _day(values["start"]),
            "due": _day(values["due"]),
            "relative": Relative(**relative) if relative else None,
            "doubts": tuple(values["doubts"]),
        }
    )


def _task(values: dict[str, Any]) -> Task:
    steps = tuple(Step(step["title"], _when(step["when"]), step["line"]) for step in values["milestones"])
    return Task(**values | {"when": _when(values["when"]), "milestones": steps, "doubts": tuple(values["doubts"])})
