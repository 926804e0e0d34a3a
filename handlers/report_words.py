"""A report in words: its title, an entry in a line, a value as people read it."""

from typing import Any

from handlers.kit import Speaker, cut
from reporting.draft import Standing
from reporting.figures_text import format_count
from reporting.form import Question
from reporting.progress import Entry


def title(say: Speaker, standing: Standing) -> str:
    """The form, the period and the unit."""
    turn = standing.owed
    return say(
        "report-title",
        form=say(f"form-{turn.form}"),
        period=say.period(turn.period.code),
        unit=turn.unit,
    )


def entry_line(say: Speaker, question: Question, entry: Entry, most: int = 120) -> str:
    """One entry in a line: what it says, then what was chosen."""
    chosen = [
        shown(say, question, part, entry.answers.get(part.code))
        for part in question.parts
        if part.code != "text" and entry.answers.get(part.code) is not None
    ]
    words = cut(str(entry.answers.get("text", "")), most)
    return f"{words} ({'; '.join(chosen)})" if chosen else words


def shown(say: Speaker, question: Question, part: Any, value: Any) -> str:
    """A value as people read it."""
    holder = part or question
    if value is None:
        return say("skipped")
    if holder.kind == "choice":
        return say(f"option-{holder.options}-{value}")
    return format_count(value) if isinstance(value, int) else str(value)


def sum_words(say: Speaker, total: str, given: int, parts: int) -> str:
    """The total that its parts do not add up to."""
    return say("report-sum-off", name=say(f"figure-{total}"), given=format_count(given), parts=format_count(parts))
