"""One person floods while twenty report: python benchmarks/flood.py [--quick]

Twenty people at a time file reports, a second of thought between two acts; first alone, then while one account sends a
thousand messages in a minute without waiting for an answer. What the others feel may not double.
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import kit, province
from benchmarks.kit import Api, Row
from benchmarks.replies import DIALOGUE

AT_ONCE, THOUGHT = 20, 1.0
AIM = 2.0


def _report(api: Api, name: str, first: int, people: int) -> dict[str, Any]:
    api.crowd(name, first=first, count=people, script=DIALOGUE, at_once=AT_ONCE, pause=THOUGHT)
    return api.wait(name, kit.everybody_ended, 600)


def measure(quick: bool) -> list[Row]:
    """The figures, as rows."""
    people, count, seconds = (20, 300, 15.0) if quick else (80, 1000, 60.0)
    first = province.FIRST_ACCOUNT
    with (
        kit.stand_in() as api,
        kit.sqlite(lambda session: province.found(session, 2 * people + AT_ONCE + 1)) as (url, folder),
        kit.bot(api, url, folder),
    ):
        _report(api, "warm", first + 1, AT_ONCE)
        alone = _report(api, "alone", first + 1 + AT_ONCE, people)
        before = api.figures("alone")["replies"]
        api.control("flood", chat=first, count=count, seconds=seconds)
        beside = _report(api, "beside", first + 1 + AT_ONCE + people, people)
        heard = api.control("figures")["flooded"]
    ratio = beside["p95"] / alone["p95"]
    assert before == alone["replies"] == beside["replies"]
    return [
        Row(f"{AT_ONCE} people report: an act is answered, p50 and p95", _both(alone)),
        Row(f"the same while one sends {count} messages in {seconds:.0f} s", _both(beside)),
        Row("p95 against p95 without the flood", f"{ratio:.2f}", f"< {AIM:.0f}", ratio < AIM),
        Row("answers to the one who floods", str(heard), "", None, "the others were held back unanswered"),
    ]


def _both(figures: dict[str, Any]) -> str:
    return f"{figures['p50'] * 1000:.0f} ms, {figures['p95'] * 1000:.0f} ms"


if __name__ == "__main__":
    print(kit.shown("One person floods", measure("--quick" in sys.argv)))
