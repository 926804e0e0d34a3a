"""Before delicate words leave, the passages are shown and the writer chooses; the audit keeps that, not the words."""

from pathlib import Path

import pytest
from sqlmodel import select, update

from storage.audit import Audit
from storage.broadcasts import Broadcast, BroadcastRead
from storage.outbox import Outbox
from storage.reports import Answer, Attachment, PastAnswer, Report
from storage.talks import Talk
from storage.task_entries import TaskEntry
from storage.tasks import TaskStatus
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province
from tests.tasks.story import Story

NUMBER = "0912 345 678"
TOLD = f"Ông Nguyễn Văn Bảy ({NUMBER}) đề nghị sửa cầu ấp 3"
PLAIN = "Một hộ dân ở ấp 3 đề nghị sửa cầu"


@pytest.fixture
def an(province: Province, tmp_path: Path) -> Phone:
    return Phone(province, "an", AUTUMN, tmp_path)


def choices(province: Province) -> list[tuple[str, object]]:
    """What the audit keeps of choices."""
    rows = province.door.read(lambda s: s.exec(select(Audit).order_by(Audit.id)).all())  # type: ignore[arg-type]
    return [(row.act, row.after) for row in rows if row.act.endswith((".verbatim", ".rewrite"))]


def rows(province: Province, table: type) -> list[object]:
    return list(province.door.read(lambda s: s.exec(select(table)).all()))


def words_of_audit(province: Province) -> str:
    """What the lines about choices hold."""
    return repr(choices(province))


def handed(province: Province) -> list[Report]:
    return list(province.door.read(lambda s: s.exec(select(Report).where(Report.versions > 0)).all()))


async def previews(an: Phone, note: str, advice: str | None = None) -> str:
    """A report with these words, up to its preview."""
    await an.says("/baocao")
    await an.taps("Ổn định, phấn khởi, tin tưởng")
    await an.says(note)
    await an.taps("Không có vấn đề nổi cộm")
    text = await an.taps("Không phát sinh (tất cả bằng 0)")
    if advice is None:
        return await an.taps("Không có")
    await an.says(advice)
    while "Bấm vào mục cần sửa" not in an.text:
        text = await an.taps("Bỏ qua" if "Bỏ qua" in an.labels else "Xong")
    return text


async def test_a_report_with_nothing_delicate_costs_no_tap_more(an: Phone, province: Province) -> None:
    await previews(an, "Toàn xã có 1.250 hộ; Kế hoạch số 12/KH-MTTQ ngày 05/01/2026 đạt 98 %")
    assert "đã được ghi nhận" in await an.taps("Gửi báo cáo")
    assert len(handed(province)) == 1 and choices(province) == []


async def test_the_passages_are_shown_and_nothing_has_left(an: Phone, province: Province) -> None:
    await previews(an, TOLD)
    text = await an.taps("Gửi báo cáo")
    assert "xem lại trước khi gửi" in text
    assert "họ tên người: “Ông Nguyễn Văn Bảy”" in text and f"số điện thoại: “{NUMBER}”" in text
    assert {"Viết lại", "Gửi nguyên văn"} <= set(an.labels)
    assert handed(province) == []


async def test_rewriting_keeps_the_rest(an: Phone, province: Province) -> None:
    await previews(an, TOLD)
    await an.taps("Gửi báo cáo")
    text = await an.taps("Viết lại")
    assert TOLD in text, "the answer that is to be rewritten, as it stands"
    text = await an.says(PLAIN)
    assert "Bấm vào mục cần sửa" in text and PLAIN in text
    assert "đã được ghi nhận" in await an.taps("Gửi báo cáo")
    assert choices(province) == [("report.rewrite", {"kinds": {"phone": 1, "name": 1}})]
    assert NUMBER not in words_of_audit(province)


async def test_it_leaves_as_it_is_when_the_writer_wants_it_so(an: Phone, province: Province) -> None:
    await previews(an, TOLD)
    await an.taps("Gửi báo cáo")
    assert "đã được ghi nhận" in await an.taps("Gửi nguyên văn")
    (report,) = handed(province)
    kept = province.door.read(lambda s: s.exec(select(Report)).one())
    assert kept.id == report.id
    assert choices(province) == [("report.verbatim", {"kinds": {"phone": 1, "name": 1}})]


async def test_each_answer_has_its_own_way_back(an: Phone, province: Province) -> None:
    await previews(an, TOLD, advice="Đề nghị hỗ trợ bà Trần Thị Tám")
    text = await an.taps("Gửi báo cáo")
    rewrites = [label for label in an.labels if label.startswith("Viết lại: ")]
    assert len(rewrites) == 2 and rewrites[1].endswith(" 1")
    assert f"{rewrites[1].removeprefix('Viết lại: ')} · họ tên người: “bà Trần Thị Tám”" in text
    assert "bà Trần Thị Tám" in await an.taps(rewrites[1])


