"""How reading a plan grows with its length: one plan of the fixtures, repeated 1 to 16 times.

    python benchmarks/plan_reading.py [FILE …]

Prints seconds and seconds per line for each size, for the reading alone, and once through the sandbox as users get it.
Exit code 1 when 16 times the length takes more than 24 times as long: linear, with room for a noisy machine.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reporting.plans.document import read_bytes
from reporting.plans.reader import read_plan
from reporting.plans.text import fold

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "plans"
SIZES = (1, 2, 4, 8, 16)
MOST = 24


def repeated(text: str, times: int) -> str:
    """The head once, the body `times` times, so that the tree grows in breadth as a long plan's does."""
    lines = text.split("\n")
    folded = [fold(line).lstrip(" *\t") for line in lines]
    at = next((i for i, line in enumerate(folded) if re.match(r"(?:i|a|phan thu nhat)\b", line)), 0)
    end = next((i for i, line in enumerate(folded) if re.match(r"noi nhan|tm\.|t/m", line)), len(lines))
    return "\n".join(lines[:at] + lines[at:end] * times + lines[end:])


def best_of(data: bytes, rounds: int = 3) -> tuple[float, int]:
    """The fastest of some readings, in seconds, and how many tasks were found."""
    fastest, tasks = float("inf"), 0
    for _ in range(rounds):
        begin = time.perf_counter()
        tasks = len(read_bytes(data, "plan.txt").tasks)
        fastest = min(fastest, time.perf_counter() - begin)
    return fastest, tasks


def measure(path: Path) -> bool:
    """Print the growth for one plan; whether it is linear."""
    text = path.read_text(encoding="utf-8")
    print(path.name)
    times: dict[int, float] = {}
    for size in SIZES:
        body = repeated(text, size)
        seconds, tasks = best_of(body.encode())
        times[size] = seconds
        lines = body.count("\n")
        print(f"  {size:3}x {lines:6} lines {tasks:5} tasks {seconds:7.3f} s {seconds / lines * 1e6:7.0f} µs a line")
    begin = time.perf_counter()
    read_plan(path)
    growth = times[SIZES[-1]] / times[SIZES[0]]
    print(
        f"  through the sandbox {time.perf_counter() - begin:.2f} s; "
        f"{SIZES[-1]} times the length took {growth:.1f} times as long"
    )
    return growth <= MOST


def main() -> int:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(FIXTURES.glob("10[1-4]_*.txt"))
    return 0 if all([measure(path) for path in paths]) else 1


if __name__ == "__main__":
    sys.exit(main())
