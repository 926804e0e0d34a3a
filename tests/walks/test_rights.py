"""Nobody reads or changes what is not theirs, whatever buttons they send: what is not allowed is denied."""

import asyncio
from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from handlers.kit import Menu
from reporting import denied, preview_token, staffing
from reporting.text import fold
from storage import webchat
from storage.audit import Audit
from storage.officers import Post
from storage.outbox import Nudge, Outbox
from storage.reports import Attachment, Line, PastAnswer, Report
from storage.tables import metadata
from storage.units import Unit
from tests.drivers.chat import picture
from tests.drivers.world import World
from tests.walks.filing import hands_in
from tests.walks.forged import button_classes, forged
from tests.walks.steps import MOOD, NOTABLE, NOTE, OPINION, TOPIC

SECRET = "Việc riêng của An Hòa"
RIGHT = "Đồng chí không có quyền thực hiện việc này"
# What a person's own taps may change: their place in a conversation, when they were seen, what their screen shows.
OWN_STATE = {"inbox", "talk", "address", "web_message", "web_account", "web_session", "channel_state"}


def test_no_two_kinds_of_buttons_begin_alike():
    prefixes = Counter(kind.__prefix__ for kind in [*button_classes(), Menu])
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []


async def _an_works(world: World) -> None:
    """An has handed in a quarter and drafts the next, with a file and a conflict; Chi has nudged; all is secret."""
    said = {"text": SECRET, "topic": "MT", "attitude": "upset", "level": "hot"}
    asked = {"text": SECRET, "addressee": "province"}
    answers = {"notable": "yes", "opinions": [said], "recommendations": [asked], "mood_note": SECRET}
    await hands_in(world, "an", "an_hoa", "2026-Q3", **answers)
    await world.at(4, 12, 8)  # and is reminded of the next
    an, binh, chi = [await world.of(name) for name in ("an", "binh", "chi")]
    await chi.says("/chuanop", "Đơn vị chưa nộp")
    await chi.taps("Đôn đốc tất cả", "Xem trước tin đôn đốc")
    await chi.taps("Gửi đến…", "Đã gửi đôn đốc")
    await an.says("/baocao", MOOD)
    await an.sends_photo(picture(), SECRET, "Đã nhận tệp")
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    await binh.says("/baocao", NOTE)
    await an.says(f"{SECRET} 2", NOTABLE)
    await binh.says(f"{SECRET} 3", "Hai đồng chí cùng sửa một mục")
    await an.taps("Có vấn đề cần phản ánh", OPINION)
    await an.says(f"{SECRET} 4", TOPIC)
    await world.quiet()


def _known(session: Session, world: World) -> dict[str, list[Any]]:
    """What a forger may have seen over An's shoulder: the numbers of everything."""

    def ids(table: Any, *where: Any) -> list[Any]:
        return list(session.exec(select(table.id).where(*where)).all())

    lines, an = ids(Line), world.cast["an"]
    return {
        "report": ids(Report),
        "unit": [world.cast["an_hoa"], world.cast["tinh"]],
        "root": [world.cast["an_hoa"], world.cast["bac"], world.cast["tinh"]],
        "duty": ["situation"],
        "period": ["2026-Q4", "2026-Q3"],
        "step": ["mood", "mood_note", "opinions/new", f"opinions/{lines[-1]}/text", f"opinions/{lines[-1]}", "preview"],
        "option": ["worried", "Lời của người khác"],
        "seen": [0, 1],
        "rest": [True, False],
        "line": lines,
        "kept": ids(PastAnswer)[-3:],
        "how": ["mine", "theirs", "both"],
        "revision": list(session.exec(select(Report.revision)).all()),
        "outbox": ids(Outbox, Outbox.officer_id == an),
        "choice": ["1h", "tomorrow"],
        "nudge": ids(Nudge),
        "token": ["", preview_token.make(world.clock.now())],
        "view": list("obuCcftThFrAR"),
        "code": ["", "mood.worried", "MT", "hot", "province"],
        "version": [1],
        "file": [0, *ids(Attachment)],
        "remove": ids(Attachment),
        "post": ids(Post, Post.officer_id == an),
        "act": ["revoke", "replace", "role", "leave", "back", "send", "file", "keep"],
        "role": ["office", "reporter"],
        "days": [7],
        "substitute": [-1, 0, world.cast["em"]],
        "day": ["2026-12-18"],
    }


def _rows(session: Session) -> dict[str, list[str]]:
    """Everything that is stored, but for the forgers' own state and the lines that tell of refusals."""
    tables = [table for table in metadata.sorted_tables if table.name not in OWN_STATE]
    found = {table.name: session.execute(table.select()).all() for table in tables}
    return {
        name: sorted(str(row) for row in rows if getattr(row, "act", "") != denied.ACT) for name, rows in found.items()
    }


def _denied(session: Session) -> set[tuple[int | None, str | None]]:
    """(officer, which button) of every refusal in the audit."""
    return {(row.officer_id, row.object_id) for row in session.exec(select(Audit).where(Audit.act == denied.ACT))}


