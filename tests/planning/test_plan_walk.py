"""The office sends a plan into the chat, corrects it, answers what is asked back and issues it; an officer sees it."""

from pathlib import Path

from sqlmodel import Session, select

from reporting.text import fold
from storage.plan_drafts import PlanDraft
from storage.tasks import Task
from storage.units import Unit
from tests.drivers.world import World
from tests.planning import bad_files
from tests.planning.office import PLAN
from tests.planning.test_plan_issue import CORRECTED
from tests.reporting.plans.makers import docx_of, pdf_of

FIXTURES = Path(__file__).parent.parent / "fixtures" / "plans"
READ = "Chưa có gì được ban hành"


def add_twin(session: Session, parent_id: int) -> None:
    """Another commune of the same name, right below the province."""
    session.add(Unit(kind="xa", name="Xã An Hòa", folded=fold("Xã An Hòa"), parent_id=parent_id, code="TWIN"))


def all_tasks(session: Session) -> list[Task]:
    return list(session.exec(select(Task)).all())


async def test_from_the_file_to_followed_tasks(world: World):
    await world.door(add_twin, world.cast["tinh"])
    chi = await world.of("chi")
    await chi.says("ke hoach", "Đề nghị đồng chí gửi tệp kế hoạch")
    read = await chi.sends_file("ke-hoach-15.txt", PLAN.encode(), then=READ)
    assert "Số 15/KH-MTTQ-BTT" in read and "Chăm lo người nghèo" in read

    doubtful = await chi.taps("Cần xem lại…", "Cần xem lại:")
    assert "1. 2 Vận động Quỹ" in doubtful or "Vận động Quỹ" in doubtful.text.split("\n\n")[1], "contradictions first"
    await chi.taps("1", "ngày không có trong lịch")
    await chi.taps("Sửa thời gian", "Nhập thời gian")
    await chi.says("lúc nào rảnh", "Chưa hiểu thời gian này")
    await chi.says("trước ngày 30 tháng 4 năm 2027", "hạn 29/04/2027")  # the first correction
    await chi.taps("Sửa tên", "Nhập tên nhiệm vụ")
    await chi.says("Vận động Quỹ “Vì người nghèo” năm 2027", "Đã sửa.")  # the second
    await chi.taps("Giao đơn vị", "Gõ tên hoặc mã đơn vị")
    asked = await chi.says("an hoa; tất cả phường", "Có nhiều đơn vị tên “an hoa”")  # the ambiguity
    assert set(asked.labels) >= {"Xã An Hòa (Huyện Bắc)", "Xã An Hòa (Tỉnh Mẫu)"}
    settled = await chi.taps("Xã An Hòa (Huyện Bắc)", "Đang giao cho 2 đơn vị")
    assert "Xã An Hòa" in settled and "Phường Trung Tâm" in settled
    await chi.taps("Xong", "hạn 29/04/2027")

    await chi.taps("‹ Quay lại", "Tất cả: 7 nhiệm vụ")
    await chi.taps("‹ Quay lại", READ)
    await chi.taps("Xem trước khi ban hành", "chưa giao cho đơn vị nào")
    await chi.taps("Giao 3 việc chưa có đơn vị", "Các nhiệm vụ chưa có đơn vị")
    await chi.says("an hoa", "chưa đủ rõ là đơn vị nào")
    await chi.says("AN_HOA; xã Bình Hòa", "Đã giao 3 nhiệm vụ cho 2 đơn vị")
    assert await world.door.ask(all_tasks) == []
    preview = await chi.taps("Xem trước khi ban hành", "Khi bấm “Ban hành”")
    assert "Ban hành" in preview.labels
    page = await chi.taps("Ban hành", "Đã ban hành")
    assert {"Theo địa bàn", "Theo chủ trì", "Ngày của các sự kiện", "Chế độ báo cáo nêu trong kế hoạch"} <= set(
        page.labels
    )

    tasks = await world.door.ask(all_tasks)
    assert {one.state for one in tasks} == {"open", "series"}
    await chi.taps("Theo địa bàn", "Huyện Bắc")
    await chi.taps("1", "Xã An Hòa")
    await chi.taps("‹ Quay lại", "phần việc")
    await chi.taps("Theo chủ trì", "Ban Công tác xã hội")
    await chi.taps("‹ Quay lại", "phần việc")
    await chi.taps("Ngày của các sự kiện", "Đại hội")
    await chi.taps("Ngày chung: …", "Nhập ngày của sự kiện")
    await chi.says("15/03/2027", "đã tính hạn cho 1 nhiệm vụ")
    await chi.taps("Riêng từng đơn vị: …", "Nhập tên đơn vị (hoặc nhóm đơn vị) và ngày")
    await chi.says("ngày mai", "Chưa hiểu; đề nghị nhập tên đơn vị")
    await chi.says("xa binh hoa: 01/04/2027", "của Xã Bình Hòa: ngày 01/04/2027")
    await chi.taps("‹ Quay lại", "phần việc")
    await chi.taps("Chế độ báo cáo nêu trong kế hoạch", "hằng tháng")
    await chi.taps("1", "Hạn: trước ngày 20")
    await chi.taps("Lập chế độ báo cáo", "Đã lập chế độ báo cáo")

    an = await world.of("an")
    mine = await an.says("/nhiemvu", "Rà soát hộ nghèo")
    assert "Vận động Quỹ “Vì người nghèo” năm 2027" in mine


