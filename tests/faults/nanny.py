"""Somebody who starts the program again whenever it has ended: systemd, without the waiting."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from tests.faults.nursery import PATIENCE, Victim
from tests.faults.site import Site

LEASE_OVER = timedelta(minutes=3)
"""After a death so much time goes by that what the dead process held is free again."""


class Nanny:
    """Runs one process after the other, each with the next fuse, the last without. `deaths`: what they burnt at.

    `at_death` is called after each of them, before time goes on.
    """

    def __init__(self, site: Site, fuses: Iterable[str], at_death: Callable[[], None]) -> None:
        self.deaths: list[str] = []
        self.alive: Victim | None = None
        self._site, self._fuses = site, list(fuses)
        self._at_death = at_death
        self._over = False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        for fuse in [*self._fuses, None]:
            if self._over:
                return
            self.alive = self._site.runs(fail=fuse)
            self.alive.ends(float("inf"))
            if fuse is not None and not self._over:
                self.deaths.append(fuse)
                self._at_death()
                self._site.clock.passes(LEASE_OVER)

    def goes(self) -> None:
        """Start nobody any more; the process that lives is killed."""
        self._over = True
        if self.alive is not None:
            self.alive.dies()
        self._thread.join(PATIENCE)


@contextmanager
def watched(site: Site, *fuses: str, at_death: Callable[[], None] = lambda: None) -> Iterator[Nanny]:
    """The program runs as long as the block does, and dies at each of these places in turn."""
    nanny = Nanny(site, fuses, at_death)
    try:
        yield nanny
    finally:
        nanny.goes()
