"""Tables of tasks: columns nhiệm vụ, đơn vị chủ trì, phối hợp, thời gian hoàn thành, kết quả, in any order.

A table whose head names a column of work and one of units or times is a table of tasks; every other table is layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reporting.plans.lines import Line, read_mark
from reporting.plans.model import Step, Task, When
from reporting.plans.phrases import heading_window, named_year, read_label
from reporting.plans.pieces import Context
from reporting.plans.text import key, shorten, squeeze, trim
from reporting.plans.timing import own_time, result_steps, with_steps

# The first rule that fits names the column; «thời gian thực hiện» must not become a unit.
_COLUMNS = [
    ("number", r"(?:s ?t ?t|tt|so tt|so thu tu|so)"),
    ("note", r"(?:ghi chu|kinh phi|nguon kinh phi|can cu|van ban|so luong|dia diem|dia ban|doi tuong|thanh phan)\b.*"),
    (
        "time",
        r".*\b(?:thoi gian|thoi han|thoi diem|tien do|han hoan thanh|han chot|ky han|moc|ngay thang"
        r"|ngay hoan thanh)\b.*|hoan thanh|ngay|han",
    ),
    ("result", r".*\b(?:ket qua|san pham|dau ra)\b.*"),
    ("partners", r"(?:(?!.*chu tri).*\b(?:phoi hop|tham gia)\b.*)"),
    ("supervisor", r"(?:.*\bchi dao\b.*|lanh dao phu trach.*)"),
    (
        "lead",
        r".*\b(?:chu tri|don vi|co quan|phu trach|phan cong|trach nhiem|nguoi thuc hien|bo phan|dau moi"
        r"|thuc hien|tham muu)\b.*",
    ),
    ("title", r".*\b(?:noi dung|nhiem vu|cong viec|hoat dong|dau viec|phan viec|ten|viec)\b.*"),
]
_TITLE_FIRST = re.compile(r"(?:cac |ten )?(?:noi dung|nhiem vu|cong viec|hoat dong|dau viec|phan viec)\b")
_RULES = [(name, re.compile(rule)) for name, rule in _COLUMNS]
_HEAD_ROWS = 4


@dataclass(frozen=True)
class Columns:
    """Which column holds what, and how many rows the head takes."""

    places: dict[str, int]
    rows: int

    def cell(self, line: Line, name: str) -> str:
        """The cell of a row, empty where the table or the row has no such column."""
        place = self.places.get(name)
        return line.cells[place].strip() if place is not None and place < len(line.cells) else ""


def columns_of(rows: list[Line]) -> Columns | None:
    """The columns of a table of tasks, None for any other table."""
    for i, row in enumerate(rows[:_HEAD_ROWS]):
        names = list(row.cells)
        places = _places(names)
        if "title" not in places or not ({"lead", "time"} & places.keys()):
            continue
        if i + 1 < len(rows) and _goes_on(row, rows[i + 1]):
            below = rows[i + 1].cells
            names = [a if a == b else f"{b}" if key(b) else a for a, b in zip(names, below, strict=False)]
            return Columns(_places(names) or places, i + 2)
        return Columns(places, i + 1)
    return None


def _places(names: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, cell in enumerate(names):
        words = key(cell)
        if not words or len(words) > 90:
            continue
        kind = "title" if _TITLE_FIRST.match(words) and "thoi gian" not in words else None
        kind = kind or next((name for name, rule in _RULES if rule.fullmatch(words)), None)
        if kind:
            places.setdefault(kind, at)
    return places


def _goes_on(head: Line, below: Line) -> bool:
    """Whether the second row belongs to the head: it repeats merged cells, and names columns where they differ."""
    same = [a == b and bool(a.strip()) for a, b in zip(head.cells, below.cells, strict=False)]
    rest = [b for a, b in zip(head.cells, below.cells, strict=False) if a != b and b.strip()]
    return any(same) and bool(rest) and all(_places([cell]) for cell in rest)


@dataclass(frozen=True)
class _Under:
    """What the rows below a section row inherit."""

    context: Context
    code: str
    heading: str | None
    lead: str | None
    window: When | None


def read_table(
    rows: list[Line], context: Context, code: str, lead: str | None, heading: str | None, window: When | None
) -> Iterator[Task]:
    """Every task of a table, in order; rows that span the table are headings of what follows."""
    columns = columns_of(rows)
    if columns is None:
        return
    head = {tuple(row.cells) for row in rows[: columns.rows]}
    above = under = _Under(context, code, heading, lead, window)
    body = [row for row in rows[columns.rows :] if tuple(row.cells) not in head]
    count = 0
    for i, row in enumerate(body):
        number, title = _number_and_title(columns, row)
        if not title or re.fullmatch(r"[\d\s()]*", title):
            continue
        following = _number_and_title(columns, body[i + 1])[0] if i + 1 < len(body) else ""
        if _is_section(columns, row, number, title, following):
            under = _section(above, number, title)
            continue
        count += 1
        yield _task(columns, row, number or f"#{count}", title, under)


def _number_and_title(columns: Columns, row: Line) -> tuple[str, str]:
    title = columns.cell(row, "title")
    number = trim(columns.cell(row, "number")) if "number" in columns.places else ""
    if number == trim(title):  # a row in one piece
        number = ""
    first = title.split("\n")[0]
    marks, rest = read_mark(first)
    if marks and not marks[0].rank and (not number or number == marks[0].label):
        number, title = marks[0].label, "\n".join([rest, *title.split("\n")[1:]])
    return number, title.strip()


def _is_section(columns: Columns, row: Line, number: str, title: str, following: str) -> bool:
    others = [columns.cell(row, name) for name in columns.places if name not in ("number", "title")]
    if row.spans or (all(cell in ("", columns.cell(row, "title")) for cell in others) and any(others)):
        return True
    if any(others):
        return False
    if not number or not number[0].isdigit() or title.upper() == title:
        return True
    return following.startswith(f"{number}.")


def _section(above: _Under, number: str, title: str) -> _Under:
    context = above.context.within(named_year(title))
    window = heading_window(title, context)
    code = f"{above.code}.{number}".strip(".") if number else above.code
    return replace(above, context=context, code=code, heading=shorten(trim(title)), window=window or above.window)


def _task(columns: Columns, row: Line, number: str, title: str, under: _Under) -> Task:
    first, *details = [squeeze(part) for part in title.split("\n") if part.strip()]
    context = under.context
    time = columns.cell(row, "time").replace("\n", "; ")
    own = read_label(time, context) if time.strip(" -.") else own_time(title, context)
    steps = [step for detail in details for step in _detail(detail, row.number, context)]
    result = squeeze(columns.cell(row, "result")) or None
    steps += result_steps(result, row.number, context)
    when, kept, doubts = with_steps(own, tuple(steps), under.window)
    code = f"{under.code}{number}" if number.startswith("#") else f"{under.code}.{number}".strip(".")
    return Task(
        code=code,
        title=shorten(trim(first)),
        text=trim(squeeze(title)),
        line=row.number,
        lead=_units(columns.cell(row, "lead")) or under.lead,
        supervisor=_units(columns.cell(row, "supervisor")),
        partners=_units(columns.cell(row, "partners")),
        result=result,
        heading=under.heading,
        when=when,
        milestones=kept,
        doubts=doubts,
    )


def _detail(text: str, line: int, context: Context) -> Iterator[Step]:
    when = own_time(text, context)
    if when.due:
        yield Step(shorten(trim(text)), when, line)


def _units(cell: str) -> str | None:
    parts = [trim(read_mark(squeeze(part))[1]) for part in cell.split("\n")]
    text = "; ".join(part for part in parts if part and part not in ("-", "–"))
    return text or None
