"""Obligations to report that a plan states, as proposals for duties: the office accepts or refuses each."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from reporting import plan_events, plan_import
from reporting.daysoff import Office
from reporting.due import LAST_MONTH, DueRule, last_good_day
from reporting.ladder import DEFAULT_LADDER, ladder_to_json
from reporting.periods import period_of
from reporting.plan_duty_rule import FREQUENCIES, day_typed, kinds_of, rule_of
from reporting.refusal import Refusal
from storage import audit, duties, plan_duties, tasks, units
from storage.base import Json
from storage.duties import Duty
from storage.plan_duties import ACCEPTED, PROPOSED, REFUSED, PlanDuty

OWERS = ("xa", "phuong", "dac_khu", "huyen", "thi_tran", "khu_dan_cu", "to_chuc_thanh_vien")
"""The kinds of unit that can owe a report."""
FORM = "results"


@dataclass(frozen=True)
class Proposal:
    """One obligation. `kinds`: the kinds of unit that owe it, none where the words do not tell; `duty`: its code.

    `active`: whether it has (or would have) a day and somebody who owes it, so that it is asked for at once.
    `month`, `only`, `before`: as in a due rule. `choices`: (kind, how many units), for who decides.
    """

    id: int
    plan_id: int
    who: str
    to: str
    what: str
    phrase: str
    frequency: str
    before_day: int | None
    kinds: tuple[str, ...]
    state: str
    duty: str | None
    possible: bool
    active: bool
    month: int = LAST_MONTH
    only: int | None = None
    before: bool = True
    choices: tuple[tuple[str, int], ...] = ()


def proposals(session: Session, officer_id: int, plan_id: int) -> list[Proposal]:
    """The obligations that the plan states, undecided ones first. Raises Refusal."""
    plan_events.known_plan(session, officer_id, plan_id)
    rows = plan_duties.of_plan(session, plan_id)
    return sorted((_proposal(row) for row in rows), key=lambda one: (one.state != PROPOSED, one.id))


def detail(session: Session, now: datetime, officer_id: int, duty_id: int, office: Office) -> Proposal:
    """One of them, with the kinds of unit that could owe it. Raises Refusal."""
    row = _known(session, officer_id, duty_id)
    plan = plan_events.known_plan(session, officer_id, row.plan_id or 0)
    counts: dict[str, int] = {}
    for unit in plan_import.assignable(session, now, plan.unit_id, office):
        if unit.id != plan.unit_id and unit.kind in OWERS:
            counts[unit.kind] = counts.get(unit.kind, 0) + 1
    choices = tuple((kind, counts[kind]) for kind in OWERS if kind in counts)
    return replace(_proposal(row), choices=choices)


def _proposal(row: PlanDuty) -> Proposal:
    told, rule, kinds = row.told, rule_of(row.told, row.given), _kinds(row)
    return Proposal(
        id=row.id or 0,
        plan_id=row.plan_id or 0,
        who=str(told.get("who") or ""),
        to=str(told.get("to") or ""),
        what=str(told.get("what") or ""),
        phrase=str(told.get("phrase") or ""),
        frequency=str(row.given.get("frequency") or told.get("frequency")),
        before_day=rule.day if rule else None,
        kinds=kinds,
        state=row.state,
        duty=row.duty,
        possible=rule is not None,
        active=bool(rule and rule.active and kinds),
        month=rule.month if rule else LAST_MONTH,
        only=rule.only_index if rule else None,
        before=rule.before if rule else True,
    )


def _kinds(row: PlanDuty) -> tuple[str, ...]:
    if "kinds" in row.given:
        return tuple(str(one) for one in row.given["kinds"])
    return kinds_of(str(row.told.get("who") or ""))


def _known(session: Session, officer_id: int, duty_id: int, lock: bool = False) -> PlanDuty:
    row = plan_duties.by_id(session, duty_id, lock)
    if row is None or row.plan_id is None:
        raise Refusal("refused-out-of-date")
    plan_events.known_plan(session, officer_id, row.plan_id)
    return row


def set_day(session: Session, now: datetime, officer_id: int, duty_id: int, raw: str, office: Office) -> Proposal:
    """By which day it is due, as it was typed; a duty that is there already follows. Raises Refusal."""
    return _give(session, now, officer_id, duty_id, day_typed(raw), office)


def set_frequency(
    session: Session, now: datetime, officer_id: int, duty_id: int, frequency: str, office: Office
) -> Proposal:
    """How often it comes, where the text does not tell. Raises Refusal."""
    if frequency not in FREQUENCIES:
        raise Refusal("refused-out-of-date")
    return _give(session, now, officer_id, duty_id, {"frequency": frequency}, office)


def turn_kind(session: Session, now: datetime, officer_id: int, duty_id: int, kind: str, office: Office) -> Proposal:
    """Units of this kind owe it, or (they did) do not. Raises Refusal."""
    if kind not in OWERS:
        raise Refusal("refused-out-of-date")
    there = _kinds(_known(session, officer_id, duty_id))
    kinds = [one for one in OWERS if (one in there) != (one == kind)]
    return _give(session, now, officer_id, duty_id, {"kinds": kinds}, office)


def _give(session: Session, now: datetime, officer_id: int, duty_id: int, fresh: Json, office: Office) -> Proposal:
    row = _open(session, officer_id, duty_id)
    if row.state == REFUSED or (row.state == ACCEPTED and "frequency" in fresh):
        raise Refusal("refused-out-of-date")
    before, row.given = row.given, {**row.given, **fresh}
    session.add(row)
    session.flush()
    if row.state == ACCEPTED:
        _follow(session, now, row, office)
    audit.note(
        session,
        now,
        officer_id,
        "plan.duty-given",
        "plan",
        row.plan_id,
        before={"given": before},
        after={"given": row.given, "duty": row.duty},
    )
    return _proposal(row)


def _follow(session: Session, now: datetime, row: PlanDuty, office: Office) -> None:
    """The duty that came of it has this day and is owed by these from now on."""
    duty, rule, kinds = duties.by_code(session, row.duty or ""), rule_of(row.told, row.given), _kinds(row)
    if duty is None or rule is None:
        raise Refusal("refused-out-of-date")
    if not duty.active:
        duty.first_period = _first(rule, now, office)
    duty.rule, duty.owed_by, duty.active = rule.to_json(), list(kinds), rule.active and bool(kinds)
    session.add(duty)


def _open(session: Session, officer_id: int, duty_id: int) -> PlanDuty:
    row = _known(session, officer_id, duty_id, lock=True)
    _demand_whole_tree(session, row)
    return row


def accept(session: Session, now: datetime, officer_id: int, duty_id: int, office: Office) -> Proposal:
    """Make it a duty, asked for from the turn that can still be on time; without a day or owers it is off until the
    office gives them. Twice is once. Raises Refusal("plan-refused-duty") for what does not come back."""
    row = _open(session, officer_id, duty_id)
    rule, kinds = rule_of(row.told, row.given), _kinds(row)
    if rule is None:
        raise Refusal("plan-refused-duty")
    if row.state != PROPOSED:
        return _proposal(row)
    code = _code(session, row)
    session.add(
        Duty(
            code=code,
            form=FORM,
            active=rule.active and bool(kinds),
            first_period=_first(rule, now, office),
            rule=rule.to_json(),
            ladder=ladder_to_json(DEFAULT_LADDER),
            owed_by=list(kinds),
        )
    )
    session.flush()
    row.duty = code
    return _decided(session, now, officer_id, row, ACCEPTED)


def _code(session: Session, row: PlanDuty) -> str:
    """What people read in «Báo cáo theo kế hoạch số 15»: the plan's number, and ours to tell it from others."""
    plan = tasks.plan(session, row.plan_id)
    digits = re.match(r"\d{1,8}", plan.number or "") if plan is not None else None
    return f"kh{digits[0] if digits else ''}-{row.id}"


