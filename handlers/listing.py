"""Numbered lines in pages, with a button for each line that leads somewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData

from handlers.kit import Menu, Row, Screen, Speaker, page
from handlers.office_buttons import See

PAGE = 8
NUMBERS_IN_A_ROW = 4

Target = CallbackData | str
Buttons = list[tuple[str, Target]]


@dataclass(frozen=True)
class Entry:
    """One line and where its number leads (None: nowhere)."""

    text: str
    to: Target | None = None


def sliced(count: int, number: int) -> tuple[range, int, int]:
    """Which lines stand on that page (the last one when there are fewer), its number, how many pages there are."""
    pages = max(1, -(-count // PAGE))
    number = min(max(number, 0), pages - 1)
    return range(number * PAGE, min(count, (number + 1) * PAGE)), number, pages


def numbered(entries: Sequence[Entry], first: int = 1) -> tuple[list[str], list[Row]]:
    """The lines with their numbers, and the numbers as short buttons side by side."""
    lines = [f"{n}. {entry.text}" for n, entry in enumerate(entries, start=first)]
    opens: Buttons = [(str(n), entry.to) for n, entry in enumerate(entries, start=first) if entry.to is not None]
    return lines, [opens[i : i + NUMBERS_IN_A_ROW] for i in range(0, len(opens), NUMBERS_IN_A_ROW)]


def turning(say: Speaker, earlier: Target | None, later: Target | None) -> Row:
    """‹ ›, each where there is such a page."""
    row: Buttons = []
    if earlier is not None:
        row.append((say("previous"), earlier))
    if later is not None:
        row.append((say("next"), later))
    return row


def home(say: Speaker, up: Target) -> Row:
    """Back, and the menu."""
    return [(say("back"), up), (say("menu"), Menu(name="menu"))]


def at(see: See, view: str, code: str = "", number: int = 0) -> See:
    """Another page of the same summary."""
    return see.model_copy(update={"view": view, "code": code, "page": number})


def listed(
    say: Speaker, see: See, head: str, entries: Sequence[Entry], up: See | None = None, more: Sequence[Row] = ()
) -> Screen:
    """A page of these lines, with what leads on and back; `more` are rows of other buttons."""
    shown, number, pages = sliced(len(entries), see.page)
    lines, opens = numbered([entries[n] for n in shown], shown.start + 1)
    turn = turning(
        say,
        at(see, see.view, see.code, number - 1) if number else None,
        at(see, see.view, see.code, number + 1) if number + 1 < pages else None,
    )
    text = page(head, "\n".join(lines) or say("summary-nothing"))
    return Screen(text, [*opens, turn, *more, home(say, up or at(see, "o"))])
