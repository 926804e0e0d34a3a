"""The reminder: every report and task that one officer is to see to, and what is missing below, in one letter.

The wording follows what offices of the Front write: đồng chí, đề nghị, chưa nhận được; no blame.
"""

from datetime import date
from typing import Any

from channels import letter_tasks
from channels.letter import Body, Talk, button, day_of, two
from channels.messenger import Button
from locales import dates
from reporting.text import fold
from storage.base import Json

ITEMS_MOST = 10
"""Reports spelled out in one letter; the others are counted and found under /baocao."""


def reminder(talk: Talk, values: Json) -> Body:
    """Reports and tasks to see to, then what is missing below."""
    items, lists, tasks = values["items"], values["upper"], values.get("tasks", [])
    shown, alone = items[:ITEMS_MOST], len(items) + len(tasks) == 1
    paragraphs = [_dear(talk, values)]
    paragraphs += _spelled(talk, shown, values["front"], alone)
    if len(items) > ITEMS_MOST:
        paragraphs.append(talk("remind-more", count=len(items) - ITEMS_MOST))
    paragraphs += letter_tasks.own(talk, tasks, len(shown) + 1, alone)
    paragraphs += [_list(talk, one, values["front"]) for one in lists]
    paragraphs += letter_tasks.upper(talk, values.get("tasks_upper", []))
    paragraphs.append(talk("letter-close"))
    key = f"reminder:{values['ref']}" if values.get("ref") else None
    return Body(_title(talk, values), paragraphs, _buttons(talk, shown, values, alone), key)


def _title(talk: Talk, values: Json) -> str:
    items, lists = values["items"], values["upper"]
    tasks, task_lists = values.get("tasks", []), values.get("tasks_upper", [])
    if tasks or task_lists:
        return letter_tasks.title(talk, tasks, task_lists, len(items) + len(lists))
    if len(items) + len(lists) > 1:
        return talk("remind-title-many", count=len(items) + len(lists))
    one = (items or lists)[0]
    report = talk.report(one["duty"], one["period"])
    if not items:
        return talk("remind-title-upper", report=report)
    key = "remind-title-moved" if one["moved"] else f"remind-title-{one['stage']}"
    return talk(key, report=report)


def _dear(talk: Talk, values: Json) -> str:
    """The head of the letter: never an abbreviated title, and the unit only where the title does not name it."""
    units = {item["unit"] for item in [*values["items"], *values.get("tasks", [])]}
    if len(units) != 1:
        return talk("remind-dear", name=values["officer"])
    unit, title = units.pop(), values["title"]
    post = title if fold(unit) in fold(title) else " ".join(part for part in (title, unit) if part)
    return talk("remind-dear-post", name=values["officer"], post=post)


def _spelled(talk: Talk, items: list[Json], front: str, alone: bool) -> list[str]:
    told = [_item(talk, item, front, alone) for item in items]
    return told if alone else [f"{number}. {one}" for number, one in enumerate(told, start=1)]


def _item(talk: Talk, item: Json, front: str, alone: bool) -> str:
    """What is asked, then the facts, a line each."""
    said = _said(talk, item, front)
    due = [_due(talk, item, said)] if item["stage"] in ("day", "overdue") else [talk("remind-last", **said)]
    cutoff = [talk("remind-cutoff", day=dates.day(_day(item, "cutoff")))] if item["cutoff"] else []
    ask = [part for part in _ask(talk, item, said, alone) if part]
    return "\n".join([" ".join(ask), *due, *cutoff, *_progress(talk, item)])


def _ask(talk: Talk, item: Json, said: dict[str, Any], alone: bool) -> list[str]:
    if item["stage"] == "overdue":
        head = item["to"] == "head" and item["reporters"]
        return [
            talk("remind-overdue", **said),
            talk("remind-reporters", names=", ".join(item["reporters"])) if head else "",
            talk("remind-overdue-ask-head" if head else "remind-overdue-ask"),
        ]
    if item["moved"]:
        return [talk("remind-moved", **said), talk("remind-moved-instead")]
    if item["stage"] == "day":
        return [talk("remind-day", **said), _missing(talk, item), talk("remind-day-ask")]
    asked = talk("remind-before-alone" if alone else "remind-before", **said)
    if item["stage"] == "eve":
        today = dates.full_day(talk.language, talk.now.date())
        return [asked, talk("remind-eve", weekday=said["weekday"], today=today)]
    return [asked]


