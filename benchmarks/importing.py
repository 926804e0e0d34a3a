"""What a large spreadsheet costs the chats that are served meanwhile: 10,000 units with 7 bad rows, then the good ones;
and the largest sheet of tasks that a chat may send.

    python benchmarks/importing.py [--quick]

Everything runs within one process, as a chat's sheet does (units come by the command line, in a process of their own;
here they are held to the same measure): read apart, checked and stored in worker threads, while the event loop is asked
every 5 ms how late it is, and another writer asks for the database every 50 ms. Exit code 1 when an aim is missed or a
sheet with bad rows stores anything.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from openpyxl import Workbook
from sqlmodel import Session, func, select

from benchmarks import kit
from reporting import import_units, task_import
from reporting.daysoff import VIETNAM
from reporting.imports import Imported
from reporting.office import load
from reporting.sheet_apart import read_apart
from reporting.sheet_tasks import TASKS_MOST, parse_tasks
from reporting.sheets import parse_units
from storage.door import Door, open_engine
from storage.duties import DayOff
from storage.tasks import Task
from storage.units import Unit
from tests.cast import START, Cast, settle

LAG_AIM = 0.2
SECONDS_AIM = 30.0
PULSE, KNOCK = 0.005, 0.05
BAD = 7
COMMUNES = 40


@dataclass
class Strain:
    """What others feel while a piece of work goes on: the loop's lateness and a small write's wait, in seconds."""

    lags: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    async def of(self, door: Door, work: Awaitable[Any]) -> tuple[Any, float]:
        """The result of the work and how long it took."""
        others = [asyncio.create_task(self._pulse()), asyncio.create_task(self._knock(door))]
        began = time.perf_counter()
        try:
            return await work, time.perf_counter() - began
        finally:
            for one in others:
                one.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    async def _pulse(self) -> None:
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(PULSE)
            self.lags.append(time.perf_counter() - asked - PULSE)

    async def _knock(self, door: Door) -> None:
        number = 0
        while True:
            asked, number = time.perf_counter(), number + 1
            try:
                await door(_note, number)
            finally:  # one that still waits when the work ends has waited, too
                self.waits.append(time.perf_counter() - asked)
            await asyncio.sleep(KNOCK)


def _note(session: Session, number: int) -> None:
    session.merge(DayOff(day=date(2099, 1, 1), name=f"{number}"))


def workbook(*rows: tuple[str, ...]) -> bytes:
    """An XLSX of these rows."""
    book, out = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def units_sheet(count: int, bad: int) -> bytes:
    """Hamlets below the first communes; the last `bad` rows name an upper unit that is nowhere."""
    head = ("Mã", "Tên đơn vị", "Loại", "Mã cấp trên")
    good = [(f"K{n}", f"Khu dân cư số {n}", "khu dân cư", f"X{n % COMMUNES}") for n in range(count - bad)]
    wrong = [(f"B{n}", f"Khu dân cư lạ {n}", "khu dân cư", "KHONG_CO") for n in range(bad)]
    return workbook(head, *good, *wrong)


def tasks_sheet(count: int, bad: int) -> bytes:
    """Tasks for all communes; the last `bad` rows have a day that is none."""
    head = ("Mã", "Nhiệm vụ", "Chủ trì", "Hạn", "Đơn vị thực hiện")
    rows = [(f"T{n}", f"Rà soát hộ nghèo đợt {n}", "Ban Dân chủ", "15/12/2026", "tất cả xã") for n in range(count)]
    wrong = [(*row[:3], "31/02/2026", row[4]) for row in rows[count - bad :]]
    return workbook(head, *rows[: count - bad], *wrong)


def settled(session: Session) -> Cast:
    """The cast, and communes enough for the largest sheet."""
    cast = settle(session, START)
    for n in range(COMMUNES):
        name = f"Xã Số {n}"
        unit = Unit(kind="xa", name=name, folded=f"xa so {n}", code=f"X{n}", parent_id=cast["tinh"])
        session.add(unit)
    return cast


async def passes(
    what: str, door: Door, data: bytes, parse: Callable[[Any], Any], use: Callable[[Any], Awaitable[Imported]]
) -> tuple[Imported, bool]:
    """Read, check and use one sheet; prints what it cost. Whether the aims were held."""
    strain = Strain()

    async def work() -> Imported:
        rows = await asyncio.to_thread(read_apart, "a.xlsx", data)
        return await use(await asyncio.to_thread(parse, rows))

    result, seconds = await strain.of(door, work())
    lags = sorted(strain.lags)
    lag, p99 = lags[-1], lags[int(len(lags) * 0.99)]
    held = lag < LAG_AIM and seconds < SECONDS_AIM
    print(
        f"{what:42} {seconds:6.2f} s, loop late at most {lag * 1e3:4.0f} ms (p99 {p99 * 1e3:3.0f}), another write"
        f" waits at most {max(strain.waits, default=0) * 1e3:5.0f} ms; bad rows {len(result.problems)}"
        f"{'' if held else '   MISSED'}"
    )
    return result, held


async def idle(door: Door) -> None:
    """The same for a loop with nothing to do: what is late then is the machine's."""
    strain = Strain()
    await strain.of(door, asyncio.sleep(3))
    late, waits = max(strain.lags), max(strain.waits)
    print(
        f"{'nothing':42} {3:6.2f} s, loop late at most {late * 1e3:4.0f} ms, another write waits"
        f" at most {waits * 1e3:5.0f} ms"
    )


async def measured(door: Door, cast: Cast, rows: int, tasks: int) -> bool:
    """All of it; whether every aim and every promise was held."""
    now, today = datetime.now(UTC), START.date()
    office = await door.ask(load, VIETNAM)
    root, chi = cast["tinh"], cast["chi"]
    held = []
    await idle(door)

    async def brings_units(sheet: Any) -> Imported:
        return await door(import_units.bring_in, now, today, sheet)

    async def brings_tasks(sheet: Any) -> Imported:
        return await door(task_import.bring_in, START, chi, root, sheet, office)

    for name, bring, parse, sheet, table, count in (
        ("units", brings_units, parse_units, units_sheet, Unit, rows),
        ("tasks", brings_tasks, parse_tasks, tasks_sheet, Task, tasks),
    ):
        before = await door.ask(_count, table)
        refused, good = await passes(f"{count} {name}, {BAD} bad: refused", door, sheet(count, BAD), parse, bring)
        numbers = [one.row_number for one in refused.problems]
        whole = numbers == list(range(count + 2 - BAD, count + 2)) and await door.ask(_count, table) == before
        held += [good, whole]
        stored, good = await passes(f"{count} {name}: stored", door, sheet(count, 0), parse, bring)
        held += [good, len(stored.added) == count == await door.ask(_count, table) - before]
    return all(held)


def _count(session: Session, table: Any) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def main() -> int:
    quick = "--quick" in sys.argv
    with kit.folder() as place:
        url = f"sqlite:///{place / 'tincoso.db'}"
        made: list[Cast] = []
        kit.filled(url, lambda session: made.append(settled(session)))
        door = Door(open_engine(url))
        try:
            held = asyncio.run(measured(door, made[0], 500 if quick else 10_000, 50 if quick else TASKS_MOST))
        finally:
            door.close()
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
