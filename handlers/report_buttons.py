"""The buttons of the report conversation, and rows of them."""

from aiogram.filters.callback_data import CallbackData

from handlers.kit import Row


class Tap(CallbackData, prefix="a"):
    """An option was tapped: `seen` is the version of the answer that the screen showed."""

    report: int
    seen: int
    step: str
    option: str


class Pass(CallbackData, prefix="s"):
    """Pass over this step, or say that a list has no more entries."""

    report: int
    step: str
    rest: bool = False


class Back(CallbackData, prefix="b"):
    """Go to the question before."""

    report: int
    step: str


class Fix(CallbackData, prefix="f"):
    """Go to a step to correct it; to the preview to see everything."""

    report: int
    step: str


class Remove(CallbackData, prefix="x"):
    """Take an entry out."""

    report: int
    line: int


class HandIn(CallbackData, prefix="h"):
    """Hand in the revision that the preview showed."""

    report: int
    revision: int


class FromLast(CallbackData, prefix="c"):
    """Start from the last report."""

    report: int


class Settle(CallbackData, prefix="k"):
    """End a conflict with a colleague."""

    report: int
    kept: int
    how: str


class Files(CallbackData, prefix="fl"):
    """Show what is attached; with a number, take that one out."""

    report: int
    remove: int = 0


def in_rows(buttons: list[tuple[str, CallbackData | str]], width: int) -> list[Row]:
    """Buttons in rows of that many."""
    return [buttons[i : i + width] for i in range(0, len(buttons), width)]
