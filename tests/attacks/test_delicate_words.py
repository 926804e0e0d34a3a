"""What is delicate and what only looks like it: a table, read aloud by the people who write such reports.

Every name, number and account in it is invented.
"""

import unicodedata

import pytest

from reporting import delicate
from reporting.delicate import Passage, find

IDS = [
    ("Hộ khẩu thuộc số 079085001234, cư trú tại ấp 3", "079085001234"),
    ("CCCD 079 085 001 234 chưa được cấp lại", "079 085 001 234"),
    ("căn cước 096.301.012.345", "096.301.012.345"),
    ("0010 8500 1234 là số trên thẻ", "0010 8500 1234"),
    ("thẻ 079-085-001234", "079-085-001234"),
    ("Số CMND: 225123456", "225123456"),
    ("CMND số 225 123 456 do Công an cấp", "225 123 456"),
    ("chứng minh nhân dân 225.123.456", "225.123.456"),
    ("CMTND 012345678", "012345678"),
    ("người này mang giấy 225123456", "225123456"),
    ("số định danh cá nhân 123456789012", "123456789012"),
]
PHONES = [
    ("Liên hệ 0912345678 để biết thêm", "0912345678"),
    ("0912 345 678", "0912 345 678"),
    ("0912.345.678", "0912.345.678"),
    ("091-234-5678", "091-234-5678"),
    ("ĐT.0912345678", "0912345678"),
    ("sđt: 09 12 34 56 78", "09 12 34 56 78"),
    ("gọi 0 912 345 678", "0 912 345 678"),
    ("+84912345678", "+84912345678"),
    ("+84 912 345 678", "+84 912 345 678"),
    ("(+84) 912 345 678", "+84) 912 345 678"),
    ("+84 (0)912 345 678", "+84 (0)912 345 678"),
    ("0084912345678", "0084912345678"),
    ("84912345678", "84912345678"),
    ("máy bàn 0292.3820.123", "0292.3820.123"),
    ("(024) 3825 1234", "024) 3825 1234"),
    ("số 0368123456.", "0368123456"),
    ("Năm 2026 0912345678", "0912345678"),
]
ACCOUNTS = [
    ("chuyển vào STK 1903 5567 8901", "1903 5567 8901"),
    ("Số tài khoản: 0071000123456 tại ngân hàng", "0071000123456"),
    ("tài khoản ngân hàng 19035567890123", "19035567890123"),
    ("thẻ 9704 1234 5678 9012", "9704 1234 5678 9012"),
]
NAMES = [
    ("Ông Nguyễn Văn Bảy ở ấp 3 phản ánh", "Ông Nguyễn Văn Bảy"),
    ("bà Trần Thị Tám đề nghị", "bà Trần Thị Tám"),
    ("anh Lê Hoàng Phúc", "anh Lê Hoàng Phúc"),
    ("chị Phạm Ngọc", "chị Phạm Ngọc"),
    ("đồng chí Võ Văn Út, Bí thư chi bộ", "đồng chí Võ Văn Út"),
    ("Đ/c Huỳnh Thị Mỹ Duyên", "Đ/c Huỳnh Thị Mỹ Duyên"),
    ("hộ Đặng Văn Mười bị thu hồi đất", "hộ Đặng Văn Mười"),
    ("hộ bà Bùi Thị Chín", "hộ bà Bùi Thị Chín"),
    ("gia đình Hoàng Văn Thụy", "gia đình Hoàng Văn Thụy"),
    ("ông Nguyễn Văn A", "ông Nguyễn Văn A"),
    ("cụ Thạch Sa Rươl", "cụ Thạch Sa Rươl"),
    ("anh Giàng A Páo", "anh Giàng A Páo"),
    ("chị Lò Thị Pánh", "chị Lò Thị Pánh"),
    ("ông nguyễn văn bảy", "ông nguyễn văn bảy"),
    ("ÔNG NGUYỄN VĂN BẢY", "ÔNG NGUYỄN VĂN BẢY"),
    ("ong Nguyen Van Bay", "ong Nguyen Van Bay"),
    ("Họ và tên: Đỗ Thị Năm", "Họ và tên: Đỗ Thị Năm"),
    ("ông Hứa Quang Hoà", "ông Hứa Quang Hoà"),
]
BIRTHS = [
    ("Nguyễn Văn Bảy, sinh năm 1965, hộ nghèo", "Nguyễn Văn Bảy, sinh năm 1965"),
    ("bà Trần Thị Tám (SN 1950)", "bà Trần Thị Tám (SN 1950"),
    ("anh Lê Hoàng Phúc sinh ngày 12/03/1990", "anh Lê Hoàng Phúc sinh ngày 12/03/1990"),
]
STAMPS = [
    ("MẬT", "MẬT"),
    ("Báo cáo nhanh\nMẬT\nNội dung", "MẬT"),
    ("(MẬT) Tình hình điểm nóng", "MẬT"),
    ("Mức độ: MẬT", "MẬT"),
    ("TỐI MẬT", "TỐI MẬT"),
    ("Công văn TUYỆT MẬT của tỉnh", "TUYỆT MẬT"),
    ("Báo cáo MẬT về điểm nóng", "MẬT"),
    ("BÁO CÁO MẬT", "MẬT"),
    ("TÀI LIỆU BÍ MẬT NHÀ NƯỚC", "BÍ MẬT NHÀ NƯỚC"),
    ("đóng dấu “MẬT”", "MẬT"),
]
SECRETS = [
    ("Theo công văn mật của huyện, khu vực này", "công văn mật"),
    ("tài liệu mật kèm theo", "tài liệu mật"),
    ("nội dung thuộc bí mật nhà nước", "thuộc bí mật nhà nước"),
    ("báo cáo này tuyệt mật", "tuyệt mật"),
    ("văn bản có đóng dấu Mật", "đóng dấu Mật"),
]
DELICATE = [
    (kind, text, passage)
    for kind, cases in (
        (delicate.ID, IDS),
        (delicate.PHONE, PHONES),
        (delicate.ACCOUNT, ACCOUNTS),
        (delicate.NAME, NAMES),
        (delicate.BIRTH, BIRTHS),
        (delicate.STAMP, STAMPS),
        (delicate.SECRET, SECRETS),
    )
    for text, passage in cases
]
PLAIN = [
    # figures, money, measures
    "Toàn xã có 1.250 hộ, 4.812 nhân khẩu",
    "Quỹ Vì người nghèo thu 125.000.000 đồng",
    "tổng kinh phí 1.250.000.000.000 đồng",
    "vận động được 225123000 đồng",
    "hỗ trợ 225123456 đồng",
    "225.123.456",
    "120 150 200 cuộc hòa giải",
    "3 60 5 1 2 1 1 0 0 1",
    "diện tích 12,5 ha; 0,912345678 km",
    "kích hoạt 12.500 tài khoản định danh",
    "mở tài khoản định danh cho 12500 người",
    "tài khoản an sinh xã hội: 12.500.000 đồng",
    "đạt 98,76 % so với 2025",
    # dates and hours
    "ngày 15/12/2026 lúc 08:30",
    "03.11.2026 08 giờ 30",
    "từ 01-10-2026 đến 31-12-2026",
    "2026-12-15 09 12 34",
    "03/11/2026 10/11/2026",
    "giai đoạn 2021 2025 2026 2030",
    # documents, codes
    "Kế hoạch số 12/KH-MTTQ-BTT ngày 05/01/2026",
    "số 382/KH-MTTQ-BTT; 211-KH/HU; 05-HD/VPTW",
    "Luật 91/2025/QH15 và Nghị định 356/2025/NĐ-CP",
    "mã tiếp nhận THND-2026-Q4-00012",
    "mã số thuế 0301234567",
    "tổng đài 18001234, 19006789, 113",
    "mã đơn vị 31840, 31843, 31846",
    # people without a traceable name
    "một hộ dân ở ấp 3",
    "ông Bảy và bà Tám ở ấp 3",
    "bà N.T.B phản ánh",
    "anh chị em công nhân",
    "các ông, bà trưởng ấp",
    "đồng chí Chủ tịch Ủy ban MTTQ xã",
    "đồng chí Bí thư Đảng ủy và đồng chí Phó Chủ tịch",
    "đồng chí Trưởng ban Công tác Mặt trận",
    "hộ nghèo, hộ cận nghèo, hộ Kinh doanh",
    "gia đình Văn hóa, gia đình Việt Nam anh hùng",
    "HỘ CAO TUỔI NEO ĐƠN",
    "cụ thể như sau",
    # places and the great dead
    "đường Nguyễn Văn Linh, trường Lê Quý Đôn",
    "phường Bà Rịa, đặc khu Cô Tô Lớn",
    "thành phố Hồ Chí Minh, tỉnh Sơn La",
    "học tập và làm theo tư tưởng, đạo đức Hồ Chí Minh",
    "Bác Hồ kính yêu",
    "cháu ngoan Bác Hồ",
    "anh chị em Sơn La",
    "kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh 19/5/1890",
    "Anh hùng Lao động, anh hùng Núp",
    "xã Nguyễn Phích, Trần Văn Thời, Năm Căn",
    # words that sound secret
    "người dân nuôi ong lấy mật",
    "NGƯỜI DÂN NUÔI ONG LẤY MẬT",
    "sản phẩm MẬT ONG rừng",
    "MẬT ĐỘ DÂN SỐ CAO",
    "báo cáo mật độ dân số",
    "bảo mật thông tin, thân mật, bí mật đời tư",
    "BẢO MẬT THÔNG TIN",
    "tập huấn Luật Bảo vệ bí mật nhà nước",
    "tổ chức hội nghị phổ biến quy định về quản lý tài liệu mật",
    "HỘI NGHỊ TẬP HUẤN BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Không gửi nội dung thuộc bí mật nhà nước qua mạng xã hội",
    "quan hệ mật thiết với Nhân dân",
    "",
]


