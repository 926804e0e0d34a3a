"""The office's pages of units and people, in a real browser: who is where, who joined, whom to call."""

from tests.browser.person import Person
from tests.channels.web.browser import needs_browser

pytestmark = needs_browser


async def test_chi_looks_at_a_unit_and_at_whom_to_call(person: Person) -> None:
    await person.plays("chi", "Phạm Thị Chi")
    await person.taps("Đơn vị, mời cán bộ", then="Ai cần liên hệ")
    await person.writes("an thanh may", then="Nguyễn Văn An")
    await person.keeps("unit")
    await person.taps("‹ Quay lại", then="Ai cần liên hệ")
    await person.taps("Ai cần liên hệ", then="Chưa tham gia")
    await person.keeps("reach")
    assert person.page.complaints == []
