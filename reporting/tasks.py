"""What a unit says of its task by a button: its state, what it is stuck for, its progress, its milestones."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.task_answer import leave
from reporting.task_card import Card, card, stand_of
from reporting.task_entry import editable, keep
from reporting.task_state import PERCENTS, STATES, STUCK, Stand, advance, put_in, reach
from storage import tasks


def set_state(
    session: Session, now: datetime, officer_id: int, assignment_id: int, state: str, seen: int | None, office: Office
) -> Card:
    """Say how it stands (not "stuck", which needs `set_stuck`). The same again changes nothing.

    `seen` is the version on the screen: another one means that the screen is old, and nothing happens, with
    Refusal("refused-out-of-date").
    """
    if state not in STATES or state == STUCK:
        raise Refusal("refused-out-of-date")
    return _change(session, now, officer_id, assignment_id, seen, office, lambda stand: put_in(stand, state))


def set_stuck(
    session: Session, now: datetime, officer_id: int, assignment_id: int, reason: str, seen: int | None, office: Office
) -> Card:
    """Say that it is stuck for one of the usual reasons; in one's own words: `answer` to REASON."""
    return _change(session, now, officer_id, assignment_id, seen, office, lambda stand: put_in(stand, STUCK, reason))


def set_percent(
    session: Session, now: datetime, officer_id: int, assignment_id: int, percent: int, seen: int | None, office: Office
) -> Card:
    """Say the progress by a button: one of PERCENTS. Raises Refusal."""
    if percent not in PERCENTS:
        raise Refusal("refused-out-of-date")
    return _change(session, now, officer_id, assignment_id, seen, office, lambda stand: advance(stand, percent))


def set_reached(
    session: Session, now: datetime, officer_id: int, assignment_id: int, milestone_id: int, office: Office
) -> Card:
    """Say that this milestone is done. Said twice it is one entry. Raises Refusal."""
    assignment, _, _ = editable(session, now, officer_id, assignment_id)
    known = {one.id for one in tasks.milestones(session, [assignment.task_id]).get(assignment.task_id, [])}
    if milestone_id not in known:
        raise Refusal("refused-out-of-date")
    return _change(session, now, officer_id, assignment_id, None, office, lambda stand: reach(stand, milestone_id))


def _change(
    session: Session,
    now: datetime,
    officer_id: int,
    assignment_id: int,
    seen: int | None,
    office: Office,
    to: Callable[[Stand], Stand],
) -> Card:
    assignment, task, status = editable(session, now, officer_id, assignment_id)
    before = stand_of(status)
    after = to(before)
    if after != before:
        if seen is not None and seen != status.version:
            raise Refusal("refused-out-of-date")
        keep(session, now, officer_id, assignment, task, status, after)
    leave(session, officer_id, assignment_id)
    return card(session, now, officer_id, assignment_id, office)
