"""What an officer settles for oneself: the morning's hour, which notices, one's data, withdrawing consent."""

from datetime import datetime, time
from typing import Any

from sqlmodel import Session, col, select

from reporting.daysoff import Office
from reporting.refusal import Refusal
from storage import audit, officers, personal, talks, units, webchat
from storage.officers import Officer, Post

# Notices that can be switched off: word that a colleague handed in. Reminders and the office's own words cannot.
QUIETABLE = ("handed",)
NEWEST_MESSAGES = 200  # in the file of one's data
EARLIEST_LAST = time(10, 0)  # a reminder that comes later than this is no morning's reminder


def mornings(office: Office) -> list[time]:
    """The hours that can be chosen: every half hour of the office's first window, up to ten o'clock."""
    start, end = office.hours[0]
    minutes = range(start.hour * 60 + start.minute, end.hour * 60 + end.minute, 30)
    hours = [time(minute // 60, minute % 60) for minute in minutes]
    return [hour for hour in hours if time(8, 0) <= hour <= EARLIEST_LAST]


def settings(session: Session, officer_id: int) -> Officer:
    """The officer with the settings. Raises Refusal."""
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
    """Switch a kind of notice off, or on again. Raises Refusal."""
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
        "reports_handed_in": [
            {"receipt": receipt, "unit": unit, "period": period, "at": _iso(at)}
            for receipt, unit, period, at in personal.reports_handed_in(session, officer_id)
        ],
        "said_of_tasks": [
            {"task": task, "unit": unit, "at": _iso(at), "note": note, "taken_back_at": _iso(undone)}
            for task, unit, at, note, undone in personal.task_words(session, officer_id)
        ],
        "answers_to_notices": [
            {"notice": row.broadcast_id, "read_at": _iso(row.at), "answer": row.answer}
            for row in personal.answers(session, officer_id)
        ],
        "messages_to_you": [
            {"kind": kind, "state": state, "at": _iso(at)}
            for kind, state, at in personal.messages(session, officer_id, NEWEST_MESSAGES)
        ],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def withdraw(session: Session, now: datetime, officer_id: int) -> None:
    """Take consent back: the account, the name, the post and the chat are forgotten at once.

    Reports stay, because they are the unit's; they and the audit name the officer by number only.
    """
    officer = settings(session, officer_id)
    for post in officers.posts(session, officer_id):
        post.ended_at = now
        session.add(post)
    talks.end(session, officer_id)
    webchat.end_sessions(session, officer_id)  # an open page still shows the last answer, and is its last
    personal.forget(session, officer_id, now)
    officer.name, officer.title, officer.consent_version, officer.consent_at = "…", "", None, None
    officer.morning, officer.quiet = None, []
    session.add(officer)
    audit.note(session, now, officer_id, "consent.withdraw", "officer", officer_id)
