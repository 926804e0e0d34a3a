"""An officer at the page: signs in, writes, taps, loses the line and comes back."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError

from storage import inbox
from storage.door import Door
from tests.channels.web.echo import keyboard
from tests.channels.web.harness import Bench, opened


async def test_a_code_opens_an_account_and_the_bot_reads_it(bench: Bench):
    async with opened(bench) as browser:
        account = await browser.login("abcd efgh-jklm")
        async with browser.line() as line:
            answer = await line.bubble("Mã: abcdefghjklm")
    assert bench.fed[0]["message"]["text"] == "/start abcdefghjklm"
    assert bench.fed[0]["message"]["from"] == {"id": account, "is_bot": False, "first_name": "", "language_code": "vi"}
    own = line.screen[answer["id"] - 1]
    assert own["own"] and "abcd" not in own["text"], "the code does not stay on the screen"


async def test_words_go_to_the_bot_and_its_answer_comes_back(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            await line.send(kind="text", key="first-key", text="Nhân dân phấn khởi")
            await line.until("ack")
            answer = await line.bubble("Đồng chí viết: Nhân dân phấn khởi")
    assert answer["own"] is False
    assert answer["at"] == "2026-12-09T01:00:00+00:00"


async def test_the_same_message_sent_again_is_kept_once_and_acknowledged_again(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            await line.send(kind="text", key="only-once", text="Một lần")
            first = await line.until("ack")
            await line.bubble("Đồng chí viết: Một lần")
        async with browser.line() as line:
            await line.send(kind="text", key="only-once", text="Một lần")
            again = await line.until("ack")
            shown = [message for message in line.screen.values() if message.get("key") == "only-once"]
    assert again["id"] == first["id"]
    assert len(shown) == 1
    assert len([raw for raw in bench.fed if raw["message"]["text"] == "Một lần"]) == 1


async def test_who_comes_back_gets_what_was_missed_and_what_changed(bench: Bench):
    async with opened(bench) as browser:
        account = await browser.login()
        async with browser.line() as line:
            await line.send(kind="text", key="menu-key", text="/menu")
            menu = await line.bubble("Bảng chọn việc")
            seen = line.revision
        await bench.bot.edit_message_text("Đã đổi", chat_id=account, message_id=menu["id"])
        new = await bench.bot.send_message(account, "Nhắc hạn báo cáo")
        gone = await bench.bot.send_message(account, "Thừa")
        await bench.bot.delete_message(account, gone.message_id)
        async with browser.line(account=account, revision=seen) as line:
            missed = {message["id"]: message for message in line.welcome["messages"]}
    assert line.welcome["fresh"] is False
    assert missed[menu["id"]]["text"] == "Đã đổi"
    assert missed[new.message_id]["text"] == "Nhắc hạn báo cáo"
    assert missed[gone.message_id]["deleted"] is True
    assert len(missed) == 3, "what was seen already does not come again"


async def test_another_account_never_gets_a_difference_but_its_own_screen(bench: Bench):
    async with opened(bench) as browser:
        account = await browser.login()
        async with browser.line(account=account + 1, revision=1) as line:
            assert line.welcome["fresh"] is True
            assert line.welcome["account"] == account


async def test_two_tabs_show_the_same(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as one, browser.line() as other:
            await one.send(kind="text", key="from-one", text="Chung một màn hình")
            await other.bubble("Đồng chí viết: Chung một màn hình")


async def test_a_tap_edits_the_message_and_only_the_tapping_page_awaits_the_toast(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            await line.send(kind="text", key="menu-key", text="/menu")
            menu = await line.bubble("Bảng chọn việc")
            await line.send(kind="tap", key="tap-report", message=menu["id"], data="report")
            edited = await line.bubble("Tình hình chung")
            await line.send(kind="tap", key="tap-mood", message=menu["id"], data="mood:good")
            toast = await line.until(lambda event: event["type"] == "answer" and event["key"] == "tap-mood")
    assert edited["id"] == menu["id"]
    assert edited["buttons"][0] == [{"text": "Ổn định", "data": "mood:good"}]
    assert toast == {"type": "answer", "key": "tap-mood", "text": "Đã lưu.", "alert": False}
    assert all("Bảng" in message["text"] or not message.get("buttons") for message in line.screen.values())


async def test_a_tap_on_a_button_that_is_gone_is_refused_politely(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            await line.send(kind="text", key="menu-key", text="/menu")
            menu = await line.bubble("Bảng chọn việc")
            before = len(bench.fed)
            for number, tap in enumerate(
                [
                    {"message": menu["id"], "data": "mood:good"},
                    {"message": menu["id"] - 1, "data": "report"},
                    {"message": 99999, "data": "x"},
                ]
            ):
                await line.send(kind="tap", key=f"stale-tap-{number}", **tap)
                refused = await line.until("refused")
                assert refused["reason"] == "page-button-old"
                assert refused["text"].startswith("Nút này không còn dùng được")
    assert len(bench.fed) == before, "the bot hears nothing of it"


async def test_a_tap_on_somebody_elses_message_is_refused(bench: Bench):
    stranger = bench.account()
    theirs = await bench.bot.send_message(stranger, "Của người khác", reply_markup=_one_button("report"))
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            await line.send(kind="tap", key="foreign-tap", message=theirs.message_id, data="report")
            assert (await line.until("refused"))["reason"] == "page-button-old"


async def test_an_answer_that_came_while_the_line_was_down_is_told_at_the_next_welcome(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            await line.send(kind="text", key="menu-key", text="/menu")
            menu = await line.bubble("Bảng chọn việc")
            bench.asleep = True
            await line.send(kind="tap", key="tap-sent", message=menu["id"], data="sent")
            await line.until("ack")
        bench.asleep = False
        await bench.wake()
        async with browser.line(waiting=["tap-sent", "never-heard"]) as line:
            assert line.welcome["answers"] == [{"key": "tap-sent", "text": "Báo cáo đã khóa.", "alert": True}]


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        ({"kind": "text", "key": "short-key", "text": "  \u200b\x00 "}, "page-empty"),
        ({"kind": "text", "key": "long-text", "text": "ạ" * 4097}, "page-too-long"),
        ({"kind": "text", "key": "x", "text": "khóa quá ngắn"}, "page-not-understood"),
        ({"kind": "text", "key": "no-text-", "text": None}, "page-not-understood"),
        ({"kind": "text", "text": "không khóa"}, "page-not-understood"),
        ({"kind": "tap", "key": "odd-number", "message": True, "data": "report"}, "page-not-understood"),
        ({"kind": "tap", "key": "big-number", "message": 2**40, "data": "report"}, "page-not-understood"),
        ({"kind": "file", "key": "path-file", "file": "../../etc/passwd"}, "page-file-unknown"),
        ({"kind": "poll", "key": "unknown-kind"}, "page-not-understood"),
    ],
)
async def test_what_is_not_right_is_refused_with_a_sentence(bench: Bench, frame: dict, reason: str):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            await line.send(**frame)
            refused = await line.until("refused")
    assert refused["reason"] == reason
    assert refused["text"]
    assert len(bench.fed) == 1, "the bot heard the code and nothing else"


async def test_noise_on_the_line_does_not_break_it(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            for noise in ("{", "[]", "null", '"x"', "{}"):
                await line.socket.send_str(noise)
            await line.send(kind="ping")
            await line.until("pong")


async def test_text_is_cleaned_and_a_script_stays_text(bench: Bench):
    hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>\u202etxt'
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            await line.send(kind="text", key="hostile-key", text=hostile)
            answer = await line.bubble("Đồng chí viết:")
    assert answer["text"] == 'Đồng chí viết: <img src=x onerror="alert(1)"><script>alert(2)</script>txt'


async def test_too_many_messages_wait_and_none_is_lost(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            for number in range(30):
                await line.send(kind="text", key=f"fast-{number:04}", text=str(number))
            await line.send(kind="text", key="one-too-many", text="Thêm")
            notice = await line.until("wait")
            assert notice["key"] == "one-too-many"
            assert "không tin nào bị mất" in notice["text"]
            bench.clock.move_to(bench.clock.now().replace(second=notice["seconds"]))
            await line.send(kind="text", key="one-too-many", text="Thêm")
            await line.bubble("Đồng chí viết: Thêm")


async def test_older_messages_are_read_page_by_page(bench: Bench):
    async with opened(bench) as browser:
        account = await browser.login()
        for number in range(120):
            await bench.bot.send_message(account, f"Tin {number}")
        async with browser.line() as line:
            assert len(line.welcome["messages"]) == 50
            assert line.welcome["more"] is True
            seen, more, top = len(line.screen), True, min(line.screen)
            while more:
                async with browser.client.get("/history", params={"before": top}) as answer:
                    page = await answer.json()
                assert answer.headers["Cache-Control"] == "no-store"
                seen, more, top = seen + len(page["messages"]), page["more"], page["messages"][0]["id"]
    assert seen == 122


async def test_a_screen_that_missed_very_much_starts_afresh(bench: Bench):
    async with opened(bench) as browser:
        account = await browser.login()
        async with browser.line() as line:
            seen = line.revision
        for number in range(201):
            await bench.bot.send_message(account, f"Tin {number}")
        async with browser.line(account=account, revision=seen) as line:
            assert line.welcome["fresh"] is True
            assert len(line.welcome["messages"]) == 50


async def test_signing_out_closes_every_tab_of_that_session(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            async with browser.post("/logout") as answer:
                assert answer.status == 204
            closed = await asyncio.wait_for(_closed(line), 5)
        assert closed == 4401
        async with browser.client.get("/me") as answer:
            assert answer.status == 401


async def test_nothing_is_missed_or_doubled_when_many_write_at_once(bench: Bench):
    async with opened(bench) as browser:
        account = await browser.login()
        async with browser.line() as line:
            seen: list[int] = []
            writers = [bench.bot.send_message(account, f"Tin {number}") for number in range(60)]
            sent = asyncio.gather(*writers)
            for number in range(20):
                await line.send(kind="text", key=f"at-once-{number:04}", text=f"Lời {number}")
            while len(line.screen) < 2 + 60 + 2 * 20:
                event = await line.until("changes")
                seen += [message["revision"] for message in event["messages"]]
            await sent
    assert seen == sorted(set(seen)), "each change once, in its order"
    assert {message["text"] for message in line.screen.values()} >= {f"Đồng chí viết: Lời {n}" for n in range(20)}


async def test_the_bot_is_seen_typing(bench: Bench):
    async with opened(bench) as browser:
        account = await browser.login()
        async with browser.line() as line:
            await bench.bot.send_chat_action(account, "typing")
            assert await line.until("typing") == {"type": "typing"}


async def test_a_database_that_fails_closes_the_line_and_tells_the_log_no_words_of_people(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    words = "Lời của Nhân dân"

    async def fail(*args: object) -> None:
        raise OperationalError("INSERT", {"text": words}, Exception(words))

    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            monkeypatch.setattr(Door, "__call__", fail)
            await line.send(kind="text", key="will-fail", text=words)
            assert await asyncio.wait_for(_closed(line), 5) == 1011
        async with browser.post("/login", json={"code": words}) as answer:
            assert answer.status == 503
            assert (await answer.text()).startswith("Máy chủ đang gặp trục trặc.")
        monkeypatch.undo()
        async with browser.line() as line:
            await line.send(kind="text", key="will-fail", text=words)
            await line.bubble(f"Đồng chí viết: {words}")
    assert "OperationalError" in caplog.text
    assert "Nhân" not in caplog.text


async def test_a_message_kept_while_nobody_listens_waits_in_the_inbox(bench: Bench):
    bench.asleep = True
    async with opened(bench) as browser:
        account = await browser.login()
    rows = bench.door.read(inbox.claim, bench.clock.now(), 10)
    assert [(row.bot, row.chat) for row in rows] == [("web", f"web:{account}")]


async def _closed(line) -> int | None:
    while not line.socket.closed:
        await line.socket.receive()
    return line.socket.close_code


def _one_button(data: str):
    return keyboard([("Bấm", data)]).as_markup()
