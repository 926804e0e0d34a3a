"""A wave of reminders at the pace that Telegram allows, and how long a chatting officer waits meanwhile.

    python benchmarks/waves.py [--quick] [--whole]

The stand-in keeps the limits (30 a second overall, 1 a second in a chat). The clock stands at 08:00, seven working
days before the deadline; one tick plans and queues, the sender sends. Twenty officers file their reports meanwhile.
Without --whole the wave of 10,000 is broken off after two minutes and the rest is reckoned from its pace.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import kit, province
from benchmarks.kit import Row
from benchmarks.replies import DIALOGUE

MORNING = "2026-12-04T01:00:30+00:00"
CHATTING = 20
SAMPLE = 120.0
AIM_SECONDS = 150
AIM_WAIT = 1.0


def wave(units: int, seconds: float, pause: float) -> dict[str, Any]:
    """Figures of one wave, waited for at most `seconds`."""

    def fill(session: Any) -> None:
        province.found(session, units)

    with (
        kit.stand_in() as api,
        kit.sqlite(fill) as (url, folder),
        kit.bot(api, url, folder, "--still", at=MORNING) as running,
    ):
        api.control("limits", overall_per_second=30)
        api.crowd("told", first=province.FIRST_ACCOUNT, count=units, script=[], only="go:")
        process = running["process"]
        process.stdin.write(b"\n")
        process.stdin.flush()
        api.crowd(
            "chat",
            first=province.FIRST_ACCOUNT,
            count=CHATTING,
            script=DIALOGUE,
            at_once=CHATTING,
            over=pause,
            pause=pause,
            without="go:",
        )
        tick = json.loads(process.stdout.readline())["tick"]
        due = units - CHATTING  # who files meanwhile may be spared the reminder
        try:
            told = api.wait("told", lambda figures: figures["told"] >= due, seconds)
        except TimeoutError:
            told = api.figures("told")
        return {
            "tick": tick,
            "told": told,
            "chat": api.figures("chat"),
            "refused": api.control("figures")["refused"],
        }


def measure(quick: bool, whole: bool = False) -> list[Row]:
    """The waves, as rows."""
    rows = []
    plan = ((120, 60.0, 1.0),) if quick else ((3321, 400.0, 9.0), (10_000, 900.0 if whole else SAMPLE, 9.0))
    for units, seconds, pause in plan:
        found = wave(units, seconds, pause)
        told, chat = found["told"], found["chat"]
        took, share = told["seconds"], told["told"] / units
        reckoned = told["told"] < units - CHATTING
        took = took / share if reckoned else took
        note = f"reckoned from the first {told['told']}" if reckoned else f"{told['told']} told"
        held = None if units != 3321 else took <= AIM_SECONDS
        aim = f"≤ {AIM_SECONDS} s" if units == 3321 else ""
        rows += [
            Row(f"{units} reminders, from the tick to the last", f"{took:.0f} s", aim, held, note),
            Row(f"{units}: the tick that plans and queues them", f"{found['tick']:.1f} s"),
            Row(f"{units}: answered 429", str(found["refused"]), "0", found["refused"] == 0),
            Row(
                f"{units}: p95 that a chatting officer waits",
                f"{chat['p95'] * 1000:.0f} ms",
                f"< {AIM_WAIT:.0f} s",
                chat["p95"] < AIM_WAIT,
                f"{chat['replies']} replies, longest {chat['most'] * 1000:.0f} ms",
            ),
        ]
    return rows


if __name__ == "__main__":
    print(kit.shown("Waves of reminders", measure("--quick" in sys.argv, "--whole" in sys.argv)))
