"""Whom a reminder would not reach: found from the page of a unit, and one tap from the card that mends it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from reporting import reach, roster, staffing
from reporting.refusal import Refusal
from storage.officers import Address
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province


def heard(province: Province, who: str, days_ago: int, blocked: bool = False) -> None:
    """That officer's last word came so many days ago."""

    def write(session):  # type: ignore[no-untyped-def]
        rows = session.exec(select(Address).where(Address.officer_id == province.cast[who])).all()
        for row in rows:
            row.seen_at = AUTUMN - timedelta(days=days_ago)
            row.unreachable_since = AUTUMN if blocked else None
            session.add(row)

    province.door.write(write)


@pytest.mark.parametrize(
    ("accounts", "ways", "days", "state"),
    [(0, 0, None, "never"), (2, 0, 1, "blocked"), (2, 1, 30, "joined"), (1, 1, 31, "silent")],
)
def test_each_state(accounts: int, ways: int, days: int | None, state: str) -> None:
    seen = None if days is None else AUTUMN - timedelta(days=days)
    assert reach.state_of(accounts, ways, seen, AUTUMN) == state


async def test_the_office_finds_who_is_out_of_reach_and_opens_the_card(province: Province, tmp_path: Path) -> None:
    heard(province, "an", 45)
    heard(province, "binh", 2, blocked=True)
    heard(province, "dung", 1)
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    await chi.says("/donvi")
    text = await chi.taps("Ai cần liên hệ")
    assert "Chưa có cán bộ báo cáo: 1 đơn vị" in text
    assert "Không liên lạc được: 1 cán bộ" in text and "Không hoạt động hơn 30 ngày: 1 cán bộ" in text
    assert "Phường Trung Tâm" in await chi.taps("Đơn vị chưa có cán bộ (1)")
    await chi.taps("‹ Quay lại")
    silent = await chi.taps("Lâu không hoạt động (1)")
    assert "Nguyễn Văn An, cán bộ báo cáo (gần nhất" in silent
    assert "Thay người" in "\n".join([await chi.taps("1"), *chi.labels])


def test_the_page_the_card_and_the_list_use_one_word_for_one_officer(province: Province) -> None:
    heard(province, "an", 45)
    heard(province, "binh", 2, blocked=True)
    read, cast, chi = province.door.read, province.cast, province.cast["chi"]
    page = read(roster.unit_page, AUTUMN, chi, cast["an_hoa"], province.office)
    on_page = {member.officer_id: member.reach for member in page.people}
    cards = [read(staffing.card, AUTUMN, chi, member.post_id) for member in page.people]
    assert on_page == {card.officer_id: card.reach for card in cards}
    listed = {gap.post_id: gap.state for gap in read(reach.look, AUTUMN, chi, cast["an_hoa"], province.office).gaps}
    assert {card.post_id: card.reach for card in cards if card.reach != "joined"} == listed
    assert (on_page[cast["an"]], on_page[cast["binh"]]) == ("silent", "blocked")
    above = read(roster.unit_page, AUTUMN, chi, page.above_id, province.office)
    here = next(below for below in above.below if below.id == cast["an_hoa"])
    assert here.joined == here.people - 1  # who is silent has joined; who is blocked cannot be written to


def test_a_commune_is_not_told(province: Province) -> None:
    with pytest.raises(Refusal):
        province.door.read(reach.look, AUTUMN, province.cast["an"], province.cast["tinh"], province.office)
