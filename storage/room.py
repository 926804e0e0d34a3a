"""Room on the disk: files are refused while little is left, so that the words of reports still find theirs."""

import errno
import os
import shutil
from pathlib import Path

LEAST_FREE = 500_000_000
"""Bytes below which no file is taken: a database that cannot write its log any more takes no report either."""


def demand(folder: Path, least: int = LEAST_FREE) -> None:
    """Raises OSError (ENOSPC) where less is free on that folder's disk; the folder itself may not be there yet."""
    there = next(part for part in (folder.absolute(), *folder.absolute().parents) if part.exists())
    if shutil.disk_usage(there).free < least:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
