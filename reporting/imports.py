"""What an import of units or officers would do, or did: the same object for the preview and for the deed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reporting.sheet_rows import Problem


@dataclass(frozen=True)
class Added:
    """Something new from one row: a unit, an officer, or a post of a known officer. `where` is the unit above, or
    the unit of the post."""

    row: int
    what: str
    name: str
    where: str = ""
    role: str = ""


@dataclass(frozen=True)
class Changed:
    """One field of something that is there already. `field`: name, code, kind, parent, valid_from, valid_to, title."""

    row: int
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Imported:
    """All that one file brings. With `problems` nothing was stored; `same` rows change nothing."""

    added: tuple[Added, ...] = ()
    changed: tuple[Changed, ...] = ()
    same: int = 0
    problems: tuple[Problem, ...] = field(default=())

    @property
    def idle(self) -> bool:
        """Whether the database says all of it already."""
        return not (self.added or self.changed or self.problems)

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "added": [dict(vars(one)) for one in self.added],
            "changed": [dict(vars(one)) for one in self.changed],
            "same": self.same,
            "problems": [{"row": one.row_number, "key": one.key, "values": dict(one.values)} for one in self.problems],
        }


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems as the person goes through the sheet."""
    return tuple(sorted(problems, key=lambda one: one.row_number))
