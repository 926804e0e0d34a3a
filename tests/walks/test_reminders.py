"""The reminders of the fourth quarter, rung by rung: to those missing only, until the report comes."""

from datetime import datetime, timedelta

from reporting import remind
from tests.drivers.world import World
from tests.walks.steps import MOOD, answers_shortest, files_shortest

BEFORE, LAST_DAY, OVERDUE, BELOW = "Nhắc hạn: ", "Ngày cuối: ", "Chưa nhận được: ", "Đơn vị chưa gửi: "
REPORT = "Báo cáo tình hình Nhân dân quý IV/2026"
LAST = "trước ngày 16/12/2026 (hết ngày 15/12/2026)"

LADDER = (
    ("04/12/2026 08:00", {"em": BEFORE}),
    ("10/12/2026 08:00", {"em": BEFORE}),
    ("14/12/2026 08:00", {"em": BEFORE}),
    ("15/12/2026 08:00", {"em": LAST_DAY}),
    ("15/12/2026 15:00", {"em": LAST_DAY}),
    ("16/12/2026 08:00", {"em": OVERDUE}),
    ("18/12/2026 08:00", {"em": OVERDUE, "gia": OVERDUE, "dung": BELOW, "chi": BELOW}),
    ("25/12/2026 08:00", {"em": OVERDUE, "gia": OVERDUE, "dung": BELOW, "chi": BELOW}),
    ("31/12/2026 08:00", {"em": OVERDUE, "gia": OVERDUE, "dung": BELOW, "chi": BELOW}),  # 1/1 is a day off: earlier
    ("08/01/2027 08:00", {"em": OVERDUE, "gia": OVERDUE, "dung": BELOW, "chi": BELOW}),
)


async def everybody(world: World, *names: str) -> None:
    """Their devices are on, and nothing is unread."""
    for name in names or ("an", "binh", "em", "gia", "chi", "dung"):
        await (await world.of(name)).unread()


async def heard(world: World) -> dict[str, str]:
    """Who has heard something since, and its first line; nobody hears twice."""
    told = {}
    for name, chat in world.chats.items():
        fresh = await chat.unread()
        assert len(fresh) <= 1, f"{name}: one message at a time"
        if fresh:
            told[name] = fresh[0].text.split("\n")[0]
    return told


async def next_rung(world: World) -> str:
    """Move the clock to the next moment at which something is due; gives it by the office's clock."""
    moment = await world.door.ask(remind.next_moment, world.clock.now(), world.app.office())
    assert isinstance(moment, datetime)
    await world.comes_to(moment - timedelta(minutes=1))
    assert await heard(world) == {}, "a minute before there is nothing"
    await world.comes_to(moment)
    return f"{moment.astimezone(world.app.settings.zone):%d/%m/%Y %H:%M}"


async def test_the_whole_ladder_of_the_quarter(world: World):
    await world.joins("gia", "Đỗ Thị Gia", "binh_hoa", "head")
    await files_shortest(await world.of("an"))
    await world.quiet()
    await everybody(world)
    em, dung, chi = await world.of("em"), await world.of("dung"), await world.of("chi")
    for moment, wanted in LADDER:
        assert await next_rung(world) == moment
        assert await heard(world) == {who: title + REPORT for who, title in wanted.items()}, moment
        await world.comes_to(world.clock.now() + timedelta(minutes=1))
        assert await heard(world) == {}, "said once"

    assert "Xã Bình Hòa (quá hạn 24 ngày)" in em.screen
    assert "- Xã Bình Hòa\n" in dung.screen and "- " not in dung.screen.text.replace("- Xã Bình Hòa\n", "")
    assert "- Huyện Bắc\n- Phường Trung Tâm\n" in chi.screen, "the province sees those whom nobody below can remind"
    assert "Cán bộ lập báo cáo: Lê Văn Em." in (await world.of("gia")).screen

    await em.taps("Lập báo cáo", MOOD)
    await answers_shortest(em)
    assert "(quá hạn)" in await em.taps("Gửi báo cáo", "Mã tiếp nhận")
    await world.quiet()
    await everybody(world)
    assert await next_rung(world) == "15/01/2027 08:00"
    assert await heard(world) == {"chi": BELOW + REPORT}, "filing stops everything for that unit"


async def test_each_says_what_is_true_at_its_hour(world: World):
    await everybody(world, "em")
    em = await world.of("em")
    await world.at(4, 12, 8)
    first = em.screen
    assert "Kính gửi đồng chí Lê Văn Em, Xã Bình Hòa." in first
    assert LAST in first
    assert "Ngày cuối là thứ Ba, 15/12/2026, còn 11 ngày." in first
    assert "Số liệu tính đến ngày 14/12/2026." in first
    assert first.labels == ("Lập báo cáo", "Để sau", "Báo khó khăn")

    await em.taps("Lập báo cáo", MOOD)
    await em.taps("Ổn định, phấn khởi, tin tưởng", "1/5 mục")
    await world.at(10, 12, 8)
    assert "Bản nháp đã hoàn thành 1/5 mục" in em.screen
    assert em.screen.labels[0] == "Làm tiếp báo cáo"
    await world.at(15, 12, 15)
    assert "Hôm nay, thứ Ba, 15/12/2026, là ngày cuối" in em.screen
    assert "Để sau" not in em.screen.labels, "the last hour cannot be put off"