async def test_a_corrected_plan_is_compared_before_it_is_issued(world: World):
    """The first comes from Word, the second as PDF: what An has reported stays, and who has news is told once."""
    chi = await world.of("chi")
    await chi.says("/kehoach", "gửi tệp kế hoạch")
    await chi.sends_file("kh.docx", docx_of(PLAN), then=READ)
    await chi.taps("Giao…", "Các nhiệm vụ chưa có đơn vị")
    await chi.says("tất cả xã", "Đã giao")
    await chi.taps("Xem trước khi ban hành", "Khi bấm “Ban hành”")
    await chi.taps("Ban hành", "Đã ban hành")
    await world.at(23, 11, 9)
    an = await world.of("an")
    await an.waits_for("Nhiệm vụ mới theo kế hoạch 15/KH-MTTQ-BTT")
    await an.says("/nhiemvu", "Trao quà Tết")
    gift = next(line.partition(".")[0] for line in an.screen.text.split("\n") if "Trao quà Tết" in line)
    await an.taps(gift, "Trao quà Tết cho hộ nghèo")
    await an.taps("50 %", "50 %")

    # A document out of nothing is offered to be read.
    second = CORRECTED.replace("3. Trao quà Tết cho hộ nghèo", "3. Thăm hỏi và tặng quà Tết hộ nghèo, người già")
    await chi.sends_file("kh-sua-doi.pdf", pdf_of(second), then="Đã nhận tệp kh-sua-doi.pdf")
    read = await chi.taps("Đọc thành kế hoạch", READ)
    assert "sửa đổi kế hoạch 15/KH-MTTQ-BTT" in read and "là nhiệm vụ cũ hay mới: 1" in read
    shown = await chi.taps("Khác biệt với bản đang thực hiện", "Không còn trong văn bản mới")
    assert "Sơ kết công tác an sinh" in shown and "(đã có 1 đơn vị báo cáo)" in shown
    await chi.taps("Giữ lại: Tuyên truyền trong Nhân dân", "không còn: 1")
    refused = await chi.taps("Xem trước khi ban hành", "1 nhiệm vụ chưa rõ là nhiệm vụ cũ hay mới")
    assert "Ban hành" not in refused.labels
    listed = await chi.taps("Cần xem lại…", "Cần xem lại:")
    unsure = next(line.partition(".")[0] for line in listed.text.split("\n") if "Thăm hỏi và tặng quà" in line)
    await chi.taps(unsure, "Có phải là nhiệm vụ đang thực hiện “Trao quà Tết cho hộ nghèo”?")
    await chi.taps("Đúng là nhiệm vụ cũ", "Đã ghép với nhiệm vụ đang thực hiện")
    await chi.taps("‹ Quay lại", "nhiệm vụ")
    await chi.taps("‹ Quay lại", READ)
    shown = await chi.taps("Khác biệt với bản đang thực hiện", "không còn: 0")
    assert "hạn: 31/01/2027 → 20/01/2027" in shown
    await chi.taps("Xem trước khi ban hành", "1 nhiệm vụ chưa giao")
    await chi.taps("Tỉnh Mẫu tự thực hiện", "Khi bấm “Ban hành”")
    await chi.taps("Ban hành", "Đã ban hành")
    await world.quiet()
    word = await an.waits_for("Kế hoạch 15/KH-MTTQ-BTT có thay đổi")
    assert "hạn hết ngày 20/01/2027 (trước đây 31/01/2027)" in word and "được giữ nguyên" in word
    await an.says("/nhiemvu", "Thăm hỏi và tặng quà Tết hộ nghèo, người già\nhạn hết 20/01/2027")
    assert "50 %" in next(one for one in an.screen.text.split("\n\n") if "Thăm hỏi và tặng quà" in one)


