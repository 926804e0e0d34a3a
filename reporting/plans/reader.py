"""The one door: a file → the plan that it states."""

from __future__ import annotations

import re
from pathlib import Path

from reporting.plans.container import MAX_BYTES
from reporting.plans.model import Plan, PlanError
from reporting.plans.sandbox import read_apart


def read_plan(path: Path) -> Plan:
    """Read a plan from a .docx, .pdf or .txt file, in a process of its own.

    Takes about a third of a second more than the reading itself, and at most the sandbox's wall time. Raises PlanError
    (its key names the sentence for the person) for a file that is missing, too large, locked, broken or a scan.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PlanError("refused-plan-large", limit=MAX_BYTES // (1024 * 1024))
        data = path.read_bytes()
    except OSError as error:
        raise PlanError("refused-plan-missing", name=path.name) from error
    return read_data(data, path.name)


def read_data(data: bytes, name: str) -> Plan:
    """The same for bytes that came from a messenger; `name` is the file's name as it was sent."""
    if len(data) > MAX_BYTES:
        raise PlanError("refused-plan-large", limit=MAX_BYTES // (1024 * 1024))
    # Only the ending is believed, and only where the bytes say nothing: the rest of a stranger's name goes nowhere.
    ending = re.sub(r"[^a-z0-9.]", "", Path(name).suffix.lower())[:8]
    return read_apart(data, f"plan{ending}")
