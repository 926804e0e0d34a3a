"""The letter that tells an officer what a plan that was issued, or corrected, changes for the own units."""

from channels.letter import Body, Talk, button, day_of
from locales import dates
from storage.base import Json

TITLE_MOST = 160


def word(talk: Talk, values: Json) -> Body:
    """New tasks, changed ones, those that are asked for no more; the list is one tap away."""
    again = values["again"]
    title = talk("plan-word-title-again" if again else "plan-word-title", plan=values["plan"])
    paragraphs = [
        _list(talk, "new", values, [_new(talk, one) for one in values["new"]]),
        _list(talk, "changed", values, [_changed(talk, one) for one in values["changed"]]),
        _list(talk, "gone", values, [talk("plan-word-line", title=_short(one)) for one in values["gone"]]),
        talk("plan-word-kept") if again and (values["changed_count"] or values["gone_count"]) else "",
        talk("plan-word-ask") if values["new_count"] or values["changed_count"] else talk("plan-word-thanks"),
    ]
    return Body(title, [part for part in paragraphs if part], [[button(talk("menu-nhiemvu"), "m", "nhiemvu")]])


def _list(talk: Talk, name: str, values: Json, lines: list[str]) -> str:
    count = values[f"{name}_count"]
    if not count:
        return ""
    more = [talk("plan-and-more", count=count - len(lines))] if count > len(lines) else []
    return "\n".join([talk(f"plan-word-{name}", count=count), *lines, *more])


def _new(talk: Talk, one: Json) -> str:
    due = day_of(one, "due")
    if due is None:
        return talk("plan-word-line-standing", title=_short(one["title"]))
    return talk("plan-word-line-due", title=_short(one["title"]), due=dates.day(due))


def _changed(talk: Talk, one: Json) -> str:
    before, due = day_of(one, "due_before"), day_of(one, "due")
    told = []
    if "due" in one["what"]:
        days = {"before": dates.day(before) if before else "", "due": dates.day(due) if due else ""}
        key = "plan-word-due" if before and due else "plan-word-due-now" if due else "plan-word-due-none"
        told.append(talk(key, **days))
    if "title" in one["what"]:
        told.append(talk("plan-word-was", title=_short(one["was"])))
    told += [talk(f"plan-word-what-{name}") for name in one["what"] if name in ("start", "marks", "content")]
    return talk("plan-word-line-changed", title=_short(one["title"]), what="; ".join(told))


def _short(text: str) -> str:
    return text if len(text) <= TITLE_MOST else text[: TITLE_MOST - 1].rstrip() + "…"
