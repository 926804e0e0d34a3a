"""A session of the page is worth as much as the post behind it: with the last post it ends. (ASVS 7.4.2, 8.3.2)"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import WSMsgType
from sqlmodel import Session, select

from channels.web import signin, transcript
from channels.web.hub import SIGNED_OUT
from reporting import joining, mine, staffing
from reporting import office as offices
from reporting.daysoff import VIETNAM
from storage import officers
from storage.officers import Address, Officer, Post
from storage.webchat import WebAccount
from tests.cast import Cast, settle
from tests.channels.web.harness import Bench, Browser, opened, stopped

WORDS = "Ý kiến của Nhân dân xã An Hòa"
AN = 1001  # An's account at the page, as the cast has it


@pytest.fixture
def bench(tmp_path: Any) -> Any:
    made = stopped(tmp_path)
    yield made
    made.door.close()


@pytest.fixture
def cast(bench: Bench) -> Cast:
    return bench.door.write(_settled, bench)


def _settled(session: Session, bench: Bench) -> Cast:
    """An sits at the page, with a chat full of words."""
    cast, now = settle(session), bench.clock.now()
    session.add_all([WebAccount(id=AN + number, made_at=now) for number in range(len(cast.people))])
    session.flush()
    signin.open_session(session, AN, signin.hashed("an-first"), None, now)
    signin.open_session(session, AN, signin.hashed("an-second"), None, now)
    transcript.add(session, AN, {"text": WORDS}, now, from_bot=True)
    return cast


def post_of(session: Session, officer_id: int) -> int:
    return officers.posts(session, officer_id)[0].id or 0


def revoked(session: Session, bench: Bench, cast: Cast) -> None:
    staffing.revoke(session, bench.clock.now(), cast["chi"], post_of(session, cast["an"]))


def replaced(session: Session, bench: Bench, cast: Cast) -> None:
    staffing.replace(session, bench.clock.now(), cast["chi"], post_of(session, cast["an"]))


def withdrawn(session: Session, bench: Bench, cast: Cast) -> None:
    mine.withdraw(session, bench.clock.now(), cast["an"])


def stood_in_to_its_end(session: Session, bench: Bench, cast: Cast) -> None:
    """An holds nothing but what was lent for a while."""
    office, now = offices.load(session, VIETNAM), bench.clock.now()
    post = session.get(Post, post_of(session, cast["an"]))
    assert post is not None
    post.until = office.today(now)
    session.add(post)
    session.flush()
    assert staffing.end_what_ran_out(session, now + timedelta(days=1), office) == 1


def came_back(session: Session, bench: Bench, cast: Cast) -> None:
    """The officer for whom An stood in is back before the time."""
    office, now = offices.load(session, VIETNAM), bench.clock.now()
    back = Officer(name="Mai Văn Nghỉ", created_at=now)
    session.add(back)
    session.flush()
    own = Post(officer_id=back.id or 0, unit_id=cast["an_hoa"], role="reporter", since=now)
    lent = session.get(Post, post_of(session, cast["an"]))
    assert lent is not None
    lent.until = office.today(now) + timedelta(days=5)
    session.add_all([own, lent])
    session.flush()
    staffing.come_back(session, now, cast["chi"], own.id or 0)


ENDS = [revoked, replaced, withdrawn, stood_in_to_its_end, came_back]
Ends = Callable[[Session, Bench, Cast], None]


async def asks(browser: Browser, stored: str, cookie: str = "an-first") -> list[int]:
    """What the page answers to the chat's history, a file of it, and who one is."""
    statuses = []
    for path in ("/history?before=999", f"/files/{stored}", "/me"):
        async with browser.client.get(path, headers={"Cookie": f"tincoso={cookie}"}) as answer:
            statuses.append(answer.status)
            assert answer.status == 200 or WORDS not in await answer.text()
    return statuses


@pytest.fixture
async def stored(bench: Bench, cast: Cast, tmp_path: Any) -> str:
    source = tmp_path / "báo cáo.txt"
    source.write_text(WORDS, encoding="utf-8")
    return (await bench.files.put(AN, source.name, source, bench.clock.now())).stored


@pytest.mark.parametrize("ends", ENDS)
async def test_with_the_last_post_the_chat_and_its_files_are_out_of_reach(
    ends: Ends, bench: Bench, cast: Cast, stored: str
) -> None:
    async with opened(bench) as browser:
        assert await asks(browser, stored) == [200, 200, 200]
        bench.door.write(ends, bench, cast)
        assert await asks(browser, stored) == [401, 401, 401]
        assert await asks(browser, stored, "an-second") == [401, 401, 401], "on every device"