async def test_put_off_it_comes_back_and_never_after_the_last_afternoon(world: World):
    await everybody(world, "em")
    em = await world.of("em")
    await world.at(4, 12, 8)
    await em.taps("Để sau", "Nhắc lại đồng chí khi nào?")
    await em.taps("Sau 1 giờ", "Sẽ nhắc lại lúc 09:00, 04/12/2026")
    await everybody(world, "em")
    await world.at(4, 12, 8, 59)
    assert await heard(world) == {}
    await world.at(4, 12, 9)
    assert await heard(world) == {"em": BEFORE + REPORT}

    await em.taps("Để sau", "Nhắc lại đồng chí khi nào?")
    await em.taps("Trước ngày cuối một ngày", "Sẽ nhắc lại lúc 08:00, 14/12/2026")
    await everybody(world, "em")
    await world.at(10, 12, 8)
    assert await heard(world) == {}, "what was asked for takes the place of the rung between"
    await world.at(14, 12, 8)
    assert await heard(world) == {"em": BEFORE + REPORT}, "and the rung of that hour is the same message"

    await world.at(15, 12, 14, 30)
    await em.taps("Để sau", "Nhắc lại đồng chí khi nào?")
    await em.taps("Sau 1 giờ")
    await em.waits_for_toast("Không thể hẹn muộn hơn 15 giờ ngày cuối (15/12/2026)")


async def test_a_report_that_comes_meanwhile_takes_back_what_was_put_off(world: World):
    await everybody(world, "em")
    em = await world.of("em")
    await world.at(4, 12, 8)
    await em.taps("Để sau", "Nhắc lại đồng chí khi nào?")
    await em.taps("Sau 1 giờ", "Sẽ nhắc lại lúc 09:00")
    await files_shortest(em)
    await world.quiet()
    await everybody(world, "em")
    for day, hour in ((4, 9), (10, 8), (14, 8), (15, 8), (15, 15), (16, 8), (18, 8)):
        await world.at(day, 12, hour)
    assert await heard(world) == {}


async def test_a_difficulty_goes_to_the_level_above(world: World):
    await everybody(world, "em", "dung", "chi")
    em, dung = await world.of("em"), await world.of("dung")
    await world.at(14, 12, 8)
    await em.taps("Báo khó khăn", "nêu ngắn gọn khó khăn")
    words = "Cán bộ phụ trách nghỉ ốm, đề nghị gia hạn 2 ngày."
    done = await em.says(words, "Đã chuyển nội dung khó khăn đến: Võ Văn Dũng")
    assert "Hạn gửi báo cáo không thay đổi" in done
    told = await dung.waits_for("Xã Bình Hòa báo khó khăn")
    assert f"“{words}”" in told and "Đồng chí Lê Văn Em, Xã Bình Hòa" in told
    await em.says("Cảm ơn đồng chí", "chưa hiểu nội dung này")  # told once: what is typed next is not a difficulty
    await world.quiet()
    await everybody(world, "em", "dung", "chi")
    await world.at(15, 12, 8)
    assert await heard(world) == {"em": LAST_DAY + REPORT}, "the report stays due"


async def test_nothing_outside_working_hours_and_once_after_days_away(world: World):
    await everybody(world, "em")
    await world.at(9, 12, 17)
    await everybody(world, "em")
    await world.stops()
    world.passes(timedelta(days=3, hours=1))  # until Saturday evening; the rung of Thursday is missed
    await world.starts()
    await world.comes_to(world.clock.now())
    await world.at(13, 12, 8)  # Sunday
    assert await heard(world) == {}
    await world.at(14, 12, 7)
    assert await heard(world) == {}, "before the office opens"
    await world.at(14, 12, 10, 20)  # and the clock started late
    assert await heard(world) == {"em": BEFORE + REPORT}
    assert "còn 01 ngày" in (await world.of("em")).screen
    await world.restarts()
    await world.at(14, 12, 10, 30)
    assert await heard(world) == {}, "a restart says nothing twice"


async def test_who_joins_late_enters_at_the_next_rung(world: World):
    await world.at(10, 12, 9)
    await world.joins("gia", "Đỗ Thị Gia", "trung_tam", "reporter")
    await everybody(world, "gia")
    await world.at(11, 12, 8)
    assert await heard(world) == {}
    await world.at(14, 12, 8)
    assert await heard(world) == {"gia": BEFORE + REPORT}
