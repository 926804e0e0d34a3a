"""A sheet of tasks, checked row by row: what can be told without the tables. Units are looked up by task_import."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporting import task_words
from reporting.refusal import Refusal
from reporting.sheet_export import blank
from reporting.sheet_rows import Problem, Row, SheetError, Table, find_table, problem
from reporting.sheet_units import read_date
from reporting.task_words import Mark
from reporting.text import clean_name, fold, spelling

# A plan of a province has about a hundred tasks; a sheet beyond this is a mistake.
TASKS_MOST = 1_000

# The first heading of each field is the template's.
TASK_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "plan": ("Kế hoạch", "Số kế hoạch", "Số ký hiệu kế hoạch", "Plan", "Plan number"),
    "code": ("Mã nhiệm vụ", "Mã", "Mã số", "Code", "Task code"),
    "title": ("Nhiệm vụ", "Tên nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung", "Nội dung công việc", "Task", "Title"),
    "lead": ("Chủ trì", "Đơn vị chủ trì", "Chủ trì thực hiện", "Cơ quan chủ trì", "Lead"),
    "supervisor": ("Chỉ đạo", "Chỉ đạo thực hiện", "Lãnh đạo chỉ đạo", "Người chỉ đạo", "Supervisor"),
    "partners": ("Phối hợp", "Đơn vị phối hợp", "Cơ quan phối hợp", "Partners"),
    "start": ("Bắt đầu", "Ngày bắt đầu", "Từ ngày", "Start", "Start date"),
    "due": ("Hạn", "Hạn hoàn thành", "Ngày hoàn thành", "Đến ngày", "Hết ngày", "Due", "Due date", "Deadline"),
    "time_phrase": ("Thời gian", "Thời gian thực hiện", "Thời gian hoàn thành", "Time", "Time phrase"),
    "milestones": ("Các mốc", "Mốc", "Mốc thời gian", "Milestones"),
    "result": ("Kết quả", "Sản phẩm", "Kết quả, sản phẩm", "Result"),
    "units": ("Đơn vị thực hiện", "Đơn vị được giao", "Giao cho", "Đơn vị", "Assigned units", "Assigned to", "Units"),
}
# Left in place by whoever fills the template, and then no task.
TASK_EXAMPLE = (
    "01/KH-VD",
    "VD-1",
    "Nhiệm vụ ví dụ",
    "Ban Ví dụ",
    "Đồng chí Nguyễn Văn Ví Dụ",
    "Các đoàn thể",
    "01/09/2026",
    "30/11/2026",
    "trong tháng 11/2026",
    "Dự thảo: 15/10/2026; Trình duyệt: 30/10/2026",
    "Báo cáo kết quả",
    "Tất cả xã; Tất cả phường",
)
LIMITS = {"plan": 80, "code": 40, "title": 500, "lead": 300, "supervisor": 300, "partners": 500, "result": 500}
LIMITS |= {"time_phrase": 500}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as the sheet tells it. ``units`` is the cell as it is. Days are the first and the last that is good;
    without a last day the task is standing. What the sheet has no column for is "" or None."""

    row_number: int
    plan: str
    code: str
    title: str
    lead: str
    supervisor: str
    partners: str
    result: str
    start: date | None
    due: date | None
    time_phrase: str
    milestones: tuple[Mark, ...]
    units: str


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """The good rows in the sheet's order, and what is wrong with the others, by row number."""

    tasks: tuple[TaskRow, ...]
    problems: tuple[Problem, ...]


