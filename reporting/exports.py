"""How much one person may take out in an hour: what an account in the wrong hands would be used for first.

Counted from the audit lines that every export writes, so it holds for all processes and over restarts. Where it is
too much nothing leaves, and others of the office hear of it. (OWASP ASVS 5.0, 2.3.5)
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import mail
from reporting.refusal import Refusal
from storage import audit, audit_views, officers, undelivered, units
from storage.base import Json

SPAN = timedelta(hours=1)
MOST = {"invite.sheet": 2, "report.read-file": 500}
"""Two sheets are the reporters' and the heads' of a whole province; an office that collects 103 reports
with their files on the last day stays far below five hundred."""
LARGE = 20
"""Invites on a sheet from which on it counts: a few communes' sheet may be printed again and again."""
ACT, KEY, KIND = "export.refused", "refused-exports", "notice"
TO = ("office", "admin")
LASTS = timedelta(days=1)


def demand(session: Session, now: datetime, officer_id: int, act: str, size: int | None = None) -> None:
    """Let this export pass, before its own audit line is written. `size`: how many invites the sheet has.

    Raises Refusal("refused-exports") when so many have left within the hour.
    """
    if size is not None and size <= LARGE:
        return
    lately = audit_views.told(session, officer_id, act, now - SPAN)
    if sum(size is None or _counts(one or {}) for one in lately) >= MOST[act]:
        raise Refusal(KEY)


def _counts(told: Json) -> bool:
    """A sheet that was drawn again because it could not be delivered is the same one."""
    return told.get("invites", 0) > LARGE and not told.get("again")


def refused(session: Session, now: datetime, officer_id: int) -> bool:
    """Note that an export was refused and tell others of the office; False where that was done within the hour.

    A transaction of its own: the refused one stored nothing.
    """
    if audit_views.told(session, officer_id, ACT, now - SPAN):
        return False
    held, person = officers.posts(session, officer_id), officers.by_id(session, officer_id)
    unit = units.by_id(session, held[0].unit_id) if held else None
    audit.note(session, now, officer_id, ACT, "officer", officer_id, unit_id=unit.id if unit else None)
    values = {"name": person.name if person else "–", "unit": unit.name if unit else "–"}
    content = {"text": "export-refused-told", "values": values}
    others = [one for one in undelivered.holders(session, TO) if one != officer_id]
    mail.queue(session, now, KIND, f"export:{officer_id}:{now:%Y%m%d%H%M}", others, content, expires_at=now + LASTS)
    return True
