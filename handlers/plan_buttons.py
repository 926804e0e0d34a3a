"""The buttons of plans: numbers and codes only, within 64 bytes; the rest is read anew."""

from zlib import crc32

from aiogram.filters.callback_data import CallbackData


class Draft(CallbackData, prefix="kd"):
    """A page of what was understood.

    `view`: o overview, d doubtful tasks, a all, x dropped, f differences, i preview of Ban hành, c which plan it
    corrects, q really throw it away.
    """

    draft: int
    view: str = "o"
    page: int = 0


class Item(CallbackData, prefix="ki"):
    """One task of a draft; `act` first: ok right as it is, stand no date, drop, back (take in again), units."""

    item: int
    act: str = ""


class Ask(CallbackData, prefix="kf"):
    """Type this of a task, or (item 0) of the draft."""

    draft: int
    item: int
    what: str


class Give(CallbackData, prefix="ku"):
    """Units of a task: every one of that kind, "own", or "clear"."""

    item: int
    kind: str


class Meant(CallbackData, prefix="kk"):
    """That unit was meant (0: none)."""

    item: int
    unit: int


class Pair(CallbackData, prefix="kp"):
    """That task of the plan that runs is meant by the item (0: none, it is new; -1: show which there are)."""

    item: int
    task: int


class Whole(CallbackData, prefix="kw"):
    """Of the draft: own (give the rest to the office), link (to plan `of`, 0: none), keep (task `of`), discard."""

    draft: int
    act: str
    of: int = 0


class Issue(CallbackData, prefix="kb"):
    """Ban hành, as the preview of that version showed it."""

    draft: int
    version: int


class See(CallbackData, prefix="kl"):
    """A page of an issued plan.

    `view`: o overview, b by branch (below `of`), l by lead, overdue, stuck, silent, e events, r proposals for duties,
    t recurring tasks.
    """

    plan: int
    view: str = "o"
    of: int = 0
    page: int = 0


class Happens(CallbackData, prefix="ke"):
    """The day of an event (`event`: its mark) for all, or (`one`) for one unit."""

    plan: int
    event: int
    one: bool = False


class Owed(CallbackData, prefix="kr"):
    """A proposal for a duty: see it, accept (y) or refuse (n) it, type its day, k-KIND of unit, f-FREQUENCY."""

    duty: int
    plan: int
    act: str = ""


class Turns(CallbackData, prefix="kt"):
    """A recurring task: see it, or stop it, or let it go on."""

    task: int
    plan: int
    act: str = ""


class ReadIt(CallbackData, prefix="kx"):
    """Read the document that was sent a moment ago, as a plan of that office (0: the officer's only one)."""

    root: int = 0


def mark(folded: str) -> int:
    """A short mark of an event's words: they are too long for a button."""
    return crc32(folded.encode())