async def test_a_recurring_task_and_a_duty_are_settled_by_hand(world: World):
    chi = await world.of("chi")
    await chi.says("/kehoach", "gửi tệp kế hoạch")
    await chi.sends_file("kh.txt", PLAN.encode(), then=READ)
    await chi.taps("Giao…", "Các nhiệm vụ chưa có đơn vị")
    await chi.says("tất cả xã", "Đã giao")
    await chi.taps("Xem trước khi ban hành", "Khi bấm “Ban hành”")
    await chi.taps("Ban hành", "Đã ban hành")
    await chi.taps("Việc lặp lại theo kỳ", "Họp giao ban với cơ sở: hằng tháng")
    await chi.taps("1", "Kỳ gần nhất: Họp giao ban với cơ sở (tháng 11/2026)")
    await chi.taps("Dừng từ kỳ sau", "đã dừng từ sau ngày 22/11/2026")
    await chi.taps("Tiếp tục", "tiếp tục được giao theo kỳ")
    await chi.taps("‹ Quay lại", "Việc lặp lại theo kỳ")
    await chi.taps("‹ Quay lại", "phần việc")
    await chi.taps("Chế độ báo cáo nêu trong kế hoạch", "hằng tháng")
    await chi.taps("1", "Hạn: trước ngày 20 hằng tháng")
    await chi.taps("Nhập ngày đến hạn", "Nhập ngày đến hạn của chế độ báo cáo")
    await chi.says("hôm nào cũng được", "Chưa hiểu ngày này")
    await chi.says("chậm nhất ngày 25", "Hạn: chậm nhất ngày 25 hằng tháng")
    await chi.taps("✓ phường (1)", "Áp dụng cho: xã")
    await chi.taps("Lập chế độ báo cáo", "Đã lập chế độ báo cáo; các đơn vị sẽ được nhắc")


async def test_bad_files_get_their_sentence_and_leave_nothing(world: World):
    chi = await world.of("chi")
    await chi.says("/kehoach", "gửi tệp kế hoạch")
    for name, content, sentence in bad_files.ALL:
        refused = await chi.sends_file(name, content, then=sentence)
        assert f"Chưa đọc được tệp {name}" in refused and "Gửi tệp khác" in refused.labels
    assert await world.door.ask(lambda session: session.exec(select(PlanDraft)).all()) == []
    await chi.sends_file("tot.txt", (FIXTURES / "101_hai_cap.txt").read_bytes(), then=READ)


async def test_an_officer_who_does_not_manage_plans_is_not_offered_any(world: World):
    an = await world.of("an")
    shown = await an.sends_file("kh.txt", PLAN.encode())
    assert "Đọc thành kế hoạch" not in shown.labels
    await an.says("/kehoach", "không có quyền")
