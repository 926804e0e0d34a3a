"""A broadcast (thông báo) while it is written: the words, a file, to whom, when; then a preview, then it is sent.

The draft is a row of its own, so that it outlives a restart and other conversations. What became of it after sending
stands in reporting/broadcast_state.py.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import broadcast_audience, broadcast_time, mail, preview_token, rights, values, warned
from reporting.attach import Stored
from reporting.broadcast_audience import ACT, Audience
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.text import clean_name
from storage import audit, broadcasts, talks
from storage.base import Json
from storage.broadcasts import KIND, Broadcast

TOPIC = "broadcast"
TEXT_MOST = 2500  # with the preview around it, one message
# What could not leave for so long is no news any more.
LIVES = timedelta(days=2)
TEXT, UNITS, WHEN, READY = "text", "units", "when", "ready"


@dataclass(frozen=True)
class Preview:
    """What sending would do. `working_hours`: False means that phones would ring outside office hours."""

    draft: Broadcast
    audience: Audience
    working_hours: bool


def begin(session: Session, now: datetime, officer_id: int, root_id: int | None = None) -> Broadcast | None:
    """Go on with what this officer is writing, or begin anew; None: several branches, one must be chosen.

    Raises Refusal("refused-right").
    """
    tops = rights.roots(session, officer_id, ACT)
    if not tops or (root_id is not None and root_id not in tops):
        raise Refusal("refused-right")
    draft = broadcasts.draft_of(session, officer_id)
    if draft is not None and (draft.root_id not in tops or root_id not in (None, draft.root_id)):
        session.delete(draft)
        session.flush()
        draft = None
    if draft is None:
        if root_id is None and len(tops) > 1:
            return None
        draft = Broadcast(
            token=preview_token.make(now), by=officer_id, root_id=tops[0] if root_id is None else root_id, made_at=now
        )
        session.add(draft)
        session.flush()
    ask(session, now, draft, READY if draft.text and draft.audience else TEXT)
    return draft


def ask(session: Session, now: datetime, draft: Broadcast, step: str) -> None:
    """What the officer types next is about this step (READY: nothing is typed)."""
    talks.put(session, draft.by, TOPIC, {"broadcast": draft.id, "step": step, "typed": step != READY}, now)


def opened(session: Session, now: datetime, officer_id: int, broadcast_id: int, step: str) -> Broadcast:
    """The draft, with this step in hand. Raises Refusal when it was sent, given up, or is somebody else's."""
    draft = mine(session, officer_id, broadcast_id)
    ask(session, now, draft, step)
    return draft


def mine(session: Session, officer_id: int, broadcast_id: int) -> Broadcast:
    """The officer's own draft, locked. Raises Refusal: "refused-right", "refused-out-of-date"."""
    draft = broadcasts.by_id(session, broadcast_id, lock=True)
    if draft is None or draft.by != officer_id or draft.sent_at is not None:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, ACT, draft.root_id)
    return draft


def _changed(session: Session, now: datetime, draft: Broadcast) -> Broadcast:
    """Every earlier preview of it is out of date."""
    draft.token = preview_token.make(now)
    session.add(draft)
    session.flush()
    return draft


def write(session: Session, now: datetime, officer_id: int, broadcast_id: int, text: str) -> Broadcast:
    """Keep the words. Raises Refusal for none or too many of them."""
    draft = mine(session, officer_id, broadcast_id)
    draft.text = values.text(text, TEXT_MOST)
    ask(session, now, draft, READY)
    return _changed(session, now, draft)


def attach(session: Session, now: datetime, officer_id: int, broadcast_id: int, file: Stored) -> Broadcast:
    """Keep the picture or file, in the place of an earlier one; its caption is the text where there is none yet."""
    draft = mine(session, officer_id, broadcast_id)
    draft.stored, draft.file_name = file.stored, clean_name(file.name)[:255]
    if file.caption.strip() and not draft.text:
        draft.text = values.text(file.caption, TEXT_MOST)
    ask(session, now, draft, READY if draft.text else TEXT)
    return _changed(session, now, draft)


