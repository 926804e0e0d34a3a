"""Who made an invite hears who came by it: one that was passed on lets in somebody who was not meant.

Word goes out at once for roles that see more than their own unit, for reporters and heads once an hour, as a province
is invited in a few days. Where who made it is no longer in office, those who are hear it: the invite still counts.
Who came is looked up when it leaves, for who may still manage their posts. (OWASP ASVS 5.0, 6.6.3: the other side can
object)
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import mail, rights
from storage import invites, officers, undelivered, units
from storage.base import Json
from storage.invites import Invite
from storage.outbox import Outbox

KIND = "joined"
SPAN = timedelta(hours=1)
TOGETHER = ("reporter", "head")
ACT, OFFICE = "invite.make", ("office", "admin")
MOST = 20
"""Names in one message; the rest is counted."""
LASTS = timedelta(days=3)


def came(session: Session, now: datetime, invite: Invite, officer_id: int) -> None:
    """Somebody joined by this invite: queue the word to who made it, or to those who could make it now. The command
    line's invites tell nobody."""
    if invite.made_by is None or invite.made_by == officer_id:
        return
    begun = now.replace(minute=0, second=0, microsecond=0)
    together = invite.role in TOGETHER
    which = {"since": begun.isoformat()} if together else {"invite": invite.id}
    content = {"text": KIND, "values": {**which, "by": invite.made_by}}
    key = f"{KIND}:{begun:%Y%m%d%H}:{invite.made_by}" if together else f"{KIND}:invite:{invite.id}"
    leaves = begun + SPAN if together else now
    whom = [one for one in _concerned(session, invite.made_by, invite.unit_id) if one != officer_id]
    mail.queue(session, now, KIND, key, whom, content, not_before=leaves, expires_at=leaves + LASTS)


def _concerned(session: Session, made_by: int, unit_id: int) -> list[int]:
    if rights.may(session, made_by, ACT, unit_id):
        return [made_by]
    return [one for one in undelivered.holders(session, OFFICE) if rights.may(session, one, ACT, unit_id)]


def wanted(session: Session, row: Outbox) -> Json | None:
    """The message with who came and still holds the post, for the sender's hook; None when nobody does, or who is told
    may do nothing about them any more."""
    values = row.content["values"]
    if "invite" in values:
        found = invites.came(session, invite_id=values["invite"])
    else:
        since = datetime.fromisoformat(values["since"])
        found = invites.came(session, made_by=values["by"], roles=TOGETHER, since=since, until=since + SPAN)
    own = rights.reach(session, row.officer_id, ACT)[rights.BRANCH]
    found = [one for one in found if units.is_within(session, one[0].unit_id, own)]
    if not found:
        return None
    called = units.by_ids(session, [post.unit_id for post, _ in found[:MOST]])
    who = [
        {"post": post.id, "name": officer.name, "role": post.role, "unit": called[post.unit_id].name}
        for post, officer in found[:MOST]
    ]
    maker = officers.by_id(session, values["by"]) if values["by"] != row.officer_id else None
    return {"text": KIND, "values": {"who": who, "count": len(found), "by": maker.name if maker else None}}
