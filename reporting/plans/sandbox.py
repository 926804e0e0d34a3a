"""Reading in a process of its own: a bomb takes that process down, not the bot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from reporting.plans.model import Plan, PlanError
from reporting.plans.wire import unpack

WALL_SECONDS = 30
# The answer of the largest plan that is let in is a few megabytes.
MAX_ANSWER = 32 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]
# The child sees none of our environment: settings hold tokens.
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")


def read_apart(data: bytes, name: str, wall_seconds: float = WALL_SECONDS) -> Plan:
    """The plan in these bytes, read by a limited process. Raises PlanError for whatever goes wrong with the file.

    Blocks for at most `wall_seconds`; call it from a worker thread, never inside a transaction.
    """
    command = [sys.executable, "-B", "-E", "-s", "-X", "utf8", "-m", "reporting.plans.worker", name]
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the name is data to it
            command, input=data, capture_output=True, cwd=_ROOT, env=environment, timeout=wall_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PlanError("refused-plan-slow") from error
    if done.returncode or len(done.stdout) > MAX_ANSWER:
        # Killed by a limit, or the parser itself broke: either way the file is not one that can be read.
        raise PlanError(
            "refused-plan-bomb" if done.returncode < 0 or b"MemoryError" in done.stderr else "refused-plan-corrupt"
        )
    return _understood(done.stdout)


def _understood(output: bytes) -> Plan:
    try:
        answer = json.loads(output)
        if "refused" in answer:
            key, values = answer["refused"]
            raise PlanError(str(key), **values)
        return unpack(answer["plan"])
    except (ValueError, KeyError, TypeError) as error:
        raise PlanError("refused-plan-corrupt") from error
