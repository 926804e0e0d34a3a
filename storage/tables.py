"""Every table, for migrations and for tests that want an empty database."""

from storage import (  # noqa: F401
    audit,
    broadcasts,
    contents,
    duties,
    heard,
    inbox,
    invites,
    mark_days,
    officers,
    outbox,
    plan_drafts,
    plan_duties,
    plan_events,
    reminders,
    reports,
    seals,
    talks,
    task_entries,
    tasks,
    units,
    webchat,
)
from storage.base import SQLModel

metadata = SQLModel.metadata
