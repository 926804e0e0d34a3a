"""A nudge (đôn đốc): a person of the office writes to those missing, after a preview.

What came of it stands in reporting/nudge_state.py.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import mail, missing, preview_token, turns
from reporting.daysoff import Office
from reporting.missing import FILING, WAITING, Missing
from reporting.refusal import Refusal
from reporting.text import clean
from reporting.turns import Turn
from storage import audit, nudges, officers, reports
from storage.base import Json
from storage.outbox import Nudge, Outbox

ACT = "nudge.send"
# A nudge that could not leave for so long says nothing any more that the ladder does not say.
NUDGE_LIVES = timedelta(days=2)
# Who was nudged within this time is shown in the preview, so that nobody is nudged twice by two people.
LATELY = timedelta(hours=24)
NOTE_MOST = 500


@dataclass(frozen=True)
class Goes:
    """One unit that the nudge reaches, and to whom it goes there."""

    unit_id: int
    unit: str
    officers: tuple[str, ...]
    nudged_at: datetime | None


@dataclass(frozen=True)
class Preview:
    """What sending would do. `token` goes back with the order to send and makes it count once.

    `messages`: one for each officer of each unit. `unreached`: missing units that nobody can be written to.
    `working_hours`: False means that phones would ring outside office hours.
    """

    token: str
    duty: str
    period: str
    goes: tuple[Goes, ...]
    messages: int
    unreached: tuple[Missing, ...]
    working_hours: bool


def preview(
    session: Session,
    now: datetime,
    officer_id: int,
    duty: str,
    period: str,
    root_unit_id: int,
    unit_ids: Collection[int] | None,
    office: Office,
) -> Preview:
    """Who would get it and who cannot, as it stands now; `unit_ids` None means all that are missing. Reads only.

    Raises Refusal("refused-right"), Refusal("refused-nobody") when none of them is missing any more.
    """
    turn, found = _missing(session, now, officer_id, duty, period, root_unit_id, unit_ids, office)
    if not found:
        raise Refusal("refused-nobody")
    reached = [one for one in found if one.why == WAITING]
    known = officers.holders(session, [one.unit_id for one in reached], FILING)
    names = {officer.id: officer.name for *_, officer in known}
    lately = nudges.lately(session, duty, period, now - LATELY)
    return Preview(
        token=preview_token.make(now),
        duty=duty,
        period=turn.period.code,
        goes=tuple(
            Goes(one.unit_id, one.unit, tuple(names[o] for o in one.reached), lately.get(one.unit_id))
            for one in reached
        ),
        messages=sum(len(one.reached) for one in reached),
        unreached=tuple(one for one in found if one.why != WAITING),
        working_hours=office.is_working_time(now),
    )


def send(
    session: Session,
    now: datetime,
    officer_id: int,
    duty: str,
    period: str,
    root_unit_id: int,
    unit_ids: Collection[int] | None,
    office: Office,
    token: str,
    note: str = "",
) -> Nudge:
    """Queue the nudge for those who are missing at this very moment, with its audit line: one transaction.

    The same preview's token gives the same nudge again and sends nothing more. `note` is the sender's own word,
    at most NOTE_MOST letters. Raises Refusal: no right, an old preview ("refused-out-of-date"), nobody to reach
    ("refused-nobody"), a note that is too long.
    """
    preview_token.demand_fresh(token, now)
    turn, found = _missing(session, now, officer_id, duty, period, root_unit_id, unit_ids, office)
    sent = nudges.made_from(session, officer_id, duty, turn.period.code, f"nudge:{token}:")
    if sent is not None:
        return sent
    reached = [one for one in found if one.why == WAITING]
    if not reached:
        raise Refusal("refused-nobody")
    if len(note := clean(note).strip()) > NOTE_MOST:
        raise Refusal("refused-long", most=NOTE_MOST, given=len(note))
    nudge = _keep(session, now, officer_id, turn, reached, [one for one in found if one.why != WAITING])
    _queue(session, now, turn, reached, nudge, token, note)
    after = {"duty": duty, "period": turn.period.code, "units": [one.unit_id for one in reached], "note": note}
    audit.note(session, now, officer_id, "nudge.send", "nudge", nudge.id, unit_id=root_unit_id, after=after)
    return nudge


def _missing(
    session: Session,
    now: datetime,
    officer_id: int,
    duty: str,
    period: str,
    root_unit_id: int,
    unit_ids: Collection[int] | None,
    office: Office,
) -> tuple[Turn, list[Missing]]:
    turn = turns.find(session, officer_id, ACT, duty, period, root_unit_id, office)
    if not turn.duty.active:
        raise Refusal("refused-turn")
    found = missing.of_turn(session, now, turn, office)
    return turn, [one for one in found if unit_ids is None or one.unit_id in unit_ids]


def _keep(
    session: Session, now: datetime, officer_id: int, turn: Turn, reached: Sequence[Missing], rest: Sequence[Missing]
) -> Nudge:
    nudge = Nudge(
        by=officer_id,
        duty=turn.duty.code,
        period=turn.period.code,
        at=now,
        units=len(reached),
        unreached=[{"unit_id": one.unit_id, "unit": one.unit, "why": one.why} for one in rest],
    )
    nudges.add(session, nudge)
    return nudge


def _queue(
    session: Session, now: datetime, turn: Turn, reached: Sequence[Missing], nudge: Nudge, token: str, note: str
) -> None:
    sender = officers.by_id(session, nudge.by)
    told = {
        "nudge": nudge.id,
        "duty": nudge.duty,
        "period": nudge.period,
        "nominal_day": turn.nominal_day.isoformat(),
        "by": sender.name if sender else "",
        "by_title": sender.title if sender else "",
        "note": note,
    }
    messages = []
    for one in reached:
        of_unit = {"unit_id": one.unit_id, "unit": one.unit, "last_good_day": one.last_good_day.isoformat()}
        content = {"text": "nudge", "values": told | of_unit}
        messages.append(mail.Message(f"nudge:{token}:{one.unit_id}", one.reached, content))
    mail.queue_all(session, now, "nudge", messages, expires_at=now + NUDGE_LIVES, nudge_id=nudge.id)


def wanted(session: Session, row: Outbox, now: datetime | None = None) -> Json | None:
    """The nudge's content if it is still to be sent, for the sender's hook.

    None when the unit filed meanwhile or the officer left the post, at whatever hour that is asked.
    """
    values = row.content["values"]
    report = reports.of_unit(session, values["duty"], values["unit_id"], values["period"])
    holders = {officer.id for *_, officer in officers.holders(session, [values["unit_id"]], FILING)}
    if (report is not None and report.versions > 0) or row.officer_id not in holders:
        return None
    return row.content
