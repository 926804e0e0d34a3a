"""How a task is put into words wherever it is shown: by when, how it stands, its milestones; and how much of it."""

from collections.abc import Sequence
from datetime import date

from aiogram.utils.formatting import Text

from handlers.kit import TEXT_MOST, Speaker, cut, page
from locales import dates
from reporting.task_card import Mark
from reporting.task_state import DOING, OTHER, STUCK, Stand
from reporting.text import utf16_len

TITLE_IN_LIST, NAME_IN_LIST, REASON_IN_LIST = 90, 60, 60
FIELD_MOST, DETAIL_MOST, NOTE_SHOWN = 200, 700, 300
MARKS_SHOWN = 8


def roomy(title: str, parts: Sequence[str | Text], spare: Sequence[int]) -> Text:
    """A page that fits into one message: if need be without its spare parts, the first of them first."""
    kept = list(parts)
    text = page(title, *kept)
    for place in spare:
        if utf16_len(text.as_kwargs()["text"]) <= TEXT_MOST:
            break
        kept[place] = ""
        text = page(title, *kept)
    return text


def due_short(say: Speaker, due: date | None, late: int, left: int | None) -> str:
    """Quá hạn 3 ngày; hạn 30/11/2026 (còn 7 ngày); không có hạn."""
    if due is None:
        return say("task-standing")
    if late:
        return say("task-late", days=late, day=dates.day(due))
    if left is None:
        return say("task-due-past", day=dates.day(due))
    return say("task-due-today") if left == 0 else say("task-due-left", day=dates.day(due), days=left)


def state_short(say: Speaker, stand: Stand) -> str:
    """Đang thực hiện 50 %; vướng mắc: kinh phí."""
    told = say(f"task-state-{stand.state}")
    if stand.state in (DOING, STUCK) and stand.percent is not None:
        told = f"{told} {stand.percent} %"
    if stand.state == STUCK:
        told = f"{told} ({reason_text(say, stand)})"
    return told


def reason_text(say: Speaker, stand: Stand) -> str:
    """Why it is stuck."""
    return cut(stand.reason_text, REASON_IN_LIST) if stand.reason == OTHER else say(f"task-reason-{stand.reason}")


def window(say: Speaker, due: date | None, late: int, left: int | None) -> str:
    """hết thứ Hai, 30/11/2026 (còn 7 ngày)."""
    if due is None:
        return say("task-standing")
    if late:
        return say("task-window-late", day=say.day(due), days=late)
    if left is None:
        return say("task-window", day=say.day(due))
    return (
        say("task-window-today", day=say.day(due))
        if left == 0
        else say("task-window-left", day=say.day(due), days=left)
    )


def marks_text(say: Speaker, marks: Sequence[Mark]) -> str:
    """The milestones with their days, those that are reached and those that are late marked."""
    if not marks:
        return ""
    lines = []
    for number, mark in enumerate(marks[:MARKS_SHOWN], start=1):
        when = dates.day(mark.due) if mark.due else mark.time_phrase or say("task-mark-open")
        key = "task-mark-done" if mark.reached else "task-mark-late" if mark.days_late else "task-mark"
        lines.append(say(key, number=number, title=cut(mark.title, TITLE_IN_LIST), when=when, days=mark.days_late))
    if len(marks) > MARKS_SHOWN:
        lines.append(say("task-more", count=len(marks) - MARKS_SHOWN))
    return "\n".join([say("task-marks"), *lines])