async def test_a_page_that_is_open_hears_nothing_more_and_keeps_nothing(bench: Bench, cast: Cast) -> None:
    async with opened(bench) as browser:
        browser.client.session.cookie_jar.update_cookies({"tincoso": "an-first"})
        async with browser.line() as line:
            assert line.welcome["messages"]
            bench.door.write(revoked, bench, cast)
            await line.send(kind="text", key="after-it-ended", text=WORDS)
            ended = await line.socket.receive(timeout=5)
            assert (ended.type, ended.data) == (WSMsgType.CLOSE, SIGNED_OUT)
    assert bench.fed == []


async def test_who_withdraws_still_reads_the_last_answer_on_the_open_page(bench: Bench, cast: Cast) -> None:
    last, now = "Đã xóa dữ liệu của đồng chí.", bench.clock.now()
    asked = bench.door.write(lambda s: transcript.add(s, AN, {"text": "Rút đồng ý?"}, now, from_bot=True).id)

    def withdraws(session: Session) -> None:
        withdrawn(session, bench, cast)
        transcript.edit(session, AN, asked or 0, {"text": last}, now)

    async with opened(bench) as browser:
        browser.client.session.cookie_jar.update_cookies({"tincoso": "an-first"})
        async with browser.line() as line:
            bench.door.write(withdraws)
            bench.hub.stir(AN)
            await line.bubble(last)
            assert not any(WORDS in message.get("text", "") for message in line.screen.values())
            await line.send(kind="text", key="after-the-last", text=WORDS)
            ended = await line.socket.receive(timeout=5)
            assert (ended.type, ended.data) == (WSMsgType.CLOSE, SIGNED_OUT)


async def test_a_new_code_opens_the_door_again_and_not_the_old_chat(bench: Bench, cast: Cast, stored: str) -> None:
    async with opened(bench) as browser:
        browser.client.session.cookie_jar.update_cookies({"tincoso": "an-first"})
        bench.door.write(revoked, bench, cast)
        made = bench.door.write(joining.invite, bench.clock.now(), cast["chi"], cast["binh_hoa"], "reporter")
        account = await browser.login(made.code)
        assert account != AN and bench.fed[-1]["message"]["text"] == f"/start {made.code.replace('-', '')}"
        shown = bench.door.write(joining.show, bench.clock.now(), "web", str(account), made.code)
        assert shown.step == "consent"
        async with browser.client.get("/history?before=999") as answer:
            assert answer.status == 200 and WORDS not in await answer.text()
        async with browser.client.get(f"/files/{stored}") as answer:
            assert answer.status == 404


@pytest.mark.parametrize("kept", ["another post", "another role", "on leave"])
async def test_who_still_has_a_post_stays_signed_in(kept: str, bench: Bench, cast: Cast, stored: str) -> None:
    now, an = bench.clock.now(), cast["an"]

    def keeps(session: Session) -> None:
        post = post_of(session, an)
        if kept == "another post":
            session.add(Post(officer_id=an, unit_id=cast["binh_hoa"], role="head", since=now))
            session.flush()
            staffing.revoke(session, now, cast["chi"], post)
        elif kept == "another role":
            staffing.change_role(session, now, cast["chi"], post, "head")
        else:
            office = offices.load(session, VIETNAM)
            staffing.leave(session, now, an, post, office.today(now) + timedelta(days=3), cast["binh"], office)

    bench.door.write(keeps)
    async with opened(bench) as browser:
        assert await asks(browser, stored) == [200, 200, 200]


async def test_after_signing_out_the_old_cookie_opens_nothing(bench: Bench, cast: Cast, stored: str) -> None:
    async with opened(bench) as browser:
        async with browser.post("/logout", headers={"Cookie": "tincoso=an-first"}) as answer:
            assert answer.status == 204
            assert 'tincoso=""' in answer.headers["Set-Cookie"]
        assert await asks(browser, stored) == [401, 401, 401]
        assert await asks(browser, stored, "an-second") == [200, 200, 200], "another device stays"


def test_only_accounts_of_that_officer_are_signed_out(bench: Bench, cast: Cast) -> None:
    """A Telegram number that happens to be the number of somebody's page ends nothing."""

    def the_same_number(session: Session) -> None:
        now = bench.clock.now()
        session.add(Address(officer_id=cast["em"], channel="telegram", external_id=str(AN), joined_at=now, seen_at=now))
        session.flush()
        staffing.revoke(session, now, cast["chi"], post_of(session, cast["em"]))

    bench.door.write(the_same_number)
    assert bench.door.read(signin.account_of, signin.hashed("an-first"), bench.clock.now()) == AN
    assert bench.door.read(lambda s: s.exec(select(Address).where(Address.external_id == str(AN))).all())