def _elsewhere(session: Session, world: World) -> int:
    """Another district."""
    unit = Unit(kind="huyen", name="Huyện Nam", folded=fold("Huyện Nam"), parent_id=world.cast["tinh"])
    unit.valid_from = date(2020, 1, 1)
    session.add(unit)
    session.flush()
    return unit.id or 0


def _ends(session: Session, world: World, name: str) -> None:
    """The office takes the post back."""
    post = session.exec(select(Post).where(col(Post.officer_id) == world.cast[name])).one()
    staffing.revoke(session, world.clock.now(), world.cast["chi"], post.id or 0)


async def _forgers(world: World) -> dict[str, Any]:
    """A reporter and a head elsewhere, a reviewer of another district, one who held An's post, and nobody at all."""
    world.cast.units["nam"] = await world.door(_elsewhere, world)
    await world.joins("gia", "Đỗ Thị Gia", "binh_hoa", "head")
    await world.joins("nam", "Hồ Văn Nam", "nam", "reviewer")
    await world.joins("cu", "Lý Thị Cũ", "an_hoa", "reporter")
    await world.door(_ends, world, "cu")
    found = {name: await world.of(name) for name in ("em", "gia", "nam", "cu")}
    for chat in found.values():
        await chat.says("/menu", "Đồng chí chọn việc cần làm")
    return found


async def _sends(world: World, account_id: int, taps: list[str]) -> str:
    """Tap all of this, past the page and its own checks; gives everything that was shown for it."""
    user = {"id": account_id, "is_bot": False, "first_name": "Ai đó"}
    message = {"chat": {"id": account_id, "type": "private"}, "message_id": 1, "date": 0}
    for number, data in enumerate(taps, start=2_000_000_000):
        query = {"id": str(number), "from": user, "chat_instance": "1", "message": message, "data": data}
        update = {"update_id": number, "callback_query": query}
        await world.app.dispatcher.feed_raw_update(world.app.bots["web"], update, channel="web")
    return "\n".join(str(row.content) for row in await world.door.ask(webchat.messages, account_id, None, 10_000))


@pytest.mark.parametrize("channel", ["web"])
async def test_forged_buttons_change_nothing_and_show_nothing(world: World):
    forgers = await _forgers(world)
    await _an_works(world)
    taps = forged(await world.door.ask(_known, world))
    before = await world.door.ask(_rows)
    # The first sends everything, each of the others a third that has something of every kind.
    parts = [taps, taps[0::3], taps[1::3], taps[2::3]]
    sent = [_sends(world, chat.user_id, part) for chat, part in zip(forgers.values(), parts, strict=True)]
    shown = await asyncio.gather(*sent)
    await world.quiet()
    after = await world.door.ask(_rows)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
    for told in shown:
        assert SECRET not in told
        assert RIGHT in told, "the right itself was asked for"
    refused = {officer for officer, _ in await world.door.ask(_denied)}
    assert refused >= {world.cast[name] for name in forgers}, "and that they tried is in the audit"
    theirs = await _sends(world, world.chats["an"].user_id, [data for data in taps if data.startswith(("rv:", "f:"))])
    assert SECRET in theirs, "to An the same buttons do show it"


async def test_a_forged_difficulty_goes_to_nobody(world: World):
    em, dung = await world.of("em"), await world.of("dung")
    await em.says("/menu", "Đồng chí chọn việc cần làm")
    await dung.unread()
    await world.forges(em, f"diff:situation:2026-Q4:{world.cast['an_hoa']}")
    await world.quiet()
    assert (world.cast["em"], "diff") in await world.door.ask(_denied)
    await em.says("Xã An Hòa không làm việc.", "chưa hiểu nội dung này")
    await world.quiet()
    assert await dung.unread() == []


async def test_typed_commands_give_no_more_than_the_role_has(world: World):
    em = await world.of("em")
    for command in ("/tonghop", "/chuanop", "/donvi", "chua nop", "Đơn vị"):
        await em.says(command, RIGHT)
    chi = await world.of("chi")
    await chi.says("/baocao", "chưa được giao lập báo cáo")


@pytest.mark.parametrize("channel", ["telegram"])
async def test_a_post_that_ended_ends_the_rights_at_once(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await world.door(_ends, world, "an")
    await an.taps("Ổn định, phấn khởi, tin tưởng")
    await an.waits_for_toast(RIGHT)
    await an.says("/baocao", "chưa được giao lập báo cáo")
    await an.says("/menu", "hiện chưa được giao vai trò nào")


@pytest.mark.parametrize("channel", ["web"])
async def test_at_the_page_the_session_ends_with_the_last_post(world: World):
    an = await world.of("an")
    await an.says("/baocao", MOOD)
    await world.door(_ends, world, "an")
    async with an.browser.get(f"{an.root}/history", params={"before": 999}) as answer:
        assert answer.status == 401 and MOOD not in await answer.text()
