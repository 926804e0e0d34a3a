"""/thongbao on a phone: written, addressed, previewed, sent once, read, answered, stopped; and who may not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.wiring import wanted
from channels import letters
from channels.messenger import Letter
from reporting import broadcast, broadcast_answers, broadcast_state, broadcast_time, deliver, outcomes
from reporting.attach import Stored
from reporting.daysoff import VIETNAM
from reporting.deliver import Parcel
from reporting.refusal import Refusal
from storage.audit import Audit
from storage.broadcasts import Broadcast
from storage.files import FileStore
from storage.officers import Address, Officer, Post
from storage.outbox import Outbox
from storage.units import Unit
from tests.office.phone import Phone
from tests.office.stories import AUTUMN, Province

WORDS = "Đề nghị các đơn vị\nbáo cáo tình hình bão số 9."
NIGHT = datetime(2026, 12, 10, 13, 0, tzinfo=UTC)  # 20:00


def phone(province: Province, folder: Path, who: str = "chi", now: datetime = AUTUMN) -> Phone:
    return Phone(province, who, now, folder)


def queued(province: Province, kind: str = "broadcast") -> list[Outbox]:
    asked = select(Outbox).where(Outbox.kind == kind).order_by(Outbox.officer_id, Outbox.id)  # type: ignore[arg-type]
    return list(province.door.read(lambda s: s.exec(asked).all()))


def leaves(province: Province, now: datetime = AUTUMN) -> list[Parcel]:
    """The broadcasts and answers that the sender takes at that moment."""

    def hook(session: Session, row: Outbox, at: datetime) -> dict | None:
        return wanted(session, row, at, province.office)

    parcels = province.door.write(deliver.claim, "web", now, 50, hook, None)[0]
    return [one for one in parcels if one.content["text"].startswith("broadcast")]


def letter(parcel: Parcel, folder: Path, now: datetime = AUTUMN) -> Letter:
    return letters.render(parcel.content, parcel.language, now, VIETNAM, FileStore(folder))


def arrives(province: Province, parcel: Parcel, now: datetime = AUTUMN) -> None:
    province.door.write(outcomes.delivered, parcel, "1", now)


async def written(province: Province, folder: Path, now: datetime = AUTUMN, who: str = "chi") -> Phone:
    """A sender who has typed the words and is asked to whom."""
    sender = phone(province, folder, who, now)
    await sender.says("/thongbao")
    text = await sender.says(WORDS)
    assert "Gửi thông báo đến ai?" in text
    return sender


async def test_to_all_in_three_taps_then_read_and_answered(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    text = await chi.taps("Tất cả đơn vị")
    assert WORDS in text, "the lines as they were typed"
    assert "Sẽ gửi đến 4 cán bộ của 3 đơn vị: Huyện Bắc, Xã An Hòa, Xã Bình Hòa" in text
    assert "Không liên hệ được qua đây: 1 đơn vị\nPhường Trung Tâm: chưa có cán bộ phụ trách" in text
    assert queued(province) == []
    text = await chi.taps("Gửi đến 4 cán bộ")
    assert "Đã chuyển: 0\nĐang chờ chuyển: 4" in text
    assert len(queued(province)) == 4

    parcels = leaves(province)
    assert len(parcels) == 4
    made = letter(parcels[0], tmp_path)
    assert made.text == f"Thông báo\n\n{WORDS}\n\nNgười gửi: Phạm Thị Chi, Tỉnh Mẫu."
    assert [[one.text for one in row] for row in made.buttons] == [["Đã đọc"], ["Trả lời"]]
    for parcel in parcels:
        arrives(province, parcel)
    read, answer = (row[0].data or "" for row in made.buttons)

    an = phone(province, tmp_path, "an")
    await an.says("/menu")
    await an.taps_data(read)
    assert an.screen.alerts == ["Đã ghi nhận đồng chí đã đọc."]
    await an.taps_data(read)
    assert "nhập nội dung trả lời" in await an.taps_data(answer)
    assert "Đã chuyển câu trả lời" in await an.says("Xã đã sơ tán 12 hộ.")

    text = await chi.taps("Cập nhật")
    assert "Đã chuyển: 4\nĐang chờ chuyển: 0\nKhông chuyển được: 0\nĐã đọc: 1\nTrả lời: 1" in text
    text = await chi.taps("Xem trả lời (1)")
    assert "Nguyễn Văn An · Xã An Hòa · 09:00, 10/12/2026\nXã đã sơ tán 12 hộ." in text


async def test_the_sender_hears_of_answers_together(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Tất cả đơn vị")
    await chi.taps("Gửi đến 4 cán bộ")
    for parcel in leaves(province):
        arrives(province, parcel)
    for name, words in (("an", "Đã rõ."), ("em", "Xã Bình Hòa đã nhận."), ("an", "Bổ sung: 3 hộ.")):
        await phone(province, tmp_path, name).taps_data("ba:1:answer")
        await phone(province, tmp_path, name).says(words)
    assert len(queued(province, "answers")) == 1
    assert leaves(province) == [], "ten minutes are gathered"
    (parcel,) = leaves(province, AUTUMN + timedelta(minutes=10))
    told = letter(parcel, tmp_path)
    assert "Có 2 trả lời thông báo" in told.text
    assert "Lê Văn Em (Xã Bình Hòa): Xã Bình Hòa đã nhận." in told.text
    assert "Nguyễn Văn An (Xã An Hòa): Đã rõ.\nBổ sung: 3 hộ." in told.text
    assert "Bổ sung: 3 hộ." in await chi.taps_data(told.buttons[0][0].data or "")


async def test_a_second_tap_sends_nothing_more(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Tất cả đơn vị")
    send = chi.screen.messages[chi.at][1]["Gửi đến 4 cán bộ"]
    first = await chi.taps("Gửi đến 4 cán bộ")
    assert await chi.taps_data(send) == first
    assert len(queued(province)) == 4
    acts = province.door.read(lambda s: [one.act for one in s.exec(select(Audit)).all()])
    assert acts.count("broadcast.send") == 1


async def test_what_is_sent_is_what_was_previewed(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Tất cả đơn vị")
    old = chi.screen.messages[chi.at][1]["Gửi đến 4 cán bộ"]
    await chi.taps("Sửa nội dung")
    await chi.says("Nội dung khác")
    text = await chi.taps_data(old)
    assert "đã cũ" in text and "Nội dung khác" in text, "the present preview instead"
    assert queued(province) == []


async def test_the_draft_outlives_other_work_and_an_old_preview_is_renewed(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Tất cả đơn vị")
    await chi.says("/chuanop")
    chi.clock.move_to(AUTUMN + timedelta(hours=25))
    assert "báo cáo tình hình bão số 9" in await chi.says("thông báo")
    await chi.taps("Giữ nội dung này")
    await chi.taps("Gửi đến 4 cán bộ")
    assert len(queued(province)) == 4


async def test_by_branch_and_by_kind(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Theo địa bàn")
    await chi.taps("Huyện Bắc")
    assert "✓ Huyện Bắc" in chi.labels
    text = await chi.taps("Xong (1)")
    assert "4 cán bộ của 3 đơn vị" in text and "Trung Tâm" not in text
    await chi.taps("Đổi nơi nhận")
    await chi.taps("Theo loại đơn vị")
    assert chi.labels[:3] == ["Xã (2)", "Huyện, quận, thị xã (1)", "Phường (1)"]
    await chi.taps("Xã (2)")
    await chi.taps("Phường (1)")
    await chi.taps("✓ Xã (2)")
    text = await chi.taps("Xong (1)")
    assert "Không có cán bộ nào liên hệ được" in text and "Phường Trung Tâm: chưa có cán bộ phụ trách" in text
    assert not any(label.startswith("Gửi đến") for label in chi.labels)


async def test_to_those_missing_and_who_files_meanwhile_is_left_alone(province: Province, tmp_path: Path) -> None:
    province.files("binh_hoa")
    chi = await written(province, tmp_path)
    text = await chi.taps("Đơn vị chưa nộp báo cáo")
    assert "Sẽ gửi đến 2 cán bộ của 1 đơn vị: Xã An Hòa" in text
    await chi.taps("Gửi đến 2 cán bộ")
    province.files("an_hoa")
    assert leaves(province) == []
    assert "Không gửi nữa: 2" in await chi.taps("Cập nhật")


async def test_units_by_name_what_is_unclear_is_asked_back(province: Province, tmp_path: Path) -> None:
    def twin(session: Session) -> None:
        session.add(Unit(kind="xa", name="Xã An Hòa", folded="xa an hoa", parent_id=province.cast["tinh"]))

    province.door.write(twin)
    chi = await written(province, tmp_path)
    await chi.taps("Gõ tên đơn vị")
    text = await chi.says("binh hoa; An Hòa, Trung Tam\nzzzz")
    assert "Đã chọn 2 đơn vị: Phường Trung Tâm, Xã Bình Hòa" in text
    assert "Có nhiều đơn vị tên “An Hòa”" in text and "Chưa tìm thấy “zzzz”; đề nghị gõ lại." in text
    text = await chi.taps("Xã An Hòa (Huyện Bắc)")
    assert "Đã chọn 3 đơn vị" in text
    assert "Sẽ gửi đến 3 cán bộ của 2 đơn vị: Xã An Hòa, Xã Bình Hòa" in await chi.taps("Xong (3)")
    await chi.taps("Đổi nơi nhận")
    await chi.taps("Gõ tên đơn vị")
    assert "Đã chọn" not in await chi.taps("Chọn lại từ đầu")
    text = await chi.says("Bình Hoa xã")
    assert "gần giống" in text and "Xã Bình Hòa (Huyện Bắc)" in chi.labels


async def test_at_a_time_within_working_hours(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path, NIGHT)
    assert "Hiện ngoài giờ làm việc" in await chi.taps("Tất cả đơn vị")
    await chi.taps("Hẹn giờ gửi")
    assert chi.labels[0] == "Gửi lúc 08:00, 11/12/2026" and len(chi.labels) == 2, "nine in the evening is not offered"
    assert "ngoài giờ làm việc (07:30–11:30, 13:30–17:00" in await chi.says("12/12 09:00"), "a Saturday"
    assert "đã qua" in await chi.says("9/12/2026 08:00")
    assert "Chưa đọc được ngày giờ" in await chi.says("mai nhé")
    assert "Thời gian gửi: 08:30, 14/12/2026" in await chi.says("8h30 14/12")
    text = await chi.taps("Gửi đến 4 cán bộ")
    assert "Hẹn gửi lúc 08:30, 14/12/2026" in text
    monday = datetime(2026, 12, 14, 1, 30, tzinfo=UTC)
    assert leaves(province, monday - timedelta(minutes=1)) == []
    assert len(leaves(province, monday)) == 4


async def test_what_was_put_off_never_rings_at_night(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Tất cả đơn vị")
    await chi.taps("Hẹn giờ gửi")
    await chi.taps("Gửi lúc 10:00, 10/12/2026")
    await chi.taps("Gửi đến 4 cán bộ")
    assert leaves(province, NIGHT) == [], "the channel came back only in the evening"
    assert "Đang chờ chuyển: 4" in await chi.taps("Cập nhật")
    assert len(leaves(province, datetime(2026, 12, 11, 0, 30, tzinfo=UTC))) == 4


async def test_stopped_while_running(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Tất cả đơn vị")
    await chi.taps("Gửi đến 4 cán bộ")

    def hook(session: Session, row: Outbox, at: datetime) -> dict | None:
        return wanted(session, row, at, province.office)

    (first,), _ = province.door.write(deliver.claim, "web", AUTUMN, 1, hook, None)
    arrives(province, first)
    await chi.taps("Cập nhật")
    assert "Đã chuyển 1 tin, còn chờ 3 tin" in await chi.taps("Dừng gửi (3 tin còn chờ)")
    text = await chi.taps("Dừng gửi (3 tin còn chờ)")
    assert "Đã chuyển: 1\nĐang chờ chuyển: 0" in text and "Không gửi nữa: 3" in text
    assert leaves(province) == []
    await chi.taps_data("bs:1:stopped:0")
    acts = province.door.read(lambda s: [one.act for one in s.exec(select(Audit)).all()])
    assert acts.count("broadcast.stop") == 1


async def test_who_was_not_reached_is_named(province: Province, tmp_path: Path) -> None:
    province.appoints("Phúc", "trung_tam", channel=None)
    chi = await written(province, tmp_path)
    assert "Phường Trung Tâm: cán bộ chưa tham gia" in await chi.taps("Tất cả đơn vị")
    await chi.taps("Gửi đến 4 cán bộ")
    parcel = next(one for one in leaves(province) if one.external_id == "1003")
    province.door.write(outcomes.lost, parcel, "Forbidden: bot was blocked by the user", AUTUMN)
    text = await chi.taps("Cập nhật")
    assert "Không chuyển được đến:\nLê Văn Em: cán bộ đã chặn trợ lý" in text
    assert "Phường Trung Tâm: cán bộ chưa tham gia" in text


async def test_a_file_goes_with_it(province: Province, tmp_path: Path) -> None:
    kept = FileStore(tmp_path).keep(b"%PDF-1.7 cong van")
    chi = await written(province, tmp_path)
    file = Stored(kept.stored, "công văn 12.pdf", "application/pdf", kept.size, kept.sha256)
    province.door.write(broadcast.attach, AUTUMN, province.cast["chi"], 1, file)
    assert "Tệp kèm theo: công văn 12.pdf" in await chi.taps("Tất cả đơn vị")
    await chi.taps("Gửi đến 4 cán bộ")
    made = letter(leaves(province)[0], tmp_path)
    assert made.file is not None and made.file.read_bytes() == b"%PDF-1.7 cong van"
    assert made.file_name == "công văn 12.pdf"


async def test_an_answer_in_the_middle_of_a_report_returns_to_it(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Tất cả đơn vị")
    await chi.taps("Gửi đến 4 cán bộ")
    for parcel in leaves(province):
        arrives(province, parcel)
    an = phone(province, tmp_path, "an")
    await an.says("/baocao")
    assert "tâm trạng của Nhân dân" in await an.taps(an.labels[0])
    await an.taps_data("ba:1:answer")
    await an.says("Đã rõ.")
    assert "tâm trạng của Nhân dân" in await an.taps("Làm tiếp báo cáo đang soạn")


@pytest.mark.parametrize("who", ["an", "binh", "em"])
async def test_a_commune_sends_nothing(province: Province, tmp_path: Path, who: str) -> None:
    officer = phone(province, tmp_path, who)
    assert "không có quyền" in await officer.says("/thongbao")
    assert "Thông báo" not in officer.labels


async def test_the_upper_level_writes_to_its_own_branch_alone(province: Province, tmp_path: Path) -> None:
    dung = await written(province, tmp_path, who="dung")
    assert "3 cán bộ của 2 đơn vị: Xã An Hòa, Xã Bình Hòa" in await dung.taps("Tất cả đơn vị")
    await dung.taps_data(f"bc:1:take:{province.cast['trung_tam']}")
    assert "không có quyền" in dung.screen.alerts[0]
    await dung.taps_data(f"bp:1:branch:{province.cast['trung_tam']}:0")
    assert "không có quyền" in dung.screen.alerts[0]


@pytest.mark.parametrize(
    "data", ["bc:1:send:{token}", "bc:1:open:", "bs:1:state:0", "bs:1:answers:0", "bs:1:stopped:0"]
)
async def test_a_forged_button_of_another_branch_does_nothing(province: Province, tmp_path: Path, data: str) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Tất cả đơn vị")
    token = province.door.read(lambda s: s.get_one(Broadcast, 1).token)
    if data.startswith("bs"):
        await chi.taps("Gửi đến 4 cán bộ")
    for who in ("dung", "an"):
        other = phone(province, tmp_path, who)
        await other.says("/menu")
        await other.taps_data(data.format(token=token))
        assert len(other.screen.alerts) == 1, other.text
    assert {row.state for row in queued(province)} <= {"new"}
    assert province.door.read(lambda s: s.get_one(Broadcast, 1).stopped_at) is None


async def test_only_who_got_it_can_read_or_answer(province: Province, tmp_path: Path) -> None:
    dung = await written(province, tmp_path, who="dung")
    await dung.taps("Tất cả đơn vị")
    await dung.taps("Gửi đến 3 cán bộ")
    chi = phone(province, tmp_path)
    await chi.says("/menu")
    for act in ("read", "answer"):
        await chi.taps_data(f"ba:1:{act}")
        assert "không có quyền" in chi.screen.alerts[0]
    em = province.cast["em"]
    with pytest.raises(Refusal):  # it has not left yet
        province.door.write(broadcast_answers.read, AUTUMN, em, 1)


async def test_rights_that_ended_end_the_draft(province: Province, tmp_path: Path) -> None:
    chi = await written(province, tmp_path)
    await chi.taps("Tất cả đơn vị")

    def revoke(session: Session) -> None:
        post = session.exec(select(Post).where(Post.officer_id == province.cast["chi"])).one()
        post.ended_at = AUTUMN
        session.add(post)

    province.door.write(revoke)
    await chi.taps("Gửi đến 4 cán bộ")
    assert "không có quyền" in chi.screen.alerts[0]
    assert queued(province) == []


def test_thousands_take_few_statements(province: Province) -> None:
    from sqlalchemy import event

    def many(session: Session) -> None:
        top = province.cast["tinh"]
        session.add_all(
            Unit(kind="xa", name=f"Xã {n}", folded=f"xa {n}", parent_id=top, id=1000 + n) for n in range(2000)
        )
        session.add_all(Officer(id=5000 + n, name=f"Cán bộ {n}", created_at=AUTUMN) for n in range(2000))
        session.flush()
        stamp = {"joined_at": AUTUMN, "seen_at": AUTUMN, "channel": "web"}
        for n in range(2000):
            session.add(Post(officer_id=5000 + n, unit_id=1000 + n, role="reporter", since=AUTUMN))
            session.add(Address(officer_id=5000 + n, external_id=f"m{n}", **stamp))

    province.door.write(many)
    chi = province.cast["chi"]
    draft = province.door.write(broadcast.begin, AUTUMN, chi)
    province.door.write(broadcast.write, AUTUMN, chi, draft.id, WORDS)
    token = province.door.write(broadcast.address, AUTUMN, chi, draft.id, {"rule": "all"}).token
    statements = []
    event.listen(province.door.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    province.door.write(broadcast.send, AUTUMN, chi, draft.id, token, province.office)
    assert len(statements) < 30, statements
    assert len(queued(province)) == 2004
    found = province.door.read(broadcast_state.state, chi, draft.id)
    assert (found.officers, found.pending) == (2004, 2004)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("16/12 08:30", "2026-12-16 08:30"),
        ("8h30 16/12/2026", "2026-12-16 08:30"),
        ("14:00", "2026-12-10 14:00"),
        ("lúc 9h ngày 05/01", "2027-01-05 09:00"),
        ("15 giờ 16-12", "2026-12-16 15:00"),
    ],
)
def test_moments_as_people_write_them(province: Province, typed: str, meant: str) -> None:
    found = broadcast_time.read(typed, AUTUMN, province.office)
    assert f"{found.astimezone(VIETNAM):%Y-%m-%d %H:%M}" == meant


@pytest.mark.parametrize("typed", ["", "mai", "31/02 08:00", "16/12", "25:00", "16/12 8:75", "16/3 08:00"])
def test_what_is_no_such_moment_is_asked_again(province: Province, typed: str) -> None:
    with pytest.raises(Refusal):
        broadcast_time.read(typed, AUTUMN, province.office)


async def test_it_speaks_english(province: Province, tmp_path: Path) -> None:
    def speak(session: Session) -> None:
        session.get_one(Officer, province.cast["chi"]).language = "en"

    province.door.write(speak)
    chi = phone(province, tmp_path)
    await chi.says("/thongbao")
    await chi.says("Flood warning")
    await chi.taps("By kind of unit")
    await chi.taps("Commune (2)")
    assert "It will go to 3 officers of 2 units" in await chi.taps("Done (1)")
    await chi.taps("Send at a time")
    assert "Working hours only" in chi.text
    await chi.taps("‹ Back")
    assert "Pending: 3" in await chi.taps("Send to 3 officers")
