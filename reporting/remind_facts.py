"""What a reminder says, as plain values true at one instant: words are made of them when it leaves (channels/).

    {"text": "reminder", "values": {"officer", "title", "front", "ref", "items": [...], "upper": [...],
                                    "tasks": [...], "tasks_upper": [...]}}

`items` and `tasks` are reports and tasks that the officer is to see to, `upper` and `tasks_upper` those missing below;
a message with the latter alone has the text "escalation". `ref` is the message's own number, which its buttons carry;
None until it is known.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from reporting import due, task_facts
from reporting.daysoff import ONE_DAY
from reporting.remind_names import listed
from reporting.remind_scene import UPPER
from reporting.remind_stage import snooze_limit, stage
from reporting.remind_turns import AnyTurn, Turn
from reporting.task_turns import TaskTurn
from storage.base import Json
from storage.reminders import Reminder
from storage.reminding import MOVED

NAMES_MOST = 15
"""Names in one list; the others are counted."""

Turns = Mapping[tuple[str, str], AnyTurn]
"""By duty and period."""


def content(
    officer: tuple[str, str],
    front: str,
    rows: Sequence[Reminder],
    turns: Turns,
    names: Mapping[int, str],
    now: datetime,
    *,
    ref: int | None = None,
    drafts: Mapping[tuple[str, str, int], tuple[int, int]] | None = None,
    reporters: Mapping[int, Sequence[str]] | None = None,
) -> Json:
    """The message to one officer (name, title). `drafts`: how far a unit's draft is, by duty, period and unit."""
    about = [(row, turns[row.duty, row.period]) for row in rows]
    reports = [(row, turn) for row, turn in about if isinstance(turn, Turn)]
    given = [(row, turn) for row, turn in about if isinstance(turn, TaskTurn)]
    items = [_item(row, turn, names, now) for row, turn in reports if row.to != UPPER]
    tasks = task_facts.own(given, names, now, reporters or {})
    for item in items:
        item["done"], item["asked"] = (drafts or {}).get((item["duty"], item["period"], item["unit_id"]), (0, 0))
        item["reporters"] = list((reporters or {}).get(item["unit_id"], ()))
    values = {
        "officer": officer[0],
        "title": officer[1],
        "front": front,
        "ref": ref,
        "items": sorted(items, key=lambda item: (item["last_good_day"], item["duty"], item["unit"], item["unit_id"])),
        "upper": _upper([(row, turn) for row, turn in reports if row.to == UPPER], names, now),
        "tasks": tasks,
        "tasks_upper": task_facts.upper(given, names, now),
    }
    return {"text": "reminder" if items or tasks else "escalation", "values": values}


def _item(row: Reminder, turn: Turn, names: Mapping[int, str], now: datetime) -> Json:
    return {
        **_about(turn, turn.day_of(row.unit_id), now),
        "unit_id": row.unit_id,
        "unit": names[row.unit_id],
        "to": row.to,
        "step": row.step,
        "moved": row.step == MOVED,
        "extended": turn.day_of(row.unit_id) > turn.usual,
        "later": now < snooze_limit(turn.day_of(row.unit_id), turn.office),
    }


def _about(turn: Turn, day: date, now: datetime) -> Json:
    """What is said of a deadline. `deadline` is the day that "trước ngày" names, None where that is not the phrase."""
    cutoff = due.cutoff(turn.rule, turn.period)
    return {
        "duty": turn.duty,
        "period": turn.period.code,
        "stage": stage(day, turn.office, now),
        "last_good_day": day.isoformat(),
        "deadline": (day + ONE_DAY).isoformat() if _is_strict(turn, day) else None,
        "cutoff": cutoff.isoformat() if cutoff else None,
        "left": max(0, (day - turn.office.today(now)).days),
        "late": due.days_late(now, day, turn.office),
    }


def _is_strict(turn: Turn, day: date) -> bool:
    return day + ONE_DAY == due.nominal_day(turn.rule, turn.period)


def _upper(rows: Iterable[tuple[Reminder, Turn]], names: Mapping[int, str], now: datetime) -> list[dict[str, Any]]:
    """One list of names for each turn and last good day."""
    found: dict[tuple[str, str, date], tuple[Turn, set[int]]] = {}
    for row, turn in rows:
        day = turn.day_of(row.unit_id)
        found.setdefault((row.duty, row.period, day), (turn, set()))[1].add(row.unit_id)
    lists = []
    for (_, _, day), (turn, unit_ids) in sorted(found.items(), key=lambda pair: (pair[0][2], pair[0][0])):
        lists.append({**_about(turn, day, now), **listed(unit_ids, names, NAMES_MOST)})
    return lists
