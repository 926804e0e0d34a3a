"""The way out to Telegram over true HTTP: words, styles, buttons, files, limits, and every refusal told apart."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from channels.messenger import Button, Letter, SendError
from channels.pace import Pace, Rates
from channels.telegram.messenger import TelegramMessenger
from tests.botapi.accounts import BotAccount
from tests.botapi.people import Person
from tests.botapi.server import BotApi

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000003200000025800000000")  # says 800 x 600


class Time:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
        self.meanwhile()


CHAT_ONLY = Rates(wave=float("inf"), together=float("inf"))


@pytest.fixture
def unhurried() -> Time:
    return Time()


@pytest.fixture
async def way(api: BotApi, account: BotAccount, unhurried: Time) -> AsyncIterator[TelegramMessenger]:
    api.limits = None  # the pace has stories of its own; here its waits cost no time
    messenger = TelegramMessenger(account.token, api=api.url, pace=Pace(CHAT_ONLY, unhurried.now, unhurried.sleep))
    await messenger.open()
    yield messenger
    await messenger.close()


@pytest.fixture
async def an(api: BotApi, account: BotAccount) -> Person:
    person = api.person(101, "An")
    await person.says(account, "/start")
    return person


async def refusal(way: TelegramMessenger, to: str = "101", letter: Letter | None = None) -> SendError:
    with pytest.raises(SendError) as refused:
        await way.send(to, letter or Letter("Đề nghị gửi báo cáo."))
    return refused.value


class TestLetters:
    async def test_words_with_styles_and_buttons_arrive_as_they_are(
        self, way: TelegramMessenger, account: BotAccount, an: Person
    ) -> None:
        letter = Letter(
            "Phường <b>Cái Khế</b> 😀 chưa gửi",
            ({"type": "bold", "offset": 7, "length": 14},),
            ((Button("Lập báo cáo", data="report:new"), Button("Hướng dẫn", url="https://example.vn/a")),),
        )
        number = await way.send("101", letter)
        shown = an.last(account)
        assert str(shown.message_id) == number
        assert shown.text == "Phường <b>Cái Khế</b> 😀 chưa gửi", "a name is never markup"
        assert [(e["type"], e["offset"], e["length"]) for e in shown.entities] == [("bold", 7, 14)]
        assert [[(b.text, b.data, b.url) for b in row] for row in shown.buttons] == [
            [("Lập báo cáo", "report:new", None), ("Hướng dẫn", None, "https://example.vn/a")]
        ]

    async def test_a_long_text_goes_in_parts_with_the_buttons_under_the_last(
        self, way: TelegramMessenger, account: BotAccount, an: Person, unhurried: Time
    ) -> None:
        paragraphs = [f"{number}. " + "Nhân dân phấn khởi " * 40 for number in range(12)]
        text = "\n\n".join(paragraph.strip() for paragraph in paragraphs)
        start = text.index("11. ")
        letter = Letter(text, ({"type": "bold", "offset": start, "length": 3},), ((Button("Xem", data="x"),),))
        number = await way.send("101", letter)
        parts = [shown for shown in an.chat(account) if shown.from_bot]
        assert len(parts) == 3
        assert "".join("".join(part.text for part in parts).split()) == "".join(text.split()), "no word is lost"
        assert [len(part.buttons) for part in parts] == [0, 0, 1]
        assert str(parts[-1].message_id) == number
        (style,) = parts[-1].entities
        assert parts[-1].text[style["offset"] : style["offset"] + 3] == "11."
        assert unhurried.slept == [1.0, 1.0], "one message a second to one chat"

    @pytest.mark.parametrize("length", [4096, 4097, 40_000])
    async def test_no_length_is_too_long(
        self, way: TelegramMessenger, account: BotAccount, an: Person, length: int
    ) -> None:
        await way.send("101", Letter("ơ" * length))
        parts = [shown.text for shown in an.chat(account) if shown.from_bot]
        assert "".join(parts) == "ơ" * length

    async def test_a_picture_and_a_document_arrive_with_their_words_and_names(
        self, way: TelegramMessenger, account: BotAccount, an: Person, tmp_path: Path
    ) -> None:
        picture, document = tmp_path / "3f2a.png", tmp_path / "9c1b"
        picture.write_bytes(PNG)
        document.write_bytes(b"%PDF-1.7 ...")
        style = ({"type": "italic", "offset": 0, "length": 4},)
        await way.send("101", Letter("Biểu đồ", style, ((Button("Xem", data="x"),),), file=picture))
        shown = an.last(account)
        assert (shown.text, shown.files[0].kind, len(shown.buttons)) == ("Biểu đồ", "photo", 1)
        assert shown.entities[0]["type"] == "italic"
        await way.send("101", Letter("", file=document, file_name="Tổng hợp quý IV.pdf"))
        shown = an.last(account)
        assert (shown.text, shown.files[0].kind, shown.files[0].name) == ("", "document", "Tổng hợp quý IV.pdf")

    async def test_words_too_long_for_a_caption_follow_the_file(
        self, way: TelegramMessenger, account: BotAccount, an: Person, tmp_path: Path
    ) -> None:
        document = tmp_path / "a.docx"
        document.write_bytes(b"PK")
        await way.send("101", Letter("ơ" * 1025, buttons=((Button("Xem", data="x"),),), file=document))
        first, second = [shown for shown in an.chat(account) if shown.from_bot]
        assert (first.text, len(first.files), len(first.buttons)) == ("", 1, 0)
        assert (second.text, len(second.buttons)) == ("ơ" * 1025, 1)

    async def test_a_file_that_is_gone_and_an_empty_letter_are_refused_for_good(
        self, way: TelegramMessenger, an: Person, tmp_path: Path
    ) -> None:
        for letter in (Letter("", file=tmp_path / "gone.pdf"), Letter("  ")):
            error = await refusal(way, letter=letter)
            assert not error.again and not error.account_gone

    async def test_styles_that_telegram_refuses_are_given_up_before_the_words_are(
        self, way: TelegramMessenger, account: BotAccount, an: Person, api: BotApi
    ) -> None:
        api.fail(400, "Bad Request: can't parse entities: entity begins in a middle of a UTF-16 symbol")
        await way.send("101", Letter("Đã nhận", ({"type": "bold", "offset": 0, "length": 2},)))
        assert (an.last(account).text, an.last(account).entities) == ("Đã nhận", [])


class TestRefusals:
    async def test_someone_who_blocked_the_bot_is_gone(
        self, way: TelegramMessenger, account: BotAccount, an: Person
    ) -> None:
        await an.blocks(account)
        error = await refusal(way)
        assert error.account_gone and not error.again and "blocked" in error.why

    @pytest.mark.parametrize(
        ("code", "said"),
        [
            (403, "Forbidden: user is deactivated"),
            (403, "Forbidden: bot can't initiate conversation with a user"),
            (403, "Forbidden: bot was kicked from the group chat"),
            (400, "Bad Request: chat not found"),
            (400, "Bad Request: PEER_ID_INVALID"),
        ],
    )
    async def test_so_is_a_chat_that_cannot_be_written_to(
        self, way: TelegramMessenger, an: Person, api: BotApi, code: int, said: str
    ) -> None:
        api.fail(code, said)
        assert (await refusal(way)).account_gone

    async def test_a_number_that_is_none_is_refused_for_good(self, way: TelegramMessenger) -> None:
        error = await refusal(way, "web-7")
        assert not error.again and not error.account_gone

    async def test_a_group_that_moved_tells_its_new_number(
        self, way: TelegramMessenger, account: BotAccount, an: Person, api: BotApi
    ) -> None:
        group = api.group(-5, "Tổ công tác")
        await group.adds(account, an)
        await group.migrates(-1005, an)
        assert (await refusal(way, "-5")).new_id == "-1005"

    async def test_a_revoked_token_stops_the_channel_and_is_not_told(
        self, way: TelegramMessenger, account: BotAccount, an: Person, caplog: pytest.LogCaptureFixture
    ) -> None:
        account.revoked = True
        error = await refusal(way)
        assert error.stop and account.token not in error.why
        with pytest.raises(SendError) as opening:
            await way.open()
        assert opening.value.stop
        assert account.token not in caplog.text

    async def test_other_refusals_are_for_good(self, way: TelegramMessenger, an: Person, api: BotApi) -> None:
        api.fail(400, "Bad Request: BUTTON_DATA_INVALID")
        error = await refusal(way)
        assert not (error.again or error.account_gone or error.stop)
        api.fail(413, "Request Entity Too Large")
        assert not (await refusal(way)).again

    @pytest.mark.parametrize(("code", "html"), [(500, False), (502, True), (503, True)])
    async def test_a_server_in_trouble_may_be_asked_again(
        self, way: TelegramMessenger, an: Person, api: BotApi, code: int, html: bool
    ) -> None:
        api.fail(code, html=html)
        error = await refusal(way)
        assert error.again and not error.maybe_sent
        assert "html" not in error.why

    @pytest.mark.parametrize("code", [401, 404])
    async def test_a_page_on_the_way_does_not_stop_the_channel(
        self, way: TelegramMessenger, an: Person, api: BotApi, code: int
    ) -> None:
        api.fail(code, html=True)
        error = await refusal(way)
        assert error.again and not error.stop

    async def test_refused_connections_sent_nothing(self, way: TelegramMessenger, an: Person, api: BotApi) -> None:
        await api.go_down()
        error = await refusal(way)
        await api.come_back()
        assert error.again and not error.maybe_sent
        assert not api.sent

    async def test_a_lost_answer_may_mean_that_it_was_sent(
        self, way: TelegramMessenger, an: Person, api: BotApi
    ) -> None:
        api.lose_answer()
        error = await refusal(way)
        assert error.again and error.maybe_sent
        assert len(api.sent) == 1

    async def test_so_may_an_answer_that_comes_too_late(self, account: BotAccount, an: Person, api: BotApi) -> None:
        impatient = TelegramMessenger(account.token, api=api.url, timeout=0.05)
        held = api.hold()
        error = await refusal(impatient)
        assert error.again and error.maybe_sent
        held.release()
        await impatient.close()

    async def test_a_gateway_that_gave_up_waiting_had_handed_it_on(
        self, way: TelegramMessenger, an: Person, api: BotApi
    ) -> None:
        api.fail(504, html=True)
        assert (await refusal(way)).maybe_sent

    async def test_a_failure_after_the_first_part_says_that_something_arrived(
        self, way: TelegramMessenger, an: Person, api: BotApi, unhurried: Time
    ) -> None:
        unhurried.meanwhile = lambda: api.fail(500)  # between the first part and the second
        error = await refusal(way, letter=Letter("ơ" * 5000))
        assert error.again and error.maybe_sent
        assert len(api.sent) == 1


class TestLimits:
    async def test_after_a_429_nothing_leaves_until_the_time_is_over(
        self, way: TelegramMessenger, account: BotAccount, an: Person, api: BotApi
    ) -> None:
        for number in range(1, 9):
            person = api.person(number, f"Officer {number}")
            await person.says(account, "/start")
        slow = api.hold(chat=1)
        first = asyncio.create_task(way.send("1", Letter("x")))
        await slow.arrived.wait()  # in flight while the limit is met
        fault = api.fail(429, retry_after=7, chat=2)
        error = await refusal(way, "2")
        assert error.retry_after == 7 and error.again
        slow.release()
        await first  # its end opens the library's own gate
        asked = api.requests["sendMessage"]
        errors = await asyncio.gather(*(refusal(way, str(number)) for number in range(3, 9)))
        assert all(e.retry_after is not None and 0 < e.retry_after <= 7 for e in errors)
        assert api.requests["sendMessage"] == asked, "no request left this machine"
        assert fault.hits == 1

    async def test_the_limits_of_telegram_are_kept(self, account: BotAccount, api: BotApi) -> None:
        """True seconds: the stand-in counts as Telegram does, and one in 40 ms is what it must feel."""
        api.now = time.time
        messenger = TelegramMessenger(account.token, api=api.url)
        for number in range(1, 13):
            await api.person(number, f"Officer {number}").says(account, "/start")
        began = time.monotonic()
        await asyncio.gather(*(messenger.send(str(number), Letter("x")) for number in range(1, 13)))
        spent = time.monotonic() - began
        await messenger.close()
        assert spent >= 11 / 25 - 0.05, "25 a second, from the first message on"
        assert not api.refusals


async def test_opening_tells_whether_telegram_answers(api: BotApi, account: BotAccount) -> None:
    messenger = TelegramMessenger(account.token, api=api.url)
    await messenger.open()
    await api.go_down()
    with pytest.raises(SendError) as refused:
        await messenger.open()
    assert refused.value.again and not refused.value.stop
    await api.come_back()
    await messenger.open()
    await messenger.close()


async def test_a_pause_that_telegram_asks_of_messages_does_not_forbid_the_question(
    api: BotApi, account: BotAccount, an: Person, way: TelegramMessenger
) -> None:
    api.fail(429, retry_after=7)
    await refusal(way)
    await way.open()


def test_a_socks_proxy_is_taken_and_a_nonsense_one_refused_in_plain_words(account: BotAccount) -> None:
    assert TelegramMessenger(account.token, proxy="socks5://127.0.0.1:1080").channel == "telegram"
    with pytest.raises(ValueError, match="must be an http"):
        TelegramMessenger(account.token, proxy="ftp://127.0.0.1")
