"""What a heading is about: whether the lines below it are tasks, talk, facts or slogans."""

from __future__ import annotations

import re

from reporting.plans.text import fold, key, squeeze

# Lines below are tasks as a rule.
WORK = "work"
# Tasks, and paragraphs that name a unit are tasks too.
ORGANISE = "organise"
# Tasks only where a line names who or when: money, forms, topics to speak about.
WEAK = "weak"
# Never tasks: purposes, grounds, slogans, lists of contents, what was done before, time and place of the event itself.
SKIP = "skip"

_WORK_WORDS = re.compile(
    r"\b(?:nhiem vu|giai phap|phan cong|to chuc thuc hien|cong viec|hoat dong|trach nhiem|tien do)\b"
)
_SKIP = re.compile(
    r"(?:muc dich|y nghia|yeu cau|quan diem|nguyen tac|phuong cham|can cu|co so phap ly|khau hieu|muc luc"
    r"|dac diem tinh hinh"
    r"|tinh hinh|thuc trang|boi canh|danh gia|ket qua (?:thuc hien|dat duoc|nam|cong tac)|uu diem|ton tai"
    r"|han che|nguyen nhan"
    r"|bai hoc|thuan loi|kho khan|muc tieu|chi tieu|doi tuong|pham vi|thanh phan|thoi gian dia diem"
    r"|dia diem|thoi gian va dia diem"
    r"|thoi gian thanh phan|so luong|co cau|tieu chuan|noi nhan|phan thu nhat|su can thiet|giai thich|cac chu viet tat"
    r"|noi dung (?:so ket|tong ket|dai hoi|hoi nghi|tap huan|boi duong"
    r"|hoi thao|toa dam|cuoc thi|hoi thi|dien dan)|thoi luong|phan le"
    r"|phan hoi|trang tri|che do bao cao nam truoc)\b"
)
# «Hình thức, thời gian giám sát», «Thời gian, số lượng đại biểu»: two facts named together give nobody work
_FACT = (
    r"(?:thoi gian|thoi ky|thoi diem|dia diem|dia ban|thanh phan|doi tuong|hinh thuc|so luong|pham vi|quy mo|co cau"
    r"|kinh phi|tieu chuan|dieu kien|phuong thuc|phuong phap)"
)
_FACTS = re.compile(rf"{_FACT}\s*(?:,|;|/|-|–|va|&)\s*(?:noi dung\s*(?:,|va)\s*)?{_FACT}\b")
_SKIP_ANYWHERE = re.compile(r"\b(?:khau hieu|muc luc|can cu phap ly|co so phap ly)\b")
_ORGANISE = re.compile(
    r"\b(?:to chuc thuc hien|to chuc trien khai|phan cong|trach nhiem|che do (?:thong tin )?bao cao"
    r"|thong tin bao cao)\b"
)
_TOPICS = re.compile(
    r"(?:mot so )?(?:trong tam|noi dung|dinh huong|chu de|de cuong)(?: (?:trong tam|cong tac|chu yeu"
    r"|tap trung|can|thong tin|cua))* tuyen truyen\b"
)
# what is looked at («Việc niêm yết danh sách») or, with a day or a unit, the work of looking
_INSPECTED = re.compile(r"noi dung (?:giam sat|kiem tra|khao sat)\b")
_MONEY = re.compile(
    r"(?:du toan )?(?:nguon )?kinh phi\b|hinh thuc tuyen truyen|hinh thuc\b|phuong thuc\b"
    r"|chuong trinh (?:hoi nghi|dai hoi|ngay hoi|le)\b"
)


def section_of(heading: str, above: str) -> str:
    """The kind of the section under a heading; `above` is the kind of the section that holds it."""
    if above in (SKIP,):
        return SKIP
    words = key(heading)
    if _SKIP_ANYWHERE.search(words):
        return SKIP
    if _ORGANISE.search(words):
        return ORGANISE
    if tells_facts(heading):
        return SKIP
    if _SKIP.match(words) and not _WORK_WORDS.search(words) and len(words) < 140:
        return SKIP
    if _TOPICS.match(words) or _INSPECTED.match(words) or _MONEY.match(words):
        return WEAK
    return above or WORK


def tells_facts(heading: str) -> bool:
    """Whether a heading names two facts of an event at once: its time and place, its form and scope."""
    return bool(_FACTS.match(squeeze(fold(heading))))


def names_no_work(text: str, kind: str = SKIP) -> bool:
    """Whether the words before a colon are a heading of that kind: «Phạm vi, thời kỳ giám sát: …» holds no task."""
    head, colon, rest = text.partition(":")
    return bool(colon and rest.strip()) and len(head) < 60 and section_of(head, "") == kind


