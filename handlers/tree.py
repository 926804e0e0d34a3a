"""The tree of routers, the likely ones first. `build()` makes a fresh one: nothing opens at import."""

from aiogram import Router
from aiogram.fsm.storage.memory import DisabledEventIsolation

from handlers import (
    broadcast,
    devices,
    extend,
    invite_sheet,
    invites,
    join,
    journal,
    menu,
    mine,
    missing,
    other,
    people,
    plan_files,
    plans,
    reach,
    reading,
    remind,
    report,
    sent,
    summary,
    tasks,
)
from handlers.switchboard import Switchboard


def build() -> Switchboard:
    """A dispatcher with every conversation. What goes on is kept in our own rows, so aiogram's FSM is off."""
    dispatcher = Switchboard(disable_fsm=True, events_isolation=DisabledEventIsolation())
    parts: list[Router] = [
        other.build_groups(),
        join.build(),
        broadcast.build_files(),
        plan_files.build_files(),
        tasks.build_files(),
        report.build(),
        menu.build(),
        remind.build(),
        tasks.build(),
        sent.build(),
        reading.build(),
        summary.build(),
        missing.build(),
        broadcast.build(),
        plans.build(),
        extend.build(),
        invites.build(),
        invite_sheet.build(),
        people.build(),
        reach.build(),
        journal.build(),
        devices.build(),
        mine.build(),
        report.build_typed(),
        tasks.build_typed(),
        broadcast.build_typed(),
        plans.build_typed(),
        extend.build_typed(),
        invites.build_typed(),
        other.build(),
    ]
    dispatcher.include_routers(*parts)
    return dispatcher
