"""A thousand officers hand in within the last minute: python benchmarks/lastminute.py [--quick]

Each opens the report, which is answered to the end, and taps "send", at moments spread over the minute; limits are
kept. The receipt is a message of its own and leaves through the outbox. Nothing may be lost.
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlmodel import func, select

from benchmarks import kit, province
from benchmarks.kit import Row
from storage.door import Door, open_engine
from storage.reports import Report

HAND_IN = [["say", "/baocao"], ["tap", "Gửi báo cáo"]]
AIM_RECEIPT = 60.0


def measure(quick: bool) -> list[Row]:
    """The figures, as rows."""
    people, seconds = (60, 6.0) if quick else (1000, 60.0)

    def fill(session: Any) -> None:
        province.drafted(session, province.found(session, people))

    with kit.stand_in() as api, kit.sqlite(fill) as (url, folder):
        with kit.bot(api, url, folder):
            api.crowd("all", first=province.FIRST_ACCOUNT, count=people, script=HAND_IN, over=seconds)
            api.wait("all", kit.everybody_ended, 600)
            found = api.wait("all", lambda figures: figures["told"] == people, 600)
        door = Door(open_engine(url))
        handed = door.read(lambda session: session.exec(select(func.sum(Report.versions))).one())
        door.close()
    return [
        Row(f"{people} officers in {seconds:.0f} s: reports lost", str(people - int(handed)), "0", handed == people),
        Row("receipts that did not come, or came twice", f"{people - found['told']}, {found['told_twice']}"),
        Row("a tap is answered, p95", f"{found['p95'] * 1000:.0f} ms", "< 1 s", found["p95"] < 1.0),
        Row(
            "the receipt is there, p95",
            f"{found['told_p95']:.1f} s",
            f"< {AIM_RECEIPT:.0f} s",
            found["told_p95"] < AIM_RECEIPT,
            "25 messages a second is the pace of all that the program sends by itself",
        ),
    ]


if __name__ == "__main__":
    print(kit.shown("The last minute", measure("--quick" in sys.argv)))
