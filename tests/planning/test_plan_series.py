"""A recurring task makes its turns until it is over, or until the office stops it by hand."""

from datetime import UTC, datetime

import pytest

from reporting import plan_series, plan_turns
from reporting.plan_series import Series
from reporting.refusal import Refusal
from storage import plan_tasks
from tests.planning.office import PLAN, Desk

MIDNIGHT = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)  # in Hà Nội December has begun


def only(desk: Desk, plan_id: int) -> Series:
    (found,) = desk.writes(plan_series.of_plan, plan_id)
    return found


def turns(desk: Desk, series: Series) -> list[str | None]:
    return [one.turn for one in desk.door.read(plan_tasks.occurrences, series.task_id)]


def test_a_stopped_one_makes_no_more_turns_and_what_runs_goes_on(table: Desk) -> None:
    plan = table.issues_all().plan_id
    series = only(table, plan)
    assert (series.recurring, series.until, series.stopped, series.turns) == ("monthly", None, False, 1)
    assert table.writes(plan_series.stop, series.task_id).stopped
    table.writes(plan_series.stop, series.task_id)
    table.now = MIDNIGHT
    assert table.door.write(plan_turns.tick, table.now, table.office) == 0
    assert turns(table, series) == ["2026-M11"]
    (turn,) = table.door.read(plan_tasks.occurrences, series.task_id)
    assert turn.state == "open"

    found = table.reads(PLAN.replace("trong tháng 01/2027", "trong tháng 02/2027"))
    assert [one.title for one in found.diff.changed] == ["Trao quà Tết cho hộ nghèo"]
    table.issues()
    assert only(table, plan).stopped, "a corrected plan that says the same of it does not start it again"


def test_it_is_taken_up_again_as_the_plan_has_it(table: Desk) -> None:
    plan = table.issues_all(PLAN.replace("hằng tháng.\n5.", "hằng tháng, đến ngày 30/6/2027.\n5.")).plan_id
    series = only(table, plan)
    until = series.until
    table.writes(plan_series.stop, series.task_id)
    table.now = MIDNIGHT
    again = table.writes(plan_series.resume, series.task_id)
    assert (again.until, again.stopped) == (until, False)
    assert turns(table, series) == ["2026-M11", "2026-M12"], "the turn that runs is given at once"
    table.writes(plan_series.stop, series.task_id)
    table.now = datetime(2027, 7, 2, tzinfo=UTC)
    if until is not None:
        with pytest.raises(Refusal, match="plan-refused-series-over"):
            table.writes(plan_series.resume, series.task_id)


def test_only_the_office_stops_it(table: Desk) -> None:
    series = only(table, table.issues_all().plan_id)
    with pytest.raises(Refusal, match="refused-right"):
        table.door.write(plan_series.stop, table.now, table.cast["an"], series.task_id, table.office)
