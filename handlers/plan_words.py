"""Days, windows and doubts of a plan's tasks in a few words."""

from datetime import date

from handlers.kit import Speaker, cut
from reporting.plan_view import Line


def day(value: date | None) -> str:
    """16/12/2026."""
    return f"{value:%d/%m/%Y}" if value else "–"


def when(say: Speaker, line: Line) -> str:
    """The window in a few words: a day, from when to when, how often, what it waits for."""
    if line.recurring:
        often = say(f"plan-often-{line.recurring}")
        return say("plan-when-often-until", often=often, day=day(line.due)) if line.due else often
    if line.due and line.start and line.start != line.due:
        told = say("plan-when-window", start=day(line.start), due=day(line.due))
    elif line.due:
        told = say("plan-when-due", due=day(line.due))
    elif line.event:
        return say("plan-when-event", event=cut(line.event, 60))
    elif line.start:
        return say("plan-when-from", start=day(line.start))
    else:
        return say("plan-when-standing" if line.standing else "plan-when-none")
    return say("plan-when-about", told=told) if line.approximate else told


def doubts(say: Speaker, line: Line) -> str:
    """What should be looked at."""
    return "; ".join(say(f"plan-doubt-{key}") for key in line.doubts)
