"""What the clock does every few minutes: new lines of the audit get their seals, and once a week their fingerprint is
told. No update waits for it but for the moment in which PostgreSQL says that nobody is writing."""

import logging

from reporting import sealing
from reporting.clock import Clock
from storage import seals
from storage.door import Door
from storage.trouble import is_databases

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Seals in one turn, of a thousand lines each: what gathered over years is sealed in many turns, not in one."""


async def seal(door: Door, clock: Clock) -> int:
    """Seal what has no seal yet; gives how many seals that were. With the database too busy, none: later, then."""
    try:
        return await _seal(door, clock)
    except Exception as error:
        if not is_databases(error):
            raise
        log.info("the audit is sealed later: %s", type(error).__name__)
        return 0


async def _seal(door: Door, clock: Clock) -> int:
    if not await door.ask(sealing.waits):
        return 0
    upto = await (door.ask(seals.settled) if door.is_sqlite else door(seals.settled))
    made = 0
    while made < AT_ONCE and (found := await door.ask(sealing.next_seal, clock.now(), upto)) is not None:
        if not await door(seals.add, found):
            break  # another process is at it
        made += 1
    return made
