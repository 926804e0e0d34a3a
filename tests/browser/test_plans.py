"""A plan as the office meets it on a phone: sent as a Word file, looked through, issued, followed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot import demo
from bot.settings import Settings
from bot.wiring import open_app
from reporting import office as offices
from reporting import tasks
from reporting.clock import MovableClock
from reporting.daysoff import Office
from reporting.sample import Sample
from storage.door import Door, open_engine
from storage.tasks import Assignment, Task
from tests.browser.person import Person
from tests.channels.web.browser import browsing, needs_browser
from tests.reporting.plans.makers import docx_of

pytestmark = needs_browser

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 08:30 in Hà Nội
PLAN = """ỦY BAN MTTQ VIỆT NAM
TỈNH SÔNG MÂY
BAN THƯỜNG TRỰC
Số: 41/KH-MTTQ-BTT

Sông Mây, ngày 02 tháng 11 năm 2026

KẾ HOẠCH
Chăm lo Tết Đinh Mùi và chuẩn bị Đại hội Mặt trận các cấp

II. NHIỆM VỤ
1. Rà soát, lập danh sách hộ nghèo, hộ có hoàn cảnh khó khăn
- Đơn vị chủ trì: Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường, đặc khu.
- Thời gian hoàn thành: trước ngày 21/11/2026.
2. Vận động Quỹ “Vì người nghèo”
- Đơn vị chủ trì: Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường, đặc khu.
- Thời gian hoàn thành: 31/11/2026.
3. Tổ chức trao quà Tết
- Đơn vị chủ trì: Ban Phong trào.
- Thời gian hoàn thành: trong tháng 01/2027.
4. Gửi dự thảo văn kiện Đại hội
- Đơn vị chủ trì: Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường, đặc khu.
- Thời gian hoàn thành: trước 30 ngày tổ chức Đại hội.
5. Họp giao ban với cơ sở
- Đơn vị chủ trì: Văn phòng.
- Thời gian thực hiện: hằng tháng.
6. Nắm tình hình Nhân dân trước, trong và sau Tết
- Đơn vị chủ trì: Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường, đặc khu.
- Thời gian thực hiện: thường xuyên.

III. TỔ CHỨC THỰC HIỆN
1. Ủy ban MTTQ Việt Nam các xã, phường định kỳ hằng tháng gửi báo cáo kết quả về tỉnh trước ngày 20.
"""


class Demo:
    """The demo that runs, and a way into its database."""

    def __init__(self, address: str, door: Door, made: Sample, office: Office) -> None:
        self.address, self.door, self.made, self.office = address, door, made, office

    def answers(self) -> None:
        """Some communes say how the first task stands."""
        self.door.write(_answer, self.made, self.office)


def _answer(session: Session, made: Sample, office: Office) -> None:
    first = session.exec(select(Task.id).where(Task.title.startswith("Rà soát, lập danh sách hộ nghèo, hộ"))).one()  # type: ignore[attr-defined]
    parts = dict(session.exec(select(Assignment.unit_id, Assignment.id).where(Assignment.task_id == first)).all())
    people = [row for row in made.data["people"] if row["role"] == "reporter" and made.units[row["unit"]] in parts]
    for place, row in enumerate(people[:-1]):
        part, officer = parts[made.units[row["unit"]]] or 0, made.officers[row["key"]]
        if place % 3 == 1:
            tasks.set_stuck(session, MONDAY, officer, part, "guidance", None, office)
        elif place % 3 == 2:
            tasks.set_percent(session, MONDAY, officer, part, 50, None, office)
        else:
            tasks.set_state(session, MONDAY, officer, part, "done", None, office)


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Demo]:
    settings = Settings(data_dir=tmp_path, web_port=8080, database_url="", telegram_token=None, public_url="")
    settings.web_port = 0
    clock = MovableClock(MONDAY)
    made = demo.prepare(settings, clock)
    door = Door(open_engine(settings.url))
    app = await open_app(settings, clock, strict=True, ticking=False, demo=lambda app: demo.ways(app, clock, made))
    try:
        office = door.read(offices.load, settings.zone)
        yield Demo(f"http://127.0.0.1:{app.web_port}/", door, made, office)
    finally:
        await app.stop()
        door.close()


@pytest.fixture
async def chi(running: Demo, browser: int) -> AsyncIterator[Person]:
    async with browsing(browser) as page:
        await page.open(running.address)
        person = Person(page)
        await person.plays("chi", "Phạm Thị Chi")
        yield person


async def test_chi_sends_a_plan_and_follows_it(chi: Person, running: Demo, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach-41.docx"
    file.write_bytes(docx_of(PLAN))
    await chi.taps("Kế hoạch", then="gửi tệp kế hoạch")
    await chi.page.choose(file)
    await chi.page.text("37 KB")
    await chi.page.run("document.getElementById('composer').requestSubmit()")
    await chi.reads("Chưa có gì được ban hành")
    await shows(chi, "plan-read")
    await begins(chi, "Cần xem lại (")
    await chi.reads("Cần xem lại:")
    await chi.taps("‹ Quay lại", then="Chưa có gì được ban hành")
    await begins(chi, "Giao ")
    await chi.reads("Các nhiệm vụ chưa có đơn vị")
    await chi.writes("xã An Thạnh Mây; tất cả phường", then="Đã giao")
    await chi.taps("Xem trước khi ban hành", then="Khi bấm “Ban hành”")
    await chi.taps("Ban hành", then="Đã ban hành")
    running.answers()
    await chi.taps("Cập nhật số liệu", then="Quá hạn 8, vướng mắc 3.")
    await chi.reads("phần việc")
    await shows(chi, "plan-page")
    await chi.taps("Theo địa bàn", then="Theo địa bàn")
    assert await chi.page.run("document.documentElement.scrollWidth <= innerWidth")
    assert chi.page.complaints == []


async def shows(person: Person, name: str) -> None:
    """Bring the newest message's beginning into sight, and keep a picture if wanted."""
    await person.page.run("[...document.querySelectorAll('#log .message.bot')].at(-1).scrollIntoView({block: 'start'})")
    await person.keeps(name)


async def begins(person: Person, words: str) -> None:
    """Tap the newest button whose label begins so: it ends with a number."""
    newest = "[...document.querySelectorAll('#log button')].filter(b => b.offsetParent && !b.disabled)"
    found = f"{newest}.filter(b => b.innerText.startsWith('{words}')).at(-1)"
    await person.page.wait(f"Boolean({found})")
    await person.page.press(await person.page.run(f"{found}.innerText.trim()"))
