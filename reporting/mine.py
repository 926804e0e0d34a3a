"""What an officer settles for oneself: the morning's hour, which notices, one's data, withdrawing consent."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from reporting.daysoff import Office
from reporting.refusal import Refusal
from storage import audit, officers, talks, units
from storage.invites import Invite
from storage.officers import Address, Officer, Post
from storage.outbox import Outbox
from storage.reminders import Reminder
from storage.reports import Report

# Notices that can be switched off: word that a colleague handed in. Reminders and the office's own words cannot.
QUIETABLE = ("handed",)
EARLIEST_LAST = time(10, 0)  # a reminder that comes later than this is no morning's reminder


def mornings(office: Office) -> list[time]:
    """The hours that can be chosen: every half hour of the office's first window, up to ten o'clock."""
    start, end = office.hours[0]
    minutes = range(start.hour * 60 + start.minute, end.hour * 60 + end.minute, 30)
    hours = [time(minute // 60, minute % 60) for minute in minutes]
    return [hour for hour in hours if time(8, 0) <= hour <= EARLIEST_LAST]


def settings(session: Session, officer_id: int) -> Officer:
    """The officer with the settings."""
    officer = officers.by_id(session, officer_id)
    if officer is None:
        raise Refusal("refused-out-of-date")
    return officer


def choose_morning(session: Session, now: datetime, officer_id: int, hour: time, office: Office) -> Officer:
    """Be reminded not before that hour. Raises Refusal for an hour outside the office's window."""
    if hour not in mornings(office):
        raise Refusal("refused-out-of-date")
    officer = settings(session, officer_id)
    officer.morning = None if hour == mornings(office)[0] else hour
    session.add(officer)
    audit.note(session, now, officer_id, "setting.morning", "officer", officer_id, after={"hour": hour.isoformat()})
    return officer


def switch(session: Session, now: datetime, officer_id: int, notice: str) -> Officer:
    """Switch a kind of notice off, or on again."""
    if notice not in QUIETABLE:
        raise Refusal("refused-out-of-date")
    officer = settings(session, officer_id)
    quiet = set(officer.quiet) ^ {notice}
    officer.quiet = sorted(quiet)
    session.add(officer)
    audit.note(session, now, officer_id, "setting.notice", "officer", officer_id, after={"quiet": sorted(quiet)})
    return officer


def stored(session: Session, now: datetime, officer_id: int) -> dict[str, Any]:
    """All that is kept about this person, as plain values; the act is in the audit."""
    officer = settings(session, officer_id)
    posts = session.exec(select(Post).where(Post.officer_id == officer_id).order_by(col(Post.id))).all()
    names = units.by_ids(session, [post.unit_id for post in posts])
    addresses = officers.addresses(session, [officer_id]).get(officer_id, [])
    audit.note(session, now, officer_id, "data.export", "officer", officer_id)
    return {
        "name": officer.name,
        "title": officer.title,
        "language": officer.language,
        "consent": {"version": officer.consent_version, "at": _iso(officer.consent_at)},
        "settings": {"morning": officer.morning.isoformat() if officer.morning else None, "quiet": officer.quiet},
        "posts": [
            {
                "unit": names[post.unit_id].name,
                "role": post.role,
                "since": _iso(post.since),
                "ended_at": _iso(post.ended_at),
            }
            for post in posts
        ],
        "addresses": [
            {"channel": a.channel, "account": a.external_id, "joined_at": _iso(a.joined_at), "seen_at": _iso(a.seen_at)}
            for a in addresses
        ],
        "reports_handed_in": _reports(session, officer_id),
        "messages_to_you": _messages(session, officer_id),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _reports(session: Session, officer_id: int) -> list[dict[str, Any]]:
    rows = session.exec(select(Report).where(Report.handed_by == officer_id).order_by(col(Report.id))).all()
    return [{"receipt": r.receipt, "unit": r.unit_name, "period": r.period, "at": _iso(r.handed_at)} for r in rows]


def _messages(session: Session, officer_id: int) -> list[dict[str, Any]]:
    rows = session.exec(
        select(Outbox).where(Outbox.officer_id == officer_id).order_by(col(Outbox.id).desc()).limit(200)
    )
    return [{"kind": r.kind, "state": r.state, "at": _iso(r.sent_at or r.created_at)} for r in rows]


def withdraw(session: Session, now: datetime, officer_id: int) -> None:
    """Take consent back: the account, the name and the post are forgotten at once.

    Reports stay, because they are the unit's; they and the audit name the officer by number only.
    """
    officer = settings(session, officer_id)
    for post in officers.posts(session, officer_id):
        post.ended_at = now
        session.add(post)
    session.execute(
        update(Reminder)
        .where(col(Reminder.officer_id) == officer_id, col(Reminder.state) == "waiting")
        .values(state="cancelled")
    )
    talks.end(session, officer_id)
    session.execute(delete(Outbox).where(col(Outbox.officer_id) == officer_id))
    session.execute(update(Invite).where(col(Invite.officer_id) == officer_id).values(revoked_at=now))
    session.execute(delete(Address).where(col(Address.officer_id) == officer_id))
    officer.name, officer.title, officer.consent_version, officer.consent_at = "…", "", None, None
    officer.morning, officer.quiet = None, []
    session.add(officer)
    audit.note(session, now, officer_id, "consent.withdraw", "officer", officer_id)