async def test_an_old_preview_cannot_be_sent_as_it_is(an: Phone, province: Province) -> None:
    await previews(an, TOLD)
    await an.taps("Gửi báo cáo")
    as_is = an.screen.messages[an.at][1]["Gửi nguyên văn"]
    await an.taps("Viết lại")
    await an.says(TOLD + ", và bà Trần Thị Tám")
    await an.taps_data(as_is)
    assert handed(province) == []


async def test_a_mark_of_secrecy_is_not_even_kept(an: Phone, province: Province) -> None:
    await an.says("/baocao")
    await an.taps("Ổn định, phấn khởi, tin tưởng")
    text = await an.says("Báo cáo MẬT về điểm nóng")
    assert "dấu chỉ độ mật (“MẬT”)" in text and "văn thư mật" in text
    kept = [*rows(province, Answer), *rows(province, PastAnswer)]
    assert all("điểm nóng" not in repr(row) for row in kept)
    assert "bức xúc cần phản ánh" in await an.says("Tình hình ổn định"), "the question stood open all the while"


async def test_a_mark_that_came_into_a_draft_some_other_way_never_leaves(an: Phone, province: Province) -> None:
    await previews(an, "Tình hình ổn định")
    note = select(Answer).where(Answer.question == "mood_note")
    province.door.write(lambda s: setattr(s.exec(note).one(), "value", "(TỐI MẬT) Tình hình"))
    text = await an.taps("Gửi báo cáo")
    assert "không gửi được qua tin nhắn" in text and "văn thư mật" in text
    assert "Gửi nguyên văn" not in an.labels
    (report,) = rows(province, Report)
    await an.taps_data(f"hv:{report.id}:{report.revision}")
    assert handed(province) == [], "a forged button does not help"
    await an.taps("Viết lại")
    await an.says("Tình hình ổn định")
    await an.taps("Gửi báo cáo")
    assert len(handed(province)) == 1


async def test_words_about_secrets_warn_more_strongly(an: Phone, province: Province) -> None:
    await previews(an, "Theo công văn mật của huyện, xã đã họp")
    text = await an.taps("Gửi báo cáo")
    assert "nội dung nói là mật: “công văn mật”" in text and "văn thư mật" in text
    assert "Gửi nguyên văn" in an.labels
    await an.taps("Gửi nguyên văn")
    assert choices(province) == [("report.verbatim", {"kinds": {"secret": 1}})]


async def test_words_sent_with_a_picture_are_looked_at_too(an: Phone, province: Province) -> None:
    await previews(an, "Tình hình ổn định")
    report = province.door.read(lambda s: s.exec(select(Report)).one())
    sent = {"name": "anh.jpg", "mime": "image/jpeg", "size": 1, "sha256": "0" * 64, "officer_id": 1, "at": AUTUMN}
    picture = Attachment(report_id=report.id, stored="0" * 32, caption=f"Hộ bà Trần Thị Tám, {NUMBER}", **sent)
    province.door.write(lambda s: s.add(picture))
    text = await an.taps("Gửi báo cáo")
    assert "Tệp, ảnh kèm theo · họ tên người: “Hộ bà Trần Thị Tám”" in text
    assert "1. anh.jpg" in await an.taps("Tệp, ảnh kèm theo")
    await an.taps("Bỏ tệp 1")
    await an.taps("Xem lại báo cáo")
    await an.taps("Gửi báo cáo")
    assert len(handed(province)) == 1


# --- tasks: what is typed would leave at once ---


@pytest.fixture
def part(province: Province) -> int:
    story = Story(province.door, province.cast, province.office, now=AUTUMN)
    return story.part(story.gives())


async def test_a_note_waits_until_the_writer_has_chosen(an: Phone, province: Province, part: int) -> None:
    await an.says("/menu")
    await an.taps_data(f"ta:{part}:note")
    text = await an.says(TOLD)
    assert "xem lại trước khi gửi" in text
    entries = select(TaskEntry)
    assert province.door.read(lambda s: s.exec(entries).all()) == []
    await an.taps("Viết lại")
    await an.says(PLAIN)
    assert [one.note for one in province.door.read(lambda s: s.exec(entries).all())] == [PLAIN]
    assert choices(province) == [("task.rewrite", {"kinds": {"phone": 1, "name": 1}})]


