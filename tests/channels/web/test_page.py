"""The page in a real browser: what an officer sees and does, and what happens when the line drops."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from reporting.clock import MovableClock
from tests.channels.web.browser import DESKTOP, PHONE, SMALL_PHONE, Page, browsing, needs_browser, started
from tests.channels.web.harness import MORNING, Bench, demo_of
from tests.channels.web.pictures import png

pytestmark = needs_browser


class Server:
    """The bench behind a port that can be taken away and given back."""

    def __init__(self, bench: Bench, demo: bool) -> None:
        self.bench, self.demo, self.port = bench, demo, 0
        self.runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def up(self) -> None:
        clock = self.bench.clock
        assert isinstance(clock, MovableClock)
        self.runner = web.AppRunner(self.bench.app(demo=demo_of(self.bench, clock) if self.demo else None))
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self.runner.addresses[0][1]

    async def down(self) -> None:
        if self.runner is not None:
            await self.runner.cleanup()
        self.runner = None


@pytest.fixture(scope="module")
def chromium() -> Iterator[int]:
    """One browser for all these tests; each gets a tab of its own."""
    with started() as port:
        yield port


Shown = Callable[..., AbstractAsyncContextManager[tuple[Server, Page]]]


@pytest.fixture
def shown(chromium: int, tmp_path: Path) -> Shown:
    """The page of a new server, opened on a phone."""

    @asynccontextmanager
    async def open_page(demo: bool = False) -> AsyncIterator[tuple[Server, Page]]:
        bench = Bench(tmp_path, MovableClock(MORNING))
        server = Server(bench, demo)
        await server.up()
        try:
            async with browsing(chromium) as page:
                await page.open(server.url)
                yield server, page
        finally:
            await server.down()
            bench.door.close()

    return open_page


async def sign_in(page: Page) -> None:
    await page.run("document.getElementById('code').focus()")
    await page.type("abcdefghjklm")
    await page.press("Vào trò chuyện")
    await page.text("Chào đồng chí")


async def test_an_officer_signs_in_reads_taps_and_writes(shown: Shown):
    async with shown() as (server, page):
        await page.run("document.getElementById('code').focus()")
        await page.type("abcd")
        await page.press("Vào trò chuyện")
        await page.text("Mã mời gồm 12 chữ cái và chữ số.")
        await page.type("efghjklm")
        assert await page.run("document.getElementById('code').value") == "ABCD-EFGH-JKLM"
        await page.press("Vào trò chuyện")
        await page.text("Chào đồng chí. Mã: ABCDEFGHJKLM")
        await page.press("Bảng chọn việc")
        await page.press("Báo cáo đến hạn")
        await page.text("Tình hình chung trong Nhân dân?")
        await page.press("Ổn định")
        await page.wait("document.getElementById('toast').textContent === 'Đã lưu.'")
        await page.wait("!document.querySelector('.key')")
        await page.write("Nhân dân phấn khởi")
        await page.text("Đồng chí viết: Nhân dân phấn khởi")
        await page.wait("document.querySelectorAll('[data-pending]').length === 0")
        assert await page.run("document.querySelector('#log [data-id] strong') === null")
        assert page.complaints == []
        assert {url.split("/")[2] for url in page.asked if url.startswith("http")} == {server.url.split("/")[2]}


async def test_text_from_people_stays_text(shown: Shown):
    hostile = '<img src=x onerror="window.broken=1"><script>window.broken=1</script><b>đậm</b> javascript:alert(1)'
    async with shown() as (_, page):
        await sign_in(page)
        await page.write(hostile)
        await page.wait("document.querySelectorAll('.own .text, .bot .text').length >= 4")
        seen = await page.run("[...document.querySelectorAll('.text')].map((one) => one.textContent)")
        assert seen[-2:] == [hostile, f"Đồng chí viết: {hostile}"]
        assert await page.run("document.querySelectorAll('.text img, .text script, .text b, .text a').length") == 0
        assert await page.run("window.broken === undefined")
        assert page.complaints == []


async def test_styles_links_and_commands_are_elements(shown: Shown):
    async with shown() as (_, page):
        await sign_in(page)
        await page.press("Bảng chọn việc")
        await page.text("Báo cáo đến hạn")
        styles = (
            "[...document.querySelectorAll('.bot:last-child .text *')].map((one) => [one.tagName, one.textContent])"
        )
        assert await page.run(styles) == [["STRONG", "Bảng chọn việc"], ["EM", "Phong Nẫm <b>"], ["STRONG", "15/12"]]
        await page.write("xem https://example.gov.vn/a?b=1. Gõ /menu nhé")
        await page.text("Đồng chí viết: xem")
        links = "[...document.querySelectorAll('.bot:last-child a')].map((one) => [one.href, one.rel, one.target])"
        assert await page.run(links) == [["https://example.gov.vn/a?b=1", "noopener noreferrer", "_blank"]]
        await page.press("/menu")
        await page.wait("document.querySelectorAll('.keyboard').length === 2")


async def test_what_is_written_without_a_line_is_sent_when_it_is_back(shown: Shown):
    async with shown() as (server, page):
        await sign_in(page)
        await server.down()
        await page.text("Đang kết nối lại…")
        await page.write("Viết khi mất mạng")
        await page.write("Tin thứ hai")
        await page.run("document.getElementById('write').focus()")
        await page.type("Bản nháp còn dở")
        await page.wait("document.querySelectorAll('[data-pending] .mark.pending').length === 2")
        await server.up()
        await page.run("window.dispatchEvent(new Event('online'))")
        await page.text("Đồng chí viết: Tin thứ hai")
        await page.text("Đang trực tuyến")
        texts = [raw["message"]["text"] for raw in server.bench.fed[1:]]
        assert texts == ["Viết khi mất mạng", "Tin thứ hai"]
        assert await page.run("document.getElementById('write').value") == "Bản nháp còn dở"
        assert await page.run("document.querySelectorAll('[data-pending]').length") == 0


async def test_the_page_may_be_closed_with_unsent_words_in_it(shown: Shown):
    async with shown() as (server, page):
        await sign_in(page)
        await server.down()
        await page.text("Đang kết nối lại…")
        await page.write("Không được mất")
        await page.run("document.getElementById('write').focus()")
        await page.type("Nháp")
        await page.open("about:blank")
        await server.up()
        await page.open(server.url)
        await page.text("Đồng chí viết: Không được mất")
        assert await page.run("document.getElementById('write').value") == "Nháp"
        assert [raw["message"]["text"] for raw in server.bench.fed].count("Không được mất") == 1


async def test_a_reload_shows_the_conversation_and_older_messages_come_by_scrolling(shown: Shown):
    async with shown() as (server, page):
        await sign_in(page)
        for number in range(130):
            await server.bench.bot.send_message(1, f"Tin số {number}")
        await page.text("Tin số 129")
        await page.open(server.url)
        await page.text("Tin số 129")
        assert await page.run("document.querySelectorAll('.message').length") == 50
        for _ in range(2):
            before = await page.run("document.querySelectorAll('.message').length")
            await page.run("document.getElementById('scroller').scrollTop = 0")
            await page.wait(f"document.querySelectorAll('.message').length > {before}")
        await page.wait("document.querySelectorAll('.message').length === 132")
        seen = await page.run("[...document.querySelectorAll('.message')].map((one) => Number(one.dataset.id))")
        assert seen == sorted(seen)
        assert await page.run("document.querySelectorAll('.day').length") == 1


async def test_who_reads_above_is_not_pulled_down_but_told(shown: Shown):
    async with shown() as (server, page):
        await sign_in(page)
        for number in range(40):
            await server.bench.bot.send_message(1, f"Tin số {number}")
        await page.text("Tin số 39")
        await page.run("document.getElementById('scroller').scrollTop = 500")
        await page.wait("!document.getElementById('to-end').hidden")
        await server.bench.bot.send_message(1, "Nhắc hạn một")
        await server.bench.bot.send_message(1, "Nhắc hạn hai")
        await page.wait("document.getElementById('to-end').innerText.trim() === '2 tin mới'")
        assert await page.run("document.getElementById('scroller').scrollTop") == 500
        await page.press("2 tin mới")
        await page.wait("document.getElementById('to-end').hidden")


async def test_pictures_and_files_go_up_and_come_back(shown: Shown, tmp_path: Path):
    picture, document = tmp_path / "ảnh họp.png", tmp_path / "Phụ lục số liệu.docx"
    picture.write_bytes(png(60, 40))
    document.write_bytes(b"PK\x03\x04" + b"x" * 5000)
    async with shown() as (server, page):
        await sign_in(page)
        await page.choose(picture, document)
        await page.wait("document.querySelectorAll('.ticket').length === 2")
        await page.write("Họp ấp 3")
        await page.text("Đã nhận ảnh. Họp ấp 3")
        await page.text("Đã nhận tệp.")
        await page.wait("[...document.querySelectorAll('.picture img')].every((one) => one.naturalWidth === 60)")
        await page.run("document.querySelector('.bot .picture').click()")
        await page.wait("document.querySelector('dialog.look img').naturalWidth === 60")
        await page.press("Đóng")
        saved = await page.run(
            "fetch(document.querySelector('.bot a.file').href).then((answer) => answer.arrayBuffer())"
            ".then((data) => data.byteLength)"
        )
        assert saved == 5004
        assert page.complaints == []
        assert server.bench.fed[1]["message"]["caption"] == "Họp ấp 3"


async def test_a_warning_must_be_acknowledged(shown: Shown):
    async with shown() as (_, page):
        await sign_in(page)
        await page.press("Bảng chọn việc")
        await page.press("Đã gửi")
        await page.wait("document.querySelector('dialog[open]').innerText.includes('Báo cáo đã khóa.')")
        await page.press("Đã hiểu")
        await page.wait("!document.querySelector('dialog')")


async def test_enter_sends_where_there_is_a_keyboard(shown: Shown):
    async with shown() as (_, page):
        await page.size(*DESKTOP)
        await page.open(await page.run("location.href"))
        await sign_in(page)
        await page.run("document.getElementById('write').focus()")
        await page.type("Từ bàn phím")
        await page.key("Enter", 13)
        await page.text("Đồng chí viết: Từ bàn phím")


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE, DESKTOP], ids=["phone", "small phone", "desktop"])
async def test_everything_fits_and_is_large_enough_for_a_thumb(shown: Shown, size: tuple[int, int, bool]):
    async with shown(demo=True) as (_, page):
        await page.size(*size)
        wide = "document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth"
        assert await page.run(wide)
        await page.run("document.querySelector('[data-persona=an]').click()")
        await page.press("Bắt đầu")
        await page.press("Bảng chọn việc")
        await page.text("Báo cáo đến hạn")
        await page.write("x" * 400)
        await page.run("document.querySelector('.demo-toggle').click()")
        assert await page.run(wide)
        outside = await page.run(
            "[...document.querySelectorAll('button, input, select, textarea, .bubble')]"
            ".filter((one) => one.offsetParent)"
            ".filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5).map((one) => one.outerHTML)"
        )
        assert outside == []
        small = await page.run(
            "[...document.querySelectorAll('button, select, textarea, .key')].filter((one) => one.offsetParent)"
            ".filter((one) => !one.classList.contains('command') && one.getBoundingClientRect().height < 43.9)"
            ".map((one) => one.outerHTML)"
        )
        assert small == []


async def test_the_demo_changes_persons_and_moves_the_clock(shown: Shown):
    async with shown(demo=True) as (server, page):
        await page.text("Nguyễn Văn An")
        await page.run("document.querySelector('[data-persona=an]').click()")
        await page.press("Bắt đầu")
        await page.text("Chào đồng chí")
        await page.run("document.querySelector('.demo-toggle').click()")
        await page.press("+1 ngày")
        await page.wait("document.querySelector('.demo-clock').textContent.startsWith('08:00 10/12')")
        await page.text("Hôm qua")
        await page.press("Đến lần nhắc tiếp theo")
        await page.wait("document.querySelector('.demo-clock').textContent.startsWith('08:00 12/12')")
        await page.write("Của An")
        await page.text("Đồng chí viết: Của An")
        await page.run("document.getElementById('persona').value = 'chi'")
        await page.run("document.getElementById('persona').dispatchEvent(new Event('change'))")
        await page.text("Chưa có tin nào.")
        assert "Của An" not in await page.run("document.getElementById('log').innerText")
        await page.write("Của Chi")
        await page.text("Đồng chí viết: Của Chi")
        assert [raw["message"]["from"]["id"] for raw in server.bench.fed] == [1, 1, 2]
        assert page.complaints == []


async def test_a_session_that_ended_leads_to_the_code_and_keeps_no_words_on_the_screen(shown: Shown):
    async with shown() as (_, page):
        await sign_in(page)
        await page.press("Tùy chọn")
        await page.press("Đăng xuất")
        await page.wait("document.querySelector('dialog[open]')")
        await page.press("Đăng xuất")
        await page.wait("!document.getElementById('login').hidden")
        assert await page.run("document.getElementById('log').childElementCount") == 0
        assert await page.run("Object.keys(localStorage)") == []


async def test_the_page_in_english(shown: Shown):
    async with shown() as (_, page):
        await page.press("English")
        await page.text("Sign in with an invite code")
        await sign_in_english(page)
        assert await page.run("document.documentElement.lang") == "en"
        await page.text("Online")


async def sign_in_english(page: Page) -> None:
    await page.run("document.getElementById('code').focus()")
    await page.type("abcdefghjklm")
    await page.press("Open the chat")
    await page.text("Chào đồng chí")
