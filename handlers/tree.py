"""The tree of routers, the likely ones first. `build()` makes a fresh one: nothing opens at import."""

from aiogram import Dispatcher, Router
from aiogram.fsm.storage.memory import DisabledEventIsolation

from handlers import (
    devices,
    extend,
    invites,
    join,
    menu,
    mine,
    missing,
    other,
    people,
    reading,
    remind,
    report,
    sent,
    summary,
)


def build() -> Dispatcher:
    """A dispatcher with every conversation. What goes on is kept in our own rows, so aiogram's FSM is off."""
    dispatcher = Dispatcher(disable_fsm=True, events_isolation=DisabledEventIsolation())
    parts: list[Router] = [
        other.build_groups(),
        join.build(),
        report.build(),
        menu.build(),
        remind.build(),
        sent.build(),
        reading.build(),
        summary.build(),
        missing.build(),
        extend.build(),
        invites.build(),
        people.build(),
        devices.build(),
        mine.build(),
        report.build_typed(),
        extend.build_typed(),
        invites.build_typed(),
        other.build(),
    ]
    dispatcher.include_routers(*parts)
    return dispatcher
