"""What the tables hold about one person: read out on request, wiped when consent is taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from storage.broadcasts import BroadcastRead
from storage.inbox import Inbox
from storage.invites import Invite
from storage.officers import Address
from storage.outbox import Outbox
from storage.reminders import Reminder
from storage.reports import Report
from storage.task_entries import TaskEntry
from storage.tasks import Assignment, Task
from storage.units import Unit
from storage.webchat import WebMessage

WEB = "web"


def reports_handed_in(session: Session, officer_id: int) -> Sequence[Any]:
    """(receipt, unit, period, handed in at) of the reports whose newest version this person handed in."""
    columns = (Report.receipt, Report.unit_name, Report.period, Report.handed_at)
    asked = select(*(col(one) for one in columns)).where(col(Report.handed_by) == officer_id)
    return session.execute(asked.order_by(col(Report.id))).all()


def messages(session: Session, officer_id: int, limit: int) -> Sequence[Any]:
    """(kind, state, moment) of what was written to this person, newest first."""
    moment = func.coalesce(col(Outbox.sent_at), col(Outbox.created_at))
    asked = select(col(Outbox.kind), col(Outbox.state), moment).where(col(Outbox.officer_id) == officer_id)
    return session.execute(asked.order_by(col(Outbox.id).desc()).limit(limit)).all()


def task_words(session: Session, officer_id: int) -> Sequence[Any]:
    """(task, unit, moment, note, taken back at) of what this person said of tasks."""
    asked = (
        select(col(Task.title), col(Unit.name), col(TaskEntry.at), col(TaskEntry.note), col(TaskEntry.undone_at))
        .join(Assignment, col(Assignment.id) == col(TaskEntry.assignment_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(col(TaskEntry.officer_id) == officer_id)
    )
    return session.execute(asked.order_by(col(TaskEntry.id))).all()


def answers(session: Session, officer_id: int) -> Sequence[BroadcastRead]:
    """The broadcasts that this person said to have read, with the answers."""
    asked = select(BroadcastRead).where(col(BroadcastRead.officer_id) == officer_id)
    return session.scalars(asked.order_by(col(BroadcastRead.at))).all()


def forget(session: Session, officer_id: int, now: datetime) -> None:
    """Wipe what leads to the person: accounts, messages in both directions, invites, answers, pending reminders.

    Of the web page's chat only the newest message stays, because the last answer is written into it.
    """
    accounts = session.execute(
        select(col(Address.channel), col(Address.external_id)).where(col(Address.officer_id) == officer_id)
    ).all()
    waiting = update(Reminder).where(col(Reminder.officer_id) == officer_id, col(Reminder.state) == "waiting")
    session.execute(waiting.values(state="cancelled"))
    session.execute(update(Invite).where(col(Invite.officer_id) == officer_id).values(revoked_at=now))
    session.execute(update(BroadcastRead).where(col(BroadcastRead.officer_id) == officer_id).values(answer=None))
    session.execute(delete(Outbox).where(col(Outbox.officer_id) == officer_id))
    session.execute(delete(Address).where(col(Address.officer_id) == officer_id))
    chats = [f"{channel}:{account}" for channel, account in accounts]
    session.execute(delete(Inbox).where(col(Inbox.chat).in_(chats), col(Inbox.state).in_(("done", "parked"))))
    for channel, account in accounts:
        if channel == WEB and account.isdigit():
            _blank(session, int(account))


def _blank(session: Session, account_id: int) -> None:
    """Empty the chat of a web account; open pages take the messages away at their next look."""
    mine = col(WebMessage.account_id) == account_id
    newest, revision = session.execute(
        select(
            func.max(col(WebMessage.id)).filter(col(WebMessage.from_bot).is_(True), col(WebMessage.deleted).is_(False)),
            func.coalesce(func.max(col(WebMessage.revision)), 0),
        ).where(mine)
    ).one()
    older = mine & (col(WebMessage.id) != newest) if newest is not None else mine
    session.execute(update(WebMessage).where(older).values(content={}, deleted=True, revision=revision + 1))
