"""A messenger was silent for over a day: it keeps updates for 24 hours, so what people wrote before that may be gone.

Who may have written is asked, once for each silence, to send it again; the office hears of it by reporting/alarm.py.
"""

from datetime import datetime, time, timedelta

from sqlmodel import Session

from reporting.daysoff import ONE_DAY, Office
from storage import heard as rows
from storage import outbox
from storage.base import Json
from storage.heard import Heard

KIND = "notice"
TEXT = "silence"
KEPT = timedelta(hours=24)
"""Bot API, getUpdates: "Incoming updates are stored on the server until the bot receives them either way, but they
will not be kept longer than 24 hours"."""
MARGIN = timedelta(minutes=10)
"""While a day's updates are fetched one batch after the other, more of them come of age."""
EVERY = timedelta(minutes=5)
"""Between two notes of having been heard: a row that is written now and then, not with every fetch."""
ROLES = ("reporter", "head", "reviewer")
LATELY = timedelta(days=14)
DRAFTS = timedelta(days=30)
LASTS = timedelta(days=7)
# Nobody is woken up for it; but a deadline may lie on a Sunday, so that it does not wait for the office to open.
MORNING, EVENING = time(7, 0), time(21, 0)


def heard(session: Session, bot: str, at: datetime, now: datetime, office: Office) -> int:
    """All that was sent to `bot` ("telegram:7") until `at` has reached us, or is lost. Gives how many officers were
    asked to send something again: none unless it was silent for longer than KEPT."""
    known = rows.of(session, bot)
    if known is None:
        rows.first(session, bot, at)
        return 0
    if at < known.at <= now:  # another process heard later: who was long cut off must not make that a silence
        return 0
    before, known.at = known.at, at
    session.add(known)
    return _lost(session, known, before, now, office) if at - before > KEPT else 0


def _lost(session: Session, known: Heard, since: datetime, now: datetime, office: Office) -> int:
    known.lost_from, known.lost_until, known.found_at = since, known.at - KEPT + MARGIN, now
    channel = known.bot.partition(":")[0]
    whom = rows.may_have_written(session, channel, ROLES, since - LATELY, since - DRAFTS)
    known.told = len({officer for officer, _ in whom})
    start = _waking(now, office)
    outbox.put(session, [_row(known, channel, officer, address, now, start) for officer, address in whom])
    return len(whom)


def _waking(now: datetime, office: Office) -> datetime:
    local = office.local(now)
    if MORNING <= local.time() < EVENING:
        return now
    return office.at(local.date() if local.time() < MORNING else local.date() + ONE_DAY, MORNING)


def key(known: Heard) -> str:
    """Names one silence, whichever process finds it."""
    return f"silence:{known.bot}:{known.lost_from:%Y%m%d%H%M}"


def values(known: Heard) -> Json:
    """What the sentences need: moments in ISO form."""
    named = {"since": known.lost_from, "until": known.lost_until, "back": known.found_at}
    told = {name: moment.isoformat() for name, moment in named.items() if moment is not None}
    return {**told, "channel": known.bot.partition(":")[0], "count": known.told}


def _row(known: Heard, channel: str, officer: int, address: int, now: datetime, start: datetime) -> Json:
    return {
        "key": f"{key(known)}:{address}",
        "kind": KIND,
        "channel": channel,
        "officer_id": officer,
        "address_id": address,
        "content": {"text": TEXT, "values": values(known)},
        "state": "new",
        "not_before": start,
        "expires_at": now + LASTS,
        "attempts": 0,
        "created_at": now,
    }
