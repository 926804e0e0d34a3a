"""A unit's posts: end one, hand it to somebody else, change its role, leave it to a substitute for a while.

Draft and history belong to the unit, so nothing of them moves when people do.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from reporting import joining, reach, rights
from reporting.daysoff import Office
from reporting.joining import Made
from reporting.refusal import Refusal
from storage import audit, invites, officers, reminding, talks, units, webchat
from storage.officers import Officer, Post

ACT = "invite.make"
LEAVE_MOST = 60  # days; longer than that it is a replacement


@dataclass(frozen=True)
class Card:
    """One officer in one post, as the office sees it; `reach` is a word of `reach.state_of`."""

    post_id: int
    officer_id: int
    name: str
    title: str
    unit_id: int
    unit: str
    role: str
    reach: str
    seen_at: datetime | None
    away_from: date | None
    away_until: date | None


def _managed(session: Session, by: int, post_id: int) -> tuple[Post, Officer]:
    post = officers.post(session, post_id)
    if post is None or post.ended_at is not None:
        raise Refusal("refused-out-of-date")
    rights.demand(session, by, ACT, post.unit_id)
    officer = officers.by_id(session, post.officer_id)
    assert officer is not None
    return post, officer


def card(session: Session, now: datetime, by: int, post_id: int) -> Card:
    """The officer's card. Raises Refusal without the right, or when the post is held no longer."""
    post, officer = _managed(session, by, post_id)
    unit = units.by_id(session, post.unit_id)
    known = officers.addresses(session, [post.officer_id]).get(post.officer_id, [])
    return Card(
        post_id=post_id,
        officer_id=post.officer_id,
        name=officer.name,
        title=officer.title,
        unit_id=post.unit_id,
        unit=unit.name if unit else "",
        role=post.role,
        reach=reach.of_accounts(known, now),
        seen_at=max((a.seen_at for a in known), default=None),
        away_from=post.away_from,
        away_until=post.away_until,
    )


def revoke(session: Session, now: datetime, by: int, post_id: int) -> None:
    """End the post at once: rights, reminders and the open conversation end with it. Raises Refusal."""
    post, _ = _managed(session, by, post_id)
    if post.officer_id == by and post.role in ("office", "admin"):
        raise Refusal("refused-own-post")  # or nobody might be left who can invite
    _end(session, now, by, post, "post.revoke")


def _end(session: Session, now: datetime, by: int | None, post: Post, act: str) -> None:
    post.ended_at = now
    session.add(post)
    session.flush()
    reminding.drop_waiting(session, post.officer_id, post.unit_id)
    talks.end(session, post.officer_id)
    # A code for another device, or on a sheet that was printed before, must not give the post back.
    invites.revoke(session, post.officer_id, post.unit_id, post.role, now)
    if not officers.posts(session, post.officer_id):
        webchat.end_sessions(session, post.officer_id)  # the chat of before is the office's, not the person's
    before = {"officer": post.officer_id, "role": post.role}
    audit.note(session, now, by, act, "post", post.id, unit_id=post.unit_id, before=before)


def replace(session: Session, now: datetime, by: int, post_id: int) -> Made:
    """End the post and invite whoever takes it over, in one go. Raises Refusal."""
    post, _ = _managed(session, by, post_id)
    if post.officer_id == by:
        raise Refusal("refused-own-post")
    _end(session, now, by, post, "post.replace")
    return joining.invite(session, now, by, post.unit_id, post.role, replaces=post.id)


def change_role(session: Session, now: datetime, by: int, post_id: int, role: str) -> None:
    """The same officer in the same unit with another role. Raises Refusal."""
    post, _ = _managed(session, by, post_id)
    if role not in officers.ROLES or role == post.role:
        raise Refusal("refused-out-of-date")
    if post.officer_id == by:
        raise Refusal("refused-own-post")
    if officers.held_post(session, post.officer_id, post.unit_id, role):
        raise Refusal("refused-has-role")
    # The new one first: who has a post all the time stays signed in.
    session.add(Post(officer_id=post.officer_id, unit_id=post.unit_id, role=role, since=post.since))
    session.flush()
    _end(session, now, by, post, "post.change")


