"""The page as people meet it, in a real browser: An is reminded and files, Chi asks for the summary."""

from tests.browser.person import Person
from tests.channels.web.browser import SMALL_PHONE, needs_browser

pytestmark = needs_browser


async def test_an_is_reminded_files_and_chi_sees_it(person: Person) -> None:
    await person.plays("an", "Nguyễn Văn An")
    for _ in range(9):  # the first ones are about tasks and others' reports of the quarter before
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
