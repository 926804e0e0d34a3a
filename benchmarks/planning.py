"""What a tick that plans a wave and a /tonghop cost as the province and its history grow.

    python benchmarks/planning.py [--quick]

Through the running program: the provincial office asks, the stand-in measures the wait. Half of the communes have
handed in. Cost must follow the quarter, not the history.
"""

import json
import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import kit, province
from benchmarks.kit import Row
from benchmarks.waves import MORNING
from reporting.periods import Period

AIM = 1.0
GROWTH = 1.2
LONG = 40


def cost(units: int, quarters: int, rounds: int) -> tuple[float, float]:
    """(seconds of a /tonghop, median; seconds of the tick that plans)."""
    first = Period.parse("2026-Q4")
    for _ in range(quarters):
        first = first.previous()

    def fill(session: Any) -> None:
        communes = province.found(session, units, first=first.code)
        province.history(session, communes, quarters, share=1.0)
        province.reported(session, communes[::2], "2026-Q4", random.Random(1))

    with (
        kit.stand_in() as api,
        kit.sqlite(fill) as (url, folder),
        kit.bot(api, url, folder, "--still", at=MORNING) as running,
    ):
        api.crowd("warm", first=province.OFFICE_ACCOUNT, count=1, script=[["say", "/tonghop"]])
        api.wait("warm", kit.everybody_ended, 60)
        api.crowd("office", first=province.OFFICE_ACCOUNT, count=1, script=[["say", "/tonghop"]], rounds=rounds)
        asked = api.wait("office", kit.everybody_ended, 120)["p50"]
        process = running["process"]
        process.stdin.write(b"\n")
        process.stdin.flush()
        tick = json.loads(process.stdout.readline())["tick"]
    return asked, tick


def measure(quick: bool) -> list[Row]:
    """Sizes, then the same size with a long history."""
    rows = []
    sizes = (130,) if quick else (130, 3321, 10_000)
    long = 130 if quick else 3321
    rounds = 5 if quick else 9
    found = {}
    for units in sizes:
        asked, tick = found[units] = cost(units, 1, rounds)
        aim, held = (f"< {AIM:.0f} s", asked < AIM) if units == 3321 else ("", None)
        rows.append(Row(f"/tonghop, {units} units, 1 quarter of history", f"{asked * 1000:.0f} ms", aim, held))
        rows.append(Row(f"tick that plans {units} units' reminders, 1 quarter", f"{tick:.2f} s"))
    asked, tick = cost(long, LONG, rounds)
    for what, now, before, unit in (("/tonghop", asked, found[long][0], "ms"), ("tick", tick, found[long][1], "s")):
        shown = f"{now * 1000:.0f} ms" if unit == "ms" else f"{now:.2f} s"
        times = now / before
        rows.append(
            Row(
                f"{what}, {long} units, {LONG} quarters of history",
                f"{shown}, {times:.2f} times one quarter's",
                f"≤ {GROWTH} times",
                times <= GROWTH,
            )
        )
    return rows


if __name__ == "__main__":
    print(kit.shown("Planning and summing up", measure("--quick" in sys.argv)))
