"""The buttons of tasks: numbers of rows and codes of choices, within 64 bytes. Everything else is read anew."""

from aiogram.filters.callback_data import CallbackData


class TaskList(CallbackData, prefix="tl"):
    """A page of my unit's tasks: those to do, or those that are done."""

    done: bool = False
    page: int = 0


class TaskOpen(CallbackData, prefix="tk"):
    """The page of a task as one unit has it, and where it was opened from: `view` "" is the own list."""

    part: int
    view: str = ""
    root: int = 0
    only: str = ""
    page: int = 0


class TaskSay(CallbackData, prefix="ts"):
    """A state was tapped; `seen` is the version on the screen."""

    part: int
    state: str
    seen: int


class TaskStuck(CallbackData, prefix="tr"):
    """A reason for being stuck was tapped; without one the reasons are asked for."""

    part: int
    seen: int
    reason: str = ""


class TaskPercent(CallbackData, prefix="tp"):
    """A step of progress was tapped: which of those that are offered, by its place."""

    part: int
    step: int
    seen: int


class TaskMark(CallbackData, prefix="tm"):
    """A milestone was tapped as done."""

    part: int
    mark: int


class TaskUndo(CallbackData, prefix="tu"):
    """Take that entry back."""

    entry: int


class TaskAsk(CallbackData, prefix="ta"):
    """The next text or file is the answer to `what`; without it, nothing is asked any more."""

    part: int
    what: str = ""


class TaskPast(CallbackData, prefix="th"):
    """A page of the history."""

    part: int
    at: int = 0
    view: str = ""
    root: int = 0
    only: str = ""
    page: int = 0


class TaskFiles(CallbackData, prefix="te"):
    """The list of pictures and files; with a number, that one is sent."""

    part: int
    file: int = 0
    view: str = ""
    root: int = 0
    only: str = ""
    page: int = 0


class Look(CallbackData, prefix="tv"):
    """What the office and the levels above look at.

    `view`: o overview, t tasks, u units, l leads, x single parts; behind one line T a task, U a unit, L a lead, which
    `code` names (a lead by one of its tasks). `only`: overdue, stuck, silent. `days`: after how many one is silent.
    """

    view: str
    root: int
    code: int = 0
    only: str = ""
    days: int = 14
    page: int = 0


class Give(CallbackData, prefix="tn"):
    """A step of entering or correcting a task. `act`: new (`number`: for which unit's office), go, skip, unit, kind,
    pass, clear, done, publish, drop, stop, back (ask whether to take it back), gone (take it back)."""

    act: str
    task: int = 0
    code: str = ""
    number: int = 0


class Sheet(CallbackData, prefix="tw"):
    """A sheet of tasks. `act`: ask (`root`: for which unit's office), form (the template), store, stop. `stored`: which
    one waits."""

    act: str
    stored: str = ""
    root: int = 0