def _said(talk: Talk, item: Json, front: str) -> dict[str, Any]:
    last = _day(item, "last_good_day")
    return {
        "report": talk.report(item["duty"], item["period"]),
        "unit": item.get("unit", ""),
        "until": talk.until(last, day_of(item, "deadline")),
        "last": dates.day(last),
        "weekday": talk.weekday(last),
        "left": two(item["left"]),
        "late": two(item["late"]),
        "hour": talk.hour(),
        "day": dates.day(talk.now.date()),
        "front": _front(talk, front),
    }


def _day(values: Json, name: str) -> date:
    return date.fromisoformat(values[name])


def _front(talk: Talk, name: str) -> str:
    """Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh …: within a sentence the kind of unit is written small."""
    if not name:
        return talk("remind-office")
    small = name[0].lower() + name[1:] if name.startswith(("Tỉnh ", "Thành phố ")) else name
    return talk("remind-front", name=small)


def _missing(talk: Talk, item: Json) -> str:
    if not item["asked"]:
        return talk("remind-missing", unit=item["unit"])
    return talk("remind-missing-draft", unit=item["unit"], done=str(item["done"]), asked=str(item["asked"]))


def _progress(talk: Talk, item: Json) -> list[str]:
    """How far the draft is; on the last day that stands with what is missing."""
    if item["asked"] and (item["stage"] != "day" or item["moved"]):
        return [talk("remind-draft", done=str(item["done"]), asked=str(item["asked"]))]
    return [talk("remind-press-start")] if not item["asked"] and item["stage"] in ("before", "eve") else []


def _due(talk: Talk, item: Json, said: dict[str, Any]) -> str:
    return talk(
        "letter-due-extended" if item["extended"] else "letter-due", until=said["until"], weekday=said["weekday"]
    )


def _list(talk: Talk, one: Json, front: str) -> str:
    """The units below whose report is missing, by name."""
    key = "remind-upper-late" if one["late"] else "remind-upper"
    said = _said(talk, one, front)
    lines = [talk(key, count=two(one["count"]), **said)]
    lines += [f"- {name}" for name in one["names"]]
    if one["more"]:
        lines.append(talk("remind-upper-more", count=one["more"]))
    lines += [_due(talk, {"extended": False, **one}, said), talk("remind-upper-ask")]
    return "\n".join(lines)


def _buttons(talk: Talk, items: list[Json], values: Json, alone: bool) -> list[list[Button]]:
    lists, tasks, ref = values["upper"], values.get("tasks", []), values.get("ref")
    one_turn = len({(item["duty"], item["period"]) for item in items}) == 1
    rows = [_named(talk, item, one_turn) for item in items] if len(items) > 1 else [_file(talk, item) for item in items]
    rows += letter_tasks.buttons(talk, tasks, values.get("tasks_upper", []), len(items) + 1, alone)
    last = []
    if ref is not None and any(item["later"] for item in [*items, *tasks]):
        last.append(button(talk("remind-button-later"), "later", ref))
    if len(items) == 1:
        last.append(button(talk("letter-button-difficulty"), "diff", *_about(items[0])))
    rows.append(last)
    if lists:
        rows.append([button(talk("menu-chuanop"), "m", "chuanop")])
    return rows


def _about(item: Json) -> tuple[Any, ...]:
    return item["duty"], item["period"], item["unit_id"]


def _file(talk: Talk, item: Json) -> list[Button]:
    return [button(talk("letter-button-go-on" if item["asked"] else "letter-button-start"), "go", *_about(item))]


def _named(talk: Talk, item: Json, one_turn: bool) -> list[Button]:
    """Where there are several, a button says whose report it opens, and which one if that is not clear."""
    act = talk("remind-button-go-on" if item["asked"] else "remind-button-start", unit=item["unit"])
    label = act if one_turn else f"{act}, {talk.period(item['period'])}"
    return [button(label, "go", *_about(item)), button(talk("remind-button-hard"), "diff", *_about(item))]
