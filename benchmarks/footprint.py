"""Start-up and memory of the program in service, beside `import aiogram`: python benchmarks/footprint.py

What the quick commands cost to start is in startup.py.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import kit, province
from benchmarks.kit import Row

IMPORT = """
import time, json, sys
began = time.perf_counter()
import aiogram
told = open("/proc/self/status").read() if sys.platform == "linux" else "VmRSS: 0 kB"
rss = next(line for line in told.splitlines() if line.startswith("VmRSS"))
print(json.dumps({"seconds": time.perf_counter() - began, "mib": int(rss.split()[1]) / 1024}))
"""


def measure(quick: bool) -> list[Row]:
    """The figures, best of some starts."""
    import json

    rounds = 1 if quick else 3
    bare = [json.loads(subprocess.check_output([sys.executable, "-c", IMPORT])) for _ in range(rounds)]

    def fill(session: Any) -> None:
        province.found(session, 130)

    whole = []
    with kit.stand_in() as api, kit.sqlite(fill) as (url, folder):
        for _ in range(rounds):
            began = time.perf_counter()
            with kit.bot(api, url, folder) as running:
                whole.append((time.perf_counter() - began, kit.memory_mib(running["pid"])))
    least = min(one["seconds"] for one in bare)
    seconds, mib = min(whole)
    return [
        Row("import aiogram", f"{least:.1f} s, {bare[0]['mib']:.0f} MiB"),
        Row(
            "the whole program until it serves",
            f"{seconds:.1f} s, {mib:.0f} MiB",
            note=f"{seconds / least:.1f} times the import",
        ),
    ]


if __name__ == "__main__":
    print(kit.shown("Start-up and memory", measure("--quick" in sys.argv)))
