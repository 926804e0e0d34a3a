"""The tree of routers, the likely ones first. `build()` makes a fresh one: nothing opens at import."""

from aiogram import Dispatcher, Router
from aiogram.fsm.storage.memory import DisabledEventIsolation

from handlers import devices, invites, join, menu, missing, other, reading, remind, report, sent, summary


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
        invites.build(),
        devices.build(),
        report.build_typed(),
        invites.build_typed(),
        other.build(),
    ]
    dispatcher.include_routers(*parts)
    return dispatcher
