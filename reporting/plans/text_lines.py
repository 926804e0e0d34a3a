"""Plain text → lines: UTF-8 in any normal form, tables as rows parted by tabs or upright strokes."""

from __future__ import annotations

from reporting.plans.lines import Line
from reporting.plans.model import PlanError
from reporting.plans.tables import columns_of
from reporting.plans.text import clean, squeeze
from reporting.plans.wrapping import mark_wide

MAX_CHARACTERS = 3_000_000
MAX_LINES = 100_000


def read_text(data: bytes) -> list[Line]:
    """The lines of a text file. Raises PlanError when the bytes are not Unicode text or too many."""
    text = _decode(data)
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise PlanError("refused-plan-too-long")
    if "\x00" in text:
        raise PlanError("refused-plan-not-text")
    lines = [Line(i, line) for i, line in enumerate(clean(text).split("\n"), 1)]
    return mark_wide(_with_tables(lines))


def _decode(data: bytes) -> str:
    """UTF-8, or UTF-16 with its mark (Notepad's «Unicode»); older Vietnamese code pages cannot be told apart."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanError("refused-plan-not-text") from error


def _with_tables(lines: list[Line]) -> list[Line]:
    result: list[Line] = []
    block: list[Line] = []
    table = 0
    for line in [*lines, Line(0, "")]:
        cells = _cells(line)
        if len(cells) >= 3:
            block.append(Line(line.number, line.text, cells))
            continue
        if block:
            table += 1
            result.extend(_table(block, table))
            block = []
        result.append(line)
    return result[:-1]


def _cells(line: Line) -> tuple[str, ...]:
    text = line.text
    if "\t" in text.strip():
        return tuple(squeeze(cell) for cell in text.split("\t"))
    if text.count("|") >= 2:
        return tuple(squeeze(cell) for cell in text.strip().strip("|").split("|"))
    return ()


def _table(block: list[Line], number: int) -> list[Line]:
    rows = [Line(row.number, "", row.cells, number) for row in block if any(cell.strip("-: ") for cell in row.cells)]
    if columns_of(rows) is not None:
        return rows
    return [Line(row.number, squeeze(row.text.replace("|", " "))) for row in block]