def parse_tasks(rows: Sequence[Row]) -> TaskSheet:
    """Return the tasks of a sheet. Raises SheetError when its columns of task and units are not found, or for more
    than TASKS_MOST rows.

    Column for column: TASK_COLUMNS.
    """
    table = find_table(rows, TASK_COLUMNS, [("title",), ("units",)], "sheet-error-header-tasks")
    if len(table.body) > TASKS_MOST:
        raise SheetError("sheet-error-rows", limit=TASKS_MOST)
    good: list[TaskRow] = []
    problems: list[Problem] = []
    first: dict[tuple[str, ...], int] = {}
    for row in table.body:
        if row.cells == TASK_EXAMPLE[: len(row.cells)]:
            continue
        task, wrong = _task(table, row)
        wrong = wrong or [*_twin(task, first)]
        problems += wrong
        good += [] if wrong else [task]
    return TaskSheet(tuple(good), tuple(problems))


def _task(table: Table, row: Row) -> tuple[TaskRow, list[Problem]]:
    problems: list[Problem] = []
    days: dict[str, date | None] = {}
    for name in ("start", "due"):
        typed = table.read(row, name)
        try:
            days[name] = read_date(typed) if typed else None
        except ValueError:
            days[name] = None
            problems.append(problem(row.number, "sheet-problem-date", date=typed[:40]))
    marks, wrong = _marks(row, table)
    task = TaskRow(
        row_number=row.number,
        plan=table.read(row, "plan"),
        code=table.read(row, "code"),
        title=table.read(row, "title"),
        lead=table.read(row, "lead"),
        supervisor=table.read(row, "supervisor"),
        partners=table.read(row, "partners"),
        result=table.read(row, "result"),
        start=days["start"],
        due=days["due"],
        time_phrase=table.read(row, "time_phrase"),
        milestones=marks,
        units=_cell(table, row, "units"),
    )
    return task, [*_faults(task), *problems, *wrong]


def _cell(table: Table, row: Row, name: str) -> str:
    """The cell with its line ends, which part several entries."""
    place = table.columns.get(name, len(row.cells))
    return row.cells[place] if place < len(row.cells) else ""


def _marks(row: Row, table: Table) -> tuple[tuple[Mark, ...], list[Problem]]:
    try:
        return task_words.marks_in(_cell(table, row, "milestones")), []
    except Refusal as refusal:
        if refusal.key == "refused-many":
            return (), [problem(row.number, "sheet-problem-marks-many", limit=task_words.MILESTONES_MOST)]
        return (), [problem(row.number, "sheet-problem-mark", mark=str(refusal.values["mark"]))]


def _faults(task: TaskRow) -> Iterator[Problem]:
    row = task.row_number
    if not task.title:
        yield problem(row, "sheet-problem-task-missing")
    elif not any(sign.isalpha() for sign in task.title):
        yield problem(row, "sheet-problem-task-letters", title=task.title[:40])
    if not clean_name(task.units):
        yield problem(row, "sheet-problem-units-missing")
    for name, limit in LIMITS.items():
        value = str(getattr(task, name))
        if len(value) > limit:
            yield problem(row, "sheet-problem-long", text=value[:40], limit=limit)
    if task.start and task.due and task.due < task.start:
        yield problem(row, "sheet-problem-task-turned")
    for mark in task.milestones:
        if mark.due and task.due and mark.due > task.due:
            yield problem(row, "sheet-problem-mark-late", mark=mark.title[:60])


def identity(task: TaskRow) -> tuple[str, str]:
    """What tells a task from the others: its plan, and its code; without a code its title."""
    return fold(task.plan), f"#{task.code.casefold()}" if task.code else spelling(task.title)


def _twin(task: TaskRow, first: dict[tuple[str, ...], int]) -> Iterator[Problem]:
    """Yield a problem when an earlier row is the same task by its code, or by its title where codes are left out."""
    key = identity(task)
    if key in first:
        told = task.code or task.title[:60]
        yield problem(task.row_number, "sheet-problem-task-twice", title=told, first=first[key])
    first.setdefault(key, task.row_number)


def template() -> bytes:
    """Return an XLSX to be filled: a header and one example row, which is left aside when the sheet is read back."""
    return blank(TASK_COLUMNS, TASK_EXAMPLE, widest=48)
