"""Obligations to report that a plan states, as proposals for duties: the office accepts or refuses each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from reporting import plan_events
from reporting.daysoff import Office
from reporting.due import LAST_MONTH, DueRule, last_good_day
from reporting.ladder import DEFAULT_LADDER, ladder_to_json
from reporting.periods import TURNS_A_YEAR, period_of
from reporting.plan_turns import CADENCES
from reporting.refusal import Refusal
from reporting.text import fold
from storage import audit, plan_drafts
from storage.duties import Duty
from storage.plan_drafts import ACCEPTED, PROPOSED, REFUSED, PlanDuty

FORM = "results"

_KINDS_OF = {
    "cap xa": ("xa", "phuong", "dac_khu"),
    "cap huyen": ("huyen",),
    "to chuc thanh vien": ("to_chuc_thanh_vien",),
    "to chuc chinh tri xa hoi": ("to_chuc_thanh_vien",),
    "khu dan cu": ("khu_dan_cu",),
    "thanh pho": ("huyen",),
    "dac khu": ("dac_khu",),
    "thi tran": ("thi_tran",),
    "thi xa": ("huyen",),
    "phuong": ("phuong",),
    "huyen": ("huyen",),
    "quan": ("huyen",),
    "xa": ("xa",),
}
_KINDS = re.compile(rf"\b({'|'.join(_KINDS_OF)})\b")
_ALL_OF = re.compile(r"\b(?:cac|tat ca|toan bo|moi)\b|\b(?=cap (?:xa|huyen)\b)")


@dataclass(frozen=True)
class Proposal:
    """One obligation. `kinds`: the kinds of unit that owe it, none where the words do not tell; `duty`: its code.

    `active`: whether it has (or would have) a day and somebody who owes it, so that it is asked for at once.
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


def rule_of(told: Mapping[str, Any]) -> DueRule | None:
    """The due rule that an obligation states, without a day where the text gives none that a rule can hold.

    None for what does not come back («đột xuất», once, or a frequency that the text does not tell).
    """
    cadence = CADENCES.get(str(told.get("frequency")))
    if cadence is None:
        return None
    month, only, day = told.get("month"), None, told.get("before_day")
    length = 12 // TURNS_A_YEAR[cadence]
    if isinstance(month, int):
        only = (month - 1) // length + 1 if TURNS_A_YEAR[cadence] > 1 and length > 1 else None
        month = (month - 1) % length + 1
    elif month == "first_of_next":
        month, day = LAST_MONTH, None  # a rule counts within its own period: the office gives the day
    elif month == "last_of_quarter" or month == "each" or length == 1:
        month = LAST_MONTH
    else:
        month, day = LAST_MONTH, None
    return DueRule(cadence, month=month, day=day if isinstance(day, int) else None, cutoff_day=None, only_index=only)


def kinds_of(who: str) -> tuple[str, ...]:
    """The kinds of unit that the words name as a group («các xã, phường»); none where they name no group."""
    folded = fold(who)
    begins = [found.end() for found in _ALL_OF.finditer(folded)]
    if not begins:
        return ()
    named = _KINDS.findall(folded[begins[-1] :])
    return tuple(dict.fromkeys(kind for words in named for kind in _KINDS_OF[words]))


def proposals(session: Session, officer_id: int, plan_id: int) -> list[Proposal]:
    """The obligations that the plan states, undecided ones first. Raises Refusal."""
    plan_events.known_plan(session, officer_id, plan_id)
    rows = plan_drafts.duties_of_plan(session, plan_id)
    return sorted((_proposal(row) for row in rows), key=lambda one: (one.state != PROPOSED, one.id))


def _proposal(row: PlanDuty) -> Proposal:
    told, rule = row.told, rule_of(row.told)
    kinds = kinds_of(str(told.get("who") or ""))
    return Proposal(
        id=row.id or 0,
        plan_id=row.plan_id or 0,
        who=str(told.get("who") or ""),
        to=str(told.get("to") or ""),
        what=str(told.get("what") or ""),
        phrase=str(told.get("phrase") or ""),
        frequency=str(told.get("frequency")),
        before_day=rule.day if rule else None,
        kinds=kinds,
        state=row.state,
        duty=row.duty,
        possible=rule is not None,
        active=bool(rule and rule.active and kinds),
    )


def _open(session: Session, officer_id: int, duty_id: int) -> PlanDuty:
    row = plan_drafts.duty(session, duty_id, lock=True)
    if row is None or row.plan_id is None:
        raise Refusal("refused-out-of-date")
    plan_events.known_plan(session, officer_id, row.plan_id)
    return row


def accept(session: Session, now: datetime, officer_id: int, duty_id: int, office: Office) -> Proposal:
    """Make it a duty, asked for from the turn that can still be on time; without a day or owers it is off until the
    office gives them. Twice is once. Raises Refusal("plan-refused-duty") for what does not come back."""
    row = _open(session, officer_id, duty_id)
    rule = rule_of(row.told)
    if rule is None:
        raise Refusal("plan-refused-duty")
    if row.state != PROPOSED:
        return _proposal(row)
    kinds = kinds_of(str(row.told.get("who") or ""))
    code = f"p{row.plan_id}-{row.id}"
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
    row = _open(session, officer_id, duty_id)
    return _proposal(row) if row.state != PROPOSED else _decided(session, now, officer_id, row, REFUSED)


def _decided(session: Session, now: datetime, officer_id: int, row: PlanDuty, state: str) -> Proposal:
    row.state, row.by, row.at = state, officer_id, now
    session.add(row)
    session.flush()
    told = {"duty": row.duty, "told": row.told}
    audit.note(session, now, officer_id, f"plan.duty-{state}", "plan", row.plan_id, after=told)
    return _proposal(row)
