"""A summary (tổng hợp): figures, codes and cited passages of one turn over one branch. No words of ours.

Chat pages, `summary --format json` and later charts and documents are all drawn from this one object. Every line
carries the numbers of the reports or opinions that stand behind it, and what it was in the turn before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from reporting.changes import Change
from reporting.timeliness import BranchLine, Reports, UnitLine

# Grows when a key of the JSON changes its meaning or goes away; new keys leave it as it is.
SCHEMA = 1


@dataclass(frozen=True)
class OptionLine:
    """How many reports chose this option."""

    option: str
    reports: int
    percent: Decimal | None
    change: Change | None
    report_ids: tuple[int, ...]


@dataclass(frozen=True)
class ChoiceLine:
    """A question with fixed options, such as the general mood."""

    question: str
    answered: int
    options: tuple[OptionLine, ...]


@dataclass(frozen=True)
class FigureLine:
    """One figure added up; the reports behind it are those in which it is not nothing."""

    code: str
    total: int
    change: Change | None
    report_ids: tuple[int, ...]


@dataclass(frozen=True)
class CheckLine:
    """Whether the parts add up to the total, as the form demands."""

    total: str
    parts: tuple[str, ...]
    given: int
    added: int
    agrees: bool


@dataclass(frozen=True)
class ShareLine:
    """A percentage that the form asks for, computed from the sums; `points` against the turn before."""

    part: str
    whole: str
    percent: Decimal | None
    before: Decimal | None
    points: Decimal | None


@dataclass(frozen=True)
class TopicLine:
    """The opinions of one topic (of all, where `topic` is None); `units` raised them, `people` as far as counted."""

    topic: str | None
    opinions: int
    units: int
    people: int
    attitudes: Mapping[str, int]
    attitudes_before: Mapping[str, int] | None
    levels: Mapping[str, int]
    levels_before: Mapping[str, int] | None
    change: Change | None
    units_change: Change | None
    opinion_ids: tuple[int, ...]
    report_ids: tuple[int, ...]


@dataclass(frozen=True)
class HotSpot:
    """An opinion of the most serious level, in the unit's own words."""

    opinion_id: int
    report_id: int
    unit_id: int
    unit: str
    topic: str
    attitude: str
    text: str
    place: str | None
    people: int | None
    addressee: str | None


@dataclass(frozen=True)
class AskedFor:
    """One recommendation in the unit's own words."""

    recommendation_id: int
    report_id: int
    unit_id: int
    unit: str
    text: str


@dataclass(frozen=True)
class AddresseeLine:
    """What is recommended to one addressee; None: to nobody in particular."""

    addressee: str | None
    recommendations: int
    units: int
    change: Change | None
    items: tuple[AskedFor, ...]


@dataclass(frozen=True)
class OutcomeLine:
    """How many earlier recommendations ended so. `settled`: nobody has to ask again."""

    result: str
    settled: bool
    outcomes: int
    percent: Decimal | None
    addressees: Mapping[str, int]
    change: Change | None
    outcome_ids: tuple[int, ...]
    report_ids: tuple[int, ...]


@dataclass(frozen=True)
class Root:
    """The unit at the top of what was summed up, and the number of the unit above it."""

    unit_id: int
    code: str | None
    name: str
    kind: str
    parent_id: int | None


@dataclass(frozen=True)
class Summary:
    """One turn over one branch. `hottest`: the code of the most serious level, None for a form without opinions.

    `beyond`: reports of units of the branch that did not owe on the last good day (they had ended by then, say);
    they are in no other figure. Lines stand in the order in which they are to be shown.
    """

    schema: int
    duty: str
    form: str
    period: str
    previous: str | None
    made_at: datetime
    unit: Root
    nominal_day: date
    last_good_day: date
    cutoff: date | None
    reports: Reports
    branches: tuple[BranchLine, ...]
    units: tuple[UnitLine, ...]
    late: tuple[UnitLine, ...]
    missing: tuple[UnitLine, ...]
    beyond: tuple[int, ...]
    choices: tuple[ChoiceLine, ...]
    figures: tuple[FigureLine, ...]
    checks: tuple[CheckLine, ...]
    shares: tuple[ShareLine, ...]
    hottest: str | None
    opinions: TopicLine | None
    topics: tuple[TopicLine, ...]
    hot_spots: tuple[HotSpot, ...]
    recommendations: tuple[AddresseeLine, ...]
    outcomes: tuple[OutcomeLine, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values under stable keys: days and moments (UTC) as ISO text, percentages as numbers."""
        plain: dict[str, Any] = _plain(self)
        return plain


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
