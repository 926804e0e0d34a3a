"""The program's own messages on the page: reminders, notices, files."""

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from channels.messenger import Button, Letter, Messenger, SendError
from channels.web import transcript
from tests.channels.web.harness import Bench, opened
from tests.channels.web.pictures import png

REMINDER = Letter(
    text="Còn 3 ngày làm việc.",
    entities=({"type": "bold", "offset": 4, "length": 6},),
    buttons=((Button("Nộp ngay", data="report"), Button("Hướng dẫn", url="https://example.gov.vn")),),
)


async def test_a_reminder_appears_while_the_page_is_open(bench: Bench):
    messenger: Messenger = bench.messenger
    await messenger.open()
    async with opened(bench) as browser:
        account = await browser.login()
        async with browser.line() as line:
            number = await messenger.send(str(account), REMINDER)
            shown = await line.bubble("Còn 3 ngày")
            await line.send(kind="tap", key="from-reminder", message=shown["id"], data="report")
            await line.bubble("Tình hình chung")
    await messenger.close()
    assert str(shown["id"]) == number
    assert shown["entities"] == [{"type": "bold", "offset": 4, "length": 6}]
    assert shown["buttons"] == [
        [{"text": "Nộp ngay", "data": "report"}, {"text": "Hướng dẫn", "url": "https://example.gov.vn"}]
    ]
    assert bench.fed[-1]["callback_query"]["message"]["from"]["is_bot"] is True


async def test_a_letter_with_a_key_is_shown_once_however_often_it_is_sent(bench: Bench):
    account = bench.account()
    letter = Letter(text="Nhắc hạn", extra={"key": "reminder:2026-Q4:7:3"})
    first = await bench.messenger.send(str(account), letter)
    assert await bench.messenger.send(str(account), letter) == first
    other = await bench.messenger.send(str(account), Letter(text="Nhắc hạn", extra={"key": "another"}))
    assert other != first
    assert len(bench.door.read(transcript.screen, account)[0]) == 2


async def test_a_file_goes_along(bench: Bench, tmp_path: Path):
    account = bench.account()
    chart = tmp_path / "chart.png"
    chart.write_bytes(png(80, 50))
    await bench.messenger.send(str(account), Letter(text="Biểu đồ", file=chart, file_name="Tổng hợp quý IV.png"))
    [bubble] = bench.door.read(transcript.screen, account)[0]
    assert bubble["photo"] is True
    assert (bubble["file"]["name"], bubble["file"]["width"]) == ("Tổng hợp quý IV.png", 80)


@pytest.mark.parametrize("address", ["4711", "nobody", "-1", str(2**40)])
async def test_an_account_that_does_not_exist_is_gone(bench: Bench, address: str):
    with pytest.raises(SendError) as failed:
        await bench.messenger.send(address, REMINDER)
    assert (failed.value.account_gone, failed.value.again) == (True, False)


async def test_a_letter_that_cannot_be_shown_is_not_tried_again(bench: Bench):
    account = bench.account()
    for letter in (
        Letter(text=" "),
        Letter(text="x" * 4097),
        Letter(text="x", buttons=((Button("x", data="y" * 65),),)),
    ):
        with pytest.raises(SendError) as failed:
            await bench.messenger.send(str(account), letter)
        assert (failed.value.again, failed.value.account_gone) == (False, False)


async def test_a_database_or_a_disk_that_fails_may_do_better_later(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    account = bench.account()
    with pytest.raises(SendError) as failed:
        await bench.messenger.send(str(account), Letter(text="x", file=tmp_path / "not there.pdf"))
    assert failed.value.again is True

    def locked(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is gone"))

    monkeypatch.setattr(transcript, "add", locked)
    with pytest.raises(SendError) as failed:
        await bench.messenger.send(str(account), REMINDER)
    assert (failed.value.again, failed.value.why) == (True, "OperationalError")
