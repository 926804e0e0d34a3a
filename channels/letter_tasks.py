"""What a reminder says of tasks: those that the officer's own units are to see to, and those not done below."""

from datetime import date
from typing import Any

from channels.letter import Talk, button, two
from channels.messenger import Button
from locales import dates
from storage.base import Json

TASKS_MOST = 10
"""Tasks spelled out in one letter; the others are counted and found under /nhiemvu."""
LISTS_MOST = 8
BUTTONS_MOST = 5
TITLE_MOST = 160


def title(talk: Talk, tasks: list[Json], lists: list[Json], others: int) -> str:
    """The letter's title when tasks are in it, alone or with `others`: reports and lists of them."""
    count = len(tasks) + len(lists) + others
    if others:
        return talk("task-remind-title-mixed", count=count)
    if count > 1:
        return talk("task-remind-title-many", count=count)
    if not tasks:
        return talk("task-remind-title-upper", task=_name(talk, lists[0]))
    kind = "moved" if tasks[0]["moved"] and tasks[0]["stage"] != "overdue" else tasks[0]["stage"]
    return talk(f"task-remind-title-{kind}", task=_name(talk, tasks[0]))


def own(talk: Talk, tasks: list[Json], first: int, alone: bool) -> list[str]:
    """A paragraph for each task, numbered from `first` on unless it is alone in the letter."""
    told = [_own(talk, one) for one in tasks[:TASKS_MOST]]
    if not alone:
        told = [f"{number}. {one}" for number, one in enumerate(told, start=first)]
    rest = len(tasks) - TASKS_MOST
    return [*told, talk("task-remind-more", count=rest)] if rest > 0 else told


def _own(talk: Talk, one: Json) -> str:
    """What is asked, then the facts, a line each."""
    said, moved = _said(talk, one), one["moved"] and one["stage"] != "overdue"
    asked = [talk(f"task-remind-{'moved' if moved else one['stage']}", **said)]
    if one["stage"] == "overdue":
        head = one["to"] == "head" and one["reporters"]
        asked += [talk("remind-reporters", names=", ".join(one["reporters"]))] if head else []
        asked.append(talk("task-remind-overdue-ask-head" if head else "task-remind-overdue-ask"))
    lines = [" ".join(asked)]
    if one["stage"] in ("before", "eve"):
        lines.append(talk("remind-last", **said))
    percent = "" if one["percent"] is None or one["state"] == "not_started" else f" {one['percent']} %"
    lines.append(talk("task-remind-stands", state=talk(f"task-state-{one['state']}") + percent))
    return "\n".join(lines)


def upper(talk: Talk, lists: list[Json]) -> list[str]:
    """The units below that have not said done, by name, a paragraph for each task."""
    if not lists:
        return []
    told = [_list(talk, one) for one in lists[:LISTS_MOST]]
    if len(lists) > LISTS_MOST:
        told.append(talk("task-remind-more", count=len(lists) - LISTS_MOST))
    return [*told, talk("task-remind-upper-ask")]


def _list(talk: Talk, one: Json) -> str:
    key = "task-remind-upper-late" if one["late"] else "task-remind-upper"
    lines = [talk(key, count=two(one["count"]), **_said(talk, one))]
    lines += [f"- {name}" for name in one["names"]]
    if one["more"]:
        lines.append(talk("remind-upper-more", count=one["more"]))
    return "\n".join(lines)


def buttons(talk: Talk, tasks: list[Json], lists: list[Json], first: int, alone: bool) -> list[list[Button]]:
    """Straight to the task; where there are several, by the number that the letter gives it, and to the list."""
    if alone and tasks:
        return [[_open(talk("task-remind-button-open"), tasks[0])]]
    numbered = [
        _open(talk("task-remind-button-number", number=number), one)
        for number, one in enumerate(tasks[:BUTTONS_MOST], start=first)
    ]
    rows = [numbered[i : i + 3] for i in range(0, len(numbered), 3)]
    return [*rows, [button(talk("menu-nhiemvu"), "m", "nhiemvu")]] if tasks or lists else []


def _open(label: str, one: Json) -> Button:
    """The page of a task (handlers/task_buttons.py TaskOpen, from the own list)."""
    return button(label, "tk", one["part"], "", 0, "", 0)


def _said(talk: Talk, one: Json) -> dict[str, Any]:
    last = date.fromisoformat(one["last_good_day"])
    return {
        "task": _name(talk, one),
        "unit": one.get("unit", ""),
        "last": dates.day(last),
        "weekday": talk.weekday(last),
        "left": two(one["left"]),
        "late": two(one["late"]),
        "hour": talk.hour(),
        "day": dates.day(talk.now.date()),
        "today": dates.full_day(talk.language, talk.now.date()),
    }


def _name(talk: Talk, one: Json) -> str:
    """nhiệm vụ “…”, or mốc “…” của nhiệm vụ “…”."""
    task = _short(one["title"])
    if one["mark"]:
        return talk("task-remind-mark", mark=_short(one["mark"]), title=task)
    return talk("task-remind-task", title=task)


def _short(text: str) -> str:
    return text if len(text) <= TITLE_MOST else text[: TITLE_MOST - 1].rstrip() + "…"
