"""Full names of people (ông/bà + họ tên; họ tên + năm sinh) in a Vietnamese text. Pure.

A name counts when a form of address stands before it (or a date of birth behind it), it begins with a known family
name and goes on with capitals. "Ông Bảy", "bà N.T.B" and "một hộ dân ở ấp 3" say nothing that a reader could trace.
"""

import re
from collections.abc import Iterator

from reporting.text import spelling

Found = tuple[str, int, int]
"""(kind, start, end)."""

# Family names of the Kinh, Tày, Nùng, Thái, Mường, Hoa, Khmer, Chăm, H'Mông and Dao, as registers write them. Văn and
# Phó are left out: "gia đình Văn hóa", "đồng chí Phó Chủ tịch".
_FAMILY_NAMES = """
An Âu Bá Bạch Bàn Bành Bế Bồ Bùi Ca Cà Cái Cam Cao Cáp Chảo Chẩu Châu Chế Chu Chử Chung Chương Cồ Cù Cung Cự Danh
Dân Diêm Diệp Doãn Dư Dương Đàm Đàng Đào Đặng Đậu Đèo Điêu Đinh Đoàn Đổng Đỗ Đồng Đới Đường Giả Giang Giáp Giàng
Hà Hàn Hán Hạng Hầu Hình Hoa Hoàng Hồ Hồng Hờ Hứa Hùng Huỳnh Kha Khà Khổng Khiếu Khúc Khuất Khương Kiên Kiều Kim
La Lã Lâm Lầu Lại Lăng Lê Lềnh Lèo Lều Liêu Liễu Lò Lộ Lộc Long Lù Lục Lữ Lư Lương Lường Lưu Lý Lí Ma Mã Mạc Mạch
Mai Man Mạnh Mao Mùa Mông Ngân Nghiêm Ngô Ngụy Ngũ Nguyễn Nhan Nhâm Nhữ Ninh Nông Ong Ông Phàn Phạm Phan Phí Phù
Phùng Phương Quách Quan Quàng Quản Sầm Sín Sơn Sùng Tạ Tăng Tẩn Tần Tất Thạch Thái Thào Thân Thang Thẩm Thập Thi
Thiều Thiệu Tiền Tiêu Tiết Tô Tôn Tòng Tống Trà Trang Tráng Trần Trịnh Triệu Trình Trương Từ Tưởng Ty Ung Uông Vàng
Vảng Vệ Vi Vì Viên Võ Vũ Vừ Vương Xa Xin Xồng Yên
"""
_FAMILIES = frozenset(spelling(name) for name in _FAMILY_NAMES.split())
# Middle names after which a word is a name even in small letters or in a line of capitals.
_MIDDLE_NAMES = "văn thị hữu đức đình xuân quang công minh ngọc bá viết trọng thế duy quốc"
_MIDDLES = frozenset(_MIDDLE_NAMES.split())
_ASCII_FAMILIES = re.compile(
    r"(?:Nguyen|Tran|Le|Pham|Hoang|Huynh|Phan|Vu|Vo|Dang|Bui|Do|Ho|Ngo|Duong|Ly|Dinh|Truong|Trinh|Doan|Lam|Mai|Cao)"
)
_ASCII = re.compile(
    rf"(?<!\w)(?:ong|ba|anh|chi|co|chu|bac|dong chi)\s+({_ASCII_FAMILIES.pattern}\s+(?:Van|Thi)\s+[A-Z][a-z]*)(?!\w)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?<!\w)(?:đồng chí|đ/c|đ\.c|ông|bà|anh|chị|cô|chú|bác|cụ|cháu|thầy|em|hộ(?: ông| bà| anh| chị)?|gia đình"
    r"|công dân|họ (?:và )?tên|tên là)\s*:?\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \t]+")
