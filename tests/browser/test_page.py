"""The page as people meet it, in a real browser: An is reminded and files, Chi asks for the summary.

With TINCOSO_PICTURES=docs the pictures of the README are taken on the way.
"""

import json
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.chromium import Page

pytestmark = pytest.mark.skipif(
    chromium.found() is None and not os.environ.get("CI"),
    reason="no Chromium on this machine: the page is not looked at",
)

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


class Person(Page):
    """What a person does on the page."""

    async def plays(self, who: str) -> None:
        """Choose a persona in the bar."""
        await self.until("document.querySelector('#demo select')?.options.length > 1")
        await self.js(
            f"(s => {{ s.value = '{who}'; s.dispatchEvent(new Event('change', {{bubbles: true}})); }})"
            "(document.querySelector('#demo select'))"
        )
        await self.reads("Đồng chí chọn việc cần làm")

    async def reads(self, words: str) -> None:
        """Wait until the newest message says this."""
        await self.until(f"[...document.querySelectorAll('#log .message.bot')].at(-1)?.innerText.includes({words!r})")

    async def taps(self, label: str, then: str) -> None:
        """Tap the newest button of that label and read what follows."""
        keys = "[...document.querySelectorAll('#log .key')]"
        one = f"{keys}.filter(key => key.innerText.trim().startsWith({label!r})).at(-1)"
        await self.until(one)
        await self.js(f"{one}.click()")
        await self.reads(then)

    async def writes(self, words: str, then: str) -> None:
        """Write, send, and read what follows."""
        await self.types("#write", words)
        await self.js("document.querySelector('#send').click()")
        await self.reads(then)

    async def moves_clock(self) -> None:
        """On to the next reminder, with the bar's button."""
        before = await self.js("document.querySelector('#demo').innerText")
        await self.js("document.querySelector('[data-move=demo-next]').click()")
        await self.until(
            f"document.querySelector('#demo').innerText !== {json.dumps(before)}"
            " && !document.querySelector('[data-move=demo-next]').disabled"
        )

    async def keeps(self, name: str) -> None:
        """Keep a picture, if pictures are wanted."""
        if PICTURES:
            await self.js("document.querySelector('#toast').hidden = true; document.activeElement?.blur()")
            await self.picture(Path(PICTURES) / f"{name}.png")


@pytest.fixture
async def person(address: str) -> AsyncIterator[Person]:
    async with chromium.browser() as page:
        page.__class__ = Person  # the same tab, with a person before it
        assert isinstance(page, Person)
        await page.opens(address)
        yield page


async def test_an_is_reminded_files_and_chi_sees_it(person: Person) -> None:
    await person.plays("an")
    for _ in range(5):  # the first ones are about others' reports of the quarter before
        await person.moves_clock()
        if await person.js("document.querySelector('#demo').innerText.includes('04/12')"):
            break
    await person.reads("quý IV/2026 trước ngày")
    await person.keeps("reminder")
    await person.taps("Lập báo cáo", then="Đánh giá chung")
    await person.taps("Cơ bản ổn định", then="nhận xét thêm")
    await person.writes("Nhân dân yên tâm sản xuất, còn băn khoăn về giá phân bón.", then="cần phản ánh không")
    await person.taps("Có vấn đề", then="ý kiến thứ 1")
    await person.writes("Giá phân bón tăng cao, nông dân lo vụ đông xuân không có lãi.", then="thuộc lĩnh vực nào")
    await person.taps("Nông nghiệp", then="Thái độ")
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

    await person.plays("chi")
    await person.taps("Tổng hợp", then="quý IV/2026")
    assert "Xã An Thạnh Mây" in await person.js("document.querySelector('#log').innerText")
    await person.js("document.querySelector('#log .message.bot:last-of-type').scrollIntoView({block: 'start'})")
    await person.keeps("summary")
    assert person.complaints == []


async def test_words_that_look_like_markup_stay_words(person: Person) -> None:
    await person.plays("an")
    await person.taps("Lập báo cáo", then="Đánh giá chung")
    await person.taps("Ổn định", then="nhận xét thêm")
    await person.writes("<img src=x onerror=\"document.title='hacked'\"> <b>đậm</b> _a_ *b*", then="cần phản ánh không")
    assert "<img src=x onerror" in await person.js("document.querySelector('#log').innerText")
    assert await person.js("document.querySelectorAll('#log .text img').length") == 0
    assert "hacked" not in await person.js("document.title")


async def test_what_was_said_is_there_after_a_reload_on_a_small_screen(person: Person) -> None:
    await person.resize(320, 568)
    await person.plays("dung")
    await person.do("Page.reload")
    await person.until("document.querySelector('#log')?.innerText.includes('Võ Văn Dũng')")
    assert await person.js("document.documentElement.scrollWidth <= innerWidth")
