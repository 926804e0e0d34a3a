"""Sum up one turn over one branch of the tree (tổng hợp), compared with the turn before: figures, no words."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from reporting import gathered, timeliness, turns
from reporting.daysoff import Office
from reporting.summary import SCHEMA, Root, Summary
from reporting.timeliness import LATE, RECEIVED, UnitLine
from reporting.turns import Turn
from storage import branches, units

ACT = "summary.read"

# What the reports of one turn say: rows by kind.
Said = dict[str, Sequence[Any]]


def summarise(
    session: Session, now: datetime, officer_id: int | None, duty: str, period: str, root_unit_id: int, office: Office
) -> Summary:
    """The summary of that duty and period over the units at and below the root. Reads only.

    Units that owe are those of the duty's kinds that lived on the period's last good day; only their reports are
    in the figures. The officer needs the right to it (None: the command line). Raises Refusal.
    """
    turn = turns.find(session, officer_id, ACT, duty, period, root_unit_id, office)
    earlier = turns.before(turn, office)
    tree = branches.tree(session, turn.scope)
    was = timeliness.unit_lines(session, now, earlier, office, tree, {})[0] if earlier else []
    lines, beyond = timeliness.unit_lines(session, now, turn, office, tree, {line.unit_id: line.state for line in was})
    before = _read(session, earlier, was) if earlier and was else None
    return _put_together(session, now, turn, earlier if was else None, lines, was, beyond, before)


def _read(session: Session, turn: Turn, lines: Sequence[UnitLine]) -> Said:
    """Only of the units that were counted: what is handed in while this runs must not stand in one half of it."""
    counted = {line.report_id for line in lines}
    said = {
        "choices": branches.choices(session, turn.scope),
        "figures": branches.figures(session, turn.scope),
        "opinions": branches.opinions(session, turn.scope),
        "recommendations": branches.recommendations(session, turn.scope),
        "outcomes": branches.outcomes(session, turn.scope),
    }
    return {kind: [row for row in rows if row[0] in counted] for kind, rows in said.items()}


def _put_together(
    session: Session,
    now: datetime,
    turn: Turn,
    earlier: Turn | None,
    lines: list[UnitLine],
    was: list[UnitLine],
    beyond: list[int],
    before: Said | None,
) -> Summary:
    form, said, past = turn.form, _read(session, turn, lines), before or {}
    names = {line.unit_id: line.name for line in lines}
    all_opinions, topics = gathered.opinions(form, said["opinions"], past.get("opinions"))
    hottest = gathered.hottest(form)
    known = {row[2] for row in said["opinions"]}
    hot = [pair for pair in branches.opinions_at(session, turn.scope, hottest or "") if pair[0].id in known]
    return Summary(
        schema=SCHEMA,
        duty=turn.duty.code,
        form=turn.duty.form,
        period=turn.period.code,
        previous=earlier.period.code if earlier else None,
        made_at=now.astimezone(UTC),
        unit=_root(session, turn),
        nominal_day=turn.nominal_day,
        last_good_day=turn.last_good_day,
        cutoff=turn.cutoff,
        reports=timeliness.compared(timeliness.tally(lines), timeliness.tally(was) if was else None),
        branches=timeliness.branch_lines(session, lines, was),
        units=tuple(lines),
        late=tuple(line for line in lines if line.state == LATE),
        missing=tuple(line for line in lines if line.state not in RECEIVED),
        beyond=tuple(beyond),
        choices=gathered.choices(form, said["choices"], past.get("choices")),
        figures=gathered.figures(form, said["figures"], past.get("figures")),
        checks=gathered.checks(form, said["figures"]),
        shares=gathered.shares(form, said["figures"], past.get("figures")),
        hottest=hottest,
        opinions=all_opinions,
        topics=topics,
        hot_spots=gathered.hot_spots(topics, hot, names),
        recommendations=gathered.recommendations(form, said["recommendations"], past.get("recommendations"), names),
        outcomes=gathered.outcomes(form, said["outcomes"], past.get("outcomes")),
    )


def _root(session: Session, turn: Turn) -> Root:
    unit = units.by_id(session, turn.scope.root_id)
    assert unit is not None and unit.id is not None
    return Root(unit.id, unit.code, unit.name, unit.kind, unit.parent_id)
