"""The program fails between what it stored and what it wanted to say: said once more, never done twice."""

from datetime import timedelta

from sqlmodel import Session, func, select

from storage.reports import Line, Report, ReportVersion
from tests.drivers.world import World
from tests.walks.steps import MOOD, NOTABLE, NOTE, OPINION, TOPIC, answers_shortest

OPINION_TEXT = "Kênh thủy lợi ấp 3 bị ô nhiễm."


def _lines(session: Session) -> list[object]:
    return [row.answers.get("text") for row in session.exec(select(Line)).all()]


def _versions(session: Session) -> int:
    return session.exec(select(func.count()).select_from(ReportVersion)).one()


def _revision(session: Session) -> int:
    return session.exec(select(Report.revision)).one()


async def at_the_first_opinion(world: World):
    """An is asked for an opinion."""
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    await an.taps("Bỏ qua", NOTABLE)
    await an.taps("Có vấn đề cần phản ánh", OPINION)
    await world.quiet()
    return an


async def tried_again(world: World, after: timedelta = timedelta(seconds=3)) -> None:
    """The time of the next try has come."""
    world.passes(after)
    world.app.intake.wake()
    await world.quiet()


async def test_the_answer_fails_after_the_opinion_was_stored(world: World):
    an = await at_the_first_opinion(world)
    trouble = world.trouble(an)
    await an.says(OPINION_TEXT)
    await trouble.arrived.wait()
    await world.quiet()
    assert await world.door.ask(_lines) == [OPINION_TEXT], "it is stored"
    revision = await world.door.ask(_revision)
    await an.unread()
    await tried_again(world)
    [said] = await an.unread()
    assert TOPIC in said, "and said where An is"
    assert await world.door.ask(_lines) == [OPINION_TEXT], "not stored a second time"
    assert await world.door.ask(_revision) == revision
    assert trouble.hits == 1


async def test_killed_after_the_opinion_was_stored(world: World):
    an = await at_the_first_opinion(world)
    trouble = world.trouble(an, hangs=True)
    await an.says(OPINION_TEXT)
    await trouble.arrived.wait()
    await world.dies()
    trouble.release()
    await world.starts()
    assert await world.door.ask(_lines) == [OPINION_TEXT]
    await an.unread()
    await tried_again(world, timedelta(minutes=3))  # its lease has ended
    [said] = await an.unread()
    assert TOPIC in said
    assert await world.door.ask(_lines) == [OPINION_TEXT]


async def test_the_answer_to_handing_in_fails(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await answers_shortest(an)
    await world.quiet()
    await an.unread()
    trouble = world.trouble(an)
    await an.taps("Gửi báo cáo")
    await trouble.arrived.wait()
    await world.quiet()
    await tried_again(world)
    await world.quiet()
    told = await an.unread()
    assert len([one for one in told if "THND-2026-Q4-00003" in one]) == 1, "one receipt"
    assert await world.door.ask(_versions) == 1
    await an.says("/dagui", "bản thứ 1")


async def test_what_was_not_stored_is_done_when_the_program_is_back(world: World):
    an = await at_the_first_opinion(world)
    await world.stops()
    if an.channel == "telegram":
        await an.says(OPINION_TEXT)  # Telegram keeps it; the page says that it waits for the network
    await world.starts()
    if an.channel == "web":
        await an.says(OPINION_TEXT)
    await an.waits_for(TOPIC)
    assert await world.door.ask(_lines) == [OPINION_TEXT]


async def test_a_handler_that_fails_before_storing_is_tried_again_as_a_whole(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await world.quiet()
    trouble = world.trouble(an)
    await an.says("/trogiup")  # stores nothing, so the second try is the first that counts
    await trouble.arrived.wait()
    await world.quiet()
    await an.unread()
    await tried_again(world)
    [said] = await an.unread()
    assert "Đồng chí có thể dùng" in said
