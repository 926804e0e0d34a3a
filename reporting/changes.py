"""A number against the one of the turn before."""

from dataclasses import dataclass
from decimal import Decimal

from reporting.figures_text import percent


@dataclass(frozen=True)
class Change:
    """Against the turn before: `percent` is the growth in percent of what it was, None where that was nothing."""

    before: int
    delta: int
    percent: Decimal | None


def change(now: int, before: int | None) -> Change | None:
    """What became of a number since the turn before; None where there was no such turn."""
    if before is None:
        return None
    grown = percent(abs(now - before), before)
    return Change(before, now - before, -grown if grown and now < before else grown)


def points(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The difference of two percentages in points; None where either is missing."""
    return None if now is None or before is None else now - before
