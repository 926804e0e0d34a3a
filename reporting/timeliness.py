"""Who handed in and when (đầy đủ, đúng hạn): unit by unit, child by child of the root, and in all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from reporting import due
from reporting.changes import points
from reporting.daysoff import Office
from reporting.figures_text import percent
from reporting.turns import Turn
from storage import branches, duties, units
from storage.units import Unit

Tree = Mapping[int, int | None]

ON_TIME, LATE, WAITING, OVERDUE = "on_time", "late", "waiting", "overdue"
RECEIVED = (ON_TIME, LATE)


@dataclass(frozen=True)
class Tally:
    """Units, not submissions. `missing` have not handed in; `overdue` are those of them whose last good day is past.

    Both percentages are of the units that owe, as reporting rates are counted everywhere.
    """

    owed: int
    received: int
    on_time: int
    late: int
    missing: int
    overdue: int
    received_percent: Decimal | None
    on_time_percent: Decimal | None


@dataclass(frozen=True)
class TallyChange:
    """Differences to the turn before, in units; `…_points` in percentage points."""

    owed: int
    received: int
    on_time: int
    late: int
    missing: int
    received_points: Decimal | None
    on_time_points: Decimal | None


@dataclass(frozen=True)
class Reports:
    """Completeness and timeliness now, in the turn before, and the difference."""

    now: Tally
    before: Tally | None
    change: TallyChange | None


@dataclass(frozen=True)
class UnitLine:
    """One unit that owes. `state`: on_time, late, waiting (may still be on time), overdue; `before` likewise.

    `days`: late by so many calendar days, or overdue so far; 0 otherwise. `branch_id`: the child of the root under
    which it stands, None for the root itself.
    """

    unit_id: int
    code: str | None
    name: str
    branch_id: int | None
    state: str
    report_id: int | None
    handed_at: datetime | None
    last_good_day: date
    extended: bool
    days: int
    before: str | None


@dataclass(frozen=True)
class BranchLine:
    """One child of the root with all that stands below it. `leaf`: no unit owes but the child itself."""

    unit_id: int
    code: str | None
    name: str
    leaf: bool
    reports: Reports
    report_ids: tuple[int, ...]


def unit_lines(
    session: Session, now: datetime, turn: Turn, office: Office, tree: Tree, before: Mapping[int, str]
) -> tuple[list[UnitLine], list[int]]:
    """A line for every unit that owes, by name, and the reports of units of the branch that do not owe."""
    owing = branches.owing(session, turn.scope)
    handed: dict[int, Any] = {row[1]: row for row in branches.handed(session, turn.scope)}
    extended = duties.extensions(session, turn.duty.code, turn.period.code)
    under = _children(tree, turn.scope.root_id)
    lines = []
    for unit in owing:
        assert unit.id is not None
        state, report_id, handed_at, last, days = _standing(
            now, turn, office, handed.get(unit.id), extended.get(unit.id)
        )
        lines.append(
            UnitLine(
                unit_id=unit.id,
                code=unit.code,
                name=unit.name,
                branch_id=under.get(unit.id),
                state=state,
                report_id=report_id,
                handed_at=handed_at,
                last_good_day=last,
                extended=unit.id in extended,
                days=days,
                before=before.get(unit.id),
            )
        )
    owe = {line.unit_id for line in lines}
    return lines, [row[0] for unit_id, row in handed.items() if unit_id not in owe]


def _standing(
    now: datetime, turn: Turn, office: Office, row: Any, extended_to: date | None
) -> tuple[str, int | None, datetime | None, date, int]:
    """(state, report, first handed in at, last good day, days late or overdue) of one unit.

    What was handed in was judged then, by the extension of that day, and is not judged anew.
    """
    if row is not None:
        report_id, _, on_time, handed_at, last = row
        return (ON_TIME if on_time else LATE), report_id, handed_at, last, due.days_late(handed_at, last, office)
    last = due.last_good_day(turn.rule, turn.period, office, extended_to)
    days = due.days_late(now, last, office)
    return (OVERDUE if days else WAITING), None, None, last, days


def _children(tree: Tree, root_id: int) -> dict[int, int]:
    """For every unit below the root the child of the root under which it stands (itself, for a child)."""
    below: dict[int | None, list[int]] = {}
    for unit_id, parent in tree.items():
        below.setdefault(parent, []).append(unit_id)
    found: dict[int, int] = {}
    for child in below.get(root_id, ()):
        waiting = [child]
        while waiting:
            at = waiting.pop()
            if at not in found and at != root_id:
                found[at] = child
                waiting += below.get(at, ())
    return found


def tally(lines: Iterable[UnitLine]) -> Tally:
    """Count units."""
    states = [line.state for line in lines]
    received = sum(state in RECEIVED for state in states)
    on_time = states.count(ON_TIME)
    return Tally(
        owed=len(states),
        received=received,
        on_time=on_time,
        late=states.count(LATE),
        missing=len(states) - received,
        overdue=states.count(OVERDUE),
        received_percent=percent(received, len(states)),
        on_time_percent=percent(on_time, len(states)),
    )


def compared(now: Tally, before: Tally | None) -> Reports:
    """Both turns and the difference; `before` None: nobody owed anything then."""
    if before is None:
        return Reports(now, None, None)
    change = TallyChange(
        owed=now.owed - before.owed,
        received=now.received - before.received,
        on_time=now.on_time - before.on_time,
        late=now.late - before.late,
        missing=now.missing - before.missing,
        received_points=points(now.received_percent, before.received_percent),
        on_time_points=points(now.on_time_percent, before.on_time_percent),
    )
    return Reports(now, before, change)


def branch_lines(
    session: Session, lines: Sequence[UnitLine], before: Sequence[UnitLine] | None
) -> tuple[BranchLine, ...]:
    """A line for each child of the root in whose branch somebody owes, by name."""
    now_under, before_under = _grouped(lines), _grouped(before or ())
    heads = units.by_ids(session, list(now_under))
    made = [_branch_line(heads[child], now_under[child], before_under.get(child)) for child in now_under]
    return tuple(sorted(made, key=lambda line: (heads[line.unit_id].folded, line.unit_id)))


def _branch_line(head: Unit, lines: list[UnitLine], before: list[UnitLine] | None) -> BranchLine:
    assert head.id is not None
    return BranchLine(
        unit_id=head.id,
        code=head.code,
        name=head.name,
        leaf=[line.unit_id for line in lines] == [head.id],
        reports=compared(tally(lines), tally(before) if before else None),
        report_ids=tuple(line.report_id for line in lines if line.report_id is not None),
    )


def _grouped(lines: Iterable[UnitLine]) -> dict[int, list[UnitLine]]:
    found: dict[int, list[UnitLine]] = {}
    for line in lines:
        if line.branch_id is not None:
            found.setdefault(line.branch_id, []).append(line)
    return found
