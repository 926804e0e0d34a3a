"""A stranger's spreadsheet is read in a process of its own: what blows up in it takes that process down, not the bot.

`python -m reporting.sheet_apart NAME < file` is that process: it limits itself before it opens the file, gets no
settings, and answers as JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from reporting.sheet_rows import Row, SheetError

WALL_SECONDS = 30
# 20,000 rows of full cells are a few megabytes.
MAX_ANSWER = 64 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[1]
# The child sees none of our environment: settings hold tokens.
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")


def read_apart(name: str, data: bytes, wall_seconds: float = WALL_SECONDS) -> list[Row]:
    """The rows of a CSV or XLSX as `sheets.read_rows` gives them. Raises SheetError for whatever is wrong with it.

    Blocks for at most `wall_seconds`; call it from a worker thread, never inside a transaction.
    """
    command = [sys.executable, "-B", "-E", "-s", "-X", "utf8", "-m", "reporting.sheet_apart", name]
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the name is data to it
            command, input=data, capture_output=True, cwd=_ROOT, env=environment, timeout=wall_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SheetError("sheet-error-unsafe") from error
    if done.returncode or len(done.stdout) > MAX_ANSWER:
        raise SheetError("sheet-error-unsafe" if done.returncode < 0 else "sheet-error-damaged")
    return _understood(done.stdout)


def _understood(output: bytes) -> list[Row]:
    try:
        answer = json.loads(output)
        if "refused" in answer:
            key, values = answer["refused"]
            raise SheetError(str(key), **values)
        return [Row(int(number), tuple(cells)) for number, cells in answer["rows"]]
    except (ValueError, KeyError, TypeError) as error:
        raise SheetError("sheet-error-damaged") from error


def main(name: str) -> int:
    """Read stdin as a file of that name; print its rows or the refusal. Returns the exit code."""
    from reporting.plans.worker import limit_self

    limit_self()
    from reporting.sheets import read_rows

    answer: dict[str, Any]
    try:
        answer = {"rows": [[row.number, row.cells] for row in read_rows(name, sys.stdin.buffer.read())]}
    except SheetError as refusal:
        answer = {"refused": [refusal.key, refusal.values]}
    except (MemoryError, RecursionError):
        answer = {"refused": ["sheet-error-unsafe", {}]}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