def _demand_whole_tree(session: Session, row: PlanDuty) -> None:
    """A duty is owed by every unit of a kind, so only the office at the top of the tree lays one on them."""
    plan = tasks.plan(session, row.plan_id)
    unit = units.by_id(session, plan.unit_id) if plan is not None else None
    if unit is None or unit.parent_id is not None:
        raise Refusal("refused-right")


def _first(rule: DueRule, now: datetime, office: Office) -> str:
    today = office.today(now)
    period = period_of(rule.cadence, today)
    while rule.only_index not in (None, period.index):
        period = period.next()
    if rule.active and last_good_day(rule, period, office) < today:
        period = period.next()
    return period.code


def refuse(session: Session, now: datetime, officer_id: int, duty_id: int) -> Proposal:
    """It becomes no duty. What was accepted already stays a duty."""
    row = _known(session, officer_id, duty_id, lock=True)
    return _proposal(row) if row.state != PROPOSED else _decided(session, now, officer_id, row, REFUSED)


def _decided(session: Session, now: datetime, officer_id: int, row: PlanDuty, state: str) -> Proposal:
    row.state, row.by, row.at = state, officer_id, now
    session.add(row)
    session.flush()
    told = {"duty": row.duty, "told": row.told}
    audit.note(session, now, officer_id, f"plan.duty-{state}", "plan", row.plan_id, after=told)
    return _proposal(row)
