"""The last moment before a reminder leaves: whether it is still wanted, and what is true now.

A report that came meanwhile is not asked for, a deadline that passed meanwhile is spoken of as passed.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from reporting import draft as drafts
from reporting import progress, remind_facts, remind_turns
from reporting.daysoff import Office
from reporting.remind_facts import Turns
from reporting.remind_gather import KIND, ids
from reporting.remind_scene import OWN, REPORTER, UPPER, UPPER_ROLES
from storage import officers, remind_views, reminders, reminding, units
from storage.base import Json
from storage.outbox import Outbox
from storage.reminders import Reminder


def wanted(session: Session, row: Outbox, now: datetime, office: Office) -> Json | None:
    """What this message is to say if it leaves now; None when it is not to leave.

    Asked by the sender in the transaction that claims the message. Reminders of reports that came meanwhile, and
    those of officers who hold the post no longer, are cancelled. Outside the office's working time nothing is said:
    what the message carried is let go, to be gathered anew when the office opens. Other kinds of message are wanted
    as they are.
    """
    if row.kind != KIND or row.id is None:
        return row.content
    if not office.is_working_time(now):
        reminding.release(session, row.id)
        return None
    rows = [one for one in reminders.of_message(session, row.id) if one.state == "waiting"]
    turns = remind_turns.of_rows(session, rows, office)
    kept = _still_true(session, rows, turns, row.officer_id, office, now)
    reminding.settle(session, ids(rows) - ids(kept), "cancelled")
    if not kept:
        return None
    return _content(session, row, kept, turns, now)


def said(session: Session, outbox_id: int) -> None:
    """The message went out: what it carried is said."""
    carried = reminders.of_message(session, outbox_id)
    reminders.mark(session, [one.id for one in carried if one.id is not None and one.state == "waiting"], "said")


def _still_true(
    session: Session, rows: Sequence[Reminder], turns: Turns, officer_id: int, office: Office, now: datetime
) -> list[Reminder]:
    living = _living(session, {row.unit_id for row in rows}, office, now)
    asked = {key: remind_turns.unanswered(session, turn, living) for key, turn in turns.items()}
    own, below = _posts(session, officer_id, any(row.to == UPPER for row in rows))
    kept = []
    for row in rows:
        turn = turns.get((row.duty, row.period))
        if turn is None or row.unit_id not in asked[row.duty, row.period]:
            continue
        if not turn.owes(living[row.unit_id]) or row.last_good_day != turn.day_of(row.unit_id):
            continue
        if row.unit_id in (below if row.to == UPPER else own):
            kept.append(row)
    return kept


def _living(session: Session, unit_ids: set[int], office: Office, now: datetime) -> dict[int, str]:
    today = office.today(now)
    return {
        unit_id: unit.kind
        for unit_id, unit in units.by_ids(session, list(unit_ids)).items()
        if (unit.valid_from is None or unit.valid_from <= today) and (unit.valid_to is None or unit.valid_to >= today)
    }


def _posts(session: Session, officer_id: int, upper: bool) -> tuple[set[int], set[int]]:
    """The units for which the officer files, and (when asked for) all units below which the officer looks after."""
    held = officers.posts(session, officer_id)
    own = {post.unit_id for post in held if post.role in OWN}
    tops = [post.unit_id for post in held if post.role in UPPER_ROLES]
    return own, (remind_views.below(session, tops) if upper and tops else set())


def _content(session: Session, row: Outbox, kept: list[Reminder], turns: Turns, now: datetime) -> Json:
    own = [one for one in kept if one.to != UPPER]
    names = {unit_id: unit.name for unit_id, unit in units.by_ids(session, [one.unit_id for one in kept]).items()}
    officer = officers.by_id(session, row.officer_id)
    reporters: dict[int, list[str]] = {}
    for unit_id, _, _, who in officers.holders(
        session, [one.unit_id for one in own if one.to != REPORTER], (REPORTER,)
    ):
        reporters.setdefault(unit_id, []).append(who.name)
    return remind_facts.content(
        (officer.name, officer.title) if officer else ("", ""),
        _front(session, kept[0].unit_id),
        kept,
        turns,
        names,
        now,
        ref=row.id,
        drafts=_drafts(session, own, row.officer_id, now),
        reporters=reporters,
    )


def _drafts(
    session: Session, own: Sequence[Reminder], officer_id: int, now: datetime
) -> dict[tuple[str, str, int], tuple[int, int]]:
    found = {}
    for duty, period in {(one.duty, one.period) for one in own}:
        asked = [one.unit_id for one in own if (one.duty, one.period) == (duty, period)]
        for unit_id, report in remind_views.drafts(session, duty, period, asked).items():
            if report.revision:  # opened and left empty is not begun
                found[duty, period, unit_id] = progress.counted(drafts.snapshot(session, report), officer_id, now)
    return found


def _front(session: Session, unit_id: int) -> str:
    """The name of the unit at the top of the tree."""
    unit = units.by_id(session, unit_id)
    seen = set()
    while unit is not None and unit.parent_id is not None and unit.parent_id not in seen:
        seen.add(unit.parent_id)
        unit = units.by_id(session, unit.parent_id)
    return unit.name if unit else ""