def leave(
    session: Session, now: datetime, by: int, post_id: int, last_day: date, substitute_id: int | None, office: Office
) -> None:
    """From today until the end of `last_day` the officer is not reminded; the substitute holds the post meanwhile.

    The officer alone or the office may say so. Raises Refusal: "refused-leave" for a day that is over or too far.
    """
    post = officers.post(session, post_id)
    if post is None or post.ended_at is not None:
        raise Refusal("refused-out-of-date")
    if post.officer_id != by:
        rights.demand(session, by, ACT, post.unit_id)
    today = office.today(now)
    if not 0 <= (last_day - today).days <= LEAVE_MOST:
        raise Refusal("refused-leave", most=LEAVE_MOST)
    post.away_from, post.away_until = today, last_day
    session.add(post)
    reminding.drop_waiting(session, post.officer_id, post.unit_id)
    if substitute_id is not None:
        _stand_in(session, post, substitute_id, last_day)
    after = {"until": last_day.isoformat(), "substitute": substitute_id}
    audit.note(session, now, by, "post.leave", "post", post.id, unit_id=post.unit_id, after=after)


def _stand_in(session: Session, post: Post, substitute_id: int, last_day: date) -> None:
    near = {row[3].id for row in officers.holders(session, _neighbours(session, post.unit_id), officers.ROLES)}
    if substitute_id == post.officer_id or substitute_id not in near:
        raise Refusal("refused-out-of-date")
    held = officers.held_post(session, substitute_id, post.unit_id, post.role)
    if post.until is not None:
        last_day = min(last_day, post.until)  # who stands in cannot hand on more than was lent
    if held is None:
        # Like a replacement: what is pending for the unit is the substitute's at once.
        stand_in = Post(
            officer_id=substitute_id, unit_id=post.unit_id, role=post.role, since=post.since, until=last_day
        )
        session.add(stand_in)
        session.flush()


def _neighbours(session: Session, unit_id: int) -> list[int]:
    unit = units.by_id(session, unit_id)
    return [unit_id] if unit is None or unit.parent_id is None else [unit_id, unit.parent_id]


def substitutes(session: Session, by: int, post_id: int) -> list[tuple[int, str]]:
    """Who could stand in: the officers of the same unit and of the one above, by name. Raises Refusal."""
    post = officers.post(session, post_id)
    if post is None or post.ended_at is not None:
        raise Refusal("refused-out-of-date")
    if post.officer_id != by:
        rights.demand(session, by, ACT, post.unit_id)
    near = officers.holders(session, _neighbours(session, post.unit_id), officers.ROLES)
    found = {row[3].id or 0: row[3].name for row in near if row[3].id != post.officer_id}
    return sorted(found.items(), key=lambda one: one[1])


def come_back(session: Session, now: datetime, by: int, post_id: int) -> None:
    """The leave ends now; so does the substitute's post. Raises Refusal."""
    post = officers.post(session, post_id)
    if post is None or post.ended_at is not None:
        raise Refusal("refused-out-of-date")
    if post.officer_id != by:
        rights.demand(session, by, ACT, post.unit_id)
    post.away_from = post.away_until = None
    session.add(post)
    for _, _, _, officer in officers.holders(session, [post.unit_id], (post.role,)):
        held = officers.held_post(session, officer.id or 0, post.unit_id, post.role)
        if held is not None and held.until is not None:
            _end(session, now, by, held, "post.stand-in-ends")
    audit.note(session, now, by, "post.back", "post", post.id, unit_id=post.unit_id)


def end_what_ran_out(session: Session, now: datetime, office: Office) -> int:
    """End the posts of substitutes whose last day is over; says how many."""
    over = officers.run_out(session, office.today(now))
    for post in over:
        _end(session, now, None, post, "post.stand-in-ends")
    return len(over)
