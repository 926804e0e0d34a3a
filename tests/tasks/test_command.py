"""`tasks` and `tasks import` at the command line, in a folder of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import select

from reporting import tasks
from reporting.daysoff import Office
from storage.door import Door
from storage.tasks import Assignment, Task
from tests.cast import START, Cast
from tests.commands.conftest import Console, cast, console, usual_mask  # noqa: F401

SHEET = """Mã;Nhiệm vụ;Chủ trì;Hạn;Đơn vị thực hiện
T1;Tổ chức Ngày hội;Ban Phong trào;20/11/2026;tất cả xã
T2;Rà soát hộ nghèo;Ban Dân chủ;15/12/2026;AN_HOA
"""


@pytest.fixture
def sheet(console: Console, cast: Cast) -> Path:  # noqa: F811
    path = console.folder / "nhiem-vu.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


@contextmanager
def opened(console: Console) -> Iterator[Door]:  # noqa: F811
    door = console.door()
    yield door
    door.close()


def test_a_preview_stores_nothing(console: Console, sheet: Path) -> None:  # noqa: F811
    told = console.does("tasks", "import", str(sheet), "--preview")
    assert "Dòng 2: thêm nhiệm vụ “Tổ chức Ngày hội” cho Xã An Hòa; Xã Bình Hòa" in told
    assert "Xem trước, chưa ghi gì: thêm 2, sửa 0, giữ nguyên 0 dòng." in told
    with opened(console) as door:
        assert door.read(lambda s: s.exec(select(Task)).all()) == []


def test_an_import_is_stored_and_the_second_changes_nothing(console: Console, sheet: Path) -> None:  # noqa: F811
    assert "Đã ghi: thêm 2, sửa 0, giữ nguyên 0 dòng." in console.does("tasks", "import", str(sheet))
    assert "Đã ghi: thêm 0, sửa 0, giữ nguyên 2 dòng." in console.does("tasks", "import", str(sheet))
    told = console("tasks", "import", str(sheet), "--json").json
    assert (told["stored"], told["same"], told["added"]) == (True, 2, [])


def test_bad_rows_are_told_and_nothing_is_stored(console: Console, sheet: Path) -> None:  # noqa: F811
    sheet.write_text(SHEET + "T3;;;;An Hòa\nT4;Việc;;31/02/2026;An Hòa\nT5;Việc;;;Vĩnh Quỳnh\n", encoding="utf-8")
    told = console.refuses("tasks", "import", str(sheet), lines=4).splitlines()
    assert told[0].startswith("Dòng 4: chưa có tên nhiệm vụ.")
    assert told[1].startswith("Dòng 5: ngày “31/02/2026” chưa đúng.")
    assert told[2].startswith("Dòng 6: không tìm thấy đơn vị “Vĩnh Quỳnh”.")
    assert told[3] == "Chưa ghi gì: có 3 lỗi cần sửa trong tệp."
    assert console("tasks", "--json").json["tasks"] == []


def test_how_the_tasks_stand_for_people_and_for_scripts(console: Console, sheet: Path) -> None:  # noqa: F811
    console.does("tasks", "import", str(sheet))
    with opened(console) as door:
        first = door.read(lambda s: s.exec(select(Assignment.id).order_by(Assignment.id)).first())  # type: ignore
        door.write(tasks.set_stuck, START, 1, first, "funding", None, Office())
    told = console.does("tasks")
    assert "2 nhiệm vụ, 3 lượt giao: xong 0, đang thực hiện 0, vướng mắc 1, chưa bắt đầu 2; quá hạn 2" in told
    assert "Tổ chức Ngày hội (chủ trì: Ban Phong trào; hạn: 20/11/2026)" in told
    assert "  Xã An Hòa: vướng mắc (kinh phí); quá hạn 2 ngày; 09:00, 22/11/2026" in told
    found = console("tasks", "--json", "--stuck").json
    assert [(task["code"], [one["unit_code"] for one in task["units"]]) for task in found["tasks"]] == [
        ("T1", ["AN_HOA"])
    ]
    assert found["totals"]["overdue"] == 2
    below = console("tasks", "--json", "--unit", "huyện bắc").json
    assert (below["unit"], below["totals"]["parts"]) == ("Huyện Bắc", 3)
    assert "as of" in console.does("tasks", "--lang", "en")


def test_by_unit_by_lead_and_by_plan(console: Console, sheet: Path) -> None:  # noqa: F811
    sheet.write_text(
        "Kế hoạch;Mã;Nhiệm vụ;Chủ trì;Hạn;Đơn vị thực hiện\n"
        "12/KH-MTTQ;T1;Tổ chức Ngày hội;Ban Phong trào;20/11/2026;tất cả xã\n"
        ";T2;Rà soát hộ nghèo;Ban Dân chủ;15/12/2026;AN_HOA\n",
        encoding="utf-8",
    )
    console.does("tasks", "import", str(sheet))
    told = console.does("tasks", "--by", "unit")
    assert "Xã An Hòa: xong 0/2, tiến độ 0 %; quá hạn 1" in told
    assert "Ban Dân chủ: xong 0/1, tiến độ 0 %" in console.does("tasks", "--by", "lead")
    assert "Ban Dân chủ" not in console.does("tasks", "--by", "lead", "--overdue")
    found = console("tasks", "--json", "--plan", "12/kh-mttq").json
    assert [task["code"] for task in found["tasks"]] == ["T1"]
    assert found["totals"]["parts"] == 2
    assert [(one["lead"], one["overdue"], one["percent"]) for one in found["by_lead"]] == [("Ban Phong trào", 2, 0)]
    assert [one["unit"] for one in found["by_unit"]] == ["Xã An Hòa", "Xã Bình Hòa"]
    assert console("tasks", "--json", "--silent", "1").json["silent_days"] == 1
    assert "12/KH-MTTQ" in console.refuses("tasks", "--plan", "99/KH")


def test_what_cannot_be_is_said_in_a_line(console: Console, sheet: Path) -> None:  # noqa: F811
    assert "Huyện Nam" in console.refuses("tasks", "--unit", "Huyện Nam")
    ran = console("tasks", "--silent", "0")
    assert ran.code == 2 and "not a number of days" in ran.err
    ran = console("tasks", "--overdue", "--stuck")
    assert ran.code == 2 and "not allowed with" in ran.err
    sheet.write_text("Cột;Khác\n1;2\n", encoding="utf-8")
    assert "“Nhiệm vụ” và “Đơn vị thực hiện”" in console.refuses("tasks", "import", str(sheet))


def test_the_dry_run_tells_of_tasks_too(console: Console, sheet: Path) -> None:  # noqa: F811
    console.does("tasks", "import", str(sheet))
    told = console.does("remind", "--dry-run", "--at", "2026-12-04T08:00")
    assert "Xã An Hòa: Rà soát hộ nghèo, bước -7, hạn hết 15/12/2026" in told
    found = console("remind", "--dry-run", "--json", "--at", "2026-12-04T08:00").json
    titles = {item.get("title") for message in found["messages"] for item in message["items"]}
    assert {None, "Rà soát hộ nghèo"} <= titles, "reports have no title"
