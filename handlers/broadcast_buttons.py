"""The buttons of broadcasts: numbers and short words only; the rest is read anew."""

from aiogram.filters.callback_data import CallbackData


class Begin(CallbackData, prefix="bb"):
    """Write to that branch (for who looks after several)."""

    root: int


class Draft(CallbackData, prefix="bc"):
    """An act on a draft: see ACTS in handlers/broadcast.py. `value` is its number, page, token or code."""

    broadcast: int
    act: str
    value: str = ""


class Pick(CallbackData, prefix="bp"):
    """Take a branch or a kind in or out, on that page of the list; without a value only turn the page."""

    broadcast: int
    rule: str
    value: str = ""
    page: int = 0


class Sent(CallbackData, prefix="bs"):
    """What became of one that was sent: `view` is state, answers, stop (asks first) or stopped."""

    broadcast: int
    view: str
    page: int = 0


class Got(CallbackData, prefix="ba"):
    """Who got it has read it, or wants to answer."""

    broadcast: int
    act: str
