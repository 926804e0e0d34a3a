"""Whether a broadcast, or the word of its answers, is still to leave, and what it says at that hour."""

from datetime import datetime

from sqlmodel import Session

from reporting import broadcast_answers
from reporting.broadcast_answers import ANSWERS_KIND
from reporting.daysoff import Office
from storage import broadcasts, officers, reports, units
from storage.base import Json
from storage.broadcasts import KIND, Broadcast
from storage.outbox import Outbox
from storage.upsert import insert_new

KINDS = (KIND, ANSWERS_KIND)
"""Of the outbox: what `wanted` answers for."""


def wanted(session: Session, row: Outbox, now: datetime, office: Office) -> Json | None:
    """What the message says if it leaves now, for the sender's hook; None when it is not to leave.

    Not wanted: a broadcast that was stopped, an officer without a post, and for those missing a unit that filed.
    One that was put off to a working hour and comes to leave outside of them waits for the next, as a new row.
    """
    if row.kind == ANSWERS_KIND:
        return broadcast_answers.fresh(session, row)
    sent = broadcasts.by_id(session, int(row.content["values"]["broadcast"]))
    if sent is None or sent.sent_at is None or sent.at is None or sent.stopped_at is not None:
        return None
    if not officers.posts(session, row.officer_id) or _filed(session, sent, row.officer_id):
        return None
    if sent.at > sent.sent_at and not office.is_working_time(now):
        _put_off(session, row, office.next_working_time(now))
        return None
    sender, root = officers.by_id(session, sent.by), units.by_id(session, sent.root_id)
    told = {
        "broadcast": sent.id,
        "message": sent.text,
        "by": sender.name if sender else "",
        "by_title": sender.title if sender else "",
        "unit": root.name if root else "",
    }
    file = {"stored": sent.stored, "name": sent.file_name} if sent.stored else None
    return {"text": KIND, "values": told, "file": file}


def _filed(session: Session, sent: Broadcast, officer_id: int) -> bool:
    """Whether it went to those missing and every unit of this officer has handed in meanwhile."""
    if sent.audience.get("rule") != "missing":
        return False
    duty, period = sent.audience["duty"], sent.audience["period"]
    for post in officers.posts(session, officer_id):
        report = reports.of_unit(session, duty, post.unit_id, period)
        if post.role in ("reporter", "head") and (report is None or report.versions == 0):
            return False
    return True


def _put_off(session: Session, row: Outbox, moment: datetime) -> None:
    """The claimed row is cancelled by the sender, so the message goes on in a row of its own."""
    kept = ("kind", "channel", "officer_id", "address_id", "content", "expires_at", "created_at")
    copy = {name: getattr(row, name) for name in kept}
    fresh = {"key": f"{row.key}:w", "state": "new", "not_before": moment, "attempts": 0}
    insert_new(session, Outbox, [copy | fresh])