_AND = re.compile(r"\s*(?:,|;|&|\bvà\b|\bcùng\b|\bvới\b)\s+", re.IGNORECASE)
_BORN = re.compile(
    r"\s*[,;(\-–]?\s*(?:sinh(?:\s+(?:ngày|năm))*|sn|ngày sinh|năm sinh)\s*[:.]?\s*"
    r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-])?(?:18|19|20)\d\d",
    re.IGNORECASE,
)
# A place that is called after a person or begins like one: phường Bà Rịa, đảo Cô Tô Lớn.
_PLACE = re.compile(
    r"(?:xã|phường|đường|phố|chợ|cầu|núi|đảo|đặc khu|trường|thị trấn|thị xã|quận|huyện|tỉnh|thành phố|sông|rạch|kênh"
    r"|đền|chùa|lăng|đình|khu|ấp|thôn|bản)\s+$",
    re.IGNORECASE,
)
# Provinces (today's and yesterday's) whose first word is a family name too: "anh chị em Sơn La".
_PLACES = (
    "An Giang,Cao Bằng,Hà Giang,Hà Nam,Hà Nội,Hà Tĩnh,Kiên Giang,La Mã,Lâm Đồng,Sơn La,Thái Bình,Thái Nguyên,Yên Bái,"
    "Long An,Hồ Chí Minh,Hồ Chủ tịch,Hoa Kỳ,Hoa Lư,Lý Sơn,Kim Sơn,Thái Lan,Hồ Kính"
)
_NOT_NAMES = frozenset(spelling(name) for name in _PLACES.split(","))
LONGEST = 4
"""Words of a name; more capitals behind it belong to something else."""


def names(text: str) -> Iterator[Found]:
    """Every full name with its form of address, those named together with it, and names with a date of birth."""
    done = 0
    for title in _TITLE.finditer(text):
        if title.start() < done or _PLACE.search(text, max(0, title.start() - 20), title.start()):
            continue
        end = _name_end(text, title.end(), loud=_is_loud(title[0]))
        if end is None:
            continue
        yield from _with_birth(text, title.start(), end)
        done = end
        for begin, stop in _fellows(text, end):
            yield from _with_birth(text, begin, stop)
            done = stop
    yield from _born(text)
    yield from (("name", one.start(), one.end()) for one in _ASCII.finditer(text) if one[1][0].isupper())


def _with_birth(text: str, start: int, end: int) -> Iterator[Found]:
    born = _BORN.match(text, end)
    yield ("birth", start, born.end()) if born else ("name", start, end)


def _fellows(text: str, end: int) -> Iterator[tuple[int, int]]:
    """ông Nguyễn Văn Bảy, Trần Thị Tám và Lê Văn Chín: the others of the row."""
    while (joint := _AND.match(text, end)) is not None:
        title = _TITLE.match(text, joint.end())
        found = _name_end(text, title.end() if title else joint.end(), loud=False, least=2 if title else 3)
        if found is None:
            return
        yield joint.end(), found
        end = found


def _born(text: str) -> Iterator[Found]:
    """Nguyễn Văn Bảy, sinh năm 1965: a name without a form of address, told apart by the birth behind it."""
    for born in _BORN.finditer(text):
        before = list(_WORD.finditer(text, max(0, born.start() - 60), born.start()))[-LONGEST:]
        for first in range(len(before) - 1):
            start = before[first].start()
            end = _name_end(text, start, loud=False)
            if end is not None and not text[end : born.start()].strip(" ,;(-–"):
                yield "birth", start, born.end()
                break


def _is_loud(title: str) -> bool:
    """A line in capitals: there every word looks like a name."""
    letters = [letter for letter in title if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _name_end(text: str, start: int, *, loud: bool, least: int = 2) -> int | None:
    """Where the name that begins here ends, None where none begins."""
    words: list[re.Match[str]] = []
    at = start
    while len(words) < LONGEST and (word := _WORD.match(text, at)) is not None:
        if not _goes_on(words, word[0]):
            break
        words.append(word)
        gap = _GAP.match(text, word.end())
        at = gap.end() if gap else word.end()
        if gap is None:
            break
    if len(words) < least or spelling(words[0][0]) not in _FAMILIES:
        return None
    said = [spelling(word[0]) for word in words]
    if " ".join(said[:2]) in _NOT_NAMES or " ".join(said[:3]) in _NOT_NAMES:
        return None
    if (loud or words[0][0].isupper()) and said[1] not in _MIDDLES:
        return None
    return words[-1].end()


def _goes_on(words: list[re.Match[str]], word: str) -> bool:
    """Capitals go on; small letters only as "nguyễn văn bảy": a known family, a known middle, one word more."""
    if word[0].isupper():
        return not words or words[0][0][0].isupper()
    if not words:
        return spelling(word) in _FAMILIES
    if words[0][0][0].isupper():
        return False
    return (len(words) == 1 and spelling(word) in _MIDDLES) or len(words) == 2
