"""Attached pictures and files on disk: our own names, never theirs."""

import hashlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path

from storage import room


@dataclass(frozen=True)
class Kept:
    """A file that was written: the name in the store, bytes, and SHA-256."""

    stored: str
    size: int
    sha256: str


class FileStore:
    """Files under one folder that only the program's user can read."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, data: bytes) -> Kept:
        """Write the bytes under a new name; they are on disk when this returns.

        Raises OSError, ENOSPC already while some room is left for the database; nothing of the file is kept then.
        """
        room.demand(self.root)
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        stored = uuid.uuid4().hex
        path = self.root / stored
        try:
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            path.chmod(0o600)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return Kept(stored, len(data), hashlib.sha256(data).hexdigest())

    def path(self, stored: str) -> Path:
        """Where the file lies. Raises ValueError for a name that is not ours."""
        if len(stored) != 32 or not all(c in "0123456789abcdef" for c in stored):
            raise ValueError(stored)
        return self.root / stored
