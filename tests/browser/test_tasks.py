"""The tasks as people meet them, in a real browser: An says how one stands, Chi sees where to look."""

import csv
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot import demo
from bot.settings import Settings
from bot.wiring import open_app
from reporting import office as offices
from reporting import task_import, tasks
from reporting.clock import MovableClock
from reporting.daysoff import Office
from reporting.sample import Sample
from reporting.sheet_tasks import parse_tasks
from reporting.sheets import read_rows
from storage.door import Door, open_engine
from storage.tasks import Assignment, Task
from tests.browser.person import Person
from tests.channels.web.browser import needs_browser

pytestmark = needs_browser

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 08:30 in Hà Nội
HEADER = ("Kế hoạch", "Mã", "Nhiệm vụ", "Chủ trì", "Bắt đầu", "Hạn", "Thời gian", "Các mốc")
MARKS = "Rà soát: 20/11/2026; Niêm yết công khai: 27/11/2026"
ROWS = (
    ("1", "Tổ chức Ngày hội Đại đoàn kết ở khu dân cư", "Ban Phong trào", "01/10/2026", "18/11/2026", "", ""),
    ("2", "Lập danh sách hộ nghèo cần hỗ trợ nhà ở", "Ban Phong trào", "01/11/2026", "30/11/2026", "tháng 11", MARKS),
    ("3", "Giám sát việc thực hiện dân chủ ở cơ sở", "Ban Dân chủ - Pháp luật", "", "15/12/2026", "quý IV/2026", ""),
    ("4", "Thăm hỏi, nắm tình hình đồng bào có đạo", "Ban Dân tộc - Tôn giáo", "", "", "thường xuyên", ""),
)


def sheet() -> bytes:
    """The four tasks as a file, each for every commune."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow((*HEADER, "Đơn vị thực hiện"))
    writer.writerows(("35/KH-MTTQ", *row, "tất cả xã") for row in ROWS)
    return text.getvalue().encode()


def plan(session: Session, began: datetime, made: Sample, office: Office) -> None:
    """A plan of four tasks for every commune, given three weeks ago; some communes have said how they stand."""
    rows = parse_tasks(read_rows("nhiem-vu.csv", sheet()))
    root = made.units[made.data["units"][0]["key"]]
    brought = task_import.bring_in(session, began, made.officers["chi"], root, rows, office)
    assert not brought.problems
    session.flush()
    reporters = {row["unit"]: row["key"] for row in made.data["people"] if row["role"] == "reporter"}
    ids = list(session.exec(select(Task.id).order_by(Task.id)))  # type: ignore[arg-type]
    for place, (unit, who) in enumerate(reporters.items()):
        parts = {
            task: part
            for part, task in session.exec(
                select(Assignment.id, Assignment.task_id).where(Assignment.unit_id == made.units[unit])
            )
        }
        if ids[0] not in parts or who == "an":
            continue
        first, second, at = parts[ids[0]], parts[ids[1]], began + timedelta(days=3 + place)
        officer = made.officers[who]
        if place % 3 == 1:
            tasks.set_stuck(session, at, officer, first or 0, "funding", None, office)
        else:
            tasks.set_state(session, at, officer, first or 0, "done", None, office)
        tasks.set_percent(session, at, officer, second or 0, (25, 50, 75)[place % 3], None, office)


@pytest.fixture
async def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """The demo with this plan in the place of its own."""
    monkeypatch.setattr(demo.sample_tasks, "hand_out", lambda *_: 0)
    settings = Settings(data_dir=tmp_path, web_port=8080, database_url="", telegram_token=None, public_url="")
    settings.web_port = 0
    clock = MovableClock(MONDAY)
    made = demo.prepare(settings, clock)
    door = Door(open_engine(settings.url))
    try:
        door.write(plan, MONDAY - timedelta(days=21), made, door.read(offices.load, settings.zone))
    finally:
        door.close()
    app = await open_app(settings, clock, strict=True, ticking=False, demo=lambda app: demo.ways(app, clock, made))
    try:
        yield f"http://127.0.0.1:{app.web_port}/"
    finally:
        await app.stop()


async def test_an_says_how_a_task_stands_and_chi_sees_where_to_look(person: Person) -> None:
    await person.plays("an", "Nguyễn Văn An")
    await person.taps("Nhiệm vụ", then="Nhiệm vụ của đơn vị")
    await person.reads("QUÁ HẠN 5 ngày")
    await shows(person, "tasks")
    await person.taps("2", then="Các mốc")
    await shows(person, "task")
    await person.taps("Đang thực hiện", then="Đã ghi")
    await person.taps("Số liệu", then="Mỗi dòng một số liệu")
    await person.writes("Số hộ cần hỗ trợ: 12\nKinh phí: 480 triệu đồng", then="Số liệu:")
    await person.taps("Lịch sử (2)", then="Nguyễn Văn An")
    await shows(person, "task-history")

    await person.plays("chi", "Phạm Thị Chi")
    await person.taps("Nhiệm vụ", then="Cần xem trước")
    await shows(person, "task-office")
    await person.taps("Theo đơn vị", then="Xã")
    await shows(person, "task-by-unit")
    assert person.page.complaints == []


async def shows(person: Person, name: str) -> None:
    """The newest message from its beginning, kept if pictures are wanted; nothing sticks out of a phone's screen."""
    await person.page.run("[...document.querySelectorAll('#log .message.bot')].at(-1).scrollIntoView({block: 'start'})")
    assert await person.page.run("document.documentElement.scrollWidth <= innerWidth")
    await person.keeps(name)
