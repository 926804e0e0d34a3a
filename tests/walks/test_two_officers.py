"""An and Bình write the report of their unit together: nobody's words are lost, the second is told."""

from tests.drivers.world import World
from tests.walks.steps import ALL_ZERO, FIGURES, MOOD, NOTABLE, NOTE, PREVIEW

AN, BINH = "Bà con yên tâm sản xuất.", "Bà con lo giá phân bón."


async def both_at_the_note(world: World):
    """An and Bình see the same open question."""
    an, binh = await world.of("an"), await world.of("binh")
    await an.says("/baocao", MOOD)
    await an.taps("Ổn định, phấn khởi, tin tưởng", NOTE)
    there = await binh.says("/baocao", NOTE)
    assert "Đồng chí Nguyễn Văn An đang cùng soạn báo cáo này" in there
    return an, binh


async def test_the_second_is_told_and_both_texts_are_kept(world: World):
    an, binh = await both_at_the_note(world)
    await an.says(AN, NOTABLE)
    told = await binh.says(BINH, "Đồng chí Nguyễn Văn An đã sửa mục này")
    assert AN in told and BINH in told
    assert told.labels == ("Giữ bản của đ/c Nguyễn Văn An", "Dùng bản của tôi", "Ghép cả hai")
    await an.says("/baocao", NOTABLE)
    await an.taps("Không có vấn đề nổi cộm", FIGURES)
    await an.taps("Xem lại báo cáo", f"Nhận xét thêm: {AN}")  # nothing was overwritten

    await binh.taps("Ghép cả hai", FIGURES)
    await binh.taps("Xem lại báo cáo", "Nhận xét thêm: ")
    assert AN in binh.screen and BINH in binh.screen


async def test_each_way_out_of_it(world: World):
    an, binh = await both_at_the_note(world)
    await an.says(AN, NOTABLE)
    await binh.says(BINH, "Hai đồng chí cùng sửa một mục")
    await binh.taps("Giữ bản của đ/c Nguyễn Văn An", NOTABLE)
    await binh.taps("Xem lại báo cáo", f"Nhận xét thêm: {AN}")

    for officer in (an, binh):
        await officer.says("/baocao", NOTABLE)
        await officer.taps("Xem lại báo cáo", "Nhận xét thêm")
        await officer.taps("Nhận xét thêm", f"Hiện đang ghi: {AN}")
    await an.says("An viết lại.", NOTABLE)
    await binh.says(BINH, "Hai đồng chí cùng sửa một mục")
    await binh.taps("Dùng bản của tôi", NOTABLE)
    await binh.taps("Xem lại báo cáo", f"Nhận xét thêm: {BINH}")


async def test_the_same_answer_from_both_is_no_conflict(world: World):
    an, binh = await both_at_the_note(world)
    await an.taps("Bỏ qua", NOTABLE)
    await binh.taps("Bỏ qua", NOTABLE)
    await an.taps("Không có vấn đề nổi cộm", FIGURES)
    await binh.taps("Không có vấn đề nổi cộm", FIGURES)


async def test_each_writes_an_opinion_of_their_own(world: World):
    an, binh = await both_at_the_note(world)
    await an.taps("Bỏ qua", NOTABLE)
    await an.taps("Có vấn đề cần phản ánh", "ý kiến thứ 1")
    await binh.says("/baocao", "ý kiến thứ 1")
    await an.says("Kênh bị ô nhiễm.", "lĩnh vực nào")
    await binh.says("Giá lúa thấp.", "lĩnh vực nào")
    for officer, topic in ((an, "Môi trường, rác thải"), (binh, "Nông nghiệp, nông thôn mới")):
        await officer.taps(topic, "Thái độ")
        await officer.taps("Băn khoăn", "Mức độ")
        await officer.taps("Bình thường", "Ở đâu")
        await officer.taps("Xong ý kiến này", "1. Kênh bị ô nhiễm. (Môi trường, rác thải; Băn khoăn; Bình thường)")
    assert "2. Giá lúa thấp. (Nông nghiệp, nông thôn mới; Băn khoăn; Bình thường)" in binh.screen


async def test_handed_in_by_one_the_other_is_told_and_can_do_no_harm(world: World):
    an, binh = await both_at_the_note(world)
    await an.taps("Bỏ qua", NOTABLE)
    await an.taps("Không có vấn đề nổi cộm", FIGURES)
    await an.taps(ALL_ZERO, "thứ 1, hoặc bấm “Không có”")
    await an.taps("Không có", PREVIEW)
    await binh.says("/baocao", PREVIEW)
    await an.taps("Gửi báo cáo", "Mã tiếp nhận")
    await binh.waits_for("Đồng chí Nguyễn Văn An đã gửi Báo cáo tình hình Nhân dân quý IV/2026 của Xã An Hòa")
    again = await binh.taps("Gửi báo cáo", "Mã tiếp nhận", on=PREVIEW)
    assert "Bản thứ 1" in again
