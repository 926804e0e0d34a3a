"""The buttons of what the office asks: numbers and codes only, within 64 bytes; the rest is read anew."""

from aiogram.filters.callback_data import CallbackData


class See(CallbackData, prefix="su"):
    """A page of the summary.

    `view`: o overview, b branches, u units, c choices, f figures, t topics, h hot spots, r recommendations; the
    lists behind one line, which `code` names: C an option, F a figure, T a topic, A an addressee, R a result.
    """

    view: str
    duty: str
    period: str
    root: int
    code: str = ""
    page: int = 0


class Read(CallbackData, prefix="rd"):
    """A page of a report, and the page of the summary that leads to it (of the report's own duty and period)."""

    report: int
    page: int
    view: str
    root: int
    code: str = ""
    at: int = 0


class Version(CallbackData, prefix="rv"):
    """A version of a report of one's own unit."""

    report: int
    version: int


class Leaf(CallbackData, prefix="rp"):
    """Another page of that version."""

    report: int
    version: int
    page: int


class Attached(CallbackData, prefix="rf"):
    """A file of that version of a report; without a file the list of them."""

    report: int
    version: int
    file: int = 0


class Lacking(CallbackData, prefix="mi"):
    """A page of the units that have not handed in."""

    duty: str
    period: str
    root: int
    page: int = 0


class Push(CallbackData, prefix="nu"):
    """A nudge: of one unit (then `root` is that unit) or of all below the root. With a token: send it."""

    duty: str
    period: str
    root: int
    one: bool
    token: str = ""


class Pushed(CallbackData, prefix="ns"):
    """What became of a nudge."""

    nudge: int
    root: int
