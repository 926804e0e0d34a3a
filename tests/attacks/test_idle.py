"""S6, a telephone number given on: after a quarter of silence nothing old is shown before a new code was typed."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.idle import Idle
from bot.who import Who
from reporting import joining
from reporting import office as offices
from reporting.daysoff import VIETNAM
from storage.door import Door, open_engine
from storage.officers import Address
from storage.reports import Report
from tests.cast import settle
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province

THEN = AUTUMN + timedelta(days=91)


@pytest.fixture
def province(sqlite_schema: Path, tmp_path: Path) -> Iterator[Province]:
    door = Door(open_engine(f"sqlite:///{shutil.copy(sqlite_schema, tmp_path / 'tincoso.db')}"))
    cast = door.write(lambda session: settle(session, AUTUMN, first="2026-Q4"))
    made = Province(door, cast, door.read(offices.load, VIETNAM))
    made.files("an_hoa")
    yield made
    door.close()


def phone(province: Province, who: str, folder: Path, now: object = THEN) -> Phone:
    made = Phone(province, who, now, folder)  # type: ignore[arg-type]
    for one in [one for one in made.dispatcher.update.outer_middleware if isinstance(one, Who)]:
        one.idle = Idle(90)
    return made


def code(province: Province, by: str = "chi") -> str:
    return province.door.write(
        joining.invite, THEN, province.cast[by], province.cast["an_hoa"], "reporter", officer_id=None
    ).code


@pytest.mark.parametrize("days", [89, 91])
async def test_after_ninety_days_old_reports_ask_for_a_code(province: Province, tmp_path: Path, days: int) -> None:
    an = phone(province, "an", tmp_path, AUTUMN + timedelta(days=days))
    assert ("Xác nhận lại tài khoản" in await an.says("/dagui")) is (days == 91)


@pytest.mark.parametrize(
    ("who", "button"),
    [("an", "rv:1:1"), ("an", "m:dagui"), ("an", "m:dulieu"), ("an", "m:thietbi"), ("an", "c:1"), ("chi", "m:tonghop")],
)
async def test_no_button_goes_round_it(province: Province, tmp_path: Path, who: str, button: str) -> None:
    one = phone(province, who, tmp_path)
    await one.says("/menu")
    assert "Xác nhận lại tài khoản" in await one.taps_data(button)


@pytest.mark.parametrize("words", ["/tonghop", "tong hop", "/nhatky", "báo cáo đã gửi", "xin chào", "/donvi"])
async def test_nor_do_words(province: Province, tmp_path: Path, words: str) -> None:
    assert "Xác nhận lại tài khoản" in await phone(province, "chi", tmp_path).says(words)


async def test_the_report_that_is_due_goes_on(province: Province, tmp_path: Path) -> None:
    an = phone(province, "an", tmp_path)
    await an.says("/baocao")
    assert "2027-Q1" in {row.period for row in province.door.read(lambda s: s.exec(select(Report)).all())}
    await an.taps("Ổn định, phấn khởi, tin tưởng")
    assert "bức xúc cần phản ánh" in await an.says("Nhân dân phấn khởi")
    await an.says("/dagui")
    assert "Xác nhận lại tài khoản" in an.text, "having spoken does not make it sure"


async def test_a_code_of_the_office_makes_it_sure(province: Province, tmp_path: Path) -> None:
    an = phone(province, "an", tmp_path)
    await an.says("/dagui")
    await an.says("0000-0000-0000")
    assert "Xác nhận lại tài khoản" in await an.says("/dagui"), "not any code"
    await an.says(code(province))
    text = await an.says("/dagui")
    assert "Xác nhận lại tài khoản" not in text and "quý IV/2026" in text
    seen = province.door.read(lambda s: s.exec(select(Address.seen_at).where(Address.external_id == "1001")).one())
    assert seen == THEN


async def test_nought_asks_nobody() -> None:
    from reporting.people import Person

    long_ago = Person(1, "An", "", "vi", 1, seen_at=AUTUMN)
    assert Idle(90).is_unsure(long_ago, THEN) and not Idle(0).is_unsure(long_ago, THEN)