@pytest.mark.parametrize(("kind", "text", "passage"), DELICATE)
def test_delicate(kind: str, text: str, passage: str) -> None:
    assert find(text) == [Passage(kind, passage)]


@pytest.mark.parametrize("text", PLAIN)
def test_plain(text: str) -> None:
    assert find(text) == []


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(DELICATE) + len(PLAIN) >= 80
    assert {kind for kind, _, _ in DELICATE} == set(delicate.KINDS)


def test_several_in_one_text_come_in_their_order() -> None:
    text = "Ông Nguyễn Văn Bảy, bà Trần Thị Tám và Lê Văn Chín (0912 345 678, CCCD 079085001234) đề nghị 1.250 hộ."
    assert [(one.kind, one.text) for one in find(text)] == [
        ("name", "Ông Nguyễn Văn Bảy"),
        ("name", "bà Trần Thị Tám"),
        ("name", "Lê Văn Chín"),
        ("phone", "0912 345 678"),
        ("id", "079085001234"),
    ]
    assert delicate.counted(find(text)) == {"id": 1, "phone": 1, "name": 3}


def test_two_telephones_side_by_side_are_two() -> None:
    assert [one.text for one in find("0912345678 0987654321")] == ["0912345678", "0987654321"]


def test_letters_typed_in_pieces_are_the_same_letters() -> None:
    assert find(unicodedata.normalize("NFD", "ông Nguyễn Văn Bảy, TỐI MẬT")) == [
        Passage("name", "ông Nguyễn Văn Bảy"),
        Passage("stamp", "TỐI MẬT"),
    ]


def test_marks_bar_and_words_only_warn() -> None:
    assert delicate.is_barred(find("TUYỆT MẬT"))
    words = find("theo công văn mật")
    assert not delicate.is_barred(words) and delicate.is_secret(words)
    assert not delicate.is_secret(find("0912345678"))
