"""/chuanop on a phone: who is missing and why, a nudge after a preview, and what became of it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from channels import letters
from reporting import deliver, nudge, outcomes
from reporting.daysoff import VIETNAM
from storage.officers import Officer
from storage.outbox import Nudge, Outbox
from storage.units import Unit
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, LATE, Province


def phone(province: Province, tmp_path: Path, who: str = "chi", now: datetime = AUTUMN) -> Phone:
    return Phone(province, who, now, tmp_path)


def queued(province: Province) -> list[Outbox]:
    """The nudges that wait to leave."""
    return list(province.door.read(lambda s: s.exec(select(Outbox).where(Outbox.kind == "nudge")).all()))


async def test_the_list_says_who_and_why(province: Province, tmp_path: Path) -> None:
    province.appoints("Phúc", "trung_tam", channel=None)
    province.loses("em")
    province.begins("an_hoa")
    province.extends("an_hoa", date(2026, 12, 21))
    text = await phone(province, tmp_path).says("/chuanop")
    assert text.splitlines()[:2] == ["Báo cáo tình hình Nhân dân quý IV/2026 · Tỉnh Mẫu", "Đơn vị chưa nộp (4)"]
    assert "chưa có cán bộ: 1; chưa tham gia: 1; đã chặn: 1; liên hệ được: 1" in text
    assert "1. Huyện Bắc: chưa có cán bộ phụ trách; còn 5 ngày" in text
    assert "2. Phường Trung Tâm: cán bộ chưa tham gia; Phúc; còn 5 ngày" in text
    assert "3. Xã Bình Hòa: cán bộ đã chặn trợ lý; Lê Văn Em; còn 5 ngày" in text
    assert (
        "4. Xã An Hòa: đang chờ báo cáo; Nguyễn Văn An, Trần Thị Bình; đã soạn 5/5 mục; còn 11 ngày; "
        "gia hạn đến hết thứ Hai, 21/12/2026" in text
    )


async def test_after_the_deadline_it_counts_the_days_without_blame(province: Province, tmp_path: Path) -> None:
    text = await phone(province, tmp_path, now=LATE).says("chưa nộp")
    assert "Xã An Hòa: đang chờ báo cáo; Nguyễn Văn An, Trần Thị Bình; đã qua hạn 3 ngày" in text


async def test_one_is_nudged_after_a_preview(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path)
    await chi.says("/chuanop")
    text = await chi.taps("4")
    assert "Xem trước tin đôn đốc (chưa gửi)" in text
    assert "Sẽ gửi đến 1 cán bộ của 1 đơn vị:\nXã Bình Hòa: Lê Văn Em" in text
    assert queued(province) == []
    text = await chi.taps("Gửi đến 1 cán bộ")
    assert "Đã gửi đôn đốc lúc 09:00, 10/12/2026: 1 đơn vị, 1 tin." in text
    assert "Đã chuyển: 0\nĐang chờ chuyển: 1\nKhông chuyển được: 0" in text
    assert [row.officer_id for row in queued(province)] == [province.cast["em"]]


async def test_the_way_back_from_a_preview_leads_to_the_whole_list(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path)
    before = await chi.says("/chuanop")
    await chi.taps("4")
    assert await chi.taps("‹ Quay lại") == before


async def test_all_are_nudged_and_then_seen_delivered_and_failed(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path)
    await chi.says("/chuanop")
    text = await chi.taps("Đôn đốc tất cả")
    assert "Sẽ gửi đến 2 cán bộ của 2 đơn vị:" in text
    assert "Không liên hệ được qua đây: 2 đơn vị\nHuyện Bắc: chưa có cán bộ phụ trách" in text
    await chi.taps("Gửi đến 2 cán bộ")
    first, second = province.door.write(deliver.claim, "web", AUTUMN, 9, nudge.wanted, None)[0]
    province.door.write(outcomes.delivered, first, "1", AUTUMN)
    province.door.write(outcomes.lost, second, "Forbidden: bot was blocked by the user", AUTUMN)
    text = await chi.taps("Cập nhật")
    assert "Đã chuyển: 1\nĐang chờ chuyển: 0\nKhông chuyển được: 1" in text
    names = {province.cast["an"]: "Nguyễn Văn An (Xã An Hòa)", province.cast["em"]: "Lê Văn Em (Xã Bình Hòa)"}
    lost = next(row.officer_id for row in queued(province) if row.id == second.outbox_id)
    assert f"Không chuyển được đến:\n{names[lost]}: cán bộ đã chặn trợ lý" in text
    assert "Phường Trung Tâm: chưa có cán bộ phụ trách" in text
    assert "Đơn vị chưa nộp (4)" in await chi.taps("‹ Quay lại")


async def test_a_second_tap_on_send_shows_the_same_nudge(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path)
    await chi.says("/chuanop")
    await chi.taps("Đôn đốc tất cả")
    send = chi.screen.messages[chi.at][1]["Gửi đến 2 cán bộ"]
    first = await chi.taps("Gửi đến 2 cán bộ")
    assert await chi.taps_data(send) == first
    assert len(queued(province)) == 2
    assert len(province.door.read(lambda s: s.exec(select(Nudge)).all())) == 1


async def test_a_preview_that_has_grown_old_shows_the_present_list(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path)
    await chi.says("/chuanop")
    await chi.taps("Đôn đốc tất cả")
    chi.clock.move_to(AUTUMN + timedelta(hours=13))
    text = await chi.taps("Gửi đến 2 cán bộ")
    assert "Nút hoặc màn hình này đã cũ" in text and "Đơn vị chưa nộp (4)" in text
    assert queued(province) == []


async def test_when_all_filed_meanwhile_the_list_says_so(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path)
    await chi.says("/chuanop")
    await chi.taps("Đôn đốc tất cả")
    province.files("an_hoa")
    province.files("binh_hoa")
    text = await chi.taps("Gửi đến 2 cán bộ")
    assert "chưa có tin nào được gửi" in text and "Đơn vị chưa nộp (2)" in text
    assert "Đôn đốc tất cả" not in chi.labels


async def test_a_unit_that_nobody_can_reach_has_no_send_button(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path)
    await chi.says("/chuanop")
    text = await chi.taps("1")
    assert "không có cán bộ nào liên hệ được qua đây" in text and "Huyện Bắc: chưa có cán bộ phụ trách" in text
    assert not any(label.startswith("Gửi") for label in chi.labels)


async def test_the_preview_warns_of_the_hour_and_of_who_was_nudged(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path, now=datetime(2026, 12, 10, 13, 0, tzinfo=UTC))  # 20:00
    await chi.says("/chuanop")
    assert "ngoài giờ làm việc" in await chi.taps("3")
    await chi.taps("Gửi đến 1 cán bộ")
    await chi.says("/chuanop")
    assert "đã đôn đốc 1 đơn vị trong số này (lần gần nhất: 20:00, 10/12/2026)" in await chi.taps("Đôn đốc tất cả")


async def test_long_lists_turn_pages_and_number_through(province: Province, tmp_path: Path) -> None:
    def add(session: Session) -> None:
        for n in range(17):
            name = f"Xã Số {n:02}"
            session.add(Unit(kind="xa", name=name, folded=name.lower(), parent_id=province.cast["tinh"]))

    province.door.write(add)
    chi = phone(province, tmp_path)
    text = await chi.says("/chuanop")
    assert "Đơn vị chưa nộp (21)" in text and "8. " in text and "9. " not in text
    await chi.taps("Tiếp ›")
    text = await chi.taps("Tiếp ›")
    assert "21. Xã Bình Hòa" in text and "Tiếp ›" not in chi.labels
    assert "Xã Bình Hòa" in await chi.taps("21")


async def test_the_summary_and_the_list_lead_to_each_other(province: Province, tmp_path: Path) -> None:
    chi = phone(province, tmp_path)
    await chi.says("/tonghop")
    assert "Đơn vị chưa nộp (4)" in await chi.taps("Chưa nộp (4)")
    assert "Đã nhận 0/4 đơn vị" in await chi.taps("Tổng hợp")


async def test_nobody_missing_is_said(province: Province, tmp_path: Path) -> None:
    province.files("an_hoa")
    province.files("binh_hoa")
    province.appoints("Phúc", "bac")
    province.files("bac")
    text = await phone(province, tmp_path, "dung").says("/chuanop")
    assert "Đã nhận đủ báo cáo của các đơn vị." in text


@pytest.mark.parametrize("who", ["an", "binh"])
async def test_a_commune_does_not_see_who_is_missing(province: Province, tmp_path: Path, who: str) -> None:
    assert "không có quyền" in await phone(province, tmp_path, who).says("/chuanop")


@pytest.mark.parametrize("data", ["mi:situation:2026-Q9:1:0", "mi:nothing:2026-Q4:1:0"])
async def test_an_old_button_leads_to_the_present_list(province: Province, tmp_path: Path, data: str) -> None:
    chi = phone(province, tmp_path)
    await chi.says("/chuanop")
    assert "Đơn vị chưa nộp (4)" in await chi.taps_data(data)


async def test_it_all_speaks_english(province: Province, tmp_path: Path) -> None:
    def speak(session: Session) -> None:
        session.get_one(Officer, province.cast["chi"]).language = "en"

    province.door.write(speak)
    chi = phone(province, tmp_path)
    assert "Not received (4)" in await chi.says("/chuanop")
    await chi.taps("Nudge all")
    assert "Delivered: 0" in await chi.taps("Send to 2 officers")
    await chi.taps("Refresh")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("now", [AUTUMN, LATE], ids=["before the deadline", "after it"])
def test_the_letter_that_leaves_can_be_put_into_words(province: Province, language: str, now: datetime) -> None:
    asked = (AUTUMN, province.cast["chi"], "situation", "2026-Q4", province.cast["tinh"], None, province.office)
    token = province.door.read(nudge.preview, *asked).token
    province.door.write(nudge.send, *asked, token, "Xin gửi sớm")
    letter = letters.render(queued(province)[0].content, language, now, VIETNAM)
    assert "Xã An Hòa" in letter.text and "Xin gửi sớm" in letter.text and "Phạm Thị Chi" in letter.text