async def test_a_reason_is_kept_as_it_is_when_the_writer_wants_it_so(an: Phone, province: Province, part: int) -> None:
    await an.says("/menu")
    await an.taps_data(f"ta:{part}:reason")
    await an.says(TOLD)
    as_is = an.screen.messages[an.at][1]["Gửi nguyên văn"]
    await an.taps("Gửi nguyên văn")
    assert province.door.read(lambda s: s.get(TaskStatus, part)).reason_text == TOLD  # type: ignore[union-attr]
    await an.taps_data(as_is)
    assert len(province.door.read(lambda s: s.exec(select(TaskEntry)).all())) == 1, "an old button does nothing more"
    assert choices(province) == [("task.verbatim", {"kinds": {"phone": 1, "name": 1}})]


async def test_a_mark_in_a_note_is_not_kept(an: Phone, province: Province, part: int) -> None:
    await an.says("/menu")
    await an.taps_data(f"ta:{part}:note")
    await an.says("(TỐI MẬT) Danh sách kèm theo")
    assert "Gửi nguyên văn" not in an.labels
    assert "Danh sách" not in repr(rows(province, Talk)), "nor is it held beside the conversation"
    await an.taps_data("dl:task:as-is")
    assert province.door.read(lambda s: s.exec(select(TaskEntry)).all()) == []


# --- broadcasts ---


async def test_a_broadcast_is_looked_at_once_more(province: Province, tmp_path: Path) -> None:
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    await chi.says("/thongbao")
    await chi.says(f"Liên hệ đồng chí Lê Văn Em, {NUMBER}")
    await chi.taps("Tất cả đơn vị")
    assert "đồng chí Lê Văn Em" in await chi.taps("Gửi đến 4 cán bộ")
    sent = select(Broadcast).where(Broadcast.sent_at.is_not(None))  # type: ignore[union-attr]
    assert province.door.read(lambda s: s.exec(sent).all()) == []
    await chi.taps("Gửi nguyên văn")
    assert len(province.door.read(lambda s: s.exec(sent).all())) == 1
    assert choices(province) == [("broadcast.verbatim", {"kinds": {"phone": 1, "name": 1}})]


async def test_a_broadcast_is_rewritten_and_keeps_whom_it_is_for(province: Province, tmp_path: Path) -> None:
    chi = Phone(province, "chi", AUTUMN, tmp_path)
    await chi.says("/thongbao")
    await chi.says(f"Liên hệ {NUMBER}")
    await chi.taps("Tất cả đơn vị")
    await chi.taps("Gửi đến 4 cán bộ")
    await chi.taps("Viết lại")
    assert "Gửi đến 4 cán bộ" in (await chi.says("Liên hệ Văn phòng"), *chi.labels)
    assert choices(province) == [("broadcast.rewrite", {"kinds": {"phone": 1}})]


# --- a difficulty, an answer to a broadcast ---


@pytest.mark.parametrize("choice", ["Viết lại", "Gửi nguyên văn"])
async def test_a_difficulty_is_looked_at_once_more(an: Phone, province: Province, choice: str) -> None:
    unit = province.cast["an_hoa"]
    await an.says("/menu")
    await an.taps_data(f"diff:situation:2026-Q4:{unit}")
    assert "xem lại trước khi gửi" in await an.says(TOLD)
    told = select(Audit).where(Audit.act == "report.difficulty")
    assert province.door.read(lambda s: s.exec(told).all()) == []
    await an.taps(choice)
    if choice == "Viết lại":
        await an.says(PLAIN)
    (line,) = province.door.read(lambda s: s.exec(told).all())
    assert line.after is not None and line.after["note"] == (PLAIN if choice == "Viết lại" else TOLD)
    act = "report.rewrite" if choice == "Viết lại" else "report.verbatim"
    assert choices(province) == [(act, {"kinds": {"phone": 1, "name": 1}})]


@pytest.mark.parametrize("choice", ["Viết lại", "Gửi nguyên văn"])
async def test_an_answer_is_looked_at_once_more(province: Province, tmp_path: Path, choice: str) -> None:
    chi, an = (Phone(province, who, AUTUMN, tmp_path) for who in ("chi", "an"))
    await chi.says("/thongbao")
    await chi.says("Đề nghị báo cáo số hộ")
    await chi.taps("Tất cả đơn vị")
    await chi.taps("Gửi đến 4 cán bộ")
    province.door.write(lambda s: s.execute(update(Outbox).values(state="sent")))
    await an.says("/menu")
    await an.taps_data("ba:1:answer")
    await an.says(f"Số của tôi {NUMBER}")
    assert "xem lại trước khi gửi" in an.text
    await an.taps(choice)
    if choice == "Viết lại":
        await an.says("Có 12 hộ")
    (kept,) = province.door.read(lambda s: s.exec(select(BroadcastRead)).all())
    assert kept.answer == ("Có 12 hộ" if choice == "Viết lại" else f"Số của tôi {NUMBER}")
    act = "broadcast.rewrite" if choice == "Viết lại" else "broadcast.verbatim"
    assert choices(province) == [(act, {"kinds": {"phone": 1}})]
