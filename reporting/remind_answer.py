"""What an officer answers to a reminder: later (để sau), or that there is a difficulty (báo khó khăn)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from reporting import mail, owed, remind_scene, remind_turns, rights, warned
from reporting.daysoff import ONE_DAY, Office
from reporting.ladder import MORNING
from reporting.refusal import Refusal
from reporting.remind_facts import Turns, snooze_limit
from reporting.remind_scene import UPPER
from reporting.text import clean, utf16_len
from storage import audit, officers, reminders, reminding
from storage.reminders import Reminder
from storage.reminding import SNOOZE

HOUR, TOMORROW, BEFORE = "1h", "tomorrow", "before"
CHOICES = (HOUR, TOMORROW, BEFORE)
DIFFICULTY_MOST = 1000
"""Letters: it is read on a phone among other messages."""


@dataclass(frozen=True)
class Snoozed:
    """When the officer hears of it again, and how many reports that is about."""

    at: datetime
    count: int


def snooze(
    session: Session, now: datetime, officer_id: int, what: int | Sequence[int], choice: str, office: Office
) -> Snoozed:
    """Say it again later: `what` is the message that was tapped, or numbers of reminders; `choice` one of CHOICES.

    Each report is put off as long as it can be: never past 15:00 of its last good day, always in working time. The
    last choice counts. Raises Refusal("refused-snooze-past") when there is no such time left for any of them, and
    Refusal("refused-out-of-date") when the message is not this officer's or all of it is settled.
    """
    rows = reminders.of_message(session, what) if isinstance(what, int) else reminding.by_ids(session, list(what))
    turns = remind_turns.of_rows(session, rows, office)
    asked = _open(session, officer_id, rows, turns)
    if not asked or choice not in CHOICES:
        raise Refusal("refused-out-of-date")
    put = [(row, at) for row in asked if (at := _later(row, choice, now, turns, office)) is not None]
    if not put:
        last = max(turns[row.duty, row.period].day_of(row.unit_id) for row in asked)
        raise Refusal("refused-snooze-past", last=f"{last:%d/%m/%Y}")
    made = [_row(row, at, turns, now) for row, at in put]
    _forget(session, officer_id, put, {one["key"] for one in made})
    reminders.put(session, made)
    first = min(at for _, at in put)
    audit.note(session, now, officer_id, "reminder.snooze", "reminder", put[0][0].id, after={"at": first.isoformat()})
    return Snoozed(first, len(put))


def _open(session: Session, officer_id: int, rows: Sequence[Reminder], turns: Turns) -> list[Reminder]:
    """One reminder for each report that the officer was reminded of and that is still missing."""
    found: dict[tuple[str, str, int], Reminder] = {}
    for row in rows:
        own = row.officer_id == officer_id and row.to != UPPER and row.state in ("said", "waiting")
        turn = turns.get((row.duty, row.period))
        own = own and rights.may(session, officer_id, "report.write", row.unit_id)  # the post may have ended since
        if own and turn is not None and remind_turns.unanswered(session, turn, [row.unit_id]):
            found[row.duty, row.period, row.unit_id] = row
    return list(found.values())


def _later(row: Reminder, choice: str, now: datetime, turns: Turns, office: Office) -> datetime | None:
    """When this report is spoken of again, None when that would be too late or is past."""
    last = turns[row.duty, row.period].day_of(row.unit_id)
    if choice == HOUR:
        at = office.next_working_time((now + timedelta(hours=1)).replace(second=0, microsecond=0))
    elif choice == TOMORROW:
        at = office.at(office.working_day_on_or_after(office.today(now) + ONE_DAY), MORNING)
    else:
        at = office.at(office.working_day_on_or_before(last - ONE_DAY), MORNING)
    return at if now < at <= snooze_limit(last, office) else None


def _row(row: Reminder, at: datetime, turns: Turns, now: datetime) -> dict[str, Any]:
    day = turns[row.duty, row.period].day_of(row.unit_id)
    rung = f"{day.isoformat()}/{SNOOZE}@{at:%Y%m%dT%H%M}"
    return {
        "key": f"{row.duty}/{row.period}/{row.unit_id}/{rung}/{row.officer_id}",
        "duty": row.duty,
        "period": row.period,
        "unit_id": row.unit_id,
        "officer_id": row.officer_id,
        "step": SNOOZE,
        "to": row.to,
        "last_good_day": day,
        "at": at,
        "state": "waiting",
        "made_at": now,
    }


def _forget(session: Session, officer_id: int, put: list[tuple[Reminder, datetime]], keys: set[str]) -> None:
    """An earlier choice for the same reports counts no longer."""
    about = {(row.duty, row.period, row.unit_id) for row, _ in put}
    old = [
        one.id
        for duty, period in {(row.duty, row.period) for row, _ in put}
        for one in reminding.asked_for(session, duty, period)
        if one.officer_id == officer_id and (duty, period, one.unit_id) in about and one.key not in keys
    ]
    reminding.settle(session, old, "cancelled")


@dataclass(frozen=True)
class Difficulty:
    """Who was told of it, by name, and how many could not be reached."""

    told: tuple[str, ...]
    unreached: int


def difficulty(
    session: Session,
    now: datetime,
    officer_id: int,
    duty: str,
    period: str,
    unit_id: int,
    text: str,
    office: Office,
    verbatim: bool = False,
) -> Difficulty:
    """Tell the level above what keeps this report, with an audit line; it moves no deadline.

    The same text again is not sent twice. Raises Delicate, unless the officer has seen what is (`verbatim`); and
    Refusal: "refused-right" to who does not file for the unit, "refused-empty", "refused-long" (given, most),
    "refused-out-of-date" for a report that is not asked for.
    """
    rights.demand(session, officer_id, "report.write", unit_id)
    words = _words(text)
    seen = warned.in_text(words)
    warned.demand(seen, verbatim)
    warned.note(session, now, officer_id, "report.verbatim", "unit", unit_id, seen, unit_id)
    turn = owed.find(session, duty, period, unit_id, office)
    by = officers.by_id(session, officer_id)
    scene = remind_scene.load(session, office, now)
    above = list(dict.fromkeys(one.officer_id for one in scene.above(unit_id) if one.officer_id != officer_id))
    values = {
        "duty": duty,
        "period": period,
        "unit_id": unit_id,
        "unit": turn.unit,
        "last_good_day": turn.last_good_day.isoformat(),
        "by": by.name if by else "",
        "note": words,
        "at": now.isoformat(),
    }
    mark = sha256(words.encode()).hexdigest()[:12]
    key = f"difficulty:{duty}:{period}:{unit_id}:{officer_id}:{mark}"
    unreached = mail.queue(session, now, "notice", key, above, {"text": "difficulty", "values": values})
    about = {"duty": duty, "period": period, "note": words, "told": [one for one in above if one not in unreached]}
    audit.note(session, now, officer_id, "report.difficulty", "unit", unit_id, unit_id=unit_id, after=about)
    told = tuple(scene.contacts[one].name for one in above if one not in unreached)
    return Difficulty(told, len(unreached))


def _words(text: str) -> str:
    words = clean(text).strip()
    if not words:
        raise Refusal("refused-empty")
    if utf16_len(words) > DIFFICULTY_MOST:
        raise Refusal("refused-long", given=utf16_len(words), most=DIFFICULTY_MOST)
    return words
