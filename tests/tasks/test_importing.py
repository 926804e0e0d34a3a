"""A sheet of tasks: previewed, all or nothing, every bad row with its number, and nothing changes the second time."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlmodel import Session

from reporting import sheet_tasks, task_import, task_publish
from reporting.sheet_rows import SheetError
from reporting.sheet_tasks import TASK_COLUMNS, parse_tasks
from reporting.sheets import read_rows
from storage.outbox import Outbox
from storage.task_entries import TaskEntry
from storage.tasks import Assignment, Milestone, Plan, Task, TaskStatus
from tests.tasks.story import Story, refused

CONGRESS = (
    "KH1;Tổ chức Đại hội;Ban Phong trào;Đ/c An;01/09/2026;30/11/2026;trong tháng 11;Dự thảo: 15/10/2026;Tất cả xã"
)
POOR = "KH2;Rà soát hộ nghèo;Ban Dân chủ;;;;thường xuyên;;AN_HOA; "
TABLES = (Task, Milestone, Assignment, TaskStatus, Plan, Outbox)


def test_a_sheet_is_previewed_and_then_stored(story: Story) -> None:
    found = story.imports(CONGRESS, POOR, only_look=True)
    assert [(one.row, one.what, one.name, one.where) for one in found.added] == [
        (2, "task", "Tổ chức Đại hội", "Xã An Hòa; Xã Bình Hòa"),
        (3, "task", "Rà soát hộ nghèo", "Xã An Hòa"),
    ]
    assert [story.rows(table) for table in TABLES] == [[]] * len(TABLES)
    assert story.imports(CONGRESS, POOR) == found
    congress, poor = story.rows(Task)
    assert (congress.code, congress.lead, congress.supervisor) == ("KH1", "Ban Phong trào", "Đ/c An")
    assert (congress.start, congress.due) == (date(2026, 9, 1), date(2026, 11, 30))
    assert (congress.time_phrase, congress.state) == ("trong tháng 11", "open")
    assert (poor.due, poor.time_phrase) == (None, "thường xuyên")
    assert [(mark.title, mark.due) for mark in story.rows(Milestone)] == [("Dự thảo", date(2026, 10, 15))]
    assert len(story.rows(Assignment)) == len(story.rows(TaskStatus)) == 3


def test_each_officer_is_told_in_one_message(story: Story) -> None:
    story.imports(CONGRESS, POOR)
    told = {row.officer_id: row.content for row in story.letters()}
    assert set(told) == {story.cast[who] for who in ("an", "binh", "em")}
    assert told[story.cast["an"]]["values"] == {"count": 2, "dated": 1, "first": "30/11/2026"}
    assert told[story.cast["em"]]["text"] == "task-given-one"


def test_the_same_sheet_again_changes_nothing(story: Story) -> None:
    story.imports(CONGRESS, POOR)
    before = {table: [row.model_dump() for row in story.rows(table)] for table in TABLES}
    acts = story.acts()
    story.later(days=1)
    again = story.imports(CONGRESS, POOR)
    assert (again.idle, again.same) == (True, 2)
    assert {table: [row.model_dump() for row in story.rows(table)] for table in TABLES} == before
    assert story.acts() == acts


def test_a_corrected_sheet_changes_the_tasks_and_keeps_what_was_reported(story: Story) -> None:
    story.imports(CONGRESS, POOR)
    task = story.rows(Task)[0]
    an, em = story.part(task.id, "an_hoa"), story.part(task.id, "binh_hoa")
    story.percent("an", an, 50)
    story.percent("em", em, 75)
    row = 'KH1;Tổ chức Đại hội các cấp;;;;15/12/2026;;"Dự thảo: 20/10/2026; Tổng kết: 10/12/2026";An Hòa'
    found = story.imports(row, only_look=True)
    assert [(one.field, one.before, one.after) for one in found.changed] == [
        ("task", "Tổ chức Đại hội", "Tổ chức Đại hội các cấp"),
        ("due", "30/11/2026", "15/12/2026"),
        ("milestones", "Dự thảo: 15/10/2026", "Dự thảo: 20/10/2026; Tổng kết: 10/12/2026"),
        ("units", "Xã Bình Hòa", ""),
    ]
    mark = story.rows(Milestone)[0].id
    story.imports(row)
    changed = story.task(task.id)
    assert (changed.title, changed.due, changed.lead) == (
        "Tổ chức Đại hội các cấp",
        date(2026, 12, 15),
        "Ban Phong trào",
    )
    assert story.rows(Milestone)[0].id == mark
    assert story.card(an).stand.percent == 50
    assert story.card(em, "em").running is False
    assert len(story.entries(em)) == 1
    story.imports(row.replace("An Hòa", "An Hòa, Bình Hòa"))
    assert story.card(em, "em").running is True
    assert story.card(em, "em").stand.percent == 75


@pytest.mark.parametrize(
    ("row", "key", "values"),
    [
        ("1;;;;;;;;An Hòa", "sheet-problem-task-missing", {}),
        ("1;123;;;;;;;An Hòa", "sheet-problem-task-letters", {"title": "123"}),
        ("1;Việc;;;;;;;", "sheet-problem-units-missing", {}),
        ("1;Việc;;;;cuối tháng;;;An Hòa", "sheet-problem-date", {"date": "cuối tháng"}),
        ("1;Việc;;;31/12/2026;1/12/2026;;;An Hòa", "sheet-problem-task-turned", {}),
        ("1;Việc;;;;1/12/2026;;Mốc: sớm;An Hòa", "sheet-problem-mark", {"mark": "Mốc: sớm"}),
        ("1;Việc;;;;1/12/2026;;Mốc: 2/12/2026;An Hòa", "sheet-problem-mark-late", {"mark": "Mốc"}),
        (f"1;{'dài ' * 130};;;;;;;An Hòa", "sheet-problem-long", None),
        ("1;Việc;;;;;;;Vĩnh Quỳnh", "import-unit-unknown", {"name": "Vĩnh Quỳnh"}),
        ("1;Việc;;;;;;;Xã An Hoàng", "import-task-unit-near", None),
        ("1;Việc;;;;;;;Tân Thành", "import-task-unit-unclear", None),
        ("1;Việc;;;;;;;9 xã", "import-task-unit-count", {"name": "9 xã", "found": 4}),
        ("1;Việc;;;;;;;các đặc khu", "import-task-unit-nobody", {"name": "các đặc khu"}),
    ],
)
def test_a_bad_row_is_named_and_keeps_everything_out(
    story: Story, row: str, key: str, values: dict[str, object] | None
) -> None:
    story.adds_unit("tan1", "Xã Tân Thành")
    story.adds_unit("tan2", "Xã Tân Thành", above="tinh")
    found = story.imports(POOR, row)
    (problem,) = found.problems
    assert (problem.row_number, problem.key) == (3, key)
    assert values is None or problem.values == {"row": 3, **values}
    assert story.rows(Task) == []


def test_every_bad_row_is_told_at_once(story: Story) -> None:
    found = story.imports("1;Một;;;;cuối tháng;;;An Hòa", "2;Hai;;;;;;;Vĩnh Quỳnh", POOR, "3;;;;;;;;An Hòa")
    assert [(one.row_number, one.key) for one in found.problems] == [
        (2, "sheet-problem-date"),
        (3, "import-unit-unknown"),
        (5, "sheet-problem-task-missing"),
    ]


def test_the_same_task_twice_in_a_sheet_is_asked_about(story: Story) -> None:
    found = story.imports(";Giao ban;;;;1/12/2026;;;An Hòa", ";giao  ban;;;;1/1/2027;;;An Hòa")
    (problem,) = found.problems
    assert (problem.row_number, problem.key, problem.values["first"]) == (3, "sheet-problem-task-twice", 2)
    assert story.imports("GB1;Giao ban;;;;1/12/2026;;;An Hòa", "GB2;Giao ban;;;;1/1/2027;;;An Hòa").problems == ()


def test_a_withdrawn_task_comes_back_only_as_a_shown_change(story: Story) -> None:
    story.imports(POOR)
    task = story.rows(Task)[0]
    story.door.write(task_publish.withdraw, story.now, story.cast["chi"], task.id)
    (change,) = story.imports(POOR, only_look=True).changed
    assert (change.field, change.before, change.after) == ("state", "withdrawn", "open")
    story.imports(POOR)
    assert story.task(task.id).state == "open"


def test_a_plan_is_made_once_for_all_its_tasks(story: Story) -> None:
    header = "Kế hoạch;Nhiệm vụ;Đơn vị thực hiện"
    story.imports("12/KH-MTTQ;Một;An Hòa", "12/kh-mttq;Hai;An Hòa", header=header)
    story.imports("12/KH-MTTQ;Ba;An Hòa", header=header)
    (plan,) = story.rows(Plan)
    assert (plan.number, plan.unit_id) == ("12/KH-MTTQ", story.cast["tinh"])
    assert {task.plan_id for task in story.rows(Task)} == {plan.id}


def test_english_headings_and_a_workbook_are_taken(story: Story) -> None:
    book = Workbook()
    book.active.append(["Task code", "Title", "Lead", "Due date", "Milestones", "Assigned units"])
    book.active.append(["T1", "Hold the congress", "Movement board", date(2026, 11, 30), "Draft: 2026-10-15", "An Hoa"])
    content = BytesIO()
    book.save(content)
    sheet = parse_tasks(read_rows("tasks.xlsx", content.getvalue()))
    (row,) = sheet.tasks
    assert (row.code, row.due, row.milestones[0].due) == ("T1", date(2026, 11, 30), date(2026, 10, 15))


def test_the_template_reads_back_as_nothing() -> None:
    rows = read_rows("mau.xlsx", sheet_tasks.template())
    assert rows[0].cells == tuple(headings[0] for headings in TASK_COLUMNS.values())
    sheet = parse_tasks(rows)
    assert (sheet.tasks, sheet.problems) == ((), ())


def test_a_sheet_without_the_columns_is_refused_as_a_whole() -> None:
    with pytest.raises(SheetError, match="sheet-error-header-tasks"):
        parse_tasks(read_rows("x.csv", "Nhiệm vụ;Hạn\nMột;1/1/2027".encode()))


def test_who_may_not_manage_the_office_imports_nothing(story: Story) -> None:
    for who in ("an", "dung"):
        with refused("refused-right"):
            story.imports(POOR, who=who)


def test_a_slip_that_would_flood_the_province_is_refused(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task_import, "PARTS_MOST", 2)
    with refused("task-refused-parts"):
        story.imports(CONGRESS, POOR)
    assert story.rows(Task) == []


def test_a_fault_in_the_middle_stores_nothing(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def breaks(session: Session, *_: object, **__: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the power went")

    monkeypatch.setattr(task_import.audit, "note", breaks)
    with pytest.raises(RuntimeError):
        story.imports(CONGRESS, POOR)
    assert [story.rows(table) for table in (*TABLES, TaskEntry)] == [[]] * (len(TABLES) + 1)
