"""The process that opens a stranger's file: `python -m reporting.plans.worker NAME < file`, answer as JSON on stdout.

It limits itself before it loads any parser, imports neither messenger nor database, and gets no settings.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20


def limit_self() -> None:
    """Bound memory, processor time, open and written files; where the system has no such limits, the clock rules."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_NOFILE", 64),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        limit = getattr(resource, name, None)
        if limit is None:
            continue
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))


def main(name: str) -> int:
    """Read stdin as a file of that name; print the plan or the refusal. Returns the exit code."""
    limit_self()
    from reporting.plans.document import read_bytes
    from reporting.plans.model import PlanError
    from reporting.plans.wire import pack

    answer: dict[str, Any]
    try:
        answer = {"plan": pack(read_bytes(sys.stdin.buffer.read(), name))}
    except PlanError as refusal:
        answer = {"refused": [refusal.key, refusal.values]}
    except MemoryError:
        answer = {"refused": ["refused-plan-bomb", {}]}
    except RecursionError:
        answer = {"refused": ["refused-plan-corrupt", {}]}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
