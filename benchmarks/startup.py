"""What the quick commands cost to start, beside `import aiogram` in the same run: CPU seconds, best of five.

    python benchmarks/startup.py

The machine's speed moves from minute to minute, so only the ratio says anything; it should stay below 0.3.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
BOT = ["-m", "bot"]
BESIDE = ["-c", "import aiogram"]
QUICK = (["--help"], ["check", "--help"], ["calendar", "--json"])
MOST = 0.3


def cpu_seconds(arguments: list[str], folder: Path) -> float:
    """User and system time of one run of Python with these arguments."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TINCOSO_DATA_DIR": str(folder / "var")}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main() -> int:
    """Print the table. 1 when a command costs more than MOST of the import."""
    with tempfile.TemporaryDirectory() as without, tempfile.TemporaryDirectory() as with_one:
        cpu_seconds([*BOT, "units", "init", "--province", "Cần Thơ"], Path(with_one))
        runs = [(" ".join(command), [*BOT, *command], Path(without)) for command in QUICK]
        runs.append(("calendar --json, with a database", [*BOT, "calendar", "--json"], Path(with_one)))
        runs.append(("import aiogram", BESIDE, Path(without)))
        best = {name: float("inf") for name, _, _ in runs}
        for _ in range(ROUNDS):  # in turns, so that a slow minute is slow for all
            for name, arguments, folder in runs:
                best[name] = min(best[name], cpu_seconds(arguments, folder))
    whole = best["import aiogram"]
    for name, seconds in best.items():
        print(f"{name:<34} {seconds:6.2f} s  {seconds / whole:5.2f}")
    return int(any(seconds > MOST * whole for name, seconds in best.items() if name != "import aiogram"))


if __name__ == "__main__":
    sys.exit(main())
