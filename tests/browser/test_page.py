"""The page as people meet it, in a real browser: An is reminded and files, Chi asks for the summary.

With TINCOSO_PICTURES=docs the pictures of the README are taken on the way.
"""

import json
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.channels.web.browser import SMALL_PHONE, Page, browsing, needs_browser, started

pytestmark = needs_browser

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 08:30 in Hà Nội
PICTURES = os.environ.get("TINCOSO_PICTURES")


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """The demo, from this moment on, on a port of its own."""
    from bot import demo
    from bot.settings import Settings
    from bot.wiring import open_app
    from reporting.clock import MovableClock

    settings = Settings(data_dir=tmp_path, web_port=8080, database_url="", telegram_token=None, public_url="")
    settings.web_port = 0
    clock = MovableClock(MONDAY)
    made = demo.prepare(settings, clock)
    app = await open_app(settings, clock, strict=True, ticking=False, demo=lambda app: demo.ways(app, clock, made))
    try:
        yield f"http://127.0.0.1:{app.web_port}/"
    finally:
        await app.stop()


class Person:
    """What a person does on the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def plays(self, who: str, name: str) -> None:
        """Choose a persona in the bar, and ask for the menu."""
        await self.page.wait("document.querySelector('#demo select')?.options.length > 1")
        await self.page.run(
            f"(s => {{ s.value = '{who}'; s.dispatchEvent(new Event('change', {{bubbles: true}})); }})"
            "(document.querySelector('#demo select'))"
        )
        await self.page.wait(f"document.querySelector('#officer').textContent.includes({json.dumps(name)})")
        count = "document.querySelectorAll('#log .message.bot').length"
        await self.page.wait(f"{count} > 0")
        before = await self.page.run(count)
        await self.page.run("document.querySelector('#menu').click()")
        await self.page.wait(f"{count} > {before}")
        await self.reads(f"Kính chào đồng chí {name}")

    async def reads(self, words: str) -> None:
        """Wait until the newest message says this."""
        newest = "[...document.querySelectorAll('#log .message.bot')].at(-1)"
        await self.page.wait(f"{newest}?.innerText.includes({json.dumps(words)})")

    async def taps(self, label: str, then: str) -> None:
        """Tap the newest button of that label and read what follows."""
        await self.page.press(label)
        await self.reads(then)

    async def writes(self, words: str, then: str) -> None:
        """Write, send, and read what follows."""
        await self.page.write(words)
        await self.reads(then)

    async def log(self) -> str:
        """All that stands in the chat."""
        return str(await self.page.run("document.querySelector('#log').innerText"))

    async def moves_clock(self) -> str:
        """On to the next reminder, with the bar's button; gives what the bar says then."""
        before = await self.page.run("document.querySelector('#demo').innerText")
        await self.page.run("document.querySelector('[data-move=demo-next]').click()")
        await self.page.wait(
            f"document.querySelector('#demo').innerText !== {json.dumps(before)}"
            " && !document.querySelector('[data-move=demo-next]').disabled"
        )
        return str(await self.page.run("document.querySelector('#demo').innerText"))

    async def keeps(self, name: str) -> None:
        """Keep a picture, if pictures are wanted."""
        if PICTURES:
            await self.page.run("document.querySelector('#toast').hidden = true; document.activeElement?.blur()")
            await self.page.run("Promise.all(document.getAnimations().map(a => a.finished.catch(() => 0)))")
            await self.page.photograph(Path(PICTURES) / f"{name}.png")


@pytest.fixture(scope="module")
def browser() -> Iterator[int]:
    with started() as port:
        yield port


@pytest.fixture
async def person(address: str, browser: int) -> AsyncIterator[Person]:
    async with browsing(browser) as page:
        await page.open(address)
        yield Person(page)


async def test_an_is_reminded_files_and_chi_sees_it(person: Person) -> None:
    await person.plays("an", "Nguyễn Văn An")
    for _ in range(5):  # the first ones are about others' reports of the quarter before
        if "04/12" in await person.moves_clock():
            break
    await person.reads("quý IV/2026 trước ngày")
    await person.keeps("reminder")
    await person.taps("Lập báo cáo", then="Đánh giá chung")
    await person.taps("Cơ bản ổn định, còn băn khoăn", then="nhận xét thêm")
    await person.writes("Nhân dân yên tâm sản xuất, còn băn khoăn về giá phân bón.", then="cần phản ánh không")
    await person.taps("Có vấn đề cần phản ánh", then="ý kiến thứ 1")
    await person.writes("Giá phân bón tăng cao, nông dân lo vụ đông xuân không có lãi.", then="thuộc lĩnh vực nào")
    await person.taps("Nông nghiệp, nông thôn mới", then="Thái độ")
    await person.keeps("chat")
    await person.taps("Băn khoăn", then="Mức độ")
    await person.taps("Điểm nóng", then="Ở đâu")
    await person.writes("ấp 3, ấp 4", then="bao nhiêu người")
    await person.writes("85", then="Kiến nghị cấp nào")
    await person.taps("Cấp tỉnh", then="Nhập tiếp")
    await person.taps("Xong", then="10 số theo thứ tự")
    await person.writes("5 120 28 4 10 5 2 2 0 0", then="cộng lại là 9")
    await person.writes("5 120 28 4 10 5 2 2 1 0", then="Mở điểm tiếp nhận")
    await person.taps("Đang giải quyết", then="hỗ trợ vật tư")
    await person.taps("Đã giải quyết", then="kiến nghị, đề xuất thứ 1")
    await person.taps("Không có", then="Bấm vào mục cần sửa")
    await person.keeps("preview")
    await person.taps("Gửi báo cáo", then="Mã tiếp nhận: THND-2026-Q4-")
    await person.keeps("receipt")

    await person.plays("chi", "Phạm Thị Chi")
    await person.taps("Tổng hợp", then="quý IV/2026")
    assert "Xã An Thạnh Mây" in await person.log()
    await person.page.run("document.querySelector('#log .message.bot:last-of-type').scrollIntoView({block: 'start'})")
    await person.keeps("summary")
    assert person.page.complaints == []


async def test_words_that_look_like_markup_stay_words(person: Person) -> None:
    await person.plays("an", "Nguyễn Văn An")
    await person.taps("Lập báo cáo", then="Đánh giá chung")
    await person.taps("Ổn định, phấn khởi, tin tưởng", then="nhận xét thêm")
    await person.writes("<img src=x onerror=\"document.title='hacked'\"> <b>đậm</b> _a_ *b*", then="cần phản ánh không")
    assert "<img src=x onerror" in await person.log()
    assert await person.page.run("document.querySelectorAll('#log .text img').length") == 0
    assert "hacked" not in await person.page.run("document.title")


async def test_what_was_said_is_there_after_a_reload_on_a_small_screen(person: Person) -> None:
    await person.page.size(*SMALL_PHONE)
    await person.plays("dung", "Võ Văn Dũng")
    await person.page.call("Page.reload")
    await person.page.wait("document.querySelector('#log')?.innerText.includes('Võ Văn Dũng')")
    assert await person.page.run("document.documentElement.scrollWidth <= innerWidth")
