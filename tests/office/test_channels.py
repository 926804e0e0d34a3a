"""The office on the true channels: the same pages, buttons and files on Telegram and on the web page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from storage.files import FileStore
from storage.reports import Attachment
from tests.drivers.world import World, opened
from tests.office.stories import AUTUMN, Province, opinion


@pytest.fixture(params=["telegram", "web"])
async def world(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> AsyncIterator[World]:
    async with opened(str(request.param), database, tmp_path) as running:
        yield running


async def test_chi_asks_reads_fetches_a_file_and_nudges(world: World) -> None:
    world.clock.move_to(AUTUMN)
    province = Province(world.door, world.cast, world.app.office())
    kept = FileStore(world.folder / "var" / "attachments").keep("biên bản".encode())
    province.files("an_hoa", opinions=[opinion("Đền bù chậm", level="hot")], files=["bien-ban.txt"])

    def store(session: Session) -> None:
        session.exec(select(Attachment)).one().stored = kept.stored

    world.door.write(store)
    chi, em = await world.of("chi"), await world.of("em")
    await chi.says("/tonghop", "Đã nhận 1/4 đơn vị")
    await chi.taps("Điểm nóng (1)", "1. Xã An Hòa")
    await chi.taps("1", "Mã tiếp nhận")
    await chi.taps("Tệp kèm theo (1)", "bấm số để nhận tệp")
    await chi.taps("1")
    await world.quiet()
    assert await chi.opens_file() == "biên bản".encode()
    await chi.says("/chuanop", "Đơn vị chưa nộp (3)")
    await chi.taps("Đôn đốc tất cả", "Sẽ gửi đến 1 cán bộ của 1 đơn vị")
    await chi.taps("Gửi đến 1 cán bộ", "Đang chờ chuyển: 1")
    await em.waits_for("Xã Bình Hòa")
    await world.quiet()
    await chi.taps("Cập nhật", "Đã chuyển: 1")
