"""Who made an invite hears who came by it: one that was passed on lets in somebody who was not meant.

Word goes out at once for roles that see more than their own unit, for reporters and heads once an hour, as a province
is invited in a few days. Who came is looked up when it leaves. (OWASP ASVS 5.0, 6.6.3: the other side can object)
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import mail
from storage import invites, units
from storage.base import Json
from storage.invites import Invite
from storage.outbox import Outbox

KIND = "joined"
SPAN = timedelta(hours=1)
TOGETHER = ("reporter", "head")
MOST = 20
"""Names in one message; the rest is counted."""
LASTS = timedelta(days=3)


def came(session: Session, now: datetime, invite: Invite, officer_id: int) -> None:
    """Somebody joined by this invite: queue the word to who made it. The command line's invites tell nobody."""
    if invite.made_by is None or invite.made_by == officer_id:
        return
    begun = now.replace(minute=0, second=0, microsecond=0)
    together = invite.role in TOGETHER
    content = {"text": KIND, "values": {"since": begun.isoformat()} if together else {"invite": invite.id}}
    key = f"{KIND}:{begun:%Y%m%d%H}" if together else f"{KIND}:invite:{invite.id}"
    leaves = begun + SPAN if together else now
    mail.queue(session, now, KIND, key, [invite.made_by], content, not_before=leaves, expires_at=leaves + LASTS)


def wanted(session: Session, row: Outbox) -> Json | None:
    """The message with who came and still holds the post, for the sender's hook; None when nobody does."""
    values = row.content["values"]
    if "invite" in values:
        found = invites.came(session, invite_id=values["invite"])
    else:
        since = datetime.fromisoformat(values["since"])
        found = invites.came(session, made_by=row.officer_id, roles=TOGETHER, since=since, until=since + SPAN)
    if not found:
        return None
    called = units.by_ids(session, [post.unit_id for post, _ in found[:MOST]])
    who = [
        {"post": post.id, "name": officer.name, "role": post.role, "unit": called[post.unit_id].name}
        for post, officer in found[:MOST]
    ]
    return {"text": KIND, "values": {"who": who, "count": len(found)}}