def detach(session: Session, now: datetime, officer_id: int, broadcast_id: int) -> Broadcast:
    """Without a file."""
    draft = mine(session, officer_id, broadcast_id)
    draft.stored = draft.file_name = None
    return _changed(session, now, draft)


def address(session: Session, now: datetime, officer_id: int, broadcast_id: int, audience: Json) -> Broadcast:
    """To whom. Raises Refusal for units that are not in the officer's branch."""
    draft = mine(session, officer_id, broadcast_id)
    draft.audience = broadcast_audience.checked(session, draft, audience)
    return _changed(session, now, draft)


def schedule(
    session: Session, now: datetime, officer_id: int, broadcast_id: int, at: datetime | None, office: Office
) -> Broadcast:
    """When it leaves; None is as soon as it is sent. Raises Refusal for a moment outside working hours."""
    draft = mine(session, officer_id, broadcast_id)
    draft.at = None if at is None else broadcast_time.checked(at, now, office)
    ask(session, now, draft, READY)
    return _changed(session, now, draft)


def discard(session: Session, officer_id: int, broadcast_id: int) -> None:
    """Give the draft up."""
    session.delete(mine(session, officer_id, broadcast_id))
    talks.end(session, officer_id)


def preview(session: Session, now: datetime, officer_id: int, broadcast_id: int, office: Office) -> Preview:
    """Who would get it and who cannot, as it stands now. An old preview's token is renewed here."""
    draft = mine(session, officer_id, broadcast_id)
    ask(session, now, draft, READY)
    try:
        preview_token.demand_fresh(draft.token, now)
    except Refusal:
        draft = _changed(session, now, draft)
    found = broadcast_audience.of(session, now, draft, office)
    return Preview(draft, found, office.is_working_time(draft.at or now))


def rewrite(session: Session, now: datetime, officer_id: int, broadcast_id: int) -> Broadcast:
    """The words are asked for again; the rest of the draft stays. The choice is in the audit."""
    draft = opened(session, now, officer_id, broadcast_id, TEXT)
    seen = warned.in_text(draft.text)
    warned.note(session, now, officer_id, "broadcast.rewrite", "broadcast", draft.id, seen, draft.root_id)
    return draft


def send(
    session: Session,
    now: datetime,
    officer_id: int,
    broadcast_id: int,
    token: str,
    office: Office,
    verbatim: bool = False,
) -> Broadcast:
    """Queue it for those whom the rule names at this very moment, with its audit line: one transaction.

    What was sent already is given again and nothing more is sent. Raises Refusal: no right, a preview that is not
    the newest ("refused-out-of-date"), nobody to reach ("refused-broadcast-nobody"), a moment that is over; and
    Delicate where its words are, unless the sender has seen it (`verbatim`).
    """
    sent = broadcasts.by_id(session, broadcast_id, lock=True)
    if sent is not None and sent.by == officer_id and sent.sent_at is not None:
        return sent
    draft = mine(session, officer_id, broadcast_id)
    preview_token.demand_fresh(token, now)
    if token != draft.token or not draft.text:
        raise Refusal("refused-out-of-date")
    at = now if draft.at is None else broadcast_time.checked(draft.at, now, office)
    found = broadcast_audience.of(session, now, draft, office)
    if not found.officers:
        raise Refusal("refused-broadcast-nobody")
    seen = warned.in_text(draft.text)
    warned.demand(seen, verbatim)
    warned.note(session, now, officer_id, "broadcast.verbatim", "broadcast", draft.id, seen, draft.root_id)
    draft.at, draft.sent_at, draft.units = at, now, len(found.units)
    draft.unreached = [{"unit_id": one.unit_id, "unit": one.unit, "why": one.why} for one in found.unreached]
    session.add(draft)
    content = {"text": KIND, "values": {"broadcast": broadcast_id}}
    mail.queue(
        session,
        now,
        KIND,
        broadcasts.key_of(broadcast_id),
        found.officers,
        content,
        not_before=at,
        expires_at=at + LIVES,
    )
    after = {"audience": draft.audience, "units": draft.units, "officers": len(found.officers), "at": at.isoformat()}
    audit.note(session, now, officer_id, "broadcast.send", "broadcast", draft.id, unit_id=draft.root_id, after=after)
    talks.end(session, officer_id)
    return draft
