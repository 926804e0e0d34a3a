"""Every measurement of the program's speed in one run: python benchmarks/all.py [--quick] [--write FILE]

Prints Markdown tables; with --write they take the place of what stands between the two markers in that file. A part
that breaks is told of and the others go on; exit code 1 then. --quick takes a minute and shows that all of it runs.
"""

import argparse
import platform
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import flood, footprint, kit, lastminute, planning, replies, stages, waves
from benchmarks.kit import Row

BEGIN, END = "<!-- figures begin -->", "<!-- figures end -->"
PARTS: tuple[tuple[str, str, Callable[[bool], list[Row]]], ...] = (
    ("replies", "Replies a second", replies.measure),
    ("stages", "One update by stage (SQLite, one officer at a time)", stages.measure),
    ("footprint", "Start-up and memory", footprint.measure),
    ("planning", "Planning reminders and /tonghop", planning.measure),
    ("lastminute", "The last minute", lastminute.measure),
    ("flood", "One person floods", flood.measure),
    ("waves", "Waves of reminders", waves.measure),
)


def machine() -> str:
    """What it was measured on."""
    import os

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {platform.machine()}, "
        f"{os.cpu_count()} cores, load at the start {load:.1f}"
    )


def put(path: Path, text: str) -> None:
    """Replace what stands between the markers. Raises ValueError where they are missing."""
    there = path.read_text(encoding="utf-8")
    if BEGIN not in there or END not in there:
        raise ValueError(f"{path} has no {BEGIN} … {END}")
    head, _, rest = there.partition(BEGIN)
    path.write_text(f"{head}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main() -> int:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, about a minute")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the markers of this file")
    parser.add_argument("--only", nargs="*", choices=[name for name, *_ in PARTS], help="these parts alone")
    given = parser.parse_args()
    began, broken = time.monotonic(), 0
    told = [f"Measured {machine()}{', quick' if given.quick else ''}.\n"]
    for name, title, measure in PARTS:
        if given.only and name not in given.only:
            continue
        try:
            told.append(kit.shown(title, measure(given.quick)))
        except Exception as error:
            traceback.print_exc()
            broken += 1
            told.append(f"### {title}\n\nThis part broke: {type(error).__name__}.\n")
        print(told[-1], flush=True)
    told.append(f"The whole run took {(time.monotonic() - began) / 60:.1f} minutes.\n")
    print(told[-1])
    if given.write:
        put(given.write, "\n".join(told))
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
