"""What the clock starts, and how often: one table. What each line does comes in from outside; no rule lives here.

Ticks are short because they find out what is due from rows: a tick that comes late, or twice, changes nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

Work = Callable[[], Awaitable[object]]
"""One turn of a job; what it returns is of no interest to the clock."""


@dataclass(frozen=True)
class Job:
    """One line: its name, the seconds from one start to the next, and what it is there for."""

    name: str
    every: float
    what: str


TIMETABLE: tuple[Job, ...] = (
    Job("remind", 30, "make the reminders that are due and put them into the outbox"),
    Job("watch", 60, "tell the office what did not arrive"),
    Job("seal", 300, "put a seal on the new lines of the audit, and tell its fingerprint once a week"),
)


def planned(work: Mapping[str, Work], table: tuple[Job, ...] = TIMETABLE) -> list[tuple[Job, Work]]:
    """The lines that this process works on, in the order of the table.

    A line without work is left out (a demo needs less than a server). Raises ValueError for work that no line names.
    """
    unknown = sorted(work.keys() - {job.name for job in table})
    if unknown:
        raise ValueError(f"not in the timetable: {', '.join(unknown)}")
    return [(job, work[job.name]) for job in table if job.name in work]