_AGENDA = re.compile(
    r"\b(?:thao luan|thong qua|quyet dinh|bao gom|gom|gom co|phan bo|thanh phan|chuong trinh|co cau)\b[^:]*"
    r"\b(?:noi dung|phan|nhu sau|thanh phan|sau day|sau)\b[^:]{0,60}$"
)
_MADE_OF = re.compile(r"\b(?:gom|bao gom|gom co)$")
_TASK_LIST = re.compile(r"\b(?:nhiem vu|cong viec|hoat dong|giai phap|thuc hien|trien khai|tap trung)\b[^:]{0,40}$")


def introduces_agenda(text: str) -> bool:
    """Whether a line that ends in «:» introduces what a meeting discusses or what a number is made of, not work."""
    if not text.rstrip().endswith(":"):
        return False
    words = key(text)
    return bool(_AGENDA.search(words) or _MADE_OF.search(words)) and not _TASK_LIST.search(words)


_NORM = re.compile(
    r"(?:[:,]|là|khoảng|gồm|cho|khen)\s*(?:dự kiến\s*|khoảng\s*|từ\s*)*\d[\d.,]{0,12}(?:\s*[-–]\s*\d[\d.,]{0,12})?\s*"
    r"(?:người|vị|đại biểu|đồng chí|đ/c|suất|tập thể|cá nhân|triệu|tỷ|đồng|phần quà|căn|hộ|bài|cái|bộ|%"
    r"|m2|điểm|thành viên|lượt|tổ chức)\b"
)
_FIGURE_END = re.compile(
    r"^[^.:]{0,200}:\s*(?:dự kiến\s*)?(?:khoảng\s*)?\d[\d.,]{0,12}\s*[^\W\d_]*(?:\s*\([^()]*\))?\s*[.;]?$"
)


def is_norm(text: str) -> bool:
    """Whether a line only counts: «Hội viên nông dân: 12 người», «tặng cho 5 hộ và 3 nhóm»."""
    return bool(_FIGURE_END.match(text)) or (bool(_NORM.search(text)) and len(text) < 130 and ":" in text)


_FREQUENCY = re.compile(
    r"(?:(?:thuong xuyen|lien tuc|hang (?:tuan|thang|quy|nam)|dinh ky|dot xuat|ca nam|trong nam|va)\s*)+"
)


def is_frequency(text: str) -> bool:
    """Whether a line says how often and nothing else: «Thường xuyên, hằng năm»."""
    return bool(_FREQUENCY.fullmatch(key(text)))


_CLOSING = re.compile(
    r"^(?:trên đây,? là|trên đây|quá trình thực hiện|trong quá trình (?:thực hiện|triển khai)"
    r"|căn cứ kế hoạch này,? các|nơi nhận|ghi chú)",
    re.I,
)
# «Ban Thường trực đề nghị các đơn vị nghiêm túc triển khai thực hiện.»: no unit and no day of its own
_WISH = re.compile(
    r"^(?:(?:Nhận được|Căn cứ) [^,;.]{3,60},\s*)?(?:[^,;.:]{5,90}\s)?(?:đề nghị|yêu cầu|mong)\s+"
    r"(?:các|quý|toàn thể)\s[^;.:\d]{3,160}\bthực hiện"
    r"(?:\s+(?:tốt|nghiêm túc|có hiệu quả|đạt kết quả|kế hoạch này|các nội dung trên))*\s*[./]*$",
    re.I,
)
_GROUNDS = re.compile(r"^(?:căn cứ|thực hiện|thi hành|triển khai|tiếp tục thực hiện|theo|xét|để)\b", re.I)
_POINTERS = re.compile(
    r"^\(?(?:có|kèm theo|chi tiết|đính kèm|gửi kèm|theo)\s[^.]{0,60}(?:phụ lục|biểu|kèm theo|danh sách)", re.I
)


_ANNEXED = re.compile(r"^[(*\s]*(?:ban hành )?kèm theo (?:kế hoạch|quyết định|công văn|hướng dẫn)\b", re.I)


def is_closing(text: str) -> bool:
    """Whether a paragraph closes the plan: «Trên đây là kế hoạch …», «Quá trình thực hiện nếu có vướng mắc …»."""
    if _CLOSING.match(text):
        return True
    # «Đề nghị các tổ chức thành viên … thực hiện» gives work; an earnest wish, or one that ends the document, does not
    ends = text.rstrip(" .").endswith("/") or "nghiêm túc" in text.lower()
    return bool(_WISH.match(text)) and (ends or not text.lower().startswith(("đề nghị", "yêu cầu")))


def is_pointer(text: str) -> bool:
    """Whether a line only points elsewhere: «(Có phụ lục kèm theo)»."""
    return bool(_POINTERS.match(text) or _ANNEXED.match(text))


def is_grounds(text: str) -> bool:
    """Whether a paragraph before the first heading cites what the plan rests on."""
    return bool(_GROUNDS.match(text))
