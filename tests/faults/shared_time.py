"""One clock for many processes: the machine's, put forward by a number of seconds that stands in a shared file."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reporting.clock import Clock

SECONDS = struct.Struct("d")


class SharedClock(Clock):
    """Goes on by itself; whoever moves it moves it for everybody who looks at the same file."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(SECONDS.pack(0.0))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), SECONDS.size)

    def now(self) -> datetime:
        """The moved moment, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=SECONDS.unpack(self._memory[: SECONDS.size])[0])

    def passes(self, span: timedelta) -> None:
        """So much time goes by at once (or is taken back)."""
        self.move_to(self.now() + span)

    def move_to(self, moment: datetime) -> None:
        """It is now that moment, for all of them."""
        self._memory[: SECONDS.size] = SECONDS.pack((moment - datetime.now(UTC)).total_seconds())
