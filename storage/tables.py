"""Every table, for migrations and for tests that want an empty database."""

from storage import (  # noqa: F401
    audit,
    broadcasts,
    contents,
    duties,
    inbox,
    invites,
    mark_days,
    officers,
    outbox,
    plan_drafts,
    reminders,
    reports,
    talks,
    task_entries,
    tasks,
    units,
    webchat,
)
from storage.base import SQLModel

metadata = SQLModel.metadata
