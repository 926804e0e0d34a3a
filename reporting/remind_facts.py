"""What a reminder says, as plain values true at one instant: words are made of them when it leaves (channels/).

    {"text": "reminder", "values": {"officer", "title", "front", "ref", "items": [...], "upper": [...]}}

`items` are reports that the officer is to see to, `upper` those missing below; a message with the latter alone has the
text "escalation". `ref` is the message's own number, which its buttons carry; None until it is known.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from reporting import due
from reporting.daysoff import ONE_DAY, Office
from reporting.ladder import AFTERNOON
from reporting.remind_scene import UPPER
from reporting.remind_turns import Turn
from storage.base import Json
from storage.reminders import Reminder
from storage.reminding import MOVED

NAMES_MOST = 15
"""Names in one list; the others are counted."""

BEFORE, EVE, DAY, OVERDUE = "before", "eve", "day", "overdue"

Turns = Mapping[tuple[str, str], Turn]
"""By duty and period."""


def stage(last_good_day: date, office: Office, now: datetime) -> str:
    """What is true of a deadline at this hour: before it, its eve (no working day is left after this one), the last
    day itself, overdue."""
    today = office.today(now)
    if today > last_good_day:
        return OVERDUE
    if today == last_good_day:
        return DAY
    return EVE if office.working_day_on_or_before(last_good_day) <= today else BEFORE


def snooze_limit(last_good_day: date, office: Office) -> datetime:
    """Nobody puts a reminder off past 15:00 of the last good day."""
    return office.at(last_good_day, AFTERNOON)


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
    own = [row for row in rows if row.to != UPPER]
    items = [_item(row, turns[row.duty, row.period], names, now) for row in own]
    for item in items:
        item["done"], item["asked"] = (drafts or {}).get((item["duty"], item["period"], item["unit_id"]), (0, 0))
        item["reporters"] = list((reporters or {}).get(item["unit_id"], ()))
    values = {
        "officer": officer[0],
        "title": officer[1],
        "front": front,
        "ref": ref,
        "items": sorted(items, key=lambda item: (item["last_good_day"], item["duty"], item["unit"], item["unit_id"])),
        "upper": _upper([row for row in rows if row.to == UPPER], turns, names, now),
    }
    return {"text": "reminder" if items else "escalation", "values": values}


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


def _upper(rows: Iterable[Reminder], turns: Turns, names: Mapping[int, str], now: datetime) -> list[dict[str, Any]]:
    """One list of names for each turn and last good day."""
    found: dict[tuple[str, str, date], set[int]] = {}
    for row in rows:
        day = turns[row.duty, row.period].day_of(row.unit_id)
        found.setdefault((row.duty, row.period, day), set()).add(row.unit_id)
    lists = []
    for (duty, period, day), unit_ids in sorted(found.items(), key=lambda pair: (pair[0][2], pair[0][0])):
        ordered = sorted((names[unit_id], unit_id) for unit_id in unit_ids)
        lists.append(
            {
                **_about(turns[duty, period], day, now),
                "count": len(ordered),
                "names": [name for name, _ in ordered[:NAMES_MOST]],
                "more": max(0, len(ordered) - NAMES_MOST),
            }
        )
    return lists
